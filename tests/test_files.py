"""Files appear whole or not at all."""

import os
from pathlib import Path

import pytest

from workbook.files import write_whole


def test_text_is_written_as_utf_8_in_a_folder_that_is_made(tmp_path: Path):
    write_whole(tmp_path / "a" / "b.txt", "Qā‘ida\r\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Qā‘ida\r\n".encode()


def test_a_file_is_as_readable_as_any_new_file(tmp_path: Path):
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "whole", b"")
    assert (tmp_path / "whole").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_whatever_goes_wrong_the_earlier_file_stays_and_nothing_is_left_beside_it(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "page.html"
    path.write_text("good")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "half")
    assert path.read_text() == "good"
    assert os.listdir(tmp_path) == ["page.html"]

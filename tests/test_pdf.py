from pathlib import Path

import pytest

from workbook import pdf
from workbook.errors import WorkbookError


def browser_that(tmp_path: Path, script: str, monkeypatch) -> None:
    """Put a stand-in for Chromium on the path: a shell script."""
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def test_without_a_browser_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_APPLICATIONS", ())
    with pytest.raises(WorkbookError, match="apt install chromium"):
        pdf.print_pdf(tmp_path / "a.html", tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("script", "message"),
    [("echo 'no display' >&2; exit 3", "chromium could not print: no display"), ("exit 0", "printed nothing")],
)
def test_a_browser_that_fails_leaves_the_last_good_file(tmp_path, monkeypatch, script, message):
    browser_that(tmp_path, script, monkeypatch)
    target = tmp_path / "a.pdf"
    target.write_bytes(b"last")
    with pytest.raises(WorkbookError, match=message):
        pdf.print_pdf(tmp_path / "a.html", target)
    assert target.read_bytes() == b"last" and not list(tmp_path.glob(".a.pdf*"))


def test_a_browser_that_hangs_is_given_up(tmp_path, monkeypatch):
    browser_that(tmp_path, "exec sleep 60", monkeypatch)
    monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    with pytest.raises(WorkbookError, match="longer than"):
        pdf.print_pdf(tmp_path / "a.html", tmp_path / "a.pdf")

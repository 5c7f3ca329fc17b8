"""Progress is a line for each notebook, which moves only where someone is watching."""

import io

from workbook.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def follow(stream: io.StringIO) -> str:
    progress = Progress(stream, ["01", "03_events"])
    progress.cell("01")
    progress.cell("01", 3, 12)
    progress.done("01", 1.25)
    progress.done("03_events", 2, "cell 3: ValueError")
    return stream.getvalue()


def test_elsewhere_a_line_appears_once_a_notebook_is_done():
    assert follow(io.StringIO()) == ("01           1.2 s  done\n03_events    2.0 s  failed: cell 3: ValueError\n")


def test_on_a_terminal_the_line_counts_the_cells_and_is_then_replaced():
    shown = follow(Terminal())
    assert "\r\x1b[K01         ███░░░░░░░░░  cell 3 of 12" in shown
    assert shown.endswith("\r\x1b[K03_events    2.0 s  failed: cell 3: ValueError\n")


def test_a_line_never_wraps(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    Progress(terminal, ["a" * 40]).cell("a" * 40, 1, 2)
    assert terminal.getvalue() == "\r\x1b[K" + "a" * 19


def test_several_at_a_time_share_the_moving_line():
    terminal = Terminal()
    progress = Progress(terminal, ["01", "02"])
    progress.cell("01", 3, 12)
    progress.cell("02")
    assert terminal.getvalue().endswith("\r\x1b[K01 cell 3 of 12  02 starting")
    progress.done("01", 1)
    assert "02  ░░░░░░░░░░░░  starting" in terminal.getvalue()


def test_what_has_not_changed_is_told_as_such():
    stream = io.StringIO()
    Progress(stream, ["01", "03_events"]).kept("01")
    assert stream.getvalue() == "01                  unchanged\n"

"""What all views have in common: a board, and what it says when there is nothing to show or something is broken."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import ipywidgets
from markupsafe import Markup

from workbook.errors import WorkbookError, shorten
from workbook.explore.board import Board

_NOTHING = Markup('<p class="wb-nothing" role="status">{}</p>')
_TROUBLE = Markup(
    '<div class="wb-trouble" role="alert"><p><strong>{where}</strong> cannot be shown: {why}. '
    "Everything else goes on.</p><details><summary>Traceback</summary><pre>{traceback}</pre></details></div>"
)


class View:
    """A board under a line of its own for messages. A view that fails says so in its place and takes no other along."""

    def __init__(self, name: str, *, hides: bool = False, css: str = "") -> None:
        self.name = name
        self.notice = Board()
        self.board = Board(hides=hides)
        if css:
            self.board.add_class(css)
        self.box = ipywidgets.VBox([self.notice, self.board])

    def attempt(self, action: Callable[[], None]) -> bool:
        """Do something for this view; if it fails, show one clear line and the traceback a click away."""
        try:
            action()
        except Exception as error:  # whatever goes wrong in one view must not stop the others
            self.notice.html = trouble(self.name, error)
            return False
        return True

    def say(self, words: str = "") -> None:
        """Say something above the board, such as that nothing is in view; nothing takes it back."""
        self.notice.html = str(_NOTHING.format(words)) if words else ""


def trouble(where: str, error: BaseException) -> str:
    """An error as a reader needs it: one line, and the traceback folded away."""
    told = shorten(str(error).partition("\n")[0]) or type(error).__name__
    why = told if isinstance(error, WorkbookError) else f"{type(error).__name__}: {told}"
    trace = "".join(traceback.format_exception(error))
    return str(_TROUBLE.format(where=where, why=why.rstrip("."), traceback=trace))

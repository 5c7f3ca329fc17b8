"""A page on paper: printed by the Chromium that is installed, without a request to anyone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from workbook.errors import WorkbookError

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
"""The programs that can print, the first found is used."""

_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_SECONDS = 120


def find_browser() -> str:
    """The path of a browser that can print.

    Raises
    ------
    WorkbookError
        If there is none; says what to install.
    """
    found = (shutil.which(name) for name in BROWSERS)
    installed = (path for path in _APPLICATIONS if os.access(path, os.X_OK))
    browser = next(filter(None, found), None) or next(installed, None)
    if browser is None:
        raise WorkbookError(
            "--pdf needs Chromium or Chrome, and none is installed: apt install chromium (Debian, Ubuntu), "
            "dnf install chromium (Fedora), brew install --cask chromium (macOS)"
        )
    return browser


def print_pdf(html_path: Path, pdf_path: Path) -> None:
    """Print a page to a PDF file, which appears whole or not at all.

    Raises
    ------
    WorkbookError
        If no browser is installed, or if printing fails.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="workbook-pdf-") as scratch:
        # The file is made beside the place it goes to: a confined browser may not see the system's temporary folder.
        made = pdf_path.with_name(f".{pdf_path.name}.part")
        try:
            _run(_command(browser, html_path.resolve(), made.resolve(), scratch))
            if not made.is_file() or not made.stat().st_size:
                raise WorkbookError(f"{html_path.name}: the browser printed nothing")
            made.replace(pdf_path)
        finally:
            made.unlink(missing_ok=True)


def _command(browser: str, page: Path, pdf: Path, profile: str) -> list[str]:
    # Chromium refuses to run as root within its sandbox; the page is our own and its policy lets nothing in or out.
    as_root = sys.platform != "win32" and os.geteuid() == 0
    sandbox = ["--no-sandbox"] if as_root else []
    return [
        browser, "--headless", *sandbox, "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", f"--user-data-dir={profile}", "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}", page.as_uri(),
    ]  # fmt: skip


def _run(command: list[str]) -> None:
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise WorkbookError(f"printing took longer than {_SECONDS} seconds") from None
    except OSError as error:
        raise WorkbookError(f"{command[0]}: {error.strerror}") from None
    if result.returncode:
        last = result.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise WorkbookError(f"{Path(command[0]).name} could not print: {last[0]}")

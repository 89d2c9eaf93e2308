"""A page as PDF, printed by Chromium."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from engagement.errors import DataError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 120


def print_page(page, target):
    """Print a page.

    Parameters
    ----------
    page : pathlib.Path
        HTML.
    target : pathlib.Path
        PDF, written as a whole or not at all.

    Raises
    ------
    DataError
        If Chromium is not there, or prints nothing.
    """
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if not browser:
        raise DataError("printing needs Chromium, which is not here; install it with: sudo apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "page.pdf"
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.resolve().as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # which root cannot have; the page is ours and loads nothing
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise DataError(f"{browser} printed nothing of {page.name} in {SECONDS} seconds") from error
        if not printed.exists():
            words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise DataError(f"{browser} could not print {page.name}: {words}")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(printed, target)

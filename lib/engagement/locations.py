"""Where the project's folders are, and where a user's own files may lie."""

import os
from pathlib import Path


def home():
    """The checkout: ``ENGAGEMENT_HOME``, or the folder this package is installed from."""
    given = os.environ.get("ENGAGEMENT_HOME")
    return Path(given).resolve() if given else Path(__file__).resolve().parents[2]


def data():
    """What the repository ships, and ``inbox`` and ``tidy`` below it."""
    return home() / "data"


def tidy():
    """The typed tables, rebuilt by ``make data``."""
    return data() / "tidy"


def notebooks():
    """The notebooks, numbered in the order of the argument."""
    return home() / "notebooks"


def reports():
    """The plan of reports and the built site."""
    return home() / "reports"


def additions():
    """Folders searched, in order, for tables the repository does not ship."""
    folders = [data() / "inbox"]
    if os.environ.get("ENGAGEMENT_DATA"):
        folders.append(Path(os.environ["ENGAGEMENT_DATA"]))
    return folders

"""Where the project's folders are, and where a user's own files may lie."""

import os
from pathlib import Path


def home():
    """The checkout: ``ENGAGEMENT_HOME``, or the folder this package is installed from."""
    given = os.environ.get("ENGAGEMENT_HOME")
    return Path(given).resolve() if given else Path(__file__).resolve().parents[2]


def library():
    """This package: its modules, and the files that they open."""
    return Path(__file__).parent


def data():
    """What the repository ships, and ``inbox``, ``demonstration`` and ``tidy`` below it."""
    return home() / "data"


def inbox():
    """Where users drop their files; never changed."""
    return data() / "inbox"


def demonstration():
    """The truth of the demonstration and, in ``records``, the made-up files that ``engagement demo`` writes."""
    return data() / "demonstration"


def tidy():
    """The typed tables, rebuilt by ``make data``: ``ENGAGEMENT_TIDY``, or data/tidy."""
    given = os.environ.get("ENGAGEMENT_TIDY")
    return Path(given).resolve() if given else data() / "tidy"


def notebooks():
    """The notebooks, numbered in the order of the argument."""
    return home() / "notebooks"


def reports():
    """The plan of reports and the built site."""
    return home() / "reports"


def further_data():
    """A second folder of files to read, ``ENGAGEMENT_DATA``; None where it is unset."""
    given = os.environ.get("ENGAGEMENT_DATA")
    return Path(given).resolve() if given else None

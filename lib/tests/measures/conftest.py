"""The records of RAN1 and of IETF registrations, read once by the project's readers."""

import os
from pathlib import Path

import pytest

from engagement.warehouse.build import build

FILES = ("3gpp/ran1_tdocs.csv.gz", "ietf/attendees_72_116.csv.gz")


@pytest.fixture(scope="module")
def recorded(once):
    """The environment in which both are loaded; needs ENGAGEMENT_DATA."""

    def make(folder):
        (folder / "inbox").mkdir(parents=True)
        for name in FILES:
            (folder / "inbox" / Path(name).name).symlink_to(Path(os.environ["ENGAGEMENT_DATA"]) / name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ENGAGEMENT_TIDY", str(folder / "tidy"))
            build(folder / "inbox", folder / "tidy")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_TIDY", str(once("recorded", make) / "tidy"))
        yield

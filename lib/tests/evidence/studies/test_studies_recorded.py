"""The study of IETF registrations on the records themselves."""

import os
from pathlib import Path

import pytest

from engagement.evidence import run_study
from engagement.warehouse.build import build

from .test_studies_shipped import little

DATA = os.environ.get("ENGAGEMENT_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the records are not on this machine")
REGISTRATIONS = "ietf/attendees_72_116.csv.gz"


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The registrations, read by the project's reader beside what is shipped."""
    inbox, tidy = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("tidy")
    (inbox / Path(REGISTRATIONS).name).symlink_to(Path(DATA) / REGISTRATIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_TIDY", str(tidy))
        build(inbox, tidy)
        yield


@pytest.mark.usefixtures("records")
def test_registrations_go_with_later_rfcs_but_later_registrations_do_too(tmp_path):
    result = run_study(little(tmp_path, "registrations"), turns=0)
    effect = result.answer.effect
    assert effect.n == 6889
    assert (effect.value, effect.low, effect.high) == pytest.approx((0.847, 0.677, 1.03), abs=0.005)
    assert result.placebo.p < 0.001
    assert next(one for one in result.grade.criteria if one.name == "design").verdict == "not met"
    assert result.grade.letter in ("C", "D") and "impact" not in result.verdict
    assert result.split.between.value > result.split.within.value > 1

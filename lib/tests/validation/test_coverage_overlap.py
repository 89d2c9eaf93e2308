"""The change that a merger makes is held by its interval for as many organizations drawn alike, and named so."""

import numpy as np
import pytest

from engagement.estimate import Estimate
from engagement.validation import coverage_overlap

CHANGES = ["merger, change of HHI", "merger, change of effective number of organizations"]


@pytest.fixture(scope="module")
def draws():
    rng = np.random.default_rng(5)
    return [coverage_overlap._overlaps(coverage_overlap._records(rng, 60)) for _ in range(60)]


@pytest.mark.parametrize("name", CHANGES)
def test_the_change_of_as_many_organizations_is_held(draws, name):
    found = [one[name] for one in draws]
    truth = coverage_overlap._alike(found)
    assert truth == pytest.approx(np.exp(np.mean([np.log(one.value) for one in found])))
    assert np.mean([one.low <= truth <= one.high for one in found]) >= 0.88
    assert all("as many organizations drawn alike" in one.method for one in found)


def test_a_mean_of_differences_is_plain_and_leaves_out_what_is_not_estimable():
    found = [Estimate(value, None, None, 0.95, 3, "%", "demonstration", "m") for value in (1.0, 4.0)]
    assert coverage_overlap._alike([*found, coverage_overlap.NONE]) == 2.5

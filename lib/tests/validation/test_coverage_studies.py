"""The simulation of a study's tests runs, and the sizes committed are those the project holds itself to."""

import pandas as pd
import pytest

from engagement import locations
from engagement.validation import coverage_studies
from engagement.validation.__main__ import COLUMNS


def test_the_simulation_gives_shares_with_their_own_intervals():
    found = coverage_studies.coverage(draws=6, rng=1)
    assert list(found) == COLUMNS
    assert found["covered"].between(found["low"], found["high"]).all()
    assert found["draws"].tolist() == [6, 6, 6, 3, 3, 3]
    assert set(found["n"]) == {11}


@pytest.mark.parametrize("row", range(6))
def test_the_tests_of_a_study_reject_what_is_true_as_often_as_they_say(row):
    table = pd.read_csv(locations.data() / "coverage.csv")
    studies = table[table["family"] == "studies"]
    one = studies.iloc[row]
    least, most = (0.035, 0.065) if one["nominal"] == 0.05 else (0.93, 0.97)
    assert least <= one["covered"] <= most
    assert one["draws"] >= 1000

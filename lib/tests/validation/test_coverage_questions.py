"""Intervals of Questions of which most organizations are behind several hold the truth about as often as they say."""

import pytest

from engagement.validation.coverage_questions import coverage


@pytest.fixture(scope="module")
def simulated():
    return coverage(draws=5)


def test_a_row_a_measure_and_number_of_questions(simulated):
    assert simulated["n"].tolist() == [5, 5, 10, 10, 30, 30, 5, 10, 30]
    assert set(simulated["measure"]) == {
        "lapse rate of a Question", "share new to a Question", "share of developing countries in a Question",
    }  # fmt: skip


def test_intervals_hold_the_truth(simulated):
    assert simulated["covered"].between(0.8, 1).all()
    assert simulated["covered"].mean() > 0.88


def test_the_same_seed_gives_the_same_table(simulated):
    assert coverage(draws=1, rng=3).equals(coverage(draws=1, rng=3))

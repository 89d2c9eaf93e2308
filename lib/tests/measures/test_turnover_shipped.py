"""Turnover and retention of the shipped records: main figures, and the counts once more with sets."""

import pytest

from engagement import activities
from engagement.measures.occasions import panel
from engagement.measures.retention import retention
from engagement.measures.spells import spells
from engagement.measures.turnover import flows, rate
from engagement.warehouse.build import build


@pytest.fixture(scope="module")
def series(tmp_path_factory):
    """Organizations of RFC authors and the years in which they were there."""
    tidy = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_TIDY", str(tidy))
        build(tmp_path_factory.mktemp("inbox"), tidy)
        rows = activities.contributions("ietf", "recorded")
    return rows, panel(rows, None)


def test_main_figures_of_the_rfc_series(series):
    by_year = flows(series[1]).set_index("occasion")
    counted = by_year.loc["2019", ["present", "new", "returning", "retained", "lapsed"]].tolist()
    assert counted == [165, 42, 51, 72, 132]
    since = series[1].attrs["occasions"].index("2001")
    once = rate(series[1], "lapsed", first=since)
    assert (round(once.value, 1), round(once.low, 1), round(once.high, 1), once.n) == ONCE
    twice = rate(series[1], "lapsed", absent=2, first=since)
    assert (round(twice.value, 1), round(twice.low, 1), round(twice.high, 1), twice.n) == TWICE


def test_two_years_after_its_first_rfc_a_quarter_of_organizations_have_not_lapsed(series):
    curve = retention(spells(series[1], absent=2, start=series[1].attrs["occasions"].index("2001"), complete=True))
    assert (round(curve.at(2).value, 1), curve.n) == (24.6, 1823)


def test_a_last_year_that_is_not_over_is_no_occasion(series):
    assert series[1].attrs["left_out"] == ["2023"]
    assert series[1].attrs["occasions"][-1] == "2022"


def test_the_same_independently_with_sets(series):
    rows = series[0].dropna(subset="organization")
    by_year = {year: set(one["organization"]) for year, one in rows.groupby(rows["date"].dt.year) if year < 2023}
    table = flows(series[1])
    before = set()
    sets = list(by_year.values())
    for last, here, counted in zip(sets[:-1], sets[1:], table.iloc[1 - len(sets) :].itertuples(), strict=True):
        before |= last
        assert (counted.new, counted.retained, counted.returning, counted.lapsed) == (
            len(here - before), len(here & last), len((here & before) - last), len(last - here),
        )  # fmt: skip


# from 2001 on, percent a year that lapse after one year, after two years without RFC; interval, organizations at risk
ONCE = (58.7, 55.8, 61.5, 1967)
TWICE = (30.7, 29.4, 31.9, 2045)

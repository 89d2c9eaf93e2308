"""Turnover measured on made-up organizations against how data/demonstration/truth.yml has them come and go."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engagement import demonstration
from engagement.demonstration import attendance, ground, leadership, organizations, questions
from engagement.evidence.proportions import proportion
from engagement.evidence.survival import survival
from engagement.measures.occasions import grid, panel, place_of, presences
from engagement.measures.retention import dated, retention
from engagement.measures.spells import spells
from engagement.measures.turnover import flows, rate, states

TRUTH = demonstration.truth(Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml")
CHURN = TRUTH.churn
HERE = ground.read(TRUTH)
START, END = pd.Timestamp(HERE.start), pd.Timestamp(HERE.end)
MANY = 3000


def holds(estimate, truth):
    return estimate.low <= truth <= estimate.high


@pytest.fixture(scope="module")
def firms():
    """Organizations by the thousand, drawn as those of the demonstration are."""
    return organizations.make(np.random.default_rng(4), TRUTH, HERE, MANY)


@pytest.fixture(scope="module")
def spans(firms):
    """Memberships of all but administrations: organization, which of its memberships, first and last day."""
    private = np.flatnonzero(firms.kind != "Member State")
    rows = [(firm, nth, *firms.spells[firm, nth]) for firm in private for nth in (0, 1)]
    frame = pd.DataFrame(rows, columns=["organization", "nth", "first", "last"])
    frame[["first", "last"]] = frame[["first", "last"]].apply(pd.to_datetime)
    return frame[frame["first"] <= END]


def months(spans):
    """Who is a member on the first day of which month, as records of one meeting a month."""
    days = pd.date_range("1997-01-01", END, freq="MS")
    rows = spans.merge(pd.DataFrame({"date": days}), how="cross")
    rows = rows[(rows["first"] <= rows["date"]) & (rows["date"] <= rows["last"])]
    records = rows[["organization", "date"]].assign(meeting_id=rows["date"].dt.strftime("%Y-%m"))
    records.attrs["basis"] = "demonstration"
    return presences(records, "meeting")


@pytest.fixture(scope="module")
def members(spans):
    return months(spans)


@pytest.fixture(scope="module")
def in_period(members):
    """Place of the first month of the period."""
    return place_of(members, START.year + 1) - 1


def test_retention_is_the_planted_one_although_most_joined_before_anybody_looked(members, in_period):
    rows = spells(members, start=in_period, complete=True)
    curve = retention(rows, level=0.99)
    late = rows["entry"] > 0
    assert 0.6 < late.mean() < 0.9
    for years in (1, 3, 5, 8, 12):
        left = curve.at(12 * years)
        assert holds(left, 100 * np.exp(-CHURN.leaving_per_year * years)), (years, str(left))
        assert left.high - left.low < 16
    blind = survival(rows["age"], rows["lapsed"], "months", "demonstration")  # as if all were seen from the first day
    assert blind.at(60).low > 100 * np.exp(-CHURN.leaving_per_year * 5) + 10


def test_the_lapse_rate_is_the_planted_one(spans, in_period):
    first = months(spans[spans["nth"] == 0])  # who has come back does not leave again
    found = rate(first, "lapsed", first=in_period + 1)
    assert holds(found, 100 * (1 - np.exp(-CHURN.leaving_per_year / 12)))
    assert found.high - found.low < 0.1


def test_members_count_as_new_when_they_join_and_as_returning_when_they_come_back(members, spans, in_period):
    table = flows(members).iloc[in_period + 1 :]
    since = pd.Timestamp(table["occasion"].iloc[0] + "-01") - pd.DateOffset(months=1)
    seen = spans["first"].between(since, pd.Timestamp(table["occasion"].iloc[-1] + "-01"), inclusive="right")
    seen &= spans["last"] >= spans["first"] + pd.DateOffset(months=1)  # there on the first day of a month
    assert table["new"].sum() == pytest.approx((seen & (spans["nth"] == 0)).sum(), abs=5)
    assert table["returning"].sum() == (seen & (spans["nth"] == 1)).sum()
    everybody = spans["organization"].nunique()
    assert holds(
        proportion(int(table["new"].sum()), everybody, "demonstration", "joined"), 100 * CHURN.joined_in_period
    )
    left = int((spans["nth"].eq(0) & (spans["last"] < END)).sum())
    back = proportion(int(table["returning"].sum()), left, "demonstration", "came back")
    assert back.low < 100 * CHURN.returning  # some had no time to come back


@pytest.fixture(scope="module")
def present(full_tables):
    """Private organizations of the records and the years in which somebody took part for them; their memberships."""
    names = full_tables("organization_names", basis="demonstration")
    ids = names.drop_duplicates("name_printed").set_index("name_printed")["organization_id"]
    kinds = full_tables("organizations", basis="demonstration").set_index("organization_id")["kind"]
    came = full_tables("attendance", basis="demonstration").merge(
        full_tables("meetings", basis="demonstration")[["meeting_id", "group", "start"]], on="meeting_id"
    )
    rows = came.assign(organization=came["organization_printed"].map(ids), basis="demonstration")
    rows = rows[rows["organization"].map(kinds) != "Member State"]
    rows.attrs["basis"] = "demonstration"
    spans = full_tables("memberships", basis="demonstration")
    return panel(rows, None, "year"), spans.assign(organization=spans["organization_printed"].map(ids))


def test_nobody_is_there_without_being_a_member(present):
    found, spans = present
    day = pd.to_datetime(found["occasion"] + "-12-31")
    inside = found.assign(last_day=day).merge(spans[["organization", "start", "end"]], on="organization")
    there = (inside["start"] <= inside["last_day"]) & ~(inside["end"] < inside["last_day"] - pd.DateOffset(years=1))
    assert there.groupby([inside["organization"], inside["occasion"]]).any().all()


def test_whoever_leaves_for_good_lapses_in_the_next_year(present):
    found, spans = present
    there, names = grid(found)
    state = pd.DataFrame(states(there), index=names, columns=found.attrs["occasions"])
    last = spans.sort_values("start").drop_duplicates("organization", keep="last").set_index("organization")["end"]
    seen = [(name, end.year) for name, end in last.dropna().items() if name in names and 2017 <= end.year < 2021]
    here = [(name, year) for name, year in seen if there[names.get_loc(name), year - 2017]]
    assert len(here) > 30
    assert {state.loc[name, str(year + 1)] for name, year in here} == {"lapsed"}


def test_missing_a_year_overstates_leaving_and_missing_more_less_so(present):
    found, _ = present
    planted = 100 * (1 - np.exp(-CHURN.leaving_per_year))
    by_missed = [rate(found, "lapsed", missed) for missed in (1, 2)]
    assert by_missed[0].low > planted  # who skips a year looks like one that left
    assert by_missed[0].value > by_missed[1].value
    assert holds(by_missed[1], planted)


def test_first_days_that_lists_of_seats_leave_open_are_the_planted_ones(firms):
    rng = np.random.default_rng(7)
    asked = questions.make(rng, TRUTH, HERE)
    crowd = attendance.persons(rng, TRUTH, HERE, firms, MANY)
    drawn = leadership.make(rng, TRUTH, HERE, asked, firms, crowd, np.ones((MANY, len(asked))))
    true = pd.to_datetime(drawn["start"])
    former = drawn["end"].notna()
    listed = drawn.assign(period=TRUTH.period, start=true.where(former), end=pd.to_datetime(drawn["end"]))
    found = dated(listed, pd.DataFrame({"period": [TRUTH.period], "start": [START]}))
    told = found["dated"].isin(["after the former holder", "start of the period"])
    assert told.sum() > 300
    assert (found.loc[told, "start"] == true[told]).all()
    assert (found["dated"] == "unknown").mean() < 0.2

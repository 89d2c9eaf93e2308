"""Seats and representation: by hand, on the published table, and against the made-up truth."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import engagement
from engagement.errors import DataError
from engagement.measures import leadership
from engagement.measures.representation import representation
from engagement.measures.shares import located
from engagement.organizations.identities import identify
from engagement.validation.coverage_leadership import coverage
from engagement.warehouse.build import build

SHIPPED = Path(__file__).parents[3] / "data"


def seated(*lines):
    """Seats from (group, organization, region) and how many."""
    rows = [(group, organization, region) for group, organization, region, many in lines for _ in range(many)]
    return pd.DataFrame(rows, columns=["group", "organization", "region"])


def contributed(*lines):
    return pd.DataFrame(lines, columns=["group", "organization", "region", "credit"])


SEATS = seated(("SG5", "a", "ASP", 3), ("SG5", "b", "EUR", 1), ("SG16", "b", "EUR", 2), ("SG16", "c", "ASP", 2))
CREDITS = contributed(
    ("SG5", "a", "ASP", 10.0), ("SG5", "b", "EUR", 20.0), ("SG5", "d", "EUR", 10.0),
    ("SG16", "b", "EUR", 10.0), ("SG16", "c", "ASP", 30.0),
)  # fmt: skip


def test_representation_in_one_group_is_seat_share_over_contribution_share():
    one = [rows[rows["group"] == "SG5"] for rows in (SEATS, CREDITS)]
    found = representation(*one, "region", "recorded").set_index("region")
    assert found["seat_share"].to_dict() == {"ASP": 0.75, "EUR": 0.25}
    assert found["contribution_share"].to_dict() == {"ASP": 0.25, "EUR": 0.75}
    assert found.loc["ASP", "ratio"].value == pytest.approx(3)
    assert found.loc["EUR", "ratio"].value == pytest.approx(1 / 3)
    assert {ratio.n for ratio in found["ratio"]} == {3}


def test_over_groups_it_compares_within_each():
    found = representation(SEATS, CREDITS, "region", "recorded").set_index("region")
    assert found.loc["ASP", "expected"] == pytest.approx(4 * 10 / 40 + 4 * 30 / 40)
    assert found.loc["ASP", "ratio"].value == pytest.approx(5 / 4)
    assert found.loc["EUR", "ratio"].value == pytest.approx(3 / 4)
    assert found["seats"].sum() == 8 == pytest.approx(found["expected"].sum())


def test_the_interval_is_the_jackknife_of_the_logarithm():
    """Leaving out one organization after the other by hand, with the formula of Wolter."""
    rng = np.random.default_rng(4)
    names = [f"o{number}" for number in range(12)]
    seats = seated(*((group, name, "ASP" if number % 3 else "EUR", int(rng.integers(0, 4)))
                     for group in ("SG5", "SG16") for number, name in enumerate(names)))  # fmt: skip
    credits = contributed(*((group, name, "ASP" if number % 3 else "EUR", float(rng.integers(1, 40)))
                            for group in ("SG5", "SG16") for number, name in enumerate(names)))  # fmt: skip

    def log_ratio(seats, credits):
        expected = 0.0
        for group, of_group in seats.groupby("group"):
            credit = credits[credits["group"] == group]
            expected += len(of_group) * credit.loc[credit["region"] == "ASP", "credit"].sum() / credit["credit"].sum()
        return np.log((seats["region"] == "ASP").sum() / expected)

    left = np.array([
        log_ratio(seats[seats["organization"] != name], credits[credits["organization"] != name]) for name in names
    ])  # fmt: skip
    found = representation(seats, credits, "region", "recorded").set_index("region").loc["ASP", "ratio"]
    middle, error = log_ratio(seats, credits), np.sqrt(11 / 12 * ((left - log_ratio(seats, credits)) ** 2).sum())
    freedom = min(11, 3 * ((left - middle) ** 2).sum() ** 2 / ((left - middle) ** 4).sum())
    reach = stats.t.ppf(0.975, freedom) * error
    assert (found.value, found.low, found.high) == pytest.approx(
        tuple(np.exp([middle, middle - reach, middle + reach]))
    )


def test_without_seats_the_ratio_is_zero_with_an_upper_end():
    credits = pd.concat([CREDITS, contributed(("SG5", "e", "AFR", 4.0), ("SG5", "f", "AFR", 4.0))])
    found = representation(SEATS, credits, "region", "recorded").set_index("region")
    afr = found.loc["AFR", "ratio"]
    assert (afr.value, afr.low) == (0, 0)
    assert afr.high > 1  # eight seats are too few to say that it is left out
    assert "exact binomial" in afr.method


def test_what_cannot_be_compared_is_counted_or_refused():
    more = pd.concat([SEATS, seated(("SG99", "a", "ASP", 2), ("SG5", None, None, 1))])
    found = representation(more, CREDITS, "region", "recorded")
    assert (found.attrs["unknown"], found.attrs["without"]) == (1, 2)
    extra = pd.concat([SEATS, seated(("SG5", "z", "AFR", 1))])
    ratio = representation(extra, CREDITS, "region", "recorded").set_index("region").loc["AFR", "ratio"]
    assert "no contributions" in ratio.method and not ratio.estimable
    alone = representation(SEATS[:3], CREDITS[:1], "region", "recorded")["ratio"][0]
    assert "1 organization" in alone.method
    with pytest.raises(DataError, match="no seat is of a group"):
        representation(SEATS, CREDITS.assign(group="SG99"), "region", "recorded")
    with pytest.raises(DataError, match="have no column kind"):
        representation(SEATS, CREDITS, "kind", "recorded")
    for wrong in (-1.0, float("inf"), None):
        with pytest.raises(DataError, match=f"credit is {float('nan') if wrong is None else wrong:g} in row"):
            representation(SEATS, CREDITS.assign(credit=wrong), "region", "recorded")
    with pytest.raises(DataError, match="by is organization; name a property"):
        representation(SEATS, CREDITS, "organization", "recorded")
    moved = pd.concat([CREDITS, CREDITS[:1].assign(region="CIS")])
    for rows in (moved, moved[::-1]):
        with pytest.raises(DataError, match="organization a has more than one region: .*; give all rows of it one"):
            representation(SEATS, rows, "region", "recorded")


cells = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), min_size=3, max_size=12)


@given(cells, st.floats(0.1, 50))
def test_ratios_average_to_one_and_do_not_depend_on_the_unit(numbers, factor):
    lines = [("SG5", f"o{place}", "ABC"[place % 3]) for place in range(len(numbers))]
    seats = seated(*((*line, seats) for line, (seats, _) in zip(lines, numbers, strict=True)))
    credits = contributed(*((*line, float(credit)) for line, (_, credit) in zip(lines, numbers, strict=True)))
    if seats.empty or credits["credit"].sum() == 0:
        return
    found = representation(seats, credits, "region", "recorded")
    assert found["expected"].sum() == pytest.approx(found["seats"].sum())
    again = representation(seats.sample(frac=1, random_state=1), credits.assign(credit=credits["credit"] * factor),
                           "region", "recorded")  # fmt: skip
    for one, other in zip(found["ratio"], again["ratio"], strict=True):
        assert one.estimable == other.estimable
        if one.low is not None:
            assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))
            assert 0 <= one.low <= one.value <= one.high


def test_seat_shares_draw_organizations_not_seats():
    rows = seated(*(("SG5", f"o{n}", "ASP" if n < 4 else "EUR", 5) for n in range(8)))
    share = leadership.seat_shares(rows, "region", "recorded").set_index("region").loc["ASP", "share"]
    assert (share.value, share.n) == (50, 8)
    apart = leadership.seat_shares(rows.assign(organization=None), "region", "recorded")["share"][0]
    assert apart.n == 40
    assert apart.high - apart.low < share.high - share.low
    assert list(leadership.counted(rows, "region", order=("AFR", "EUR"))) == ["group", "seats", "AFR", "EUR", "ASP"]
    with pytest.raises(DataError, match="no seats to count"):
        leadership.counted(rows.iloc[:0], "region")
    with pytest.raises(DataError, match="no column kind"):
        leadership.seat_shares(rows, "kind", "recorded")


def test_a_choice_of_seats_keeps_those_held_and_refuses_the_unknown():
    rows = pd.DataFrame(
        {
            "group": ["SG5", "SG5", "SG16"],
            "period": ["T17", "T22", "T17"],
            "end": pd.to_datetime(["2018-01-01", None, None]),
        }
    )
    assert leadership.chosen({"a": rows})["a"]["group"].tolist() == ["SG5", "SG16"]
    assert list(leadership.chosen({"a": rows, "b": rows[:2]}, periods=["T17"])) == ["a"]
    for wrong in ({"groups": ["SG99"]}, {"periods": ["T99"]}):
        with pytest.raises(DataError, match="no (group SG99|period T99) in these records"):
            leadership.chosen({"a": rows}, **wrong)
    with pytest.raises(DataError, match="no seat of SG16 in T22"):
        leadership.chosen({"a": rows}, ["SG16"], ["T22"])


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    tidy = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_TIDY", str(tidy))
        build(tmp_path_factory.mktemp("inbox"), tidy)
        yield


@pytest.fixture(scope="module")
def published(shipped):
    rows = leadership.printed(engagement.load("leadership"))
    rows = rows.join(identify(rows["organization_printed"]))
    rows["place"] = rows["country"].fillna(rows["organization_country"])
    return located(rows.assign(bench=leadership.benches(rows)), engagement.load("countries"), "place")


def test_the_published_seats(published):
    """Main figures of the shipped table; SG5 and SG16 make up nearly half of it."""
    assert len(published) == 227
    by_group = leadership.counted(published, "bench").set_index("group")
    assert by_group["seats"].head(3).to_dict() == {"SG5": 63, "SG16": 39, "SG13": 19}
    assert by_group[["management", "experts", "other"]].sum().to_dict() == {
        "management": 151,
        "experts": 73,
        "other": 3,
    }
    regions = leadership.counted(published, "itu_region").set_index("group")
    assert regions.loc["SG5"].to_dict() == {
        "seats": 63, "ASP": 26, "EUR": 18, "AMS": 7, "AFR": 5, "CIS": 1, "ARB": 6, "not known": 0,
    }  # fmt: skip
    assert published["organization"].notna().sum() == 114
    assert published["person"].isna().all()


def test_pages_of_others_than_itu_name_seats_of_their_own_country(published):
    asia = published.groupby("from_itu")["itu_region"].apply(lambda region: (region == "ASP").mean())
    assert asia[False] > 1.3 * asia[True]
    assert published["from_itu"].sum() == 144


def test_the_share_of_developing_countries_in_the_seats_of_sg5(published):
    mine = published[published["from_itu"] & (published["group"] == "SG5")]
    share = leadership.seat_shares(mine, "development", "published").set_index("development").loc["developing", "share"]
    assert (round(share.value, 1), share.n) == (45.9, 56)  # 28 of 61 seats; some organizations have several
    assert (round(share.low), round(share.high)) == (32, 61)
    known = mine[mine["development"].notna()]
    words = "15 organizations and 41 seats whose organization is not known"
    assert leadership.behind_seats(known) == words
    assert share.method.endswith(f"over 56 in all: {words}")


def test_the_table_of_coverage_has_its_columns():
    found = coverage(draws=3, rng=1)
    assert list(found.columns) == [
        "measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note",
    ]  # fmt: skip
    assert found["covered"].between(0, 1).all()
    assert set(found["measure"]) == {"representation ratio", "seat share"}

"""Developing countries: definitions, shares, seats and industry's part, by hand and on the shipped tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures import (
    choosing,
    development,
    development_industry,
    development_sensitivity,
    development_tables,
    leadership,
    placed,
)
from engagement.tables.registry import find
from engagement.tables.validation import typed
from engagement.validation.coverage_development import coverage

DATA = Path(__file__).parents[3] / "data"


def shipped(name):
    """A shipped table, from its file."""
    table = find(name)
    text = pd.read_csv(DATA / table.file, dtype="string", keep_default_na=False, encoding="utf-8")
    return typed(text.mask(lambda cells: cells == ""), table.schema, table.file)


COUNTRIES, DEFINITIONS = shipped("countries"), shipped("development_definitions")
MAIN = development.status(COUNTRIES, DEFINITIONS)
ROWS = pd.DataFrame({
    "development_status": ["developing", "developing", "other", "other", "other", None],
    "credit": [6.0, 2, 4, 5, 3, 9],
    "organization": ["a", "b", "c", "d", "d", "e"],
    "country": ["KE", "CN", "JP", "FR", "FR", "TW"],
    "kind": ["industry", "government", "industry", "consultancy", "unknown", "industry"],
}).assign(drawn=lambda rows: rows["organization"])  # fmt: skip


def test_a_country_is_developing_if_one_row_that_counts_fits():
    countries = pd.DataFrame({
        "iso2": ["NP", "RU", "FR", "TW"], "itu_member": [True, True, True, False],
        "development": ["developing", "developed", "developed", None],
        "lldc": pd.array([True, False, False, False], dtype="boolean"), "itu_region": ["ASP", "CIS", "EUR", None],
    })  # fmt: skip
    rows = [("m49", "development", "developing", True), ("m49", "development", "developed", False),
            ("wide", "development", "developed", False), ("wide", "lldc", "true", True),
            ("wide", "itu_region", "CIS", True)]  # fmt: skip
    definitions = pd.DataFrame(rows, columns=["definition", "column", "value", "counts"])
    assert development.status(countries, definitions, "m49").to_dict() == {
        "NP": "developing",
        "RU": "other",
        "FR": "other",
    }
    assert development.status(countries, definitions, "wide").to_dict() == {
        "NP": "developing",
        "RU": "developing",
        "FR": "other",
    }
    benchmark = development.member_states(countries, development.status(countries, definitions, "m49"), "recorded")
    assert (benchmark.value, benchmark.n, benchmark.low) == (pytest.approx(100 / 3), 3, None)


def test_the_member_states_under_each_shipped_definition():
    found = development_tables.described(COUNTRIES, DEFINITIONS).set_index("definition")
    assert found[["developing", "other", "not classified"]].T.to_dict("list") == {
        "main": [143, 51, 0], "income": [132, 60, 2], "lower income": [80, 112, 2], "widest": [147, 47, 0],
        "special situation": [90, 104, 0], "least developed": [45, 149, 0],
    }  # fmt: skip
    assert MAIN[["KR", "CN", "RU"]].tolist() == ["developing", "developing", "other"]
    assert "TW" not in MAIN
    income = development.status(COUNTRIES, DEFINITIONS, "income")
    assert income[["KR", "CN", "RU", "TW"]].tolist() == ["other", "developing", "developing", "other"]


def test_every_definition_has_rows_that_count_and_looks_at_columns_that_are_there():
    assert DEFINITIONS.groupby("definition")["counts"].any().all()
    assert set(DEFINITIONS["column"]) <= set(COUNTRIES)
    for column, rows in DEFINITIONS.groupby("column"):
        there = set(COUNTRIES[column].astype("string").str.lower().dropna())
        assert set(rows["value"].str.lower()) <= there, column


def test_a_share_by_hand_and_its_interval_by_leaving_out_each_organization():
    found = development.share(ROWS, "recorded", "contributions")
    part, whole = np.array([6, 2, 0, 0.0]), np.array([6, 2, 4, 8.0])
    left = [(part.sum() - part[k]) / (whole.sum() - whole[k]) for k in range(4)]
    logit = lambda p: np.log(p / (1 - p))  # noqa: E731
    pull = np.sqrt(3 / 4) * (logit(np.array(left)) - logit(0.4))
    spread = (pull**2).sum()
    freedom = max(1, min(3, 3 * spread**2 / (pull**4).sum()))
    ends = logit(0.4) + stats.t.ppf([0.025, 0.975], freedom) * np.sqrt(spread)
    assert found.value == pytest.approx(40)
    assert found.n == 4
    assert [found.low, found.high] == pytest.approx(list(100 / (1 + np.exp(-ends))))
    assert development_tables.known(ROWS) == pytest.approx(20 / 29)


def test_a_representation_ratio_is_the_share_scaled():
    found = development.share(ROWS, "recorded")
    benchmark = development.member_states(COUNTRIES, MAIN, "recorded")
    ratio = development.representation(found, benchmark)
    assert [ratio.value, ratio.low, ratio.high] == pytest.approx(
        [end * 194 / 143 / 100 for end in (found.value, found.low, found.high)]
    )
    nothing = development.share(ROWS.iloc[5:], "recorded")
    assert not nothing.estimable
    assert development.representation(nothing, benchmark).method == "not estimable: no organizations"


@given(
    st.lists(st.tuples(st.sampled_from(["developing", "other"]), st.floats(0.1, 100), st.integers(0, 8)),
             min_size=2, max_size=30),
    st.floats(0.01, 100), st.randoms(use_true_random=False),
)  # fmt: skip
def test_shares_of_both_sides_add_up_and_stay_as_rows_are_scaled_or_shuffled(rows, factor, random):
    frame = pd.DataFrame(rows, columns=["development_status", "credit", "organization"])
    other = frame.assign(
        development_status=frame["development_status"].map({"developing": "other", "other": "developing"})
    )
    shuffled = frame.assign(credit=frame["credit"] * factor).sample(frac=1, random_state=random.randrange(1000))
    found, rest, again = (development.share(one, "recorded") for one in (frame, other, shuffled))
    assert 0 <= found.value <= 100
    assert found.value + rest.value == pytest.approx(100)
    assert again.value == pytest.approx(found.value)
    if found.low is not None:
        assert [100 - rest.high, 100 - rest.low] == pytest.approx([found.low, found.high], abs=1e-6)


def test_errors_name_the_value_and_the_remedy():
    with pytest.raises(DataError, match=r"'rich'.*main, income.*development_definitions.csv"):
        development.status(COUNTRIES, DEFINITIONS, "rich")
    with pytest.raises(DataError, match="'development', which the table countries has not"):
        development.status(COUNTRIES.drop(columns="development"), DEFINITIONS)
    with pytest.raises(DataError, match="classifies no Member State"):
        development.member_states(COUNTRIES, MAIN.iloc[:0], "recorded")
    with pytest.raises(DataError, match="-1"):
        development.share(ROWS.assign(credit=-1.0), "recorded")
    with pytest.raises(DataError, match="no credits"):
        development_tables.known(ROWS.iloc[:0])
    with pytest.raises(DataError, match="no column 'decade'"):
        development_tables.by("contributions", ROWS, "decade", "recorded")
    with pytest.raises(DataError, match="no column kind"):
        development_industry.industry_part("contributions", ROWS.drop(columns="kind"), ["industry"], "recorded")


def test_industrys_part_by_hand():
    found = development_industry.industry_part("contributions", ROWS, ["industry", "consultancy"], "recorded")
    assert (found.developing.value, found.other.value) == (75, 100)
    assert (found.difference.value, found.ratio.value, found.known) == (-25, 0.75, pytest.approx(17 / 20))
    narrow = development_industry.industry_part("contributions", ROWS, ["industry"], "recorded")
    assert narrow.other.value == pytest.approx(100 * 4 / 9)
    assert narrow.ratio.low is None or narrow.ratio.low <= 0.75 / (4 / 9) <= narrow.ratio.high
    none = development_industry.industry_part("contributions", ROWS.iloc[2:], ["industry"], "recorded")
    assert not none.ratio.estimable
    assert not none.difference.estimable


def test_what_hangs_on_the_definition_and_on_single_countries():
    each = development_sensitivity.under_each("contributions", ROWS, COUNTRIES, DEFINITIONS, "recorded")
    assert dict(zip(each["definition"], [round(one.value, 1) for one in each["share"]], strict=True)) == {
        "main": 40.0, "income": 27.6, "lower income": 20.7, "widest": 40.0, "special situation": 0.0,
        "least developed": 0.0,
    }  # fmt: skip
    apart = development_sensitivity.disputed(ROWS, COUNTRIES, DEFINITIONS).set_index("country")
    assert list(apart.index) == ["TW", "KE", "CN"]
    assert apart.loc["TW", ["main", "income"]].tolist() == ["not classified", "other"]
    without = development_sensitivity.without_each("contributions", ROWS, MAIN, "recorded").set_index("without")
    assert [round(one.value, 1) for one in without["share"]] == [40.0, 14.3, 33.3]
    assert without["credit"].tolist() == [0, 30, 10]


def test_sides_count_what_is_clear():
    made = {"level": 0.95, "n": 9, "unit": "ratio", "basis": "recorded", "method": "m"}
    ratios = [Estimate(0.5, 0.2, 0.8, **made), Estimate(0.5, 0.2, 1.8, **made), Estimate(3, 2, 4, **made),
              Estimate(0.1, None, None, **made), Estimate.not_estimable("x", 0, "ratio", "recorded")]  # fmt: skip
    assert development_sensitivity.sides(ratios) == {"below": 1, "above": 1, "neither": 3}


def test_attendances_take_the_country_of_the_organization_where_the_list_gives_none():
    rows = pd.DataFrame({
        "meeting_id": ["M1", "M1", "M1", "M2"], "group": "SG5", "period": "T17",
        "start": pd.to_datetime(["2018-01-01"] * 3 + ["2019-01-01"]), "country": ["KE", None, "FR", None],
        "presence": ["on site", "remote", "registered only", "on site"], "organization": ["a", "b", "c", None],
        "organization_country": ["KE", "JP", "FR", None], "kind": "industry",
    })  # fmt: skip
    found = placed.attendances(rows)
    assert found["participants"]["country"].fillna("-").tolist() == ["KE", "JP", "-"]
    assert found["participants"]["filled"].tolist() == [False, True, False]
    assert found["delegations"]["country"].tolist() == ["KE", "JP"]
    assert found["countries present"][["country", "drawn"]].to_numpy().tolist() == [["KE", "M1"], ["JP", "M1"]]
    left = development_tables.not_classified(development.classified(found["participants"], MAIN))
    assert left["country"].tolist() == ["not stated"]


def test_seats_are_held_in_their_period_and_by_their_last_holder():
    periods = shipped("study_periods")
    rows = pd.DataFrame({
        "group": ["SG5", "SG5", "SG5", "SG9"], "role": ["chair", "rapporteur", "rapporteur", "mentor"],
        "period": ["T13", "T17", "T17", "T17"], "start": pd.to_datetime([None, "2017-01-01", "2019-01-01", None]),
        "end": pd.to_datetime([None, "2018-12-31", None, None]), "country": "KE", "organization_country": pd.NA,
        "organization": list("abcd"), "kind": "unknown",
    })  # fmt: skip
    assert placed.held(rows, periods)["organization"].tolist() == ["a", "c", "d"]
    assert placed.held(rows, periods, ["SG5"], 2017, 2018)["organization"].tolist() == ["b"]
    assert {name: list(one["organization"]) for name, one in placed.seats(placed.held(rows, periods)).items()} == {
        "chairs and vice-chairs": ["a"],
        "rapporteurs and editors": ["c"],
    }
    with pytest.raises(DataError, match="no seat of SG5 from 1990 to 1995"):
        placed.held(rows, periods, ["SG5"], 1990, 1995)


def test_chairs_of_groups_working_parties_and_other_bodies_stand_apart():
    roles = ["chair", "vice-chair", "working party chair", "working party vice-chair",
             "working party chair or vice-chair", "JCA chair", "regional group chair", "editor", "acting rapporteur",
             None]  # fmt: skip
    rows = pd.DataFrame({
        "role": roles, "group": "SG5", "period": "T17", "start": pd.NaT, "country": "KE", "organization_country": pd.NA,
        "organization": list("abcdefghij"), "kind": "unknown",
    }).astype({"start": "datetime64[ns]"})  # fmt: skip
    assert {name: "".join(one["organization"]) for name, one in placed.seats(rows).items()} == {
        "chairs and vice-chairs": "ab",
        "working party chairs and vice-chairs": "cde",
        "rapporteurs and editors": "hi",
    }


def test_a_choice_that_leaves_nothing_says_why_and_one_that_leaves_something_goes_on():
    rows = pd.DataFrame({"group": ["SG5"], "meeting_id": ["M"], "date": pd.to_datetime(["2019-05-01"])})
    early = lambda one: choosing.chosen(one, [], 1980, 1990)  # noqa: E731
    kept, none = placed.chosen_of(({"itu": rows}, lambda one: one), ({"itu": rows}, early))
    assert (list(kept), none) == (["itu"], {})
    with pytest.raises(DataError, match="no row from 1980 to 1990; they run from 2019 to 2019"):
        placed.chosen_of(({"itu": rows}, early), ({}, early))


def test_seats_that_pages_of_itu_name():
    rows = leadership.printed(shipped("leadership"))
    unknown = {"organization_country": pd.NA, "kind": "unknown"}
    rows = rows[rows["from_itu"]].assign(organization=rows["organization_printed"], **unknown)
    named = placed.seats(placed.held(rows, shipped("study_periods")))
    benchmark = development.member_states(COUNTRIES, MAIN, "published")
    found = development_tables.overview(named, MAIN, benchmark, "published").set_index("activity")
    assert found["rows"].to_dict() == {
        "chairs and vice-chairs": 45, "working party chairs and vice-chairs": 42, "rapporteurs and editors": 55,
    }  # fmt: skip
    assert [round(one.value, 1) for one in found["share"]] == [57.8, 34.4, 35.7]
    chairs = named["chairs and vice-chairs"]["country"].map(MAIN.to_dict())
    assert (chairs.eq("developing").sum(), chairs.notna().sum()) == (26, 45)
    assert found["ratio"].iloc[0].value == pytest.approx(found["share"].iloc[0].value / 100 * 194 / 143)


def test_active_organizations_and_the_figures_published():
    active = placed.seats(placed.held(placed.active(shipped("active_organizations")), shipped("study_periods")))
    rows = development.classified(active["organizations listed as active"], MAIN)
    assert rows["development_status"].value_counts().to_dict() == {"other": 10, "developing": 5}
    figures = shipped("figures")
    shares = figures[figures["indicator"].str.startswith("developing-country share")]
    assert shares["value"].tolist() == [39, 50, 67]
    regions = figures[figures["indicator"] == "contributions by region, SG17 meeting"].set_index("entity")["value"]
    assert (regions.sum(), regions["Asia/Pacific"], regions["Africa"] + regions["Arab"]) == (74, 61, 4)


def test_authors_of_rfcs_by_the_country_of_their_address():
    authorships, rfcs = (pd.read_parquet(DATA / "ietf" / f"{name}.parquet") for name in ("authorships", "rfcs"))
    credits = pd.DataFrame({
        "document_id": "RFC" + rfcs["rfc"].astype("string"), "group": "all", "date": pd.to_datetime(rfcs["published"]),
    })  # fmt: skip
    rows = development.classified(placed.authors(authorships, credits)["authorships"], MAIN)
    found = development_tables.share_in("authorships", rows, "recorded")
    assert (len(rows), found.n, round(found.value, 2)) == (22127, 4971, 6.38)
    plain = authorships["country"].map(COUNTRIES.set_index("iso2")["development"].dropna().to_dict()).dropna()
    assert found.value == pytest.approx(100 * plain.eq("developing").mean())
    reached = development.reach(rows, COUNTRIES, MAIN).set_index("status")
    assert reached["seen"].to_dict() == {"developing": 26, "other": 35}


def test_a_year_that_has_hardly_begun_is_no_year():
    records = pd.DataFrame({"date": pd.to_datetime(["2019-01-10", "2020-12-20", "2021-01-01"])})
    rows = pd.concat([ROWS.assign(year=year) for year in (2019, 2020, 2021)])
    found = development_tables.by("contributions", development_tables.in_whole_years(rows, records), "year", "recorded")
    assert found["year"].tolist() == [2019, 2020]
    seats = ROWS.assign(year=pd.NA)
    assert len(development_tables.in_whole_years(seats, records.iloc[:0])) == len(seats)


def test_years_with_few_are_left_out_and_counted():
    rows = pd.concat([ROWS.assign(year=2019), ROWS.iloc[:2].assign(year=2020)])
    found = development_tables.by("contributions", rows, "year", "recorded", least=3)
    assert (found["year"].tolist(), found.attrs["left_out"]) == ([2019], 1)
    assert found["share"].iloc[0].value == pytest.approx(40)


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    found = coverage(draws=60, rng=1)
    assert list(found.columns) == ["measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low",
                                   "high", "note"]  # fmt: skip
    assert (found.loc[found["n"] >= 30, "high"] > 0.93).all()

"""Contributions per meeting, member and Question, their outcomes and shares: by hand, and on the shipped tables."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement
from engagement import activities
from engagement.errors import DataError
from engagement.measures import choosing, compared, contributions, countings, outcomes, questions, shares
from engagement.measures.credits import COUNTINGS, totals
from engagement.measures.teams import industry_kinds
from engagement.validation import coverage_contributions
from engagement.warehouse.build import build

DAYS = pd.to_datetime(["2020-03-02", "2020-09-01", "2021-03-01"])


def credits_of(*documents):
    """Rows from (document, meeting, organizations, outcome, questions), in SG13, fractional."""
    rows = [
        {
            "document_id": name, "group": "SG13", "meeting_id": meeting, "period": "T17",
            "date": DAYS[int(meeting[1]) - 1], "outcome": outcome, "questions": questions,
            "organization": one, "name": one.upper(), "kind": "industry",
            "organization_country": "KR", "credit": 1 / len(organizations),
        }
        for name, meeting, organizations, outcome, questions in documents
        for one in organizations
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(agenda_item="1")


EXAMPLE = credits_of(
    ("C1", "M1", ["a", "b"], "accepted", "1/13; 2/13"),
    ("C2", "M1", ["a"], "noted", "1/13"),
    ("C3", "M2", ["b"], "not treated", "2/13"),
    ("C4", "M2", ["c"], "accepted", None),
    ("C5", "M3", ["a"], None, "2/13"),
)


def test_a_document_of_two_sources_is_one_contribution_to_its_meeting():
    found = contributions.per_occasion(EXAMPLE)
    assert found[["meeting_id", "contributions", "organizations"]].values.tolist() == [
        ["M1", 2, 2],
        ["M2", 2, 2],
        ["M3", 1, 1],
    ]
    mean = contributions.mean_per_occasion(found, "contributions per meeting", "recorded")
    assert (mean.value, mean.n) == (pytest.approx(5 / 3), 3)
    assert "over 3 meetings" in mean.method


def test_contributions_without_meetings_are_counted_by_year():
    rows = EXAMPLE.assign(meeting_id=None, period=EXAMPLE["date"].dt.year.astype(str))
    assert choosing.occasion(rows) == ("period", "year")
    assert contributions.per_occasion(rows, "period")["contributions"].tolist() == [4, 1]
    with pytest.raises(DataError, match="no contribution has a meeting_id"):
        contributions.per_occasion(rows)


def test_members_that_contributed_nothing_count_with_0():
    found = contributions.per_member(EXAMPLE, members=["a", "z", "z"])
    assert found[["organization", "contributions"]].values.tolist() == [["a", 2.5], ["b", 1.5], ["c", 1.0], ["z", 0.0]]
    median, mean = contributions.typical_member(found, "recorded")
    assert (median.value, mean.value, median.n, mean.n) == (1.25, 1.25, 4, 4)
    assert not contributions.typical_member(found.iloc[:0], "recorded")[0].estimable


@pytest.mark.parametrize(
    ("counting", "expected"),
    [("whole", {"1/13": 2, "2/13": 3}), ("fractional", {"1/13": 1.5, "2/13": 2.5}), ("first", {"1/13": 2, "2/13": 2})],
)
def test_a_document_for_two_questions(counting, expected):
    found = contributions.by_question(EXAMPLE, counting)
    assert found.groupby("question")["contributions"].sum().to_dict() == expected


def test_a_question_has_0_at_a_meeting_without_a_contribution_to_it():
    found = contributions.question_rates(contributions.by_question(EXAMPLE), "recorded").set_index("question")
    assert found.loc["1/13", "rate"].value == pytest.approx(2 / 3)
    assert found.loc["1/13", "rate"].n == 3
    assert found.index.tolist() == ["2/13", "1/13"]


named = st.lists(st.sampled_from(["1/13", "2/13", "3/13", "QALL/13"]), min_size=1, max_size=4)


@given(st.lists(named, min_size=1, max_size=20))
def test_fractional_counts_of_questions_add_up_to_the_documents(questions):
    rows = credits_of(*((f"C{n}", "M1", ["a", "b"], None, "; ".join(those)) for n, those in enumerate(questions)))
    sums = {counting: contributions.by_question(rows, counting)["contributions"].sum() for counting in COUNTINGS}
    assert sums["fractional"] == pytest.approx(len(questions)) == sums["first"]
    assert sums["whole"] == sum(len(set(those)) for those in questions)


def test_outcomes_are_shares_of_those_known():
    found = outcomes.outcomes(EXAMPLE, "recorded").set_index("outcome")
    assert found["contributions"].to_dict() == {"accepted": 2, "noted": 1, "not treated": 1}
    assert found.loc["accepted", "share"].value == 50
    assert found.loc["accepted", "share"].n == 2  # meetings
    assert outcomes.accepted(EXAMPLE, "recorded", "treated").value == pytest.approx(200 / 3)
    nothing = outcomes.accepted(EXAMPLE.assign(outcome=None), "recorded")
    assert nothing.method == "not estimable: no outcome is known"
    with pytest.raises(DataError, match="of is 'all'"):
        outcomes.accepted(EXAMPLE, "recorded", "all")


def test_a_firm_is_credited_with_its_part_of_what_is_accepted():
    found = outcomes.accepted_by(EXAMPLE, "name", "recorded", least=1).set_index("name")
    assert found["contributions"].to_dict() == {"A": 1.5, "B": 1.5, "C": 1.0}
    assert found.loc["A", "accepted"].value == pytest.approx(100 * 0.5 / 1.5)
    items = outcomes.accepted_by(EXAMPLE, "agenda_item", "recorded", least=1)
    assert (items["contributions"][0], items["accepted"][0].value) == (4, 50)
    assert outcomes.accepted_by(EXAMPLE, "name", "recorded", least=5).empty


def test_shares_leave_out_what_is_not_known_and_add_up():
    rows = EXAMPLE.assign(sector=EXAMPLE["name"].map({"A": "industry", "B": "academia"}))
    found = shares.shares(rows, "sector", "recorded").set_index("sector")
    assert found["credit"].to_dict() == {"industry": 2.5, "academia": 1.5}
    assert found["share"].map(lambda one: one.value).sum() == pytest.approx(100)
    assert found.loc["industry", "share"].n == 2
    assert shares.stated(rows, "sector") == pytest.approx(0.8)
    by_meeting = shares.shares(rows, "sector", "recorded", drawn="meeting_id").set_index("sector")
    assert by_meeting.loc["industry", "share"].value == found.loc["industry", "share"].value
    assert by_meeting.loc["industry", "share"].n == 3
    assert shares.shares(rows.assign(sector=None), "sector", "recorded").empty


def test_a_share_of_what_is_not_there_is_told():
    with pytest.raises(DataError, match="no column region"):
        shares.shares(EXAMPLE, "region", "recorded")
    with pytest.raises(DataError, match="drawn is 'row'"):
        shares.shares(EXAMPLE, "kind", "recorded", drawn="row")
    with pytest.raises(DataError, match="nothing in column credit"):
        shares.stated(EXAMPLE.assign(credit=0.0), "kind")
    with pytest.raises(DataError, match="by is organization, which is drawn as well"):
        shares.shares(EXAMPLE, "organization", "recorded")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: contributions.per_occasion(EXAMPLE, "venue"), "no column venue; they have"),
        (lambda: totals(EXAMPLE, "group", within="group"), "by is group, within which they are counted apart"),
        (lambda: countings.compare({}), "there is no counting to compare"),
        (lambda: contributions.per_member(EXAMPLE.assign(credit="1")), "credit holds the text '1'"),
    ],
)
def test_what_cannot_be_counted_is_told(call, said):
    with pytest.raises(DataError, match=said):
        call()


def test_an_industry_definition_decides_what_is_industry():
    kinds = pd.Series(["industry", "consultancy", "government", "non-profit", "unknown", None])
    narrow = shares.sectors(kinds, ["industry"]).fillna("-").tolist()
    assert narrow == ["industry", "others", "government", "others", "-", "-"]
    assert shares.sectors(kinds, ["industry", "consultancy"])[1] == "industry"


def test_a_country_brings_its_region_and_development():
    countries = pd.DataFrame({"iso2": ["KR", "XX"], "itu_region": ["ASP", None], "development": ["developed", None]})
    rows = pd.DataFrame({"organization_country": ["KR", "XX", None]})
    found = shares.located(rows, countries)
    assert found["itu_region"].fillna("-").tolist() == ["ASP", "-", "-"]
    assert "ldc" not in found


def test_countings_are_compared_by_rank_and_share():
    whole = EXAMPLE.assign(credit=1.0)
    first = EXAMPLE.drop_duplicates("document_id").assign(credit=1.0)
    found = countings.compare({"whole": whole, "first": first})
    assert found["name"].tolist() == ["A", "B", "C"]
    assert found["rank first"].tolist() == [1, 2, 2]
    assert found["share whole"].tolist() == pytest.approx([50, 100 / 3, 100 / 6])
    assert countings.alike(found, "whole", "first", k=1) == (1, 1)
    with pytest.raises(DataError, match="no organization holds a credit under first"):
        countings.compare({"whole": whole, "first": first.assign(credit=0.0)})


def test_choosing_groups_and_years():
    undated = EXAMPLE.assign(date=EXAMPLE["date"].mask(EXAMPLE["document_id"] == "C2"))
    assert choosing.chosen(undated, last_year=2020)["document_id"].nunique() == 4  # C2 has the day of its meeting
    assert choosing.chosen(EXAMPLE.assign(date=pd.NaT), first_year=2030).attrs["undated"]
    with pytest.raises(DataError, match="no group SG99 in these records; there are SG13"):
        choosing.chosen(EXAMPLE, ["SG99"])
    with pytest.raises(DataError, match="no row from 1990 to 1999; they run from 2020 to 2021"):
        choosing.chosen(EXAMPLE, first_year=1990, last_year=1999)
    with pytest.raises(DataError, match="first_year 2021 is after last_year 2020"):
        choosing.chosen(EXAMPLE, first_year=2021, last_year=2020)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    tidy = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_TIDY", str(tidy))
        build(tmp_path_factory.mktemp("inbox"), tidy)
        yield


def test_the_main_figures_of_the_rfc_series(shipped):
    rows = activities.contributions("ietf", "recorded")
    since = choosing.chosen(rows, first_year=2000, last_year=2022)
    per_year = contributions.per_occasion(since, "period")
    assert (len(per_year), per_year["contributions"].sum()) == (23, 6485)
    industry = industry_kinds(engagement.load("industry_definitions"), "main")
    rows = since.assign(sector=shares.sectors(since["kind"], industry))
    found = shares.shares(rows, "sector", "recorded").set_index("sector")
    of = found.loc["industry", "share"]
    assert (round(of.value, 1), of.n) == (80.6, 1692)
    assert (round(of.low, 1), round(of.high, 1)) == (72.2, 86.9)


def test_the_six_meetings_of_sg13_known_are_not_the_six_its_page_means(shipped):
    meetings = engagement.load("meeting_figures")
    stated = engagement.load("figures").set_index("figure_id").loc["F257"]  # average over the last 6 meetings
    assert (stated["value"], str(stated["end"].date())) == (236, "2025-03-31")
    with_it, known = compared.mean_of_last(meetings, "SG13", "contributions", "2025-03-31")
    assert (round(with_it.value, 1), with_it.n) == (239.3, 6)  # 188, 190, 224, 259, 299, 276
    before, earlier = compared.mean_of_last(meetings, "SG13", "contributions", "2025-03-02")
    assert round(before.value, 1) == 221.7  # 170, 188, 190, 224, 259, 299
    assert str(earlier["start"].min().date()) == "2017-11-06"  # six meetings in seven years: others are not known
    since = earlier.loc[earlier["start"] >= "2022-03-10", "contributions"]  # of the period that ended in 2024
    assert compared.rest_of(stated["value"], 6, since) == pytest.approx(211.3, abs=0.1)  # near to 188 to 224: plausible
    with pytest.raises(DataError, match="no meeting of SG99"):
        compared.mean_of_last(meetings, "SG99", "contributions", "2025-03-31")


def test_coverage_is_a_table_of_shares_with_their_own_intervals():
    found = coverage_contributions.coverage(draws=40, rng=1)
    assert list(found) == [
        "measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note",
    ]  # fmt: skip
    assert found["covered"].between(found["low"], found["high"]).all()
    assert {10, 30, 100} <= set(found["n"])
    assert set(found["units"]) == {"organizations", "meetings"}
    assert found.loc[found["measure"] == "share of industry", "covered"].min() > 0.8


def test_a_meeting_whose_documents_were_all_withdrawn_was_not_held_and_counts_for_nothing():
    off = credits_of(("C6", "M3", ["a"], "withdrawn", "1/13"), ("C7", "M2", ["a"], "withdrawn", "1/13"))
    rows = pd.concat([EXAMPLE[EXAMPLE["meeting_id"] != "M3"], off], ignore_index=True)
    counts = contributions.per_occasion(rows).set_index("meeting_id")["contributions"]
    assert counts.to_dict() == {"M1": 2, "M2": 3}
    listed = pd.DataFrame({"meeting_id": ["M1", "M2", "M3"], "meeting_kind": "plenary"})
    assert set(questions.plenaries(rows, listed)["document_id"]) == {"C1", "C2", "C3", "C4", "C7"}
    with pytest.raises(DataError, match="no contribution has a meeting_id"):
        contributions.per_occasion(off[off["meeting_id"] == "M3"])

"""Questions and working parties: what is counted, what is pooled, and that nothing is first by luck."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engagement
from engagement import activities
from engagement.errors import DataError
from engagement.measures import (
    industry_kinds,
    question_figures,
    question_shares,
    questions,
    rapporteur_groups,
    working_parties,
)
from engagement.measures.overdispersed import Variance, pool, variance
from engagement.measures.pooling import pool_rates
from engagement.validation import coverage_pooling

DEMONSTRATION = ("itu-t", "demonstration")
pytestmark = pytest.mark.usefixtures("in_full")


def records(rows):
    """One row a document: question(s), meeting."""
    frame = pd.DataFrame(rows, columns=["questions", "meeting_id"])
    return frame.assign(document_id=[f"C{n}" for n in range(len(frame))], group="SG13", period="T22", date=pd.NaT)


@pytest.fixture(scope="module")
def made_up(in_full):
    meetings = activities.meetings(*DEMONSTRATION)
    return activities.contributions(*DEMONSTRATION), meetings


def test_a_question_without_contribution_to_a_meeting_counts_with_nothing():
    table = questions.cells(records([("1/13; 2/13", "M1"), ("1/13", "M2"), ("QALL/13", "M2"), ("ALL/13", "M1")]))
    found = table.set_index(["question", "meeting_id"])["contributions"].to_dict()
    assert found == {("1/13", "M1"): 1, ("1/13", "M2"): 1, ("2/13", "M1"): 1, ("2/13", "M2"): 0}
    halves = questions.cells(records([("1/13; 2/13", "M1"), ("1/13", "M2")]), "fractional")
    assert halves["contributions"].sum() == 2


def test_the_same_number_in_another_period_is_another_question():
    rows = pd.concat([records([("1/13", "M1")]), records([("1/13", "M2")]).assign(period="T25", document_id="D")])
    assert questions.cells(rows).groupby("period")["meeting_id"].agg(list).to_dict() == {"T22": ["M1"], "T25": ["M2"]}


def test_an_agenda_item_lasts_from_its_first_to_its_last_contribution():
    rows = records([(None, name) for name in ("M1", "M3", "M2", "M2", "M4")])
    rows["agenda_item"] = ["7.1", "7.1", "7.2", "7.2", "7.2"]
    table = questions.cells(rows, column=questions.column_of(rows)).set_index(["question", "meeting_id"])
    assert table["contributions"].to_dict() == {
        ("7.1", "M1"): 1, ("7.1", "M2"): 0, ("7.1", "M3"): 1, ("7.2", "M2"): 2, ("7.2", "M3"): 0, ("7.2", "M4"): 1,
    }  # fmt: skip


def test_where_nothing_tells_questions_apart_that_is_said():
    rows = records([(None, "M1")]).assign(agenda_item=None)
    with pytest.raises(DataError, match="Question or an agenda item"):
        questions.column_of(rows)
    with pytest.raises(DataError, match="states its questions"):
        questions.cells(rows)


def test_only_meetings_of_whole_groups_are_kept():
    meetings = pd.DataFrame({"meeting_id": ["M1", "R1"], "meeting_kind": ["plenary", "rapporteur group"]})
    rows = records([("1/13", "M1"), ("1/13", "R1"), ("1/13", "not listed")])
    assert questions.plenaries(rows, meetings)["meeting_id"].tolist() == ["M1", "not listed"]
    with pytest.raises(DataError, match="meeting of a whole group"):
        questions.plenaries(rows[rows["meeting_id"] == "R1"], meetings)


def test_a_question_with_four_contributions_at_its_only_meeting_is_not_first_by_luck():
    rows = [("1/13", "M1")] * 4 + [(f"{n}/13", f"M{m}") for n in range(2, 9) for m in range(1, 6) for _ in range(3)]
    table = questions.cells(records(rows))
    lucky = table[(table["question"] != "1/13") | (table["meeting_id"] == "M1")]  # seen at one meeting only
    found = questions.pooled(lucky, "recorded").set_index("question")
    assert found["raw"].idxmax() == "1/13"
    assert found.loc["1/13", "rate"].value < 3.6
    assert found.loc["1/13", "top"] < 0.6
    assert found.loc["1/13", "rank"].low <= 2 and found.loc["1/13", "rank"].high >= 7
    assert found.loc["1/13", "own"] == found["own"].min()


def test_one_meeting_is_taken_as_poisson_and_says_so():
    found = questions.pooled(questions.cells(records([("1/13", "M1"), ("2/13", "M1"), ("3/13", "M1")])), "recorded")
    assert all("a single meeting, taken as Poisson" in rate.method for rate in found["rate"])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=3, max_size=8), st.randoms())
def test_the_order_of_rows_changes_nothing_and_values_lie_in_their_intervals(counts, shuffled):
    if not np.any(counts):
        return
    rows = [(f"{n}/13", f"M{m}") for n, row in enumerate(counts, 1) for m, many in enumerate(row) for _ in range(many)]
    table = questions.cells(records(rows))
    found = questions.pooled(table, "recorded", draws=400)
    order = list(table.index)
    shuffled.shuffle(order)
    again = questions.pooled(table.loc[order], "recorded", draws=400)
    pd.testing.assert_series_equal(
        found.set_index("question")["raw"].sort_index(), again.set_index("question")["raw"].sort_index()
    )
    values = found.set_index("question")["rate"].map(lambda rate: rate.value)
    other = again.set_index("question")["rate"].map(lambda rate: rate.value)
    assert values.to_numpy() == pytest.approx(other[values.index].to_numpy())
    assert found["contributions"].sum() == len(rows)
    for one in (*found["rate"], *found["rank"]):
        assert one.low <= one.value <= one.high
    assert found["top"].sum() == pytest.approx(min(3, len(found)), abs=0.6)  # ties aside


def test_variance_by_hand_and_on_counts_of_known_variance():
    assert variance([3, 3, 5, 5], list("aabb")) == (1, 0)
    assert variance([4], ["a"]) == (1, 0)
    # one unit, mean 5, squared deviations 32: 32 = 5 phi + 25 k
    phi, k = variance([9, 1], ["a", "a"])
    assert 5 * phi + 25 * k == pytest.approx(32)
    rng, units = np.random.default_rng(1), np.repeat(list("abc"), 800)
    rates = np.repeat([2.0, 10, 30], 800)
    squared = variance(rng.poisson(rates * rng.gamma(4, 1 / 4, 2400)), units)
    assert squared.phi < 1.5 and squared.k == pytest.approx(0.25, rel=0.2)
    plain = variance(4 * rng.poisson(rates / 4), units)
    assert plain.phi == pytest.approx(4, rel=0.2) and plain.k < 0.04


def test_what_makes_a_meeting_large_for_all_is_no_variation_of_one():
    counts, units, meetings = [2, 4, 6, 10, 20, 30], list("aaabbb"), [1, 2, 3, 1, 2, 3]
    assert variance(counts, units) != (1, 0)
    assert variance(counts, units, meetings) == (1, 0)
    assert variance([0, 0, 0, 0], list("aabb"), [1, 2, 1, 2]) == (1, 0)


def test_pooling_without_excess_is_plain_pooling():
    poisson = Variance(1.0, 0.0)
    assert pool([4, 30, 25], [1, 5, 5], poisson).means == pytest.approx(pool_rates([4, 30, 25], [1, 5, 5]).means)
    wide, narrow = (pool([4, 30, 25, 90], [1, 5, 5, 5], one).own for one in (Variance(1.0, 0.5), poisson))
    assert (wide < narrow).all()


def test_a_document_for_two_questions_of_a_working_party_counts_once_in_it():
    rows = records([("1/13; 2/13", "M1"), ("2/13; 3/13", "M1"), ("9/13", "M1")])
    by = questions.with_parties(rows, pd.Series({"1/13": "WP1/13", "2/13": "WP1/13", "3/13": "WP2/13"}))
    table = questions.cells(by).set_index("question")["contributions"]
    assert table.to_dict() == {"WP1/13": 2, "WP2/13": 1}


def test_the_working_parties_published_for_sg12():
    found = working_parties.stated(engagement.load("questions"), "T17")
    assert found[found.index.str.endswith("/12")].value_counts().to_dict() == {"WP1/12": 6, "WP2/12": 5, "PLEN/12": 2}


def test_a_meeting_of_several_working_parties_says_nothing_of_which():
    meetings = pd.DataFrame({"meeting_id": ["W"], "meeting_kind": "working party", "part": ["WP1-2/15"]})
    assert working_parties.seen(records([("2/15", "W")]), meetings).empty


def test_effective_numbers_by_hand():
    clusters = pd.DataFrame({"question": "a", "hits": [3.0, 1, 2, 2], "of": 4.0})
    # share 1/2; squares 1 + 1 + 0 + 0 times 4/3; binomial 4; (8/3 - 4) below 0
    assert question_shares.correlation(clusters) == 0
    # squares 4 + 4 times 4/3 = 32/3; (32/3 - 4) / (1/4 x 4 x 3 x 4)
    mixed = clusters.assign(hits=[4.0, 0, 2, 2])
    assert question_shares.correlation(mixed) == pytest.approx((32 / 3 - 4) / 12)


def test_few_contributions_draw_a_share_to_the_others():
    rows = pd.DataFrame({"question": ["1/13"] * 2 + ["2/13"] * 60 + ["3/13"] * 60 + ["4/13"] * 60})
    rows = rows.assign(group="SG13", meeting_id=np.arange(len(rows)) % 10, document_id=rows.index, credit=1.0)
    hit = pd.Series([True, True] + [True, False, True] * 60)
    found = question_shares.pooled_shares(rows, hit, "recorded").set_index("question")
    assert found.loc["1/13", "raw"] == 100
    assert found.loc["1/13", "share"].value < 80
    assert found.loc["2/13", "share"].value == pytest.approx(100 * 2 / 3, abs=2)
    with pytest.raises(DataError, match="known of no contribution"):
        question_shares.pooled_shares(rows, pd.Series([None] * len(rows)), "recorded")


def test_the_demonstration_by_question(made_up):
    credits, meetings = made_up
    table = questions.cells(questions.plenaries(credits, meetings))
    found = questions.pooled(table, "demonstration")
    assert len(found) == 199 and found["group"].nunique() == 11
    first = found[found["group"] == "SG15"].iloc[0]
    assert (first["question"], first["contributions"], first["meetings"]) == ("2/15", 356, 5)
    assert first["rate"].low < first["rate"].value < first["raw"]
    assert found.groupby("group")["top"].sum().between(2.7, 3.3).all()
    rows = question_shares.exploded(questions.plenaries(credits, meetings))
    counted = credits[credits["meeting_id"].isin(table["meeting_id"])].drop_duplicates("document_id")["questions"]
    per_question = question_shares.organizations(rows).set_index("question")
    assert per_question.loc["2/15", "contributions"] == counted.str.split("; ").map(lambda named: "2/15" in named).sum()
    kinds = industry_kinds(engagement.load("industry_definitions"), "main")
    hit = rows["kind"].isin(kinds).where(rows["kind"].notna() & (rows["kind"] != "unknown"))
    shares = question_shares.pooled_shares(rows, hit, "demonstration")
    assert shares["share"].map(lambda one: one.value).std() < shares["raw"].std()


def test_rapporteur_groups_of_the_demonstration(made_up):
    credits, meetings = made_up
    rows = rapporteur_groups.attended(meetings, activities.attendances(*DEMONSTRATION), credits)
    assert rows["meeting_id"].nunique() == 42 == (meetings["meeting_kind"] == "rapporteur group").sum()
    found = rapporteur_groups.per_question(rows, "demonstration")
    first = found.iloc[0]
    assert (first["question"], first["meetings"], first["contributions"]) == ("24/15", 6, 38)
    own = rows[rows["question"] == "24/15"]["participants"].mean()
    assert first["participants"].value == pytest.approx(own, rel=0.1)
    without = rapporteur_groups.attended(meetings, activities.attendances(*DEMONSTRATION).iloc[:0], credits)
    assert not any(one.estimable for one in rapporteur_groups.per_question(without, "demonstration")["participants"])


def test_intervals_and_ranks_hold_the_truth_about_as_often_as_they_say():
    found = coverage_pooling.coverage(draws=12, rng=3).set_index(["measure", "n"])
    assert list(found.columns) == [
        "interval", "design", "units", "nominal", "covered", "draws", "low", "high", "note",
    ]  # fmt: skip
    for measure in ("rate of a Question", "rank of a Question", "share of a Question", "rare share of a Question"):
        assert 0.85 <= found.loc[(measure, 30), "covered"] <= 1


def test_published_activity_of_questions_by_hand():
    found = question_figures.activity(engagement.load("figures"))
    assert len(found) == 11 and set(found["group"]) == {"SG17"}
    assert found.set_index("question").loc["7/17", question_figures.INPUT] == 30
    assert found["incoming LS considered"].isna().sum() == 3  # not printed is not 0
    ranked = questions.pooled(question_figures.cells(found), "published").set_index("question")
    assert ranked.index[0] == "7/17"
    assert ranked.loc["7/17", "top"] > 0.99 and ranked.loc["13/17", "top"] < 0.95
    assert ranked.loc["11/17", "rate"].value > 0  # 0 documents at one meeting are no rate of 0


def test_the_published_contributions_of_one_question_beside_those_counted():
    stated = question_figures.single(engagement.load("figures"))
    assert not stated.duplicated(["question", "indicator"]).any()
    counted = pd.DataFrame({"group": "SG16", "contributions": [1.0, 5.0, 60.0]})
    found = question_figures.beside(stated, counted)
    assert found[["question", "published", "cells", "median", "as_many"]].to_numpy().tolist() == [["5/16", 53, 3, 5, 1]]


def test_the_funnel_of_rapporteur_groups_allows_for_what_meetings_differ(made_up):
    credits, meetings = made_up
    rows = rapporteur_groups.attended(meetings, activities.attendances(*DEMONSTRATION), credits)
    rates, over = rapporteur_groups.funnel(rows)
    assert over > 2
    assert rates.attrs["rate"] == pytest.approx(rows["contributions"].mean())
    assert (rates["outside"] != "within").mean() < 0.35


def test_the_one_named_first_has_the_highest_pooled_rate():
    """Not the one that leads as counted, nor the one of most chance to be among the first: little is known of those."""
    few = [(None, "M3")] * 13
    rows = records([(None, f"M{n}") for n in range(12) for _ in range(9)] + [(None, "M5")] * 12 + few)
    rows["agenda_item"] = ["1"] * 108 + [str(item) for item in range(2, 14)] + ["20"] * len(few)
    found = questions.pooled(questions.cells(rows, column="agenda_item"), "recorded", "agenda items", 1)
    assert found.loc[found["raw"].idxmax(), "question"] == "20"
    for order in (found, found.iloc[::-1], found.sort_values("top")):
        assert questions.leading(order)["rate"].value == max(rate.value for rate in found["rate"])

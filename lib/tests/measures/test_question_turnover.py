"""Turnover of Questions: what is counted by hand and in the demonstration, and that few organizations say little."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement import activities
from engagement.errors import DataError
from engagement.measures import question_turnover, questions, turnover

DEMONSTRATION = ("itu-t", "demonstration")


def records(rows, period="T22"):
    """One row a document and source: Question(s), meeting, organization."""
    frame = pd.DataFrame(rows, columns=["questions", "meeting_id", "organization"])
    return frame.assign(document_id=[f"C{n}" for n in range(len(frame))], group="SG13", period=period, date=pd.NaT)


def counted(credits, what, absent=1):
    found = question_turnover.at_risk(credits, what, absent)
    return sorted(found.loc[found["question"] == "1/13", ["meeting_id", "organization", "hit"]].to_numpy().tolist())


@pytest.fixture
def by_hand():
    """Q1: a at M1 and M4, b at all but M3, c at M3 only; Q2 has the meetings at which Q1 had nothing."""
    there = {"a": "M1 M4", "b": "M1 M2 M4", "c": "M3"}
    return records([
        *[("1/13", meeting, name) for name, meetings in there.items() for meeting in meetings.split()],
        *[("2/13", meeting, "d") for meeting in ("M1", "M2", "M3", "M4", "M5")],
    ])  # fmt: skip


def test_rates_of_a_question_by_hand(by_hand):
    assert counted(by_hand, "lapsed") == [
        ["M2", "a", True], ["M2", "b", False], ["M3", "b", True], ["M4", "c", True], ["M5", "a", True],
        ["M5", "b", True],
    ]  # fmt: skip
    assert counted(by_hand, "new") == [["M2", "b", False], ["M3", "c", True], ["M4", "a", False], ["M4", "b", False]]
    assert counted(by_hand, "returning") == [["M3", "c", False], ["M4", "a", True], ["M4", "b", True]]
    assert counted(by_hand, "lapsed", 2) == [
        ["M3", "a", True], ["M3", "b", False], ["M4", "b", False], ["M4", "c", False], ["M5", "a", False],
        ["M5", "b", False], ["M5", "c", True],
    ]  # fmt: skip


def test_a_meeting_without_contributions_to_a_question_is_one_at_which_all_were_missing(by_hand):
    assert "M5" in set(question_turnover.at_risk(by_hand).query("question == '1/13'")["meeting_id"])


def test_who_contributed_to_another_question_or_in_another_period_is_new_here(by_hand):
    later = records([("1/13", f"N{n}", "a") for n in (1, 2)], "T25").assign(document_id=["D1", "D2"])
    found = question_turnover.at_risk(pd.concat([by_hand, later], ignore_index=True), "new").query("period == 'T25'")
    assert found[["meeting_id", "hit"]].to_numpy().tolist() == [["N2", False]]
    tables = question_turnover.pooled(
        question_turnover.at_risk(pd.concat([by_hand, later], ignore_index=True)), "recorded"
    )
    assert tables.groupby("period")["question"].agg(list).to_dict() == {"T22": ["1/13", "2/13"], "T25": ["1/13"]}


def test_withdrawn_contributions_and_sources_without_organization_are_no_presence(by_hand):
    rows = pd.concat([by_hand, records([("1/13", "M2", "a"), ("1/13", "M2", None)])], ignore_index=True)
    rows["document_id"] = rows.index.astype(str)
    rows["outcome"] = pd.Series([None] * (len(rows) - 2) + ["withdrawn", None], dtype="string")
    assert counted(rows, "lapsed") == counted(by_hand, "lapsed")


def test_years_say_which_meetings_are_counted(by_hand):
    dated = by_hand.assign(date=pd.to_datetime("201" + by_hand["meeting_id"].str[1:] + "-05-01"))
    found = question_turnover.at_risk(dated, first_year=2013)
    assert sorted(found["meeting_id"].unique()) == ["M3", "M4", "M5"]
    assert len(found) == (question_turnover.at_risk(by_hand)["meeting_id"] > "M2").sum()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 6)), min_size=8, max_size=40), st.integers(1, 2))
def test_with_one_question_it_is_the_rate_of_the_group(rows, absent):
    credits = records([("1/13", f"M{place}", name) for name, place in [*rows, *(("z", n) for n in range(1, 7))]])
    panel = credits.assign(place=credits["meeting_id"].str[1:].astype(int) - 1).drop_duplicates(
        ["organization", "place"]
    )
    panel.attrs = {"occasions": [f"M{n}" for n in range(1, 7)], "per": "meeting", "basis": "recorded"}
    for what in ("lapsed", "new", "returning"):
        found = question_turnover.at_risk(credits, what, absent)
        rate = turnover.rate(panel, what, absent)
        if rate.estimable:
            assert 100 * found["hit"].mean() == pytest.approx(rate.value)
            assert found["organization"].nunique() == rate.n


def test_a_question_of_few_organizations_is_drawn_to_the_others():
    rng = np.random.default_rng(5)
    rows = [
        pd.DataFrame({"question": f"{n}/13", "organization": np.arange(60), "hit": rng.random(60) < 0.4})
        for n in range(9)
    ]
    rows += [pd.DataFrame({"question": "9/13", "organization": [0, 1], "hit": True})]
    found = question_turnover.pooled(pd.concat(rows).assign(group="SG13", period="T22"), "recorded").set_index(
        "question"
    )
    few = found.loc["9/13"]
    assert few["raw"] == 100 and few["share"].value < 60 and few["share"].n == 2
    assert few["rank"].high - few["rank"].low >= 5  # not first by luck
    assert found["share"].map(lambda one: one.low <= 40 <= one.high).all()


def test_too_few_meetings_say_so():
    rows = records([("1/13", "M1", "a"), ("2/13", "M1", "b")])
    assert question_turnover.at_risk(rows).empty
    with pytest.raises(DataError, match="enough meetings"):
        question_turnover.pooled(question_turnover.at_risk(rows), "recorded")
    with pytest.raises(DataError, match="no rate of 'gone'"):
        question_turnover.at_risk(rows, "gone")
    with pytest.raises(DataError, match="absent is 0"):
        question_turnover.at_risk(rows, absent=0)


def test_where_no_organization_is_known_there_is_no_row(by_hand):
    unknown = by_hand.assign(organization=None)
    found = question_turnover.at_risk(unknown)
    assert found.empty and list(found) == list(question_turnover.at_risk(by_hand))
    assert question_turnover.overview(unknown, "recorded").empty


def test_the_demonstration_counted_again_one_organization_after_another(in_full):
    credits = questions.plenaries(activities.contributions(*DEMONSTRATION), activities.meetings(*DEMONSTRATION))
    found = question_turnover.pooled(question_turnover.at_risk(credits), "demonstration").set_index("question")
    assert len(found) == 199
    for question, group in (("2/15", "SG15"), ("12/11", "SG11"), ("1/9", "SG9")):
        mine = credits[credits["group"] == group].dropna(subset="organization")
        order = mine.groupby("meeting_id")["date"].median().sort_values().index
        named = mine[mine["questions"].str.split("; ").map(lambda names, one=question: one in names)]
        there = [set(named.loc[named["meeting_id"] == meeting, "organization"]) for meeting in order]
        risk = sum(len(before) for before in there[:-1])
        gone = sum(len(before - after) for before, after in zip(there, there[1:], strict=False))
        assert found.loc[question, "at_risk"] == risk
        assert found.loc[question, "raw"] == pytest.approx(100 * gone / risk)
        assert found.loc[question, "share"].n == len(set().union(*there[:-1]))


def test_the_overview_puts_lapses_and_newcomers_side_by_side(by_hand):
    found = question_turnover.overview(by_hand, "recorded").set_index("question")
    assert found["at_risk"].to_dict() == {"1/13": 6, "2/13": 4}
    assert found.loc["1/13", "raw"] == pytest.approx(100 * 5 / 6)
    assert found["whole"].tolist() == [50.0, 50.0]  # 5 of 10, over both
    assert found.loc["1/13", "new"].n == 3 and found.loc["2/13", "new"].n == 1
    none = question_turnover.overview(records([("1/13", "M1", "a")]), "recorded")
    assert none.empty and list(none) == list(found.reset_index()[none.columns])

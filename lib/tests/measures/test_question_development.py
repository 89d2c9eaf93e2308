"""Developing countries by Question: what is counted, what is pooled, and what the demonstration has planted."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import engagement
from engagement import activities
from engagement.errors import DataError
from engagement.measures import (
    development,
    placed,
    question_development,
    question_shares,
    questions,
)

DEMONSTRATION = ("itu-t", "demonstration")
STATUSES = pd.Series({"IN": "developing", "KE": "developing", "FR": "other"})


def records(rows):
    """One row a document and source: Question(s), organization, country, kind."""
    frame = pd.DataFrame(rows, columns=["questions", "organization", "organization_country", "kind"])
    return frame.assign(
        document_id=[f"C{n}" for n in range(len(frame))], group="SG13", period="T22", meeting_id="M1", credit=1.0
    )


@pytest.fixture
def few():
    return question_shares.exploded(records([
        ("1/13", "a", "IN", "industry"), ("1/13; 2/13", "a", "IN", "industry"), ("1/13", "b", "FR", "industry"),
        ("2/13", "c", "KE", "government"), ("2/13", "d", "XX", "industry"), ("3/13", None, None, None),
    ]))  # fmt: skip


def test_shares_by_hand(few):
    forms = question_development.contributions(few, STATUSES)
    made = question_development.pooled(forms["contributions"], "recorded").set_index("question")
    assert made["raw"].round(2).to_dict() == {"1/13": 66.67, "2/13": 100.0}  # XX is in neither part nor whole
    assert made["share"].map(lambda one: one.n).to_dict() == {"1/13": 2, "2/13": 2}
    who = question_development.pooled(forms["contributing organizations"], "recorded").set_index("question")
    assert who["raw"].to_dict() == {"1/13": 50.0, "2/13": 100.0}


def test_a_question_counts_with_its_effective_number_of_organizations(few):
    found = question_development.pooled(question_development.contributions(few, STATUSES)["contributions"], "recorded")
    shares = found.set_index("question")["share"]
    # two Questions are not pooled; Jeffreys of 2/3 of (2 + 1)^2 / (2^2 + 1^2) = 1.8 organizations
    low, high = 100 * stats.beta(0.5 + 1.2, 0.5 + 0.6).ppf([0.025, 0.975])
    assert (shares["1/13"].low, shares["1/13"].high) == pytest.approx((low, high), abs=1.5)


def test_organizations_behind_several_questions_widen_what_is_pooled():
    rng = np.random.default_rng(2)
    rows = pd.DataFrame(
        [(f"{n}/13", one) for n in range(20) for one in range(20)], columns=["question", "organization"]
    )
    rows = rows.assign(group="SG13", period="T22", credit=1.0, document_id=pd.NA)
    same, apart = rng.random(20) < 0.4, rng.random((20, 20)) < 0.4
    widths = {}
    for name, developing in (("the same", np.tile(same, 20)), ("others in each", apart.ravel())):
        status = np.where(developing, "developing", "other")
        own = rows["organization"] if name == "the same" else rows["question"] + rows["organization"].astype(str)
        found = question_development.pooled(rows.assign(organization=own, development_status=status), "recorded")
        widths[name] = found["share"].map(lambda one: one.high - one.low).mean()
    of_20 = 2 * 196 * np.sqrt(same.mean() * (1 - same.mean()) / 20)
    assert widths["the same"] == pytest.approx(of_20, rel=0.15)  # 20 Questions of the same 20 say what 20 say
    assert widths["others in each"] < 0.6 * of_20


def test_the_common_error_is_that_of_the_organizations():
    cells = pd.DataFrame([(q, o) for q in "abcd" for o in range(50)], columns=["question", "cluster"]).assign(of=1.0)
    cells["hits"] = (cells["cluster"] < 20).astype(float)
    weight = pd.Series(1.0, list("abcd"))
    # the share 0.4 of 50 rather than of 200 organizations, on the logit scale: 1 / ((n - 1) p q)
    expected = (1 / 49 - 1 / 199) / (0.4 * 0.6)
    assert question_shares.common_error(cells, weight) == pytest.approx(expected)
    assert question_shares.common_error(cells.assign(cluster=range(200)), weight) == 0
    assert question_shares.common_error(cells.assign(hits=0.0), weight) == 0
    assert question_shares.common_error(cells.assign(cluster=0), weight) == 0  # each is one observation already


def test_a_common_error_makes_no_question_look_like_the_others():
    """Ten Questions of the same 100 organizations, truly at 30 or 50%: none is to be drawn far towards the middle."""
    rows = pd.DataFrame([(q, o) for q in range(10) for o in range(100)], columns=["question", "organization"])
    developing = rows["organization"] < np.where(rows["question"] < 5, 30, 50)
    rows = rows.assign(group="SG13", period="T22", credit=1.0, document_id=pd.NA, kind="industry")
    rows["development_status"] = np.where(developing, "developing", "other")
    found = question_development.pooled(rows, "recorded")
    values = found["share"].map(lambda one: one.value)
    assert values[found["question"] < 5].max() < 32 and values[found["question"] >= 5].min() > 48
    assert found["share"].map(lambda one: one.high - one.low).min() > 12  # but all may lie off together


def test_industry_on_either_side_by_hand(few):
    rows = question_development.contributions(few, STATUSES)["contributions"]
    found = question_development.industry(rows, ["industry"], "recorded").set_index("question")
    assert found["raw_developing"].to_dict() == {"1/13": 100.0, "2/13": 50.0}
    assert found["raw_other"].fillna(-1).to_dict() == {"1/13": 100.0, "2/13": -1}
    with pytest.raises(DataError, match="kind and country"):
        question_development.industry(rows.assign(kind="unknown"), ["industry"], "recorded")


def test_seats_by_question_and_working_party():
    held = pd.DataFrame({
        "role": ["rapporteur", "associate rapporteur", "rapporteur", "chair"], "scope": ["1/13", "2/13", "3/13", None],
        "country": [None, "FR", "IN", "IN"], "organization_country": ["KE", "KE", "FR", "IN"], "group": "SG13",
        "period": "T22", "organization": list("abcd"),
    })  # fmt: skip
    rows = question_development.seats(held, STATUSES)
    assert rows["development_status"].tolist() == ["developing", "other", "developing"]
    found = question_development.pooled(rows, "recorded").set_index("question")
    assert found["raw"].to_dict() == {"1/13": 100.0, "2/13": 0.0, "3/13": 100.0}
    assert found["share"].map(lambda one: 20 < one.value < 90).all()  # a single seat says little
    parties = pd.Series({"1/13": "WP1/13", "2/13": "WP1/13"})
    by = question_development.pooled(question_development.seats(held, STATUSES, parties), "recorded")
    assert by[["question", "credit", "raw"]].to_numpy().tolist() == [["WP1/13", 2.0, 50.0]]


def test_nothing_classified_is_refused(few):
    rows = question_development.contributions(few, pd.Series({"ZZ": "other"}))["contributions"]
    with pytest.raises(DataError, match="classified"):
        question_development.pooled(rows, "recorded")


@pytest.fixture(scope="module")
def world(in_full):
    credits = questions.plenaries(activities.contributions(*DEMONSTRATION), activities.meetings(*DEMONSTRATION))
    statuses = development.status(engagement.load("countries"), engagement.load("development_definitions"))
    return question_development.contributions(question_shares.exploded(credits), statuses), statuses


def test_the_demonstration_counted_again_from_its_own_list_of_organizations(world):
    """Its organizations and their printings are on record: no matching of names is needed."""
    forms, statuses = world
    found = question_development.pooled(forms["contributions"], "demonstration").set_index("question")
    truth = {name: engagement.load(name, basis="demonstration") for name in ("organizations", "organization_names")}
    ids = truth["organization_names"].set_index("name_printed")["organization_id"].to_dict()
    country = truth["organizations"].set_index("organization_id")["country"].to_dict()
    sources = engagement.load("document_sources", basis="demonstration").query("counts")
    documents = engagement.load("documents", basis="demonstration").query("counts and series == 'contribution'")
    sources = sources.merge(documents[["document_id", "revision", "questions", "meeting_id"]])
    sources = sources[sources["meeting_id"].isin(forms["contributions"]["meeting_id"].unique())]
    status = sources["organization_printed"].map(ids).map(country).map(statuses.to_dict())
    for question in ("2/15", "1/9", "12/11"):
        mine = status[sources["questions"].str.split("; ").map(lambda names, one=question: one in names)].dropna()
        assert found.loc[question, "credit"] == len(mine)
        assert found.loc[question, "raw"] == pytest.approx(100 * mine.eq("developing").mean())


def test_questions_of_the_demonstration_differ_by_luck_alone_and_are_not_said_to_differ(world):
    """All Questions of a group draw their sources from the same organizations with the same weights."""
    forms, _ = world
    for rows in forms.values():
        found = question_development.pooled(rows, "demonstration")
        known = rows[rows["development_status"].notna()]
        part = known["credit"].where(known["development_status"] == "developing", 0.0).groupby(known["group"]).sum()
        truth = 100 * found["group"].map((part / known["credit"].groupby(known["group"]).sum()).to_dict())
        inside = [one.low <= true <= one.high for one, true in zip(found["share"], truth, strict=True)]
        assert np.mean(inside) > 0.93
        assert found["share"].map(lambda one: one.value).sub(truth).std() < 0.6 * found["raw"].sub(truth).std()


def test_rapporteurs_of_the_demonstration(world):
    held = placed.held(activities.seats(*DEMONSTRATION), engagement.load("study_periods"))
    rows = question_development.seats(held, world[1])
    found = question_development.pooled(rows, "demonstration")
    assert found["credit"].sum() == rows["development_status"].notna().sum()
    assert found["share"].map(lambda one: one.value).std() < found["raw"].std()


def test_the_overview_is_what_its_parts_are(few):
    forms = question_development.contributions(few, STATUSES)
    found = question_development.overview(forms, ["industry"], "recorded").set_index("question")
    assert found["whole"].tolist() == [pytest.approx(80.0)] * 2  # 4 of 5 whose country is classified
    who = question_development.pooled(forms["contributing organizations"], "recorded").set_index("question")
    assert found["organizations"].to_dict() == who["share"].to_dict()
    part = question_development.industry(forms["contributions"], ["industry"], "recorded").set_index("question")
    assert found["industry"].to_dict() == part["developing"].to_dict()
    nobody = {name: rows.assign(kind="unknown") for name, rows in forms.items()}
    assert "industry" not in question_development.overview(nobody, ["industry"], "recorded")

"""A made-up study from its file to its page, with every part."""

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from engagement.evidence import count_model, run_study
from engagement.evidence.power import power
from engagement.evidence.studies import read_study
from engagement.evidence.studies.register import enter
from engagement.views import studies as pages

from .conftest import EFFECT, made_up, put, write

PARTS = ("stated", "answer", "found", "detectable", "rule", "grade", "causal", "curve", "curve_said", "split",
         "split_said", "influence", "influence_said", "data", "matching", "reproduction", "limits")  # fmt: skip


FORMULA = "texts ~ contributions + members"
LITTLE = {"alternatives": {}, "leave_out": []}


def ran(patch, folder, frame, turns=99, **changes):
    """Register a study, run it on a panel, and give its result."""
    put(patch, frame)
    path = write(folder / "try.yml", **changes)
    enter("try", read_study(path).choices(), folder / "register.csv", datetime.date(2026, 11, 27))
    return run_study(path, turns=turns)


@pytest.fixture
def run(monkeypatch, tmp_path):
    return lambda frame, **changes: ran(monkeypatch, tmp_path, frame, **changes)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        return ran(patch, tmp_path_factory.mktemp("study"), made_up())


def test_the_answer_is_that_of_the_model_in_natural_units(result):
    frame = made_up()
    model = count_model(
        "texts ~ contributions + members", frame, ("group", "year"), cluster="group", exposure="meetings"
    )
    effect = model.effect("contributions", 10)
    found = result.answer.effect
    assert (found.value, found.low, found.high) == pytest.approx((effect.value, effect.low, effect.high))
    assert found.unit == "more texts"
    assert found.value == pytest.approx(frame["texts"].mean() * (result.answer.ratio.value - 1))
    assert result.answer.ratio.low < np.exp(10 * EFFECT) < result.answer.ratio.high
    assert result.answer.matters == pytest.approx(0.6 * frame["texts"].mean())
    assert 0 < result.answer.smallest < found.value
    row = result.answer.row
    assert result.answer.power == pytest.approx(power(np.log1p(0.6), 10 * row["se"], row["freedom"]))
    assert result.sentence.startswith("Ten more contributions go with ")


def test_all_nine_parts_are_there(result):
    assert {one.name for one in result.grade.criteria} == {"design", "precision", "consistency", "sensitivity"}
    assert result.placebo.p > 0.05 and result.placebo.rows == 108
    assert result.unmeasured.e_value.limit > 1 and 0 < result.unmeasured.robustness < 1
    assert len(result.curve.table) == 2 * 1 * 2 * 2 * 2
    assert result.same_sign == 1 and result.curve.joint.table.loc["median effect", "p"] < 0.05
    assert result.split.within.value > 1
    assert {name: len(one.table) for name, one in result.influence.items()} == {
        "group": 12,
        "organization": 3,
        "year": 10,
    }
    assert (result.data.rows, result.data.used, result.data.left_out) == (120, 120, {"not made up": 3})
    assert result.data.period == "2001 to 2010"
    assert "CR2" in result.reproduction["small-sample rule"] and result.reproduction["seed"] == "68"
    assert result.grade.letter == "A" and "clear impact" in result.verdict


def test_the_same_seed_gives_the_same_result(run):
    one, other = (run(made_up(), leave_out=[], alternatives={"controls": [[]]}) for _ in range(2))
    assert other.answer.effect == one.answer.effect
    pd.testing.assert_frame_equal(other.curve.table, one.curve.table)
    assert other.grade == one.grade


def test_leaving_out_a_group_is_fitting_without_it(result):
    frame = made_up()
    without = frame[frame["group"] != "G03"]
    model = count_model(
        "texts ~ contributions + members", without, ("group", "year"), cluster="group", exposure="meetings"
    )
    found = result.influence["group"].table.loc["G03"]
    assert found["estimate"] == pytest.approx(model.effect("contributions", 10).value)


def test_of_units_with_as_many_rows_those_are_left_out_that_move_the_answer_most(run):
    """A balanced panel has no large units by rows; the alphabetically first are not the ones to look at."""
    frame = made_up(groups=30, years=6)
    frame.loc[frame["group"] == "G23", "texts"] *= 40
    least = [{"column": "group", "words": "group", "largest": 2}]
    found = run(frame, turns=0, alternatives={}, leave_out=least)
    held = found.influence["group"]
    whole = run(frame, turns=0, alternatives={}, leave_out=[{"column": "group", "words": "group"}]).influence["group"]
    assert set(held.table.index) == set(whole.table.index[:2]) and "G23" in held.table.index
    assert "(the 2 of 30 expected to change the answer most)" in pages.influence_said(found).data
    assert "largest" not in pages.influence_said(found).data


def test_a_page_shows_every_part_and_nothing_of_cause_without_records(result, stated, panel, monkeypatch):
    shown = {name: getattr(pages, name)(result).data for name in PARTS}
    assert "robustness value" in shown["causal"]
    assert (
        shown["found"].count("<figure") == shown["curve"].count("<figure") == shown["influence"].count("<figure") == 1
    )
    assert set(pages.estimates(result)) == {"Answer", "Answer as a ratio", "Placebo as a ratio"}
    panel(made_up(), tables=(("attendance", "3gpp", "recorded"),))
    monkeypatch.setattr("engagement.warehouse.loading.available", lambda name, **chosen: False)
    absent = run_study(stated())
    assert "not there" in pages.answer(absent).data
    assert all(getattr(pages, name)(absent).data for name in PARTS)
    assert pages.estimates(absent) == {}


def test_within_and_between_are_told_of_any_noun_and_without_a_row_of_zeros(result):
    split = replace(result.split, group="organization", p=5.02e-8)
    said = pages.split_said(replace(result, split=split)).data
    assert "Within organizations: " in said and "between organizations: " in said
    assert "(p &lt; 0.0001)" in said and "0.0000" not in said


def test_no_association_is_not_told_as_one(run):
    found = run(made_up(seed=5, effect=0.0), turns=0, **LITTLE)
    assert found.answer.effect.low < 0 < found.answer.effect.high
    assert found.grade.letter in ("B", "C", "D")
    assert "impact" not in found.verdict


def test_a_lag_takes_engagement_of_the_occasion_before(run):
    frame = made_up()
    found = run(frame, turns=0, lag=1, alternatives={"lags": [1]}, leave_out=[])
    assert sorted(found.curve.table["n"]) == [96, 108]
    before = frame.groupby("group")["contributions"].shift(1)
    model = count_model(
        FORMULA, frame.assign(contributions=before), ("group", "year"), cluster="group",
        exposure="meetings",
    )  # fmt: skip
    assert found.answer.effect.value == pytest.approx(model.effect("contributions", 10).value)
    assert found.data.used == 108


def test_the_matching_of_names_is_pooled_by_rubins_rules(stated, panel, monkeypatch):
    def build(tables, window, resolution):
        frame = made_up()
        return frame if resolution is None else frame.assign(contributions=frame["contributions"] + resolution["shift"])

    draws = pd.DataFrame({n: {"shift": n} for n in range(3)})
    monkeypatch.setattr("engagement.organizations.identities.plausible", lambda printed, k, rng: draws)
    panel(made_up(), build=build, names=lambda tables: pd.Series(["a"]))
    found = run_study(stated(resolutions=3, **LITTLE), turns=0).data.matching
    assert len(found.each) == 3
    assert found.pooled.value == pytest.approx(np.mean([one.value for one in found.each]))
    assert 0 <= found.share < 1 and not found.sign_turns


def test_without_a_placebo_the_reason_stands_in_its_place(run):
    found = run(made_up(), turns=0, placebo={"none": "nothing comes later"}, **LITTLE)
    assert found.placebo is None
    assert "no placebo: nothing comes later" in found.grade.criteria[0].why
    assert "nothing comes later" in pages.causal(found).data

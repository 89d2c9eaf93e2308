from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement import Estimate
from engagement.evidence.studies import grading, verdicts
from engagement.evidence.studies.definition import Study
from engagement.evidence.studies.grading import MET, NOT_MET, PARTLY, Criterion, Grade
from engagement.evidence.studies.register import Registration
from engagement.evidence.studies.results import Answer, DataQuality, StudyResult
from engagement.evidence.studies.wording import causal, guarded, likelihood
from engagement.evidence.within_between import WithinBetween
from engagement.views.study_words import caption_found

from .conftest import STATED

WORDS = ["impact", "a clear impact", "it leads to more", "caused by", "drives value", "results in", "due to members"]
REGISTERED = Registration("as registered", "2026-11-27", (), "0")


def result(letter, value, below, above, probability, error=1.0, basis="recorded", power=0.5):
    effect = Estimate(value, value - below, value + above, 0.95, 40, "more texts", basis, "made up")
    ratio = Estimate(1.1, 0.9, 1.3, 0.95, 40, "ratio", basis, "made up")
    row = pd.Series({"estimate": value, "se": error, "freedom": 8.0, "low": 0.0, "high": 0.0, "p": 0.5})
    answer = Answer(effect, ratio, row, 2.0, 1.0, probability, 10.0, power)
    data = DataQuality(40, 40, {}, {}, "", basis, None)
    return StudyResult("try", Study(**STATED), REGISTERED, answer=answer, grade=Grade(letter), data=data, truth=1.2)


numbers = st.floats(-1e6, 1e6)
widths = st.floats(0, 1e6)


@given(st.sampled_from(["C", "D", None]), numbers, widths, widths, st.floats(0, 1), st.floats(1e-6, 1e3))
def test_no_word_of_cause_is_printed_below_grade_b(letter, value, below, above, probability, error):
    found = result(letter, value, below, above, probability, error)
    said = [found.sentence, found.verdict, str(found), verdicts.detectable(found), verdicts.truth_found(found),
            caption_found(found)]  # fmt: skip
    for text in said:
        assert causal(text) is None, text
        assert "clear" not in text.lower()


@given(st.sampled_from("ABCD"), numbers, widths, widths)
def test_a_clear_impact_takes_grade_a_and_an_interval_without_none(letter, value, below, above):
    found = result(letter, value, below, above, 0.9)
    outside = found.answer.effect.low > 0 or found.answer.effect.high < 0
    assert ("clear impact" in found.verdict) == (letter == "A" and outside)


@given(st.sampled_from(WORDS), st.sampled_from(["C", "D", None]), st.text(max_size=20))
def test_the_guard_refuses_whatever_is_written_by_hand(words, letter, more):
    text = f"{more} participation {words} value"
    with pytest.raises(ValueError, match="cannot be told as"):
        guarded(text, letter)
    assert guarded(text, "A") == text


def test_sentences_are_plain():
    found = result("C", 0.729, 7.539, 10.67, 0.7, basis="published")
    assert found.sentence == (
        "Ten more contributions go with 0.729 more texts (95% interval 6.81 fewer to 11.4 more; n = 40 groups and "
        "years). Judged by chance alone, it is likely that the true figure is above zero, and likely that it is as "
        "large as would matter."
    )
    assert found.verdict.startswith("Grade C: weak evidence. Whether there is any association cannot be told")
    assert "made up" in result("B", 1.0, 0.5, 0.5, 0.99, basis="demonstration").verdict
    assert "below zero" in result("B", -1.0, 0.5, 0.5, 0.99).sentence


def test_how_often_what_matters_is_missed_is_told_as_a_number():
    """0.51 against 0.509 is a chance of some 80%: nothing that is often missed."""
    assert verdicts.detectable(result("B", 1.0, 0.5, 0.5, 0.99, power=0.7985)).endswith(
        "and if that were so, it would be missed in 20.2% of cases."
    )
    nearly, hardly = (grading.precision(0.05, 0.2, power, (-0.1, 0.1)).why for power in (0.7985, 0.06))
    assert "missed in 20.2% of cases, and 20% is what the rule allows" in nearly
    assert "missed in 94.0% of cases" in hardly and "often" not in nearly + hardly + " ".join(grading.RULE)


def test_an_answer_of_few_clusters_is_told_as_rough():
    found = result("C", 1.0, 0.5, 0.5, 0.99)
    assert verdicts.rough(found) == ""
    row = found.answer.row.copy()
    row["freedom"] = 1.02
    few = replace(found, answer=replace(found.answer, row=row))
    assert "Too few groups carry it" in verdicts.rough(few) and "1.02 degrees of freedom" in verdicts.rough(few)


def test_words_of_likelihood_have_fixed_meanings():
    assert [likelihood(p) for p in (1, 0.99, 0.95, 0.9, 0.66, 0.33, 0.32, 0)] == [
        "virtually certain", "virtually certain", "extremely likely", "very likely", "likely", "about as likely as not",
        "unlikely", "unlikely",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not between 0 and 1"):
        likelihood(1.2)


def test_grades_follow_the_rule_for_every_combination():
    for verdict in product((MET, PARTLY, NOT_MET), repeat=4):
        letter = grading.graded(*(Criterion("x", one, "") for one in verdict)).letter
        met, lacking = verdict.count(MET), verdict.count(NOT_MET)
        if met == 4:
            assert letter == "A"
        elif lacking == 0:
            assert letter == ("B" if met >= 2 else "C")
        else:
            assert letter == ("C" if lacking == 1 else "D")


def placebo(p, smallest):
    from engagement.evidence.placebo import Placebo

    return Placebo(Estimate(1.0, 0.9, 1.1, 0.95, 30, "ratio", "recorded", "m"), p, smallest, 30, 40)


@pytest.mark.parametrize(
    ("given_", "verdict"),
    [
        ((True, ["year"], placebo(0.4, 0.05), 0.1), MET),
        ((True, ["year"], placebo(0.4, 0.2), 0.1), PARTLY),
        ((True, ["year"], None, 0.1, "no panel"), PARTLY),
        ((True, ["year"], placebo(0.01, 0.05), 0.1), NOT_MET),
        ((True, [], placebo(0.4, 0.05), 0.1), NOT_MET),
        ((False, ["year"], placebo(0.4, 0.05), 0.1), NOT_MET),
    ],
)
def test_design(given_, verdict):
    assert grading.design(*given_).verdict == verdict


def test_precision_takes_an_interval_clear_of_none_and_power_or_one_that_is_all_too_small():
    matters = (-0.1, 0.1)
    assert grading.precision(0.05, 0.2, 0.8, matters).verdict == MET
    assert grading.precision(0.05, 0.2, 0.799, matters).verdict == PARTLY
    assert grading.precision(-0.05, 0.06, 0.9, matters).verdict == MET
    assert grading.precision(-0.05, 0.2, 0.7, matters).verdict == NOT_MET


def test_consistency_and_sensitivity():
    def split(within, between, p):
        one, other = (Estimate(v, v - 0.01, v + 0.01, 0.95, 9, "ratio", "recorded", "m") for v in (within, between))
        return WithinBetween(one, other, one, p, "x", "g", 1.0)

    same, opposite = split(1.1, 1.2, 0.5), split(1.1, 0.8, 0.001)
    assert grading.consistency(1.0, 0.01, same).verdict == MET
    assert grading.consistency(1.0, 0.2, same).verdict == PARTLY
    assert grading.consistency(1.0, None, None).verdict == PARTLY
    assert grading.consistency(0.9, 0.01, same).verdict == PARTLY
    assert grading.consistency(0.7, 0.01, same).verdict == NOT_MET
    assert grading.consistency(1.0, 0.01, opposite).verdict == NOT_MET
    assert grading.consistency(1.0, 0.01, replace(opposite, p=0.3)).verdict == PARTLY
    assert grading.consistency(float("nan"), None, same).verdict == NOT_MET
    calm = (False, False)
    assert grading.sensitivity([], [], calm, 1.3).verdict == MET
    assert grading.sensitivity([], [], calm, 1.2).verdict == PARTLY
    assert grading.sensitivity([], ["SG15"], calm, 1.3).verdict == PARTLY
    assert grading.sensitivity([], [], (False, True), 1.3).verdict == PARTLY
    assert grading.sensitivity(["SG15"], [], calm, 1.3).verdict == NOT_MET
    assert grading.sensitivity([], [], (True, True), 1.3).verdict == NOT_MET

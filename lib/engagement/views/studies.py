"""The nine parts of a study as a page shows them; where there is no result each part says so."""

from dataclasses import replace

import numpy as np
import pandas as pd

from engagement.estimate import p_value, plain
from engagement.evidence.studies import grading, verdicts
from engagement.views import charts, sentences, study_charts
from engagement.views.figures import show
from engagement.views.sentences import say
from engagement.views.study_words import (
    caption_found,
    choice_marks,
    placebo_words,
    split_words,
    turns_words,
    unmeasured_words,
)  # fmt: skip
from engagement.views.tables import table

NOTHING = "There is no answer, so there is nothing to show here."


def stated(result):
    """The study as its file states it, and whether its main choices stand as registered."""
    study, window = result.study, result.study.outcome.window
    years = " to ".join(str(year) for year in (window.since, window.until) if year)
    rows = {
        "question": study.question, "a row is one of": study.unit, "outcome": study.outcome.words,
        "outcome counted": f"{window.years} years on" if window.years else "on the same occasion",
        "years": years or "all on record", "engagement": study.main.words,
        "held": _plainly(study.held) or "nothing more", "fixed effects": _plainly(study.effects) or "none",
        "errors go together within": _plainly([study.cluster]),
        "smallest effect that would matter": f"{study.smallest_effect:.0%} of the mean outcome",
        "registered": str(result.registration),
    }  # fmt: skip
    return table(pd.DataFrame(rows.items(), columns=["what", "as stated"]), "The study, as its file states it",
                 basis=result.basis)  # fmt: skip


def answer(result):
    """1. The answer in one sentence, and what may be said of it."""
    changed = "" if result.registration.status == "as registered" else str(result.registration)
    truth = verdicts.truth_found(result) if result.truth and result.estimable else ""
    rough = verdicts.rough(result) if result.estimable else ""
    return say(result.sentence, rough, "" if result.absent else result.verdict, truth, changed, basis=result.basis)


def found(result):
    """2. The interval with no association and the smallest detectable effect marked."""
    if not result.estimable:
        return say(NOTHING, basis=result.basis)
    given, unit = result.answer, result.study.outcome.unit
    alt = f"{result.sentence} {verdicts.detectable(result)}"
    return show(
        study_charts.found, given.effect, given.smallest, given.matters, f"more {unit}", caption=caption_found(result),
        alt=alt, basis=result.basis, height=2.4, narrow_height=2.8,
    )  # fmt: skip


def detectable(result):
    """2. What the study could have seen."""
    return say(verdicts.detectable(result) if result.estimable else NOTHING, basis=result.basis)


def rule(result):
    """3. The rule of grading, as it was written down before any study was graded."""
    names = ["design", "precision", "consistency", "sensitivity", "grade"]
    caption = "The rule by which evidence is graded, written before any study was graded"
    return table(pd.DataFrame({"part": names, "rule": grading.RULE}), caption, basis=result.basis)


def grade(result):
    """3. The verdict on each criterion."""
    if not result.grade.criteria:
        why = f"Grade {result.grade.letter}: {result.grade.why}." if result.grade.letter else NOTHING
        return say(why, basis=result.basis)
    frame = pd.DataFrame(result.grade.criteria, columns=["criterion", "verdict", "why"])
    return table(frame, f"Grade {result.grade.letter}: {result.grade.meaning}", basis=result.basis)


def causal(result):
    """4. Lead placebo, E-value, robustness value, and what was not measured."""
    if not result.estimable:
        return say(NOTHING, basis=result.basis)
    rows = [
        ["later engagement and the present outcome (lead placebo)", placebo_words(result)],
        *unmeasured_words(result),
        *(["not measured", one] for one in result.unmeasured.why),
    ]
    return table(pd.DataFrame(rows, columns=["check", "what it says"]), "Could something else explain the association?",
                 basis=result.basis)  # fmt: skip


def curve(result):
    """5. The specification curve."""
    if not result.estimable or result.curve.estimable.empty:
        return say(NOTHING, basis=result.basis)
    marks, main = choice_marks(result)
    return show(
        study_charts.specifications, result.curve.table.assign(main=main), marks, "log ratio, for 1 s.d. more",
        caption=f"{result.same_sign:.0%} of {len(result.curve.estimable):,} specifications have the answer's sign.",
        alt=curve_words(result), basis=result.basis, height=3.2 + 0.24 * len(marks),
    )  # fmt: skip


def curve_words(result):
    """The curve in words: how many, which share with the same sign, and the joint test."""
    known, joint = result.curve.estimable, result.curve.joint
    tested = (
        f"Tested together by turning signs of clusters ({joint.turns:,} patterns), a median so far from none has "
        f"{p_value(joint.table.loc['median effect', 'p'])} if there is no association."
        if joint
        else f"They cannot be tested together: {result.curve.why}."
    )
    lost = len(result.curve.table) - len(known)
    low, high = np.exp([known["estimate"].min(), known["estimate"].max()])
    return (
        f"Of {sentences.number_of(len(known), 'specification')}, {result.same_sign:.0%} have the sign of the answer "
        f"and {result.curve.significant:.0%} are significant by themselves; for one standard deviation more of the "
        f"measure the ratio runs from {plain(low)} to {plain(high)}. "
        f"{tested}" + (f" {lost:,} more cannot be estimated." if lost else "")
    )


def curve_said(result):
    """5. The same in words."""
    return say(curve_words(result) if result.estimable else NOTHING, basis=result.basis)


def split(result):
    """6. Within groups against between groups."""
    if not result.estimable or result.split is None or result.split.p is None:
        why = _lacking(result.split) if result.split else "the study names no groups"
        return say(f"Within and between groups cannot be told apart: {why}." if result.estimable else NOTHING,
                   basis=result.basis)  # fmt: skip
    name = result.split.group.replace("_", " ")
    labels, ratios = [f"within {name}s", f"between {name}s"], [result.split.within, result.split.between]
    unit = result.study.outcome.unit
    return show(
        charts.intervals, labels, [replace(one, unit=f"ratio of {unit}") for one in ratios], f"ratio of {unit}", null=1,
        log=True, caption=split_words(result)[1], alt=" ".join(split_words(result)), basis=result.basis, height=2.2,
    )  # fmt: skip


def split_said(result):
    """6. The same in words."""
    known = result.estimable and result.split and result.split.p is not None
    return say(*(split_words(result) if known else [NOTHING]), basis=result.basis)


def influence(result):
    """7. The answer with each unit left out."""
    drawn = {name: one for name, one in result.influence.items() if not isinstance(one, str)}
    if not result.estimable or not drawn:
        return say(NOTHING, basis=result.basis)
    most = max(3, 18 // len(drawn))
    return show(
        study_charts.left_out, drawn, f"more {result.study.outcome.unit}", most=most,
        caption="Those whose absence changes the answer most, and any that turns it; dashed: no association.",
        alt=" ".join(turns_words(result)), basis=result.basis,
        height=1.4 + 0.24 * sum(len(one.foremost(most)) for one in drawn.values()),
    )  # fmt: skip


def influence_said(result):
    """7. The same in words."""
    return say(*(turns_words(result) if result.estimable else [NOTHING]), basis=result.basis)


def data(result):
    """8. Coverage, missing values, matching of names, basis."""
    held = result.data
    if held is None:
        return say(NOTHING)
    rows = [["rows in the panel", f"{held.rows:,}"], ["years", held.period or "not stated"],
            ["rows in the main model", f"{held.used:,} ({held.used / held.rows:.0%})"],
            ["basis", held.basis]]  # fmt: skip
    rows += [[f"left out: {why}", f"{count:,}"] for why, count in held.left_out.items()]
    lacking = {name: count for name, count in held.missing.items() if count}
    rows += [[f"no value of {name}", f"{count:,}"] for name, count in lacking.items()]
    rows += [] if lacking else [["missing values in columns used", "none"]]
    return table(pd.DataFrame(rows, columns=["what", "how many"]), "What the answer rests on", basis=held.basis)


def matching(result):
    """8. How far the matching of names to organizations moves the answer."""
    held = result.data.matching if result.data else None
    if held is None:
        why = "No names of organizations are matched in this study." if result.estimable else NOTHING
        return say(why, basis=result.basis)
    if not held.pooled.estimable:
        return say(f"Under one matching of names there is no answer: {held.pooled.method}.", basis=result.basis)
    values = [one.value for one in held.each]
    return say(
        f"Under {len(held.each)} plausible ways of matching names to organizations the answer lies between "
        f"{plain(min(values))} and {plain(max(values))}; taken together by Rubin's rules it is {held.pooled}.",
        f"{held.share:.1%} of its variance is that of the matching.",
        "Another matching would turn the sign." if held.sign_turns else "",
        "Another matching would turn the conclusion." if held.conclusion_turns else "", basis=result.basis,
    )  # fmt: skip


def reproduction(result):
    """9. What one needs to run it again."""
    if not result.reproduction:
        return say(NOTHING)
    frame = pd.DataFrame(result.reproduction.items(), columns=["what", "value"])
    return table(frame, "To run it again", basis=result.basis)


def limits(result):
    """What else the answer does not say, as the study states it."""
    frame = pd.DataFrame({"number": range(1, len(result.study.limits) + 1), "limit": result.study.limits})
    return table(frame, "What this study does not say", basis=result.basis)


def headline(result):
    """The answer and what may be said of it, for the top of the page."""
    return result.sentence if result.absent else f"{result.sentence} {result.verdict}"


def estimates(result):
    """The numbers that others may build on, by name."""
    if not result.estimable:
        return {"Answer": result.answer.effect} if result.answer else {}
    found = {"Answer": result.answer.effect, "Answer as a ratio": result.answer.ratio}
    if result.placebo is not None:
        found["Placebo as a ratio"] = replace(result.placebo.estimate, unit=f"ratio of {result.study.outcome.unit}") \
            if result.placebo.estimate.estimable else result.placebo.estimate  # fmt: skip
    if result.data.matching:
        found["Answer pooled over matchings"] = result.data.matching.pooled
    return found


def _plainly(columns):
    return ", ".join(columns).replace("_", " ")


def _lacking(held):
    """Why within and between cannot be told apart."""
    parts = (held.within, held.between, held.difference)
    return next((one.method for one in parts if not one.estimable), held.difference.method)

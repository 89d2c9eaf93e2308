"""The checks on a study in words for readers who are no statisticians."""

import numpy as np

from engagement.estimate import p_value, plain
from engagement.evidence.studies.grading import DETECTS
from engagement.evidence.studies.wording import guarded
from engagement.views.sentences import change, listing


def caption_found(result):
    """What the figure of the answer finds."""
    effect, told = result.answer.effect, result.study.main.told
    if effect.low > 0:
        said = f"{told} more {result.study.outcome.unit}: the interval lies above zero."
    elif effect.high < 0:
        said = f"{told} fewer {result.study.outcome.unit}: the interval lies below zero."
    else:
        said = f"{told} more or fewer {result.study.outcome.unit}: the interval includes zero."
    return guarded(f"{said} Evidence: grade {result.grade.letter}.", result.grade.letter)


def placebo_words(result):
    """Whether later engagement goes with the present outcome."""
    found = result.placebo
    if found is None:
        return f"not possible: {result.study.placebo.none}"
    if found.p is None:
        return f"{found.estimate.method} ({found.rows:,} of {found.of:,} rows)"
    size = f"{change(found.estimate)}, {p_value(found.p)}"
    if found.p < 1 - found.estimate.level:
        return (
            f"they go together: {size}. What comes later cannot explain what came before, so either the outcome draws "
            "engagement or something else moves both"
        )
    weak = found.smallest > abs(result.answer.row["estimate"])
    often = f"{'more than' if weak else 'at most'} {1 - DETECTS:.0%} of cases"
    return f"they are not seen to go together: {size}; it would miss one as strong as the answer in {often}"


def unmeasured_words(result):
    """Rows of a table: E-value and robustness values, each with its meaning."""
    held, ratio = result.unmeasured, result.answer.ratio
    rows = [[
        "E-value",
        f"{held.e_value.estimate:.2f} for the ratio of {plain(ratio.value)}, {held.e_value.limit:.2f} for the nearer "
        "end of its interval: to explain that away, something unmeasured would have to go with both sides by a ratio "
        "at least so large",
    ]]  # fmt: skip
    if held.robustness is not None:
        rows.append([
            "robustness value",
            f"in a linear form of the model, something unmeasured would have to explain {held.robustness:.1%} of what "
            f"is left of both sides to bring it to none, {held.robustness_sure:.1%} to take away its significance",
        ])  # fmt: skip
    return rows


def choice_marks(result):
    """Which specification makes which choice, where there is a choice; and which makes all the main ones.

    Returns
    -------
    dict of str to ndarray of bool
    ndarray of bool
    """
    table, study = result.curve.table, result.study
    main = {"outcome": study.outcome.column, "measure": study.main.column, "controls": tuple(study.held),
            "effects": tuple(study.effects), "sample": "all", "lag": 0}  # fmt: skip
    at_main = np.logical_and.reduce([[one == there for one in table[name]] for name, there in main.items()])
    marks = {}
    for name in main:
        options = list(dict.fromkeys(table[name]))
        options.sort(key=lambda one, first=main[name]: one != first)
        if len(options) > 1:
            marks |= {_named(name, one): np.array([other == one for other in table[name]]) for one in options}
    return marks, at_main


def _named(choice, option):
    words = {"controls": "held", "effects": "effects", "lag": "occasions earlier"}
    text = ", ".join(option) if isinstance(option, tuple) else str(option)
    return f"{words.get(choice, choice)}: {(text or 'none').replace('_', ' ')}"


def split_words(result):
    """Within and between groups: the two ratios, and whether they differ."""
    held = result.split
    name, apart = held.group.replace("_", " "), held.p < 1 - held.difference.level
    two = f"Within {name}s: {change(held.within)}; between {name}s: {change(held.between)}."
    chance = p_value(held.p)
    if held.reversed:
        sure = f"beyond chance ({chance})" if apart else f"though perhaps by chance ({chance})"
        tell = f"The signs are opposite (Simpson's paradox), {sure}."
    elif apart:
        tell = f"The two differ ({chance}): totals of {name}s do not say what holds inside them."
    else:
        tell = f"The two are not seen to differ ({chance})."
    return two, tell


def turns_words(result):
    """Each kind of unit left out: the range of the answer, and whether anything hangs on one."""
    return [_left_out(name, one) for name, one in result.influence.items()]


def _left_out(name, one):
    if isinstance(one, str):
        return f"No {name} can be left out: {one}."
    known = one.table[one.table["estimate"].notna()]
    if known.empty:
        return f"No {name} can be left out: {one.table['why'].iloc[0]}."
    some = f" (the {len(one.table):,} of {one.units:,} expected to change the answer most)"
    few = some if len(one.table) < one.units else ""
    said = (
        f"With one {name} left out at a time{few} the answer lies between {plain(one.lowest)} and "
        f"{plain(one.highest)}; {known.index[0]} changes it most."
    )
    for turned, what in ((one.sign_turns, "sign"), (one.conclusion_turns, "conclusion")):
        if turned:
            return f"{said} The {what} hangs on {listing(turned[:5])}."
    return f"{said} Neither sign nor conclusion hangs on one of them."

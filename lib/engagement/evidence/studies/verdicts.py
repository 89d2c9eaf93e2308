"""A result reads itself out: plain sentences with calibrated words, and no word of cause where the grade is low."""

import math

from scipy import stats

from engagement.estimate import plain
from engagement.evidence.robust_errors import TOO_FEW
from engagement.evidence.studies.wording import guarded, likelihood, missed


def sentence(result):
    """The answer: how much more or fewer, its interval and how likely it is.

    Parameters
    ----------
    result : engagement.evidence.studies.results.StudyResult

    Returns
    -------
    str
    """
    if result.absent:
        return guarded(f"Not estimable: {result.absent}", None)
    effect, study = result.answer.effect, result.study
    if not effect.estimable:
        return guarded(f"{study.main.told} an amount that is {effect.method} (n = {effect.n:,} {study.unit}).", None)
    if effect.low is None:
        said = f"{study.main.told} {_amount(effect.value)} {study.outcome.unit}, how surely cannot be estimated"
        return guarded(f"{said} ({effect.method}; n = {effect.n:,} {study.unit}).", None)
    said = (
        f"{study.main.told} {_amount(effect.value)} {study.outcome.unit} "
        f"({effect.level:.0%} interval {_amount(effect.low)} to {_amount(effect.high)}; n = {effect.n:,} {study.unit})."
    )
    return guarded(f"{said} {_likely(result)}", result.grade.letter)


def detectable(result):
    """What the study could have seen, and what would matter."""
    answer, unit = result.answer, result.study.outcome.unit
    return guarded(
        f"The study finds {plain(answer.smallest)} more {unit} or beyond with a chance of 80% or higher; "
        f"{plain(answer.matters)} more would matter ({result.study.smallest_effect:.0%} of the mean of "
        f"{plain(answer.mean)}), and if that were so, it would be {missed(answer.power)}.",
        result.grade.letter,
    )


def rough(result):
    """That too few clusters carry the answer to trust its interval, where that is so; else nothing."""
    freedom, cluster = result.answer.row["freedom"], result.study.cluster.replace("_", " ")
    if freedom >= TOO_FEW:
        return ""
    return guarded(
        f"Too few {cluster}s carry it for an exact interval ({plain(freedom)} degrees of freedom, where {TOO_FEW} are "
        "asked for), so that interval and likelihood are rough.",
        result.grade.letter,
    )


def verdict(result):
    """What may be said at this grade, and no more.

    Returns
    -------
    str
        Of a clear impact only where the grade is A, and the interval excludes zero.
    """
    letter = result.grade.letter
    if letter is None or not result.estimable:
        return guarded("No evidence is graded, as nothing could be estimated.", letter)
    claim = _claim(letter, result.answer)
    made_up = (
        " The records are made up, so this says nothing about the world." if result.basis == "demonstration" else ""
    )
    return guarded(f"Grade {letter}: {result.grade.meaning}. {claim}{made_up}", letter)


def _claim(letter, answer):
    effect = answer.effect
    if effect.low <= 0 <= effect.high:
        if letter in ("A", "B"):
            return "If there is an association, it is smaller than what would matter."
        return "Whether there is any association cannot be told from these records."
    if letter == "A":
        return f"This may be called a clear impact, {'upwards' if effect.value > 0 else 'downwards'}."
    if letter == "B":
        return "There is an association; that it is an impact is plausible and not shown."
    return "There is an association in these records; the evidence does not allow to say more than that."


def truth_found(result):
    """Whether made-up records give back what was put into them."""
    ratio = result.answer.ratio
    inside = ratio.low <= result.truth <= ratio.high
    found = "holds it" if inside else f"misses it, as {1 - ratio.level:.0%} of such intervals do"
    return guarded(
        f"What was put in is a ratio of {plain(result.truth)}; found is {plain(ratio.value)} "
        f"({ratio.interval}; n = {ratio.n:,}), so the interval {found}.",
        result.grade.letter,
    )


def _amount(number):
    """``0.55 more``, ``6.8 fewer``."""
    return f"{plain(abs(number))} {'fewer' if number < 0 else 'more'}"


def _likely(result):
    answer = result.answer
    where = "below" if answer.effect.value < 0 else "above"
    sure, matters = likelihood(answer.probability), likelihood(_beyond(result))
    return (
        f"Judged by chance alone, it is {sure} that the true figure is {where} zero, and {matters} that it is as "
        "large as would matter."
    )


def _beyond(result):
    """Probability that the effect is beyond what matters, on the side of the estimate."""
    row, study = result.answer.row, result.study
    up = result.answer.effect.value > 0
    bar = math.log1p(study.smallest_effect) if up else -math.log1p(study.smallest_effect)
    away = (row["estimate"] * study.main.per - bar) / (row["se"] * study.main.per)
    return float(stats.t.cdf(away if up else -away, row["freedom"]))

"""The grade of evidence of a study, by a rule that was written down before any study was graded."""

from dataclasses import dataclass
from typing import NamedTuple

from engagement.estimate import p_value
from engagement.evidence.studies.wording import missed

MET, PARTLY, NOT_MET = "met", "partly met", "not met"
ALIKE, MOSTLY = 0.95, 0.80  # shares of specifications with the sign of the answer
SHIELD = 1.25  # least E-value of the end of the interval nearer to no association
SURE = 0.05
DETECTS = 0.8

RULE = (
    "Design is met if the main choices stand as registered, units are compared within fixed effects, and a placebo "
    "that could have seen an association as strong as the answer finds none between the outcome and later "
    "engagement. It is partly met if there is no such placebo or it is too weak to have seen one. It is not met if "
    "the placebo finds one (p < 0.05), if there are no fixed effects, or if the main choices are not registered or "
    "were changed after results existed.",
    "Precision is met if the interval excludes zero and the study detects the smallest effect that would matter with a "
    "chance of 80%, or if the whole interval lies within that smallest effect. It is partly met if the interval "
    "excludes zero but that chance is smaller. Otherwise it is not met.",
    "Consistency is met if at least 95% of the specifications have the sign of the answer, their joint test has "
    "p < 0.05, and the association within groups has the same sign as that between them. It is partly met if at "
    "least 80% have that sign and the signs within and between groups are not opposite beyond chance. Otherwise it "
    "is not met.",
    "Sensitivity is met if no group, organization or year left out turns the sign or the conclusion, no plausible "
    "matching of names does, and the E-value of the nearer end of the interval is at least 1.25. It is partly met if "
    "the sign never turns. Otherwise it is not met.",
    "Grade A: all four are met. B: none is not met, and at least two are met. C: at most one is not met. D: two or "
    "more are not met, or nothing can be estimated. Only A and B may be told as more than an association.",
)
MEANING = {"A": "strong evidence", "B": "moderate evidence", "C": "weak evidence", "D": "very weak evidence"}


class Criterion(NamedTuple):
    """The verdict on one criterion, and what it rests on."""

    name: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Grade:
    """A grade with its criteria.

    Attributes
    ----------
    letter : str or None
        A to D; None where there are no records to judge.
    criteria : tuple of Criterion
    why : str
        Why there are no criteria, where there are none.
    """

    letter: str | None
    criteria: tuple = ()
    why: str = ""

    @property
    def meaning(self):
        """The grade in words."""
        return MEANING.get(self.letter, "no evidence")


def graded(design, precision, consistency, sensitivity):
    """The grade from the four verdicts.

    Parameters
    ----------
    design, precision, consistency, sensitivity : Criterion

    Returns
    -------
    Grade

    Examples
    --------
    >>> graded(*(Criterion(name, MET, "") for name in ("design", "precision", "consistency", "sensitivity"))).letter
    'A'
    >>> graded(Criterion("design", NOT_MET, ""), *(Criterion(name, MET, "") for name in ("p", "c", "s"))).letter
    'C'
    """
    criteria = (design, precision, consistency, sensitivity)
    verdicts = [one.verdict for one in criteria]
    lacking, met = verdicts.count(NOT_MET), verdicts.count(MET)
    letter = "A" if met == 4 else "B" if not lacking and met >= 2 else "C" if lacking <= 1 else "D"
    return Grade(letter, criteria)


def design(registered, effects, placebo, answer, why=""):
    """The verdict on design.

    Parameters
    ----------
    registered : bool
        Whether the main choices stand as registered.
    effects : sequence of str
    placebo : engagement.evidence.placebo.Placebo or None
    answer : float
        The coefficient of the answer.
    why : str
        Why there is no placebo, where there is none.
    """
    if not registered:
        return Criterion("design", NOT_MET, "the main choices are not those first registered")
    if not effects:
        return Criterion("design", NOT_MET, "units are compared without fixed effects")
    if placebo is None or placebo.p is None:
        return Criterion("design", PARTLY, f"no placebo: {why or placebo.estimate.method}")
    if placebo.p < SURE:
        return Criterion("design", NOT_MET, f"later engagement goes with the outcome ({p_value(placebo.p)})")
    if placebo.smallest > abs(answer):
        said = f"the placebo would miss an association as strong as the answer in more than {1 - DETECTS:.0%} of cases"
        return Criterion("design", PARTLY, said)
    said = f"later engagement is not seen to go with the outcome ({p_value(placebo.p)}), and it could have been"
    return Criterion("design", MET, said)


def precision(low, high, power, matters):
    """The verdict on precision; all on the scale of the coefficient, no association being 0.

    Parameters
    ----------
    low, high : float
        The interval.
    power : float
        The chance to detect the smallest effect that would matter.
    matters : tuple of float
        The smallest effects that would matter, downwards (below 0) and upwards.
    """
    if low > 0 or high < 0:
        detects = power >= DETECTS
        said = f"the interval excludes zero; the smallest effect that would matter would be {missed(power)}"
        said += "" if detects else f", and {1 - DETECTS:.0%} is what the rule allows"
        return Criterion("precision", MET if detects else PARTLY, said)
    if matters[0] <= low and high <= matters[1]:
        return Criterion("precision", MET, "the whole interval is smaller than the smallest effect that would matter")
    return Criterion("precision", NOT_MET, "the interval includes zero as well as effects that would matter")


def consistency(share, joint, split):
    """The verdict on consistency.

    Parameters
    ----------
    share : float
        Of specifications with the sign of the answer; missing where none can be estimated.
    joint : float or None
        p of the joint test.
    split : engagement.evidence.within_between.WithinBetween or None
    """
    opposite = bool(split and split.reversed)
    certain = opposite and split.p is not None and split.p < SURE
    said = f"{share:.0%} of the specifications have the sign of the answer" if share == share else "no specification"
    said += f", joint {p_value(joint)}" if joint is not None else ", no joint test"
    said += ", within and between groups opposite" if opposite else ""
    if share >= ALIKE and joint is not None and joint < SURE and not opposite:
        return Criterion("consistency", MET, said)
    return Criterion("consistency", PARTLY if share >= MOSTLY and not certain else NOT_MET, said)


def sensitivity(signs, conclusions, matched, limit):
    """The verdict on sensitivity.

    Parameters
    ----------
    signs, conclusions : sequence of str
        Units without which the sign, or the conclusion, is another.
    matched : tuple of bool
        Whether some plausible matching of names turns the sign, or the conclusion.
    limit : float
        E-value of the end of the interval nearer to no association.
    """
    if signs or matched[0]:
        who = ", ".join(map(str, signs[:3])) or "another matching of names"
        return Criterion("sensitivity", NOT_MET, f"the sign hangs on {who}")
    lacking = []
    if conclusions:
        lacking.append(f"the conclusion hangs on {', '.join(map(str, conclusions[:3]))}")
    if matched[1]:
        lacking.append("the conclusion hangs on the matching of names")
    if limit < SHIELD:
        lacking.append(f"something weak and unmeasured would be enough to explain it (E-value {limit:.2f})")
    calm = f"it hangs on no unit that was left out, and the E-value of the nearer end is {limit:.2f}"
    said = "; ".join(lacking) or calm
    return Criterion("sensitivity", PARTLY if lacking else MET, said)

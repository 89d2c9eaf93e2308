"""The brief: which saved numbers are told, and which of them raise an issue by rules written down beforehand."""

import re
from dataclasses import dataclass

import pandas as pd

MADE_UP = "demonstration"
COMPLETE = "complete count"
HOME, RFC_SERIES = "ITU-T", "RFC series"
OTHERS = ("IETF", "3GPP")  # bodies whose issues are not TSAG's
HOME_MADE_UP = f"{HOME}, made up"
BODIES = ["", HOME, *OTHERS, HOME_MADE_UP]
STANDINGS = CLEAR, POSSIBLE, OPEN, NOT_MET, UNKNOWN = "clear", "possible", "cannot be told", "not met", "not known"


@dataclass(frozen=True)
class Asked:
    """A number to tell: the report it is of, its name there without the body, the sentence with ``{}`` for it.

    ``name`` is what the brief saves it under, to which its body is added; ``null`` is the value that means there is
    nothing to tell, where there is one. ``taken`` is a pattern: what it finds in the method of the number takes the
    place of ``{taken}`` in the sentence. ``of_one`` names the number that says how much of what is counted is of one
    group, see `of_one`.
    """

    report: str
    what: str
    name: str
    words: str
    null: float | None = None
    taken: str = ""
    of_one: str = ""

    def sentence(self, estimate, beside):
        """The sentence with what the number itself says, ``{}`` for the number left in it."""
        match = re.search(self.taken, estimate.method) if self.taken else None
        return self.words.replace("{taken}", match.group() if match else "") + beside


@dataclass(frozen=True)
class Rule:
    """What makes a number an issue: that it lies ``below`` or ``above`` a limit.

    ``of_one`` is as for `Asked`; where one group has more than half, a rule is possibly met at most.

    Raises
    ------
    ValueError
        If ``side`` is another word.
    """

    report: str
    what: str
    side: str
    limit: float
    words: str
    of_one: str = ""

    def __post_init__(self):
        if self.side not in ("below", "above"):
            raise ValueError(f"side is {self.side!r}, neither below nor above")

    def standing(self, estimate):
        """Whether the rule is met.

        Returns
        -------
        {"clear", "possible", "cannot be told", "not met", "not known"}
            Clear if the whole interval, or a complete count, lies beyond the limit; possible if the value does; cannot
            be told if only an end of the interval does, or there should be an interval and is none.

        Examples
        --------
        >>> from engagement import Estimate
        >>> rule = Rule("progress", "overdue", "above", 20, "More than a fifth of work items are overdue")
        >>> ends = ((25, 22, 30), (25, 15, 35), (18, 9, 30), (9, 5, 15))
        >>> [rule.standing(Estimate(*three, 0.95, 40, "%", "recorded", "share")) for three in ends]
        ['clear', 'possible', 'cannot be told', 'not met']
        """
        if not estimate.estimable:
            return UNKNOWN
        beyond = self._beyond(estimate.value)
        if estimate.low is None:
            return (CLEAR if beyond else NOT_MET) if COMPLETE in estimate.method else POSSIBLE if beyond else OPEN
        ends = [self._beyond(end) for end in (estimate.low, estimate.high)]
        return CLEAR if all(ends) else POSSIBLE if beyond else OPEN if any(ends) else NOT_MET

    def _beyond(self, value):
        return value > self.limit if self.side == "above" else value < self.limit


def choose(numbers, what):
    """The numbers of one report that say the same of one body or another, real ones only where ITU-T has real ones.

    Parameters
    ----------
    numbers : dict of str to Estimate
        As `engagement.saved` gives them.
    what : str
        ``Contributions`` finds ``Contributions``, ``Contributions, IETF``, ``Contributions, ITU-T (demonstration)`` …

    Returns
    -------
    list of tuple
        Body (empty where the name has none), name, Estimate; ITU-T first.

    Examples
    --------
    >>> from engagement import Estimate
    >>> count = lambda basis: Estimate(5, None, None, 0.95, 5, "meetings", basis, "complete count")
    >>> numbers = {"Days, ITU-T (demonstration)": count("demonstration"), "Days, IETF": count("recorded")}
    >>> [(body, name) for body, name, _ in choose(numbers, "Days")]
    [('IETF', 'Days, IETF'), ('ITU-T, made up', 'Days, ITU-T (demonstration)')]
    """
    found = [(_body(name.removeprefix(what), one), name, one) for name, one in numbers.items() if name.startswith(what)]
    found = [one for one in found if one[0] in BODIES]
    real = any(body in ("", HOME) and one.basis != MADE_UP for body, _, one in found)
    return sorted((one for one in found if not real or one[2].basis != MADE_UP), key=lambda one: BODIES.index(one[0]))


def of_one(numbers, what, body):
    """How much of what is counted is of one group.

    Parameters
    ----------
    numbers : dict of str to Estimate
        Of one report, as for `choose`.
    what, body : str
        Its name there without the body, and the body as `choose` gives it.

    Returns
    -------
    tuple of str and bool
        In words, empty where no report says; and whether it is more than half.

    Examples
    --------
    >>> from engagement import Estimate
    >>> most = Estimate(28, None, None, 0.95, 45, "seats of SG5", "published", "complete count")
    >>> of_one({"Seats in the group with most, ITU-T (published)": most}, "Seats in the group with most", "ITU-T")
    (' (28 of 45 are seats of SG5)', True)
    """
    found = [one for there, _, one in choose(numbers, what) if there == body and one.estimable] if what else []
    if not found:
        return "", False
    return f" ({found[0].value:,.0f} of {found[0].n:,} are {found[0].unit})", found[0].value > found[0].n / 2


def _body(rest, estimate):
    """The body that the rest of a name states, as the brief calls it."""
    body = re.sub(r" \(\w+\)$", "", rest.removeprefix(", "))
    return f"{body}, made up" if body and estimate.basis == MADE_UP else "IETF" if body == RFC_SERIES else body


def findings(asked, numbers):
    """The numbers to tell, real ones first.

    Parameters
    ----------
    asked : list of Asked
    numbers : dict of str to dict
        Estimates by report and name.

    Returns
    -------
    pandas.DataFrame
        One row a number: report, name (to save it under), body, words, null, estimate; those that cannot be estimated
        are left out.
    """
    rows = [
        {
            "report": one.report,
            "name": ", ".join(filter(None, (one.name, body))),
            "body": body,
            "words": one.sentence(estimate, of_one(numbers[one.report], one.of_one, body)[0]),
            "null": one.null,
            "estimate": estimate,
        }
        for one in asked
        for body, _, estimate in choose(numbers[one.report], one.what)
        if estimate.estimable
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["report", "name", "body", "words", "null", "estimate"])
    made_up = frame["estimate"].map(lambda estimate: estimate.basis == MADE_UP).astype(bool)
    return pd.concat([frame[~made_up], frame[made_up]], ignore_index=True)


def issues(rules, numbers):
    """Which rules are met, for ITU-T.

    Parameters
    ----------
    rules : list of Rule
    numbers : dict of str to dict
        Estimates by report and name.

    Returns
    -------
    pandas.DataFrame
        One row a rule and number: report, issue, body, limit (in words), estimate (None where no report has the
        number), standing; clear ones first, real ones before those on made-up records.
    """
    rows = [
        {"report": rule.report, "issue": rule.words + beside, "body": body, "limit": f"{rule.side} {rule.limit:g}",
         "estimate": estimate, "standing": _standing(rule, estimate, mostly),
         "made_up": bool(estimate) and estimate.basis == MADE_UP}
        for rule in rules
        for body, estimate in _at_home(choose(numbers[rule.report], rule.what))
        for beside, mostly in [of_one(numbers[rule.report], rule.of_one, body)]
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["report", "issue", "body", "limit", "estimate", "standing", "made_up"])
    ranked = frame.assign(place=frame["standing"].map(STANDINGS.index))
    ranked = ranked.sort_values(["made_up", "place"], kind="stable", ignore_index=True)
    return ranked.drop(columns=["made_up", "place"])


def _standing(rule, estimate, mostly):
    """What a rule says of a number, if any; not clearly met where the number is mostly one of a single group."""
    found = rule.standing(estimate) if estimate else UNKNOWN
    return POSSIBLE if mostly and found == CLEAR else found


def _at_home(chosen):
    return [(body, estimate) for body, _, estimate in chosen if body not in OTHERS] or [("", None)]


def unknown(numbers):
    """The numbers that could not be estimated, by why.

    Returns
    -------
    dict of str to list of str
        Reports by reason.
    """
    found = {}
    for report, held in numbers.items():
        for estimate in held.values():
            if not estimate.estimable:
                found.setdefault(estimate.method.partition(": ")[2], []).append(report)
    return {why: sorted(set(reports)) for why, reports in found.items()}

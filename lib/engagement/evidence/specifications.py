"""Specification curve: a result under every combination of the reasonable choices, and all of them tested jointly."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import p_value, plain
from engagement.evidence.occasions import shifted
from engagement.evidence.sign_flips import Joint, joint_test
from engagement.evidence.specified import MODELS, NOT_TESTED, at_work, fitted

CHOICES = ["outcome", "measure", "controls", "effects", "sample", "lag"]
BUNCHES = 64  # of clusters, at most, whose signs are turned together


@dataclass(frozen=True)
class SpecificationCurve:
    """A result under every combination of choices.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a specification, smallest estimate first: outcome, measure, controls, effects, sample, lag, estimate,
        se, low, high, p, n; why, where it is not estimable or not in the joint test; p_adjusted for the number of
        specifications.
    joint : engagement.evidence.sign_flips.Joint or None
        The joint test of no association in any; None where it is not possible.
    why : str
        Why there is no joint test, where it was asked for.
    level : float
    method : str
    """

    table: pd.DataFrame
    joint: Joint | None
    why: str
    level: float
    method: str

    @property
    def estimable(self):
        """The specifications with an estimate."""
        return self.table[self.table["estimate"].notna()]

    @property
    def median(self):
        """Median estimate; missing without any."""
        return float(self.estimable["estimate"].median())

    @property
    def same_sign(self):
        """Share of estimates with the sign that more of them have."""
        signs = np.sign(self.estimable["estimate"])
        return float(max((signs > 0).mean(), (signs < 0).mean())) if len(signs) else float("nan")

    @property
    def significant(self):
        """Share of estimates that differ from none at the level, with the sign of the median."""
        known = self.estimable
        clear = (known["p"] < 1 - self.level) & (np.sign(known["estimate"]) == np.sign(self.median))
        return float(clear.mean()) if len(known) else float("nan")

    def __str__(self):
        known, of = len(self.estimable), len(self.table)
        if not known:
            return f"None of {of:,} specifications can be estimated: {self.table['why'].iloc[0]}"
        lost = f" ({of - known:,} more cannot be estimated)" if of > known else ""
        joint = (
            f"jointly tested, {p_value(self.joint.table.loc['median effect', 'p'])} for the median"
            if self.joint
            else f"no joint test{': ' * bool(self.why)}{self.why}"
        )
        return (
            f"Of {known:,} specifications{lost} {self.same_sign:.0%} have the same sign and {self.significant:.0%} are "
            f"significant with the sign of the median; the median estimate is {plain(self.median)}; {joint}."
        )


def specification_curve(
    data, outcomes, measures, *, controls=((),), effects=((),), samples=None, lags=(0,), unit=None, time=None,
    within=None, step=None, family="count", cluster=None, exposure=None, errors=None, level=0.95, turns=1999,
    rng=None, processes=1, progress=False,
):  # fmt: skip
    """Estimate an association under every combination of the reasonable choices.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an observation.
    outcomes, measures : sequence of str
        Columns of outcomes, and of engagement. Measures are divided by their standard deviation over all rows, and
        outcomes of the linear family too, so that the estimates of the curve have one scale.
    controls, effects : sequence of sequences of str
        Sets of controls, and of fixed effects; ``()`` for none.
    samples : dict of str to array_like of bool, optional
        Which rows, under the name of the sample; all rows if not given.
    lags : sequence of int
        How many occasions earlier engagement is taken; with a lag ``unit`` and ``time`` are needed.
    unit, time, within, step
        As for `engagement.evidence.occasions.shifted`.
    family : {"count", "linear"}
        `engagement.evidence.count_model` or `engagement.evidence.linear_model`.
    cluster : str, optional
        Column within which errors may go together. Without it rows are taken for independent.
    exposure : str, optional
        Column of exposure of counts.
    errors : str, optional
        Standard errors of each model, as for the model; the model's own choice if not given.
    level : float
    turns : int
        Patterns of signs of the joint test, see `engagement.evidence.sign_flips.joint_test`; with 0 there is none.
    rng : int or numpy.random.Generator, optional
        Seed 0 if not given.
    processes : int
        Processes to fit in; the result is the same for any number.
    progress : bool
        Whether to show a bar on standard error.

    Returns
    -------
    SpecificationCurve
        The joint test turns signs of clusters; more than 64 of them, or of independent rows, are put together at
        random into 64 bunches; specifications with fewer than six stay out of it.

    Raises
    ------
    DataError
        If a column is missing, a choice is empty, a sample has no row or not as many marks as rows, or the family is
        unknown. A specification that cannot be estimated has a row that says why.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4, 1208-1214.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame({"group": np.repeat(range(8), 25), "year": list(range(25)) * 8})
    >>> data["contributions"], data["members"] = rng.normal(size=(2, 200))
    >>> data["texts"] = rng.poisson(np.exp(1 + 0.4 * data["contributions"]))
    >>> found = specification_curve(
    ...     data, ["texts"], ["contributions"], controls=[(), ("members",)], effects=[(), ("group",)],
    ...     samples={"all": data["year"] >= 0, "since 5": data["year"] >= 5}, cluster="group")
    >>> len(found.table), found.same_sign, bool(found.joint.table.loc["median effect", "p"] < 0.05)
    (8, 1.0, True)
    """
    choices = {
        "outcome": list(outcomes), "measure": list(measures), "controls": [tuple(some) for some in controls],
        "effects": [tuple(some) for some in effects], "sample": _samples(samples, data), "lag": list(lags),
    }  # fmt: skip
    _checked(data, choices, family, unit, time, within, cluster, exposure)
    rng = np.random.default_rng(0 if rng is None else rng)
    columns = {
        (measure, lag): _scaled(shifted(data, measure, unit, time, -lag, within=within, step=step)) if lag
        else _scaled(data[measure].astype(float)) for measure, lag in product(choices["measure"], choices["lag"])
    }  # fmt: skip
    if family == "linear":
        data = data.assign(**{outcome: _scaled(data[outcome].astype(float)) for outcome in outcomes})
    common = {
        "data": data, "columns": columns, "samples": choices["sample"], "bunches": _bunches(data, cluster, rng),
        "family": family, "options": {"cluster": cluster, "level": level}, "jointly": turns > 0,
    }  # fmt: skip
    common["options"] |= {name: given for name, given in (("exposure", exposure), ("errors", errors)) if given}
    chosen = [dict(zip(CHOICES, one, strict=True)) for one in product(*choices.values())]
    found = at_work(fitted, chosen, common, processes, progress)
    return _curve(chosen, found, turns, rng, level, family, cluster)


def _samples(samples, data):
    if samples is None:
        return {"all": np.ones(len(data), bool)}
    found = {name: np.asarray(marks, bool) for name, marks in samples.items()}
    for name, marks in found.items():
        if len(marks) != len(data):
            raise DataError(f"sample {name!r} has {len(marks)} marks for {len(data)} rows; give one each")
        if not marks.any():
            raise DataError(f"sample {name!r} has no row; correct or leave out that choice")
    return found


def _checked(data, choices, family, unit, time, within, cluster, exposure):
    if family not in MODELS:
        raise DataError(f"family {family!r} is none of {', '.join(MODELS)}")
    empty = [name for name, some in choices.items() if not some]
    if empty:
        raise DataError(f"there is nothing to choose for {', '.join(empty)}; name at least one, () for none")
    if any(choices["lag"]) and (unit is None or time is None):
        raise DataError("a lag needs unit and time: which rows are earlier ones of the same")
    named = [*choices["outcome"], *choices["measure"], *sum(choices["controls"] + choices["effects"], ())]
    named += [name for name in (unit, time, within, cluster, exposure) if name]
    lacking = [name for name in dict.fromkeys(named) if name not in data.columns]
    if lacking:
        raise DataError(f"the data has no column {', '.join(lacking)}; it has {', '.join(map(str, data.columns))}")
    numbers = [*choices["outcome"], *choices["measure"], *sum(choices["controls"], ())]
    words = [name for name in dict.fromkeys(numbers) if not pd.api.types.is_numeric_dtype(data[name])]
    if words:
        raise DataError(f"{', '.join(words)} hold no numbers, as outcomes, measures and controls have to")


def _scaled(values):
    spread = values.std()
    return values / spread if spread > 0 else values


def _bunches(data, cluster, rng):
    """Codes of clusters, or of at most 64 bunches of them."""
    codes = np.arange(len(data)) if cluster is None else pd.factorize(data[cluster])[0]
    count = codes.max(initial=-1) + 1
    if count <= BUNCHES:
        return codes
    return np.where(codes < 0, -1, (rng.permutation(count) % BUNCHES)[codes])


def _curve(chosen, found, turns, rng, level, family, cluster):
    table = pd.DataFrame([one | row for one, (row, _) in zip(chosen, found, strict=True)])
    scores = [score for _, score in found]
    tested = np.flatnonzero([score is not None for score in scores])
    joint, why = None, "" if len(tested) or not turns else str(table["why"].iloc[0]).removeprefix(NOT_TESTED)
    table["p_adjusted"] = np.nan
    if len(tested):
        joint = joint_test([scores[place] for place in tested], turns, rng)
        table.loc[tested, "p_adjusted"] = joint.adjusted
    table = table.sort_values("estimate", kind="stable", ignore_index=True)
    return SpecificationCurve(table, joint, why, level, _method(family, cluster, joint))


def _method(family, cluster, joint):
    scale = {"count": "log rate ratio", "linear": "standard deviations of the outcome"}[family]
    said = f"{scale} for one standard deviation more of the measure"
    if joint is None:
        return said
    what = "of rows in bunches" if cluster is None else f"by {cluster}"
    drawn = "all" if joint.complete else "random"
    return f"{said}; joint test: {joint.turns:,} ({drawn}) sign patterns of {joint.clusters} clusters {what}"

"""Within groups against between groups: Simpson's paradox, and what totals of groups cannot say of their members."""

from dataclasses import dataclass

import numpy as np

from engagement.errors import DataError
from engagement.estimate import Estimate, p_value
from engagement.evidence.associated import associated, columns_of, no_association
from engagement.evidence.counts import count_model


@dataclass(frozen=True)
class WithinBetween:
    """An association split into that within groups and that between them.

    Attributes
    ----------
    within : Estimate
        For ``per`` more of the term than the mean of its group: a rate ratio for a count model.
    between : Estimate
        For a group whose mean is ``per`` higher.
    difference : Estimate
        Between over within: a ratio of the ratios (a difference for a linear model). It is what the mean of the group
        adds to what holds for each row (the contextual effect).
    p : float or None
        Two-sided p of no difference (Mundlak's form of Hausman's test).
    term, group : str
    null : float or None
        The value of no association: 1 for a ratio, 0 for a difference; None where nothing was fitted.
    """

    within: Estimate
    between: Estimate
    difference: Estimate
    p: float | None
    term: str
    group: str
    null: float

    @property
    def reversed(self):
        """Whether the signs differ (Simpson's paradox)."""
        if not (self.within.estimable and self.between.estimable):
            return False
        return (self.within.value - self.null) * (self.between.value - self.null) < 0

    def __str__(self):
        if self.p is None:
            parts = (self.within, self.between, self.difference)
            lacking = next((one for one in parts if not one.estimable), self.difference)
            return f"Within and between {self.group} cannot be told apart: {lacking}"
        apart = self.p < 1 - self.difference.level
        if self.reversed:
            return self._paradox(apart)
        tell = (
            f"differ ({p_value(self.p)}): totals by {self.group} do not say what holds inside one"
            if apart
            else f"are not seen to differ ({p_value(self.p)}), which does not show them equal"
        )
        return f"{self._two()} The two {tell}."

    def _paradox(self, apart):
        sure = f"the two differ ({p_value(self.p)})" if apart else f"chance may have done it ({p_value(self.p)})"
        return f"{self._two()} The signs are opposite (Simpson's paradox), and {sure}."

    def _two(self):
        return f"Within a {self.group}: {self.within}. Between them: {self.between}."


def within_between(
    formula, term, data, group, *, per=1.0, effects=(), model=count_model, cluster=None, exposure=None, level=0.95,
    basis="recorded", **options,
):  # fmt: skip
    """Split an association into that within groups and that between them.

    The term is replaced by the mean of its group and the deviation from that mean. Without anything that differs
    between groups and goes with both sides, the two coefficients are one.

    Parameters
    ----------
    formula : str
        ``"citations ~ contributions + age"``.
    term : str
        The measure of engagement in it.
    data : pandas.DataFrame
        Rows with a missing value in a column named are left out before means are taken.
    group : str
        Column of groups: study groups, departments.
    per : float
        Units of the term that the estimates are for.
    effects : sequence of str
        Further fixed effects: periods. Those of the groups themselves would leave nothing between them.
    model : callable
        `engagement.evidence.count_model` or another of the same arguments.
    cluster : str, optional
        Column within which errors may go together; the groups if not given.
    exposure : str, optional
        Column of exposure; means of groups are then weighted by it.
    level, basis, options
        As for the model.

    Returns
    -------
    WithinBetween
        Not estimable with fewer than three groups, or where the term does not vary within or between them. Where both
        are one, the test of their difference rejects 5.7% of times at 5% on simulated panels of 11 groups and 20
        meetings (`engagement.validation.coverage_studies`).

    Raises
    ------
    DataError
        If a column is missing, the term is not in the formula, or the groups are among the effects.

    References
    ----------
    Mundlak (1978), Econometrica 46(1); Robinson (1950), American Sociological Review 15(3); Bell and Jones (2015),
    Political Science Research and Methods 3(1).

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> rng = np.random.default_rng(2)
    >>> data = pd.DataFrame({"group": np.repeat(range(12), 20)})
    >>> data["contributions"] = data["group"] / 2 + rng.normal(size=240)
    >>> data["texts"] = rng.poisson(np.exp(2 + 0.2 * data["contributions"] - 0.2 * data["group"]))
    >>> found = within_between("texts ~ contributions", "contributions", data, "group")
    >>> found.within.value > 1 > found.between.value, found.reversed
    (True, True)
    """
    used = _used(formula, term, data, group, effects, cluster, exposure)
    mean, away = f"{term}_mean", f"{term}_within"
    weights = used[exposure] if exposure else 1.0 + 0 * used[term]
    held = weights.groupby(used[group]).transform("sum")
    used = used.assign(**{mean: (weights * used[term]).groupby(used[group]).transform("sum") / held})
    used = used.assign(**{away: used[term] - used[mean]})
    why = _hopeless(used, term, group, mean, away)
    if why:
        nothing = Estimate.not_estimable(why, len(used), f"{term} within and between {group}", basis, level)
        return WithinBetween(nothing, nothing, nothing, None, term, group, None)
    options |= {"effects": effects, "cluster": cluster or group, "level": level, "basis": basis}
    options |= {"exposure": exposure} if exposure else {}
    split = model(f"{formula} - {term} + {away} + {mean}", used, **options)
    together = model(f"{formula} + {mean}", used, **options)
    within, between = (associated(split, name, per) for name in (away, mean))
    p = together.terms["p"].get(mean, np.nan)
    p = float(p) if np.isfinite(p) else None
    return WithinBetween(within, between, associated(together, mean, per), p, term, group, no_association(split))


def _used(formula, term, data, group, effects, cluster, exposure):
    """Complete rows, of the columns that are named."""
    if group in effects:
        raise DataError(f"effects of {group} leave nothing between {group}s; leave them out here")
    named = [*columns_of(formula, term), group, *effects, *(one for one in (cluster, exposure) if one)]
    lacking = [name for name in dict.fromkeys(named) if name not in data.columns]
    if lacking:
        raise DataError(f"the data has no column {', '.join(lacking)}; it has {', '.join(map(str, data.columns))}")
    return data[list(dict.fromkeys(named))].dropna()


def _hopeless(used, term, group, mean, away):
    groups = used[group].nunique()
    scale = np.abs(used[term]).max() if len(used) else 0
    if groups < 3:
        return f"{groups} groups; at least 3 are needed"
    if np.ptp(used[mean]) <= 1e-12 * scale:
        return f"all groups ({group}) have the same mean of {term}"
    if np.abs(used[away]).max() <= 1e-12 * scale:
        return f"{term} does not vary within groups ({group})"
    return ""

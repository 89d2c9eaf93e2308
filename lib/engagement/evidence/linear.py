"""Linear outcomes: least squares with fixed effects and errors for few clusters."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.estimate import Estimate
from engagement.evidence.design import design
from engagement.evidence.fitting import linear
from engagement.evidence.models import (
    chosen_errors,
    common,
    errors_of,
    in_words,
    interval,
    no_terms,
    not_a_term,
    table_of,
    usable,
)

LEAST_SQUARES = "least squares"


@dataclass(frozen=True)
class LinearModel:
    """A fitted linear model.

    Attributes
    ----------
    terms : pandas.DataFrame
        One row a term that can be estimated: estimate and se in units of the outcome, freedom of t, low and high at
        ``level``, p of a two-sided test of no association.
    n, clusters, uninformative, missing, not_estimable, mean, level, basis, method
        As in `engagement.evidence.counts.CountModel`; uninformative rows are single in a level of an effect.
    variance : float
        Of the residuals, over their degrees of freedom.
    """

    terms: pd.DataFrame
    n: int
    clusters: int
    uninformative: int
    missing: int
    not_estimable: dict
    variance: float
    mean: float
    level: float
    basis: str
    method: str

    def effect(self, term, per=1.0, unit="outcome"):
        """The change of the expected outcome for ``per`` units more of a term, others held.

        Returns
        -------
        Estimate
            Not estimable, with the reason, where the data do not identify the term.

        Raises
        ------
        DataError
            If the formula has no such term.
        """
        if term in self.not_estimable:
            return Estimate.not_estimable(self.not_estimable[term], self.n, unit, self.basis, self.level)
        if term not in self.terms.index:
            raise not_a_term(term, self)
        value, *ends = self.terms.loc[term, ["estimate", "low", "high"]].to_numpy(float) * per
        return Estimate(value, *interval(ends), self.level, self.n, unit, self.basis, self.method)


def linear_model(formula, data, effects=(), cluster=None, *, errors=None, level=0.95, basis="recorded"):
    """Fit ``E[y] = x b + effects`` by least squares.

    Parameters
    ----------
    formula, data, effects, cluster, errors, level, basis
        As for `engagement.evidence.count_model`; iid errors estimate one variance, with t of n - k.

    Returns
    -------
    LinearModel

    Raises
    ------
    DataError
        As for `engagement.evidence.count_model`, apart from what concerns counts.

    References
    ----------
    Bell and McCaffrey (2002), Survey Methodology 28(2), for CR2.

    Examples
    --------
    >>> data = pd.DataFrame({"x": [0, 1, 2, 3] * 5, "group": np.repeat(range(5), 4)})
    >>> data["y"] = 2 + (0.5 + 0.1 * data["group"]) * data["x"]
    >>> print(linear_model("y ~ x", data, "group", cluster="group").effect("x", unit="points"))
    0.7 points (95% interval 0.504 to 0.896; n = 20; recorded)
    """
    errors = chosen_errors(errors, cluster)
    given = design(formula, data, effects, cluster)
    used = usable(given, counts=False)
    shared = common(given, used, level, basis)
    if used.why:
        return LinearModel(no_terms(), variance=np.nan, method=in_words(LEAST_SQUARES, given, used), **shared)
    fit = linear(used.design)
    found = errors_of(fit, errors, counts=False)
    terms = table_of(used.design.terms, fit.coefficients, found, level)
    method = in_words(LEAST_SQUARES, given, used, found.rule)
    return LinearModel(terms, variance=fit.dispersion, method=method, **shared)

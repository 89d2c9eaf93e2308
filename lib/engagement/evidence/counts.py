"""Counts and rates: Poisson pseudo-likelihood with fixed effects and clustered errors."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyfixest
from scipy import stats

from engagement.estimate import Estimate

FEW = 30


@dataclass(frozen=True)
class CountModel:
    """A fitted count model.

    Attributes
    ----------
    terms : pandas.DataFrame
        One row a term: estimate and se on the log scale, low and high at
        ``level``, p of a two-sided test of no association.
    n : int
        Rows used.
    clusters : int
        Clusters of the errors.
    uninformative : int
        Rows left out because a fixed effect of theirs holds a single row or only zeros.
    dispersion : float
        Pearson chi-squared over residual degrees of freedom; 1 under Poisson.
        The errors do not rest on it.
    """

    terms: pd.DataFrame
    n: int
    clusters: int
    uninformative: int
    dispersion: float
    level: float
    basis: str
    method: str

    def ratio(self, term, per=1.0, unit="ratio"):
        """The rate ratio for ``per`` units more of a term, others held.

        Returns
        -------
        Estimate
        """
        if term not in self.terms.index:
            raise ValueError(f"the model has no term {term!r}; it has {', '.join(self.terms.index)}")
        value, low, high = np.exp(self.terms.loc[term, ["estimate", "low", "high"]].astype(float) * per)
        return Estimate(value, low, high, self.level, self.n, unit, self.basis, self.method)


def count_model(formula, data, effects=(), cluster=None, level=0.95, basis="recorded"):
    """Fit ``E[y] = exp(x b + effects)`` by Poisson pseudo-likelihood.

    Parameters
    ----------
    formula : str
        ``"citations ~ organizations + countries"``; the outcome is a count or rate, 0 or above.
    data : pandas.DataFrame
        One row an observation; rows with a missing value in a named column are left out.
    effects : sequence of str
        Columns whose every value gets its own intercept.
    cluster : str
        Column within which errors may go together.
    level : float
        Coverage of the intervals.
    basis : str
        Basis of the data.

    Returns
    -------
    CountModel
        Errors are cluster-robust (CR1 with factor G/(G-1)), quantiles those of
        t with G - 1 degrees of freedom. With fewer than 30 clusters ``method``
        says that the intervals are likely too short.

    Raises
    ------
    ValueError
        If a column is missing, the outcome is negative, or clusters are fewer than two.

    References
    ----------
    Santos Silva and Tenreyro (2006), Review of Economics and Statistics 88(4).
    """
    outcome = formula.split("~")[0].strip()
    used = _used(formula, data, effects, cluster)
    if used.empty:
        raise ValueError(f"no row of the data has all of {', '.join(used.columns)}")
    if (used[outcome] < 0).any():
        raise ValueError(f"{outcome} has negative values; a count model takes counts or rates")
    clusters = used[cluster].nunique()
    if clusters < 2:
        raise ValueError(f"all rows have the same {cluster}; errors need at least two clusters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rows left out are counted in the result
        fit = pyfixest.fepois(
            f"{formula} | {' + '.join(effects)}" if effects else formula,
            used,
            vcov={"CRV1": cluster},
            ssc=pyfixest.ssc(k_adj=False, G_adj=True),
        )
    return _model(fit, len(used), outcome, effects, cluster, level, basis)


def _used(formula, data, effects, cluster):
    names = [name for name in data.columns if name in set(_words(formula)) | set(effects) | {cluster}]
    lacking = [name for name in (*effects, cluster, *_words(formula)) if name not in data.columns]
    if lacking:
        raise ValueError(f"the data has no column {', '.join(map(str, lacking))}; it has {', '.join(data.columns)}")
    used = data[names].dropna()
    return used.astype({name: float for name in used if pd.api.types.is_numeric_dtype(used[name])})


def _words(formula):
    return [word for word in formula.replace("~", " ").replace("+", " ").split() if word != "1"]


def _model(fit, rows, outcome, effects, cluster, level, basis):
    kept = fit._data  # the rows the fit used
    clusters = kept[cluster].nunique()
    freedom = len(kept) - len(fit.coef()) - sum(kept[effect].nunique() - 1 for effect in effects) - bool(effects)
    fitted = np.asarray(fit.predict(type="response"))
    errors = f"errors clustered by {cluster} ({clusters} clusters), t({clusters - 1})"
    few = "; few clusters, so the interval is likely too short" if clusters < FEW else ""
    return CountModel(
        terms=_terms(fit.coef(), fit.se(), clusters - 1, level),
        n=len(kept),
        clusters=clusters,
        uninformative=rows - len(kept),
        dispersion=float(((kept[outcome] - fitted) ** 2 / fitted).sum() / freedom),
        level=level,
        basis=basis,
        method=f"Poisson pseudo-likelihood{_with(effects)}, {errors}{few}",
    )


def _terms(estimate, error, freedom, level):
    reach = stats.t.ppf((1 + level) / 2, freedom) * error
    p = 2 * stats.t.sf((estimate / error).abs(), freedom)
    return pd.DataFrame({"estimate": estimate, "se": error, "low": estimate - reach, "high": estimate + reach, "p": p})


def _with(effects):
    return f" with {' and '.join(effects)} effects" if effects else ""

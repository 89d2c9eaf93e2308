"""How far the answer of a count model would move without each unit, told from one fit with all of them."""

import numpy as np
import pandas as pd

from engagement.evidence.design import design
from engagement.evidence.fitting import poisson
from engagement.evidence.leverage import influence
from engagement.evidence.models import usable
from engagement.evidence.robust_errors import ALONE


def moved_without(formula, data, term, column, effects=(), *, per=1.0, exposure=None):
    """The change of an effect, as `CountModel.effect` tells it, if all rows of a unit were left out, to first order.

    The mean outcome without the unit is taken as it is, the coefficient by one Newton step from the fit with all rows,
    for all units at once where fitting again takes a fit a unit. It serves to choose which of many units are worth
    fitting without: one that turns the sign moves the effect by more than its whole size, so it is among the first.

    Parameters
    ----------
    formula, data, effects, exposure
        As for `engagement.evidence.count_model`.
    term : str
        Of the formula.
    column : str
        The unit of each row; rows that name none belong to no unit.
    per : float
        Units of the term that the effect is for.

    Returns
    -------
    pandas.Series
        One number a unit, in the unit of the outcome, farthest move first. 0 for units none of whose rows says
        anything; missing, and first, for units without which the term cannot be told. Empty where the data does not
        identify the term.

    Raises
    ------
    DataError
        As for `engagement.evidence.count_model`; if effects that cross units have more than 2,000 levels.

    References
    ----------
    Belsley, Kuh and Welsch (1980), Regression Diagnostics, chapter 2; Pregibon (1981), Annals of Statistics 9(4), for
    the one step of generalized linear models.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame({"x": rng.normal(size=60), "firm": np.repeat(list("ABCDEF"), 10)})
    >>> data["y"] = rng.poisson(np.exp(data["x"] * np.where(data["firm"] == "D", -1, 0.5)))
    >>> moved_without("y ~ x", data, "x", "firm").index[0]
    'D'
    """
    used = usable(design(formula, data, effects, exposure=exposure), counts=True)
    if used.why or term not in used.design.terms:
        return pd.Series(dtype=float)
    fit, place = poisson(used.design), used.design.terms.index(term)
    codes, units = pd.factorize(data[column])
    here, rows = np.unique(codes[used.design.places], return_inverse=True)
    before = fit.coefficients[place]
    found, y = influence(fit, rows, 1), used.design.y
    after = before + _steps(found, place)
    left = len(y) - np.bincount(rows)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        means = (y.sum() - np.bincount(rows, y)) / left
        change = means * np.expm1(after * per) - y.mean() * np.expm1(before * per)
    moves = pd.Series(0.0, index=units)
    moves[units[here[here >= 0]]] = change[here >= 0]
    return moves.iloc[np.argsort(-moves.abs().fillna(np.inf).to_numpy(), kind="stable")]


def _steps(found, place):
    """What the coefficient moves without each unit; missing where nothing but the unit tells a part of it."""
    lost, kept = found.lost[:, place], found.squares[:, place]
    return np.where(lost > ALONE * (lost + kept), np.nan, -found.added[:, place])

"""Priorities by several criteria whose weights nobody has agreed on: how often each alternative takes each rank."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.comparison import ranks

HIGHER, LOWER = "higher", "lower"
TOP = 3


@dataclass(frozen=True)
class Priorities:
    """Alternatives by priority.

    Attributes
    ----------
    table : pandas.DataFrame
        One row an alternative, by rank: ``unit``, ``rank`` (Estimate; 1 is the highest priority), ``top`` (chance to be
        among the first three), ``first`` (chance to be first) and ``confidence`` (chance to be first if the weights
        are its central ones; missing where it never is first).
    acceptability : pandas.DataFrame
        Rank acceptability: chance of each rank (columns, from 1), one row an alternative, in the order of ``table``.
        Rows and columns add up to 1.
    central : pandas.DataFrame
        Central weights: mean weight of each criterion (columns) where the alternative is first; missing where it never
        is.
    """

    table: pd.DataFrame
    acceptability: pd.DataFrame
    central: pd.DataFrame


def priorities(values, units, directions, basis, *, importance=None, what="alternatives", level=0.95, rng=0):
    """Rank alternatives by criteria whose values and weights are both drawn.

    Parameters
    ----------
    values : dict of str to array_like, shape (draws, alternatives)
        Draws of the value of each alternative in each criterion, as many for all criteria; see `draw`.
    units : sequence of str
        The alternatives.
    directions : mapping of str to {"higher", "lower"}
        For each criterion, whether higher or lower values speak for the alternative.
    basis : str
    importance : mapping of str to float, optional
        Parameters of the Dirichlet distribution of the weights, above 0; 1 for each criterion if not given, so that
        every set of weights that adds up to 1 is as likely as any other. Larger ones mean firmer weights.
    what : str
        The alternatives in the plural.
    level : float
    rng : int or numpy.random.Generator

    Returns
    -------
    Priorities

    Notes
    -----
    An alternative's score is the weighted sum of its criteria. Each criterion is put on a scale where 0 is the worst
    and 1 the best among the alternatives' middle values (medians over the draws); draws may lie beyond. A criterion
    in which all middle values are equal tells nothing apart: it is divided by the range of its draws. Scores compare
    these alternatives only: with one more or one fewer the scales change.

    Raises
    ------
    DataError
        If there is no criterion or fewer than two alternatives; draws do not fit them, differ in number or are not
        finite; a direction is missing or unknown, or an importance not above 0.

    References
    ----------
    Lahdelma and Salminen (2001), SMAA-2, Operations Research 49(3).

    Examples
    --------
    Two specialists and one that is fair at both: who is first depends on the weights.

    >>> draws = {"contributions": [[1, 0, 0.6]] * 9000, "industry": [[0, 1, 0.6]] * 9000}
    >>> found = priorities(draws, "ABC", {"contributions": "higher", "industry": "higher"}, "demonstration")
    >>> found.acceptability[1].round(1).sort_index().to_dict()
    {'A': 0.4, 'B': 0.4, 'C': 0.2}
    >>> found.central.loc["A"].round(1).to_dict()
    {'contributions': 0.8, 'industry': 0.2}
    """
    names, rng = list(units), np.random.default_rng(rng)
    scaled = _scaled(values, names, directions)
    alphas = _alphas(importance, list(values))
    weights = rng.dirichlet(alphas, size=scaled.shape[0])
    scores = np.einsum("dac,dc->da", scaled, weights)
    places = stats.rankdata(-scores, axis=1, method="ordinal").astype(int)
    found = ranks(scores, names, basis, what, level, TOP).set_index("unit")
    found["rank"] = [_with_weights(rank, len(values)) for rank in found["rank"]]
    chances = np.array([(places == place).mean(axis=0) for place in range(1, len(names) + 1)]).T
    acceptability = pd.DataFrame(chances, index=names, columns=range(1, len(names) + 1)).loc[found.index]
    central = pd.DataFrame(
        [_mean(weights[places[:, number] == 1]) for number in range(len(names))], index=names, columns=list(values)
    ).loc[found.index]
    confidence = [_confidence(scaled, central.loc[name], names.index(name)) for name in found.index]
    table = found.assign(first=acceptability[1], confidence=confidence).rename_axis("unit").reset_index()
    return Priorities(table, acceptability.rename_axis("unit"), central.rename_axis("unit"))


def draw(estimates, n=8000, rng=0):
    """Draws of values of which only an interval is known.

    Parameters
    ----------
    estimates : sequence of Estimate
    n : int
    rng : int or numpy.random.Generator

    Returns
    -------
    numpy.ndarray, shape (n, estimates)
        Each from two halves of normal distributions that meet at the value and reach as far as the interval does to
        either side. An estimate without an interval, as a complete count has none, is drawn as its value.

    Raises
    ------
    DataError
        If one is not estimable.

    Examples
    --------
    >>> found = draw([Estimate(10, 8, 14, 0.95, 30, "%", "recorded", "share")], 20_000)
    >>> (found < 10).mean().round(1), np.quantile(found, [0.025, 0.975]).round()
    (np.float64(0.5), array([ 8., 14.]))
    """
    rng = np.random.default_rng(rng)
    for place, one in enumerate(estimates):
        if not one.estimable:
            raise DataError(f"estimate {place} is {one.method}; leave it out or take another criterion")
    middle = np.array([one.value for one in estimates])
    reach = np.array([
        [0, 0] if one.low is None else np.array([one.value - one.low, one.high - one.value])
        / stats.norm.ppf((1 + one.level) / 2) for one in estimates
    ]).T  # fmt: skip
    normal = rng.normal(size=(n, len(estimates)))
    return middle + normal * np.where(normal < 0, reach[0], reach[1])


def _scaled(values, names, directions):
    """Criteria between worst (0) and best (1) middle value, shape (draws, alternatives, criteria)."""
    if not values or len(names) < 2 or len(set(names)) < len(names):
        raise DataError(f"{len(values)} criteria and {len(set(names))} alternatives; give a criterion and two of these")
    arrays = {name: np.asarray(drawn, dtype=float) for name, drawn in values.items()}
    lengths = {len(drawn) for drawn in arrays.values()}
    scaled = []
    for name, drawn in arrays.items():
        if drawn.ndim != 2 or drawn.shape[1] != len(names) or len(lengths) > 1 or not np.isfinite(drawn).all():
            raise DataError(
                f"criterion {name} has draws of shape {drawn.shape}; give as many finite ones for each criterion, "
                f"one column for each of {len(names)} alternatives"
            )
        if directions.get(name) not in (HIGHER, LOWER):
            raise DataError(f"the direction of criterion {name} is {directions.get(name)!r}; it is higher or lower")
        signed = drawn if directions[name] == HIGHER else -drawn
        middle = np.median(signed, axis=0)
        width = np.ptp(middle) or np.ptp(signed) or 1.0
        scaled.append((signed - middle.min()) / width)
    return np.stack(scaled, axis=2)


def _alphas(importance, criteria):
    given = dict.fromkeys(criteria, 1.0) | dict(importance or {})
    wrong = [name for name, value in given.items() if name not in criteria or not 0 < value < np.inf]
    if wrong:
        raise DataError(f"importance of {', '.join(wrong)}: give a number above 0 for the criteria {criteria}")
    return [given[name] for name in criteria]


def _mean(weights):
    return weights.mean(axis=0) if len(weights) else np.full(weights.shape[1], np.nan)


def _confidence(scaled, weights, place):
    if weights.isna().any():
        return np.nan
    return float(((scaled @ weights.to_numpy()).argmax(axis=1) == place).mean())


def _with_weights(rank, criteria):
    return Estimate(
        rank.value, rank.low, rank.high, rank.level, rank.n, rank.unit, rank.basis,
        f"{rank.method}; weights of {criteria} criteria and their values drawn",
    )  # fmt: skip

"""Restructuring: what a merger of groups, or the move of a Question, would do to concentration and overlap."""

from itertools import combinations

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.evidence.leaving_out import jackknife
from engagement.measures.overlap import amounts, in_order


def before_after(rows, basis):
    """Concentration and overlap of the groups that a restructuring touches, before and after.

    Parameters
    ----------
    rows : pandas.DataFrame
        Credits with ``organization``, ``group``, ``then`` (`engagement.measures.regrouping`) and ``credit``.
    basis : str

    Returns
    -------
    pandas.DataFrame
        One row a group touched and measure: group, measure, before, after, change (Estimates; n counts organizations).
        HHI: sum of squared shares of organizations in the contributions, 0 to 1; its change is after divided by
        before. ``organizations shared with other groups`` (percent, Jaccard index) and ``cosine with other groups``
        are means over the groups that are not touched; their change is a difference. Before a merger stands the mean
        of the groups merged, weighed by their contributions. Where no group is left untouched, only HHI is there.

        Only the records are rearranged: who would come, stay away or write other things is not in it. Intervals:
        jackknife over organizations, on the log scale for HHI. Simulated (`engagement.validation.coverage_overlap`)
        with organizations as unequal as the demonstration's: see the table of coverage, HHI covers less than it says.

    Raises
    ------
    DataError
        If nothing changes.

    References
    ----------
    Rhoades (1993), Federal Reserve Bulletin 79.
    """
    table = amounts(rows.assign(pair=list(zip(rows["group"], rows["then"], strict=True))), "pair")
    now, then = (np.array([pair[side] for pair in table.columns], dtype=object) for side in (0, 1))
    if (now == then).all():
        raise DataError("no group has other rows than before; name groups to merge or a Question to move")
    touched = set(now[now != then]) | set(then[now != then])
    others = sorted((set(now) | set(then)) - touched, key=in_order)
    grid, found = table.to_numpy(), []
    for group in sorted(touched & set(then), key=in_order):
        parts = [group] if (now == group).any() else sorted(set(now[then == group]), key=in_order)
        old = [grid[:, now == part].sum(axis=1) for part in parts]
        rest = np.stack([grid[:, now == other].sum(axis=1) for other in others], axis=1) if others else None
        found += _rows(group, old, grid[:, then == group].sum(axis=1), rest, basis)
    result = pd.DataFrame(found, columns=["group", "measure", "before", "after", "change"])
    result.attrs["basis"] = basis
    return result


def every_merger(table):
    """What the merger of any two groups would do, to see one merger beside all others.

    Parameters
    ----------
    table : pandas.DataFrame
        As `engagement.measures.overlap.amounts` gives.

    Returns
    -------
    pandas.DataFrame
        One row a pair: first, second, ``shared`` (percent of the organizations of either), ``change`` (HHI of the
        merged group divided by the weighed mean of the two; 1 where both have the same mix of organizations, least
        where they share none).

    Examples
    --------
    >>> table = pd.DataFrame({"SG9": [1.0, 1, 0], "SG16": [1.0, 1, 0], "SG2": [0, 0, 2.0]})
    >>> every_merger(table).round(2)["change"].tolist()
    [1.0, 0.5, 0.5]
    """
    rows = []
    for first, second in combinations(table.columns, 2):
        one, other = table[first].to_numpy(float), table[second].to_numpy(float)
        before = (_hhi(one) * one.sum() + _hhi(other) * other.sum()) / (one.sum() + other.sum())
        both, either = ((one > 0) & (other > 0)).sum(), ((one > 0) | (other > 0)).sum()
        rows.append((first, second, 100 * both / either, _hhi(one + other) / before))
    return pd.DataFrame(rows, columns=["first", "second", "shared", "change"])


def _rows(group, old, new, rest, basis):
    """The measures of one group: name, before, after and change."""
    for name, measure, unit, scale in MEASURED[: 1 if rest is None else None]:
        parts = np.stack([*old, new]) if measure is _hhis else np.column_stack([*old, new, rest]).T
        kept = parts.any(axis=0)
        inside = None if rest is None else rest[kept]
        weights = np.stack([_without(part[kept]) for part in old])
        each = np.stack([measure(part[kept], inside) for part in old])
        with np.errstate(invalid="ignore", divide="ignore"):
            before, after = (weights / weights.sum(axis=0) * each).sum(axis=0), measure(new[kept], inside)
            change = after / before if measure is _hhis else after - before
        ratio = measure is _hhis
        yield (
            group,
            name,
            jackknife(before, unit, basis, name, scale=scale),
            jackknife(after, unit, basis, name, scale=scale),
            jackknife(change, "ratio" if ratio else unit, basis, f"change: {name}", scale="log" if ratio else "plain"),
        )


def _without(values):
    """A sum, and the sum without each of its rows."""
    return values.sum(axis=0) - np.concatenate([np.zeros_like(values[:1]), values])


def _hhi(held):
    return float((held**2).sum() / held.sum() ** 2)


def _hhis(held, rest):
    total = _without(held)
    return np.divide(_without(held**2), total**2, out=np.full(len(total), np.nan), where=total > 0)


def _shared(held, rest):
    there, others = (held > 0)[:, None], rest > 0
    return 100 * (_without((there & others).astype(float)) / _without((there | others).astype(float))).mean(axis=1)


def _cosine(held, rest):
    own, others = _without(held**2)[:, None], _without(rest**2)
    return (_without(held[:, None] * rest) / np.sqrt(own * others)).mean(axis=1)


MEASURED = (
    ("HHI", _hhis, "HHI", "log"),
    ("organizations shared with other groups", _shared, "%", "log"),
    ("cosine with other groups", _cosine, "cosine", "fisher"),
)

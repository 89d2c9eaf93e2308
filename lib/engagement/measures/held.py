"""What each organization holds, checked before it is measured."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate

BASIS = "recorded"
MOST = 1e12  # of an organization; beyond it shares of single contributions are lost in rounding


def checked(counts, whole=False):
    """What organizations hold as numbers.

    Parameters
    ----------
    counts : array_like, shape (organizations,)
        One an organization, 0 or above: contributions, credits, seats …
    whole : bool
        Whether fractions are refused.

    Returns
    -------
    numpy.ndarray of float, shape (organizations,)
        In the order given, zeros among them.

    Raises
    ------
    DataError
        If it is no single column, or a count is text, missing, infinite, negative, more than 10^12, or has a fraction
        where none is due; the message names the column, the row and the value.

    Examples
    --------
    >>> checked([3, 0, 1]).tolist()
    [3.0, 0.0, 1.0]
    """
    column = getattr(counts, "name", None) or "counts"
    labels = counts.index if isinstance(counts, pd.Series) else None
    if np.asarray(counts).dtype.kind in "OSU":
        text = [one for one in np.asarray(counts, dtype=object).ravel() if isinstance(one, (str, bytes))]
        if text:
            raise DataError(f"{column} holds the text {text[0]!r}; turn it into numbers first, as by pandas.to_numeric")
    try:
        held = np.asarray(counts, dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError(
            f"{column} holds something that is no number ({error}); give one count an organization"
        ) from None
    if held.ndim != 1:
        raise DataError(f"{column} has the shape {held.shape}; give one count an organization, in one dimension")
    for wrong, remedy in (
        (np.isnan(held), "leave the organization out, or fill in 0 if it has none"),
        (np.isinf(held), "correct it"),
        (held < 0, "counts are 0 or above"),
        (held > MOST, f"give counts of {MOST:g} at most, or count in a larger unit"),
        (whole & (held != np.floor(held)), "this measure needs whole counts: use whole counting"),
    ):
        if wrong.any():
            place = int(np.flatnonzero(wrong)[0])
            row = place if labels is None else labels[place]
            raise DataError(f"{column} is {held[place]:g} in row {row}; {remedy}")
    return held


def basis_of(counts):
    """The basis that a Series carries in its ``attrs``, else ``recorded``."""
    return (getattr(counts, "attrs", None) or {}).get("basis") or BASIS


def nothing(held, counts, unit, level=0.95):
    """The result where nothing is held by anybody, or None where something is."""
    if len(held) and held.sum() > 0:
        return None
    why = "all counts are 0" if len(held) else "no organizations"
    return Estimate.not_estimable(why, len(held), unit, basis_of(counts), level)

"""Spells of organizations: from first being there until they lapse, as far as both are seen."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures.occasions import grid


def spells(found, absent=1, start=0, complete=False):
    """Build the spells of organizations from when they were there.

    A spell begins with an occasion on which an organization is there, after none or after it had lapsed; it ends when
    the organization has missed ``absent`` occasions in a row, on the last of these.

    Parameters
    ----------
    found : pandas.DataFrame
        As `engagement.measures.occasions.presences` gives.
    absent : int
        Occasions missed in a row after which an organization has lapsed.
    start : int
        Place of the first occasion to observe on. Earlier ones say when spells began: a spell that goes on then is
        under observation from the age it had reached (left truncation), one that had ended is not seen at all.
    complete : bool
        Whether the records go back to the beginning, as the RFC series does. Otherwise a spell that begins before
        ``absent`` occasions have passed may be one that goes on from before the records: its start is not known.

    Returns
    -------
    pandas.DataFrame
        One row a spell under observation for an occasion or more: ``organization``; ``spell`` (1 is the first on
        record); ``first`` (place); ``known_start``; ``entry`` (age from which it is under observation) and ``age``
        (age at its end, or at the end of the records), in occasions after the first; ``lapsed`` (otherwise cut off by
        the end of the records: right censoring). ``attrs`` as of ``found``.

    Raises
    ------
    DataError
        If ``absent`` is no whole number of 1 or more, or ``start`` is no place.

    Examples
    --------
    >>> found = pd.DataFrame({"organization": list("aaba"), "place": [0, 1, 1, 4]})
    >>> found.attrs = {"occasions": list("12345"), "per": "year", "basis": "recorded"}
    >>> spells(found)[["organization", "spell", "known_start", "entry", "age", "lapsed"]].to_numpy().tolist()
    [['a', 1, False, 0, 2, True], ['b', 1, True, 0, 1, True]]
    """
    occasions = len(found.attrs["occasions"])
    if absent < 1 or absent % 1:
        raise DataError(f"absent is {absent}; an organization lapses after 1 occasion missed or more")
    if not 0 <= start < occasions:
        raise DataError(f"start is {start}; the occasions have the places 0 to {occasions - 1}")
    there, organizations = grid(found)
    rows = _runs(there, absent)
    ends = rows["last"] + absent
    rows = rows.assign(
        organization=organizations.to_numpy()[rows["row"]],
        known_start=complete | (rows["first"] >= absent),
        entry=(start - rows["first"]).clip(lower=0),
        age=np.minimum(ends, occasions - 1) - rows["first"],
        lapsed=ends < occasions,
    )
    rows = rows[rows["age"] > rows["entry"]]
    kept = rows[["organization", "spell", "first", "known_start", "entry", "age", "lapsed"]].reset_index(drop=True)
    kept.attrs = dict(found.attrs)
    return kept


def _runs(there, absent):
    """First and last place of each spell; occasions missed within one are fewer than ``absent`` in a row."""
    row, place = np.nonzero(there)
    begins = np.ones(len(row), dtype=bool)
    begins[1:] = (row[1:] != row[:-1]) | (place[1:] - place[:-1] > absent)
    number = begins.cumsum() - 1
    runs = pd.DataFrame({"row": row, "place": place, "number": number}).groupby("number")
    rows = pd.DataFrame({"row": runs["row"].first(), "first": runs["place"].first(), "last": runs["place"].last()})
    return rows.assign(spell=rows.groupby("row").cumcount() + 1)

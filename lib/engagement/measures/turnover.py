"""New, retained, returning and lapsed organizations, one occasion after another."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence.proportions import proportion
from engagement.measures.occasions import grid
from engagement.measures.ratios import share

STATES = {
    "new": "there, and on no occasion before",
    "returning": "there again after it had lapsed",
    "retained": "there, and not lapsed before",
    "lapsed": "missed as many occasions in a row as make it lapse; counted once, on the last of these",
}
EARLIEST = {  # place of the first occasion on which it can be told
    "lapsed": lambda absent: absent,
    "new": lambda absent: 1,
    "returning": lambda absent: absent + 1,
}


def flows(found, absent=1):
    """Count who is new, retained, returning and lapsed on each occasion.

    Parameters
    ----------
    found : pandas.DataFrame
        As `engagement.measures.occasions.presences` gives.
    absent : int
        Occasions missed in a row after which an organization has lapsed, 1 or more.

    Returns
    -------
    pandas.DataFrame
        One row an occasion, organizations in each column: ``occasion``; ``present``; ``new``, ``returning`` and
        ``retained``, which add up to ``present``; ``at_risk``, those current before it, that is there on one of the
        ``absent`` occasions before; ``lapsed``, those of them that lapse with it; ``current``, those there on one of
        the last ``absent`` occasions: ``at_risk + new + returning - lapsed``. With ``absent`` 1, current are those
        present, and ``retained + lapsed`` is who was there the time before.

        On the first occasion nobody can be told to be new, returning or retained, since what went before is not on
        record (left truncation): missing there. ``at_risk`` and ``lapsed`` are missing on the first ``absent``
        occasions, ``returning`` on one more, as nobody can have lapsed and come back by then. Who is there on the last
        occasion, or has missed fewer than ``absent`` since, has not lapsed. An organization seen first on a later
        occasion counts as new; if it was there before the records begin, it is returning in truth: the number of new
        ones is an upper bound, that falls as records get longer.

    Raises
    ------
    DataError
        If there is a single occasion, nobody, or ``absent`` leaves no occasion to lapse on.

    Examples
    --------
    >>> found = pd.DataFrame({"organization": list("ababcac"), "place": [0, 0, 1, 1, 2, 3, 3]})
    >>> found.attrs = {"occasions": ["2001", "2002", "2003", "2004"], "per": "year", "basis": "recorded"}
    >>> flows(found).fillna(-1).astype({"new": int, "returning": int, "lapsed": int}).to_numpy().tolist()[2]
    ['2003', 1, 1, 0, 0, 2, 2, 1]
    """
    there = _there(found, absent)
    state = states(there, absent)
    counts = {name: (state == name).sum(axis=0) for name in ("new", "returning", "retained", "lapsed")}
    current = _current(there, absent)
    table = pd.DataFrame({
        "occasion": found.attrs["occasions"],
        "present": there.sum(axis=0),
        **{name: counts[name] for name in ("new", "returning", "retained")},
        "at_risk": np.concatenate([[0], current.sum(axis=0)[:-1]]),
        "lapsed": counts["lapsed"],
        "current": current.sum(axis=0),
    }).astype(dict.fromkeys(["new", "returning", "retained", "at_risk", "lapsed"], "Int64"))  # fmt: skip
    table.loc[:0, ["new", "returning", "retained"]] = pd.NA
    table.loc[: absent - 1, ["at_risk", "lapsed"]] = pd.NA
    table.loc[:absent, "returning"] = pd.NA
    table.attrs["basis"] = found.attrs["basis"]
    return table


def states(there, absent=1):
    """What each organization is on each occasion.

    Parameters
    ----------
    there : array of bool, shape (organizations, occasions)
    absent : int

    Returns
    -------
    array of str, same shape
        One of `STATES`, ``away`` (neither there nor lapsing) or ``not yet`` (before its first occasion). The first
        occasion has ``retained`` for all who are there: nothing is known of what went before.
    """
    places = np.arange(there.shape[1])
    seen = np.maximum.accumulate(np.where(there, places, -1), axis=1)
    before = np.concatenate([np.full((len(there), 1), -1), seen[:, :-1]], axis=1)
    missed = places - before - 1
    return np.select(
        [
            there & (places == 0),
            there & (before < 0),
            there & (missed >= absent),
            there,
            before < 0,
            missed + 1 == absent,
        ],
        ["retained", "new", "returning", "retained", "not yet", "lapsed"],
        "away",
    )


def per_occasion(found, absent=1):
    """Turnover of each occasion as shares.

    Returns
    -------
    pandas.DataFrame
        ``occasion``; ``new`` and ``returning``, shares of the organizations present; ``lapsed``, share of those current
        before that lapse with it: Estimates in percent with Wilson intervals, as if organizations came and went
        independently; not estimable where `flows` has none. n counts organizations.
    """
    table, basis = flows(found, absent), found.attrs["basis"]
    rows = []
    for row in table.itertuples():
        rows.append({
            "occasion": row.occasion,
            "new": _of(row.new, row.present, "share new of the organizations present", basis),
            "returning": _of(row.returning, row.present, "share returning of the organizations present", basis),
            "lapsed": _of(row.lapsed, row.at_risk, "share lapsed of the organizations current before", basis),
        })  # fmt: skip
    return pd.DataFrame(rows)


def rate(found, what="lapsed", absent=1, first=None):
    """The share that lapses, or is new, per occasion, over all occasions for which it is known.

    Parameters
    ----------
    found : pandas.DataFrame
    what : {"lapsed", "new", "returning"}
        ``lapsed``: lapses over organizations at risk; ``new`` and ``returning``: over organizations present, from the
        first occasion on of which it can be known.
    absent : int
    first : int, optional
        Place of the first occasion to take in; earlier ones then only say who was there before.

    Returns
    -------
    Estimate
        In percent per occasion, 0 to 100, a sum over organizations and occasions over another. n counts organizations:
        those at risk, or present, at least once. They are what the interval draws (`engagement.measures.ratios.share`):
        it tells how far the rate of other organizations like these may lie, over the same occasions. Not estimable
        with fewer than two of them. Simulated (`engagement.validation.coverage_turnover`), 95% intervals cover 95-97%
        with 10 organizations, with 30 and with 100.

    Raises
    ------
    DataError
        As `flows`; or if there is no such rate.
    """
    there, basis = _there(found, absent), found.attrs["basis"]
    hits, of = (cells.sum(axis=1) for cells in chances(there, what, absent, first))
    if (count := int((of > 0).sum())) < 2:
        return Estimate.not_estimable("1 organization" if count else "no organization", count, "%", basis)
    whom = "current before" if what == "lapsed" else "present"
    method = f"organizations {what} per {found.attrs['per']}, of those {whom}; lapsed after {absent} missed in a row"
    return share(hits, of, basis, method, clusters="organizations")


def chances(there, what, absent=1, first=None):
    """On which occasions an organization could be counted, and on which it was.

    Parameters
    ----------
    there : array of bool, shape (organizations, occasions)
    what : {"lapsed", "new", "returning"}
    absent : int
    first : int, optional
        Place of the first occasion to count.

    Returns
    -------
    hits, of : array of bool, shape (organizations, occasions counted)
        ``of``: current before (lapsed), or present; ``hits``: those of them that lapsed, are new, are back. Occasions
        too early for it to be told are not counted.

    Raises
    ------
    DataError
        If there is no such rate.

    Examples
    --------
    >>> hits, of = chances(np.array([[True, False, True], [False, True, True]]), "lapsed")
    >>> hits.tolist(), of.tolist()
    ([[True, False], [False, False]], [[True, False], [False, True]])
    """
    if what not in EARLIEST:
        raise DataError(f"there is no rate of {what!r}; there are lapsed, new and returning")
    start = max(EARLIEST[what](absent), first or 0)
    before = np.concatenate([np.zeros((len(there), 1), bool), _current(there, absent)[:, :-1]], axis=1)
    hits = (states(there, absent) == what)[:, start:]
    return hits, (before if what == "lapsed" else there)[:, start:]


def _of(part, whole, method, basis):
    if pd.isna(part) or pd.isna(whole):
        return Estimate.not_estimable("too early in the records", 0, "%", basis)
    return proportion(int(part), int(whole), basis, method)


def _current(there, absent):
    """Whether an organization was there on one of the last ``absent`` occasions, that one included."""
    current = there.copy()
    for back in range(1, absent):
        current[:, back:] |= there[:, :-back]
    return current


def _there(found, absent):
    occasions = found.attrs["occasions"]
    if absent < 1 or absent != int(absent):
        raise DataError(f"absent is {absent}; an organization lapses after 1 occasion missed or more")
    if found.empty:
        raise DataError("no organization was there on any occasion; widen the groups or the dates")
    if len(occasions) <= absent:
        raise DataError(f"{len(occasions)} occasions are too few for lapsing after {absent} missed; widen the dates")
    return grid(found)[0]

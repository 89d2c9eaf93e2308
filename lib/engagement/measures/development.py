"""Developing countries: who counts as one, their share in an activity, and that share against the Member States."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures import behind
from engagement.measures.held import checked

DEVELOPING, OTHER = "developing", "other"
MAIN = "main"


def definitions_there(definitions, definition=None):
    """The names of the definitions; refuses one that is not among them.

    Raises
    ------
    DataError
        Naming those there are.
    """
    there = list(pd.unique(definitions["definition"]))
    if definition is not None and definition not in there:
        raise DataError(
            f"no definition {definition!r} of developing countries; there are {', '.join(there)}, "
            "others can be added to data/reference/development_definitions.csv"
        )
    return there


def status(countries, definitions, definition=MAIN):
    """What each country is under a definition.

    Parameters
    ----------
    countries, definitions : pandas.DataFrame
        Tables ``countries`` and ``development_definitions``.
    definition : str
        One of those in the table.

    Returns
    -------
    pandas.Series
        By ISO code: ``developing`` if any row of the definition that counts fits, ``other`` if only rows that do not
        count fit; countries that no row fits are not classified and not in it.

    Raises
    ------
    DataError
        If there is no such definition, or a column is not in the table of countries.

    Examples
    --------
    >>> countries = pd.DataFrame({"iso2": ["NP", "FR", "TW"], "development": ["developing", "developed", None]})
    >>> definitions = pd.DataFrame({"definition": "main", "column": "development",
    ...                             "value": ["developing", "developed"], "counts": [True, False]})
    >>> status(countries, definitions).to_dict()
    {'NP': 'developing', 'FR': 'other'}
    """
    definitions_there(definitions, definition)
    counts, known = np.zeros(len(countries), dtype=bool), np.zeros(len(countries), dtype=bool)
    for column, rows in definitions[definitions["definition"] == definition].groupby("column"):
        if column not in countries:
            raise DataError(f"definition {definition!r} looks at column {column!r}, which the table countries has not")
        words = countries[column].astype("string").str.lower()
        values = rows["value"].str.lower()
        known |= words.isin(values).to_numpy(dtype=bool)
        counts |= words.isin(values[rows["counts"].astype(bool)]).to_numpy(dtype=bool)
    found = pd.Series(np.where(counts, DEVELOPING, OTHER), index=countries["iso2"].astype(object), name=definition)
    return found[known]


def classified(rows, statuses, column="country"):
    """Rows with ``development_status``, missing where the country is not known or not classified."""
    return rows.assign(development_status=rows[column].map(statuses.to_dict()).astype(object))


def member_states(countries, statuses, basis):
    """The share of developing countries among the Member States: the benchmark.

    Parameters
    ----------
    countries : pandas.DataFrame
    statuses : pandas.Series
        As `status` gives.
    basis : str
        Of the records it is to be compared with.

    Returns
    -------
    Estimate
        Percent, a complete count without interval; n counts the Member States that are classified.

    Raises
    ------
    DataError
        If no Member State is classified.
    """
    members = countries.loc[countries["itu_member"].fillna(False).astype(bool), "iso2"].map(statuses.to_dict())
    known = members.dropna()
    if known.empty:
        raise DataError(f"definition {statuses.name!r} classifies no Member State")
    value = 100 * float(known.eq(DEVELOPING).mean())
    left = f"; {len(members) - len(known)} not classified" if len(members) > len(known) else ""
    how = f"share of developing countries among {len(known)} Member States, complete count{left}"
    return Estimate(value, None, None, 0.95, len(known), "%", basis, how)


def share(rows, basis, what="credits", drawn="organization", words="organizations", rule=None):
    """The share of developing countries in an activity.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``development_status`` (see `classified`), ``credit`` (0 or above) and the column `drawn`.
    basis, what : str
        `what` is said in the method: contributions, seats …
    drawn, words : str
        Column of what other records would differ in, and what its values are called. A row in which it is missing is
        one of its own.
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told, where rows are persons.

    Returns
    -------
    Estimate
        0 to 100 %; rows whose country is not classified are in neither part nor whole. n counts what is drawn, and each
        row of which that is not known; the method says how many of each, see `engagement.measures.behind.share`.
        Interval: `engagement.measures.ratios.ratio`. Simulated (`engagement.validation.coverage_development`), it
        covers 93-97% from 10 organizations on, as unequal as the demonstration's, and of countries present 93-97% from
        5 meetings on. Not estimable where no row is classified. It says how far the share hangs on who these
        organizations are; which countries count as developing is no matter of chance, see
        `engagement.measures.development_sensitivity`.

    Raises
    ------
    DataError
        If a credit is missing, negative or infinite.

    Examples
    --------
    >>> rows = pd.DataFrame({"development_status": ["developing", "other", "other", None], "credit": [6.0, 3, 9, 5],
    ...                      "organization": ["a", "b", "c", "d"]})
    >>> found = share(rows, "recorded", "contributions")
    >>> round(found.value, 1), found.n
    (33.3, 3)
    """
    checked(rows["credit"])
    known = rows.loc[rows["development_status"].notna(), ["development_status", "credit", drawn]]
    whole = known["credit"].astype(float).to_numpy()
    part = np.where(known["development_status"] == DEVELOPING, whole, 0.0)
    method = f"share of developing countries in {what}"
    return behind.share(part, whole, known[drawn], basis, method, words, what, rule)


def representation(found, benchmark):
    """The representation ratio: a share over the share among Member States.

    Parameters
    ----------
    found : Estimate
        As `share` gives.
    benchmark : Estimate
        As `member_states` gives; a complete count, so that the interval is that of the share, scaled.

    Returns
    -------
    Estimate
        0 or above; 1 is as much as their number among Member States. Member States differ in size and in industry, so
        1 is a yardstick and no entitlement. Not estimable where the share is not, or no Member State is developing.

    Examples
    --------
    >>> made = {"level": 0.95, "unit": "%", "basis": "recorded", "method": "share"}
    >>> print(representation(Estimate(40, 30, 50, n=60, **made), Estimate(80, None, None, n=194, **made)))
    0.5 ratio (95% interval 0.375 to 0.625; n = 60; recorded)
    """
    if not found.estimable or benchmark.value == 0:
        why = found.method.split(": ", 1)[1] if not found.estimable else "no Member State is developing"
        return Estimate.not_estimable(why, found.n, "ratio", found.basis, found.level)
    ends = [None if end is None else end / benchmark.value for end in (found.low, found.high)]
    method = f"representation ratio: {found.method}, over {benchmark.value:.1f}% of Member States"
    return Estimate(found.value / benchmark.value, *ends, found.level, found.n, "ratio", found.basis, method)


def reach(rows, countries, statuses):
    """How many Member States of each status are seen at all.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``country``.
    countries : pandas.DataFrame
    statuses : pandas.Series

    Returns
    -------
    pandas.DataFrame
        One row a status: ``status``, ``member_states``, ``seen`` and ``share`` (percent): complete counts.

    Examples
    --------
    >>> countries = pd.DataFrame({"iso2": ["NP", "IN", "FR", "HK"], "itu_member": [True, True, True, False]})
    >>> statuses = pd.Series({"NP": "developing", "IN": "developing", "FR": "other", "HK": "developing"})
    >>> reach(pd.DataFrame({"country": ["IN", "HK", "FR"]}), countries, statuses).to_numpy().tolist()
    [['developing', 2, 1, 50.0], ['other', 1, 1, 100.0]]
    """
    members = countries.loc[countries["itu_member"].fillna(False).astype(bool), "iso2"]
    there = members.isin(rows["country"].dropna().unique())
    of = members.map(statuses.to_dict())
    found = [(one, int((of == one).sum()), int(there[of == one].sum())) for one in (DEVELOPING, OTHER)]
    frame = pd.DataFrame(found, columns=["status", "member_states", "seen"])
    return frame.assign(share=100.0 * frame["seen"] / frame["member_states"].replace(0, np.nan))

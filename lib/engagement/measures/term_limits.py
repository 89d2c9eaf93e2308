"""Terms of office: who is in the last term that is allowed, or beyond it, by role, group and organization."""

import pandas as pd

from engagement.errors import DataError

NOBODY = ["group", "role", "organization", "name", "terms", "last", "held"]


def runs(seats, periods):
    """Terms in a row of each person in a role of a group; the persons are not told.

    Parameters
    ----------
    seats : pandas.DataFrame
        As `engagement.activities.seats` gives.
    periods : pandas.DataFrame
        Table ``study_periods``, whose order of ``start`` says which period follows which.

    Returns
    -------
    pandas.DataFrame
        One row a person, role and group and run of study periods: ``group``, ``role``, ``organization`` and ``name``
        (of the last period), ``terms`` (periods in a row with the seat, for any part of them), ``last`` (the last of
        them), ``held`` (whether the list names no day on which the person left it). Terms before the first period on
        record are not seen. A role in another group, under another number too, is another seat, and a term as
        vice-chair is none as chair. Empty where lists name no persons.

    Raises
    ------
    DataError
        If a period is not in the table of periods.

    Examples
    --------
    >>> seats = pd.DataFrame({"person": "p", "group": "SG13", "role": "chair", "organization": "a", "name": "A",
    ...                       "period": ["T13", "T17", "T25"], "end": pd.NaT})
    >>> periods = pd.DataFrame({"period": ["T13", "T17", "T22", "T25"], "start": pd.date_range("2013", periods=4)})
    >>> runs(seats, periods)[["terms", "last"]].to_numpy().tolist()
    [[2, 'T17'], [1, 'T25']]
    """
    order = {period: place for place, period in enumerate(periods.sort_values("start")["period"])}
    named = seats.dropna(subset=["person", "group", "period"])
    if unknown := sorted(set(named["period"]) - set(order)):
        raise DataError(f"period {', '.join(unknown)} is not in study_periods; there are {', '.join(order)}")
    if named.empty:
        return pd.DataFrame(columns=NOBODY)
    keys = ["person", "group", "role"]
    named = named.assign(place=named["period"].map(order).astype(int), held=named["end"].isna())
    named = named.sort_values([*keys, "place", "held"], kind="stable")
    named = named.drop_duplicates([*keys, "place"], keep="last")
    gap = named.groupby(keys, observed=True)["place"].diff() != 1
    by = named.groupby(gap.cumsum().to_numpy())
    found = by.agg(
        group=("group", "last"), role=("role", "last"), organization=("organization", "last"), name=("name", "last"),
        terms=("place", "size"), last=("period", "last"), held=("held", "last"),
    )  # fmt: skip
    return found[NOBODY].reset_index(drop=True)


def standing(runs, limits, periods_on_record):
    """How many of those who hold a limited seat are in their last term or beyond it.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `runs` gives.
    limits : pandas.DataFrame
        Table ``term_limits``: ``role`` and ``terms``, missing where there is no limit.
    periods_on_record : sequence of str
        Study periods with lists, in order; the last is that of those who hold the seats.

    Returns
    -------
    pandas.DataFrame
        One row a limited role that somebody holds: ``role``, ``limit``, ``seats``, ``in_last_term`` and ``beyond``
        (complete counts; missing where fewer periods are on record than it takes to see it: as many as the limit, and
        one more). Rapporteurs and editors have no limit and no row.

    Examples
    --------
    >>> found = pd.DataFrame({"group": "SG5", "role": "chair", "terms": [1, 2], "last": "T17", "held": True})
    >>> limits = pd.DataFrame({"role": ["chair"], "terms": [2]})
    >>> standing(found, limits, ["T13", "T17"]).to_dict("list")
    {'role': ['chair'], 'limit': [2], 'seats': [2], 'in_last_term': [1], 'beyond': [None]}
    """
    limited = limits.dropna(subset="terms").set_index("role")["terms"].astype(int)
    many = len(set(periods_on_record))
    now = runs[runs["held"].astype(bool) & (runs["last"] == (periods_on_record[-1] if many else ""))]
    rows = []
    for role, limit in limited.items():
        terms = now.loc[now["role"] == role, "terms"].astype(int)
        if len(terms):
            last = (terms == limit).sum() if many >= limit else pd.NA
            rows.append((role, limit, len(terms), last, (terms > limit).sum() if many > limit else pd.NA))
    found = pd.DataFrame(rows, columns=["role", "limit", "seats", "in_last_term", "beyond"])
    return found.astype({"limit": int, "seats": int, "in_last_term": "Int64", "beyond": "Int64"})


def beyond(runs, limits):
    """Seats held for more terms in a row than is allowed.

    Parameters
    ----------
    runs, limits
        As for `standing`.

    Returns
    -------
    pandas.DataFrame
        One row a group, role and organization, never a person: ``group``, ``role``, ``name`` (missing where not known),
        ``last`` (period), ``limit``, ``most`` (terms) and ``seats``. No rows where none is.
    """
    limit = runs["role"].map(limits.dropna(subset="terms").set_index("role")["terms"].astype(int).to_dict())
    over = runs.assign(limit=limit).query("terms > limit")
    keys = ["group", "role", "name", "last"]
    found = over.groupby(keys, dropna=False, observed=True).agg(
        limit=("limit", "first"), most=("terms", "max"), seats=("terms", "size")
    )
    return found.reset_index().astype({"limit": int, "most": int})

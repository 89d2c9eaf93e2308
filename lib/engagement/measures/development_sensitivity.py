"""How a result on developing countries hangs on who counts as one, and on single countries."""

import pandas as pd

from engagement.measures import development
from engagement.measures.development_tables import known, share_in


def under_each(activity, rows, countries, definitions, basis, rule=None):
    """The share of developing countries in an activity under every definition there is.

    Parameters
    ----------
    activity : str
        As `engagement.measures.placed` names it.
    rows : pandas.DataFrame
        As that module gives.
    countries, definitions : pandas.DataFrame
        Tables ``countries`` and ``development_definitions``.
    basis : str
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told; without it, as they are.

    Returns
    -------
    pandas.DataFrame
        One row a definition, in the order of the table: ``definition``, ``benchmark`` (their share of Member States,
        Estimate), ``share`` and ``ratio`` (Estimates), ``classified`` (0 to 1).
    """
    found = []
    for name in development.definitions_there(definitions):
        statuses = development.status(countries, definitions, name)
        benchmark = development.member_states(countries, statuses, basis)
        mine = development.classified(rows, statuses)
        share = share_in(activity, mine, basis, rule)
        found.append((name, benchmark, share, development.representation(share, benchmark), known(mine)))
    return pd.DataFrame(found, columns=["definition", "benchmark", "share", "ratio", "classified"])


def sides(ratios):
    """How many representation ratios lie clearly below 1, clearly above, and neither.

    Parameters
    ----------
    ratios : sequence of Estimate

    Returns
    -------
    dict of str to int
        ``below``, ``above`` and ``neither``; one without an interval is neither.
    """
    ends = [(one.low, one.high) for one in ratios if one.low is not None]
    below, above = sum(high < 1 for _, high in ends), sum(low > 1 for low, _ in ends)
    return {"below": below, "above": above, "neither": len(list(ratios)) - below - above}


def disputed(rows, countries, definitions, k=10):
    """The countries that definitions put on different sides, by how much of the activity is theirs.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``country`` and ``credit``.
    countries, definitions : pandas.DataFrame
    k : int
        How many countries at most.

    Returns
    -------
    pandas.DataFrame
        The most first: ``country``, ``share`` of all credits with a country (percent, a complete count) and a column
        for each definition with ``developing``, ``other`` or ``not classified``.

    Examples
    --------
    >>> countries = pd.DataFrame({"iso2": ["KR", "FR"], "m49": ["developing", "developed"], "income": ["high", "high"]})
    >>> definitions = pd.DataFrame({"definition": ["a", "a", "b"], "column": ["m49", "m49", "income"],
    ...                             "value": ["developing", "developed", "high"], "counts": [True, False, False]})
    >>> rows = pd.DataFrame({"country": ["KR", "FR"], "credit": [1.0, 3.0]})
    >>> disputed(rows, countries, definitions).to_numpy().tolist()
    [['KR', 25.0, 'developing', 'other']]
    """
    names = development.definitions_there(definitions)
    held = rows.dropna(subset="country").groupby("country", observed=True)["credit"].sum().astype(float)
    held = 100 * held / held.sum()
    views = pd.DataFrame({name: development.status(countries, definitions, name).reindex(held.index) for name in names})
    views = views.fillna("not classified")
    apart = views[views.nunique(axis=1) > 1]
    order = held[apart.index].sort_values(ascending=False, kind="stable").index[:k]
    found = apart.loc[order].rename_axis("country").reset_index()
    found.insert(1, "share", held[order].tolist())
    return found


def without_each(activity, rows, statuses, basis, k=5):
    """The share of developing countries when one country is left out, for the countries with most of the activity.

    Parameters
    ----------
    activity : str
    rows : pandas.DataFrame
        As `engagement.measures.placed` gives.
    statuses : pandas.Series
    basis : str
    k : int
        How many developing countries are left out in turn.

    Returns
    -------
    pandas.DataFrame
        ``without`` (none first, then the developing countries with most), ``credit`` of the country (percent of what is
        classified) and ``share`` (Estimate) of the others among the rest.
    """
    mine = development.classified(rows, statuses).dropna(subset="development_status")
    whole = float(mine["credit"].sum())
    those = mine[mine["development_status"] == development.DEVELOPING]
    held = those.groupby("country", observed=True)["credit"].sum().astype(float).nlargest(k)
    found = [("none", 0.0, share_in(activity, mine, basis))]
    for country, credit in held.items():
        found.append((country, 100 * credit / whole, share_in(activity, mine[mine["country"] != country], basis)))
    return pd.DataFrame(found, columns=["without", "credit", "share"])

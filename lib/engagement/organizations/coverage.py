"""How many of the printed names are resolved, how, and why the rest are not."""

import numpy as np

from engagement.organizations.listed import UNRESOLVED
from engagement.organizations.newcomers import PREFIX
from engagement.organizations.refusals import PERSON

WAYS = {
    "exact": "the name of a listed organization",
    "alias": "another name of one, listed as such",
    "rule": "its name but for legal form, abbreviation, place or unit",
    "fuzzy": "its name but for a slip of the pen",
    "new": "an organization that is not listed, with an identifier from its name",
    UNRESOLVED: "no organization, or none that can be told",
}
PRIVATE = (PERSON, "e-mail")  # reasons behind which a person may stand


def ways(mentions, resolved):
    """How the mentions of organizations are resolved, by where they stand.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row a name and place: ``name``, ``place``, ``mentions``, as `review.mentions` gives.
    resolved : pandas.DataFrame
        The names as `engagement.organizations.resolve` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a place, the most mentions first: ``place``, ``names`` (different ones), ``mentions``, then the share of
        mentions in each of `WAYS`, 0 to 1, which add up to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({"name": ["A", "B"], "place": "documents", "mentions": [3, 1]})
    >>> resolved = pd.DataFrame({"name": ["A", "B"], "organization_id": ["a", None],
    ...                          "method": ["exact", "unresolved"], "evidence": ["", ""]})
    >>> ways(mentions, resolved)[["mentions", "exact", "unresolved"]].to_numpy().tolist()
    [[4.0, 0.75, 0.25]]
    """
    rows = mentions.merge(_told(resolved), on="name")
    counts = rows.pivot_table(index="place", columns="way", values="mentions", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=list(WAYS), fill_value=0)
    total = counts.sum(axis=1)
    shares = counts.div(total, axis=0)
    shares.insert(0, "names", rows.groupby("place")["name"].nunique())
    shares.insert(1, "mentions", total)
    return shares.sort_values("mentions", ascending=False).rename_axis(columns=None).reset_index()


def reasons(mentions, resolved, most=3):
    """Why names are unresolved.

    Parameters
    ----------
    mentions, resolved
        As for `ways`.
    most : int
        Examples of each reason. None are given where a person may stand behind the name.

    Returns
    -------
    pandas.DataFrame
        One row a reason, the most mentions first: ``reason``, ``names``, ``mentions``, ``examples``.
    """
    counts = mentions.groupby("name")["mentions"].sum().reset_index()
    rows = counts.merge(_told(resolved), on="name")
    rows = rows[rows["way"] == UNRESOLVED].sort_values(["mentions", "name"], ascending=[False, True])
    rows["reason"] = rows["evidence"].str.replace(r" ?\(.*", "", regex=True)
    by = rows.groupby("reason", sort=False)
    found = by.agg(names=("name", "size"), mentions=("mentions", "sum"))
    examples = by["name"].agg(lambda names: "; ".join(names.head(most)))
    private = [any(word in reason for word in PRIVATE) for reason in examples.index]
    found["examples"] = examples.mask(np.array(private, dtype=bool), "not shown").replace("", "–")
    return found.sort_values("mentions", ascending=False, kind="stable").reset_index()


def _told(resolved):
    new = resolved["organization_id"].fillna("").str.startswith(PREFIX)
    way = resolved["method"].mask(new, "new")
    return resolved[["name", "evidence"]].assign(way=way).drop_duplicates("name")

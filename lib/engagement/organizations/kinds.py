"""What kind of organization a printed name stands for: a firm, a university, an agency …"""

import re

import pandas as pd

from engagement.organizations.curated import load_organizations
from engagement.organizations.names import name_key
from engagement.organizations.refusals import NO_ORGANIZATION, PERSON
from engagement.organizations.resolving import resolve

UNKNOWN, INDIVIDUAL = "unknown", "individual"
COLUMNS = ["printed", "organization_id", "organization", "kind", "sector", "decided_by"]


def classify(printed, patterns, *, organizations=None, aliases=None, refused=None):
    """Say which organization, and of what kind, each printed name is.

    Names of curated organizations, in any spelling, have the kind entered there (`resolve`). A name that says that
    there is no organization, or is a person's, is an individual. Others go to the first pattern, by rank, that is
    found in the case-folded name.

    Parameters
    ----------
    printed : pandas.Series
        Names as printed, in any number and order; may be missing.
    patterns : pandas.DataFrame
        The table ``organization_kind_patterns``: ``rank``, ``pattern``, ``kind``.
    organizations, aliases, refused : pandas.DataFrame, optional
        In place of the curated tables, as in `resolve`.

    Returns
    -------
    pandas.DataFrame
        One row a name, with the index of `printed`: ``printed``; ``organization_id``, missing where the name resolves
        to none; ``organization``, its usual name, else the key of the printed one, missing where nothing is printed;
        ``kind``, ``unknown`` where nothing matches; ``sector`` where entered; ``decided_by``, ``name``, ``pattern``
        or missing.

    Examples
    --------
    >>> known = pd.DataFrame({"organization_id": ["zantara"], "name": ["Zantara"], "kind": ["industry"]})
    >>> patterns = pd.DataFrame({"rank": [1], "pattern": ["universit"], "kind": ["academia"]})
    >>> names = pd.Series(["Zantara Systems, Inc.", "University of Elsewhere", "self", "?"])
    >>> found = classify(names, patterns, organizations=known, aliases=pd.DataFrame())
    >>> found[["organization", "kind"]].values.tolist()
    [['Zantara', 'industry'], ['university of elsewhere', 'academia'], ['self', 'individual'], [<NA>, 'unknown']]
    """
    known = load_organizations() if organizations is None else organizations
    tables = {"organizations": organizations, "aliases": aliases, "refused": refused}
    names = pd.Series(printed.dropna().unique(), dtype=pd.StringDtype(na_value=pd.NA))
    table = resolve(names, **tables).rename(columns={"name": "printed"})
    entered = known.set_index("organization_id")
    for column in ("name", "kind", "sector"):
        values = entered[column] if column in entered else pd.Series(dtype="object")
        table[column] = table["organization_id"].map(values.to_dict()).astype(names.dtype)
    keys = table["printed"].map(name_key).astype(names.dtype).replace("", pd.NA)
    table["organization"] = table["name"].fillna(keys)
    table["kind"] = table["kind"].mask(table["evidence"].isin([NO_ORGANIZATION, PERSON]), INDIVIDUAL)
    named = table["kind"].notna()
    guessed = _first_pattern(table["printed"].where(~named), patterns)
    table["kind"] = table["kind"].fillna(guessed).fillna(UNKNOWN)
    table["decided_by"] = pd.Series(pd.NA, index=table.index, dtype=names.dtype)
    table.loc[guessed.notna(), "decided_by"] = "pattern"
    table.loc[named, "decided_by"] = "name"
    found = table.set_index("printed").reindex(printed.astype(names.dtype))
    found["kind"] = found["kind"].fillna(UNKNOWN)
    return found.reset_index(names="printed")[COLUMNS].set_axis(printed.index)


def _first_pattern(names, patterns):
    ranked = patterns.sort_values("rank", kind="stable")
    tried = [(re.compile(pattern), kind) for pattern, kind in zip(ranked["pattern"], ranked["kind"], strict=True)]

    def first(name):
        return next((kind for pattern, kind in tried if pattern.search(name.casefold())), pd.NA)

    return names.map(first, na_action="ignore").astype(names.dtype)

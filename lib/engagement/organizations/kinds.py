"""What kind of organization a printed name stands for: a firm, a university, an agency …"""

import re

import pandas as pd

from engagement.organizations.names import name_key

UNKNOWN = "unknown"


def classify(printed, kinds, patterns):
    """Say which organization, and of what kind, each printed name is.

    The named list decides first, by `name_key`. Names it does not have go to the first pattern, by rank,
    that is found in the case-folded name.

    Parameters
    ----------
    printed
        Series of names as printed, in any number and order; may be missing.
    kinds
        The table ``organization_kinds``: ``name_key``, ``organization``, ``kind``.
    patterns
        The table ``organization_kind_patterns``: ``rank``, ``pattern``, ``kind``.

    Returns
    -------
    DataFrame
        One row per name, with the index of `printed`: ``printed``; ``organization``, the name in the list or
        else the key; ``kind``, ``unknown`` where nothing matches; ``decided_by``, ``name``, ``pattern``
        or missing. Missing and empty names have no organization and are ``unknown``.

    Examples
    --------
    >>> kinds = pd.DataFrame({"name_key": ["cisco systems"], "organization": ["Cisco"], "kind": ["industry"]})
    >>> patterns = pd.DataFrame({"rank": [1], "pattern": ["universit"], "kind": ["academia"]})
    >>> names = pd.Series(["Cisco Systems, Inc.", "University of Elsewhere", "?"])
    >>> classify(names, kinds, patterns)[["organization", "kind"]].values.tolist()
    [['Cisco', 'industry'], ['university of elsewhere', 'academia'], [<NA>, 'unknown']]
    """
    names = pd.Series(printed.dropna().unique(), dtype="string")
    keys = names.map(name_key).astype("string").replace("", pd.NA)
    table = pd.DataFrame({"printed": names, "key": keys})
    listed = kinds.drop_duplicates("name_key").set_index("name_key")
    table["organization"] = table["key"].map(listed["organization"]).astype("string").fillna(table["key"])
    named = table["key"].map(listed["kind"]).astype("string")
    guessed = _first_pattern(names.where(named.isna()), patterns)
    table["kind"] = named.fillna(guessed).fillna(UNKNOWN)
    table["decided_by"] = pd.Series(pd.NA, index=table.index, dtype="string")
    table.loc[guessed.notna(), "decided_by"] = "pattern"
    table.loc[named.notna(), "decided_by"] = "name"
    found = table.set_index("printed").reindex(printed.astype("string"))
    found["kind"] = found["kind"].fillna(UNKNOWN)
    columns = ["printed", "organization", "kind", "decided_by"]
    return found.reset_index(names="printed")[columns].set_axis(printed.index)


def _first_pattern(names, patterns):
    ranked = patterns.sort_values("rank", kind="stable")
    tried = [(re.compile(pattern), kind) for pattern, kind in zip(ranked["pattern"], ranked["kind"], strict=True)]

    def first(name):
        return next((kind for pattern, kind in tried if pattern.search(name.casefold())), pd.NA)

    return names.map(first, na_action="ignore").astype("string")

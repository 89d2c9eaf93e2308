"""Rows with a printed organization -> the organization behind each, its kind and country, alone or in its group."""

from functools import lru_cache

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.organizations.curated import state
from engagement.organizations.drawing import draw
from engagement.organizations.kinds import UNKNOWN, classify
from engagement.organizations.ownership import group_of
from engagement.organizations.resolving import candidates, resolve
from engagement.warehouse.loading import available, load

BY = ("member", "corporate group")
COLUMNS = ["organization", "name", "kind", "sector", "organization_country"]
TEXT = pd.StringDtype(na_value=pd.NA)
MADE_UP = "demonstration"


def identify(printed, made_up=False, *, by="member", dates=None, resolution=None):
    """The organization that stands behind each row.

    Names that the files themselves give an identifier (table ``organization_names``) have that; made-up names are
    looked up nowhere else; all others are resolved among the curated organizations (`resolve`).

    Parameters
    ----------
    printed : pandas.Series
        Names as printed, one a row; may be missing.
    made_up : bool
        Whether the rows are demonstration records.
    by : {"member", "corporate group"}
        The organization itself, or the top of the corporate group it belonged to on the day.
    dates : pandas.Series, optional
        Day of each row, for corporate groups; where missing, the group as it stands at the end of the table.
    resolution : pandas.Series, optional
        Name as printed to organization, in place of what the names resolve to: one column of what
        `engagement.organizations.draw` gives.

    Returns
    -------
    pandas.DataFrame
        One row a row, with the index of `printed`: ``organization`` (identifier, missing where the name stands for
        none), ``name``, ``kind`` (of `engagement.tables.reference.ALL_KINDS`), ``sector`` and
        ``organization_country`` (of the seat), missing where not known.

    Raises
    ------
    DataError
        If `by` is something else.
    """
    return next(identify_under([resolution], printed, made_up, by=by, dates=dates))


def identify_under(resolutions, printed, made_up=False, *, by="member", dates=None):
    """The same under one resolution of the names after another: what is known of them is looked up once.

    Parameters
    ----------
    resolutions : iterable of pandas.Series or None
    printed, made_up, by, dates
        As for `identify`.

    Yields
    ------
    pandas.DataFrame
        As `identify` gives.

    Raises
    ------
    DataError
        If `by` is something else.
    """
    if by not in BY:
        raise DataError(f"by is {by!r}; organizations are counted by {' or by '.join(BY)}")
    codes, names = pd.factorize(printed)
    names = pd.Series(names, dtype=TEXT)
    known = _made_up(names) if made_up else _resolved(names)
    details = _details(known, made_up)
    index = places = None
    for one in resolutions:
        ids = known["organization"]
        if one is not None:
            if one.index is not index:  # draws made together have one
                index, places = one.index, one.index.get_indexer(names)
            ids = _taken(one, places).astype(TEXT).where(places >= 0, ids)
        if by == "corporate group":
            groups = group_of(_taken(ids, codes), None if dates is None else pd.Series(dates).reset_index(drop=True))
            rows, each = pd.factorize(groups)
        else:
            of_names, each = pd.factorize(ids)
            rows = np.append(of_names, -1)[codes]
        yield _described(rows, each, details).set_axis(printed.index)


def plausible(printed, k, rng):
    """K plausible resolutions of names, for how far matching could move a number.

    Parameters
    ----------
    printed : pandas.Series
        Names as printed, one a row; may repeat or be missing.
    k : int
        How many.
    rng : numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a distinct name that has no identifier of its own in the files, one column a resolution: give each in
        turn to `identify`, or to a function of `engagement.activities`. See `engagement.organizations.draw`.
    """
    names = pd.Series(printed.dropna().unique(), dtype=TEXT)
    names = names[_given("recorded", names).isna()]
    return draw(resolve(names), k, rng, candidates(names))


def _resolved(names):
    """What the curated tables, and the patterns of kinds, know of names."""
    found = _classified(tuple(names), *state()).copy()
    own = _given("recorded", names)
    found["organization"] = own.where(own.notna(), found["organization"])
    return found[["organization", "name", "kind", "sector"]]


@lru_cache(maxsize=4)
def _classified(names, folder, built):
    """As long as the tables in the folder stay as they are, names need not be resolved again."""
    found = classify(pd.Series(names, dtype=TEXT), load("organization_kind_patterns"))
    found = found.rename(columns={"organization_id": "id", "organization": "name"})
    return found.rename(columns={"id": "organization"})


def _made_up(names):
    ids = _given(MADE_UP, names)
    return pd.DataFrame({"organization": ids, "name": names, "kind": UNKNOWN, "sector": pd.NA}).astype(TEXT)


def _given(basis, names):
    """The identifiers that files give names."""
    if not available("organization_names", basis=basis):
        return pd.Series(pd.NA, index=names.index, dtype=TEXT)
    rows = load("organization_names", basis=basis, columns=["name_printed", "organization_id", "counts"])
    rows = rows[rows["counts"]].dropna(subset="organization_id").drop_duplicates("name_printed", keep="last")
    return names.map(rows.set_index("name_printed")["organization_id"].to_dict()).astype(TEXT)


def _details(known, made_up):
    """Name, kind, sector and country of organizations: as listed, else as first met among the names."""
    met = known.dropna(subset="organization").drop_duplicates("organization").set_index("organization")
    listed = _list(made_up)
    every = listed.index.union(met.index, sort=False)
    details = listed.reindex(every).fillna(met.reindex(every, columns=COLUMNS[1:]))
    return details.astype(TEXT).fillna({"kind": UNKNOWN})


def _taken(values, places):
    """Values at these places, missing where a place is -1."""
    return pd.Series(values.array.take(places, allow_fill=True))


def _described(codes, each, details):
    """What is known of each organization, row by row; nothing where the code is -1."""
    rows = details.reindex(each).rename_axis("organization").reset_index().reindex(codes).reset_index(drop=True)
    return rows.assign(kind=rows["kind"].fillna(UNKNOWN))[COLUMNS]


def _list(made_up):
    """Organizations under their identifiers: those that files bring, else the curated ones."""
    basis = MADE_UP if made_up else "recorded"
    tables = []
    if available("organizations", basis=basis):
        rows = load("organizations", basis=basis)
        kinds = load("member_kinds").set_index("member_kind")["kind"].to_dict()
        own = rows[rows["counts"]].rename(columns={"country": "organization_country", "organization_id": "id"})
        own = own.assign(kind=own["kind"].map(kinds).astype(TEXT), sector=pd.array([pd.NA] * len(own), dtype=TEXT))
        tables.append(own.set_index("id")[COLUMNS[1:]])
    if not made_up:
        curated = load("known_organizations").rename(columns={"country": "organization_country"})
        tables.append(curated.set_index("organization_id")[COLUMNS[1:]])
    if not tables:
        return pd.DataFrame(columns=COLUMNS[1:])
    joined = pd.concat(tables)
    return joined[~joined.index.duplicated()]

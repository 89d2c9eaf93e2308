"""The tables that names are held against: those given, or else the curated ones."""

from functools import lru_cache

import pandas as pd

from engagement import locations
from engagement.organizations.listed import Listed

DEFAULTS = {"organizations": "known_organizations", "aliases": "known_names", "refused": "refused_names"}
OWNERSHIP, KINDS = "organization_ownership", "organization_kind_patterns"
COLUMNS = {
    "organizations": ("organization_id", "name"),
    "aliases": ("name", "organization_id"),
    "refused": ("name", "organization_id"),
}


def listed(organizations=None, aliases=None, refused=None, ownership=None, *, dated=False):
    """The organizations to find names among.

    Parameters
    ----------
    organizations, aliases, refused, ownership : pandas.DataFrame, optional
        In place of the curated tables. An empty table leaves that part out. Rows of a curated table about
        organizations that are not among those given are left out.
    dated : bool
        Whether dates are to choose between organizations, so that ownership is needed.

    Returns
    -------
    Listed
    """
    given = {"organizations": organizations, "aliases": aliases, "refused": refused}
    if ownership is None and all(table is None for table in given.values()):
        return _curated(dated, *state())
    if refused is None and organizations is not None:
        given["refused"] = pd.DataFrame()
    tables = {part: _table(part, table) for part, table in given.items()}
    known = set(tables["organizations"]["organization_id"])
    for part in ("aliases", "refused"):
        if given[part] is None:
            tables[part] = tables[part][tables[part]["organization_id"].isin(known)]
    return _made_of(tables, ownership, dated)


def state():
    """The folder of the curated tables and when each was built: what is made of them holds as long as this does."""
    from engagement.warehouse.loading import available

    folder, names = locations.tidy(), (*DEFAULTS.values(), OWNERSHIP, KINDS)
    return str(folder), tuple((folder / f"{name}.parquet").stat().st_mtime_ns for name in names if available(name))


@lru_cache(maxsize=2)
def _curated(dated, folder, built):
    return _made_of({part: _load(name) for part, name in DEFAULTS.items()}, None, dated)


def _made_of(tables, ownership, dated):
    if dated and ownership is None:
        ownership = _load(OWNERSHIP)
    return Listed(tables["organizations"], tables["aliases"], ownership, tables["refused"])


def load_organizations():
    """The curated organizations."""
    return _load(DEFAULTS["organizations"])


def _table(part, table):
    if table is None:
        return _load(DEFAULTS[part])
    return table if len(table) else pd.DataFrame({column: pd.Series(dtype="string") for column in COLUMNS[part]})


def _load(name):
    """A curated table, numbered by the lines of its file."""
    from engagement.warehouse.loading import load

    frame = load(name)
    return frame.set_index(frame.index + 2)

"""Every tidy table there is, by name."""

from engagement.errors import DataError
from engagement.tables import (
    checks,
    cut_lists,
    development_definitions,
    files,
    ietf,
    inbox,
    known_organizations,
    published,
    reference,
    refused_names,
    suppression,
)

MODULES = (
    published,
    ietf,
    reference,
    development_definitions,
    known_organizations,
    refused_names,
    suppression,
    cut_lists,
    checks,
    inbox,
    files,
)
TABLES = {table.name: table for module in MODULES for table in module.TABLES}


def find(name):
    """The definition of a table.

    Raises
    ------
    DataError
        If there is no table of that name.
    """
    if name not in TABLES:
        raise DataError(f"there is no table {name!r}; the tables are {', '.join(sorted(TABLES))}")
    return TABLES[name]

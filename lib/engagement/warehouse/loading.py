"""Load a tidy table, typed, with its basis and where it is from."""

import json
import os

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement import locations
from engagement.errors import DataError
from engagement.tables.definition import BASES, BY_ROW
from engagement.tables.records import BODIES
from engagement.tables.registry import find
from engagement.warehouse.store import NOTE, recover

REPEATING = ("body", "basis", "file_sha256", "sheet")  # held once a word, as categories


def load(name, *, body=None, basis=None, columns=None):
    """Load a tidy table.

    Parameters
    ----------
    name : str
        ``meetings``, ``documents``, ``rfcs``, ``countries`` …;
        ``engagement.tables.registry.TABLES`` lists all.
    body, basis : str, optional
        Only rows of that body (``itu-t``, ``3gpp`` …) or on that basis
        (``recorded``, ``demonstration`` …), for tables whose rows state them.
    columns : list of str, optional
        Only these columns.

    Returns
    -------
    pandas.DataFrame
        Typed rows. ``attrs`` carries name, row (one row per what), basis
        (several, by commas, where rows differ), origin, licence, file and its
        sha256, and columns (meaning and unit).

    Raises
    ------
    DataError
        If there is no such table, body, basis or column, it could not be
        built, or its file is damaged.

    Notes
    -----
    A table filled from files keeps every row; where several speak of one
    thing, ``counts`` is true for the one to count.
    """
    table = find(name)
    _known(table, body=(body, BODIES), basis=(basis, BASES))
    trace(loaded=[name, body, basis])
    path = _there(table)
    _columns(table, columns)
    rules = [(column, "==", value) for column, value in (("body", body), ("basis", basis)) if value]
    try:
        note = json.loads(pq.read_schema(path).metadata[NOTE])
        words = [column for column in REPEATING if column in table.schema.columns] if table.basis == BY_ROW else None
        stored = pq.read_table(path, columns=columns, filters=rules or None, read_dictionary=words)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: damaged tidy table ({error}); rebuild it with `make data`") from error
    frame = stored.to_pandas(types_mapper=_types)
    about = {key: value for key, value in note.items() if key != "held"}  # pandas copies attrs often, to the depth
    frame.attrs = {**about, "columns": _meanings(table, frame), "basis": basis or note["basis"]}
    trace(*_sources(note, body, basis))
    return frame


def available(name, *, body=None, basis=None):
    """Whether there are rows to load, of that body and on that basis where they are given.

    A table that was given but could not be read counts as there: ``load`` says why.
    """
    found = _available(name, body, basis)
    trace(asked=[name, body, basis], answer=found)
    return found


def _available(name, body, basis):
    table = find(name)
    recover(locations.tidy())
    path = locations.tidy() / f"{name}.parquet"
    if path.with_suffix(".problem").exists() or not table.optional:
        return True
    if not path.exists():
        return False
    try:
        held = json.loads(pq.read_schema(path).metadata[NOTE])["held"]
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return True
    return any(body in (None, one["body"]) and basis in (None, one["basis"]) for one in held)


def _there(table):
    recover(locations.tidy())
    path = locations.tidy() / f"{table.name}.parquet"
    reason = path.with_suffix(".problem")
    if reason.exists():
        raise DataError(f"table {table.name} was not built. {reason.read_text(encoding='utf-8')}")
    if not path.exists():
        raise DataError(f"table {table.name} is not there yet. {_remedy(table)}")
    return path


def _remedy(table):
    if not table.optional:
        return "Run `make data`"
    return (
        f"The repository does not ship it: put a file with it into data/inbox and run `make data`; "
        f"`engagement template {table.name} FILE.xlsx` writes one to fill in"
    )


def _known(table, **given):
    for column, (value, allowed) in given.items():
        if value is None:
            continue
        if table.basis != BY_ROW or column not in table.schema.columns:
            raise DataError(f"table {table.name} has no {column} of its rows; leave {column} out")
        if value not in allowed:
            raise DataError(f"there is no {column} {value!r}; it is one of {', '.join(allowed)}")


def _columns(table, columns):
    unknown = [column for column in columns or () if column not in table.schema.columns]
    if unknown:
        raise DataError(
            f"table {table.name} has no column {', '.join(unknown)}; its columns are {', '.join(table.schema.columns)}"
        )


def _types(kind):
    """Types that tell a missing cell from a zero."""
    if pa.types.is_integer(kind):
        return pd.Int64Dtype()
    if pa.types.is_floating(kind):
        return pd.Float64Dtype()
    if pa.types.is_boolean(kind):
        return pd.BooleanDtype()
    return pd.StringDtype(na_value=pd.NA) if pa.types.is_string(kind) else None


class Meanings(dict):
    """Meaning and unit of columns; one for all tables made from a loaded one.

    pandas copies ``attrs`` to the depth with every column that is looked at, which took a twentieth of a report.
    """

    def __deepcopy__(self, memo):
        return self


def _meanings(table, frame):
    return Meanings(
        (name, {"meaning": column.description, "unit": (column.metadata or {}).get("unit")})
        for name, column in table.schema.columns.items()
        if name in frame
    )


def _sources(note, body, basis):
    """The files a loaded table is from, those of one folder taken together."""
    held = [
        one for one in note.get("held", [note]) if body in (None, one.get("body")) and basis in (None, one["basis"])
    ]
    return [{"table": note["table"], **{key: one[key] for key in ("file", "sha256", "basis")}} for one in held]


def trace(*lines, **line):
    """Tell the runner of reports what a notebook asked for and got."""
    if os.environ.get("ENGAGEMENT_TRACE"):
        with open(os.environ["ENGAGEMENT_TRACE"], "a", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in [*lines, *([line] if line else [])])

"""What the repository ships -> validated tidy tables, and the way back: ``load``."""

import csv
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement import locations
from engagement.errors import DataError
from engagement.sources import itu_catalogue
from engagement.tables.registry import TABLES, find
from engagement.tables.validation import checked, complain, typed

NOTE = b"engagement"


@dataclass(frozen=True)
class Built:
    """What became of one table: rows written, or the reason why not."""

    table: str
    rows: int
    problem: str | None = None


def load(name):
    """Load a tidy table.

    Parameters
    ----------
    name : str
        ``meetings``, ``rfcs``, ``countries`` …; ``engagement.tables.registry.TABLES`` lists all.

    Returns
    -------
    pandas.DataFrame
        Typed rows. ``attrs`` carries name, row (one row per what), basis,
        origin, licence, file and its sha256, and columns (meaning and unit).

    Raises
    ------
    DataError
        If there is no such table, it could not be built, or its file is damaged.
    """
    table = find(name)
    path = _tidy_file(name)
    reason = path.with_suffix(".problem")
    if reason.exists():
        raise DataError(f"table {name} was not built. {reason.read_text(encoding='utf-8')}")
    if not path.exists():
        raise DataError(f"table {name} is not there yet. {_remedy(table)}")
    try:
        stored = pq.read_table(path)
        note = json.loads(stored.schema.metadata[NOTE])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: damaged tidy table ({error}); rebuild it with `make data`") from error
    frame = stored.to_pandas()
    frame.attrs = {**note, "columns": _meanings(table)}
    _trace(note)
    return frame


def available(name):
    """Whether somebody added an optional table, readable or not; True for every other table."""
    path = _tidy_file(name)
    return not find(name).optional or path.exists() or path.with_suffix(".problem").exists()


def build(names=None):
    """Rebuild tidy tables from the files the repository ships and the user added.

    A table that cannot be built keeps its reason beside it, so that ``load``
    says why; the others are built all the same.

    Yields
    ------
    Built
        One a table, as it is done. An optional table that is absent is left out.
    """
    locations.tidy().mkdir(parents=True, exist_ok=True)
    frames = {}
    for table in [find(name) for name in names or TABLES]:
        path = _tidy_file(table.name)
        reason = path.with_suffix(".problem")
        try:
            source = _source(table)
            if source is None:
                path.unlink(missing_ok=True)
                reason.unlink(missing_ok=True)
                continue
            frames[table.name] = frame = _read(table, source)
            _check_references(table, frame, frames)
            _write(frame.reset_index(drop=True), path, _provenance(table, source))
            reason.unlink(missing_ok=True)
            yield Built(table.name, len(frame))
        except (DataError, OSError) as error:
            said = str(error) if isinstance(error, DataError) else f"{path}: cannot be written ({error})"
            path.unlink(missing_ok=True)
            reason.write_text(said, encoding="utf-8")
            yield Built(table.name, 0, said)


def unread():
    """Files in the inbox that no reader takes, by name."""
    known = {table.file for table in TABLES.values() if table.optional}
    inbox = locations.data() / "inbox"
    files = [path.relative_to(inbox).as_posix() for path in sorted(inbox.rglob("*")) if path.is_file()]
    return [name for name in files if name not in known and not Path(name).name.startswith(".")]


def place(path):
    """A file as messages and manifests name it: relative to the checkout where it lies inside."""
    path = Path(path)
    return path.relative_to(locations.home()).as_posix() if path.is_relative_to(locations.home()) else path.name


def digest(path):
    """SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tidy_file(name):
    return locations.tidy() / f"{name}.parquet"


def _remedy(table):
    if table.optional:
        return f"The repository does not ship it: put {table.file} into data/inbox and run `make data`"
    return "Run `make data`"


def _source(table):
    if not table.optional:
        return locations.data() / table.file
    candidates = [folder / sub / table.file for folder in locations.additions() for sub in ("", "itu")]
    return next((path for path in candidates if path.exists()), None)


def _read(table, path):
    if table.optional:
        return typed(itu_catalogue.read(path), table.schema, place(path))
    if path.suffix == ".parquet":
        return checked(_read_parquet(path), table.schema, place(path))
    return typed(_read_csv(path), table.schema, place(path))


def _read_parquet(path):
    try:
        return pd.read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        raise DataError(
            f"{place(path)}: not a readable Parquet file ({error}); restore it from the repository"
        ) from error


def _read_csv(path):
    """Rows as text with the line each stands on; a cell is missing only where it is empty ("NA" is Namibia)."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, None)
            rows = {line: row for row, line in ((row, reader.line_num) for row in reader) if row}
            file.seek(0)
            ended = file.read().endswith("\n")
    except FileNotFoundError as error:
        raise DataError(f"{place(path)}: the file is missing; restore it from the repository") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{place(path)}: not a readable UTF-8 CSV ({error}); restore or correct it") from error
    if not header or not rows:
        raise DataError(f"{place(path)}: the file has no rows; restore it from the repository")
    if not ended:
        raise DataError(
            f"{place(path)}, line {max(rows)}: the last line is not ended, so the file may be cut off; "
            f"restore it, or end the line"
        )
    repeated = sorted({name or "(blank)" for name in header if not name or header.count(name) > 1})
    if repeated:
        raise DataError(f"{place(path)}, line 1: column {', '.join(repeated)} must be named once; correct the header")
    ragged = [line for line, row in rows.items() if len(row) != len(header)]
    if ragged:
        line = ragged[0]
        raise DataError(
            f"{place(path)}, line {line}: {len(rows[line])} cells where the header has {len(header)}; "
            f"complete the line or quote its commas"
        )
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=header, dtype="string")
    return frame.mask(frame == "")


def _check_references(table, frame, frames):
    for column, (other, key) in table.references.items():
        known = frames[other] if other in frames else _read(find(other), _source(find(other)))
        values = frame[column].dropna()
        unknown = values[~values.isin(known[key])]
        problems = [(line, column, value, f"is not in data/{find(other).file}") for line, value in unknown.items()]
        complain(problems, f"data/{table.file}")


def _provenance(table, source):
    return {
        "table": table.name,
        "row": table.row,
        "basis": table.basis,
        "origin": table.origin,
        "licence": table.licence,
        "file": place(source),
        "sha256": digest(source),
    }


def _meanings(table):
    return {
        name: {"meaning": column.description, "unit": (column.metadata or {}).get("unit")}
        for name, column in table.schema.columns.items()
    }


def _write(frame, path, note):
    """Write through a file beside the target, so that the target is the old table or the new one."""
    stored = pa.Table.from_pandas(frame, preserve_index=False)
    stored = stored.replace_schema_metadata({**stored.schema.metadata, NOTE: json.dumps(note).encode()})
    fresh = path.with_suffix(".writing")
    try:
        pq.write_table(stored, fresh, compression="zstd")
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _trace(note):
    """Tell the runner of reports which file a notebook read."""
    if os.environ.get("ENGAGEMENT_TRACE"):
        with open(os.environ["ENGAGEMENT_TRACE"], "a", encoding="utf-8") as file:
            file.write(json.dumps({key: note[key] for key in ("table", "file", "sha256", "basis")}) + "\n")

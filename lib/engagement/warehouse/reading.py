"""One file -> the rows of its table, typed and held against the rules; and every row that could not be used."""

import json
import os
import shutil
from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement.organizations.pseudonyms import DEMONSTRATION, pseudonym
from engagement.sources import dates
from engagement.sources.opening import Unreadable
from engagement.sources.reader import PLACE
from engagement.sources.readers import recognise
from engagement.tables.registry import find
from engagement.tables.validation import sifted
from engagement.warehouse.listings import listings
from engagement.warehouse.store import digest

SUMMARY = "file.json"
REASONS = 3  # problems of a row that are told; a row with more is told to have more


@dataclass(frozen=True)
class Origin:
    """A folder of files: its name, and what their rows rest on unless a file says it is a demonstration."""

    name: str
    basis: str


@dataclass(frozen=True)
class FileRead:
    """What became of a file; the row of the table ``files``."""

    file: str
    file_sha256: str | None
    basis: str
    bytes: int
    reader: str | None = None
    title: str | None = None
    table: str | None = None
    rows_present: int = 0
    rows_read: int = 0
    rows_rejected: int = 0
    notes: str | None = None
    problem: str | None = None
    remedy: str | None = None
    tables: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    folder: str = ""


def read_part(path, label, origin, references, key, folder):
    """Read a file into a folder of its own, or take over what an earlier build read from the same bytes.

    Parameters
    ----------
    path : pathlib.Path
    label : str
        What messages call it.
    origin : Origin
        The folder it lies in.
    references : References
    key : bytes
        Secret for pseudonyms.
    folder : pathlib.Path
        Where TABLE.parquet, rejects.parquet and file.json go; complete once file.json is there.

    Returns
    -------
    FileRead
    """
    if (folder / SUMMARY).exists():
        known = FileRead(**json.loads((folder / SUMMARY).read_text(encoding="utf-8")))
        return FileRead(**{**asdict(known), "file": label, "folder": origin.name})
    work = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        with Writer(work) as writer:
            done = read_file(path, label, origin, references, key, writer)
        (work / SUMMARY).write_text(json.dumps(asdict(done)), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
        return done
    finally:
        shutil.rmtree(work, ignore_errors=True)


class Writer:
    """Parquet files of a folder, one a table, written as rows come."""

    def __init__(self, folder):
        self.folder, self.files = folder, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for file in self.files.values():
            file.close()

    def write(self, name, frame):
        """Append rows to a table."""
        if frame.empty:
            return
        rows = pa.Table.from_pandas(frame, schema=arrow_schema(frame), preserve_index=False)
        if name not in self.files:
            self.files[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", rows.schema, compression="zstd")
        self.files[name].write_table(rows)


def arrow_schema(frame):
    """The storage types of a typed frame, the same however empty its columns are."""
    kinds = {"Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
    return pa.schema(
        [
            (
                name,
                pa.timestamp("ms")
                if kind.kind == "M"
                else kinds.get(str(kind), pa.int64() if kind.kind == "i" else pa.string()),
            )
            for name, kind in frame.dtypes.items()
        ]
    )


def read_file(path, label, origin, references, key, writer):
    """Read a file and hand its rows, and those it rejects, to a writer with ``write(table, frame)``.

    Returns
    -------
    FileRead
        With ``problem`` and ``remedy`` where the file cannot be read at all; then no row of it counts.
    """
    start = {
        "file": label, "file_sha256": None, "basis": origin.basis, "folder": origin.name, "bytes": path.stat().st_size,
    }  # fmt: skip
    try:
        start["file_sha256"] = digest(path)
        reader, found, notes = recognise(path)
        start["basis"] = "demonstration" if found.basis == "demonstration" else origin.basis
        secret = DEMONSTRATION if start["basis"] == "demonstration" else key
        return read_rows(reader, found, start, references, secret, writer, notes)
    except Unreadable as error:
        return FileRead(**start, problem=error.reason, remedy=error.remedy)
    except OSError as error:
        return FileRead(
            **start, problem=f"it cannot be read ({error.strerror or error})", remedy="check the file and the disk"
        )


def read_rows(reader, found, start, references, key, writer, notes=()):
    """Type what a reader found and hold it against the rules; parameters and result as in ``read_file``.

    ``start`` holds what is known of the file itself: the first fields of FileRead and its folder.

    Raises
    ------
    RuntimeError
        If rows read and rejected do not add up to the rows present: the reader is wrong then, not the file.
    """
    return _Job(reader, found, start, references, key, writer).run(notes)


class _Job:
    """The reading of one file."""

    def __init__(self, reader, found, start, references, key, writer):
        self.reader, self.found, self.start = reader, found, start
        self.references, self.key, self.writer = references, key, writer
        self.table = find(reader.table)
        self.days = [name for name, column in self.table.entry.columns.items() if str(column.dtype) == "datetime64[ns]"]
        self.evidence = None

    def run(self, notes):
        present = read = rejected = 0
        written, bodies = set(), set()
        for rows in self.found.read():
            good, wrong = self._sort(rows)
            present, read = present + rows.present, read + len(good)
            rejected += len(wrong[PLACE].drop_duplicates())
            bodies |= set(good["body"].unique())
            for name, frame in (self.table.name, good), *listings(self.table, good):
                self.writer.write(name, frame)
                written |= {name} if len(frame) else set()
            self.writer.write("rejects", self._rejects(wrong))
        if present != read + rejected:
            raise RuntimeError(
                f"{self.reader.name} lost rows of {self.start['file']}: {present} = {read} + {rejected}?"
            )
        said = [*notes, *(order.said(name) for name, order in (self.evidence or {}).items())]
        return FileRead(
            **self.start, reader=self.reader.name, title=self.reader.title, table=self.table.name,
            rows_present=present, rows_read=read, rows_rejected=rejected, notes="; ".join(filter(None, said)) or None,
            tables=sorted(written), bodies=sorted(bodies),
        )  # fmt: skip

    def _sort(self, rows):
        """The rows of a chunk that can be used, typed and completed, and the problems of the others."""
        frame = rows.frame.reset_index(drop=True)
        where = frame[PLACE].astype({"sheet": "string", "row": "int64"})
        text = frame.reindex(columns=list(self.table.entry.columns)).astype("string")
        text, undecided = self._dates(text)
        wrong = [undecided]
        if "person" in text:
            names = text["person"].dropna().unique()
            text["person"] = text["person"].map({name: pseudonym(name, self.key) for name in names}).astype("string")
        told = pd.MultiIndex.from_frame(rows.problems[PLACE].astype({"sheet": "string"}))
        sound = ~pd.MultiIndex.from_frame(where).isin(told) & ~text.index.isin(undecided["at"])
        typed, found = sifted(text[sound], self.table.entry)
        wrong += [found, *self._rules(typed)]
        wrong = pd.concat(wrong, ignore_index=True)
        good = self.references.completed(self.table, typed[~typed.index.isin(wrong["at"])])
        good = good.assign(basis=self.start["basis"], file_sha256=self.start["file_sha256"]).join(where)
        placed = where.loc[wrong["at"].astype("int64")].reset_index(drop=True)
        return good, pd.concat(
            [rows.problems, pd.concat([placed, wrong.drop(columns="at")], axis=1)], ignore_index=True
        )

    def _rules(self, typed):
        for said, broken in self.table.rules.items():
            at = typed.index[broken(typed).fillna(False)]
            yield _found(at, None, None, said, "correct the row")
        for at, column, reason, remedy in self.references.problems(self.table, typed):
            yield _found(at, column, typed.loc[at, column].tolist(), reason, remedy)

    def _dates(self, text):
        """Dates rewritten, each different one once, and those that could be two."""
        undecided = [_found([], None, None, None, None)]
        for name in self.days:
            codes, printed = pd.factorize(text[name])
            printed = pd.Series(printed, dtype="string")
            written, either = dates.rewrite(printed, dates.Order())
            if either.any():  # the evidence costs another pass over the file
                written, either = dates.rewrite(printed, self._order(name))
            undecided.append(_undecided(text.loc[np.append(either, False)[codes], name]))
            text[name] = written.array.take(codes, allow_fill=True)
        return text, pd.concat(undecided)

    def _order(self, column):
        """The evidence of a whole column, gathered from the whole file when first needed."""
        if self.evidence is None:
            self.evidence = dict.fromkeys(self.days, dates.Order())
            for rows in self.found.read():
                for name in set(self.days) & set(rows.frame):
                    self.evidence[name] += dates.order(rows.frame[name].astype("string"))
        return self.evidence[column]

    def _rejects(self, wrong):
        start = {name: self.start[name] for name in ("file", "file_sha256", "basis")}
        text = wrong.astype(dict.fromkeys(("sheet", "column", "value", "reason", "remedy"), "string"))
        return text.astype({"row": "Int64"}).assign(**start)[[*start, *text.columns]]


def _found(at, column, value, reason, remedy):
    return pd.DataFrame(
        {"at": at, "column": column, "value": value, "reason": reason, "remedy": remedy}, index=range(len(at))
    )


def _undecided(values):
    """Problems of dates that could be two."""
    both = [dates.readings(value) for value in values]
    reasons = [f"may be {one} or {other}, and no date in the column decides" for one, other in both]
    return _found(
        values.index, values.name, values.to_numpy(), reasons, [f"write {one} or {other}" for one, other in both]
    )

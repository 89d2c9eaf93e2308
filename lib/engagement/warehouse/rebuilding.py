"""A build that has something to do: shipped tables, what was read from files, rows merged."""

import json
from dataclasses import asdict

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement.tables.inbox import LISTS, RECORDS
from engagement.tables.registry import find
from engagement.warehouse import shipped
from engagement.warehouse.merging import PARENT, Merging, about
from engagement.warehouse.parts import forget, of_facts, of_files, together
from engagement.warehouse.reading import Origin, arrow_schema, read_file
from engagement.warehouse.references import References
from engagement.warehouse.store import NOTE, PARTS, Building

NAMES = "organization_names"


def rebuild(tidy, former, inputs, code, workers, progress):
    """Build all tables anew, taking over what has not changed.

    Parameters
    ----------
    tidy : pathlib.Path
    former : dict
        Manifest of the build in place.
    inputs : dict of str to Input
    code : str
        Digest of the code.
    workers, progress
        See ``build``.

    Returns
    -------
    dict
        The manifest of the new build.
    """
    dropped = {label: one for label, one in inputs.items() if one.folder != "data"}
    ground = together(code, *(one.sha256 for label, one in inputs.items() if label not in dropped))
    former = former if former.get("ground") == ground else {}
    with Building(tidy) as building:
        tables, frames = _shipped(building, former)
        parts = of_facts(tidy / PARTS, frames, inputs, ground) + of_files(
            tidy / PARTS, dropped, ground, workers, progress
        )
        tables |= _merge(building, former, parts)
        told = [asdict(part.read) for part in parts if not _is_nobodys(part.read)]
        _tell(building, parts, told, tables)
        manifest = {
            "code": code, "ground": ground, "inputs": {label: _stored(one) for label, one in inputs.items()},
            "tables": tables, "files": told,
        }  # fmt: skip
        building.publish(manifest)
    forget(tidy / PARTS, parts)
    return manifest


def try_out(path):
    """See ``warehouse.check``."""
    kept = _Rejects()
    read = read_file(path, str(path), Origin("", "recorded"), References.read(), b"", kept)
    return read, kept.rows


class _Rejects:
    """A writer that keeps the rejects and throws away all else."""

    def __init__(self):
        self.rows = []

    def write(self, name, frame):
        if name == "rejects":
            self.rows += frame.to_dict("records")


def _shipped(building, former):
    """The shipped tables, written or taken over; their frames only where they were read."""
    if former:
        standing = {name: former["tables"][name] for name in shipped.names()}
        for name, one in standing.items():
            building.keep(f"{name}.problem" if one["problem"] else f"{name}.parquet")
    tables, frames = {}, {}
    for name in shipped.names():
        one = shipped.read(name, frames)
        if one.problem:
            (building.fresh / f"{name}.problem").write_text(one.problem, encoding="utf-8")
            frames.pop(name, None)
        elif not former:
            stored = pa.Table.from_pandas(one.frame.reset_index(drop=True), preserve_index=False)
            _store(stored, building.fresh / f"{name}.parquet", one.note)
        tables[name] = {"rows": 0 if one.problem else len(one.frame), "problem": one.problem}
    return tables, frames


def _store(rows, path, note):
    metadata = {**(rows.schema.metadata or {}), NOTE: json.dumps(note).encode()}
    pq.write_table(rows.replace_schema_metadata(metadata), path, compression="zstd")


def _merge(building, former, parts):
    """The tables filled from files; one whose files are those of the build in place is taken over."""
    held = {part.read.file_sha256: part for part in parts if part.read.tables}
    tables = {}
    with Merging(
        {digest: part.folder for digest, part in held.items()},
        {digest: part.read for digest, part in held.items()},
        building.fresh,
    ) as merging:
        for name in [table.name for table in (*RECORDS, *LISTS)]:
            filling = [part.read for part in held.values() if name in part.read.tables or name == NAMES]
            signature = together(*(f"{read.file} {read.file_sha256}" for read in filling))
            standing = former.get("tables", {}).get(name, {})
            if standing.get("signature") == signature and PARENT.get(name, name) not in merging.passed:
                if standing["rows"]:
                    building.keep(f"{name}.parquet")
                tables[name] = standing
                continue
            before = len(merging.conflicts)
            rows = merging.write_names() if name == NAMES else merging.write(name)
            tables[name] = {
                "rows": rows,
                "problem": None,
                "signature": signature,
                "conflicts": merging.conflicts[before:],
            }
    return tables


def _tell(building, parts, told, tables):
    """Write the tables files, rejects and conflicts."""
    conflicts = [one for table in tables.values() for one in table.get("conflicts", ())]
    unreadable = [
        {
            **{name: one[name] for name in ("file", "file_sha256", "basis")},
            "reason": one["problem"],
            "remedy": one["remedy"],
        }
        for one in told
        if one["problem"]
    ]
    rejects = [pd.DataFrame(unreadable)] if unreadable else []
    for part in parts:
        path = part.folder / "rejects.parquet"
        if part.read.tables is not None and part.read.rows_rejected and path.exists():
            rejects.append(pq.read_table(path).to_pandas().assign(file=part.read.file))
    held = [{"file": one["file"], "sha256": one["file_sha256"], "basis": one["basis"], "body": None} for one in told]
    frames = {
        "files": pd.DataFrame(told),
        "rejects": pd.concat(rejects) if rejects else pd.DataFrame(),
        "conflicts": pd.DataFrame(conflicts),
    }
    for name, frame in frames.items():
        columns = find(name).schema.columns
        frame = frame.reindex(columns=list(columns)).astype({key: column.dtype.type for key, column in columns.items()})
        rows = pa.Table.from_pandas(frame, schema=arrow_schema(frame), preserve_index=False)
        _store(rows, building.fresh / f"{name}.parquet", about(find(name), _by_folder(held)))
        tables[name] = {"rows": len(frame), "problem": None}


def _by_folder(held):
    """One entry a folder and basis in the place of one a file."""
    groups = {}
    for one in held:
        groups.setdefault((one["file"].rsplit("/", 1)[0], one["basis"]), []).append(one["sha256"] or "")
    return [
        {"file": f"{folder} ({len(digests)} files)", "sha256": together(*digests), "basis": basis, "body": None}
        for (folder, basis), digests in groups.items()
    ]


def _is_nobodys(read):
    """A file among further data that is no reader's: it was not put there to be read."""
    return read.folder == "ENGAGEMENT_DATA" and read.reader is None and not read.notes


def _stored(one):
    return {"folder": one.folder, "size": one.size, "changed": one.changed, "sha256": one.sha256}

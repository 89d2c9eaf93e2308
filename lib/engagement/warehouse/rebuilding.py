"""A build that has something to do: shipped tables, files read in parallel, rows merged."""

import json
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from engagement import locations
from engagement.organizations.pseudonyms import read_key
from engagement.tables.inbox import LISTS, RECORDS
from engagement.tables.registry import find
from engagement.warehouse import facts, shipped
from engagement.warehouse.build import DEMONSTRATION
from engagement.warehouse.merging import PARENT, Merging, about
from engagement.warehouse.reading import (
    SUMMARY,
    FileRead,
    Origin,
    Writer,
    arrow_schema,
    read_file,
    read_part,
    read_rows,
)
from engagement.warehouse.references import References
from engagement.warehouse.store import NOTE, PARTS, Building

NAMES = "organization_names"
WORTH_A_PROCESS = 1_000_000  # bytes; less is read before a process has started


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
    ground = _together(code, *(one.sha256 for label, one in inputs.items() if label not in dropped))
    former = former if former.get("ground") == ground else {}
    with Building(tidy) as building:
        tables, frames = _shipped(building, former)
        parts = _facts(tidy / PARTS, frames, inputs, ground) + _read_all(
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
    _forget(tidy / PARTS, parts)
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


@dataclass(frozen=True)
class Part:
    """What was read from one file, and the folder it lies in."""

    read: FileRead
    folder: Path


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


def _facts(folder, frames, inputs, ground):
    """Parts of the published facts."""
    references, parts = References(frames), []
    for reader, found, name in facts.facts(frames):
        label = f"data/{find(name).file}"
        target = folder / _together(ground, label)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        start = {
            "file": label, "file_sha256": inputs[label].sha256, "basis": "published", "folder": "data/published",
            "bytes": inputs[label].size,
        }  # fmt: skip
        with Writer(target) as writer:
            parts.append(Part(read_rows(reader, found, start, references, b"", writer), target))
    return parts


def _read_all(folder, files, ground, workers, progress):
    """A part for each file people dropped, in their order; new ones are read in parallel."""
    seen, jobs = {}, {}
    for label, one in files.items():
        if one.sha256 not in seen:
            seen[one.sha256] = label
            basis = "demonstration" if one.folder == DEMONSTRATION else "recorded"
            jobs[label] = (one, Origin(one.folder, basis), folder / _together(ground, one.sha256, basis))
    key = read_key(locations.data() / ".pseudonym-key") if jobs else b""
    read = _in_parallel(jobs, key, workers, progress)
    parts = []
    for label, one in files.items():
        if label in jobs:
            parts.append(Part(read[label], jobs[label][2]))
        else:
            same = f"the same bytes as {seen[one.sha256]}, which is read once"
            parts.append(Part(FileRead(label, one.sha256, "recorded", one.size, notes=same, folder=one.folder), folder))
    return parts


def _in_parallel(jobs, key, workers, progress):
    new = {label: job for label, job in jobs.items() if not (job[2] / SUMMARY).exists()}
    references = References.read() if jobs else None
    total = sum(one.size for one, *_ in new.values())
    bar = tqdm(
        total=total, unit="B", unit_scale=True, desc="files", file=sys.stderr, disable=None if progress else True
    )
    with bar:
        if workers > 1 and len(new) > 1 and total > WORTH_A_PROCESS:
            with ProcessPoolExecutor(workers) as pool:
                running = {
                    pool.submit(read_part, one.path, label, origin, references, key, target): one
                    for label, (one, origin, target) in new.items()
                }
                for done in as_completed(running):
                    done.result()
                    bar.update(running[done].size)
        read = {}
        for label, (one, origin, target) in jobs.items():
            fresh = not (target / SUMMARY).exists()
            read[label] = read_part(one.path, label, origin, references, key, target)
            bar.update(one.size if fresh else 0)
        return read


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
            signature = _together(*(f"{read.file} {read.file_sha256}" for read in filling))
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
        {"file": f"{folder} ({len(digests)} files)", "sha256": _together(*digests), "basis": basis, "body": None}
        for (folder, basis), digests in groups.items()
    ]


def _is_nobodys(read):
    """A file among further data that is no reader's: it was not put there to be read."""
    return read.folder == "ENGAGEMENT_DATA" and read.reader is None and not read.notes


def _stored(one):
    return {"folder": one.folder, "size": one.size, "changed": one.changed, "sha256": one.sha256}


def _forget(folder, parts):
    """Remove what was read from files that are gone or have changed."""
    used = {part.folder.name for part in parts}
    for old in folder.iterdir() if folder.exists() else ():
        if old.name not in used:
            shutil.rmtree(old, ignore_errors=True)


def _together(*words):
    return sha256("\0".join(words).encode()).hexdigest()

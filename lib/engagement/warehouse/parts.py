"""What was read from each file, in a folder of its own that is kept until the file changes."""

import shutil
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tqdm import tqdm

from engagement import locations
from engagement.organizations.pseudonyms import read_key
from engagement.tables.registry import find
from engagement.warehouse import facts
from engagement.warehouse.build import DEMONSTRATION
from engagement.warehouse.reading import SUMMARY, FileRead, Origin, Writer, read_part, read_rows
from engagement.warehouse.references import References

WORTH_A_PROCESS = 1_000_000  # bytes; less is read before a process has started


@dataclass(frozen=True)
class Part:
    """What was read from one file, and the folder it lies in."""

    read: FileRead
    folder: Path


def of_facts(folder, frames, inputs, ground):
    """Parts of the published facts."""
    references, parts = References(frames), []
    for reader, found, name in facts.facts(frames):
        label = f"data/{find(name).file}"
        target = folder / together(ground, label)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        start = {
            "file": label, "file_sha256": inputs[label].sha256, "basis": "published", "folder": "data/published",
            "bytes": inputs[label].size,
        }  # fmt: skip
        with Writer(target) as writer:
            parts.append(Part(read_rows(reader, found, start, references, b"", writer), target))
    return parts


def of_files(folder, files, ground, workers, progress):
    """A part for each file people dropped, in their order; new ones are read in parallel."""
    seen, jobs = {}, {}
    for label, one in files.items():
        if one.sha256 not in seen:
            seen[one.sha256] = label
            basis = "demonstration" if one.folder == DEMONSTRATION else "recorded"
            part = folder / together(ground, one.sha256, basis, one.path.name)  # readers may go by the name, too
            jobs[label] = (one, Origin(one.folder, basis), part)
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


def forget(folder, parts):
    """Remove what was read from files that are gone or have changed."""
    used = {part.folder.name for part in parts}
    for old in folder.iterdir() if folder.exists() else ():
        if old.name not in used:
            shutil.rmtree(old, ignore_errors=True)


def together(*words):
    """One digest for several words in their order."""
    return sha256("\0".join(words).encode()).hexdigest()

"""Rebuild the tidy tables: read what is new, merge what it touches, and put the whole in place at once."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from engagement import locations
from engagement.warehouse import store

SHIPPED = ("published", "ietf", "reference", "coverage.csv", "validation.csv")
DEMONSTRATION = "data/demonstration/records"
LITTER = re.compile(r"\.|~\$|(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE)  # Excel's of an open workbook, Windows' own


@dataclass(frozen=True)
class Built:
    """What became of one table: rows written, or the reason why not."""

    table: str
    rows: int
    problem: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a build.

    Attributes
    ----------
    tables : list of Built
    files : list of dict
        Rows of the table ``files``.
    changed : bool
        False where nothing had changed since the last build, and nothing was done.
    conflicts : int
        Values in which rows about one thing contradict one another.
    """

    tables: list
    files: list
    changed: bool = True
    conflicts: int = 0

    @property
    def problems(self):
        """Tables that were not built, by name."""
        return [one.table for one in self.tables if one.problem]

    @property
    def unreadable(self):
        """Files that somebody put there and nobody could read."""
        return [file for file in self.files if file["problem"]]


def build(inbox=None, tidy=None, *, workers=None, progress=False):
    """Rebuild the tidy tables from what the repository ships and the user added.

    Parameters
    ----------
    inbox, tidy : path-like, optional
        In the place of data/inbox and data/tidy.
    workers : int, optional
        Processes that read files; one a core if not given.
    progress : bool
        Whether to draw a bar (on a terminal only).

    Returns
    -------
    Outcome
        A table or a file that cannot be read does not stop the others; a build that
        dies leaves the former tables.
    """
    tidy = Path(tidy) if tidy else locations.tidy()
    store.recover(tidy)
    former = store.read_manifest(tidy)
    inputs = _inputs(Path(inbox) if inbox else locations.inbox(), former)
    code = store.code_digest()
    if former.get("code") == code and former["inputs"].keys() == inputs.keys() and _same(former["inputs"], inputs):
        return _outcome(former, changed=False)
    from engagement.warehouse.rebuilding import rebuild  # reading takes packages that a look at the inputs does not

    manifest = rebuild(tidy, former, inputs, code, workers or os.cpu_count(), progress)
    return _outcome(manifest, changed=True)


def check(path):
    """What a file is taken for and which of its rows would be rejected; nothing is written.

    Returns
    -------
    FileRead
    list of dict
        Problems: sheet, row, column, value, reason, remedy.
    """
    from engagement.warehouse.rebuilding import try_out

    return try_out(Path(path))


@dataclass(frozen=True)
class Input:
    """A file the tables are made from.

    Attributes
    ----------
    path
    folder
        ``data/inbox``, ``data/demonstration``, ``ENGAGEMENT_DATA`` …, as messages name it.
    size, changed, sha256
        Bytes, time of the last change in nanoseconds, digest of the content.
    """

    path: Path
    folder: str
    size: int
    changed: int
    sha256: str


def _inputs(inbox, former):
    """Every input, by the name it is told under, in the order in which a later one goes before an earlier."""
    folders = [
        (locations.data(), "data", SHIPPED),
        (locations.demonstration() / "records", DEMONSTRATION, ("",)),
        (locations.further_data(), "ENGAGEMENT_DATA", ("",)),
        (inbox, store.place(inbox), ("",)),
    ]
    known, found = former.get("inputs", {}), {}
    for folder, name, parts in folders:
        for path in _under(folder, parts) if folder else ():
            label = f"{name}/{path.relative_to(folder).as_posix()}"
            found[label] = _input(path, name, known.get(label))
    return found


def _under(folder, parts):
    """Files below a folder; hidden ones, those in a hidden folder and those that programs leave are nobody's data."""
    named = (folder / part for part in parts)
    paths = sorted(path for part in named for path in (part, *part.rglob("*")) if path.is_file())
    return [path for path in paths if not any(LITTER.match(name) for name in path.relative_to(folder).parts)]


def _input(path, folder, known):
    """The digest is taken anew only where size or time changed."""
    stat = path.stat()
    same = known and (known["size"], known["changed"]) == (stat.st_size, stat.st_mtime_ns)
    return Input(path, folder, stat.st_size, stat.st_mtime_ns, known["sha256"] if same else store.digest(path))


def _same(known, inputs):
    return all(known[label]["sha256"] == one.sha256 for label, one in inputs.items())


def _outcome(manifest, changed):
    tables = [Built(name, one["rows"], one["problem"]) for name, one in manifest["tables"].items()]
    conflicts = sum(len(one.get("conflicts", ())) for one in manifest["tables"].values())
    return Outcome(tables, manifest["files"], changed, conflicts)

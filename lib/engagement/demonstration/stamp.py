"""Whether a folder of made-up records is current, and putting a new one in its place whole; needs no package."""

import hashlib
import json
import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from engagement import locations
from engagement.errors import DataError

STAMP = ".stamp"
REFERENCES = (
    "reference/study_groups.csv", "reference/study_periods.csv", "reference/countries.csv",
    "reference/question_lists.csv", "published/questions.csv", "published/meeting_figures.csv",
)  # fmt: skip
CODE = ("demonstration/*.py", "sources/template*.py", "tables/*records.py")
PACKAGES = ("numpy", "pandas", "xlsxwriter")


def is_current(folder, truth, factor=None):
    """Whether a folder holds the files that this truth, factor and code give.

    Parameters
    ----------
    folder, truth : path-like
    factor : float, optional
        The one the folder was written with, if not given.

    Returns
    -------
    bool
        False also where a file is missing, added or of another size.
    """
    known = _read(Path(folder))
    if not known or not Path(truth).is_file() or known["made_from"] != made_from(truth, factor or known["factor"]):
        return False
    return {name: one["bytes"] for name, one in known["files"].items()} == _sizes(Path(folder))


def made_from(truth, factor):
    """Digest of all that decides what the files hold: truth, factor, code, shipped tables and packages."""
    package = Path(__file__).parents[1]
    files = [Path(truth), *(locations.data() / name for name in REFERENCES)]
    files += sorted(path for pattern in CODE for path in package.glob(pattern))
    words = [f"{float(factor):g}", *(f"{name} {_version(name)}" for name in PACKAGES)]
    total = hashlib.sha256(" ".join(words).encode())
    for path in files:
        total.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return total.hexdigest()


def factor_of(folder):
    """The factor a folder was written with; 1 where it holds nothing of ours."""
    known = _read(Path(folder))
    return known["factor"] if known else 1


class Replacing:
    """A new folder beside the old, which it replaces whole or not at all.

    Parameters
    ----------
    folder : path-like

    Attributes
    ----------
    fresh : pathlib.Path
        Where to write.

    Raises
    ------
    DataError
        If the old folder holds anything that was not written by this.
    """

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.fresh = self.folder.parent / f".{self.folder.name}-building"
        self.former = self.folder.parent / f".{self.folder.name}-former"

    def __enter__(self):
        if self.former.exists() and not self.folder.exists():
            self.former.rename(self.folder)  # a run died between taking the old away and putting the new there
        _only_ours(self.folder)
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(parents=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.fresh, ignore_errors=True)

    def publish(self, made_from, factor):
        """Stamp the new folder and put it in the place of the old; returns its files."""
        sizes = _sizes(self.fresh)
        names = sorted(sizes)
        files = {name: {"bytes": sizes[name], "sha256": _digest(self.fresh / name)} for name in names}
        stamp = {"written_by": "engagement demo", "made_from": made_from, "factor": factor, "files": files}
        (self.fresh / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        _only_ours(self.folder)
        shutil.rmtree(self.former, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(self.former)
        self.fresh.rename(self.folder)
        shutil.rmtree(self.former, ignore_errors=True)
        return [self.folder / name for name in names]


def _only_ours(folder):
    """Refuse a folder with anything in it that is not as it was written."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DataError(f"{folder} is a file; name a folder to write to")
    found, stamp = _sizes(folder), _read(folder)
    if stamp is None and found:
        raise DataError(
            f"{folder} holds files that `engagement demo` did not write, such as {min(found)}; "
            f"name another folder, or move them away"
        )
    known = stamp["files"] if stamp else {}
    strange = [name for name in sorted(found) if name not in known or _digest(folder / name) != known[name]["sha256"]]
    if strange:
        raise DataError(
            f"{folder} holds {len(strange)} files that `engagement demo` did not write or that were changed since, "
            f"such as {strange[0]}; move them away (data/inbox is the place for your own) and run again"
        )


def _read(folder):
    """The stamp of a folder; None where it has none that can be read."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return (
            stamp
            if stamp["made_from"] and stamp["factor"] and {one["bytes"] for one in stamp["files"].values()}
            else None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sizes(folder):
    """Files below a folder, by name, with their sizes; the stamp is none of them."""
    sizes, left = {}, [(str(folder), "")]
    while left:
        path, prefix = left.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    left.append((entry.path, f"{prefix}{entry.name}/"))
                elif prefix or entry.name != STAMP:
                    sizes[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return sizes


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"

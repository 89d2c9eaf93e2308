"""The folder of tidy tables: how a table is written, and how a whole build takes the place of the former one."""

import hashlib
import json
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from engagement import locations

NOTE = b"engagement"
MANIFEST = "manifest.json"
PARTS = ".parts"  # what was read from each file, kept for the next build
CODE = ("tables", "sources", "organizations", "warehouse")
PACKAGES = ("pandas", "pandera", "pyarrow", "duckdb", "python-calamine", "lxml", "rapidfuzz")


def place(path):
    """A file as messages and manifests name it: relative to the checkout or ENGAGEMENT_DATA."""
    path = Path(path)
    if path.is_relative_to(locations.home()):
        return path.relative_to(locations.home()).as_posix()
    further = locations.further_data()
    if further and path.is_relative_to(further):
        return f"ENGAGEMENT_DATA/{path.relative_to(further).as_posix()}"
    return path.name


def digest(path):
    """SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_digest():
    """Digest of everything that decides what a file becomes: our code and the packages it reads with."""
    package = Path(__file__).parents[1]
    sources = sorted(path for folder in CODE for path in (package / folder).rglob("*.py"))
    total = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    for path in sources:
        total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def read_manifest(tidy):
    """What the build in place was made from; empty where there is none."""
    try:
        return json.loads((tidy / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


class Building:
    """A new folder of tables beside the one in place, which it replaces whole or not at all."""

    def __init__(self, tidy):
        self.tidy = tidy
        self.fresh = tidy.parent / f".{tidy.name}-building"
        self.former = tidy.parent / f".{tidy.name}-former"

    def __enter__(self):
        recover(self.tidy)
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(parents=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.fresh, ignore_errors=True)

    def keep(self, name):
        """Take a file of the build in place over as it is."""
        try:
            os.link(self.tidy / name, self.fresh / name)
        except OSError:  # some file systems have no links
            shutil.copy2(self.tidy / name, self.fresh / name)

    def publish(self, manifest):
        """Write the manifest and put the new folder in the place of the old."""
        (self.fresh / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        if (self.tidy / PARTS).exists():
            (self.tidy / PARTS).rename(self.fresh / PARTS)
        shutil.rmtree(self.former, ignore_errors=True)
        if self.tidy.exists():
            self.tidy.rename(self.former)
        self.fresh.rename(self.tidy)
        shutil.rmtree(self.former, ignore_errors=True)


def recover(tidy):
    """Put the former tables back where a build died between taking them away and putting the new ones there."""
    former = tidy.parent / f".{tidy.name}-former"
    if former.exists() and not tidy.exists():
        former.rename(tidy)

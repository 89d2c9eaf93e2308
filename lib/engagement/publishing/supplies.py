"""What reports need of the project, each file known by its digest: listed here, fetched once by every worker."""

import contextlib
import hashlib
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from engagement import locations
from engagement.errors import DataError
from engagement.warehouse.store import digest

TABLES = "data/tidy"
NO_INPUT = ("inbox", "tidy", "ietf", "demonstration/records")  # of data: what tables are built from, by the run itself
MOST = 50 * 2**20  # bytes of files handed over at a time


@dataclass(frozen=True)
class Item:
    """A file: where it goes in a project, the digest of what it holds, and where the run has it."""

    name: str
    sha256: str
    source: str


def listing():
    """Notebooks, tables and whatever else a notebook may open.

    Returns
    -------
    tuple of Item
        By name; nothing of the inbox, nothing hidden.
    """
    files = {f"{TABLES}/{path.name}": path for path in _files(locations.tidy().glob("*"))}
    for folder in (locations.notebooks(), locations.data()):
        for path in _files(folder.rglob("*")):
            name = path.relative_to(locations.home())
            if not any(part.startswith(".") for part in name.parts) and not _is_no_input(path):
                files[name.as_posix()] = path
    return tuple(Item(name, digest(path), str(path)) for name, path in sorted(files.items()))


def put(items, address):
    """Put what is not there yet where the workers can get it.

    Parameters
    ----------
    items : iterable of Item
    address : str
        A folder, as fsspec names it: ``s3://bucket/folder``, ``file:///mnt/shared`` …

    Raises
    ------
    DataError
        If it cannot be written to.
    """
    from fsspec.core import url_to_fs

    try:
        files, folder = url_to_fs(address)
        files.makedirs(folder, exist_ok=True)
        there = {path.rpartition("/")[2] for path in files.ls(folder, detail=False)}
        for item in {item.sha256: item for item in items if item.sha256 not in there}.values():
            files.put_file(item.source, f"{folder}/{item.sha256}.new")
            files.mv(f"{folder}/{item.sha256}.new", f"{folder}/{item.sha256}")
    except (OSError, ValueError, ImportError) as error:
        raise DataError(
            f"--data {address}: cannot be written to ({error}); give an address this machine and the workers reach, "
            "or leave it out, and files go through the scheduler"
        ) from error


def given(items, wanted):
    """The contents of files, by digest, as many as go over at a time.

    Parameters
    ----------
    items : iterable of Item
    wanted : collection of str
        Digests.

    Returns
    -------
    dict of str to bytes
        None of those that are no longer what they were.
    """
    found, size = {}, 0
    for item in items:
        if item.sha256 in wanted and item.sha256 not in found and size < MOST:
            content = _read(item.source)
            if content is not None and _holds(content, item.sha256):
                found[item.sha256] = content
                size += len(content)
    return found


class Store:
    """The files a worker has fetched, by digest, in a folder of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def fetch(self, items, address, given):
        """Get files: from what was handed over, from the address, or from where the run has them, if seen from here.

        Returns
        -------
        set of str
            Digests of those not to be had.
        """
        for sha256, content in given.items():
            if _holds(content, sha256):
                self._keep(sha256, content)
        lacking = [item for item in items if not (self.folder / item.sha256).exists()]
        for item in lacking:
            content = _from_address(address, item.sha256) if address else None
            if content is None or not _holds(content, item.sha256):
                content = _read(item.source)
            if content is not None and _holds(content, item.sha256):
                self._keep(item.sha256, content)
        return {item.sha256 for item in lacking if not (self.folder / item.sha256).exists()}

    def lay_out(self, items, home):
        """Put files where a project has them: tables as links, the others as copies that a notebook may change."""
        shutil.rmtree(home, ignore_errors=True)
        for item in items:
            path = home / item.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if item.name.startswith(TABLES):
                with contextlib.suppress(OSError):  # some file systems have no links
                    os.link(self.folder / item.sha256, path)
                    continue
            shutil.copyfile(self.folder / item.sha256, path)

    def _keep(self, sha256, content):
        fresh = self.folder / f".{sha256}-{os.getpid()}-{threading.get_ident()}"
        fresh.write_bytes(content)
        fresh.chmod(0o444)
        fresh.replace(self.folder / sha256)


def _files(paths):
    return [path for path in paths if path.is_file()]


def _is_no_input(path):
    return any(path.is_relative_to(locations.data() / folder) for folder in NO_INPUT)


def _holds(content, sha256):
    return hashlib.sha256(content).hexdigest() == sha256


def _read(path):
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _from_address(address, sha256):
    from fsspec.core import url_to_fs

    try:
        files, folder = url_to_fs(address)
        return files.cat_file(f"{folder}/{sha256}")
    except (OSError, ValueError, ImportError):  # the run hands it over then
        return None

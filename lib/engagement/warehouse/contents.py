"""What a table holds, as one digest, so that whoever read it can tell whether it would read the same again."""

import hashlib

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from engagement import locations
from engagement.warehouse.store import digest


def state(name):
    """What tells in no time that a table is still the same file: size, time, number; None where there is none.

    Parameters
    ----------
    name : str

    Returns
    -------
    list of int, or None
    """
    for suffix in ("parquet", "problem"):
        try:
            stat = (locations.tidy() / f"{name}.{suffix}").stat()
        except FileNotFoundError:
            continue
        return [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    return None


def contents(name, body=None, basis=None):
    """Digest of the rows ``load`` would give.

    Parameters
    ----------
    name : str
    body, basis : str, optional
        As for ``load``: rows of other bodies, or on another basis, are left out.

    Returns
    -------
    str
        SHA-256 of the rows, or a word where the table is not there or cannot be read.
    """
    path = locations.tidy() / f"{name}.parquet"
    if path.with_suffix(".problem").exists():
        return digest(path.with_suffix(".problem"))
    if not path.exists():
        return "not there"
    if body is None and basis is None:
        return digest(path)
    rules = [(column, "==", value) for column, value in (("body", body), ("basis", basis)) if value]
    total = hashlib.sha256()
    try:
        rows = pq.read_table(path, filters=rules)
        with pa.PythonFile(_Sink(total), mode="w") as sink:
            csv.write_csv(rows, sink)
    except (OSError, pa.ArrowException) as error:
        return f"cannot be read: {error}"
    return total.hexdigest()


class _Sink:
    """A file that keeps only the digest of what is written."""

    closed = False

    def __init__(self, total):
        self.total = total

    def write(self, data):
        self.total.update(data)
        return len(data)

    def flush(self):
        """Nothing is held back."""

    def close(self):
        """Nothing is held open."""

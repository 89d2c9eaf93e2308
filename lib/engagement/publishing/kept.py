"""Finished reports, kept beside the site: what a run need not make again, and what a stopped run goes on from."""

import json
import os
import shutil
from pathlib import Path

from engagement.warehouse.store import digest

RECORD, NOTEBOOK, PAGE, RESULTS, LOG = "record.json", "notebook.ipynb", "page.html", "results.json", "log.txt"
OUTCOME, FAILURE, EARLIER, WORKING = "outcome.json", "failure.json", "earlier.json", ".working"
RECORDED = {"fingerprint": dict, "page": str, "seconds": (int, float), "inputs": list, "bases": list}
RESTED = {"notebook": (str, type(None))} | dict.fromkeys(
    ("parameters", "code", "files", "tables", "asked", "after"), dict
)
MAKING = ("tidy", "trace", OUTCOME)  # needed only while a report is made


class Kept:
    """The folder of finished reports, one folder each: the last good one and, beside it, the last failure.

    Parameters
    ----------
    site : pathlib.Path
        The site they are published in.
    """

    def __init__(self, site):
        self.site = site
        self.folder = site.with_name(f".{site.name}-kept")
        self.working = self.folder / WORKING

    def good(self, id):
        """Folder of the last good run."""
        return self.folder / id

    def record(self, id):
        """What is known of the last good run; None where there is none, or not all of it is there as it was kept."""
        folder = self.good(id)
        record, results = read(folder / RECORD), read(folder / RESULTS)
        whole = has(record, RECORDED) and is_fingerprint(record["fingerprint"]) and isinstance(results, dict)
        return record if whole and (folder / PAGE).exists() and (folder / NOTEBOOK).exists() else None

    def failure(self, id):
        """What is known of the last run if it failed; None where it did not."""
        return read(self.folder / f"{id}.{FAILURE}")

    def begin(self):
        """Clear away what a stopped run was working on."""
        shutil.rmtree(self.working, ignore_errors=True)
        self.working.mkdir(parents=True)

    def place(self, id):
        """An empty folder to make a report in."""
        folder = self.working / id
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def outcome(self, id):
        """What the process that made it left in its place; None where it could not."""
        return read(self.working / id / OUTCOME)

    def last_words(self, id):
        """The end of the log in its place."""
        try:
            text = (self.working / id / LOG).read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        lines = text.strip().splitlines()
        return f"its last words: {lines[-1][:200]}" if lines else "it said nothing"

    def take(self, id, record):
        """Keep what was made in a report's place, as a whole or not at all."""
        folder, former = self.working / id, self.working / f"{id}.former"
        for name in MAKING:
            _remove(folder / name)
        write(folder / RECORD, record)
        if self.good(id).exists():
            self.good(id).rename(former)
        folder.rename(self.good(id))
        (self.folder / f"{id}.{FAILURE}").unlink(missing_ok=True)
        shutil.rmtree(former, ignore_errors=True)

    def fail(self, id, record):
        """Remember a failure, with its log, beside the last good run."""
        if (self.working / id / LOG).exists():
            (self.working / id / LOG).replace(self.folder / f"{id}.{LOG}")
        write(self.folder / f"{id}.{FAILURE}", record)

    def forget(self, ids):
        """Throw away what is kept of all reports but these."""
        known = set(ids)
        for path in self.folder.iterdir():
            if path.name.partition(".")[0] not in {*known, "", "tables"}:
                _remove(path)

    def results(self, id):
        """Digest of the numbers of the last good run."""
        path = self.good(id) / RESULTS
        return digest(path) if path.exists() else None

    def digests(self):
        """Digests of tables taken in earlier runs."""
        found = read(self.folder / "tables.json")
        pairs = found.items() if isinstance(found, dict) else ()
        return {key: pair for key, pair in pairs if isinstance(pair, list) and len(pair) == 2}

    def remember(self, digests):
        """Remember digests of tables."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write(self.folder / "tables.json", digests)


def has(found, kinds):
    """Whether what was read is a dict with all of these keys, each with a value of its kind."""
    return isinstance(found, dict) and all(isinstance(found.get(key, ...), kind) for key, kind in kinds.items())


def is_fingerprint(found):
    """Whether what was read tells what a report was made from."""
    return has(found, RESTED) and "packages" in found


def write(path, content):
    """Write JSON, as a whole or not at all, and see it on the disk."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    write_text(Path(path), text)


def write_text(path, text):
    """Write a file as a whole or not at all, and see it on the disk."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path, content):
    """The same for bytes."""
    fresh = path.with_name(f".{path.name}-new")
    with open(fresh, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def read(path):
    """What a file of JSON holds; None where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None

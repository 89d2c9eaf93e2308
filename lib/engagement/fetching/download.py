"""One file from an address to its place: only if it changed, from where it broke off, whole or not at all."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from hashlib import file_digest

from tqdm import tqdm

from engagement.fetching import content
from engagement.fetching.client import BY_HAND, Passing, Unfetched

NOTES = ".fetched"  # a folder beside the files; the build passes over names that begin with a dot
CHUNK = 16_384
_log = logging.getLogger("engagement.fetching")


def download(client, wanted, folder, progress=False):
    """Fetch one file.

    Parameters
    ----------
    client : Client
    wanted : Wanted
    folder : pathlib.Path
    progress : bool
        Whether to draw a bar (on a terminal only).

    Returns
    -------
    pathlib.Path or None
        None where the server says that the file in place is still the newest.

    Raises
    ------
    Unfetched
        If it cannot be had, is not what it should be, or a file of that name was not put there by us. What
        came before a break is kept, and the next call goes on from there.
    """
    return client.patiently(lambda: _attempt(client, wanted, folder, progress))


def _attempt(client, wanted, folder, progress):
    place = Place(wanted, folder)
    with client.get(wanted, place.conditions()) as response:
        if response.status_code == 304:
            return None
        if response.status_code == 416:
            place.drop_part()
            raise Passing(wanted.address, "the part that came before does not fit any more and is thrown away")
        _check_announced(wanted, response)
        _receive(wanted, response, place, progress)
    problem = content.problem(place.part, wanted.source.kind)
    if problem:
        place.drop_part()
        raise Unfetched(wanted.address, problem, BY_HAND)
    return place.publish()


class Place:
    """Where a file goes, what is known of the one there, and the part of it that came before a break."""

    def __init__(self, wanted, folder):
        self._wanted = wanted
        self.path = folder / wanted.file
        notes = folder / NOTES
        notes.mkdir(parents=True, exist_ok=True)
        self._note, self.part = notes / f"{wanted.file}.json", notes / f"{wanted.file}.part"
        self._part_note = notes / f"{wanted.file}.part.json"

    def conditions(self):
        """Headers that ask for the rest of a part, or for the file only if it changed."""
        known = self._known()
        part = _read(self._part_note)
        validator = _strong(part) if part.get("address") == self._wanted.address and self.part.exists() else None
        if validator and self.part.stat().st_size:
            return {"Range": f"bytes={self.part.stat().st_size}-", "If-Range": validator}
        if known.get("address") != self._wanted.address:
            return {}
        headers = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
        return {name: value for name, value in headers.items() if value}

    def begin(self, response):
        """Make ready for a body; the byte it starts from."""
        held = self.part.stat().st_size if self.part.exists() else 0
        start = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
        if response.status_code == 206 and held and start == str(held):
            return held
        self.drop_part()
        if response.status_code == 206:
            raise Passing(self._wanted.address, f"the rest from byte {held:,} was asked for, and from {start} came")
        _write(self._part_note, {"address": self._wanted.address, **_validators(response)})
        return 0

    def publish(self):
        """Put the whole file in place, and note what it is."""
        with open(self.part, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        size, now = self.part.stat().st_size, datetime.now(UTC).isoformat(timespec="seconds")
        note = {**_read(self._part_note), "bytes": size, "sha256": digest, "fetched": now}
        # If this is stopped between the note and the file, the file in place is still known as ours.
        _write(self._note, {**note, "before": _read(self._note).get("sha256")})
        os.replace(self.part, self.path)
        self._part_note.unlink(missing_ok=True)
        _log.info("%s: %s, %d bytes, sha256 %s", self._wanted.address, self.path, size, digest)
        return self.path

    def drop_part(self):
        """Forget what came."""
        self.part.unlink(missing_ok=True)
        self._part_note.unlink(missing_ok=True)

    def _known(self):
        """The note on the file in place; empty where there is no file."""
        if not self.path.exists():
            return {}
        known = _read(self._note)
        with open(self.path, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        if digest == known.get("sha256"):
            return known
        if digest == known.get("before"):
            return {}
        raise Unfetched(
            self._wanted.address,
            f"{self.path} is there already, and is not as this command wrote it",
            "move it away or name another folder: files of yours are not written over",
        )


def _check_announced(wanted, response):
    problem = content.announced_problem(response.headers.get("Content-Type", ""), wanted.source.kind)
    if problem:
        raise Unfetched(wanted.address, problem, BY_HAND)
    total = response.headers.get("Content-Range", "").rpartition("/")[2] or response.headers.get("Content-Length", "")
    if total.isdecimal() and int(total) > _limit(wanted):
        raise _too_large(wanted, f"{int(total):,} bytes are announced")


def _receive(wanted, response, place, progress):
    start = place.begin(response)
    left = response.headers.get("Content-Length", "")
    bar = tqdm(
        total=start + int(left) if left.isdecimal() else None, initial=start, unit="B", unit_scale=True, leave=False,
        desc=wanted.file, file=sys.stderr, disable=None if progress else True,
    )  # fmt: skip
    with bar, open(place.part, "ab" if start else "wb") as file:
        for chunk in response.iter_content(CHUNK):
            file.write(chunk)
            bar.update(len(chunk))
            if file.tell() > _limit(wanted):
                break
    if place.part.stat().st_size > _limit(wanted):
        place.drop_part()
        raise _too_large(wanted, "more has come")


def _limit(wanted):
    return int(wanted.source.most_megabytes * 1_000_000)


def _too_large(wanted, reason):
    return Unfetched(
        wanted.address,
        f"{reason}, where at most {_limit(wanted):,} bytes were expected",
        f"look at the address in a browser; if it is right, raise most_megabytes of {wanted.source.id} in "
        "data/reference/fetch_sources.yml",
    )


def _validators(response):
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return {}  # bytes of the packed form say nothing of the file's
    return {"etag": response.headers.get("ETag"), "last_modified": response.headers.get("Last-Modified")}


def _strong(note):
    """What proves that the rest belongs to the part: a weak tag does not."""
    etag = note.get("etag")
    return etag if etag and not etag.startswith("W/") else note.get("last_modified")


def _read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _write(path, note):
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps(note, indent=1), encoding="utf-8")
    os.replace(fresh, path)

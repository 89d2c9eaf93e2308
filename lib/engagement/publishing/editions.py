"""Editions: every published run that said something new, kept with what it was made from."""

import os
import shutil
import time
from datetime import UTC, datetime

from engagement.errors import DataError, PlanError
from engagement.publishing.difference import TOLD
from engagement.publishing.exchanging import on_disk
from engagement.publishing.kept import has, is_fingerprint, read, write

EDITION, REPORTS = "edition.json", "reports.json"
MANIFEST = {"name": str, "number": int, "date": str, "reports": dict}
ENTRY = {"id": str, "status": str, "reason": (str, type(None))}  # what is asked of an earlier edition's reports
DATE, LAST = "SOURCE_DATE_EPOCH", 4102444799  # the end of 2099: files in archives know no year after 2107
TIMED = ("seconds",)  # how long a report took makes no new edition


class Editions:
    """The editions of a site, oldest first, in a folder beside it.

    Parameters
    ----------
    site : pathlib.Path
        The published site.
    """

    def __init__(self, site):
        self.site = site
        self.folder = site.with_name(f"{site.name}-editions")

    def all(self):
        """Manifests of the editions, oldest first: name, number, date, and what each report was made from.

        A folder that is none any more, as something in it was damaged, is passed over.
        """
        found = [_manifest(path) for path in self.folder.glob("[!.]*")] if self.folder.exists() else []
        return sorted(filter(None, found), key=lambda one: one["number"])

    def find(self, name):
        """The manifest of one edition.

        Raises
        ------
        DataError
            If there is none of that name.
        """
        held = self.all()
        for one in held:
            if one["name"] == name:
                return one
        names = ", ".join(one["name"] for one in held) or "none; `engagement run` makes the first"
        raise DataError(f"there is no edition {name!r} of {self.site.name}; there are {names}")

    def entries(self, edition):
        """What an edition says of each report, by id: title, status, headline …"""
        return {entry["id"]: entry for entry in read(self._at(edition) / REPORTS)}

    def numbers(self, edition, id):
        """The key numbers of a report in an edition, by name; none where it had no page."""
        found = read(self._at(edition) / f"{id}.json")
        numbers = found.items() if isinstance(found, dict) else ()
        return {name: number for name, number in numbers if isinstance(number, dict) and number.keys() >= set(TOLD)}

    def to_come(self, folder, fingerprints, most):
        """The editions there will be once a site is kept as one, unless the last one says the same.

        Parameters
        ----------
        folder : pathlib.Path
            The site, not yet published.
        fingerprints, most
            As for `keep`.

        Returns
        -------
        list of dict
            Manifests, oldest first; that of the site itself names its ``folder``, as long as it is no edition yet.
        """
        held = self.all()
        if not held or self._says(held[-1]) != _untimed(read(folder / REPORTS)):
            held.append(self._next(held, fingerprints) | {"folder": folder})
        return held[-most:] if most else held

    def keep(self, fingerprints, most):
        """Keep the published site as an edition, unless the last one says the same.

        Parameters
        ----------
        fingerprints : dict of str to dict
            What each report was made from, by id.
        most : int or None
            How many editions to keep, the oldest going first; None keeps all.

        Returns
        -------
        str or None
            The name of the new edition, such as ``2026-11-30`` or, the second of a day, ``2026-11-30-2``.
        """
        held = self.all()
        name = None
        if not held or self._says(held[-1]) != _untimed(read(self.site / REPORTS)):
            name = self._write(self._next(held, fingerprints))
            held = self.all()
        for old in held[:-most] if most else ():
            shutil.rmtree(self.folder / old["name"])
        return name

    def _says(self, edition):
        return _untimed(read(self.folder / edition["name"] / REPORTS))

    def _at(self, edition):
        return edition.get("folder") or self.folder / edition["name"]

    def _next(self, held, fingerprints):
        """The manifest of the edition after these."""
        taken, date = {one["name"] for one in held}, _today()
        names = (date if count == 1 else f"{date}-{count}" for count in range(1, len(taken) + 2))
        name = next(name for name in names if name not in taken)
        number = held[-1]["number"] + 1 if held else 1
        return {"name": name, "number": number, "date": date, "reports": fingerprints}

    def _write(self, manifest):
        name = manifest["name"]
        making = self.folder / ".making"
        shutil.rmtree(making, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.site, making)
        write(making / EDITION, manifest)
        on_disk(making)
        shutil.rmtree(self.folder / name, ignore_errors=True)  # a folder without a manifest is no edition
        making.rename(self.folder / name)
        return name


def _manifest(folder):
    """The manifest of the edition in a folder, with what tells of its reports; None where it is none."""
    found, entries = read(folder / EDITION), read(folder / REPORTS)
    whole = has(found, MANIFEST) and found["name"] == folder.name
    if not whole or not isinstance(entries, list) or not all(has(entry, ENTRY) for entry in entries):
        return None
    reports = {id: made_from for id, made_from in found["reports"].items() if is_fingerprint(made_from)}
    return found | {"reports": reports}


def check_date():
    """See that a run is dated with a time, where SOURCE_DATE_EPOCH is set; it is unset where it is empty.

    Raises
    ------
    PlanError
        If it is no time, which what is imported to make reports would end at.
    """
    given = os.environ.get(DATE, "")
    if not given:
        os.environ.pop(DATE, None)
    elif not (given.isascii() and given.isdecimal() and len(given) <= len(str(LAST)) and int(given) <= LAST):
        shown = repr(given if len(given) <= 20 else f"{given[:20]}…")
        raise PlanError(f"{DATE} is {shown}, not whole seconds from 1970 to the end of 2099 ({LAST}); mend or unset it")


def _today():
    """The date of a run: that of SOURCE_DATE_EPOCH where it is set."""
    return datetime.fromtimestamp(int(os.environ.get(DATE) or time.time()), UTC).date().isoformat()


def _untimed(entries):
    return [{key: value for key, value in entry.items() if key not in TIMED} for entry in entries or ()]

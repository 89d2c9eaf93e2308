"""The register of studies: what the main choices were when results were first seen, and whether they still are."""

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

from engagement.errors import DataError

COLUMNS = ["study", "date", "digest", "choices"]
AS_REGISTERED, CHANGED, NOT_REGISTERED = "as registered", "changed after results", "not registered"


@dataclass(frozen=True)
class Registration:
    """How the main choices of a study stand to those registered.

    Attributes
    ----------
    status : {"as registered", "changed after results", "not registered"}
    date : str
        Day of the first entry, empty where there is none.
    changed : tuple of tuple
        Main choice, what it was and what it is now.
    digest : str
        Of the main choices now.
    """

    status: str
    date: str
    changed: tuple
    digest: str

    def __str__(self):
        if self.status == NOT_REGISTERED:
            return "The main choices are not in the register, so they may have been made with results in sight."
        if self.status == AS_REGISTERED:
            return f"The main choices are those registered on {self.date}, when results were first seen."
        said = "; ".join(f"{key} was {_brief(was)}, is {_brief(now)}" for key, was, now in self.changed)
        said = said or "they were changed and changed back"
        return f"Main choices were changed after results existed (first seen on {self.date}): {said}."


def digest(choices):
    """SHA-256 of main choices, whatever the order of keys."""
    return hashlib.sha256(_text(choices).encode()).hexdigest()


def registration(name, choices, register):
    """Compare the main choices of a study with its entries; nothing is written.

    Parameters
    ----------
    name : str
        Of the study: its file without the ending.
    choices : dict
        As `engagement.evidence.studies.definition.Study.choices` gives.
    register : path-like
        May be missing.

    Returns
    -------
    Registration
        Entries are only ever added, so a study with several has been changed, also where the last fits.

    Raises
    ------
    DataError
        If the register is damaged: an entry does not fit its digest.
    """
    own = [one for one in entries(register) if one["study"] == name]
    now = digest(choices)
    if not own:
        return Registration(NOT_REGISTERED, "", (), now)
    first = json.loads(own[0]["choices"])
    keys = [key for key in {**first, **choices} if first.get(key) != choices.get(key)]
    changed = tuple((key, first.get(key), choices.get(key)) for key in keys)
    status = AS_REGISTERED if {one["digest"] for one in own} == {now} else CHANGED
    return Registration(status, own[0]["date"], changed, now)


def enter(name, choices, register, date):
    """Add the main choices of a study to the register, unless its last entry is the same.

    Parameters
    ----------
    name, choices, register
        As for `registration`.
    date : datetime.date

    Returns
    -------
    bool
        Whether an entry was added.
    """
    own = [one for one in entries(register) if one["study"] == name]
    now = digest(choices)
    if own and own[-1]["digest"] == now:
        return False
    path, line = Path(register), io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    if not path.exists():
        writer.writerow(COLUMNS)
    writer.writerow([name, date.isoformat(), now, _text(choices)])
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(line.getvalue())
    return True


def entries(register):
    """The entries of a register, oldest first; none where there is no file."""
    path = Path(register)
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        if list(row) != COLUMNS or not _fits(row):
            raise DataError(
                f"{path}, line {number}: the entry of {row.get('study')} does not fit its digest; restore it from the "
                "history of the repository, entries are never edited"
            )
    return rows


def _fits(row):
    try:
        return digest(json.loads(row["choices"])) == row["digest"]
    except (TypeError, ValueError):
        return False


def _text(choices):
    return json.dumps(choices, sort_keys=True, ensure_ascii=False)


def _brief(value):
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value

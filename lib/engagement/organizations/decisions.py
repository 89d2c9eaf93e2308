"""Decisions on names, checked whole and then written into the tables edited by hand."""

import csv
import os
import re
from datetime import date

from engagement.errors import DataError
from engagement.organizations.scripts import clean
from engagement.tables.known_organizations import KINDS, SECTORS

ACCEPT, REFUSE, OTHER, NEW = CHOICES = ("accept", "refuse", "other", "new")
FILES = {"organizations": "organizations.csv", "aliases": "aliases.csv", "refused": "refused_names.csv"}
ORDER = {
    "organizations": lambda row: row["organization_id"],
    "aliases": lambda row: (row["organization_id"], row["name"].casefold()),
    "refused": lambda row: (row["organization_id"], row["name"].casefold()),
}
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]*")
COUNTRY = re.compile(r"[A-Z]{2}|")


def take_in(decisions, folder, place, today=None):
    """Check decisions and write them; nothing is written if one of them is wrong.

    Parameters
    ----------
    decisions : list of dict
        ``row`` (where it stands), ``name``, ``candidate``, ``decision``, ``other_id``, ``note``; for new organizations
        ``kind``, ``sector`` and ``country``.
    folder : pathlib.Path
        With organizations.csv, aliases.csv and refused_names.csv.
    place : str
        The worklist, as messages name it.
    today : datetime.date, optional

    Returns
    -------
    dict of str to int
        Rows added to ``organizations``, ``aliases`` and ``refused``.

    Raises
    ------
    DataError
        Naming file, row, value and remedy of each decision that cannot be used.
    """
    tables = {part: _read(folder / file) for part, file in FILES.items()}
    added = _Decided(tables, str(today or date.today()))
    wrong = [f"row {one['row']}: {why}" for one in decisions if (why := added.take(one))]
    if wrong:
        raise DataError("\n  ".join([f"{place}: {len(wrong)} decisions cannot be used; correct them", *wrong]))
    _write({folder / FILES[part]: (tables[part], rows, ORDER[part]) for part, rows in added.rows.items() if rows})
    return {part: len(rows) for part, rows in added.rows.items()}


class _Decided:
    """The rows that decisions add to the tables."""

    def __init__(self, tables, today):
        self.today = today
        self.known = {row["organization_id"] for row in tables["organizations"][1]}
        self.meant = {clean(row["name"]).casefold(): row["organization_id"] for row in tables["organizations"][1]}
        self.meant |= {clean(row["name"]).casefold(): row["organization_id"] for row in tables["aliases"][1]}
        self.refused = {(clean(row["name"]).casefold(), row["organization_id"]) for row in tables["refused"][1]}
        self.rows = {part: [] for part in FILES}

    def take(self, one):
        """Add what a decision means; returns what is wrong with it, if anything."""
        decision = one["decision"].strip().casefold()
        if decision not in CHOICES:
            return f"decision {one['decision']!r} is none of {', '.join(CHOICES)}"
        if decision in (ACCEPT, REFUSE):
            if not one["candidate"]:
                return f"{one['name']!r} has no candidate to {decision}; choose other or new and fill in other_id"
            return self._alias(one, one["candidate"]) if decision == ACCEPT else self._refusal(one)
        target = one["other_id"].strip()
        if not IDENTIFIER.fullmatch(target):
            return f"other_id {target!r} is no identifier; use small letters, digits and hyphens"
        if decision == OTHER:
            if target not in self.known:
                return f"other_id {target!r} is not in organizations.csv; correct it or choose new"
            return self._alias(one, target)
        return self._organization(one, target)

    def _alias(self, one, target):
        text = clean(one["name"]).casefold()
        before = self.meant.get(text)
        if before == target:
            return None
        if before:
            return f"{one['name']!r} stands for {before} already; change aliases.csv if that is wrong"
        if (text, target) in self.refused:
            return f"{one['name']!r} is refused for {target}; take the row out of refused_names.csv first"
        if target not in self.known:
            return f"{target!r} is not in organizations.csv; write the worklist again"
        self.meant[text] = target
        self._add("aliases", one, target)
        return None

    def _refusal(self, one):
        pair = clean(one["name"]).casefold(), one["candidate"]
        if self.meant.get(pair[0]) == pair[1]:
            return f"{one['name']!r} is a name of {pair[1]}; take it out of aliases.csv first"
        if pair not in self.refused:
            self.refused.add(pair)
            self._add("refused", one, one["candidate"])
        return None

    def _organization(self, one, target):
        if target in self.known:
            return f"other_id {target!r} is in organizations.csv already; choose other"
        for column, allowed in (("kind", KINDS), ("sector", SECTORS)):
            if one[column] not in allowed:
                return f"{column} {one[column]!r} is none of {', '.join(allowed)}"
        if not COUNTRY.fullmatch(one["country"]):
            return f"country {one['country']!r} is no ISO code of two capital letters; correct it or leave it empty"
        before = self.meant.get(clean(one["name"]).casefold())
        if before:
            return f"{one['name']!r} stands for {before} already; change aliases.csv if that is wrong"
        self.known.add(target)
        self.meant[clean(one["name"]).casefold()] = target
        self.rows["organizations"].append(
            {
                "organization_id": target, "name": one["name"], "kind": one["kind"], "member_kind": "",
                "sector": one["sector"], "country": one["country"], "verified": "no", "evidence": self._why(one),
            }
        )  # fmt: skip
        return None

    def _add(self, part, one, target):
        row = {"name": one["name"], "organization_id": target, "evidence": self._why(one), "decided_on": self.today}
        self.rows[part].append(row)

    @staticmethod
    def _why(one):
        return one["note"].strip() or "decided in a review of names"


def _read(path):
    """Columns and rows of a CSV file, as text."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            return reader.fieldnames, list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: not a readable UTF-8 CSV ({error}); restore it from the repository") from error


def _write(changes):
    """Write all files beside the old ones, then put each in place; every old row stays."""
    ready = []
    for path, ((columns, before), new, order) in changes.items():
        rows = sorted([*before, *new], key=order)
        if len(rows) != len(before) + len(new) or any(None in row for row in rows):
            raise RuntimeError(f"{path.name} would lose rows")
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        with open(beside, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        ready.append((beside, path))
    for beside, path in ready:
        os.replace(beside, path)

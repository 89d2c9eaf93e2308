"""Printed spellings of countries, and of what stands for one: states, postal prefixes, telephone codes."""

import csv
import re
from dataclasses import dataclass, field

from engagement.errors import DataError

_COLUMNS = {"printed", "iso2", "note"}
_ISO2 = re.compile(r"[A-Z]{2}")


@dataclass
class CountryNames:
    """Printed spellings of countries, states, postal prefixes and telephone codes, each with its ISO code."""

    countries: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    telephone: dict[str, str] = field(default_factory=dict)

    def country(self, printed):
        """The code of a country's name, or None.

        Examples
        --------
        >>> CountryNames(countries={"finland": "FI"}).country("FINLAND.")
        'FI'
        """
        return self.countries.get(spelling_key(printed))

    def state(self, printed):
        """The code of the country that a state or province lies in, or None."""
        return self.states.get(spelling_key(printed))

    def _add(self, printed, code, note):
        if note == "postal prefix":
            self.prefixes[printed.lstrip("+")] = code
        elif note == "telephone code":
            self.telephone[printed.lstrip("+")] = code
        else:  # all other notes are states and provinces
            (self.countries if note == "country" else self.states)[spelling_key(printed)] = code


def spelling_key(printed):
    """What spellings that differ in case, spaces or punctuation have in common.

    Examples
    --------
    >>> spelling_key(" Korea (Rep. of)")
    'korea rep of'
    """
    return re.sub(r"[\s.,:;()\[\]-]+", " ", printed).strip().casefold()


def read_country_names(path):
    """Read ``country_names.csv`` (columns printed, iso2, note).

    Returns
    -------
    CountryNames

    Raises
    ------
    DataError
        If the file cannot be read, a column is missing or a code is not two capital letters.
    """
    names = CountryNames()
    for line, row in _rows(path):
        if not _ISO2.fullmatch(row["iso2"] or ""):
            raise DataError(f"{path}, line {line}: iso2 {row['iso2']!r} is not two capital letters")
        names._add(row["printed"], row["iso2"], row["note"])
    return names


def _rows(path):
    """The rows of the file with the line where each ends."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if not _COLUMNS.issubset(reader.fieldnames or ()):
                raise DataError(f"{path}: columns {reader.fieldnames}; it needs printed, iso2, note")
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: not a readable CSV in UTF-8 ({error}); restore it from the repository") from error

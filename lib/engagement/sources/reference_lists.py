"""What readers look up in the reference tables that the project ships: study periods and names of countries."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engagement import locations
from engagement.errors import DataError
from engagement.sources.country_names import read_country_names, spelling_key
from engagement.sources.opening import Unreadable

COUNTRY_HEADINGS = (
    "Country", "Country / Region", "Country or region", "Country / Area", "Country or area", "Country code",
    "Country name",
)  # fmt: skip
ADD_COUNTRY = "correct it, or add the spelling to data/reference/country_names.csv"
APOSTROPHES = str.maketrans("’‘`´", "''''")


@dataclass(frozen=True)
class Period:
    """A study period.

    Attributes
    ----------
    period
        ``T22``.
    years
        As ITU prints them, ``2022-2024``.
    number
        What ITU's pages number it, as text; empty where that is not known.
    start, end
        First and last day, ``2022-03-10``.
    """

    period: str
    years: str
    number: str
    start: str
    end: str


@dataclass(frozen=True)
class Countries:
    """Countries by any spelling of their names.

    Attributes
    ----------
    codes : dict
        Spelling in its plain form -> ISO 3166-1 alpha-2.
    """

    codes: dict

    def code(self, printed):
        """The code of a country, None where the spelling is not known.

        Examples
        --------
        >>> Countries({"côte d'ivoire": "CI", "na": "NA"}).code("Côte d’Ivoire"), Countries({"na": "NA"}).code("NA")
        ('CI', 'NA')
        """
        return self.codes.get(_plain(printed))


@dataclass(frozen=True)
class Periods:
    """The study periods.

    Attributes
    ----------
    all : tuple of Period
    """

    all: tuple

    @cached_property
    def _by_number(self):
        return {one.number: one.period for one in self.all if one.number}

    @cached_property
    def _by_first_year(self):
        return {one.years[:4]: one.period for one in self.all}

    def numbered(self, number):
        """The period ITU's pages give a number, None where no period has it."""
        return self._by_number.get(number.lstrip("0"))

    def printed(self, years):
        """The period called ``2017-2020``, by its first year: the last one was changed for some."""
        found = re.match(r"(\d{4})\s?[-–—]\s?\d{2,4}$", years)
        return self._by_first_year.get(found[1]) if found else None

    def on(self, day):
        """The period of a day, ``2024-07-15``."""
        return next((one.period for one in self.all if one.start <= day <= one.end), None)

    def __contains__(self, period):
        return any(one.period == period for one in self.all)


def periods():
    """The study periods of data/reference/study_periods.csv.

    Raises
    ------
    Unreadable
        If the file cannot be read; no page that needs it can then be.
    """
    path = locations.data() / "reference" / "study_periods.csv"
    return _periods(path, _changed(path))


def countries():
    """The names of countries in data/reference/countries.csv and country_names.csv.

    Raises
    ------
    Unreadable
        If one of them cannot be read; no page that needs it can then be.
    """
    folder = locations.data() / "reference"
    paths = folder / "countries.csv", folder / "country_names.csv"
    return _countries(*paths, *map(_changed, paths))


@lru_cache(maxsize=4)
def _periods(path, changed):
    needed = ("period", "name", "itu_number", "start", "end")
    return Periods(tuple(Period(*(row[name] for name in needed)) for row in _rows(path, needed)))


@lru_cache(maxsize=4)
def _countries(path, names, *changed):
    try:
        codes = dict(read_country_names(names).countries)
    except DataError as error:
        raise Unreadable(str(error), "restore it from the repository") from error
    for row in _rows(path, ("iso2", "name", "short_name")):
        codes |= {_plain(row[name]): row["iso2"] for name in ("iso2", "name", "short_name")}
    return Countries({_plain(spelling): code for spelling, code in codes.items()})


def _rows(path, needed):
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if not set(needed).issubset(reader.fieldnames or ()):
                raise Unreadable(
                    f"{path} lacks one of the columns {', '.join(needed)}", "restore it from the repository"
                )
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{path} is no readable CSV in UTF-8 ({error})", "restore it from the repository") from error


def _changed(path):
    return path.stat().st_mtime_ns if path.exists() else None


def _plain(spelling):
    return spelling_key(unicodedata.normalize("NFKC", spelling).translate(APOSTROPHES))

"""Columns that several tables of records share: countries, groups, periods, Questions, words with a sense."""

import pandera.pandas as pa

from engagement.tables.definition import choice, text

GROUP = "study group or TSAG for ITU-T (SG13), working group elsewhere"
PERSON = "pseudonym of the person, made from the name with a key that stays on this machine; no name is kept"
PRINTED = "organization as printed"
COUNTRY = pa.Check.str_matches(r"^[A-Z]{2}$")
PERIOD = pa.Check.str_matches(r"^T\d\d$")
QUESTIONS = pa.Check.str_matches(r"^[0-9A-Z]+/\d{1,2}(; [0-9A-Z]+/\d{1,2})*$")
WITHIN = {"group": ("study_groups", "group"), "period": ("study_periods", "period")}
IN_COUNTRY = {"country": ("countries", "iso2")}
ENDS_FIRST = {"ends before it starts": lambda rows: rows["end"] < rows["start"]}


def country(whose):
    """A column with the code of a country."""
    return text(f"country {whose}, ISO 3166-1 alpha-2; NA is Namibia", COUNTRY, nullable=True)


def words(meaning, allowed, **options):
    """A choice whose words are explained in the description."""
    return choice(f"{meaning} ({'; '.join(f'{word}: {sense}' for word, sense in allowed.items())})", allowed, **options)


def questions():
    """The Questions a row is about."""
    return text("Questions, number/group, parted by '; '; ALL/13 is all of them", QUESTIONS, nullable=True)


def group():
    """The group a row belongs to."""
    return text(GROUP, nullable=True)


def period():
    """The study period a row belongs to."""
    return text("study period of ITU-T; from the date where the file does not say", PERIOD, nullable=True)

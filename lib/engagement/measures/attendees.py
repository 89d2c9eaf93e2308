"""Who the participants are: person-meetings by kind of organization, country, region, development, as far as told."""

import pandas as pd

from engagement.disclosure import WITHHELD, coarse, kept_back, tell
from engagement.errors import DataError
from engagement.measures.attendance import took_part
from engagement.measures.shares import shares

GRID = ["itu_region", "sector"]


def origins(attendances, convention, rule):
    """What may be told of where participants come from: kinds, countries, regions and development together.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives, with ``sector``, ``country_name``, ``itu_region`` and the column
        `convention`.
    convention : str
        ``development`` or ``development_alternative``.
    rule : engagement.disclosure.Rule

    Returns
    -------
    engagement.disclosure.Told
        Of five tables of person-meetings: each of the four by itself, and region by sector. They are linked, since a
        reader knows the region and the development of each country.

    Raises
    ------
    DataError
        If nobody took part, or a column is not there.
    """
    present = _present(attendances)
    present = present.assign(sector=present["sector"].where(present["organization"].notna()))
    places = ["country_name", "itu_region", convention]
    return tell(present, [["sector"], *([place] for place in places), GRID], [places, ["sector"]], rule)


def attendees(attendances, by, basis, told, drawn="organization"):
    """Person-meetings and their share of each kind, region …, as they may be shown.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As for `origins`.
    by : str
        Column of one of its tables. Rows where it is missing are in neither part nor whole.
    basis : str
    told : engagement.disclosure.Told
        As `origins` gives.
    drawn : {"organization", "meeting_id", "person"}
        What other records would differ in, see `engagement.measures.shares.shares`; by organization, those who print
        none are left out.

    Returns
    -------
    pandas.DataFrame
        One row a value, the most first and those withheld last, by name: the column, ``person-meetings`` (rounded;
        missing where withheld), ``share`` (Estimate in percent, of person-meetings, to multiples of what the rounding
        comes to; not estimable where withheld) and ``withheld``. Who only registered is left out.

    Raises
    ------
    DataError
        If nobody took part, or the column is not there.
    """
    present, rule = _present(attendances).assign(credit=1.0), told.rule
    found, withheld = shares(present, by, basis, drawn), told.withheld([by])
    whole = found["credit"].sum()
    rows = [
        (value, pd.NA, kept_back(share, rule), True)
        if withheld[value]
        else (value, rule.rounded(credit), coarse(share, whole, rule), False)
        for value, credit, share in zip(found[by], found["credit"], found["share"], strict=True)
    ]
    table = pd.DataFrame(rows, columns=[by, "person-meetings", "share", "withheld"])
    table = table.astype({"person-meetings": "Int64", "withheld": bool})
    last = table[table["withheld"]].sort_values(by)
    return pd.concat([table[~table["withheld"]], last], ignore_index=True)


def shown(found, by, word=None):
    """The rows of `attendees` in words.

    Parameters
    ----------
    found : pandas.DataFrame
        As `attendees` gives.
    by : str
    word : str, optional
        What the values are called, such as countries, where those withheld are to be one row that says how many.

    Returns
    -------
    pandas.DataFrame
        ``by``, ``person-meetings`` and ``share``.
    """
    table = found[[by, "person-meetings", "share"]].astype(object)
    table["person-meetings"] = [WITHHELD if pd.isna(one) else f"{one:,}" for one in found["person-meetings"]]
    table["share"] = table["share"].mask(found["withheld"], WITHHELD)
    hidden = int(found["withheld"].sum())
    if not word or not hidden:
        return table
    row = {by: f"{hidden} {word}", "person-meetings": WITHHELD, "share": WITHHELD}
    return pd.concat([table[~found["withheld"]], pd.DataFrame([row], dtype=object)], ignore_index=True)


def across(told, rows, columns):
    """Person-meetings by two things at once, in words.

    Parameters
    ----------
    told : engagement.disclosure.Told
        As `origins` gives.
    rows, columns : str
        The columns of one of its tables.

    Returns
    -------
    pandas.DataFrame
        One row a value of `rows`, with a column for each value of `columns`: a number, rounded, or ``withheld``.
    """
    names = [sorted({key[place] for key in told.withheld([rows, columns])}) for place in (0, 1)]
    grid = [[told.words([rows, columns], (row, column)) for column in names[1]] for row in names[0]]
    table = pd.DataFrame(grid, columns=names[1], dtype=object)
    table.insert(0, rows, names[0])
    return table


def _present(attendances):
    present = took_part(attendances)
    if present.empty:
        raise DataError("nobody took part in these meetings; choose other groups or years")
    return present

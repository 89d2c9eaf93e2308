"""Who the participants are: persons and person-meetings by kind of organization, country, region, development."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.attendance import took_part
from engagement.measures.shares import shares
from engagement.measures.small_cells import FEWEST, hidden, hidden_grid, masked, persons_in


def attendees(attendances, by, basis, drawn="organization", least=FEWEST):
    """Persons, person-meetings and the share of person-meetings of each kind, region …

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives, with the column `by`.
    by : str
        ``kind``, ``country``, ``itu_region`` … Rows where it is missing are in neither part nor whole.
    basis : str
    drawn : {"organization", "meeting_id", "person"}
        What other records would differ in, see `engagement.measures.shares.shares`; by organization, those who print
        none are left out.
    least : int
        Fewest persons in a cell that is shown.

    Returns
    -------
    pandas.DataFrame
        One row a value, the most first: the column, ``persons`` (see `persons_in`), ``person-meetings``, ``share``
        (Estimate in percent, of person-meetings) and ``hidden`` (see `engagement.measures.small_cells.hidden`): show
        neither counts nor share of such a row. Who only registered is left out.

    Raises
    ------
    DataError
        If nobody took part, or the column is not there.
    """
    present = took_part(attendances).assign(credit=1.0)
    if present.empty:
        raise DataError("nobody took part in these meetings; choose other groups or years")
    found = shares(present, by, basis, drawn)
    persons = persons_in(present.dropna(subset=drawn), [by])
    found["persons"] = [int(persons[value]) for value in found[by]]
    found["hidden"] = hidden(found["persons"], least)
    found["person-meetings"] = found["credit"].astype(int)
    return found[[by, "persons", "person-meetings", "share", "hidden"]]


def shown(found, by, least=FEWEST, word="others"):
    """The rows of `attendees` as they may be shown: hidden ones as a single row.

    Parameters
    ----------
    found : pandas.DataFrame
        As `attendees` gives.
    by : str
    least : int
    word : str
        What the values are called in the last row: countries.

    Returns
    -------
    pandas.DataFrame
        ``by``, ``persons``, ``person-meetings``, ``share``; the last row counts the hidden values together, and says
        no more than how many they are where even together they are fewer than `least` persons.

    Examples
    --------
    >>> rows = pd.DataFrame({"country": list("KKKJJJC"), "meeting_id": "M1", "person": list("abcdefg"),
    ...                      "organization": list("xxyzzzw"), "presence": "remote"})
    >>> table = shown(attendees(rows, "country", "recorded"), "country", word="countries")
    >>> table[["country", "persons"]].values.tolist()
    [['K', '3'], ['2 countries with few persons', '4']]
    """
    kept, rest = found[~found["hidden"]], found[found["hidden"]]
    counts = ["persons", "person-meetings"]
    table = kept[[by, *counts, "share"]].copy()
    table[counts] = table[counts].map("{:,}".format)
    if rest.empty:
        return table.reset_index(drop=True)
    last, alone = rest[counts].sum(), rest["persons"].sum() < least
    row = {by: f"{len(rest)} {word} with few persons", "share": None}
    row |= {name: "not shown" if alone else f"{last[name]:,}" for name in counts}
    return pd.concat([table.astype(object), pd.DataFrame([row], dtype=object)], ignore_index=True)


def across(attendances, rows, columns, least=FEWEST):
    """Persons by two things at once, small cells hidden.

    Parameters
    ----------
    attendances : pandas.DataFrame
    rows, columns : str
        Columns of it, such as ``itu_region`` and ``kind``.
    least : int

    Returns
    -------
    pandas.DataFrame
        One row a value of `rows`, with a column for each value of `columns`; the cells are words: a count, ``fewer than
        3``, or ``not shown`` where the count would give away another cell by subtraction from totals.

    Raises
    ------
    DataError
        If nobody took part.
    """
    present = took_part(attendances)
    persons = persons_in(present, [rows, columns]).unstack(columns, fill_value=0)
    if persons.empty:
        raise DataError("nobody took part in these meetings; choose other groups or years")
    table = masked(persons, persons, hidden_grid(persons, least), least)
    return table.rename_axis(columns=None).reset_index()

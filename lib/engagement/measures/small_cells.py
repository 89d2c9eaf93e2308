"""Cells of a table so small that they could single out a person, and cells that would give them away."""

import numpy as np
import pandas as pd

from engagement.errors import DataError

FEWEST = 3  # persons in a cell that is shown
NOT_SHOWN = "not shown"


def few(least=FEWEST):
    """What stands in place of a small count: ``fewer than 3``."""
    return f"fewer than {least}"


def persons_in(rows, by):
    """How many persons are in each cell at least.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.activities.attendances` gives.
    by : list of str
        Columns that make the cells; rows where one is missing are left out.

    Returns
    -------
    pandas.Series
        Different persons by cell; where the lists name none, the most of the cell on the list of one meeting, since who
        comes again is then counted again.

    Examples
    --------
    >>> rows = pd.DataFrame({"country": ["KR", "KR", "KR"], "meeting_id": ["M1", "M1", "M2"], "person": [None] * 3})
    >>> persons_in(rows, ["country"]).to_dict()
    {'KR': 2}
    """
    known = rows.dropna(subset=by)
    listed = known.groupby([*by, "meeting_id"], observed=True).size().groupby(level=by).max()
    named = known.groupby(by, observed=True)["person"].nunique()
    return np.maximum(listed, named.reindex(listed.index)).astype(int).rename("persons")


def hidden(persons, least=FEWEST):
    """Which cells of a row of counts must not be shown when their total is known.

    Parameters
    ----------
    persons : pandas.Series of int
        Persons in each cell.
    least : int
        Fewest persons in a cell that is shown. A cell of none is shown.

    Returns
    -------
    pandas.Series of bool
        True for cells of fewer; and, so that none can be had by taking the others from the total, for the next
        smallest until two cells or more with `least` persons or more between them are hidden.

    Raises
    ------
    DataError
        If `least` is below 1 or a count is negative, missing or no whole number.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> hidden(pd.Series([40, 2, 12, 5, 0])).tolist()
    [False, True, False, True, False]
    >>> hidden(pd.Series([40, 2, 1, 12])).tolist()
    [False, True, True, False]
    """
    if least < 1:
        raise DataError(f"least is {least}; the fewest persons in a cell that is shown are 1 or more")
    counts = pd.to_numeric(persons, errors="coerce").astype(float)
    if (wrong := counts[~((counts >= 0) & (counts == counts.round()))]).size:
        raise DataError(
            f"persons is {persons[wrong.index[0]]} in cell {wrong.index[0]}; give whole numbers, 0 or above"
        )
    return _with_company((counts > 0) & (counts < least), counts, least)


def _with_company(small, counts, least):
    """Small cells, and the next smallest as far as they are needed to cover them."""
    small = small.copy()
    while small.any() and (small.sum() < 2 or counts[small].sum() < least):
        rest = counts[~small & (counts > 0)]
        if rest.empty:
            break
        small[rest.idxmin()] = True
    return small


def hidden_grid(persons, least=FEWEST):
    """As `hidden`, for a table with totals of its rows and columns.

    Parameters
    ----------
    persons : pandas.DataFrame of int
    least : int

    Returns
    -------
    pandas.DataFrame of bool

    Examples
    --------
    >>> grid = pd.DataFrame([[2, 20, 30], [40, 50, 60], [70, 80, 90]])
    >>> hidden_grid(grid).astype(int).to_numpy().tolist()
    [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    """
    counts = persons.astype(float)
    small = persons.apply(lambda row: hidden(row, least), axis=1)
    before = -1
    while small.to_numpy().sum() > before:
        before = small.to_numpy().sum()
        for column in small:
            small[column] = _with_company(small[column], counts[column], least)
        for row in small.index:
            small.loc[row] = _with_company(small.loc[row], counts.loc[row], least)
    return small


def masked(values, persons, where, least=FEWEST):
    """Counts as words; those that are hidden are not said.

    Parameters
    ----------
    values : pandas.Series or pandas.DataFrame
        Counts to show: persons, person-meetings.
    persons, where : of the same form
        Persons in each cell, and whether it is hidden.
    least : int

    Examples
    --------
    >>> persons = pd.Series([40, 2, 12, 5])
    >>> masked(pd.Series([1200, 9, 30, 8]), persons, hidden(persons)).tolist()
    ['1,200', 'fewer than 3', '30', 'not shown']
    """
    if isinstance(values, pd.DataFrame):
        return pd.DataFrame({name: masked(values[name], persons[name], where[name], least) for name in values})
    words = values.map(lambda value: f"{value:,.0f}").astype(object)
    return words.mask(where, NOT_SHOWN).mask(where & (persons < least), few(least))

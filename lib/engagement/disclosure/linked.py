"""Tables that count the same persons, as sums of the finest cells that a reader could think of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from engagement.errors import DataError

WHOLE = "whole"  # the total of a table


@dataclass(frozen=True)
class Linked:
    """The cells of several tables over the same records, and how they hang together.

    Attributes
    ----------
    cells : pandas.DataFrame
        One row a cell: ``table`` (its columns, by ' x '), ``key`` (their values, a tuple; empty for the total),
        ``value`` (rows in it), ``persons`` (different persons behind them) and ``told`` (whether it is told in any
        case, as totals are).
    sums : scipy.sparse.csr_array
        Cells by atoms, 1 where the atom is part of the cell. Atoms are all combinations of classes, also those of which
        there is no row: a reader does not know which these are.
    atoms : numpy.ndarray
        Rows in each atom.
    """

    cells: pd.DataFrame
    sums: sparse.csr_array
    atoms: np.ndarray

    def place(self, table, key):
        """The number of a cell.

        Raises
        ------
        DataError
            If there is no such cell.
        """
        found = np.flatnonzero((self.cells["table"] == name_of(table)) & (self.cells["key"] == key))
        if not found.size:
            raise DataError(f"there is no cell {key} in the table {name_of(table)}")
        return int(found[0])


def name_of(table):
    """The name of a table: its columns.

    Examples
    --------
    >>> name_of(["itu_region", "sector"])
    'itu_region x sector'
    """
    return " x ".join(table)


def linked(rows, tables, axes, told=()):
    """The cells of tables that are shown together.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a person and meeting, with ``meeting_id``, ``person`` and the columns of the tables. Where lists name no
        persons, the most rows of one meeting stand for them.
    tables : sequence of sequence of str
        Columns of each table. Rows where one is missing are in none of its cells and not in its total.
    axes : sequence of sequence of str
        Columns that go with one another, so that a reader knows which values come together: a country and its region.
        Every column of a table is in one of them.
    told : sequence of sequence of str
        Further tables, all cells of which are told in any case.

    Returns
    -------
    Linked
        Each table with its total, and the total of all rows.

    Raises
    ------
    DataError
        If a column is not there or in no axis.

    Examples
    --------
    >>> rows = pd.DataFrame({"meeting_id": "M", "person": list("abcd"), "region": list("AAEE"), "side": list("xyxx")})
    >>> linked(rows, [["region"], ["region", "side"]], [["region"], ["side"]]).cells["value"].tolist()
    [4, 2, 2, 4, 1, 1, 2, 0, 4]
    """
    columns = [column for axis in axes for column in axis]
    if lacking := [name for table in [*tables, *told] for name in table if name not in columns or name not in rows]:
        raise DataError(f"the column {lacking[0]} of a table is in no axis, or not among the rows")
    if rows.empty:
        raise DataError("there are no rows to count persons in; choose other groups or years")
    labels = rows[columns].astype(object).where(rows[columns].notna(), None)
    classes = _classes(labels, axes)
    there = labels.groupby(columns, dropna=False).size().rename("atoms").reset_index()
    atoms = classes.merge(there, on=columns, how="left")["atoms"].fillna(0).to_numpy(float)
    parts = [_table(rows, classes, list(table), False) for table in [[], *tables]]
    parts += [_table(rows, classes, list(table), True) for table in told]
    sums = sparse.vstack([sums for _, sums in parts], format="csr")
    cells = pd.concat([cells for cells, _ in parts], ignore_index=True)
    return Linked(cells.assign(value=(sums @ atoms).astype(int)), sums, atoms)


def persons_behind(rows, by):
    """How many different persons are in each cell, at least.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``meeting_id``, ``person`` and the columns `by`.
    by : list of str
        Columns that make the cells; rows where one is missing are left out.

    Returns
    -------
    pandas.Series
        Persons by cell, keyed by tuples; where the lists name none, the most of the cell on the list of one meeting.

    Examples
    --------
    >>> rows = pd.DataFrame({"country": ["KR", "KR", "KR"], "meeting_id": ["M1", "M1", "M2"], "person": [None] * 3})
    >>> persons_behind(rows, ["country"]).to_dict()
    {('KR',): 2}
    """
    known = rows[[*by, "person"]].dropna(subset=by).assign(meeting=rows["meeting_id"])
    listed = known.groupby([*by, "meeting"], observed=True).size().groupby(level=by).max()
    named = known.groupby(by, observed=True)["person"].nunique()
    found = np.maximum(listed, named.reindex(listed.index)).astype(int).rename("persons")
    return found.set_axis(pd.Index([key if len(by) > 1 else (key,) for key in found.index], tupleize_cols=False))


def _classes(labels, axes):
    """All combinations of the values of the axes, a row each."""
    found = pd.DataFrame({"": [0]})
    for axis in axes:
        level = labels[list(axis)].drop_duplicates()
        order = level.astype(str).sort_values(list(axis)).index
        found = found.merge(level.loc[order], how="cross")
    return found.drop(columns="")


def _table(rows, classes, table, told):
    """Cells of a table with their total, and the atoms of each."""
    if not table:
        whole, cells = np.ones((1, len(classes))), pd.DataFrame({"table": [WHOLE], "key": [()], "told": [True]})
        return cells.assign(persons=_everyone(rows)), sparse.csr_array(whole)
    number = classes.groupby(table, sort=True).ngroup().to_numpy()
    inside = np.flatnonzero(number >= 0)
    keys = list(classes.iloc[inside][table].drop_duplicates().sort_values(table).itertuples(index=False, name=None))
    ones, many = np.ones(len(inside)), len(keys)
    parts = sparse.csr_array((ones, (number[inside], inside)), shape=(many, len(classes)))
    whole = sparse.csr_array((ones, (np.zeros(len(inside), int), inside)), shape=(1, len(classes)))
    persons = persons_behind(rows, table)
    cells = pd.DataFrame({
        "table": name_of(table), "key": pd.Series([*keys, ()], dtype=object),
        "told": [told] * many + [True], "persons": [*(int(persons.get(key, 0)) for key in keys), _everyone(rows)],
    })  # fmt: skip
    return cells, sparse.vstack([parts, whole])


def _everyone(rows):
    return int(persons_behind(rows.assign(everyone=True), ["everyone"]).sum())

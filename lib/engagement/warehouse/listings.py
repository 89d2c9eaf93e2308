"""Columns that name several things in one cell -> a row for each of them."""

import numpy as np
import pandas as pd

from engagement.organizations.splitting import split
from engagement.tables.registry import find

GIVEN = ("position", "weight", "counts")


def listings(table, rows):
    """The things that rows name, in the tables that have a row for each.

    Parameters
    ----------
    table : Record
    rows : pandas.DataFrame
        Typed rows of the table with their provenance.

    Yields
    ------
    str
        Name of the table.
    pandas.DataFrame
        Its rows, in the order of the rows and of the lists in them, without ``counts``.
    """
    for listing in table.listings:
        codes, lists = pd.factorize(rows[listing.column])  # a list that many rows have is taken apart once
        if len(lists):
            yield listing.table, _unrolled(listing, rows, codes, [_pieces(value, listing) for value in lists])


def _unrolled(listing, rows, codes, pieces):
    """A row for each piece of the list that a row has, by the number of the list (-1 for none)."""
    kinds = {name: column.dtype.type for name, column in find(listing.table).schema.columns.items()}
    things = pd.DataFrame([piece for one in pieces for piece in one], columns=list(listing.each))
    things = things.astype({name: kinds[name] for name in listing.each})
    sizes = np.array([len(one) for one in pieces])
    named = np.flatnonzero(codes >= 0)
    long = sizes[codes[named]]
    parents = named.repeat(long)
    places = np.arange(long.sum()) - (long.cumsum() - long).repeat(long)
    starts = sizes.cumsum() - sizes
    from_parents = [name for name in kinds if name not in {*listing.each, *listing.extra, *GIVEN}]
    frame = rows[from_parents].take(parents).reset_index(drop=True).assign(
        **things.take(starts[codes[parents]] + places).reset_index(drop=True),
        **listing.extra,
        position=pd.array(places + 1, dtype="Int64"),
        weight=pd.array(1 / long.repeat(long), dtype="Float64"),
    )  # fmt: skip
    return frame[[name for name in kinds if name != "counts"]].astype({name: kinds[name] for name in listing.extra})


def _pieces(value, listing):
    if listing.split == "names":
        return split(value)
    parts = [part for part in value.split("; ") if part]
    if listing.split == "list":
        return [(part,) for part in parts]
    return [part.split(" ", 1) for part in parts]

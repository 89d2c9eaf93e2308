"""What every organization holds in every group, meeting …, for tables of any size."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from engagement.errors import DataError

MISTAKEN = 1e-5  # chance, at most, that two documents of one group are taken for one
FULL = 16  # cells (groups by organizations) for each row, up to which one sum a cell is faster than ordering the rows


def credit_totals(credits, within):
    """Contributions of every group, and what each organization holds in it.

    Parameters
    ----------
    credits : pandas.DataFrame or pyarrow.Table
        One row a document and organization: ``organization``, ``credit``, ``document_id`` and the columns of `within`.
        Columns of categories are taken by their codes and save most of the time.
    within : list of str
        Columns to count apart; rows where one of them is missing are left out.

    Returns
    -------
    pandas.DataFrame
        One row a group …, sorted: `within` and ``contributions`` (different documents). Documents are told apart by
        numbers that stand for their names where the chance of a mistake is below 1 in 100,000, else by the names.
    numpy.ndarray of shape (held,)
        Credits above 0, ascending within each group …, one after another.
    numpy.ndarray of shape (groups + 1,)
        Where the credits of each group begin, and the end.

    Raises
    ------
    DataError
        If a credit is no number, missing, negative or infinite, or a column holds values of several types.

    Examples
    --------
    >>> credits = pd.DataFrame({"group": ["A", "A", "B"], "document_id": ["1", "2", "3"],
    ...                         "organization": ["x", "y", "x"], "credit": [3.0, 1.0, 2.0]})
    >>> groups, held, ends = credit_totals(credits, ["group"])
    >>> groups["contributions"].tolist(), held.tolist(), ends.tolist()
    ([2, 1], [1.0, 3.0, 2.0], [0, 2, 3])
    """
    columns = [*within, "organization", "document_id", "credit"]
    rows = (credits if isinstance(credits, pa.Table) else _arrow(credits[columns])).select(columns)
    amounts = _amounts(rows)
    with ThreadPoolExecutor() as threads:
        *parts, who = threads.map(_coded, (rows[name] for name in columns[:-2]))
    groups, row = _numbered(within, parts)
    groups["contributions"] = _documents(rows["document_id"], row, len(groups))
    codes, organizations = who
    known = (codes >= 0) & (row >= 0)
    if not known.all():
        codes, row, amounts = codes[known], row[known], amounts[known]
    held, ends = _held(row, codes, amounts, (len(groups), max(len(organizations), 1)))
    return groups, held, ends


def _arrow(frame):
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise DataError(f"{'; '.join(map(str, error.args))}; give each column values of one type") from None


def _held(row, codes, amounts, shape):
    """What each organization holds in each group, ascending within each, and where each begins."""
    by_row = sparse.coo_array((amounts, (row, codes)), shape=shape)
    by_row.has_canonical_format = shape[0] * shape[1] <= FULL * len(amounts)  # if so, each row is added up below
    added_up, by_row = not by_row.has_canonical_format, by_row.tocsr()
    found = []
    for start, end in zip(by_row.indptr[:-1].tolist(), by_row.indptr[1:].tolist(), strict=True):
        held = by_row.data[start:end]
        held = held if added_up else np.bincount(by_row.indices[start:end], weights=held)
        held = held[held > 0]
        held.sort()
        found.append(held)
    return np.concatenate([np.zeros(0), *found]), np.append(0, np.cumsum([len(one) for one in found], dtype=int))


def _amounts(rows):
    """The credits as numbers, checked."""
    kind = rows["credit"].type
    if not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind)):
        raise DataError(f"column credit holds {kind}, not numbers; turn it into numbers first, as by pandas.to_numeric")
    found = np.asarray(rows["credit"].to_numpy(), dtype=float)
    if not (np.isfinite(found) & (found >= 0)).all():
        wrong = int(np.flatnonzero(~(np.isfinite(found) & (found >= 0)))[0])
        credit, document = rows["credit"][wrong].as_py(), rows["document_id"][wrong].as_py()
        raise DataError(f"credit is {credit} for document {document}; credits are numbers of 0 or above")
    return found


def _coded(column):
    """Numbers of the values of a column, in their order and -1 where missing, and the values."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = column.unify_dictionaries()
    if not len(column):
        return np.zeros(0, dtype=np.int64), pd.Series(dtype=object)
    values = column.chunk(0).dictionary.to_pandas()
    order = values.argsort(kind="stable").to_numpy()
    place = np.full(len(order) + 1, -1, dtype=np.int32)  # the last stands for missing values
    place[order] = np.arange(len(order))
    codes = np.concatenate([one.indices.fill_null(-1).to_numpy(zero_copy_only=False) for one in column.chunks])
    return place[codes], values.iloc[order].reset_index(drop=True)


def _numbered(within, parts):
    """Groups that occur, in order, and the number of the group of each row, -1 where it has none."""
    row, values = parts[0]
    occurring, row = _closed_up(row, len(values))
    groups = pd.DataFrame({within[0]: values.iloc[occurring].to_numpy()})
    for name, (codes, values) in zip(within[1:], parts[1:], strict=True):
        many = max(len(values), 1)
        both = row.astype(np.int64) * many + codes
        both[(row < 0) | (codes < 0)] = -1
        occurring, row = _closed_up(both, len(groups) * many)
        groups = groups.iloc[occurring // many].reset_index(drop=True)
        groups[name] = values.iloc[occurring % many].to_numpy()
    return groups, row


def _closed_up(numbers, limit):
    """The numbers below a limit that occur, ascending, and the place of each among them; -1 stays -1."""
    if limit > max(8 * len(numbers), 1 << 20):
        occurring, places = np.unique(numbers, return_inverse=True)
        skipped = int(len(occurring) > 0 and occurring[0] < 0)
        return occurring[skipped:], places - skipped
    there = np.zeros(limit + 1, dtype=bool)  # the last stands for missing values
    there[numbers] = True
    occurring = np.flatnonzero(there[:-1])
    if len(occurring) == limit:
        return occurring, numbers
    place = np.full(limit + 1, -1, dtype=np.int32)
    place[occurring] = np.arange(len(occurring))
    return occurring, place[numbers]


def _documents(column, row, groups):
    """Different documents of each group."""
    known = row >= 0
    if column.null_count:
        known &= column.is_valid().to_numpy()
    bits = np.uint64(64 - max(int(groups).bit_length(), 1))
    keys = _named(column, int(bits), np.bincount(row[known], minlength=groups))
    keys |= row.astype(np.uint64) << bits
    keys = np.sort(_changes(keys[known]))  # rows of one document mostly stand together
    return np.bincount((_changes(keys) >> bits).astype(np.int64), minlength=groups)


def _named(column, bits, rows):
    """Numbers of some bits for the names of documents: hashes where they will do, else places in a list of names."""
    if float((rows.astype(float) ** 2).sum()) / 2.0 ** (bits + 1) > MISTAKEN:
        return _coded(column)[0].astype(np.uint64) & np.uint64(2**bits - 1)
    with duckdb.connect() as base:
        base.register("named", pa.table({"name": column}))
        found = base.sql(f"select hash(name) >> {64 - bits} as number from named").fetchnumpy()["number"]
    return np.array(found, dtype=np.uint64)


def _changes(keys):
    """Each of the keys that differs from the one before it."""
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys

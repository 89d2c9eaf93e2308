"""Several rows about one thing: which of them counts, and in which values the others contradict it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MADE_UP = "basis = 'demonstration'"  # made-up records are about other things than all others, whatever they are called
CONFLICT = ("table", "body", "key", "column", "counted", "other", "counted_place", "other_place")


class Passed:
    """The places of rows that do not count.

    Parameters
    ----------
    groups : iterable of (str, str or None, numpy.ndarray)
        Digest of a file, sheet, and its rows in ascending order; each file and sheet once.
    """

    def __init__(self, groups=()):
        by_file = {}
        for file, sheet, rows in groups:
            by_file.setdefault(file, []).append((sheet, rows))
        self._files = {file: _Places(sheets) for file, sheets in by_file.items()}

    def among(self, rows):
        """Which rows of an Arrow table, by its columns file_sha256, sheet and row, are among them.

        Returns
        -------
        numpy.ndarray of bool
        """
        found = np.zeros(len(rows), dtype=bool)
        for file in pc.unique(rows["file_sha256"]).to_pylist():
            if file in self._files:
                own = pc.equal(rows["file_sha256"], file).to_numpy()
                found[own] = self._files[file].hold(rows["sheet"].filter(own), rows["row"].filter(own).to_numpy())
        return found


class _Places:
    """Sheets and rows of one file, both together as one number so that one search finds them."""

    def __init__(self, sheets):
        self._sheets = pa.array([name for name, _ in sheets], pa.string())
        self._span = 1 + max(int(rows[-1]) for _, rows in sheets)
        self._numbers = np.concatenate([place * self._span + rows for place, (_, rows) in enumerate(sheets)])

    def hold(self, sheet, row):
        place = pc.index_in(sheet.cast(pa.string()), self._sheets)
        known = place.is_valid().to_numpy() & (row < self._span)
        number = np.where(known, place.fill_null(0).to_numpy() * np.int64(self._span) + row, -1)
        at = np.searchsorted(self._numbers, number)
        return self._numbers[np.minimum(at, len(self._numbers) - 1)] == number


def compare(database, table, rows):
    """Find the rows that do not count, because another speaks of the same thing or took its place.

    Parameters
    ----------
    database : duckdb.DuckDBPyConnection
        With the table ``ranks``: file_sha256, rank, file. Left behind is the
        table ``several``: rows of which there are several about one thing, with
        ``later``, 1 for the one that counts.
    table : Record
    rows : str
        Relation with its rows, in SQL.

    Returns
    -------
    Passed
    """
    key = f"{_names(table.key)}, {MADE_UP}"
    comparable = f'"{table.known_by}" IS NOT NULL' if table.known_by else "true"
    latest = f'"{table.revision}" DESC, ' if table.revision else ""
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT h FROM (SELECT hash({key}) AS h FROM {rows} "
        f"WHERE {comparable}) GROUP BY h HAVING count(*) > 1"
    )
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE several AS SELECT *, {MADE_UP} AS made_up, "
        f"row_number() OVER (PARTITION BY {key} ORDER BY "
        f'{latest}rank DESC, sheet DESC NULLS LAST, "row" DESC) AS later FROM {rows} JOIN ranks USING (file_sha256) '
        f"WHERE {comparable} AND hash({key}) IN (SELECT h FROM repeated)"
    )
    passed = 'SELECT file_sha256, sheet, "row" FROM several WHERE later > 1'
    if table.replaced_by:
        passed = f"{passed} UNION {_replaced(table, rows)}"
    groups = database.sql(
        f'SELECT file_sha256, sheet, list("row" ORDER BY "row") AS "row" FROM ({passed}) GROUP BY file_sha256, sheet'
    ).to_arrow_table()
    lists = [one.values.to_numpy() for one in groups["row"]]
    return Passed(zip(groups["file_sha256"].to_pylist(), groups["sheet"].to_pylist(), lists, strict=True))


def conflicts(database, table):
    """Each value in which a row contradicts the one that counts of the same thing and revision.

    Parameters
    ----------
    database : duckdb.DuckDBPyConnection
        As ``compare`` left it.
    table : Record

    Returns
    -------
    pyarrow.Table
        Columns of the table ``conflicts``: by column, then by key.
    """
    same = list(dict.fromkeys([*table.key, *([table.revision] if table.revision else [])]))
    compared = [name for name in table.columns if name not in same]
    differ = {name: f'one."{name}" <> two."{name}"' for name in compared}
    found = [pa.table({name: pa.array([], pa.string()) for name in CONFLICT})]
    if compared:
        _pair(database, same, compared, differ)
        counts = ", ".join(f"count(*) FILTER ({said})" for said in differ.values())
        (often,) = database.sql(f"SELECT {counts} FROM pairs").fetchall()
        found += [
            _told(database, table, same, name, differ[name]) for name, n in zip(compared, often, strict=True) if n
        ]
    return pa.concat_tables(found)


def _pair(database, same, compared, differ):
    """The table ``pairs``: a row that contradicts another in at least one value, beside that one."""
    columns = ", ".join([_names(same), _names(compared), "made_up", "file_sha256", "file", "sheet", '"row"'])
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT {columns}, "
        f"row_number() OVER (PARTITION BY {_names(same)}, made_up ORDER BY later) AS nth FROM several"
    )
    joined = " AND ".join(f'one."{name}" IS NOT DISTINCT FROM two."{name}"' for name in same)
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT one, two FROM told one JOIN told two "
        f"ON one.nth = 1 AND two.nth > 1 AND one.made_up = two.made_up AND {joined} "
        f"WHERE {' OR '.join(differ.values())}"
    )


def _told(database, table, same, column, differs):
    """The rows of the table ``conflicts`` for one column."""
    named = [(name, _text(table, "one", name)) for name in same if name != "body"]
    key = ", ".join(f"'{name} ' || {said}" for name, said in named)  # nothing where the value is missing
    places = (f"concat_ws(', ', {side}.file, {side}.sheet, 'row ' || {side}.\"row\")" for side in ("one", "two"))
    values = (_text(table, side, column) for side in ("one", "two"))
    order = ", ".join(f'one."{name}"' for name in same)
    found = database.sql(
        f"SELECT '{table.name}', one.body, concat_ws(', ', {key}), '{column}', {', '.join([*values, *places])} "
        f"FROM pairs WHERE {differs} ORDER BY {order}, two.nth"
    )
    return found.to_arrow_table().rename_columns(CONFLICT)


def _text(table, side, column):
    """A value in SQL, as it was written: a day without a time."""
    value = f'{side}."{column}"'
    is_day = column != "body" and str(table.columns[column].dtype).startswith("datetime")
    return f"CAST(CAST({value} AS DATE) AS VARCHAR)" if is_day else f"CAST({value} AS VARCHAR)"


def _replaced(table, rows):
    """Rows of things that another, which stands in the table, took the place of, in SQL."""
    identity, by = f'"{table.key[-1]}"', f'"{table.replaced_by}"'
    return (
        f'SELECT old.file_sha256, old.sheet, old."row" FROM {rows} AS old '
        f"WHERE {by} IS NOT NULL AND {by} <> {identity} "
        f"AND EXISTS (SELECT 1 FROM {rows} AS new WHERE new.{identity} = old.{by} AND new.body = old.body "
        f"AND (new.{MADE_UP}) = (old.{MADE_UP}))"
    )


def _names(columns):
    return ", ".join(f'"{name}"' for name in columns)

"""Whatever is written into the form of a table is read back as it was, for every table and every kind of file."""

import csv
import io
import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engagement.sources import templates
from engagement.sources.cells import fault
from engagement.tables import inbox, work_records

TABLES = {table.name: table for table in inbox.RECORDS}
EVERY = pytest.mark.parametrize("name", TABLES)
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink a failing table takes minutes
)
SCRIPTS = [
    "اتحاد الاتصالات",
    "איגוד בזק",
    "e\u0301te\u0301",
    "नमस्ते",
    "国际电联",
    "a\u200fb",
    "_x0041_",
    "=1+1",
    "'1",
    "5/13",
    "1e5",
]
WESTERN = [
    "Télécom",
    "Universität",
    "Ñandú & Compañía",
    "Ørsted A/S",
    "Associação",
    "“Example” – 5 €",
    "plain",
    'a "b", c; d\te',
]


def texts(words=None):
    """Text as people type it: any script, stripped, no control characters."""
    if words:
        return st.lists(st.sampled_from(words), min_size=1, max_size=3).map(" ".join)
    signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    typed = st.text(signs, max_size=20) | st.sampled_from(SCRIPTS) | st.text("\n\"',;\t|=#", max_size=6)
    return typed.map(str.strip).filter(lambda text: text and not fault(text))


def cells(table, name, column, words):
    """Values of a column, as its checks allow them."""
    checks = {check.name: check.statistics for check in column.checks}
    kind = str(column.dtype)
    if kind == "datetime64[ns]":
        values = st.dates(date(1950, 1, 1), date(2099, 12, 31))
    elif kind == "Int64":
        values = st.integers(checks["in_range"]["min_value"], checks["in_range"]["max_value"])
    elif kind == "Float64":
        values = st.floats(checks["in_range"]["min_value"], checks["in_range"]["max_value"])
    elif name == "history":
        step = st.tuples(
            st.dates(date(1956, 1, 1), date(2100, 1, 1)).map(str), st.sampled_from(list(work_records.STAGES))
        )
        values = st.lists(step.map(" ".join), min_size=1, max_size=3).map("; ".join)
    elif name == "person":
        values = st.from_regex("p-[0-9a-z]{1,16}", fullmatch=True)
    elif "isin" in checks:
        values = st.sampled_from(list(checks["isin"]["allowed_values"]))
    elif "str_matches" in checks:
        pattern = checks["str_matches"]["pattern"]
        values = st.from_regex(pattern, alphabet=st.characters(max_codepoint=127), fullmatch=True).filter(
            str.isprintable
        )
    else:
        values = texts(words)
    return st.none() | values if column.nullable else values


def rows(table, words=None):
    """Some valid rows of a table, typed."""
    columns = table.entry.columns
    one = st.fixed_dictionaries({name: cells(table, name, column, words) for name, column in columns.items()})
    return st.lists(one.map(in_order), min_size=1, max_size=8)


def in_order(row):
    """A row that does not end before it starts."""
    if row.get("start") and row.get("end"):
        row["start"], row["end"] = sorted((row["start"], row["end"]))
    return row


def typed(table, values):
    """Rows as a program would hand them over."""
    frame = pd.DataFrame(values, columns=list(table.entry.columns))
    kinds = {name: str(column.dtype).partition("[pyarrow]")[0] for name, column in table.entry.columns.items()}
    return frame.astype(kinds)


def plain(rows):
    """Cells as Python has them."""
    rows = rows.assign(**{name: rows[name].dt.date for name in rows if rows[name].dtype.kind == "M"})
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def same(read, table, values):
    done, found, rejects = read
    assert (done.table, done.rows_present, done.rows_read, done.problem) == (table.name, len(values), len(values), None)
    assert rejects.empty
    assert plain(found[list(table.entry.columns)]) == values


@pytest.fixture(scope="session")
def paths(tmp_path_factory):
    """New names of files, one after another."""
    folder, numbers = tmp_path_factory.mktemp("forms"), itertools.count()
    return lambda suffix: folder / f"{next(numbers)}{suffix}"


@EVERY
@FEW
@given(data=st.data())
def test_a_workbook_gives_back_what_was_put_in(name, data, paths, read):
    values = data.draw(rows(TABLES[name]))
    path = paths(".xlsx")
    templates.write(name, path, typed(TABLES[name], values))
    same(read(path), TABLES[name], values)
    path.unlink()


@EVERY
@FEW
@given(data=st.data())
def test_a_csv_of_ours_gives_back_what_was_put_in(name, data, paths, read):
    values = data.draw(rows(TABLES[name]))
    path = paths(".csv")
    templates.write_csv(name, path, typed(TABLES[name], values))
    same(read(path), TABLES[name], values)
    path.unlink()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@FEW
@given(data=st.data())
def test_a_csv_in_any_encoding_gives_back_what_was_put_in(encoding, delimiter, data, paths, read):
    table = TABLES[data.draw(st.sampled_from(list(TABLES)))]
    values = data.draw(rows(table, WESTERN if encoding == "cp1252" else None))
    texts = templates.as_text(table, typed(table, values)).fillna("")
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=data.draw(st.sampled_from(["\r\n", "\n"]))).writerows(
        [texts.columns, *texts.to_numpy()]
    )
    path = paths(".csv")
    path.write_bytes(file.getvalue().encode(encoding))
    same(read(path), table, values)
    path.unlink()

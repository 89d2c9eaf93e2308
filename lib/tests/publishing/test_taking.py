"""What readers take along: the same numbers as the page, and nothing that a program would run."""

import csv
import io
import json
import math
from functools import cache

import nbformat
import numpy as np
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engagement import Estimate
from engagement.errors import DataError
from engagement.publishing.taking import comma_separated, pictures, workbook
from engagement.publishing.taking.items import items, linked
from engagement.publishing.taking.plain_text import inert
from engagement.views import charts, show, table
from engagement.views.contents import content

HOSTILE = [
    '=HYPERLINK("https://example.org","x")', "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1", " =1+1", "\uff1d1+1", "\n@x",
    "=cmd|'/c calc'!A0", "<script>alert(1)</script>", "SG13", "Côte d'Ivoire", "中国", "- 5% to 3%", "\x07bell",
    "\u202egnp.exe", "https://example.org", "1e5", "TRUE",
]  # fmt: skip
RATIO = Estimate(1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", "Poisson")
FRAME = pd.DataFrame(
    {
        "group": ["SG5", "=SG13"],
        "start": [pd.Timestamp("2020-01-02"), None],
        "meetings": [7, 12],
        "share": [0.1 + 0.2, np.nan],
        "ratio": [RATIO, Estimate.not_estimable("1 organization", 1, "ratio", "recorded")],
    }
)


def executed(*shown):
    """A notebook that has displayed these."""
    outputs = [nbformat.v4.new_output("display_data", one._repr_mimebundle_()) for one in shown]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("display(…)", outputs=outputs)])
    nbformat.validate(notebook)
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


@cache
def figure(**options):
    estimates = [RATIO, RATIO]
    words = {"caption": "Ratios <b>& more.", "alt": 'SG5 1.1 "both".'}
    return show(charts.intervals, ["SG5", "SG13"], estimates, "ratio", height=2, **words, **options)


def sheets(*shown):
    book = openpyxl.load_workbook(io.BytesIO(workbook.written(items(executed(*shown)), "Title", "here")))
    return {sheet.title: sheet for sheet in book}


def test_a_csv_file_reads_back_as_the_frame():
    held = content(FRAME, "Groups")
    read = pd.read_csv(io.BytesIO(comma_separated.written(held)), parse_dates=["start"])
    assert read["start"].tolist()[0] == FRAME["start"][0] and read["start"].isna().tolist() == [False, True]
    assert read["meetings"].tolist() == [7, 12]
    assert read["share"][0] == 0.1 + 0.2 and math.isnan(read["share"][1])
    assert read["ratio: value"][0] == 1.1 and read["ratio: n"].tolist() == [900, 1]
    assert read["ratio: note"][1] == "not estimable: 1 organization"
    assert read["group"].tolist() == ["SG5", "'=SG13"]


@given(st.lists(st.tuples(st.text(), st.floats(allow_nan=False, allow_infinity=False), st.integers()), min_size=1))
def test_any_text_and_number_reads_back(rows):
    frame = pd.DataFrame(rows, columns=["text", "number", "count"], dtype=object)
    written = comma_separated.written(content(frame, "Any")).decode("utf-8-sig")
    head, *read = csv.reader(io.StringIO(written, newline=""))
    assert head == ["text", "number", "count"]
    assert [(text, float(number), int(count)) for text, number, count in read] == [
        (inert(text), number, count) for text, number, count in rows
    ]


def test_text_that_a_spreadsheet_would_compute_is_told_to_be_text():
    frame = pd.DataFrame({"=name": HOSTILE, "value": [-1.5] * len(HOSTILE)})
    written = comma_separated.written(content(frame, "Names")).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(written, newline=""))
    assert head == ["'=name", "value"]
    for text, (cell, value) in zip(HOSTILE, rows, strict=True):
        assert value == "-1.5"  # a number stays one
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d")) and cell[:1] not in "\t\r\n"
        assert cell.removeprefix("'").replace("\N{REPLACEMENT CHARACTER}", "\x07") == text


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    frame = pd.DataFrame({"=name": HOSTILE, "value": [-1.5] * len(HOSTILE)})
    sheet = sheets(table(frame, "=1+1", basis="recorded"))["table-1"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert [row[1] for row in rows] == [-1.5] * len(HOSTILE)
    for text, (cell, _) in zip(HOSTILE, rows, strict=True):
        assert cell.replace("_x000D_", "\r").replace("\N{REPLACEMENT CHARACTER}", "\x07") == text
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A5"].value) == ("=1+1", "Basis: recorded", "=name")


def test_a_workbook_has_a_sheet_for_each_table_and_figure_with_what_it_shows_on_top():
    held = sheets(table(FRAME, "Groups", basis="published"), figure(basis="recorded"), table(FRAME, "Again"))
    assert list(held) == ["table-1", "figure-1", "table-2"]
    sheet = held["table-1"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Groups", "Basis: published", "Source: here"]
    assert sheet.freeze_panes == "A6"
    head, first, second = sheet.iter_rows(min_row=5, values_only=True)
    assert head[:5] == ("group", "start", "meetings", "share", "ratio: value")
    assert first[:3] == ("SG5", pd.Timestamp("2020-01-02").to_pydatetime(), 7)
    assert first[3:5] == (pytest.approx(0.1 + 0.2, rel=1e-15), 1.1)  # workbooks keep 16 digits
    assert second[:5] == ("=SG13", None, 12, None, None)
    assert held["figure-1"]["A1"].value == "Ratios <b>& more."
    assert held["table-2"]["A2"].value == "Basis: not counted from records"


def test_a_sheet_says_when_a_table_is_too_long(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(DataError, match="table-1 has 2 rows, a sheet holds 1"):
        sheets(table(FRAME, "Groups"))


def test_a_figure_is_had_as_svg_and_png_with_its_words():
    (item,) = items(executed(figure(basis="demonstration")))
    text = pictures.svg(item)
    root = etree.fromstring(text.encode())
    names = {etree.QName(one).localname: one.text for one in root if isinstance(one.tag, str)}
    assert (names["title"], names["desc"]) == ("Ratios <b>& more.", 'SG5 1.1 "both".')
    dots = pictures.png(text)
    assert dots[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(dots[place : place + 4]) for place in (16, 20))
    assert (width / 144, height / 144) == (pytest.approx(8.4, abs=0.01), 2)  # inches at 144 dots
    assert len(dots) > 2000


def test_files_are_the_same_bytes_every_time():
    shown = [table(FRAME, "Groups"), figure()]
    once, again = (items(executed(*shown)) for _ in range(2))
    assert workbook.written(once, "Title", "here") == workbook.written(again, "Title", "here")
    assert pictures.png(pictures.svg(once[1])) == pictures.png(pictures.svg(again[1]))
    assert comma_separated.written(once[0].content) == comma_separated.written(again[0].content)


def test_tables_and_figures_have_their_ids_and_links_in_the_order_of_the_page():
    notebook = executed(table(FRAME, "Groups"), figure(), figure(), table(FRAME, "Again"))
    before = nbformat.writes(notebook)
    html = "".join(output.data["text/html"] for output in linked(notebook, "one").cells[0].outputs)
    assert nbformat.writes(notebook) == before  # what is kept stays as it was executed
    soup = BeautifulSoup(html, "html.parser")
    assert [one["id"] for one in soup.find_all(["table", "figure"], id=True)] == [
        "table-1", "figure-1", "figure-2", "table-2",
    ]  # fmt: skip
    links = [(link["href"].removeprefix("one/"), link.get_text()) for link in soup.select("p.along a")]
    figures = [f"figure-{number}.{end}" for number in (1, 2) for end in ("svg", "png", "csv")]
    book = ("one.xlsx", "all as XLSX")
    own = [(name, name) for name in ("table-1.csv", *figures, "table-2.csv")]
    assert links == [own[0], book, *own[1:], book]  # each tells its file from the others by its own words


@pytest.mark.parametrize("left", [{}, {"caption": "A", "columns": [{"name": "a", "type": "text"}], "rows": [[1, 2]]}])
def test_an_output_that_is_no_table_is_refused(left):
    notebook = executed(table(FRAME, "Groups"))
    notebook.cells[0].outputs[0].data["application/vnd.engagement.table+json"] = left
    with pytest.raises(DataError, match="holds no caption, columns and rows"):
        items(json.loads(json.dumps(notebook), object_hook=nbformat.NotebookNode))


def test_a_figure_that_is_no_svg_is_refused():
    notebook = executed(figure())
    notebook.cells[0].outputs[0].data["text/html"] = '<figure><img src="data:image/png;base64,AA"></figure>'
    with pytest.raises(DataError, match="figure-1 is no SVG figure"):
        pictures.svg(items(notebook)[0])

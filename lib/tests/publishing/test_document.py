"""A report as a Word document: what a TD has, and what a screen reader needs."""

import io
import os
import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from engagement.publishing.taking import document, pictures
from engagement.publishing.taking.abstract import LEAST, MOST, STANDING, abstract
from engagement.publishing.taking.items import items, linked
from engagement.views import charts, say, show, table
from tests.publishing.test_taking import executed

HEAD = {"number": "123", "period": "2025-2028", "place": "Geneva", "date": "2026-11-30", "source": "TSB"}
TOLD = {"id": "one", "title": "The brief", "headline": "Seven of ten groups grew.", "bases": ["demonstration"]}


def shown():
    rows = pd.DataFrame({"group": [f"SG{n}" for n in range(60)], "rows": range(60), "=x": ["=1+1"] * 60})
    return [
        table(rows.head(3), "Rows by group", basis="demonstration"),
        show(
            charts.bars, ["SG5"], [7], "rows", caption="SG5 has 7.", alt="SG5 7 rows.", basis="demonstration", height=2
        ),
        table(rows, "All rows", basis="demonstration"),
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("along")
    notebook = executed(*shown())
    for item in items(notebook):
        if item.kind == "figure":
            (folder / f"{item.id}.png").write_bytes(pictures.png(pictures.svg(item)))
    outputs = "".join(
        f'<div class="output">{one.data["text/html"]}</div>' for one in linked(notebook, "one").cells[0].outputs
    )
    page = (
        "<html><body><header><h1>The brief</h1></header><main id='main'>"
        "<div class='prose'><h2>Who <em>came</em></h2><p>Of <strong>all</strong>\nof them, see "
        "<a href='https://example.org'>the list</a> and <a href='javascript:alert(1)'>no</a>.</p>"
        "<ul><li>One</li><li>Two<ol><li>Within</li></ol></li></ul><h3>More</h3></div>"
        f"<pre class='code'>secret = 1</pre>{outputs}"
        f"{say('Twelve words are said here, so that the abstract has some of them.', basis='demonstration').data}"
        "<details><summary>2 estimates saved</summary></details>"
        "<section id='data-used'><h2>Data used</h2></section></main></body></html>"
    )
    return document.written(TOLD, page, folder, HEAD), page, folder


@pytest.fixture(scope="module")
def opened(made):
    return Document(io.BytesIO(made[0]))


def cells(table):
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_the_head_is_that_of_a_td(opened):
    head = cells(opened.tables[0])
    assert {"Question(s):", "TD", "Source:", "Title:", "Contact:", "Keywords:", "Abstract:"} <= set(head)
    assert (head["Source:"], head["Title:"], head["Contact:"]) == ("TSB", "The brief", "–")
    text = " ".join(cell.text for row in opened.tables[0].rows for cell in row.cells)
    for part in (
        "INTERNATIONAL TELECOMMUNICATION UNION",
        "STUDY PERIOD 2025-2028",
        "TSAG-TD 123",
        "Geneva, 2026-11-30",
    ):
        assert part in text
    assert LEAST <= len(head["Abstract:"].split()) <= MOST
    assert head["Abstract:"].startswith("Seven of ten groups grew. Twelve words are said here")


def test_headings_lists_and_captions_have_their_styles(opened):
    styles = {line.text: line.style.name for line in opened.paragraphs}
    assert styles["Who came"] == "Heading 1" and styles["More"] == "Heading 2"
    assert styles["One"] == "List Bullet" and styles["Within"] == "List Number 2"
    assert styles["Table 1 – Rows by group [demonstration]"] == "Caption"
    assert styles["Figure 1 – SG5 has 7. [demonstration]"] == "Caption"
    assert "Of all of them, see the list (https://example.org) and no." in styles
    assert not any("javascript" in text or "secret" in text or "Data used" in text for text in styles)


def test_figures_have_their_words_and_tables_their_repeated_headings(opened):
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == "SG5 7 rows."
    for found in opened.tables[1:]:
        first, *others = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in found.rows]
        assert first and not any(others)
        assert found._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert [len(found.rows) for found in opened.tables[1:]] == [4, 41]
    assert any("The first 40 of 60 rows" in line.text for line in opened.paragraphs)
    assert opened.tables[1].cell(1, 2).text == "=1+1"


def test_what_is_made_up_is_said_first_and_everywhere(opened):
    lines = [line.text for line in opened.paragraphs if line.text]
    assert lines[0] == document.MADE_UP
    assert "Twelve words are said here, so that the abstract has some of them. [demonstration]" in lines


def test_pages_are_numbered_and_the_language_is_stated(opened):
    header = opened.sections[0].header._element.xml
    assert "PAGE" in header and opened.sections[0].different_first_page_header_footer
    assert 'w:val="en-GB"' in opened.styles["Normal"].element.xml
    assert (opened.core_properties.title, opened.core_properties.language) == ("The brief", "en-GB")


def test_no_paragraph_is_empty(opened):
    assert [line for line in opened.paragraphs if not line.text and "graphic" not in line._p.xml] == []


def test_the_document_is_the_same_bytes_every_time(made):
    content, page, folder = made
    assert document.written(TOLD, page, folder, HEAD) == content
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {document.ZIPPED}


words = st.lists(st.integers(0, 90).map(lambda n: " ".join(["word"] * n)), max_size=8)


@given(headline=st.integers(1, 120), said=words)
def test_an_abstract_has_150_to_200_words_whatever_is_said(headline, said):
    from bs4 import BeautifulSoup

    page = "".join(f"<h2>A</h2><p class='said'>{text} {place}</p>" for place, text in enumerate(said))
    main = BeautifulSoup(f"<main>{page}</main>", "html.parser").main
    text = abstract({"headline": " ".join(["head"] * headline)}, main)
    assert LEAST <= len(text.split()) <= MOST
    assert text.startswith("head")


def test_an_abstract_can_be_made_of_what_holds_for_all_reports_alone():
    assert sum(len(text.split()) for text in STANDING) >= LEAST
    assert max(len(text.split()) for text in STANDING) <= MOST - LEAST


def test_libreoffice_opens_the_document_and_finds_its_structure(made, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not here; sudo apt-get install libreoffice-writer")
    (tmp_path / "one.docx").write_bytes(made[0])
    accessible = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", accessible, "--outdir", tmp_path, tmp_path / "one.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here; sudo apt-get install poppler-utils")
    text = told_of("pdftotext", tmp_path / "one.pdf", "-")
    for part in ("TSAG-TD 123", "Who came", "Figure 1 – SG5 has 7.", "- 2 -", "SG39"):
        assert part.replace(" ", "") in text.replace(" ", "")
    structure = told_of("pdfinfo", "-struct", tmp_path / "one.pdf")
    for tag in ("H1", "H2", "LI", "TH", "Figure"):  # what a screen reader goes by
        assert re.search(rf"^ *{tag}\b", structure, re.M), tag


def told_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

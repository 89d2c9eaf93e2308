"""Document lists of ITU-T: every form of number, source and Question; what cannot be understood is told, row by row."""

import html

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engagement
from engagement.sources.opening import Unreadable
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

TITLE = "ITU-T SG13 (Study Period 2022-2024) - Contributions"
ADDRESS = "https://www.itu.int/md/T22-SG13-240715-C/en"
HEADINGS = ["Number", "Title", "Source", "Question(s)", "Date"]
ROW = ["C 1", "Scope of Y.example", "Example Telecom", "Q16/13", "2024-07-02"]


def listing(*rows, headings=HEADINGS, title=TITLE, address=ADDRESS, above="", basis=None):
    """A page in the shape of the site's lists: rows of cells that are HTML already, within a layout table."""
    saved = f"<!-- saved from url=(0000){address} -->" if address else ""
    meta = f'<meta name="basis" content="{basis}">' if basis else ""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [headings, *rows])
    body = f"<table><tr><td>Menu</td><td>{above}<table>{lines}</table></td></tr></table>"
    return f"<!DOCTYPE html>{saved}<html><head><title>{title}</title>{meta}</head><body>{body}</body></html>"


@pytest.fixture
def read(project, tmp_path):
    def read(content):
        path = tmp_path / "list.html"
        path.write_text(content, encoding="utf-8")
        reader, found, _ = recognise(path)
        assert reader.name == "itut-documents"
        return next(found.read())

    return read


@pytest.fixture
def checked(project, tmp_path):
    def checked(content):
        path = tmp_path / "list.html"
        path.write_text(content, encoding="utf-8")
        told, rejects = check(path)
        assert told.problem is None
        assert told.table == "documents"
        assert told.rows_present == told.rows_read + told.rows_rejected
        return told, rejects

    return checked


def cell(rows, column):
    return [None if pd.isna(value) else value for value in rows.frame[column]]


def test_a_list_becomes_documents(project):
    first = ["C 1", "Scope of Y.example", "Example Telecom<br>Example Systems, Inc.", "Q16/13, Q20/13", "2024-07-02"]
    again = ["C 1 (Rev.1)", *first[1:]]
    (project.home / "data/inbox/list.html").write_text(
        listing(first, again, ["C 2", "Terms", *ROW[2:]], basis="demonstration")
    )
    outcome = build()
    assert [file["rows_read"] for file in outcome.files if file["file"].endswith("list.html")] == [3]
    documents = engagement.load("documents")
    assert documents[["document_id", "revision", "counts"]].values.tolist() == [
        ["T22-SG13-C-0001", 0, False],
        ["T22-SG13-C-0001", 1, True],
        ["T22-SG13-C-0002", 0, True],
    ]
    for column, value in {"meeting_id": "SG13-2024-07-15", "group": "SG13", "period": "T22", "series": "contribution",
                          "date": pd.Timestamp("2024-07-02"), "basis": "demonstration"}.items():  # fmt: skip
        assert set(documents[column]) == {value}
    sources = engagement.load("document_sources").query("counts and document_id == 'T22-SG13-C-0001'")
    assert list(sources["organization_printed"]) == ["Example Telecom", "Example Systems, Inc."]
    questions = engagement.load("document_questions").query("counts and document_id == 'T22-SG13-C-0001'")
    assert list(questions["question"]) == ["16/13", "20/13"]


def test_the_shape_of_the_site_itself(checked, read):
    """Headings in the second row, an empty first column, links, revisions in a font, page numbers below."""
    number = '<a href="/md/T22-SG13-240715-C-{0:04d}/en"><strong>[ {0} ]</strong></a>'
    rows = [
        ["", number.format(12) + "<br><font>(Rev.2)</font>", "Scope\r\n of Y.example<br>[from Q16/13]",
         '<a href="s">Example Telecom</a> , <a href="t">Example Systems, Inc.</a>',
         '<a href="q">Q16/13</a> <a href="r">QALL/13</a>',
         "2024-07-02"],
        ["", number.format(11), "Terms", '<a href="s">Korea (Republic of)</a>', '<a href="q">Q20/13</a>', "2024-07-01"],
    ]  # fmt: skip
    head = ["", *(f"<strong>{name}</strong>" for name in ("Number", "Title", "Source", "AI/Question")), "Posted"]
    content = listing(*rows, headings=head, title="Documents")
    content = content.replace("<table><tr><td></td>", "<table><tr><td colspan=6>Results 1-2</td></tr><tr><td></td>")
    content = content.replace(
        "</td></tr></table></td>", "</td></tr><tr><td colspan=6>[1] 2 3 Next</td></tr></table></td>"
    )
    told, rejects = checked(content)
    assert (told.rows_read, rejects) == (2, [])
    assert "rows that run across table 2 are no entries: 5" in told.notes
    found = read(content)
    assert cell(found, "document_id") == ["T22-SG13-C-0012", "T22-SG13-C-0011"]
    assert cell(found, "revision") == ["2", "0"]
    assert cell(found, "title") == ["Scope of Y.example [from Q16/13]", "Terms"]
    assert cell(found, "source_printed") == ["Example Telecom; Example Systems, Inc.", "Korea (Republic of)"]
    assert cell(found, "questions") == ["16/13; ALL/13", "20/13"]
    assert cell(found, "series") == ["contribution", "contribution"]


@pytest.mark.parametrize(
    ("printed", "identifier", "revision"),
    [
        ("C 123", "T22-SG13-C-0123", "0"),
        ("C123-R1", "T22-SG13-C-0123", "1"),
        ("[ 123 ]", "T22-SG13-C-0123", "0"),
        ("123 Rev.1", "T22-SG13-C-0123", "1"),
        ("[ 123 ] (Rev. 3)", "T22-SG13-C-0123", "3"),
        ("SG13-C123-R2", "T22-SG13-C-0123", "2"),
        ("T17-SG05-C-0007!R1!MSW-E", "T17-SG05-C-0007", "1"),
        ("COM 13 – C 123 – E", "T22-SG13-C-0123", "0"),
        ("TD 45 (GEN)", "T22-SG13-TD-0045-GEN", "0"),
        ("TD45-R2/PLEN", "T22-SG13-TD-0045-PLEN", "2"),
        ("[ 367-WP1 ] (Rev.1)", "T22-SG13-TD-0367-WP1", "1"),
        ("TD 230R2(P)", "T22-SG13-TD-0230-PLEN", "2"),
        ("R 12", "T22-SG13-R-0012", "0"),
        ("C 5 Add.1", "T22-SG13-C-0005-A1", "0"),
    ],
)
def test_forms_of_numbers(read, printed, identifier, revision):
    found = read(listing([printed, *ROW[1:]]))
    assert (cell(found, "document_id"), cell(found, "revision")) == ([identifier], [revision])
    assert found.problems.empty


@pytest.mark.parametrize(
    "printed", ["", "see below", "C 0", "C 1 and C 2", "2024-07-15", "C 12 GEN", "Q16/13", "C 123456"]
)
def test_what_is_no_number_is_told(checked, printed):
    told, (reject,) = checked(listing([printed, *ROW[1:]], ROW))
    assert (told.rows_read, told.rows_rejected) == (1, 1)
    assert (reject["row"], reject["column"]) == (2, "number")
    assert reject["value"] == printed if printed else pd.isna(reject["value"])
    assert reject["reason"] == ("is no number of a document" if printed else "is missing")
    assert reject["remedy"]


@pytest.mark.parametrize(
    ("address", "title", "number", "series", "identifier", "meeting"),
    [
        ("https://www.itu.int/md/T22-SG13-C/en", "Documents", "7", "contribution", "T22-SG13-C-0007", None),
        ("https://www.itu.int/md/meetingdoc.asp?lang=en&amp;parent=T17-SG05-171113-TD-GEN", "x", "[ 7 ]",
         "temporary document", "T17-SG05-TD-0007-GEN", "SG5-2017-11-13"),
        ("https://www.itu.int/md/T25-TSAG-R/en", "x", "7", "report", "T25-TSAG-R-0007", None),
        ("https://www.itu.int/md/T25-SG13-COL/en", "x", "7", "circular", "T25-SG13-COL-0007", None),
        (None, "ITU-T Study Group 13 (Study Period 2017-2020) – Contributions", "7", "contribution",
         "T17-SG13-C-0007", None),
        (None, "Contributions, ITU-T SG13, Geneva, 15 - 26 July 2024", "7", "contribution",
         "T22-SG13-C-0007", "SG13-2024-07-15"),
        (None, "Contributions, ITU-T SG13, 28 February – 10 March 2022", "7", "contribution",
         "T17-SG13-C-0007", "SG13-2022-02-28"),
        (None, "ITU-T Documents", "T22-SG13-240715-TD-WP1-0367", "temporary document",
         "T22-SG13-TD-0367-WP1", "SG13-2024-07-15"),
    ],
)  # fmt: skip
def test_group_period_series_and_meeting_come_from_the_page_or_the_number(
    read, address, title, number, series, identifier, meeting
):
    found = read(listing([number, *ROW[1:3], "", ROW[4]], address=address, title=title))
    assert (cell(found, "document_id"), cell(found, "series"), cell(found, "meeting_id")) == (
        [identifier],
        [series],
        [meeting],
    )
    assert found.problems.empty


def test_the_days_of_a_meeting_of_experts_are_no_meeting_of_the_group(read):
    found = read(
        listing(ROW, address=None, title="ITU-T SG13 Contributions, rapporteur group meeting, 15-26 July 2024")
    )
    assert cell(found, "meeting_id") == [None]


@pytest.mark.parametrize(
    ("title", "address", "column", "value"),
    [
        ("ITU-T documents: contributions", None, "group", None),
        ("ITU-T SG13 documents", None, "period", None),
        ("ITU-T SG13 documents (2022-2024)", None, "series", None),
        ("ITU-T SG2 and SG13 (2022-2024) contributions", None, "group", None),
        ("SG13 Contributions", "https://www.itu.int/md/list.asp?Group=13&amp;Period=99", "period", "99"),
    ],
)
def test_a_page_that_does_not_say_what_it_is_of(checked, title, address, column, value):
    told, (reject,) = checked(listing(["7", *ROW[1:]], title=title, address=address))
    assert (told.rows_read, reject["column"]) == (0, column)
    assert reject["value"] == value if value else pd.isna(reject["value"])
    assert "title of the page" in reject["remedy"] or "study_periods.csv" in reject["remedy"]


@pytest.mark.parametrize(
    ("title", "number", "series"),
    [
        ("LS/i on quantum keys [from ITU-R WP 5D]", "TD 1 (GEN)", "liaison statement"),
        ("LS/o/r on quantum keys [to ETSI]", "TD 1 (GEN)", "liaison statement"),
        ("Draft reply [to IETF]", "TD 1 (GEN)", "liaison statement"),
        ("Agenda", "TD 1 (GEN)", "temporary document"),
        ("Proposed LS/o on keys", "C 1", "contribution"),
        ("ELS and other things", "TD 1 (GEN)", "temporary document"),
    ],
)
def test_liaison_statements_are_known_by_their_titles(read, title, number, series):
    assert cell(read(listing([number, title, *ROW[2:]])), "series") == [series]


@pytest.mark.parametrize(
    ("printed", "questions", "agenda_item"),
    [
        ("Q16/13, Q20/13", "16/13; 20/13", None),
        ("Q16/13<br>Q20/13", "16/13; 20/13", None),
        ("Q16/13 Q20/13", "16/13; 20/13", None),
        ("QALL/13", "ALL/13", None),
        ("All Questions", "ALL/13", None),
        ("Q1, 2 and 5/13", "1/13; 2/13; 5/13", None),
        ("Q.16/13; Question 20/13", "16/13; 20/13", None),
        ("16", "16/13", None),
        ("Q05/13", "5/13", None),
        ("Q6/12, Q16/13", "6/12; 16/13", None),
        ("Q16/13, Q16/13", "16/13", None),
        ("WP1/13, Q16/13", "16/13", "WP1/13"),
        ("PLEN", None, "PLEN"),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_forms_of_questions(read, printed, questions, agenda_item):
    found = read(listing([*ROW[:3], printed, ROW[4]]))
    assert (cell(found, "questions"), cell(found, "agenda_item")) == ([questions], [agenda_item])
    assert found.problems.empty


def test_a_number_in_a_column_of_agenda_items_is_no_question(checked, read):
    mixed = ["Number", "Title", "Source", "AI/Question", "Date"]
    assert cell(read(listing([*ROW[:3], "AI 4.1, Q16/13", ROW[4]], headings=mixed)), "agenda_item") == ["AI 4.1"]
    _, (reject,) = checked(listing([*ROW[:3], "4, Q16/13", ROW[4]], headings=mixed))
    assert (reject["column"], reject["value"], reject["reason"]) == ("questions", "4, Q16/13", "names no Question: 4")


def test_groups_without_questions_print_other_things_there(read):
    page = listing([*ROW[:3], "RG-WM", ROW[4]], address="https://www.itu.int/md/T22-TSAG-C/en", title="TSAG")
    assert (cell(read(page), "questions"), cell(read(page), "agenda_item")) == ([None], ["RG-WM"])


def test_revisions_and_withdrawals_in_the_title(read):
    found = read(
        listing(
            [ROW[0], "Scope (Rev.1)", *ROW[2:]],
            ["C 2 (Rev.2)", "Scope (Rev.1)", *ROW[2:]],
            ["C 3", "Withdrawn", *ROW[2:]],
        )
    )
    assert cell(found, "revision") == ["1", "2", "0"]
    assert cell(found, "title")[0] == "Scope (Rev.1)"
    assert cell(found, "outcome") == [None, None, "withdrawn"]


def test_faults_of_rows_are_told_once_each_and_the_others_are_read(checked):
    told, rejects = checked(
        listing(
            ROW,
            ["C 2", "", "", "", ""],
            ["C 3", *ROW[1:3], "cloud", ROW[4]],
            ["C 4", *ROW[1:4], "soon"],
            ["C 5", *ROW[1:4], "3/4/2024"],
            ["T99-SG13-C-0001", *ROW[1:]],
            ["T22-SG99-C-0001", *ROW[1:3], "", ROW[4]],
            ["none", "", "", "", "soon"],
            ["C 9", *ROW[1:]],
        )
    )
    assert (told.rows_present, told.rows_read, told.rows_rejected) == (9, 2, 7)
    assert [(one["row"], one["column"]) for one in sorted(rejects, key=lambda one: one["row"])] == [
        (3, "title"), (4, "questions"), (5, "date"), (6, "date"), (7, "period"), (8, "group"), (9, "number"),
    ]  # fmt: skip
    assert all(one["reason"] and one["remedy"] for one in rejects)


def test_a_question_the_group_did_not_have_is_rejected(checked):
    address = "https://www.itu.int/md/T17-SG12-171106-C/en"
    told, (reject,) = checked(listing([*ROW[:3], "Q99/12", ROW[4]], [*ROW[:3], "Q9/12", ROW[4]], address=address))
    assert (told.rows_read, reject["value"]) == (1, "99/12")


@pytest.mark.parametrize(
    "headings",
    [
        ["Date posted", "Related Question(s)", "Submitted by", "Document title", "Doc. No."],
        ["Fecha", "Cuestiones", "Origen", "Título", "Número"],
    ],
)
def test_renamed_and_reordered_columns(read, headings):
    assert read(listing(ROW[::-1], headings=headings)).frame.equals(read(listing(ROW)).frame)


def test_two_rows_of_headings_and_headings_printed_again(checked):
    two = listing(ROW, HEADINGS, ["C 2", *ROW[1:]]).replace(
        "<tr><td>Number</td><td>Title</td><td>Source</td><td>Question(s)</td><td>Date</td></tr>",
        "<tr><th rowspan=2>Number</th><th rowspan=2>Title</th><th rowspan=2>Source</th><th colspan=2>More</th></tr>"
        "<tr><th>Question(s)</th><th>Date</th></tr>",
        1,
    )
    told, rejects = checked(two)
    assert (told.rows_present, told.rows_read, rejects) == (2, 2, [])


def test_columns_nobody_reads_are_named(checked):
    told, _ = checked(listing([*ROW, "12 kB", "E"], headings=[*HEADINGS, "Size", "Language"]))
    assert "columns not read: Size, Language" in told.notes


def test_right_to_left_and_combining_signs_stay(read):
    source = "هيئة الاتصالات"
    found = read(listing([ROW[0], "Te\u0301le\u0301com \u200f" + source, source, *ROW[3:]]))
    assert (cell(found, "source_printed"), cell(found, "title")) == ([source], ["Te\u0301le\u0301com \u200f" + source])


def test_an_empty_list_is_a_list(checked):
    told, rejects = checked(listing())
    assert (told.rows_present, told.rows_read, rejects) == (0, 0, [])


def test_pages_that_are_not_what_they_claim_to_be(project, tmp_path):
    for content, said in {
        listing(
            headings=["User name", "Password"]
        ): "it is saved from the address of the list of ITU-T meeting documents, but holds no",
        listing(ROW)[:-60]: "cut off",
        listing(ROW, title="Minutes", address="https://example.org/list"): "no reader takes it",
        "<html><body><p>ITU-T</p></body></html>": "no reader takes it",
    }.items():
        path = tmp_path / "page.html"
        path.write_text(content)
        told, rejects = check(path)
        assert said in told.problem
        assert told.remedy
        assert (told.rows_present, rejects) == (0, [])


def test_broken_reference_tables_are_told(project, tmp_path):
    (project.home / "data/reference/study_periods.csv").write_text("period\nT22\n")
    (tmp_path / "list.html").write_text(listing(ROW))
    with pytest.raises(Unreadable, match=r"study_periods\.csv lacks one of the columns .* restore it"):
        recognise(tmp_path / "list.html")


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(7)))
def test_the_order_of_columns_does_not_matter(tmp_path_factory, order):
    headings = [*HEADINGS, "Size", "Language"]
    rows = [
        ["C 1 (Rev.1)", "Scope", "Example Telecom<br>Example Systems", "Q16/13", "2024-07-02", "1", "E"],
        ["C 2", "Terms", "", "", "", "", ""],
    ]
    path = tmp_path_factory.mktemp("lists") / "list.html"
    frames = []
    for places in (range(7), order):
        shuffled = [[row[place] for place in places] for row in (headings, *rows)]
        path.write_text(listing(*shuffled[1:], headings=shuffled[0]))
        frames.append(next(recognise(path)[1].read()).frame)
    assert frames[0].equals(frames[1])
    assert len(frames[0]) == 2


PIECES = [
    "C 1",
    "[ 7 ]",
    "Q16/13",
    "Example Telecom",
    "2024-07-02",
    "",
    "-",
    "LS/i [from X]",
    "TD 5 (GEN)",
    "<b>",
    "\n",
    "٣",
    "1/2/2024",
]


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=5, max_size=5), max_size=6))
def test_rows_read_and_rejected_are_the_rows_present(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("lists") / "list.html"
    path.write_text(listing(*([html.escape(cell) for cell in row] for row in rows)), encoding="utf-8", errors="replace")
    told, rejects = check(path)
    assert told.problem is None
    assert told.rows_present == told.rows_read + told.rows_rejected
    assert told.rows_rejected == len({one["row"] for one in rejects})
    assert told.rows_present <= len(rows)

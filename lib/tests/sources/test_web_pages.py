"""Saved web pages: what is read of them, whatever they are written in, and which are refused."""

import gzip
import html
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources import web_pages
from engagement.sources.opening import Unreadable, open_file

PAGE = "<!DOCTYPE html><html><head><title>A list</title></head><body>{}</body></html>"


@pytest.fixture
def read(tmp_path):
    def read(content, name="page.html"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return web_pages.read(open_file(path))

    return read


def rows(page, table=0):
    return list(page.tables[table].rows())


def test_rows_have_numbers_and_cells_have_lines(read):
    page = read(
        PAGE.format("<table><tr><th>A<th>B<tr><td> one \n two<br>three<td><p>x</p><p>y&amp;z&nbsp;!</p></table>")
    )
    assert rows(page) == [(1, ["A", "B"]), (2, ["one two\nthree", "x\ny&z !"])]
    assert (page.title, page.tables[0].name) == ("A list", "table 1")


def test_words_within_a_line_stay_together(read):
    assert rows(read(PAGE.format("<table><tr><td>C<b>12</b>3 <i>new</i></table>"))) == [(1, ["C123 new"])]


def test_several_links_are_a_line_each_where_nothing_else_stands_there(read):
    one, two = "<a href='1'>One, Inc.</a>", "<a href='2'>Two</a>"
    cells = f"<td>{one} , {two}</td><td>See {one} or {two}</td>"
    assert rows(read(PAGE.format(f"<table><tr>{cells}</tr></table>"))) == [
        (1, ["One, Inc.\nTwo", "See One, Inc. or Two"])
    ]


def test_a_table_within_a_cell_is_a_table_and_layout_does_not_swallow_it(read):
    inner = "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>"
    page = read(PAGE.format(f"<table><tr><td>Menu</td><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"))
    assert [rows(page, n) for n in range(3)] == [[(1, ["Menu"])], [(1, ["A\n1"])], [(1, ["A"]), (2, ["1"])]]


def test_a_list_keeps_its_rows_where_its_cells_hold_small_tables(read):
    icons = "<table><tr><td><a href='w'>Word</a></td><td><a href='p'>PDF</a></td></tr></table>"
    page = read(PAGE.format(f"<table><tr><td>C 1</td><td>{icons}</td></tr><tr><td>C 2</td><td>none</td></tr></table>"))
    assert rows(page) == [(1, ["C 1", "Word\nPDF"]), (2, ["C 2", "none"])]


def test_a_form_between_table_and_rows_takes_nothing_away(read):
    page = read(PAGE.format("<table><form action='/x'><tr><td>a</td><td>b</td></tr></form></table>"))
    assert rows(page) == [(1, ["a", "b"])]


def test_cells_over_columns_stand_in_the_first_and_cells_over_rows_in_each(read):
    body = (
        "<tr><th rowspan=2>N</th><th colspan=2>Source</th><th rowspan='2'>Date</th></tr>"
        "<tr><th>Firm</th><th>Country</th></tr>"
        "<tr><td rowspan=3>1</td><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td colspan='x'>e</td></tr><tr></tr>"
        "<tr><td>2</td><td>f</td></tr>"
    )
    assert rows(read(PAGE.format(f"<table>{body}</table>"))) == [
        (1, ["N", "Source", "", "Date"]),
        (2, ["N", "Firm", "Country", "Date"]),
        (3, ["1", "a", "b", "c"]),
        (4, ["1", "d", "e"]),
        (6, ["2", "f"]),
    ]


def test_a_cell_over_all_rows_that_follow_and_one_over_too_many(read):
    page = read(PAGE.format("<table><tr><td rowspan=0>x<td>1<tr><td>2<tr><td rowspan=99999999>3</table>"))
    assert rows(page) == [(1, ["x", "1"]), (2, ["x", "2"]), (3, ["x", "3"])]


def test_rows_across_a_table_are_known_as_such(read):
    page = read(
        PAGE.format(
            "<table><tr><td colspan=2>Page 1 2 3</td></tr><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
        )
    )
    assert page.tables[0].across == {1}


def test_nothing_of_scripts_comments_and_drop_down_lists_is_text(read):
    hidden = (
        "<script>document.write('<table><tr><td>no')</script><!-- <table> --><style>table{}</style>"
        "<select><option>SG2<option selected>SG13: Networks</select><noscript><table></noscript>"
    )
    page = read(PAGE.format(f"{hidden}<table><tr><td>yes<script>no()</script></td></tr></table>"))
    assert (page.text, page.chosen, rows(page)) == ("A list yes", ("SG13: Networks",), [(1, ["yes"])])


def test_where_a_page_was_saved_from_and_what_it_rests_on(read):
    head = "<!-- saved from url=(0043)https://example.org/list.aspx?Group=13&amp;Period=17 -->"
    content = PAGE.format("<h1>List <em>one</em></h1><form action='./list.aspx?Group=13'></form><a href='/doc/1'>1</a>")
    page = read(head + content.replace("<head>", '<head><meta name="basis" content="demonstration">'))
    assert page.source == "https://example.org/list.aspx?Group=13&Period=17"
    assert page.addresses == (page.source, "./list.aspx?Group=13")
    assert (page.basis, page.headings, page.links) == ("demonstration", ("List one",), ("/doc/1",))
    bare = read(PAGE.format(""))
    assert (bare.basis, bare.source, bare.addresses) == (None, None, ())


def test_named_parts_are_told_with_their_lines(read):
    page = read(
        PAGE.format("<span id='x_lblName_0'>A</span><span id='x_lblAddress_0'>Street 1<br>Town<br>Norway</span>")
    )
    assert page.marked == (("x_lblName_0", ("A",)), ("x_lblAddress_0", ("Street 1", "Town", "Norway")))


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),  # what the bytes prove goes before what the page says
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("cp1252", '<meta charset="ISO-8859-1">'),
        ("cp1252", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", '<meta charset="utf-16">'),
    ],
)
def test_encodings(read, encoding, meta):
    content = PAGE.format("<table><tr><td>Société “Été” – Côte d’Ivoire</td></tr></table>").replace(
        "<head>", f"<head>{meta}"
    )
    assert rows(read(content.encode(encoding))) == [(1, ["Société “Été” – Côte d’Ivoire"])]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("cp1251", "windows-1251"), ("cp1256", "windows-1256"), ("gb18030", "gb2312"), ("shift_jis", "Shift_JIS")],
)
def test_declared_encodings(read, encoding, label):
    said = {"cp1251": "Связь", "cp1256": "اتصالات", "gb18030": "中国电信", "shift_jis": "日本電信"}[encoding]
    content = PAGE.format(f"<table><tr><td>{said}</td></tr></table>").replace(
        "<head>", f'<head><meta charset="{label}">'
    )
    assert rows(read(content.encode(encoding))) == [(1, [said])]


def test_a_page_that_is_almost_utf8_says_what_was_lost(read):
    content = PAGE.replace("<head>", '<head><meta charset="utf-8">').format(
        "<table><tr><td>Été à Genève, naïve</td></tr></table>"
    )
    page = read(content.encode().replace("naïve".encode(), b"na\xefve"))
    assert rows(page) == [(1, ["Été à Genève, na\ufffdve"])]
    assert page.notes == ("1 signs are not valid in UTF-8, which the page declares, and stand as \ufffd",)


def test_right_to_left_and_combining_signs_stay_and_unseen_ones_go(read):
    said = "هيئة الاتصالات e\u0301cole می\u200cخواهم"
    assert rows(read(PAGE.format(f"<table><tr><td>{said}\u200b</td></tr></table>"))) == [(1, [said])]


def test_a_page_without_tables_and_one_without_anything(read):
    assert read(PAGE.format("<p>Nothing</p>")).tables == ()
    assert rows(read(PAGE.format("<table></table><table><tr></tr></table>"))) == []
    with pytest.raises(Unreadable, match="empty"):
        read(b" \n")


def test_a_cut_page_is_refused_wherever_it_is_cut(read):
    content = PAGE.format("<script>var x;</script><table><tr><td>1</td></tr><!-- note --><tr><td>2</td></tr></table>")
    for end in range(content.index("<body>"), content.index("</body>"), 3):
        with pytest.raises(Unreadable, match="cut off"):
            read(content[:end])


def test_a_part_of_a_page_is_cut_off_where_its_tables_are_open(read):
    assert rows(read("<table><tr><td>1</td></tr></table>")) == [(1, ["1"])]
    for cut in (
        "<table><tr><td>1</td>",
        "<table><tr><td>1</td></tr></table><td",
        "<table><tr><td>1</table><!-- x",
        "<table></table><script>",
    ):
        with pytest.raises(Unreadable, match="cut off"):
            read(cut)


def test_sloppy_pages_that_end_are_whole(read):
    assert rows(read("<html><body><table><tr><td>1<table><tr><td>2</body></html>"), 1) == [(1, ["2"])]


def test_a_page_the_parser_gives_up_is_not_read_in_part(read):
    deep = "<div>" * 3000 + "<table><tr><td>1</td></tr></table>" + "</div>" * 3000
    with pytest.raises(Unreadable, match="too deep"):
        read(PAGE.format(deep))


def test_a_sign_that_cannot_be_text_does_not_end_the_page(read):
    assert rows(read(PAGE.format("<table><tr><td>a\0b</td></tr><tr><td>c</td></tr></table>")))[1] == (2, ["c"])


def test_a_compressed_page_and_one_that_is_cut(read):
    content = gzip.compress(PAGE.format("<table><tr><td>1</td></tr></table>" * 500).encode(), mtime=0)
    assert len(read(content, "page.html.gz").tables) == 500
    with pytest.raises(Unreadable, match="cut off"):
        read(content[:-20], "page.html.gz")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_whatever_stands_in_cells_is_read_as_it_stands(tmp_path_factory, cells):
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in cells)
    path = tmp_path_factory.mktemp("pages") / "page.html"
    path.write_text(PAGE.format(f"<table>{body}</table>"), encoding="utf-8")
    unseen = str.maketrans(dict.fromkeys("\u200b\ufeff\u00ad"))
    wanted = [[" ".join(cell.translate(unseen).split()) for cell in row] for row in cells]
    found = dict(rows(web_pages.read(open_file(path))))
    for number, row in enumerate(wanted, 1):
        assert found.get(number, []) == row[: max((n + 1 for n, cell in enumerate(row) if cell), default=0)]


@settings(max_examples=60, deadline=None)
@given(
    tags=st.lists(
        st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "</td>", "x", "<td colspan=3 rowspan=2>", "<a>"]),
        max_size=30,
    )
)
def test_no_muddle_of_tags_breaks_the_reading(tmp_path_factory, tags):
    path = tmp_path_factory.mktemp("pages") / "page.html"
    path.write_text(PAGE.format("".join(tags)), encoding="utf-8")
    for table in web_pages.read(open_file(path)).tables:
        assert all(set("".join(cells)) <= {*string.ascii_letters, "\n", ""} and any(cells) for _, cells in table.rows())

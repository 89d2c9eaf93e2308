"""Work programmes of ITU-T and pages of single items: what stands in their cells, and what cannot be understood."""

import html

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engagement
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

TITLE = "ITU-T Work programme"
LIST = "https://www.itu.int/ITU-T/workprog/wp_search.aspx?sg=13&sp=16"
ITEM = "https://www.itu.int/ITU-T/workprog/wp_item.aspx?isn=1234"
HEADINGS = ["Work item", "Question", "Equivalent number", "Status", "Timing", "Approval process", "Version",
            "Liaison relationship", "Subject / Title", "Priority"]  # fmt: skip
ROW = ["Y.example", "Q16/13", "", "Under study", "2024-Q4", "AAP", "New", "ETSI", "Framework of examples", "High"]
PAIRS = {
    "Work item": "Y.example", "Subject/title": "Framework of examples", "Status": "Under study",
    "Approval process": "AAP", "Type of work item": "Recommendation", "Version": "New", "Equivalent number": "",
    "Timing": "2024-11", "Liaison": "ETSI",
    "Supporting members": "Example Telecom, Example Systems, Inc.", "Summary": "Question: none. Status: new.",
    "Comment": "",
    "Reference(s)": "", "Question": "Q16/13", "Study group": "SG13", "Study period": "2022-2024",
    "Editor(s)": "A. Zweig, Example Telecom, Switzerland<br>B. Zwei, Example Systems, Inc., Korea (Rep. of)",
    "First registration in the WP": "2022-07-08 14:23:37", "Last update": "2024-03-15",
}  # fmt: skip


def page(body, title=TITLE, address=LIST, basis=""):
    saved = f"<!-- saved from url=(0000){address} -->" if address else ""
    meta = f'<meta name="basis" content="{basis}">' if basis else ""
    return f"<!DOCTYPE html>{saved}<html><head><title>{title}</title>{meta}</head><body>{body}</body></html>"


def table(*rows):
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def listing(*rows, headings=HEADINGS, **about):
    return page(f"<table><tr><td>Menu</td><td>{table(headings, *rows)}</td></tr></table>", **about)


def item(mark=":", **about):
    rows = ((f"{heading}{mark}", text) for heading, text in (PAIRS | about).items() if text is not None)
    return page(
        f"<table><tr><td>Menu</td><td>{table(*rows)}</td></tr></table>", "ITU-T Work Programme - Y.example", ITEM
    )


def with_(**cells):
    row = dict(zip(HEADINGS, ROW, strict=True))
    names = {"item": "Work item", "title": "Subject / Title", "process": "Approval process"}
    return list((row | {names.get(name, name.capitalize()): value for name, value in cells.items()}).values())


@pytest.fixture
def read(project, tmp_path):
    def read(content, name="itut-work-programme"):
        path = tmp_path / "page.html"
        path.write_text(content, encoding="utf-8")
        reader, found, _ = recognise(path)
        assert reader.name == name
        rows = next(found.read())
        assert rows.present == len(rows.frame)
        return rows

    return read


@pytest.fixture
def checked(project, tmp_path):
    def checked(content):
        path = tmp_path / "page.html"
        path.write_text(content, encoding="utf-8")
        told, rejects = check(path)
        assert told.problem is None
        assert told.rows_present == told.rows_read + told.rows_rejected
        return told, rejects

    return checked


def first(rows):
    return {name: None if pd.isna(value) else value for name, value in rows.frame.iloc[0].items()}


def test_a_list_becomes_work_items(read):
    wanted = {"body": "itu-t", "work_item_id": "Y.example", "group": "SG13", "period": "T17", "questions": "16/13",
              "process": "AAP", "title": "Framework of examples", "stage": "under study",
              "stage_printed": "Under study", "priority": "High", "target": "2024-10-01", "registered": None,
              "history": None, "editors_printed": None, "row": 2}  # fmt: skip
    rows = read(listing(ROW))
    assert first(rows) | wanted == first(rows)
    assert rows.problems.empty


def test_the_page_of_an_item_becomes_a_work_item(project):
    inbox = project.home / "data/inbox"
    (inbox / "item.html").write_text(item())
    (inbox / "list.html").write_text(listing(with_(item="Y.other"), basis="demonstration"))
    build()
    items = engagement.load("work_items").set_index("work_item_id")
    wanted = {"group": "SG13", "period": "T22", "questions": "16/13", "process": "AAP", "stage": "under study",
              "registered": pd.Timestamp("2022-07-08"), "updated": pd.Timestamp("2024-03-15"),
              "target": pd.Timestamp("2024-11-01"), "history": "2022-07-08 registered", "basis": "recorded",
              "editors_printed": "Example Telecom; Example Systems, Inc.",
              "supporters_printed": "Example Telecom, Example Systems, Inc."}  # fmt: skip
    assert dict(items.loc["Y.example"]) | wanted == dict(items.loc["Y.example"])
    assert items.loc["Y.other", "basis"] == "demonstration"
    behind = engagement.load("work_item_organizations")[["part", "organization_printed"]].values.tolist()
    assert behind == [
        ["editor", "Example Telecom"], ["editor", "Example Systems, Inc."],
        ["supporter", "Example Telecom"], ["supporter", "Example Systems, Inc."],
    ]  # fmt: skip
    assert "Zwei" not in items.to_csv()
    assert engagement.load("work_item_stages")[["stage"]].values.tolist() == [["registered"]]


@pytest.mark.parametrize("mark", ["", ":", " :"])
def test_headings_of_an_item_with_and_without_a_colon_and_two_pairs_a_row(read, mark):
    rows = [
        (f"{a[0]}{mark}", a[1], f"{b[0]}{mark}", b[1])
        for a, b in zip(list(PAIRS.items())[::2], list(PAIRS.items())[1::2], strict=False)
    ]
    one, two = (
        read(item(mark), "itut-work-item"),
        read(page(table(*rows, list(PAIRS.items())[-1]), address=ITEM), "itut-work-item"),
    )
    assert one.frame.drop(columns=["sheet", "row"]).equals(two.frame.drop(columns=["sheet", "row"]))


def test_an_item_without_editors_study_group_and_period(read):
    about = {"Editor(s)": None, "Study group": None, "Study period": None}
    found = first(
        read(item(**about, **{"Contact(s)": "A. ZWEIG, Editor<br>1 Street<br>Tel: +41 00"}), "itut-work-item")
    )
    assert (found["editors_printed"], found["group"], found["period"]) == (None, "SG13", None)
    crumbs = item(**about).replace("<body>", "<body><h1>[2017-2020] : [SG13] : [Q16/13]</h1>")
    assert first(read(crumbs, "itut-work-item"))["period"] == "T17"


@pytest.mark.parametrize(
    ("printed", "target", "priority"),
    [
        ("2024-Q4", "2024-10-01", "High"), ("4Q/2024", "2024-10-01", "High"), ("Q4 2024", "2024-10-01", "High"),
        ("2024-11", "2024-11-01", "High"), ("11/2024", "2024-11-01", "High"), ("Nov. 2024", "2024-11-01", "High"),
        ("2024-11-15", "2024-11-15", "High"), ("2024", "2024-01-01", "High"), ("TBD", None, "High"), ("", None, "High"),
        ("2025-Q2 (Medium priority)", "2025-04-01", "Medium priority"),
    ],
)  # fmt: skip
def test_timing_is_its_first_day(read, printed, target, priority):
    found = first(read(listing(with_(timing=printed, priority="" if "(" in printed else "High"))))
    assert (found["target"], found["priority"]) == (target, priority)


@pytest.mark.parametrize(
    ("printed", "stage", "history"),
    [
        ("Under study", "under study", None),
        ("UNDER STUDY [Carried to next study period]", "under study", None),
        ("Approved on 2024-07-15", "approved", "2024-07-15 approved"),
        ("Approved 2024-07-15 [Issued from previous study period]", "approved", "2024-07-15 approved"),
        ("Consented (2024-03-15)", "consented", "2024-03-15 consented"),
        ("LC", "last call", None),
        ("AR", "additional review", None),
        ("Determined: 2024-03-15", "determined", "2024-03-15 determined"),
        ("Deleted", "deleted", None),
        ("", None, None),
    ],
)
def test_status_is_a_stage_and_its_day(read, printed, stage, history):
    rows = read(listing(with_(status=printed)))
    found = first(rows)
    assert (found["stage"], found["history"], found["stage_printed"]) == (stage, history, printed or None)
    assert rows.problems.empty


@pytest.mark.parametrize(
    ("printed", "process"), [("AAP", "AAP"), ("TAP (Res. 1)", "TAP"), ("Agreement", "agreement"), ("-", None)]
)
def test_approval_processes(read, printed, process):
    assert first(read(listing(with_(process=printed))))["process"] == process


@pytest.mark.parametrize(
    ("cells", "column", "value", "said"),
    [
        ({"item": ""}, "work_item_id", None, "is missing"),
        ({"status": "AJ"}, "stage", "AJ", "is no status that is known here"),
        ({"status": "Somewhere"}, "stage", "Somewhere", "is no status that is known here"),
        ({"process": "Vote"}, "process", "Vote", "is neither AAP, TAP nor agreement"),
        ({"timing": "soon"}, "target", "soon", "is no time such as 2024-Q4 or 2024-11"),
        ({"timing": "2024-13"}, "target", "2024-13", "is no time such as 2024-Q4 or 2024-11"),
        ({"question": "cloud"}, "questions", "cloud", "names no Question: cloud"),
    ],
)
def test_what_cannot_be_understood_is_told(checked, cells, column, value, said):
    told, (reject,) = checked(listing(ROW, with_(**cells)))
    assert (told.rows_read, reject["row"], reject["column"], reject["reason"]) == (1, 3, column, said)
    assert reject["value"] == value if value else pd.isna(reject["value"])
    assert reject["remedy"]


@pytest.mark.parametrize(
    ("printed", "organizations"),
    [
        ("A. Zweig, Example Telecom, Switzerland", "Example Telecom"),
        ("A. Zweig, Example Telecom", "Example Telecom"),
        ("A. Zweig, Example Systems, Inc., United States, Editor", "Example Systems, Inc."),
        ("A. Zweig, Example Telecom, Norway<br>B. Zwei, Example Telecom, Norway", "Example Telecom"),
        ("A. Zweig", None),
        ("A. Zweig, Norway", None),
    ],
)
def test_organizations_of_editors_are_kept_and_names_are_not(read, printed, organizations):
    rows = read(item(**{"Editor(s)": printed}), "itut-work-item")
    assert first(rows)["editors_printed"] == organizations
    assert "Zwei" not in rows.frame.to_csv()


def test_editors_that_cannot_be_taken_apart_are_told_without_their_names(checked):
    told, (reject,) = checked(item(**{"Editor(s)": "Zweig, A., Example Telecom, Norway"}))
    assert (told.rows_read, told.rows_rejected, reject["column"]) == (0, 1, "editors_printed")
    assert pd.isna(reject["value"])
    assert "name, organization, country" in reject["remedy"]


def test_an_item_with_a_period_nobody_knows_or_without_a_group(checked):
    _, (reject,) = checked(item(**{"Study period": "2041-2044"}))
    assert (reject["column"], reject["value"]) == ("period", "2041-2044")
    _, (reject,) = checked(item(**{"Study group": None, "Question": None}))
    assert (reject["column"], reject["reason"]) == (
        "group",
        "neither the page nor the Question says of which group it is",
    )


@pytest.mark.parametrize(
    ("address", "title", "group", "period"),
    [
        ("https://www.itu.int/ITU-T/workprog/wp_search.aspx?sg=5&sp=17", TITLE, "SG5", "T22"),
        (
            "https://www.itu.int/ITU-T/workprog/wp_search.aspx?isn_sp=8265&isn_sg=8271",
            "ITU-T SG13 Work programme (2022-2024)",
            "SG13",
            "T22",
        ),
        (None, "ITU-T Study Group 17 work programme, 2025-2028", "SG17", "T25"),
    ],
)
def test_group_and_period_come_from_the_page_and_never_from_internal_numbers(read, address, title, group, period):
    found = first(read(listing(with_(question=""), address=address, title=title)))
    assert (found["group"], found["period"]) == (group, period)


def test_what_is_chosen_on_the_page_tells_group_and_period(read):
    chosen = (
        "<select><option>SG5: Environment</option><option selected>SG13: Future networks</option></select>"
        "<select><option selected='selected'>2017-2020</option><option>2022-2024</option></select>"
    )
    content = listing(with_(question=""), address="https://www.itu.int/ITU-T/workprog/wp_search.aspx?isn_sp=1").replace(
        "<body>", f"<body>{chosen}"
    )
    found = first(read(content))
    assert (found["group"], found["period"]) == ("SG13", "T17")


def test_the_shape_of_the_site_itself(checked):
    """Its own headings, those of Questions across the list, and the column of editors' names of another view."""
    headings = [
        "Work item",
        "Version",
        "Title",
        "Approval process",
        "Priority",
        "Timing",
        "Editors",
        "Base text(s)",
        "Equiv. Num.",
    ]
    row = [
        '<a href="wp_item.aspx?isn=1">Y.example</a>',
        "New",
        "Framework",
        "AAP",
        "High",
        "<nobr>2024-Q4</nobr>",
        "<a>A. Zweig</a>",
        "C 1",
        "",
    ]
    content = listing(row, headings=headings).replace(
        "<tr><td><a href", "<tr><td colspan=9>Q16/13 Networks</td></tr><tr><td><a href"
    )
    told, rejects = checked(content)
    assert (told.rows_present, told.rows_read, rejects) == (1, 1, [])
    assert "rows that run across table 2 are no entries: 2" in told.notes


def test_cells_over_several_rows_count_for_each(read):
    content = listing(ROW, with_(item="Y.other", question="")).replace("<td>Q16/13</td>", "<td rowspan=2>Q16/13</td>")
    content = content.replace("<td>Y.other</td><td></td>", "<td>Y.other</td>")
    assert list(read(content).frame["questions"]) == ["16/13", "16/13"]


def test_pages_that_are_not_what_they_claim_to_be(project, tmp_path):
    for content, said in {
        page(
            "<table><tr><td>Log in</td></tr></table>"
        ): "it is saved from the address of the ITU-T work programme, but holds no table",
        page(
            "<table><tr><td>Log in</td></tr></table>", address=ITEM
        ): "it is saved from the address of the page of an ITU-T work item",
        listing(ROW)[:-60]: "cut off",
        item()[:-60]: "cut off",
        listing(ROW, title="Our plans", address=None).replace("Q16/13", ""): "no reader takes it",
    }.items():
        path = tmp_path / "page.html"
        path.write_text(content)
        told, _ = check(path)
        assert said in told.problem


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(len(HEADINGS))))
def test_the_order_of_columns_does_not_matter(tmp_path_factory, order):
    path, frames = tmp_path_factory.mktemp("lists") / "list.html", []
    for places in (range(len(HEADINGS)), order):
        shuffled = [
            [row[place] for place in places] for row in (HEADINGS, ROW, with_(item="Y.other", timing="2025-01"))
        ]
        path.write_text(listing(*shuffled[1:], headings=shuffled[0]))
        frames.append(next(recognise(path)[1].read()).frame)
    assert frames[0].equals(frames[1])
    assert len(frames[0]) == 2


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(len(PAIRS))))
def test_the_order_of_pairs_does_not_matter(tmp_path_factory, order):
    path, frames = tmp_path_factory.mktemp("items") / "item.html", []
    for places in (range(len(PAIRS)), order):
        path.write_text(page(table(*(list(PAIRS.items())[place] for place in places)), address=ITEM))
        frames.append(next(recognise(path)[1].read()).frame.drop(columns="row"))
    assert frames[0].equals(frames[1])


PIECES = [
    "Y.example",
    "Q16/13",
    "Approved 2024-02-30",
    "AAP",
    "2024-Q4",
    "",
    "-",
    "1/2/2024",
    "x, y",
    "Work item",
    "Status",
]


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=10, max_size=10), max_size=5))
def test_rows_read_and_rejected_are_the_rows_present(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("lists") / "list.html"
    path.write_text(listing(*([html.escape(cell) for cell in row] for row in rows)), encoding="utf-8", errors="replace")
    told, rejects = check(path)
    assert told.problem is None
    assert told.rows_present == told.rows_read + told.rows_rejected <= len(rows)
    assert told.rows_rejected == len({one["row"] for one in rejects})


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=len(PAIRS), max_size=len(PAIRS)))
def test_an_item_is_read_or_rejected_or_no_item(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("items") / "item.html"
    rows = ((heading, html.escape(text)) for heading, text in zip(PAIRS, texts, strict=True))
    path.write_text(page(table(*rows), address=ITEM), encoding="utf-8", errors="replace")
    told, _ = check(path)
    assert told.problem or told.rows_present == told.rows_read + told.rows_rejected == 1

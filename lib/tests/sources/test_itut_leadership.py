"""Leadership lists of ITU-T: roles, what they are for, countries; persons become pseudonyms, addresses go nowhere."""

import html

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engagement
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

TITLE = "ITU-T SG13 - List of rapporteurs (Study Period 2017-2020)"
ADDRESS = "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=13&Period=16"
HEADINGS = ["First name", "Last name", "Role", "Company", "Address", "Country", "Telephone", "E-mail"]
ROW = [
    "Ann",
    "EXAMPLE",
    "Rapporteur Q16/13",
    "Example Telecom",
    "1 Street",
    "Switzerland",
    "+41 00 000",
    "ann[at]example.org",
]


def page(body, title=TITLE, address=ADDRESS):
    saved = f"<!-- saved from url=(0000){address} -->" if address else ""
    return f"<!DOCTYPE html>{saved}<html><head><title>{title}</title></head><body>{body}</body></html>"


def listing(*rows, headings=HEADINGS, **about):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [headings, *rows])
    return page(f"<table><tr><td>Menu</td><td><table>{lines}</table></td></tr></table>", **about)


def seat(role, country="Switzerland", name="EXAMPLE", company="Example Telecom"):
    return ["Ann", name, role, company, "1 Street", country, "", ""]


@pytest.fixture
def read(project, tmp_path):
    def read(content):
        path = tmp_path / "list.html"
        path.write_text(content, encoding="utf-8")
        reader, found, notes = recognise(path)
        assert reader.name == "itut-leadership"
        return next(found.read()), notes

    return read


@pytest.fixture
def checked(project, tmp_path):
    def checked(content):
        path = tmp_path / "list.html"
        path.write_text(content, encoding="utf-8")
        told, rejects = check(path)
        assert told.problem is None
        assert told.rows_present == told.rows_read + told.rows_rejected
        return told, rejects

    return checked


def values(found, *columns):
    return [tuple(None if pd.isna(value) else value for value in row) for row in found.frame[list(columns)].to_numpy()]


def test_a_list_becomes_roles_and_no_name_or_address_is_kept(project):
    (project.home / "data/inbox/list.html").write_text(listing(ROW, seat("Chairman", "Korea (Rep. of)", "KLEINER")))
    build()
    roles = engagement.load("roles").query("basis == 'recorded'")
    columns = ["role", "role_printed", "group", "scope", "period", "organization_printed", "country"]
    assert roles[columns].fillna("").values.tolist() == [
        ["rapporteur", "Rapporteur Q16/13", "SG13", "16/13", "T17", "Example Telecom", "CH"],
        ["chair", "Chairman", "SG13", "", "T17", "Example Telecom", "KR"],
    ]
    assert roles["person"].str.fullmatch("p-[0-9a-f]{16}").all()
    tables = [pq.read_table(path).to_pandas().to_csv() for path in (project.home / "data/tidy").rglob("*.parquet")]
    assert any("Example Telecom" in table for table in tables)
    for kept_nowhere in ("ZWEIG", "KLEINER", "Hannelore", "1 Street", "+41 00", "example.org"):
        assert not [table for table in tables if kept_nowhere in table]


@pytest.mark.parametrize(
    ("printed", "role", "scope"),
    [
        ("Chairman", "chair", None),
        ("SG13 Chair", "chair", None),
        ("Vice-Chairman", "vice-chair", None),
        ("Vice Chair of SG13", "vice-chair", None),
        ("WP1/13 Chair", "working party chair", "WP1/13"),
        ("Chairman of Working Party 2/13", "working party chair", "WP2/13"),
        ("WP Vice-Chairman WP2/13", "working party vice-chair", "WP2/13"),
        ("Co-rapporteur Q5/13", "rapporteur", "5/13"),
        ("Acting Rapporteur, Q.5/13", "rapporteur", "5/13"),
        ("Rapporteur Q5/13 and Q6/13", "rapporteur", "5/13; 6/13"),
        ("Assoc. Rapporteur Q5", "associate rapporteur", "5/13"),
        ("Liaison Rapporteur Q5/13", "liaison rapporteur", "5/13"),
        ("Editor", "editor", None),
        ("JCA-IoT Chairman", "JCA chair", None),
        ("SG3RG-AFR Chairperson", "regional group chair", None),
        ("TSB Counsellor", "other", None),
        ("Liaison officer", "other", None),
    ],
)
def test_words_of_roles(read, printed, role, scope):
    found, _ = read(listing(seat(printed)))
    assert values(found, "role", "scope", "role_printed") == [(role, scope, printed)]
    assert found.problems.empty


@pytest.mark.parametrize(
    "printed", ["Emperor", "Vice-Chair and WP1/13 Chair", "Rapporteur and Editor Q5/13", "Chair Q5/13", ""]
)
def test_a_role_that_is_not_known_or_is_two_is_told(checked, printed):
    told, (reject,) = checked(listing(seat(printed), ROW, ROW[:1] + ["THIRD", *ROW[2:]]))
    assert (told.rows_read, reject["row"], reject["column"]) == (2, 2, "role")
    assert reject["value"] == printed if printed else pd.isna(reject["value"])
    assert reject["reason"] == ("names no single role that is known here" if printed else "is missing")
    assert "engagement template roles" in reject["remedy"]


def test_other_faults_are_told_without_the_name(checked):
    told, rejects = checked(
        listing(
            ROW,
            seat("Rapporteur Q5/13", "Atlantis"),
            ["", "Vacant", "Rapporteur Q6/13", "", "", "", "", ""],
            ["", "", "Rapporteur Q7/13", "", "", "", "", ""],
            seat("Rapporteur Q8/13", "NA"),
        )
    )
    assert (told.rows_present, told.rows_read) == (5, 2)
    assert [(one["row"], one["column"], one["value"]) for one in rejects if not pd.isna(one["value"])] == [
        (3, "country", "Atlantis"), (4, "person", "Vacant"),
    ]  # fmt: skip
    assert "country_names.csv" in rejects[0]["remedy"]
    assert "EXAMPLE" not in str(rejects)


def test_namibia_and_spellings_of_countries(read):
    printed = ["NA", "Namibia", "Côte d’Ivoire", "Korea (Rep. of)", "UNITED STATES", "Türkiye", ""]
    found, _ = read(listing(*(seat("Chairman", country) for country in printed)))
    assert [code for (code,) in values(found, "country")] == ["NA", "NA", "CI", "KR", "US", "TR", None]


@pytest.mark.parametrize(
    ("title", "address", "group", "period"),
    [
        ("x", "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=05&Period=17", "SG5", "T22"),
        ("x", "https://www.itu.int/net4/ITU-T/lists/mgmt.aspx?Group=TSAG&amp;Period=18", "TSAG", "T25"),
        ("ITU-T Study Group 20 management team (2013-2016)", None, "SG20", "T13"),
        ("x", "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=13&Period=14", "SG13", "T09"),
    ],
)
def test_group_and_period_come_from_the_page(read, title, address, group, period):
    found, _ = read(listing(seat("Chairman"), title=title, address=address))
    assert values(found, "group", "period") == [(group, period)]


def test_period_numbers_are_data(project, read):
    project.edit("data/reference/study_periods.csv", "T25,2025-2028,18,", "T25,2025-2028,21,")
    content = listing(seat("Chairman"), address=ADDRESS.replace("=16", "=21"))
    assert values(read(content)[0], "period") == [("T25",)]


def test_a_period_number_nobody_knows_is_told(checked):
    told, (reject,) = checked(listing(ROW, address=ADDRESS.replace("=16", "=99"), title="ITU-T"))
    assert (told.rows_read, reject["column"], reject["value"]) == (0, "period", "99")


def test_without_a_group_on_the_page_the_question_tells_it(read, checked):
    about = {"title": "ITU-T rapporteurs", "address": "https://www.itu.int/net4/ITU-T/lists/loqr.aspx"}
    assert values(read(listing(ROW, **about))[0], "group", "period") == [("SG13", None)]
    _, (reject,) = checked(listing(seat("Chairman"), **about))
    assert (reject["column"], reject["reason"]) == ("group", "neither the page nor the role says of which group it is")


def test_questions_and_working_parties_in_columns_of_their_own_or_above(read, checked):
    headings = ["Working party", "Question", "Role", "Name", "Organisation"]
    rows = [
        ["", "Q5/13", "Rapporteur", "A. Example", "Example Telecom"],
        ["1", "", "Chair", "B. Example", "Example Labs"],
    ]
    found, _ = read(listing(*rows, headings=headings))
    assert values(found, "role", "scope") == [("rapporteur", "5/13"), ("working party chair", "WP1/13")]
    _, (reject,) = checked(listing(["", "cloud", *rows[0][2:]], headings=headings))
    assert (reject["column"], reject["value"]) == ("scope", "cloud")
    above = listing(seat("Rapporteur"), seat("Editor", name="B"), seat("Chair", name="C"))
    above = above.replace(
        "<tr><td>Ann</td><td>EXAMPLE",
        "<tr><td colspan=8>Q5/13 (WP1/13) Networks beyond 5 G</td></tr><tr><td>Ann</td><td>EXAMPLE",
    )
    above = above.replace("<tr><td>Ann</td><td>C<", "<tr><td colspan=8>Management team</td></tr><tr><td>Ann</td><td>C<")
    found, notes = read(above)
    assert values(found, "role", "scope") == [("rapporteur", "5/13"), ("editor", "5/13"), ("chair", None)]
    assert "rows that run across table 2 are no entries: 2, 5" in notes


def named(number, **parts):
    """A person as the site itself prints one: parts with names, no headings."""
    spans = "".join(
        f'<td><span id="Main_dtlRappQues_{name}_{number}">{text}</span></td>' for name, text in parts.items()
    )
    return f"<tr>{spans}</tr>"


def person(number, role, address, **more):
    return named(
        number,
        lblFName="Ann",
        lblLName=f"EXAMPLE{number}",
        lblRole=role,
        lblCompany="Example Telecom",
        lblAddress=address,
        **more,
    )


def test_the_shape_of_the_site_itself(read, checked):
    question = named(0, lblQWP="Q5/13 (WP1/13)", lblQuestion69="Networks, 2 of them")
    rows = [
        question, person(1, "Rapporteur", "1 Street<br>Geneva<br>Switzerland", telLabel="+41"),
        person(2, "Associate rapporteur", "2 Street<br>Town"),
        named(3, lblQWP="Q6/13 (PLEN)"), person(4, "Co-rapporteur", "Norway"),
        person(5, "Emperor", "Norway"),
    ]  # fmt: skip
    content = page(f"<table>{''.join(rows)}</table>")
    found, notes = read(content)
    assert values(found, "role", "scope", "country", "person", "organization_printed")[:3] == [
        ("rapporteur", "5/13", "CH", "Ann EXAMPLE1", "Example Telecom"),
        ("associate rapporteur", "5/13", None, "Ann EXAMPLE2", "Example Telecom"),
        ("rapporteur", "6/13", "NO", "Ann EXAMPLE4", "Example Telecom"),
    ]
    assert notes == ("of 1 persons the last line of the address is no known country, and none was put in",)
    told, (reject,) = checked(content)
    assert (told.rows_present, told.rows_read, reject["row"], reject["value"]) == (4, 3, 4, "Emperor")


def test_the_management_page_of_the_site(read):
    parts = [
        {"lblTitle": "Chairman", "lblWP": ""}, {"lblTitle": "Chairman", "lblWP": "WP1/13"},
        {"lblTitle": "Vice-Chairman", "lblWP": "WP1/13"},
    ]  # fmt: skip
    rows = [
        named(n, **one, lblFName="Ann", lblLName=f"E{n}", lblCompany="Example Labs", lblAddress="Norway")
        for n, one in enumerate(parts)
    ]
    found, _ = read(page(f"<table>{''.join(rows)}</table>", address=ADDRESS.replace("loqr", "mgmt")))
    assert values(found, "role", "scope") == [
        ("chair", None),
        ("working party chair", "WP1/13"),
        ("working party vice-chair", "WP1/13"),
    ]


def test_lines_below_the_company_are_its_address(read):
    found, _ = read(
        listing(["A. Example", "Chair", "Example Telecom<br>1 Street"], headings=["Name", "Role", "Company"])
    )
    assert values(found, "organization_printed") == [("Example Telecom",)]


def test_pages_that_are_not_what_they_claim_to_be(project, tmp_path):
    headings = ["Name", "Role", "Company"]
    for content, said in {
        page(
            "<table><tr><td>Log in</td></tr></table>"
        ): "it is saved from the address of the list of ITU-T rapporteurs",
        listing(ROW)[:-50]: "cut off",
        listing(
            ["A", "Player", "Example"], headings=headings, title="ITU-T football", address=None
        ): "no reader takes it",
        listing(["A", "Chair", "Example"], headings=headings, title="Our club", address=None): "no reader takes it",
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
        shuffled = [[row[place] for place in places] for row in (HEADINGS, ROW, seat("Chairman", "Norway"))]
        path.write_text(listing(*shuffled[1:], headings=shuffled[0]))
        frames.append(next(recognise(path)[1].read()).frame)
    assert frames[0].equals(frames[1])
    assert len(frames[0]) == 2


PIECES = [
    "Chairman",
    "Rapporteur Q5/13",
    "Editor",
    "WP1/13 Chair",
    "Norway",
    "Atlantis",
    "",
    "Vacant",
    "Q5/13",
    "and",
    "Jr.",
]


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=8, max_size=8), max_size=6))
def test_rows_read_and_rejected_are_the_rows_present(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("lists") / "list.html"
    path.write_text(listing(*([html.escape(cell) for cell in row] for row in rows)), encoding="utf-8", errors="replace")
    told, rejects = check(path)
    assert told.problem is None
    assert told.rows_present == told.rows_read + told.rows_rejected <= len(rows)
    assert told.rows_rejected == len({one["row"] for one in rejects})

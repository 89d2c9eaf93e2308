"""Lists of members: kinds, countries and study groups are known, or told."""

import pytest
import xlsxwriter

from engagement.sources.itut_members import kind

HEADINGS = ["Member", "Category", "Study group", "Country", "Member since", "Member until"]
FIRM = ["Example Systems", "Associate", "SG13", "Switzerland", "2021-01-01", "2023-12-31"]


@pytest.fixture
def put(tmp_path):
    def write(rows, name="members.xlsx"):
        if name.endswith(".html"):
            lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
            (tmp_path / name).write_text(f"<html><body><table>{lines}</table></body></html>", encoding="utf-8")
        elif name.endswith(".csv"):
            (tmp_path / name).write_text("\n".join(map(";".join, [*rows, []])), encoding="utf-8")
        else:
            with xlsxwriter.Workbook(tmp_path / name) as workbook:
                sheet = workbook.add_worksheet()
                for line, cells in enumerate(rows):
                    sheet.write_row(line, 0, cells)
        return tmp_path / name

    return write


def told(rejects):
    return list(rejects[["row", "column", "value", "reason"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("name", ["members.xlsx", "members.csv", "members.html"])
def test_a_list_becomes_memberships(put, read, name):
    done, rows, _ = read(put([HEADINGS, FIRM, ["Example State", "Member State", "", "NA", "", "present"]], name))
    assert (done.reader, done.table, done.rows_read, done.notes) == ("itut-members", "memberships", 2, None)
    known = rows[["body", "organization_printed", "kind", "group", "country"]].astype(object)
    assert known.where(known.notna(), None).values.tolist() == [
        ["itu-t", "Example Systems", "Associate", "SG13", "CH"],
        ["itu-t", "Example State", "Member State", None, "NA"],
    ]
    assert rows["start"].dt.strftime("%Y-%m-%d").tolist()[0] == "2021-01-01"
    assert rows["end"].dt.strftime("%Y-%m-%d").tolist()[0] == "2023-12-31"
    assert rows[["start", "end"]].iloc[1].isna().all()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Member State", "Member State"), ("Administrations", "Member State"), ("ROA", "ROA"),
        ("Sector Member (ROA)", "ROA"), ("Sector Members – Recognized Operating Agencies", "ROA"), ("SIO", "SIO"),
        ("ITU-T Sector Member: Scientific or Industrial Organization", "SIO"), ("Other entity", "other entity"),
        ("Regional and other International Organizations", "regional or international organization"),
        ("International organization", "regional or international organization"), ("Associate", "Associate"),
        ("Associates (SG 13)", "Associate"), ("Academia", "Academia"), ("Academia Member", "Academia"),
        ("SME", "small company"), ("Small and medium enterprises", "small company"),
        ("Sector Member", None), ("Member", None), ("Partner", None), ("", None),
    ],
)  # fmt: skip
def test_categories(printed, expected):
    assert kind(printed) == expected


def test_a_sector_member_of_no_kind_is_told(put, read):
    _, _, rejects = read(put([HEADINGS, FIRM, ["Example Telecom", "Sector Member", "", "CH", "", ""]]))
    assert told(rejects) == [(3, "category", "Sector Member", "is no known kind of member")]
    assert "a Sector Member is a ROA, a SIO or another entity" in rejects["remedy"].iloc[0]


@pytest.mark.parametrize("category", ["Sector Member", "Sector Members", "ITU-T Sector Member"])
def test_a_list_of_sector_members_is_taken_and_each_row_told(put, read, category):
    rows = [["Member", "Category", "Country", "Date of joining"], ["Example Telecom", category, "CH", "2021-01-01"]]
    done, _, rejects = read(put(rows))
    assert (done.reader, done.rows_rejected) == ("itut-members", 1)
    assert told(rejects) == [(2, "category", category, "is no known kind of member")]


@pytest.mark.parametrize(
    ("category", "group", "expected"),
    [("Associate", "SG13", "SG13"), ("Associate", "13", "SG13"), ("Associate", "Study Group 5", "SG5"),
     ("Associate (SG20)", "", "SG20"), ("Associate", "TSAG", "TSAG"), ("Associate", "", None)],
)  # fmt: skip
def test_the_study_group_of_an_associate(put, read, category, group, expected):
    rows = read(put([HEADINGS, [FIRM[0], category, group, *FIRM[3:]]]))[1]
    assert rows["group"].astype(object).where(rows["group"].notna(), None).tolist() == [expected]


@pytest.mark.parametrize("group", ["SG13; SG5", "all", "13, 5"])
def test_several_study_groups_or_none_are_told(put, read, group):
    _, _, rejects = read(put([HEADINGS, FIRM, [*FIRM[:2], group, *FIRM[3:]]]))
    assert told(rejects) == [(3, "group", group, "is not one study group")]


def test_an_unknown_country_is_told(put, read):
    _, _, rejects = read(put([HEADINGS, FIRM, [*FIRM[:3], "Atlantis", *FIRM[4:]]]))
    assert told(rejects) == [(3, "country", "Atlantis", "is no country by any known spelling")]


def test_a_membership_that_ends_before_it_starts_is_told(put, read):
    _, _, rejects = read(put([HEADINGS, FIRM, [*FIRM[:4], "2023-12-31", "2021-01-01"]]))
    assert [reason for *_, reason in told(rejects)] == ["ends before it starts"]


def test_headings_in_other_words(put, read):
    headings = ["Country", "Member name", "Type of member", "Joined", "Left", "Web site"]
    row = ["France", "Example Telecom", "ROA", "13/05/2001", "23/04/2009", "example.org"]
    done, rows, _ = read(put([headings, row]))
    assert rows["start"].dt.strftime("%Y-%m-%d").tolist() == ["2001-05-13"]
    assert done.notes.startswith("columns not read: Web site")


def test_a_list_of_other_categories_is_not_taken(put, read):
    done, _, _ = read(put([["Name", "Category", "Country"], ["One", "vendor", "FR"], ["Two", "carrier", "FR"]]))
    assert (done.reader, done.problem) == (None, "no reader takes it; it begins with: Name, Category, Country")

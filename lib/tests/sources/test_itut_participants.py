"""Lists of participants: which meeting, who took part and how, and what is not guessed."""

import csv

import pytest
import xlsxwriter

from engagement.sources.itut_meeting_names import in_lines, in_name
from engagement.sources.reader import LEGEND

HEADINGS = ["Family name", "First name", "Organization", "Country", "Participation"]
ALIX = ["SAMPLESON", "Alix", "Example Telecom", "Switzerland", "On site"]
TITLE = ["ITU-T SG13, Geneva, 6-17 November 2017"]
FILE = "SG13-2017-11-06-participants.xlsx"


@pytest.fixture
def put(tmp_path):
    """Writes rows into a file, in the way its name asks for."""

    def write(rows, name=FILE, legend=()):
        path = tmp_path / name
        if name.endswith(".html"):
            cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
            path.write_text(f"<html><body><h1>{rows[0][0]}</h1><table>{cells}</table></body></html>", encoding="utf-8")
        elif name.endswith(".csv"):
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file, delimiter=";").writerows(rows)
        else:
            with xlsxwriter.Workbook(path) as workbook:
                for sheet, lines in (("List", rows), *([(LEGEND, legend)] if legend else [])):
                    added = workbook.add_worksheet(sheet)
                    for line, cells in enumerate(lines):
                        added.write_row(line, 0, cells)
        return path

    return write


def told(rejects):
    rejects = rejects.astype(object).where(rejects.notna(), None)
    return list(rejects[["row", "column", "value", "reason"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("name", [FILE, "list.xlsx", "list.csv", "SG13-2017-11-06.html", "list.html"])
def test_a_list_becomes_attendance(put, read, name):
    done, rows, rejects = read(put([TITLE, HEADINGS, ALIX], name))
    assert (done.reader, done.table, done.rows_present, done.rows_read) == ("itut-participants", "attendance", 1, 1)
    (row,) = rows[["body", "meeting_id", "organization_printed", "country", "presence"]].values.tolist()
    assert row == ["itu-t", "SG13-2017-11-06", "Example Telecom", "CH", "on site"]
    assert done.notes is None


def test_names_leave_no_trace(put, read):
    rows = [
        TITLE,
        HEADINGS,
        ALIX,
        ["Testerby", "Ola", "Example", "Atlantis", "remote"],
        ["Probeman", "Kim", "", "", "here"],
    ]
    done, rows, rejects = read(put(rows))
    assert rows["person"].str.fullmatch("p-[0-9a-f]{16}").all()
    everything = f"{done} {rows.to_csv()} {rejects.to_csv()}".casefold()
    assert not any(name in everything for name in ("sampleson", "alix", "testerby", "probeman"))
    assert (done.rows_present, done.rows_read, done.rows_rejected) == (3, 1, 2)


def test_the_same_person_has_the_same_pseudonym_however_a_list_parts_the_name(put, read):
    parted = read(put([TITLE, HEADINGS, ALIX]))[1]
    whole = read(put([TITLE, ["Name", *HEADINGS[2:]], ["Ms Alix Sampleson", *ALIX[2:]]], "SG13-2017-11-06-b.xlsx"))[1]
    assert parted["person"].tolist() == whole["person"].tolist()


@pytest.mark.parametrize(
    ("printed", "presence"),
    [
        ("On site", "on site"), ("on-site", "on site"), ("PHYSICALLY", "on site"), ("In person", "on site"),
        ("remote", "remote"), ("Remotely", "remote"), ("Virtual", "remote"), ("Online", "remote"),
        ("Attended", "attended"), ("Registered", "registered only"), ("No-show", "registered only"),
        ("registered only", "registered only"),
    ],
)  # fmt: skip
def test_ways_of_taking_part(put, read, printed, presence):
    assert read(put([TITLE, HEADINGS, [*ALIX[:4], printed]]))[1]["presence"].tolist() == [presence]


@pytest.mark.parametrize("printed", ["perhaps", "hybrid", "yes"])
def test_an_unknown_way_of_taking_part_is_not_guessed(put, read, printed):
    done, _, rejects = read(put([TITLE, HEADINGS, ALIX, [*ALIX[:4], printed]]))
    assert told(rejects) == [(4, "participation", printed, "is no known way of taking part")]
    assert rejects["remedy"].tolist() == ["write on site, remote, attended, registered only"]


def test_an_empty_way_of_taking_part_is_not_guessed(put, read):
    _, _, rejects = read(put([TITLE, HEADINGS, ALIX, [*ALIX[:4], ""]]))
    assert told(rejects) == [(4, "presence", None, "is missing where a value is required")]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Switzerland", "CH"), ("CH", "CH"), ("Korea (Rep. of)", "KR"), ("Côte d'Ivoire", "CI"), ("NA", "NA"),
        ("Namibia", "NA"), ("N/A", None), ("-", None), ("", None),
    ],
)  # fmt: skip
def test_countries_by_name_or_code(put, read, printed, code):
    rows = read(put([TITLE, HEADINGS, [*ALIX[:3], printed, "remote"]]))[1]
    assert rows["country"].astype(object).where(rows["country"].notna(), None).tolist() == [code]


def test_an_unknown_country_is_not_guessed(put, read):
    _, _, rejects = read(put([TITLE, HEADINGS, ALIX, [*ALIX[:3], "Atlantis", "remote"]]))
    assert told(rejects) == [(4, "country", "Atlantis", "is no country by any known spelling")]
    assert "data/reference/country_names.csv" in rejects["remedy"].iloc[0]


def test_the_line_of_totals_is_told(put, read):
    _, _, rejects = read(put([TITLE, HEADINGS, ALIX, ["Total: 1"]]))
    assert (4, "organization", None, "is missing, and so is the country") in told(rejects)


def test_a_list_that_does_not_say_how_people_took_part(put, read):
    plain = [row[:4] for row in (HEADINGS, ALIX)]
    done, rows, _ = read(put([TITLE, *plain]))
    assert (rows["presence"].tolist(), done.notes) == (
        ["attended"], "the list does not say how people took part: all are taken as 'attended'",
    )  # fmt: skip
    done, rows, _ = read(put([["SG13, 6-17 November 2017: registered delegates"], *plain], "list.xlsx"))
    assert (rows["presence"].tolist(), done.notes.endswith("'registered only'")) == (["registered only"], True)


def test_columns_stand_in_any_order_and_others_are_told(put, read):
    headings = ["Role", "Country", "Surname", "Company", "Mode of participation", "Title", "Given name"]
    row = ["Delegate", "Switzerland", "Sampleson", "Example Telecom", "remotely", "Ms", "Alix"]
    done, rows, _ = read(put([TITLE, headings, row]))
    assert rows[["organization_printed", "country", "presence"]].values.tolist() == [
        ["Example Telecom", "CH", "remote"]
    ]
    assert done.notes == "columns not read: Role, Title"


def test_a_list_without_a_meeting_is_told_row_by_row(put, read):
    done, _, rejects = read(put([HEADINGS, ALIX], "list.xlsx"))
    assert (done.rows_present, done.rows_rejected) == (1, 1)
    assert told(rejects) == [(2, "meeting", None, "neither the list nor its name says which meeting it is of")]
    assert "SG13-2024-07-15-participants.xlsx" in rejects["remedy"].iloc[0]


def test_a_list_and_a_name_that_contradict_one_another_are_told(put, read):
    done, _, _ = read(put([TITLE, HEADINGS, ALIX], "SG13-2017-11-13-participants.xlsx"))
    assert done.problem == (
        "the file is named after the meeting SG13-2017-11-13, its first lines are of SG13-2017-11-06"
    )


def test_the_name_of_a_file_may_tell_of_a_part_of_the_group(put, read):
    _, rows, _ = read(put([TITLE, HEADINGS, ALIX], "SG13-WP1-2017-11-06-participants.xlsx"))
    assert rows["meeting_id"].tolist() == ["SG13-WP1-2017-11-06"]


def test_a_list_that_the_legend_marks_is_a_demonstration(put, read):
    assert read(put([TITLE, HEADINGS, ALIX], legend=[["basis", "demonstration"]]))[0].basis == "demonstration"
    assert read(put([TITLE, HEADINGS, ALIX], "SG13-2017-11-06-b.xlsx", [["basis", "recorded"]]))[0].basis == "recorded"


def test_another_list_of_people_is_not_taken(put, read):
    done, _, _ = read(put([["Staff"], HEADINGS[:4], ALIX[:4]], "staff.xlsx"))
    assert (done.reader, done.problem) == (None, "no reader takes it; it begins with: Staff")


@pytest.mark.parametrize(
    ("name", "meeting"),
    [
        ("SG13-2024-07-15-participants.xlsx", "SG13-2024-07-15"),
        ("participants sg13_2024-07-15.csv", "SG13-2024-07-15"),
        ("TSAG-2024-01-22.xlsx", "TSAG-2024-01-22"),
        ("SG15-WP1-2024-10-01.xlsx", "SG15-WP1-2024-10-01"),
        ("SG11-WP1-3-2019-06-26.xlsx", "SG11-WP1-3-2019-06-26"),
        ("SG13-RGM-2026-02-23-list.xlsx", "SG13-RGM-2026-02-23"),
        ("SG13-JOINT-2019-02-04-participants.xlsx", "SG13-JOINT-2019-02-04"),
        ("SG13-2024-13-15.xlsx", None),
        ("participants.xlsx", None),
    ],
)
def test_meetings_in_names_of_files(name, meeting):
    assert in_name(name) == meeting


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("ITU-T Study Group 13, Geneva, 15-26 July 2024", "SG13-2024-07-15"),
        ("SG13 (Geneva, 2024-07-15)", "SG13-2024-07-15"),
        ("SG5\nGeneva, 30 October – 3 November 2017", "SG5-2017-10-30"),
        ("TSAG meeting, 28 December 2016 to 3 January 2017", "TSAG-2016-12-28"),
        ("Study Group 20, July 15-26, 2024", "SG20-2024-07-15"),
        ("Study Group 20, February 26 - March 1, 2024", "SG20-2024-02-26"),
        ("SG13, 15-26 July 2024, list of 20 July 2024", "SG13-2024-07-15"),
        ("Working Party 3/12, 5 May 2022", "SG12-WP3-2022-05-05"),
        ("SG13 RGM, 2024-07-15 - 2024-07-19", "SG13-RGM-2024-07-15"),
        ("SG13 and SG20, 15-26 July 2024", None),
        ("SG13, 15-26 July 2024 and 2-6 December 2024", None),
        ("SG13 regional group for Africa, 15-26 July 2024", None),
        ("Focus group under SG13, 15-26 July 2024", None),
        ("SG13, 31-32 Juli 2024", None),
        ("Study Group 13", None),
        ("15-26 July 2024", None),
    ],
)
def test_meetings_in_the_first_lines(text, meeting):
    assert in_lines(text) == meeting


def test_a_column_of_meetings_says_which_meeting_each_row_is_of(tmp_path, read):
    (tmp_path / "mine.csv").write_bytes(
        "Meeting;Name;Organization;Country;Participation\r\n"
        "SG13-2024-07-15;Müller, Alix;Example Telecom;Switzerland;On site\r\n"
        "ITU-T SG5 (Geneva, 17-21 June 2024);Testerby, Ola;Example Systems;Norway;Remote\r\n"
        "Plenary;Probeman, Kim;Example Systems;Norway;Remote\r\n".encode("cp1252")
    )
    done, rows, rejects = read(tmp_path / "mine.csv")
    assert "columns not read" not in (done.notes or "")
    assert rows["meeting_id"].tolist() == ["SG13-2024-07-15", "SG5-2024-06-17"]
    assert told(rejects) == [(4, "meeting", "Plenary", "names no meeting")]


def test_a_column_of_meetings_is_a_sign_of_a_list_of_participants(put, read):
    rows = [["Event", "Name", "Organization"], ["SG13-2024-07-15", "Sampleson, Alix", "Example Telecom"]]
    done, rows, _ = read(put(rows, "mine.csv"))
    assert (done.reader, rows["meeting_id"].tolist()) == ("itut-participants", ["SG13-2024-07-15"])


def test_a_row_of_another_meeting_than_its_file_is_told(put, read):
    rows = [TITLE, ["Meeting", *HEADINGS], ["", *ALIX], ["Plenary", *ALIX], ["SG5-2024-06-17", *ALIX]]
    _, rows, rejects = read(put(rows))
    assert rows["meeting_id"].tolist() == ["SG13-2017-11-06"] * 2
    reason = "is another meeting than SG13-2017-11-06, of which the list is"
    assert told(rejects) == [(5, "meeting", "SG5-2024-06-17", reason)]


@pytest.mark.parametrize("names", [["Family name", "First name"], ["Family", "First"]])
def test_headings_in_two_rows_are_read_together(put, read, names):
    rows = [
        TITLE,
        ["Name", "", "Affiliation", "", "Participation"],
        [*names, "Organization", "Country", ""],
        ALIX,
        ["SAMPLESON", "Kim", *ALIX[2:]],
    ]
    done, rows, _ = read(put(rows))
    assert (done.rows_present, done.rows_read, done.notes) == (2, 2, None)
    assert rows["person"].nunique() == 2
    assert rows["organization_printed"].tolist() == ["Example Telecom"] * 2
    assert rows["country"].tolist() == ["CH", "CH"]


def test_columns_without_a_heading_are_told(put, read):
    rows = [TITLE, ["", "Name", "", "Affiliation", "Participation"], ["1", "Sampleson", "Alix", "Example", "remote"]]
    done, *_ = read(put(rows))
    assert done.notes == "columns without a heading are not read: left of Name, right of Name"

"""TDoc lists of 3GPP as the portal exports them and as CSV: meetings, outcomes, dates, and no names of contacts."""

import datetime
import os
import re
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

import engagement
from engagement.sources.readers import recognise
from engagement.sources.tdoc_list import OUTCOMES, SERIES, named
from engagement.tables import meeting_records
from engagement.warehouse.build import build, check

HEAD = [
    "TDoc", "Title", "Source", "Contact", "Contact ID", "Type", "Agenda item", "TDoc Status", "Reservation date",
    "Uploaded", "Is revision of", "Revised to",
]  # fmt: skip
ROW = {
    "TDoc": "R1-2299001", "Title": "On examples", "Source": "Example Telecom, Example Systems",
    "Contact": "Contact Person", "Contact ID": "99999", "Type": "discussion", "Agenda item": "8.10",
    "TDoc Status": "noted", "Reservation date": "4/22/2022 8:42:48 AM", "Uploaded": "2022-04-29",
}  # fmt: skip
DATA = os.environ.get("ENGAGEMENT_DATA")
with_data = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the data are not on this machine")


def row(number=1, **cells):
    """A row as the portal has it; names of columns with blanks are given as Revised_to."""
    return ROW | {"TDoc": f"R1-{2299000 + number}"} | {name.replace("_", " "): cell for name, cell in cells.items()}


def xlsx(path, *rows, head=HEAD):
    with xlsxwriter.Workbook(path, {"default_date_format": "d/m/yyyy"}) as workbook:
        sheet = workbook.add_worksheet("TDoc_List")
        sheet.write_row(0, 0, head)
        for place, cells in enumerate(rows, 1):
            sheet.write_row(place, 0, [cells.get(name, "") for name in head])
        workbook.add_worksheet("CR_Packs_List").write_row(0, 0, ["CR Pack TDoc", "WG Tdoc", "Spec", "CR"])
    return path


def csv(path, *rows, head=(*HEAD, "meeting")):
    lines = [head, *([cells.get(name, "") for name in head] for cells in rows)]
    path.write_text("".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines), encoding="utf-8")
    return path


def read(path):
    _, found, notes = recognise(path)
    parts = list(found.read())
    return (
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.problems for part in parts]),
        notes,
    )


def test_a_list_of_the_portal_becomes_documents_and_names_of_contacts_stay_out(project):
    day = datetime.datetime(2022, 4, 29, 10, 1, 46)
    rows = [
        row(1, Uploaded=day),
        row(2, Uploaded=day, TDoc_Status="revised", Revised_to="R1-2299003"),
        row(3, Uploaded=day),
    ]
    xlsx(project.home / "data/inbox/TDoc_List_TSGR1_109-e.xlsx", *rows)
    build()
    found = engagement.load("documents")
    first = found.iloc[0]
    said = {
        "body": "3gpp", "document_id": "R1-2299001", "revision": 0, "meeting_id": "RAN1-109-e", "group": "RAN1",
        "series": "contribution", "title": "On examples", "source_printed": "Example Telecom, Example Systems",
        "agenda_item": "8.10", "date": pd.Timestamp("2022-04-29"), "outcome": "noted", "outcome_printed": "noted",
        "sheet": "TDoc_List", "row": 2,
    }  # fmt: skip
    assert {name: first[name] for name in said} == said
    assert pd.isna(first["period"])
    assert found["replaced_by"].tolist() == [pd.NA, "R1-2299003", pd.NA]
    assert found["counts"].tolist() == [True, False, True]
    sources = engagement.load("document_sources")
    assert sources["organization_printed"].tolist() == ["Example Telecom", "Example Systems"] * 3
    for table in ("documents", "document_sources", "files", "organization_names"):
        assert (
            not engagement.load(table)
            .astype("string")
            .apply(lambda cells: cells.str.contains("Contact Person"))
            .any()
            .any()
        )


def test_a_file_that_gets_a_name_with_its_meeting_is_read_again(project):
    path = xlsx(project.home / "data/inbox/list.xlsx", row())
    outcome = build()
    assert engagement.load("documents")["meeting_id"].isna().all()
    assert "write it as TDoc_List_TSGR1_109-e.xlsx" in outcome.files[-1]["notes"]
    path.rename(path.with_name("TDoc_List_TSGR1_110.xlsx"))
    build()
    assert engagement.load("documents")["meeting_id"].tolist() == ["RAN1-110"]


@pytest.mark.parametrize(
    ("file", "group", "meeting"),
    [
        ("TDoc_List_TSGR1_86.xlsx", "RAN1", "86"),
        ("TDoc_List_TSGR1_100b_e (1).xlsx", "RAN1", "100b-e"),
        ("TDoc_List_TSGR2_119bis-e.xlsx", "RAN2", "119b-e"),
        ("TDoc_List_TSGS2_150E_final.xlsx", "SA2", "150-e"),
        ("TDoc_List_TSGC_95e.xlsx", "CT", "95-e"),
        ("TDoc_List_TSGR_95_export.xlsx", "RAN", "95"),
        ("TDoc_List_Meeting_CT1#130-e.xlsx", "CT1", "130-e"),
        ("TDoc_List_Meeting_RAN#98-e.xlsx", "RAN", "98-e"),
        ("list.xlsx", None, None),
    ],
)
def test_the_name_of_the_file_tells_group_and_meeting(file, group, meeting):
    assert named(file) == (group, meeting)


@pytest.mark.parametrize(
    ("document", "group"),
    [("R2-2200001", "RAN2"), ("S2-2200001", "SA2"), ("C1-220001", "CT1"), ("RP-220001", "RAN"), ("SP-220001", "SA"),
     ("CP-220001", "CT")],
)  # fmt: skip
def test_documents_belong_to_the_group_of_their_number(tmp_path, document, group):
    rows, _, _ = read(csv(tmp_path / "a.csv", row(TDoc=document, meeting="100_e")))
    assert rows[["group", "meeting_id"]].values.tolist() == [[group, f"{group}-100-e"]]


def test_no_meeting_is_taken_from_the_name_of_another_group(tmp_path):
    rows, _, notes = read(xlsx(tmp_path / "TDoc_List_TSGR2_119.xlsx", row()))
    assert rows["meeting_id"].isna().all()
    assert "the file is named after RAN2, its documents are of RAN1: no meeting is taken from the name" in notes


@pytest.mark.parametrize(
    ("kind", "series"),
    [("discussion", "contribution"), ("draftCR", "contribution"), ("pCR", "contribution"), ("other", "contribution"),
     ("LS in", "liaison statement"), ("LS out", "liaison statement"), ("report", "report"), ("agenda", "other")],
)  # fmt: skip
def test_the_series_follows_from_the_type(tmp_path, kind, series):
    assert read(csv(tmp_path / "a.csv", row(Type=kind)))[0]["series"].tolist() == [series]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("agreed", "accepted"), ("endorsed", "accepted"), ("treated", "noted"), ("not pursued", "not accepted"),
     ("not treated", "not treated"), ("withdrawn", "withdrawn"), ("postponed", "postponed"), ("merged", "merged"),
     ("available", None), ("reserved", None), ("", None)],
)  # fmt: skip
def test_the_outcome_follows_from_the_status_which_is_kept(tmp_path, status, outcome):
    found = read(csv(tmp_path / "a.csv", row(TDoc_Status=status)))[0].iloc[0]
    assert (None if pd.isna(found["outcome"]) else found["outcome"]) == outcome
    assert (found["outcome_printed"] if status else "") == status


def test_every_series_and_outcome_is_one_of_the_table():
    assert set(SERIES.values()) <= set(meeting_records.SERIES)
    assert set(OUTCOMES.values()) <= set(meeting_records.OUTCOMES)


def test_what_a_user_should_know_is_counted_in_the_list(tmp_path):
    rows = [
        row(1, Uploaded=""), row(2, Type="poem"), row(3, TDoc_Status="sung"), row(4, TDoc_Status="available"),
        row(5, Revised_to="R1-2299001, R1-2299002"),
    ]  # fmt: skip
    found, _, notes = read(csv(tmp_path / "a.csv", *rows))
    assert found["replaced_by"].tolist()[4] == "R1-2299001"
    assert found["series"].tolist()[1] == "other"
    for said in (
        "1 documents were never uploaded and have no date",
        "1 rows have types that are not known, taken as the series 'other': poem",
        "1 rows have status words that are not known, without an outcome: sung",
        "1 documents are marked available or reserved, which is no outcome",
        "1 documents were revised into several, the first of them is kept",
    ):
        assert said in notes
    assert not any(";" in note for note in notes)


def test_without_a_day_of_upload_the_day_of_reservation_is_the_date(tmp_path):
    head = [name for name in HEAD if name != "Uploaded"]
    file, _ = check(csv(tmp_path / "a.csv", row(Reservation_date="2022-04-01"), head=head))
    assert "there is no column Uploaded, dates are those on which numbers were reserved" in file.notes
    assert read(tmp_path / "a.csv")[0]["date"].tolist() == ["2022-04-01"]


@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ({"TDoc": "X9-220001"}, "document_id", "X9-220001", "begins with no group of 3GPP that is known"),
        ({"TDoc": "220001"}, "document_id", "220001", "begins with no group of 3GPP that is known"),
        ({"TDoc": ""}, "document_id", None, "is missing where a value is required"),
        ({"Uploaded": "1902-06-22"}, "date", "1902-06-22", "is not between 1950-01-01 and 2099-12-31"),
        ({"Uploaded": "soon"}, "date", "soon", "is not a date"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(tmp_path, cells, column, value, reason):
    file, rejects = check(csv(tmp_path / "a.csv", row(7), row(**cells)))
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (2, 1, 1)
    (told,) = rejects
    assert (told["row"], told["column"]) == (3, column)
    assert pd.isna(told["value"]) if value is None else told["value"] == value
    assert reason in told["reason"]
    assert told["remedy"]


def test_a_line_with_cells_too_many_is_rejected_without_the_name_in_it(tmp_path):
    path = csv(tmp_path / "a.csv", row(1, meeting="100"), row(2, meeting="100"))
    path.write_text(path.read_text().replace('"On examples"', '"On","examples"', 1))
    file, (told,) = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (2, 1, 1)
    assert "cells where the headings have" in told["reason"]
    assert "Contact Person" not in str(told)


def test_dates_that_a_spreadsheet_exchanged_are_put_right_and_that_is_said(tmp_path):
    texts = [f"4/{day}/2022 8:42:48 AM" for day in (13, 19, 20, 22)]
    days = [datetime.datetime(2022, month, 4, 8, 42) for month in (5, 6, 8, 11)]  # meant were 5, 6, 8 and 11 April
    rows = [row(place, Uploaded=day) for place, day in enumerate([*texts, *days])]
    path = xlsx(tmp_path / "TDoc_List_TSGR1_109-e.xlsx", *rows)
    file, rejects = check(path)
    assert (file.rows_read, rejects) == (8, [])
    found = read(path)[0]["date"].tolist()
    assert found[4:] == ["2022-04-05", "2022-04-06", "2022-04-08", "2022-04-11"]
    assert "Uploaded: the 4 dates left as text can be read in one order only" in file.notes
    assert "a spreadsheet has exchanged day and month in these, and they are read the other way" in file.notes


def test_dates_that_may_be_exchanged_are_rejected_where_the_list_does_not_decide(tmp_path):
    rows = [row(1, Uploaded="4/13/2022"), row(2, Uploaded=datetime.datetime(2022, 5, 4)), row(3, Uploaded="4/22/2022")]
    file, (told,) = check(xlsx(tmp_path / "TDoc_List_TSGR1_109-e.xlsx", *rows))
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (3, 2, 1)
    assert (told["row"], told["column"], told["value"]) == (3, "date", "2022-05-04")
    assert "may have day and month exchanged, and the list does not decide" in told["reason"]
    assert "export the list again" in told["remedy"]
    assert "too little to tell" in file.notes


def test_true_dates_are_kept_where_nothing_speaks_against_them(tmp_path):
    days = [datetime.datetime(2022, 4, 5), datetime.datetime(2022, 4, 28), datetime.datetime(2022, 5, 4)]
    found, _, notes = read(
        xlsx(tmp_path / "TDoc_List_TSGR1_109-e.xlsx", *(row(n, Uploaded=day) for n, day in enumerate(days)))
    )
    assert found["date"].tolist() == ["2022-04-05", "2022-04-28", "2022-05-04"]
    assert not any("exchanged" in note for note in notes)


def test_dates_far_from_those_of_their_meeting_are_told_and_kept(tmp_path):
    rows = [row(n, meeting="100", Uploaded=f"2020-03-{10 + n % 10}") for n in range(30)]
    found, _, notes = read(csv(tmp_path / "a.csv", *rows, row(40, meeting="100", Uploaded="2020-10-03")))
    assert found["date"].tolist()[-1] == "2020-10-03"
    (said,) = [note for note in notes if "far from" in note]
    assert said.startswith("1 dates are far from the others of their meeting")
    assert said.endswith("they are kept as printed: 2020-10-03 in row 32 is the first")


def test_another_list_is_not_taken(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("TDoc,Title,Source\nR1-2299001,On examples,Example Telecom\n")
    assert "no reader takes it" in check(path)[0].problem


@with_data
def test_the_real_list_as_csv_is_read_but_for_the_date_of_1902():
    path = Path(DATA) / "3gpp/ran1_tdocs.csv.gz"
    file, (told,) = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (83011, 83010, 1)
    assert (told["row"], told["column"], told["value"]) == (46534, "date", "1902-06-22")
    rows, _, notes = read(path)
    assert rows.set_index("row").at[46534, "document_id"] == "R1-1706657"
    assert rows["series"].value_counts().to_dict() == {
        "contribution": 78760, "liaison statement": 4128, "report": 66, "other": 57,
    }  # fmt: skip
    assert rows["outcome"].value_counts().to_dict() == {
        "not treated": 28639, "noted": 14541, "revised": 6302, "accepted": 5429, "withdrawn": 2325, "not accepted": 617,
        "postponed": 248, "merged": 26,
    }  # fmt: skip
    assert int(rows["outcome"].isna().sum()) == 24884
    assert rows["meeting_id"].nunique() == 39
    assert int(rows["date"].isna().sum()) == 2182
    assert any(note.startswith("139 dates are far from the others") for note in notes)


@with_data
@pytest.mark.parametrize(
    ("file", "meeting", "present"),
    [("TDoc_List_TSGR1_109-e", "RAN1-109-e", 2688), ("TDoc_List_TSGR1_86", "RAN1-86", 2506)],
)
def test_the_real_lists_of_the_portal_say_the_same_as_the_csv(file, meeting, present):
    path = Path(DATA) / f"3gpp/original/{file}.xlsx"
    told, rejects = check(path)
    assert (told.rows_present, told.rows_read, rejects) == (present, present, [])
    exported, _, notes = read(path)
    flat, _, _ = read(Path(DATA) / "3gpp/ran1_tdocs.csv.gz")
    flat = flat[flat["meeting_id"] == meeting]
    columns = [name for name in flat if name not in ("sheet", "row")]
    one, two = (frame[columns].set_index("document_id").sort_index() for frame in (exported, flat))
    pd.testing.assert_frame_equal(one, two, check_dtype=False)
    assert not any(re.search("exchanged", note) for note in notes)


@with_data
def test_the_real_lists_show_no_exchange_of_day_and_month():
    """Of the day column of the portal, the list of 109-e has 2,465 days after the 12th, that of 86 has 1,491."""
    for file, beyond in (("TDoc_List_TSGR1_109-e", 2465), ("TDoc_List_TSGR1_86", 1491)):
        dates = read(Path(DATA) / f"3gpp/original/{file}.xlsx")[0]["date"].dropna()
        assert int((dates.str[8:10] > "12").sum()) == beyond

"""Files in, tables out: what is kept, what counts, what is rejected and what contradicts."""

import pandas as pd
import pytest

import engagement
from engagement import cli
from engagement.warehouse import store
from engagement.warehouse.build import build, check
from tests.warehouse.lists import ONE, TWO, put


def file_of(outcome, name):
    return next(file for file in outcome.files if file["file"].endswith(name))


def rejects():
    return engagement.load("rejects").drop(columns=["file_sha256"])


def test_rows_become_a_table_with_their_place(inbox):
    put(inbox, "a.csv", ONE, TWO)
    outcome = build()
    documents = engagement.load("documents")
    assert list(documents["document_id"]) == ["T22-SG13-C-0001", "T22-SG13-C-0002"]
    assert list(documents["row"]) == [2, 3]
    assert set(documents["basis"]) == {"recorded"}
    assert set(documents["file_sha256"]) == {store.digest(inbox / "a.csv")}
    assert documents["date"].iloc[0] == pd.Timestamp("2022-06-20")
    assert documents["counts"].all()
    assert file_of(outcome, "a.csv") | {"rows_present": 2, "rows_read": 2, "rows_rejected": 0} == file_of(
        outcome, "a.csv"
    )


def test_sources_and_questions_are_rows_whose_weights_add_up_to_documents(inbox):
    put(inbox, "a.csv", ONE, TWO)
    build()
    sources, questions = engagement.load("document_sources"), engagement.load("document_questions")
    assert list(sources["organization_printed"]) == ["Example Telecom", "Example Systems", "Example Telecom"]
    assert list(sources["weight"]) == [0.5, 0.5, 1]
    assert list(questions["question"]) == ["16/13", "20/13", "16/13"]
    assert sources["weight"].sum() == questions["weight"].sum() == 2
    names = engagement.load("organization_names").set_index("name_printed")["mentions"]
    assert (names["Example Telecom"], names["Example Systems"]) == (2, 1)


@pytest.mark.parametrize(
    ("old", "new", "column", "value", "reason", "remedy"),
    [
        ("2022-06-20", "2022-06-31", "date", "2022-06-31", "is not a date written 2024-07-15", "correct"),
        (",0,", ",first,", "revision", "first", "is not a whole number", "correct"),
        (",contribution,", ",letter,", "series", "letter", "is none of", "use one of these"),
        (",SG13,T22,", ",SG99,T22,", "group", "SG99", "is not in the table study_groups", "/study_groups.csv"),
        (",SG13,T22,", ",SG13,T99,", "period", "T99", "is not in the table study_periods", "add it to"),
        ("itu-t,", ",", "body", None, "is missing where a value is required", "fill it in"),
        ("16/13; 20/13", "16 and 20", "questions", "16 and 20", "is not a list of Questions", "write it as 16/13"),
        ("2022-06-20", "3/4/2022", "date", "3/4/2022", "may be 2022-04-03 or 2022-03-04", "write 2022-04-03 or"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_rejected_with_place_reason_and_remedy(
    inbox, old, new, column, value, reason, remedy
):
    put(inbox, "a.csv", ONE.replace(old, new, 1), TWO)
    outcome = build()
    assert list(engagement.load("documents")["document_id"]) == ["T22-SG13-C-0002"]
    (told,) = rejects().to_dict("records")
    assert told["file"] == "data/inbox/a.csv"
    assert (told["row"], told["column"]) == (2, column)
    assert pd.isna(told["value"]) if value is None else told["value"] == value
    assert reason in told["reason"]
    assert remedy in told["remedy"]
    read = file_of(outcome, "a.csv")
    assert (read["rows_present"], read["rows_read"], read["rows_rejected"]) == (2, 1, 1)


def test_a_row_with_two_faults_is_one_row_rejected_and_both_are_told(inbox):
    put(inbox, "a.csv", ONE.replace(",contribution,", ",letter,").replace("2022-06-20", "soon"), TWO)
    assert file_of(build(), "a.csv")["rows_rejected"] == 1
    assert set(rejects()["column"]) == {"series", "date"} or set(rejects()["column"]) == {"date"}


def test_a_question_the_group_did_not_have_is_rejected_where_the_whole_list_is_known(inbox):
    known = "itu-t,T17-SG12-C-0001,0,,SG12,T17,contribution,Scope,Example Telecom,{},2018-06-20\n"
    put(
        inbox,
        "a.csv",
        known.format("9/12"),
        known.format("99/12").replace("0001", "0002"),
        known.format("ALL/12").replace("0001", "0003"),
    )
    build()
    assert list(engagement.load("documents")["document_id"]) == ["T17-SG12-C-0001", "T17-SG12-C-0003"]
    assert "did not have in that period" in rejects()["reason"].iloc[0]


def test_dates_are_read_by_the_evidence_of_the_column_and_that_is_said(inbox):
    put(inbox, "a.csv", ONE.replace("2022-06-20", "3/4/2022"), TWO.replace("2022-06-21", "25/4/2022"))
    outcome = build()
    assert list(engagement.load("documents")["date"]) == [pd.Timestamp("2022-04-03"), pd.Timestamp("2022-04-25")]
    assert (
        "dates in date are read as day/month: 1 of them can be nothing else, 1 could"
        in file_of(outcome, "a.csv")["notes"]
    )


def test_the_study_period_follows_from_the_date(inbox):
    put(inbox, "a.csv", ONE.replace(",T22,", ",,"))
    build()
    assert list(engagement.load("documents")["period"]) == ["T22"]


def test_the_latest_revision_counts_and_the_earlier_is_kept(inbox):
    put(inbox, "a.csv", ONE.replace(",0,", ",1,", 1), ONE, TWO)
    outcome = build()
    documents = engagement.load("documents")
    assert list(documents["revision"]) == [1, 0, 0]
    assert list(documents["counts"]) == [True, False, True]
    assert list(engagement.load("document_sources")["counts"]) == [True, True, False, False, True]
    assert outcome.conflicts == 0


def test_a_document_that_another_replaced_does_not_count(inbox):
    head = "body,document_id,revision,series,replaced_by\n"
    put(
        inbox,
        "a.csv",
        "3gpp,R1-1,0,contribution,R1-2\n",
        "3gpp,R1-2,0,contribution,\n",
        "3gpp,R1-3,0,contribution,R1-9\n",
        head=head,
    )
    build()
    assert list(engagement.load("documents")["counts"]) == [False, True, True]


def test_files_that_contradict_one_another_are_both_kept_and_the_conflict_is_listed(inbox):
    put(inbox, "a.csv", ONE, TWO)
    put(inbox, "b.csv", ONE.replace("Scope", "Another title"))
    outcome = build()
    documents = engagement.load("documents")
    assert list(documents["title"]) == ["Scope", "Terms", "Another title"]
    assert list(documents["counts"]) == [False, True, True]
    (conflict,) = engagement.load("conflicts").to_dict("records")
    assert conflict["key"] == "document_id T22-SG13-C-0001, revision 0"
    assert (conflict["column"], conflict["counted"], conflict["other"]) == ("title", "Another title", "Scope")
    assert conflict["counted_place"] == "data/inbox/b.csv, row 2"
    assert conflict["other_place"] == "data/inbox/a.csv, row 2"
    assert outcome.conflicts == 1


@pytest.mark.parametrize("name", ["~$a.xlsx", "Thumbs.db", "thumbs.db", "desktop.ini", ".DS_Store", "more/~$b.xlsx"])
def test_what_programs_leave_in_a_folder_is_passed_over(inbox, name):
    put(inbox, "a.csv", ONE)
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_bytes(b"" if name.endswith(".db") else b"\x05Owner\0")
    outcome = build()
    assert not outcome.unreadable
    assert [file["file"] for file in outcome.files if file["file"].startswith("data/inbox")] == ["data/inbox/a.csv"]


def test_the_same_file_under_two_names_is_read_once(inbox):
    put(inbox, "a.csv", ONE)
    put(inbox, "b.csv", ONE)
    assert "the same bytes as data/inbox/a.csv" in file_of(build(), "b.csv")["notes"]
    assert len(engagement.load("documents")) == 1


def test_persons_become_pseudonyms_that_stay_the_same_and_no_name_is_written(inbox, project):
    head = "body,meeting_id,person,presence\n"
    put(
        inbox,
        "a.csv",
        'itu-t,SG13-2022-07-04,"Lovelace, Ada",on site\n',
        "itu-t,SG13-2022-11-14,Ms Ada LOVELACE,remote\n",
        head=head,
    )
    build()
    persons = engagement.load("attendance")["person"]
    assert persons.str.fullmatch(r"p-[0-9a-f]{16}").all()
    assert persons.nunique() == 1
    written = b"".join(
        path.read_bytes() for path in (project.home / "data").rglob("*") if path.is_file() and path.parent != inbox
    )
    assert b"ovelace" not in written
    assert (project.home / "data" / ".pseudonym-key").stat().st_mode & 0o077 == 0


def test_a_file_nobody_reads_is_told_and_the_others_are_read(inbox, capsys):
    put(inbox, "a.csv", ONE)
    (inbox / "notes.csv").write_text("x,y\n1,2\n")
    (inbox / "empty.xlsx").write_bytes(b"")
    outcome = build()
    assert [file["file"] for file in outcome.unreadable] == ["data/inbox/empty.xlsx", "data/inbox/notes.csv"]
    told = rejects().set_index("file")
    assert "no reader takes it; it begins with: x, y" in told.loc["data/inbox/notes.csv", "reason"]
    assert told.loc["data/inbox/empty.xlsx", "reason"] == "the file is empty"
    assert len(engagement.load("documents")) == 1
    assert cli.main(["build"]) == 1
    assert capsys.readouterr().err.endswith("  the tables stand as they were; 2 files were left out (see above)\n")
    (inbox / "empty.xlsx").unlink()
    assert cli.main(["build"]) == 1
    assert capsys.readouterr().err.endswith("  the tables were replaced; 1 file was left out (see above)\n")


def test_check_says_what_a_file_is_and_writes_nothing(inbox, project, capsys):
    put(inbox, "a.csv", ONE.replace("2022-06-20", "soon"), TWO)
    read, rejected = check(inbox / "a.csv")
    assert (read.table, read.rows_present, read.rows_read, read.rows_rejected) == ("documents", 2, 1, 1)
    assert [one["value"] for one in rejected] == ["soon"]
    assert cli.main(["check", str(inbox / "a.csv")]) == 1
    said = capsys.readouterr().out
    for part in (
        "form of the table documents",
        "2 rows, 1 would be read, 1 rejected",
        "row 2, column date: 'soon'",
        "correct the cell",
    ):
        assert part in said
    assert not (project.home / "data" / "tidy").exists()


def test_published_facts_stand_in_the_tables_that_files_fill(project):
    build()
    meetings = engagement.load("meetings", basis="published")
    assert meetings.attrs["basis"] == "published"
    assert {"SG13-2011-10-10", "JCT-VC-2011-11-21"} <= set(meetings["meeting_id"])
    assert set(meetings.loc[meetings["kind"] == "joint", "joint_with"].dropna()) != set()
    assert len(engagement.load("roles")) > 200
    assert engagement.load("priorities")["theme"].notna().all()


def test_made_up_records_neither_replace_nor_contradict_real_ones(inbox, project):
    records = project.home / "data" / "demonstration" / "records"
    records.mkdir(parents=True)
    put(records, "a.csv", ONE.replace("Scope", "Made up"))
    put(inbox, "a.csv", ONE)
    assert build().conflicts == 0
    documents = engagement.load("documents")
    assert dict(zip(documents["basis"], documents["counts"], strict=True)) == {"demonstration": True, "recorded": True}


def test_meetings_that_no_list_of_meetings_holds_are_told(inbox, capsys):
    put(inbox, "a.csv", ONE, TWO)
    assert cli.main(["build"]) == 0
    said = capsys.readouterr().err
    assert "without group, kind and dates: 1 meeting named in documents, such as SG13-2022-07-04" in said
    assert "`engagement template meetings FILE.xlsx`" in said
    put(inbox, "m.csv", "itu-t,SG13-2022-07-04,SG13,plenary\n", head="body,meeting_id,group,kind\n")
    assert cli.main(["build"]) == 0
    assert "without group" not in capsys.readouterr().err

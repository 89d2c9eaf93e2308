"""The files of a small world: the same bytes again, taken for what they are, and never for real ones."""

import re
from pathlib import Path

import pandas as pd
import pytest

from engagement import demonstration
from engagement.organizations.names import name_key
from engagement.tables.inbox import RECORDS
from engagement.warehouse.build import check

TRUTH = Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml"
SHIPPED = TRUTH.parents[1]
EXPECTED = {
    "documents/*.html": "documents", "documents/documents.xlsx": "documents", "participants/*.xlsx": "attendance",
    "leadership/*.html": "roles", "work-programme/*.html": "work_items", "work-programme/items/*.html": "work_items",
    "members.xlsx": "memberships",
    **{f"{table.name}.xlsx": table.name for table in RECORDS
       if table.name not in ("documents", "attendance", "memberships")},
}  # fmt: skip

LIMITS = {
    "forms": {"WORKBOOK_ROWS": 20, "PART_ROWS": 50}, "workbooks": {"SHEET_ROWS": 7, "IN_MEMORY": 0},
    "meeting_files": {"PAGE_ROWS": 5, "LARGEST_NUMBER": 12},
}  # fmt: skip


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def tables(small_tables):
    return small_tables


def test_the_same_truth_and_factor_give_the_same_bytes(small, small_truth, tmp_path):
    written = demonstration.write(tmp_path / "records", factor=0.05, truth=small_truth)
    assert files(tmp_path / "records") == files(small)
    assert sorted(written) == sorted(
        path for path in (tmp_path / "records").rglob("*") if path.name[0] != "." and path.is_file()
    )


def test_another_seed_gives_other_records(small, altered, tmp_path):
    demonstration.write(tmp_path / "records", factor=0.05, truth=altered("seed: 20170", "seed: 1"))
    assert (tmp_path / "records" / "members.xlsx").read_bytes() != (small / "members.xlsx").read_bytes()


@pytest.mark.parametrize(("pattern", "table"), EXPECTED.items(), ids=EXPECTED)
def test_each_file_is_taken_for_what_it_is_and_read_whole(small, pattern, table):
    paths = sorted(small.glob(pattern))
    assert paths
    for path in paths[::40]:  # the build further below reads all of them
        read, rejects = check(path)
        assert (read.problem, read.table, rejects) == (None, table, []), path
        assert read.basis == "demonstration", path
        assert read.rows_read == read.rows_present > 0, path


def test_a_large_world_is_split_into_files_that_are_read_whole(small, small_truth, tmp_path, monkeypatch):
    for module, limits in LIMITS.items():
        for name, limit in limits.items():
            monkeypatch.setattr(f"engagement.demonstration.{module}.{name}", limit)
    written = demonstration.write(tmp_path / "records", factor=0.05, truth=small_truth)
    assert {"documents-01.csv", "documents-02.csv", "work_items-01.csv"} <= {path.name for path in written}
    pages = sorted((tmp_path / "records" / "documents").glob("SG15-*.html"))
    assert re.search(r"-\d{4}-\d{2}-\d{2}-\d+[.]html$", pages[-1].name)
    documents = sorted((tmp_path / "records" / "documents").glob("*.csv"))
    for path in (*pages, *documents, tmp_path / "records" / "members.xlsx"):
        read, _ = check(path)
        assert (read.problem, read.basis, read.rows_read) == (None, "demonstration", read.rows_present)
    assert read.rows_read == check(small / "members.xlsx")[0].rows_read


def test_no_file_is_left_out_of_these_tests(small):
    expected = {path for pattern in EXPECTED for path in small.glob(pattern)}
    assert expected == {path for path in small.rglob("*") if path.is_file() and path.name != ".stamp"}


def test_a_page_says_in_words_and_in_its_head_that_it_is_made_up(small):
    for path in small.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert '<meta name="basis" content="demonstration">' in page
        assert "Demonstration: made-up records" in re.sub(r"<head>.*</head>", "", page, flags=re.DOTALL)


def test_copies_in_the_inbox_are_demonstration_in_every_row_of_every_table(tables):
    names = [table.name for table in RECORDS] + ["document_sources", "document_questions", "work_item_organizations",
                                                 "work_item_questions", "work_item_stages"]  # fmt: skip
    for name in names:
        rows = tables(name)
        made_up = rows[rows["basis"] != "published"]
        assert len(made_up), name
        assert set(made_up["basis"]) == {"demonstration"}, name


def test_nothing_is_rejected_and_no_two_files_contradict_each_other(tables):
    assert tables("rejects").empty
    assert tables("conflicts").empty


def test_every_published_meeting_still_counts(tables):
    meetings = tables("meetings")
    assert meetings.loc[meetings["basis"] == "published", "counts"].all()


def test_documents_attendance_and_roles_belong_to_meetings_and_organizations_there_are(tables):
    meetings = set(tables("meetings").query("basis == 'demonstration'")["meeting_id"])
    assert set(tables("documents")["meeting_id"]) == set(tables("attendance")["meeting_id"]) == meetings
    names = tables("organization_names").query("basis == 'demonstration'")
    known = set(names.loc[names["organization_id"].notna(), "name_printed"])
    for table in ("document_sources", "attendance", "work_item_organizations", "memberships", "patent_statements"):
        assert set(tables(table)["organization_printed"].dropna()) <= known, table
    assert set(names["organization_id"].dropna()) == set(tables("organizations")["organization_id"])


def test_documents_of_a_rapporteur_group_are_about_the_questions_that_met(tables):
    meetings = tables("meetings").query("basis == 'demonstration' and kind == 'rapporteur group'")
    met = meetings.set_index("meeting_id")["part"].str.replace("Q", "").str.split("; ")
    documents = tables("documents")
    documents = documents[documents["meeting_id"].isin(met.index)]
    assert len(documents)
    assert all(
        set(named.split("; ")) <= set(met[meeting])
        for meeting, named in zip(documents["meeting_id"], documents["questions"], strict=True)
    )


def test_spellings_of_one_name_meet_and_none_is_that_of_a_real_organization(tables):
    names = tables("organization_names").query("basis == 'demonstration' and organization_id.notna()")
    keys = names["name_printed"].map(name_key)
    assert keys.groupby(names["organization_id"]).nunique().eq(1).all()
    real = pd.read_csv(SHIPPED / "reference" / "aliases.csv", keep_default_na=False)["name"].map(name_key)
    assert not set(real) & set(keys)


def test_persons_are_pseudonyms_that_come_back(tables):
    attendance = tables("attendance")
    assert attendance["person"].str.fullmatch(r"p-[0-9a-f]{16}").all()
    assert attendance.groupby("person")["meeting_id"].nunique().gt(1).mean() > 0.3
    assert tables("roles").query("basis == 'demonstration'")["person"].isin(attendance["person"]).mean() > 0.5


def test_stages_follow_one_another_and_history_ends_where_the_item_stands(tables):
    items = tables("work_items").query("counts and history.notna()").set_index(["work_item_id", "group"])
    stages = tables("work_item_stages").query("counts")
    assert stages.groupby(["work_item_id", "group"])["date"].apply(lambda days: days.is_monotonic_increasing).all()
    last = (
        stages.sort_values("position")
        .groupby(["work_item_id", "group"])["stage"]
        .last()
        .replace("registered", "under study")
    )
    assert (last == items["stage"].reindex(last.index)).all()

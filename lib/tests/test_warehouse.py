import gzip
import json

import pytest

import engagement
from engagement.errors import DataError
from engagement.tables.registry import TABLES
from engagement.warehouse import build, digest, unread

CATALOGUE = """id,title,doctype,published,edition,stage,study_group_current,series
ITU-T X.509 (10/2019),Frameworks,recommendation,2019-10-14,9,Published,ITU-T Study Group 17,X
ITU-T X.509 (2019) Cor. 1 (10/2021),,recommendation-corrigendum,2021-10-29,9,Published,ITU-T Study Group 17,X
ITU-T A.1 (09/2019),Methods,recommendation,2019-09-27,8,Published,Telecommunication Standardization Advisory Group,A
ITU-T X Suppl. 3 (04/2008),,recommendation-supplement,2008-04-18,1,Published,ITU-T Study Group 17,X
"""


def problems(*names):
    return {built.table: built.problem for built in build(names) if built.problem}


def test_every_shipped_table_builds_and_loads_with_its_meaning(project):
    built = {done.table: done for done in build()}
    assert {name for name, done in built.items() if done.problem} == set()
    assert set(built) == {name for name, table in TABLES.items() if not table.optional}
    for name, done in built.items():
        frame = engagement.load(name)
        assert len(frame) == done.rows > 0
        assert frame.attrs["basis"] in ("published", "recorded", "reference")
        assert frame.attrs["sha256"] == digest(project.home / frame.attrs["file"])
        assert set(frame.attrs["columns"]) == set(frame.columns)


def test_building_twice_gives_the_same_bytes(project):
    list(build(["meetings"]))
    path = project.home / "data/tidy/meetings.parquet"
    before = digest(path)
    list(build(["meetings"]))
    assert digest(path) == before


def test_namibia_is_a_country(project):
    list(build(["countries"]))
    countries = engagement.load("countries").set_index("iso2")
    assert countries.loc["NA", "name"] == "Namibia"


def test_a_broken_cell_names_file_line_column_value_and_remedy(project):
    project.edit("data/published/meetings.csv", ",205,attending", ",many,attending")
    said = problems("meetings")["meetings"]
    line = next(
        number
        for number, text in enumerate((project.home / "data/published/meetings.csv").read_text().splitlines(), 1)
        if ",many," in text
    )
    for part in (
        "data/published/meetings.csv",
        f"line {line}, column participants",
        "'many'",
        "whole number",
        "correct",
    ):
        assert part in said
    with pytest.raises(DataError, match="(?s)meetings was not built.*'many'"):
        engagement.load("meetings")


@pytest.mark.parametrize(
    ("file", "old", "new", "parts"),
    [
        ("meetings", ",2011-10-10,day", ",2011-13-10,day", ["column start", "2011-13-10", "a date written"]),
        ("meetings", ",205,attending", ",20500,attending", ["participants: 20500 is not between 0 and 1000"]),
        ("meetings", ",205,attending", ",205,counted", ["participants_counted: 'counted' is none of 'attending'"]),
        ("meetings", "meeting_id,group", "meeting_id,body", ["lacks group", "unknown body"]),
        ("meetings", "SG13-2012-06-04,", "SG13-2011-10-10,", ["meeting_id: 'SG13-2011-10-10' is there more than once"]),
        (
            "meetings",
            ",SG13,SG,,T09",
            ",SG99,SG,,T09",
            ["line 21, column group: 'SG99' is not in data/reference/study_groups.csv"],
        ),
        ("meetings", "2011-10-21", "2011-10-01", ["line 21", "ends before it starts"]),
        ("priorities", "priority_id,meeting", "meeting,meeting", ["line 1: column meeting must be named once"]),
        ("questions", "10/9,", "10/9,,,", ["line 2", "cells where the header has"]),
    ],
)
def test_each_kind_of_bad_row_is_told(project, file, old, new, parts):
    project.edit(f"data/published/{file}.csv", old, new)
    said = problems(file)[file]
    for part in parts:
        assert part in said


def test_a_broken_table_does_not_stop_the_others(project):
    (project.home / "data/published/meetings.csv").write_bytes(b"\xff\xfe\x00broken")
    said = problems("meetings", "priorities")
    assert set(said) == {"meetings"}
    assert "not a readable UTF-8 CSV" in said["meetings"]
    assert len(engagement.load("priorities")) == 58


@pytest.mark.parametrize("kept", [20_000, 20_100, 20_333, 0])
def test_a_truncated_csv_is_told(project, kept):
    path = project.home / "data/published/meetings.csv"
    path.write_bytes(path.read_bytes()[:kept])
    assert "data/published/meetings.csv" in problems("meetings")["meetings"]


def test_a_truncated_shipped_parquet_is_told(project):
    path = project.home / "data/ietf/rfcs.parquet"
    path.write_bytes(path.read_bytes()[:5000])
    assert "data/ietf/rfcs.parquet: not a readable Parquet file" in problems("rfcs")["rfcs"]


def test_a_damaged_tidy_table_is_told(project):
    list(build(["priorities"]))
    path = project.home / "data/tidy/priorities.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DataError, match="damaged tidy table.*make data"):
        engagement.load("priorities")


def test_a_corrected_table_forgets_its_problem(project):
    project.edit("data/published/priorities.csv", ",2014-12-06,", ",2014-12-66,")
    assert problems("priorities")
    project.edit("data/published/priorities.csv", ",2014-12-66,", ",2014-12-06,")
    assert not problems("priorities")
    assert len(engagement.load("priorities")) == 58


def test_load_says_what_there_is_and_what_to_do(project):
    with pytest.raises(DataError, match="no table 'meeting'; the tables are .*meetings"):
        engagement.load("meeting")
    with pytest.raises(DataError, match="not there yet. Run `make data`"):
        engagement.load("meetings")
    with pytest.raises(DataError, match="put itut_recommendations.csv.gz into data/inbox"):
        engagement.load("recommendations")


def test_a_table_a_user_adds_is_read_from_the_inbox(project):
    assert not engagement.available("recommendations")
    path = project.home / "data/inbox/itut_recommendations.csv.gz"
    path.write_bytes(gzip.compress(CATALOGUE.encode()))
    assert not problems("recommendations")
    catalogue = engagement.load("recommendations")
    assert list(catalogue["recommendation"]) == ["X.509", "X.509", "A.1"]
    assert list(catalogue["owner"]) == ["SG17", "SG17", "TSAG"]
    assert list(catalogue["kind"]) == ["recommendation", "corrigendum", "recommendation"]
    path.unlink()
    list(build(["recommendations"]))
    assert not engagement.available("recommendations")


def test_a_broken_file_of_a_user_is_forgotten_once_it_is_gone(project):
    path = project.home / "data/inbox/itut_recommendations.csv.gz"
    path.write_text("a,b\n1,2\n")
    assert problems("recommendations")
    assert engagement.available("recommendations")  # added, though not readable: load says why
    path.unlink()
    list(build(["recommendations"]))
    with pytest.raises(DataError, match="not there yet"):
        engagement.load("recommendations")


def test_files_no_reader_takes_are_named(project):
    (project.home / "data/inbox/contributions.csv").write_text("a\n")
    (project.home / "data/inbox/.gitkeep").write_text("")
    assert unread() == ["contributions.csv"]


def test_a_file_that_is_no_catalogue_is_told(project):
    (project.home / "data/inbox/itut_recommendations.csv.gz").write_text("a,b\n1,2\n")
    said = problems("recommendations")["recommendations"]
    assert "itut_recommendations.csv.gz" in said


def test_what_a_notebook_reads_is_traced(project, monkeypatch, tmp_path):
    list(build(["priorities"]))
    trace = tmp_path / "trace"
    monkeypatch.setenv("ENGAGEMENT_TRACE", str(trace))
    engagement.load("priorities")
    line = json.loads(trace.read_text())
    assert line["table"] == "priorities"
    assert line["file"] == "data/published/priorities.csv"

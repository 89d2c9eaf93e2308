import pytest

import engagement
from engagement.errors import DataError
from engagement.tables.registry import TABLES
from engagement.warehouse import shipped
from engagement.warehouse.build import build
from engagement.warehouse.store import digest


def problems(*names):
    """What is wrong with shipped tables, read without their being written."""
    return {name: one.problem for name in names if (one := shipped.read(name)).problem}


def test_every_shipped_table_builds_and_loads_with_its_meaning(project):
    built = {done.table: done for done in build().tables}
    assert {name: done.problem for name, done in built.items() if done.problem} == {}
    assert set(built) == set(TABLES)
    for name in shipped.names():
        frame = engagement.load(name)
        assert len(frame) == built[name].rows > 0
        assert frame.attrs["basis"] in ("published", "recorded", "reference")
        assert frame.attrs["sha256"] == digest(project.home / frame.attrs["file"])
        assert set(frame.attrs["columns"]) == set(frame.columns)
    countries = engagement.load("countries").set_index("iso2")
    assert countries.loc["NA", "name"] == "Namibia"


def test_a_broken_cell_names_file_line_column_value_and_remedy(project):
    project.edit("data/published/meeting_figures.csv", ",205,attending", ",many,attending")
    said = problems("meeting_figures")["meeting_figures"]
    line = next(
        number
        for number, text in enumerate((project.home / "data/published/meeting_figures.csv").read_text().splitlines(), 1)
        if ",many," in text
    )
    for part in (
        "data/published/meeting_figures.csv",
        f"line {line}, column participants",
        "'many'",
        "whole number",
        "correct",
    ):
        assert part in said
    assert build().problems == ["meeting_figures"]
    with pytest.raises(DataError, match="(?s)meeting_figures was not built.*'many'"):
        engagement.load("meeting_figures")
    assert len(engagement.load("executive_priorities")) == 58


@pytest.mark.parametrize(
    ("file", "old", "new", "parts"),
    [
        ("meeting_figures", ",2011-10-10,day", ",2011-13-10,day", ["column start", "2011-13-10", "a date written"]),
        ("meeting_figures", ",205,attending", ",20500,attending", ["participants: 20500 is not between 0 and 1000"]),
        (
            "meeting_figures",
            ",205,attending",
            ",205,counted",
            ["participants_counted: 'counted' is none of 'attending'"],
        ),
        ("meeting_figures", "meeting_id,group", "meeting_id,body", ["lacks group", "unknown body"]),
        (
            "meeting_figures",
            "SG13-2012-06-04,",
            "SG13-2011-10-10,",
            ["meeting_id: 'SG13-2011-10-10' is there more than once"],
        ),
        (
            "meeting_figures",
            ",SG13,SG,,T09",
            ",SG99,SG,,T09",
            ["line 21, column group: 'SG99' is not in data/reference/study_groups.csv"],
        ),
        ("meeting_figures", "2011-10-21", "2011-10-01", ["line 21", "ends before it starts"]),
        (
            "executive_priorities",
            "priority_id,meeting",
            "meeting,meeting",
            ["line 1: column meeting must be named once"],
        ),
        ("questions", "10/9,", "10/9,,,", ["line 2", "cells where the header has"]),
    ],
)
def test_each_kind_of_bad_row_is_told(project, file, old, new, parts):
    project.edit(f"data/published/{file}.csv", old, new)
    said = problems(file)[file]
    for part in parts:
        assert part in said


@pytest.mark.parametrize("kept", [20_000, 20_100, 20_333, 0])
def test_a_truncated_csv_is_told(project, kept):
    path = project.home / "data/published/meeting_figures.csv"
    path.write_bytes(path.read_bytes()[:kept])
    assert "data/published/meeting_figures.csv" in problems("meeting_figures")["meeting_figures"]


def test_a_truncated_shipped_parquet_is_told(project):
    path = project.home / "data/ietf/rfcs.parquet"
    path.write_bytes(path.read_bytes()[:5000])
    assert "data/ietf/rfcs.parquet: not a readable Parquet file" in problems("rfcs")["rfcs"]


def test_a_broken_file_is_told(project):
    (project.home / "data/published/meeting_figures.csv").write_bytes(b"\xff\xfe\x00broken")
    assert "not a readable UTF-8 CSV" in problems("meeting_figures")["meeting_figures"]


def test_a_corrected_table_forgets_its_problem(project):
    project.edit("data/published/executive_priorities.csv", ",2014-12-06,", ",2014-12-66,")
    assert build().problems == ["executive_priorities"]
    project.edit("data/published/executive_priorities.csv", ",2014-12-66,", ",2014-12-06,")
    assert build().problems == []
    assert len(engagement.load("executive_priorities")) == 58

"""What `load` gives and refuses, and what it tells of the tables a notebook read."""

import json

import pytest

import engagement
from engagement.errors import DataError
from engagement.warehouse import store
from engagement.warehouse.build import build
from tests.warehouse.lists import ONE, put


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"body": "itu"}, "there is no body 'itu'; it is one of itu-t"),
        ({"basis": "made up"}, "there is no basis 'made up'"),
        ({"columns": ["meting"]}, "no column meting; its columns are body, meeting_id"),
    ],
)
def test_load_refuses_what_there_is_not(project, options, said):
    build()
    with pytest.raises(DataError, match=said):
        engagement.load("meetings", **options)


def test_load_takes_rows_and_columns(inbox):
    put(inbox, "a.csv", ONE)
    build()
    meetings = engagement.load("documents", body="itu-t", basis="recorded", columns=["document_id", "date"])
    assert list(meetings) == ["document_id", "date"]
    assert set(meetings.attrs["columns"]) == {"document_id", "date"}
    assert engagement.available("documents", basis="recorded")
    assert not engagement.available("documents", basis="demonstration")
    assert len(engagement.load("documents", body="3gpp")) == 0


def test_a_damaged_tidy_table_is_told(project):
    build()
    path = project.home / "data/tidy/executive_priorities.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DataError, match="damaged tidy table.*make data"):
        engagement.load("executive_priorities")


def test_load_says_what_there_is_and_what_to_do(project):
    with pytest.raises(DataError, match="no table 'meeting'; the tables are .*meetings"):
        engagement.load("meeting")
    with pytest.raises(DataError, match="not there yet. Run `make data`"):
        engagement.load("meeting_figures")


def test_what_a_notebook_reads_is_traced(inbox, monkeypatch, tmp_path):
    put(inbox, "a.csv", ONE)
    build()
    trace = tmp_path / "trace"
    monkeypatch.setenv("ENGAGEMENT_TRACE", str(trace))
    engagement.load("documents")
    asked, line = map(json.loads, trace.read_text().splitlines())
    assert asked == {"loaded": ["documents", None, None]}
    assert line == {
        "table": "documents",
        "file": "data/inbox/a.csv",
        "sha256": store.digest(inbox / "a.csv"),
        "basis": "recorded",
    }

"""Registrations for IETF meetings: presence, places, and lists that are cut off."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement
from engagement.sources.ietf_registrations import cut
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

HEAD = "meeting,country,organization,presence\n"
DATA = os.environ.get("ENGAGEMENT_DATA")
with_data = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the data are not on this machine")


def put(path, *rows):
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def read(path):
    _, found, notes = recognise(path)
    return pd.concat([part.frame for part in found.read()], ignore_index=True), notes


def test_registrations_become_attendance(project):
    rows = ["72,CH,Example Telecom,on-site", "72,NA,example systems,remote", "116,DE,,not-arrived"]
    put(project.home / "data/inbox/a.csv", *rows)
    build()
    found = engagement.load("attendance")
    assert found[["body", "meeting_id", "organization_printed", "country", "presence"]].values.tolist() == [
        ["ietf", "IETF72", "Example Telecom", "CH", "on site"],
        ["ietf", "IETF72", "example systems", "NA", "remote"],
        ["ietf", "IETF116", pd.NA, "DE", "registered only"],
    ]
    assert found["person"].isna().all()
    assert found["counts"].all()
    assert found["row"].tolist() == [2, 3, 4]


def test_the_hackathon_is_not_the_meeting(tmp_path):
    found, notes = read(
        put(tmp_path / "a.csv", "116,CH,Example Telecom,hackathon_remote", "116,CH,Example Telecom,remote")
    )
    assert found["presence"].tolist() == ["registered only", "remote"]
    assert "1 registrations are for the hackathon alone and count as registered only" in notes


def test_the_word_for_no_organization_is_no_organization(tmp_path):
    found, notes = read(put(tmp_path / "a.csv", "72,CH,Not Provided,on-site", "72,CH,Example Telecom,on-site"))
    assert found["organization_printed"].tolist() == [pd.NA, "Example Telecom"]
    assert "1 registrations give their organization as 'Not Provided', which is taken as none" in notes


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("72,AN,Example Telecom,on-site", "country", "AN", "is not in the table countries"),
        ("72,Swiss,Example Telecom,on-site", "country", "SWISS", "is not the two-letter code of a country"),
        ("soon,CH,Example Telecom,on-site", "meeting", "soon", "is no number of an IETF meeting"),
        (",CH,Example Telecom,on-site", "meeting_id", None, "is missing"),
        ("72,CH,Example Telecom,in spirit", "presence", "in spirit", "is none of"),
        ("72,CH,Example Telecom,", "presence", None, "is missing"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(tmp_path, row, column, value, reason):
    good = "72,CH,Example Telecom,on-site"
    file, rejects = check(put(tmp_path / "a.csv", good, good, row))
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (3, 2, 1)
    (told,) = rejects
    assert (told["row"], told["column"]) == (4, column)
    assert pd.isna(told["value"]) if value is None else told["value"] == value
    assert reason in told["reason"]
    assert told["remedy"]


def test_a_list_of_other_meetings_is_not_taken(tmp_path):
    path = put(tmp_path / "a.csv", "SG13-2024-07-15,CH,Example Telecom,on site")
    assert "no reader takes it" in check(path)[0].problem


def test_lists_cut_at_the_same_number_are_told(tmp_path):
    sizes = {"110": 130, "111": 99, "112": 100, "113": 100}
    path = put(
        tmp_path / "a.csv",
        *(f"{number},CH,Example Telecom,on-site" for number, size in sizes.items() for _ in range(size)),
    )
    _, notes = read(path)
    assert notes == (
        "the lists of meetings 111, 112, 113 seem to be cut off at 100 rows, where 112, 113 end: leave them out",
    )


@pytest.mark.parametrize(
    "sizes",
    [{"1": 1000, "2": 999}, {"1": 1344, "2": 1344}, {"1": 1000, "2": 2000}, {}],
    ids=["one", "not round", "two", "none"],
)
def test_a_round_number_of_one_meeting_is_no_evidence(sizes):
    assert list(cut(pd.Series(sizes, dtype="int64"))) == []


@given(st.dictionaries(st.integers(1, 200).map(str), st.integers(1, 3000), max_size=60))
def test_each_meeting_told_has_the_size_it_is_told_with(sizes):
    for sentence in cut(pd.Series(sizes, dtype="int64")):
        size = int(sentence.split("cut off at ")[1].split(" rows")[0].replace(",", ""))
        named = sentence.removeprefix("the lists of meetings ").split(" seem")[0].split(", ")
        assert size % 100 == 0
        assert sum(sizes[number] == size for number in named) >= 2
        assert {sizes[number] for number in named} <= {size, size - 1}


@with_data
def test_the_real_registrations_are_read_but_for_a_country_that_is_no_more():
    path = Path(DATA) / "ietf/attendees_72_116.csv.gz"
    file, (told,) = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (64317, 64316, 1)
    assert (told["row"], told["column"], told["value"]) == (5938, "country", "AN")
    found, notes = read(path)
    assert found["presence"].value_counts().to_dict() == {"on site": 43338, "remote": 16385, "registered only": 4594}
    assert found["meeting_id"].nunique() == 45
    assert (
        "the lists of meetings 113, 114, 115, 116 seem to be cut off at 1,000 rows, where 114, 115, 116 end: "
        "leave them out"
    ) in notes

"""Figures from occasion to occasion, counted from records or stated by reports."""

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures.series import counted, stated

RECORDS = pd.DataFrame({
    "document_id": ["C1", "C1", "C2", "C3", "C4"], "organization": ["a", "b", "a", None, "c"],
    "group": ["SG5", "SG5", "SG13", "SG13", "SG5"], "meeting_id": "M",
    "date": pd.to_datetime(["2019-01-05", "2019-01-05", "2019-12-28", "2020-01-10", "2020-12-20"]),
})  # fmt: skip


def test_contributions_count_once_and_organizations_where_known():
    assert counted(RECORDS, None, "contributions")["value"].tolist() == [2, 2]
    assert counted(RECORDS, None, "organizations")["value"].tolist() == [2, 1]
    assert counted(RECORDS, None, "contributions")["occasion"].tolist() == ["2019", "2020"]


def test_an_occasion_without_the_thing_counts_nothing():
    assert counted(RECORDS.assign(organization=[None, None, None, None, "c"]), None, "organizations")[
        "value"
    ].tolist() == [0, 1]


def test_participants_of_lists_without_persons_are_rows_that_took_part():
    rows = pd.DataFrame({
        "meeting_id": ["M1", "M1", "M1", "M2"], "person": None, "group": None, "organization": ["a", "a", None, "a"],
        "presence": ["on site", "remote", "registered only", "on site"], "start": pd.NaT,
    })  # fmt: skip
    assert counted(rows, None, "participants")["value"].tolist() == [2, 1]
    named = rows.assign(person=["p", "p", "q", "p"])  # one person on a list twice
    assert counted(named, None, "participants")["value"].tolist() == [1, 1]


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(DataError, match="contributions, participants, organizations"):
        counted(RECORDS, None, "chairs")


def test_stated_figures_stand_by_group_in_order_and_days_once():
    meetings = pd.DataFrame({
        "group": ["SG13", "SG5", "SG13", "SG13", "SG13"], 
        "participants": pd.array([30, 5, 10, 20, None], dtype="Int64"),
        "start": pd.to_datetime(["2021-03-01", "2020-01-01", "2019-03-01", "2019-03-01", "2022-01-01"]),
    })  # fmt: skip
    found = stated(meetings, "participants")
    assert list(found) == ["SG13", "SG5"]
    assert found["SG13"]["value"].tolist() == [15.0, 30.0]
    assert found["SG13"]["occasion"].tolist() == ["March 2019", "March 2021"]

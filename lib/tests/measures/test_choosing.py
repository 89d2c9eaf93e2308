"""Choosing kinds of organization, groups and years."""

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures.choosing import chosen, of_kinds

RECORDS = {
    "itu-t": pd.DataFrame({"organization": ["a", "b", None], "kind": ["industry", "government", None]}),
    "ietf": pd.DataFrame({"organization": ["c"], "kind": ["academia"]}),
}


def test_none_named_means_all():
    assert of_kinds(RECORDS, []) is RECORDS


def test_rows_of_other_kinds_and_bodies_without_any_are_left_out():
    found = of_kinds(RECORDS, ["industry", "non-profit"])
    assert list(found) == ["itu-t"]
    assert found["itu-t"]["organization"].tolist() == ["a"]


def test_the_basis_goes_along():
    rows = RECORDS["ietf"].copy()
    rows.attrs["basis"] = "recorded"
    assert of_kinds({"ietf": rows}, ["academia"])["ietf"].attrs["basis"] == "recorded"


@pytest.mark.parametrize(("kind", "says"), [("firm", "there are industry"), ("individual", "none of the records")])
def test_a_kind_that_is_not_there_is_refused(kind, says):
    with pytest.raises(DataError, match=says):
        of_kinds(RECORDS, [kind])


DATED = pd.DataFrame(
    {
        "group": ["SG13", "SG13", "SG15"],
        "meeting_id": [None, None, "M"],
        "date": pd.to_datetime(["2022-01-01", None, "2023-01-01"]),
    }
)


def test_rows_without_date_are_left_out_only_where_years_are_asked_for():
    assert len(chosen(DATED)) == 3
    assert len(chosen(DATED, ["SG13"])) == 2
    assert chosen(DATED, first_year=2022)["group"].tolist() == ["SG13", "SG15"]
    assert chosen(DATED, last_year=2022)["group"].tolist() == ["SG13"]


@pytest.mark.parametrize(
    ("groups", "says"), [([13], "no group 13 in"), ("SG13", r"'SG13' is no list of a group; write")]
)
def test_groups_are_a_list_of_names_that_are_there(groups, says):
    with pytest.raises(DataError, match=says):
        chosen(DATED, groups)

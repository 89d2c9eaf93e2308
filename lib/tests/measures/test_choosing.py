"""Choosing kinds of organization."""

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures.choosing import of_kinds

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

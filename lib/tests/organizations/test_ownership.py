"""Who an organization belonged to on a day, and what bad ownership tables say."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.organizations import group_of
from engagement.organizations.curation import table_problems
from engagement.organizations.ownership import problems


def table(*rows):
    """Ownership rows: organization, parent, first day, last day; the index says on which line each stands."""
    columns = ["organization_id", "parent_id", "from_date", "to_date"]
    frame = pd.DataFrame([[*row, *[None] * (4 - len(row))] for row in rows], columns=columns)
    return frame.assign(relation="subsidiary of").set_index(frame.index + 2)


CHAIN = table(
    ("chip", "maker", "2010-03-01", "2015-12-31"),
    ("chip", "rival", "2016-01-01"),
    ("maker", "holding", None, "2012-06-30"),
    ("rival", "holding", "2020-01-01"),
)


@pytest.mark.parametrize(
    ("one", "day", "group"),
    [
        ("chip", "2010-02-28", "chip"),
        ("chip", "2010-03-01", "holding"),
        ("chip", "2012-06-30 18:00", "holding"),
        ("chip", "2012-07-01", "maker"),
        ("chip", "2015-12-31", "maker"),
        ("chip", "2016-01-01", "rival"),
        ("chip", "2021-01-01", "holding"),
        ("maker", "1901-01-01", "holding"),
        ("holding", "2021-01-01", "holding"),
        ("new-other", "2021-01-01", "new-other"),
        ("chip", None, "holding"),
        ("maker", None, "maker"),
    ],
)
def test_the_group_is_that_of_the_day(one, day, group):
    assert group_of([one], [day], ownership=CHAIN).tolist() == [group]


def test_ids_keep_their_index_and_missing_ones_stay_missing():
    ids = pd.Series(["chip", None, "maker"], index=[7, 7, 1])
    found = group_of(ids, pd.Timestamp("2011-01-01"), ownership=CHAIN)
    assert found.index.tolist() == [7, 7, 1] and found.isna().tolist() == [False, True, False]
    assert found.dropna().tolist() == ["holding", "holding"]
    assert group_of([], ownership=CHAIN).empty


def test_dates_as_many_as_organizations_are_needed():
    with pytest.raises(DataError, match="2 dates for 1 organizations"):
        group_of(["chip"], ["2011-01-01", "2012-01-01"], ownership=CHAIN)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "b", "2010-01-01"), ("b", "a", "2012-01-01")], "line 2.*'b' leads in a circle: a - b - a"),
        ([("a", "b"), ("b", "c"), ("c", "a")], "line 2.*a - b - c - a"),
        ([("a", "a", "2010-01-01")], "line 2.*a - a"),
        ([("a", "b", "2010-01-01", "2012-01-01"), ("a", "c", "2012-01-01")], "line 3, column from_date: 2012-01-01"),
        ([("a", "b"), ("a", "c", "2012-01-01")], "line 3.* is before the end of another parent of a"),
        ([("a", "b", "2010-01-01", "2020-01-01"), ("a", "c", "2011-01-01", "2012-01-01"), ("a", "d", "2013-01-01")],
         "line 4"),
        ([("a", "b", "2012-01-01", "2010-01-01")], "line 2, column to_date: 2010-01-01.* ends before it starts"),
    ],
)  # fmt: skip
def test_loops_overlaps_and_backward_dates_are_errors_that_name_the_line(rows, said):
    with pytest.raises(DataError, match=rf"organization_ownership.csv: \d+ cells? cannot be used(.|\n)*{said}"):
        group_of(["a"], ["2015-01-01"], ownership=table(*rows))
    assert table_problems("organization_ownership", table(*rows), {}) == problems(table(*rows)) != []


def test_two_organizations_may_take_turns_in_owning_one_another():
    turns = table(("a", "b", "2010-01-01", "2011-12-31"), ("b", "a", "2012-01-01"))
    assert group_of(["a", "b"], "2010-06-01", ownership=turns).tolist() == ["b", "b"]
    assert group_of(["a", "b"], "2013-06-01", ownership=turns).tolist() == ["a", "a"]


def test_organizations_that_are_not_there_are_problems():
    assert problems(table(("a", "b")), known=["a"]) == [
        (2, "parent_id", "b", "is not in data/reference/organizations.csv")
    ]
    assert table_problems("study_groups", table(), {}) == []


def test_a_table_that_lacks_a_column_says_which():
    with pytest.raises(DataError, match="no column parent_id"):
        group_of(["a"], ownership=CHAIN.drop(columns="parent_id"))


YEARS = st.integers(1950, 2030)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.sampled_from("abcdefgh"), YEARS, YEARS)), YEARS)
def test_the_group_of_a_group_is_itself(parents, year):
    rows = [(one, up, f"{min(a, b)}-01-01", f"{max(a, b)}-12-31") for one, (up, a, b) in parents.items()]
    owned = table(*rows)
    if not problems(owned):
        groups = group_of(list("abcdefgh"), f"{year}-07-01", ownership=owned)
        assert group_of(groups, f"{year}-07-01", ownership=owned).equals(groups)

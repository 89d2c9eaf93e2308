"""No cell of fewer than three persons is shown, and none can be had by subtraction."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.measures.attendees import across, attendees, shown
from engagement.measures.small_cells import hidden, hidden_grid, masked, persons_in

counts = st.lists(st.integers(0, 50), min_size=1, max_size=12)


@given(counts, st.integers(1, 6))
def test_what_is_hidden_cannot_be_had_from_the_total(numbers, least):
    persons = pd.Series(numbers)
    cells = hidden(persons, least)
    assert cells[(persons > 0) & (persons < least)].all()
    assert not cells[persons == 0].any()
    if cells.any() and not cells.equals(persons > 0):
        assert cells.sum() >= 2
        assert persons[cells].sum() >= least
    if not ((persons > 0) & (persons < least)).any():
        assert not cells.any()


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=6))
def test_no_hidden_cell_of_a_table_stands_alone_in_its_row_or_column(numbers):
    persons = pd.DataFrame(numbers)
    cells = hidden_grid(persons)
    assert cells.to_numpy()[((persons > 0) & (persons < 3)).to_numpy()].all()
    for axis in (0, 1):
        alone = (cells.sum(axis=axis) == 1) & ((persons > 0).sum(axis=axis) > 1)
        assert not alone.any()


def test_counts_of_persons_are_whole_numbers():
    for wrong in (-1, 2.5, None):
        with pytest.raises(DataError, match="persons is"):
            hidden(pd.Series([3, wrong]))
    with pytest.raises(DataError, match="least is 0"):
        hidden(pd.Series([3]), 0)


def test_words_for_hidden_cells_say_no_more_than_is_true():
    persons = pd.Series([40, 2, 12, 5])
    assert masked(persons, persons, hidden(persons)).tolist() == ["40", "fewer than 3", "12", "not shown"]


PEOPLE = pd.DataFrame(
    {
        "person": [*"abcdefghij", "a", "h"],
        "country": ["KR"] * 4 + ["JP"] * 3 + ["CH"] * 2 + ["NR"] + ["KR", "CH"],
        "kind": ["industry", "industry", "academia", "industry"] + ["industry"] * 3 + ["industry"] * 5,
        "meeting_id": ["M1"] * 10 + ["M2"] * 2,
        "organization": [*"xxyx", *"zzz", *"uv", "w", "x", "u"],
        "presence": "remote",
    }
)


def test_persons_count_once_and_person_meetings_each_time():
    found = attendees(PEOPLE, "country", "recorded").set_index("country")
    assert found["persons"].to_dict() == {"KR": 4, "JP": 3, "CH": 2, "NR": 1}
    assert found["person-meetings"].to_dict() == {"KR": 5, "JP": 3, "CH": 3, "NR": 1}
    assert found["share"].map(lambda share: share.value).sum() == pytest.approx(100)
    assert found["hidden"].to_dict() == {"KR": False, "JP": False, "CH": True, "NR": True}


def test_small_countries_are_told_together():
    table = shown(attendees(PEOPLE, "country", "recorded"), "country", word="countries")
    assert table[["country", "persons", "person-meetings"]].to_numpy().tolist() == [
        ["KR", "4", "5"],
        ["JP", "3", "3"],
        ["2 countries with few persons", "3", "4"],
    ]
    all_small = PEOPLE[PEOPLE["country"] == "NR"]
    assert shown(attendees(all_small, "country", "recorded"), "country")["persons"].tolist() == ["not shown"]


def test_lists_without_names_count_those_at_one_meeting():
    unnamed = PEOPLE.assign(person=None)
    assert persons_in(unnamed, ["country"]).to_dict() == {"CH": 2, "JP": 3, "KR": 4, "NR": 1}


def test_a_table_of_two_things_hides_single_persons():
    table = across(PEOPLE, "country", "kind").set_index("country")
    assert table.loc["KR"].tolist() == ["fewer than 3", "not shown"]
    assert table.loc["JP"].tolist() == ["0", "3"]
    assert "1" not in table.to_numpy() and "2" not in table.to_numpy()


def test_nobody_there_is_an_error():
    nobody = PEOPLE.assign(presence="registered only")
    for call in (lambda: attendees(nobody, "country", "recorded"), lambda: across(nobody, "country", "kind")):
        with pytest.raises(DataError, match="nobody took part"):
            call()

"""Cells with few persons cannot be found from all others, at a loss no greater than it takes."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.disclosure.attack import known_range
from engagement.disclosure.complementary import complemented
from engagement.disclosure.exactly import least_loss
from engagement.disclosure.linked import linked
from engagement.disclosure.witness import goals_of
from engagement.errors import DataError

MINIMUM = 5
FEW = settings(max_examples=10, deadline=None, derandomize=True)
counts = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 11, 20])
margins_too = ([["row"], ["column"], ["row", "column"]], ())
margins_told = ([["row", "column"]], (["row"], ["column"]))


def table_of(numbers, tables=margins_too):
    """A table of persons who came once each, its margins and its total."""
    grid = np.array(numbers)
    cells = [(f"r{i}", f"c{j}") for i in range(grid.shape[0]) for j in range(grid.shape[1]) for _ in range(grid[i, j])]
    rows = pd.DataFrame(cells, columns=["row", "column"]).assign(meeting_id="M", person=range(len(cells)))
    return linked(rows, tables[0], [["row"], ["column"]], tables[1])


def few(tables):
    cells = tables.cells
    return ((cells["persons"] < MINIMUM) & (cells["value"] > 0) & ~cells["told"]).to_numpy()


def safe(tables, withheld, sensitive):
    """Whether each sensitive cell may have, for all a reader can find out, what it must be able to have."""
    values = tables.cells["value"].to_numpy(float)
    for goal in goals_of(values, sensitive, MINIMUM):
        found = known_range(tables, withheld, goal.cell)
        if not (found.low <= goal.bound if goal.sign < 0 else found.high >= goal.bound):
            return False
    return True


def grids(rows, columns):
    some = st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    return some.filter(lambda grid: np.sum(grid) > 0)


@pytest.mark.parametrize("exact", [True, False])
@given(numbers=grids(3, 3))
@FEW
def test_no_cell_of_few_persons_can_be_found(exact, numbers):
    tables = table_of(numbers)
    sensitive = few(tables)
    withheld = complemented(tables, sensitive, MINIMUM, exact)
    everything = (tables.cells["value"] > 0) & ~tables.cells["told"]
    assert withheld[sensitive].all()
    assert not withheld[~everything].any()
    assert safe(tables, withheld, sensitive) or withheld.tolist() == everything.tolist()


@given(numbers=grids(3, 3))
@FEW
def test_what_is_safe_stays_as_it_is(numbers):
    tables = table_of([[number * MINIMUM for number in row] for row in numbers])
    assert not complemented(tables, few(tables), MINIMUM).any()


@given(numbers=grids(2, 3))
@settings(FEW, max_examples=6)
def test_the_loss_is_the_least_of_all_choices(numbers):
    tables = table_of(numbers, margins_told)
    sensitive, values = few(tables), tables.cells["value"].to_numpy()
    found = (
        least_loss(tables, sensitive, goals_of(values.astype(float), sensitive, MINIMUM))
        if sensitive.any()
        else sensitive
    )
    free = np.flatnonzero((values > 0) & ~tables.cells["told"] & ~sensitive)
    choices = sorted(
        (some for many in range(len(free) + 1) for some in combinations(free, many)),
        key=lambda some: values[list(some)].sum(),
    )
    for some in choices:
        withheld = sensitive.copy()
        withheld[list(some)] = True
        if safe(tables, withheld, sensitive):
            assert found is not None
            assert values[found & ~sensitive].sum() == values[list(some)].sum()
            return
    assert found is None


@given(numbers=grids(3, 4))
@settings(FEW, max_examples=5)
def test_the_quick_way_loses_little_more(numbers):
    tables = table_of(numbers)
    loss = [tables.cells["value"][complemented(tables, few(tables), MINIMUM, exact)].sum() for exact in (True, False)]
    assert loss[0] <= loss[1] <= 2 * loss[0]


@given(
    numbers=st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2),
    hide=st.integers(1, 15),
)
@FEW
def test_a_reader_finds_no_more_and_no_less_than_by_trying_all_tables(numbers, hide):
    grid = np.array(numbers)
    if not grid.sum():
        return
    tables = table_of(grid, margins_told)
    inner = [place for place, name in enumerate(tables.cells["table"]) if name == "row x column"]
    keys = {tables.cells["key"][place]: place for place in inner if tables.cells["key"][place]}
    places = {(i, j): keys.get((f"r{i}", f"c{j}")) for i, j in product(range(2), range(2))}
    hidden = {places[i, j] for i, j in places if hide >> (2 * i + j) & 1 and grid[i, j]}
    possible = [
        other
        for cells in product(range(7), repeat=4)
        if (other := np.array(cells).reshape(2, 2)).sum(0).tolist() == grid.sum(0).tolist()
        and other.sum(1).tolist() == grid.sum(1).tolist()
        and all(other[i, j] >= 1 if place in hidden else other[i, j] == grid[i, j] for (i, j), place in places.items())
    ]
    withheld = np.isin(np.arange(len(tables.cells)), list(hidden))
    for (i, j), place in places.items():
        if place in hidden:
            found = known_range(tables, withheld, place)
            assert (found.low, found.high) == (min(o[i, j] for o in possible), max(o[i, j] for o in possible))


def test_few_persons_who_came_often_are_uncertain_both_ways():
    people = ["a", "b"] * 20 + [f"p{n}" for n in range(60)]
    rows = pd.DataFrame({"person": people, "meeting_id": [f"M{n // 2}" for n in range(40)] + ["M"] * 60})
    rows["country"] = ["NR"] * 40 + ["KR"] * 20 + ["JP"] * 40
    tables = linked(rows, [["country"]], [["country"]])
    withheld = complemented(tables, few(tables), MINIMUM)
    cell = tables.place(["country"], ("NR",))
    found = known_range(tables, withheld, cell)
    assert withheld[cell] and found.low <= 40 - 4 and found.high >= 40 + 4


def test_numbers_that_contradict_one_another_are_refused():
    tables = table_of([[6, 7], [8, 9]])
    wrong = tables.cells["value"].to_numpy(float)
    wrong[0] += 1
    with pytest.raises(DataError, match="no numbers of persons fit"):
        known_range(tables, np.zeros(len(wrong), bool), 1, wrong)
    with pytest.raises(DataError, match="no cell"):
        tables.place(["row"], ("r9",))
    with pytest.raises(DataError, match="in no axis"):
        linked(pd.DataFrame({"row": ["a"], "meeting_id": "M", "person": "p"}), [["row"]], [["column"]])

import pandas as pd

from engagement.validation.__main__ import COLUMNS, families, replaced


def rows(family, measure, count=1):
    return pd.DataFrame([dict.fromkeys(COLUMNS, 0) | {"family": family, "measure": measure}] * count)


def test_rows_of_one_family_are_replaced_and_all_others_stay_in_their_order():
    first, second, *_ = families()
    before = pd.concat([rows(first, "old", 2), rows(second, "kept", 3)])
    table = replaced(before, {first: rows(first, "new")})
    assert table["measure"].tolist() == ["new", "kept", "kept", "kept"]
    assert table["family"].tolist() == [first, *[second] * 3]


def test_families_that_no_longer_exist_leave_the_table():
    assert replaced(rows("of old", "old"), {families()[0]: rows(families()[0], "new")})["measure"].tolist() == ["new"]


def test_a_first_table_starts_from_nothing():
    assert len(replaced(pd.DataFrame(), {families()[0]: rows(families()[0], "new")})) == 1

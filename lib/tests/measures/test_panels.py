import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures.panels import panels


def records(years, group="SG5", **columns):
    """One organization a year, on a day in each half of it."""
    dates = pd.to_datetime([f"{year}-{day}" for year in years for day in ("01-05", "12-20")])
    frame = pd.DataFrame({"organization": "a", "group": group, "meeting_id": pd.NA, "date": dates}).assign(**columns)
    frame.attrs["basis"] = "recorded"
    return frame


EVERY = {"one": records(range(2000, 2006)), "other": records(range(2003, 2006), "SG13")}


def test_bodies_are_chosen_alike():
    found, why = panels(EVERY, {}, first_year=2004, last_year=2005)
    assert {name: (one.attrs["occasions"][0], one.attrs["start"]) for name, one in found.items()} == {
        "one": ("2000", 4), "other": ("2003", 1),
    }  # fmt: skip
    assert why == {}
    assert found["one"].attrs["basis"] == "recorded"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"groups": ["SG5"]}, "no record of SG5"),
        ({"last_year": 2002}, "no record up to 2002"),
        ({"absent": 2}, "3 years are too few to see anybody return after 2 missed"),
    ],
)
def test_it_is_said_why_a_body_has_none(options, said):
    found, why = panels(EVERY, {}, **options)
    assert list(found) == ["one"]
    assert why == {"other": said}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"groups": ["SG5", "SG99"]}, "no group SG99 in these records; there are SG13, SG5"),
        ({"first_year": 2031}, "nothing to count: one: no record from 2031 on; other: no record from 2031 on"),
        ({"last_year": 1990}, "nothing to count: one: no record up to 1990"),
        ({"absent": 9}, "nothing to count: one: 6 years are too few"),
        ({"per": "meeting"}, "nothing to count: one: no record states its meeting"),
    ],
)
def test_a_choice_that_leaves_nothing_is_refused(options, said):
    with pytest.raises(DataError, match=said):
        panels(EVERY, {}, **options)


def test_records_without_dates_are_counted_from_their_first_occasion():
    rows = records(range(2001, 2004)).assign(date=pd.NaT, meeting_id=["M1", "M2", "M10"] * 2)
    found, _ = panels({"one": rows}, {}, first_year=2004)
    assert (found["one"].attrs["occasions"], found["one"].attrs["start"]) == (["M1", "M2", "M10"], 0)

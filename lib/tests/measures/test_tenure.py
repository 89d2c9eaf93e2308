"""Terms in a row and how long seats are held: by hand, on spans of any kind."""

from pathlib import Path

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures import tenure, term_limits

SHIPPED = Path(__file__).parents[3] / "data"
PERIODS = pd.DataFrame(
    {
        "period": ["T13", "T17", "T22"],
        "start": pd.to_datetime(["2012-11-30", "2016-11-04", "2022-03-10"]),
        "end": pd.to_datetime(["2016-11-03", "2022-03-09", "2024-10-24"]),
    }
)
LIMITS = pd.read_csv(SHIPPED / "reference" / "term_limits.csv")


def roles(*lines):
    rows = pd.DataFrame(lines, columns=["person", "role", "group", "scope", "period", "organization", "start", "end"])
    return rows.assign(name=rows["organization"].str.upper(), start=pd.to_datetime(rows["start"]),
                       end=pd.to_datetime(rows["end"]))  # fmt: skip


HISTORY = roles(
    ("p", "chair", "SG5", None, "T13", "a", None, None),
    ("p", "chair", "SG5", None, "T17", "a", None, None),
    ("p", "chair", "SG5", None, "T22", "b", None, None),
    ("q", "vice-chair", "SG5", None, "T13", "c", None, None),
    ("q", "vice-chair", "SG5", None, "T22", "c", None, None),
    ("r", "vice-chair", "SG5", None, "T17", "c", None, None),
    ("r", "vice-chair", "SG5", None, "T22", "c", None, None),
    ("s", "rapporteur", "SG5", "1/5", "T13", "d", None, None),
    ("s", "rapporteur", "SG5", "1/5", "T17", "d", None, None),
    ("s", "rapporteur", "SG5", "1/5", "T22", "d", None, None),
    ("t", "rapporteur", "SG5", "2/5", "T17", "d", "2017-01-01", "2018-12-31"),
    ("u", "rapporteur", "SG5", "2/5", "T17", "e", None, None),
)


def test_terms_in_a_row_by_hand():
    found = term_limits.runs(HISTORY, PERIODS)
    assert "person" not in found
    chairs = found[found["role"] == "chair"]
    assert chairs[["organization", "terms", "last"]].to_numpy().tolist() == [["b", 3, "T22"]]
    assert found[found["role"] == "vice-chair"]["terms"].tolist() == [1, 1, 2]
    table = term_limits.standing(found, LIMITS, ["T13", "T17", "T22"]).set_index("role")
    assert table.loc["chair"].tolist() == [2, 1, 0, 1]
    assert table.loc["vice-chair"].tolist() == [2, 2, 1, 0]
    assert "rapporteur" not in table.index
    over = term_limits.beyond(found, LIMITS)
    assert over[["group", "role", "name", "limit", "most", "seats"]].to_numpy().tolist() == [
        ["SG5", "chair", "B", 2, 3, 1]
    ]


def test_terms_cannot_be_seen_in_too_few_periods_or_without_persons():
    last = term_limits.runs(HISTORY[HISTORY["period"] == "T22"], PERIODS)
    table = term_limits.standing(last, LIMITS, ["T22"])
    assert table["in_last_term"].isna().all() and table["beyond"].isna().all()
    nobody = term_limits.runs(HISTORY.assign(person=None), PERIODS)
    assert nobody.empty
    assert term_limits.standing(nobody, LIMITS, ["T22"]).empty
    assert term_limits.beyond(nobody, LIMITS).empty
    with pytest.raises(DataError, match="period T99 is not in study_periods"):
        term_limits.runs(HISTORY.assign(period="T99"), PERIODS)


def test_stays_go_on_over_periods():
    found = tenure.stays(HISTORY, PERIODS, "2023-03-10").set_index(["role", "scope", "organization"])
    chair = found.loc[("chair", "", "b")]
    assert (str(chair["start"].date()), str(chair["end"].date()), bool(chair["ended"])) == (
        "2012-11-30",
        "2023-03-10",
        False,
    )
    former = found.loc[("rapporteur", "2/5", "d")]
    assert bool(former["ended"]) and former["years"] == pytest.approx(729 / 365.25)
    new = found.loc[("rapporteur", "2/5", "e")]  # the list of T22 has it no more
    assert (str(new["start"].date()), str(new["end"].date()), bool(new["ended"])) == ("2019-01-01", "2022-03-09", True)
    assert found.loc[("vice-chair", "", "c")]["ended"].tolist() == [True, False, False]
    curve = tenure.tenure(found.reset_index(), "recorded")
    assert curve.n == len(found) == 7
    assert tenure.tenure(found.iloc[:0], "recorded") is None
    assert not tenure.changes(HISTORY[HISTORY["end"].isna()], "recorded").estimable


def held(*spans):
    """Spans of one chair: period, first day and last, None where the list does not state it."""
    rows = pd.DataFrame(spans, columns=["period", "start", "end"])
    dates = {name: pd.to_datetime(rows[name]) for name in ("start", "end")}
    return rows.assign(**dates, person="p", role="chair", group="SG13", scope=None, organization="a")


@pytest.mark.parametrize(
    "spans",
    [
        [("T17", "2017-01-01", "2021-06-30")],
        [("T17", "2017-01-01", None), ("T22", "2022-03-10", None)],  # elected once more, later
        [("T17", "2017-01-01", None), ("T22", "2023-01-01", None)],
    ],
)
def test_a_seat_that_ends_after_the_last_day_observed_has_not_ended(spans):
    (found,) = tenure.stays(held(*spans), PERIODS, "2019-01-01").itertuples()
    assert (found.years, found.ended) == (pytest.approx(2, abs=0.01), False)


def test_spans_within_one_another_are_one_stay():
    spans = [("2017-01-01", "2020-06-30"), ("2017-02-01", "2017-03-01"), ("2018-01-01", "2018-12-31")]
    (found,) = tenure.stays(held(*[("T17", *one) for one in spans]), PERIODS, "2023-01-01").itertuples()
    assert (str(found.end.date()), found.ended, found.years) == ("2020-06-30", True, pytest.approx(3.5, abs=0.01))


def test_a_seat_none_of_whose_days_is_observed_is_no_stay():
    found = tenure.stays(held(("T17", "2017-01-01", "2016-01-01")), PERIODS, "2019-01-01")
    assert found.empty and found.attrs["left_out"] == 1
    assert tenure.tenure(found, "recorded") is None

import numpy as np
import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures import series
from engagement.measures.meeting_means import log_means

ROWS = pd.DataFrame({"group": ["A"] * 3 + ["B"] * 2 + ["C"], "people": [50, 60, 70, 200, 240, 9]})


def test_errors_come_from_the_spread_within_all_groups():
    found = log_means(ROWS, "people")
    logs = [np.log([50, 60, 70]), np.log([200, 240])]
    spread = np.sqrt(sum(((one - one.mean()) ** 2).sum() for one in logs) / 3)
    assert found.index.tolist() == ["A", "B"]  # C has a single meeting
    assert found["mean"].tolist() == pytest.approx([one.mean() for one in logs])
    assert found["error"].tolist() == pytest.approx([spread / np.sqrt(3), spread / np.sqrt(2)])


def test_bad_figures_are_named():
    with pytest.raises(DataError, match="people is 0.0 in a meeting of A"):
        log_means(ROWS.assign(people=ROWS["people"] * 0.0), "people")
    with pytest.raises(DataError, match="no group has 4 meetings"):
        log_means(ROWS, "people", least=4)


def test_quarters_without_any_count_as_none_and_cut_off_ones_are_left_out():
    days = pd.Series(pd.to_datetime(["2020-02-20", "2020-05-01", "2020-11-03", "2020-12-30", "2021-02-01"]))
    assert series.counts(days, "quarter").to_dict() == {2020.25: 1, 2020.5: 0, 2020.75: 2}


def test_series_cannot_be_made_of_nothing():
    with pytest.raises(DataError, match="no day is known"):
        series.counts(pd.Series(pd.to_datetime([None])))
    with pytest.raises(DataError, match="no span 'week'"):
        series.counts(pd.Series(pd.to_datetime(["2020-01-01"])), "week")
    with pytest.raises(DataError, match="no whole year"):
        series.counts(pd.Series(pd.to_datetime(["2020-03-01", "2020-09-01"])))


def test_meetings_of_a_group_are_ordered_in_time():
    start = pd.to_datetime(["2020-01-01", "2022-01-01", "2021-01-01"])
    rows = pd.DataFrame({"group": ["B", "A", "A"], "start": start, "n": [1, 3, 2]})
    found = series.of_meetings(rows, "n")
    assert list(found) == ["B", "A"] and found["A"].tolist() == [2, 3]

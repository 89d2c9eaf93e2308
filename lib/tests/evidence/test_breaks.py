"""A step at a date left open: where it is found, and when nothing can be told."""

import numpy as np
import pandas as pd
import pytest

from engagement.evidence.breaks import free_break
from engagement.evidence.trends import decimal_year


def panel(groups=9, years=range(2012, 2024), step=1.0, at=2018.0, seed=1):
    rng = np.random.default_rng(seed)
    dates = [year + part for year in years for part in (0.2, 0.7)]
    rows = [
        (f"SG{group}", date, (60 + 10 * group) * step ** (date >= at) * np.exp(rng.normal(0, 0.1)))
        for group in range(groups)
        for date in dates
    ]
    frame = pd.DataFrame(rows, columns=["group", "date", "participants"])
    return frame.assign(start=pd.Timestamp("2000-01-01") + pd.to_timedelta((frame["date"] - 2000) * 365.25, unit="D"))


@pytest.mark.parametrize("at", [2015.0, 2020.0])
def test_a_step_is_found_where_it_is(at):
    found = free_break(panel(step=1.6, at=at), "participants")
    assert abs(found.at - at) < 0.5
    assert found.ratio == pytest.approx(1.6, rel=0.15)
    assert found.p < 0.02


def test_it_is_largest_of_all_dates_and_allowed_for_them():
    found = free_break(panel(), "participants")
    assert found.p == found.dates["p"].min()
    assert found.dates["at"].between(2013.5, 2022.5).all()
    assert found.n == 9 * 24


def test_a_growth_common_to_all_is_no_step():
    grown = panel()
    grown["participants"] *= 1.1 ** (decimal_year(grown["start"]) - 2012)
    assert free_break(grown, "participants").p == pytest.approx(free_break(panel(), "participants").p, abs=1e-9)


@pytest.mark.parametrize("meetings", [panel(groups=5), panel(years=range(2012, 2013)), panel().iloc[:0]])
def test_with_few_groups_or_meetings_nothing_is_told(meetings):
    found = free_break(meetings, "participants")
    assert found.p is None
    assert "groups" in found.why


def test_what_has_no_logarithm_is_refused():
    with pytest.raises(ValueError, match="not above 0"):
        free_break(panel().assign(participants=0), "participants")

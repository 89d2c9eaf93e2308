"""Means per meeting of groups, with errors that small groups can bear."""

import numpy as np
import pandas as pd
import pytest

from engagement.errors import DataError
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

"""The table of simulated populations is what drawing them gives."""

import numpy as np
import pytest

from engagement.evidence import populations
from engagement.evidence.inequality import interval
from engagement.evidence.populations import Statistic
from engagement.measures import diversity, share_statistics
from engagement.validation.populations import STATISTICS, at


@pytest.mark.parametrize("size, skew", [(0, 0), (12, 5), (25, 7), (len(populations.SIZES) - 1, 10)])
def test_table_holds_what_is_drawn(size, skew):
    looked_up = populations.curves(size, skew, STATISTICS)
    assert looked_up == pytest.approx(at((size, skew)), rel=1e-4)
    assert np.isfinite(looked_up).all()


@pytest.mark.parametrize("statistic", [share_statistics.SQUARES, diversity.ENTROPY, share_statistics.fewest(0.5)])
def test_interval_is_the_same_looked_up_and_drawn(statistic):
    held = [40, 21, 9, 8, 5, 5, 3, 2, 1, 1, 1]
    unknown = Statistic(statistic.of, "not in the table", statistic.rises, statistic.seen)
    assert interval(held, statistic) == pytest.approx(interval(held, unknown), rel=1e-4)


def test_other_level_is_wider_and_drawn():
    low, high = interval([40, 21, 9, 8, 5, 5, 3], share_statistics.SQUARES)
    lowest, highest = interval([40, 21, 9, 8, 5, 5, 3], share_statistics.SQUARES, level=0.99)
    assert lowest < low < high < highest

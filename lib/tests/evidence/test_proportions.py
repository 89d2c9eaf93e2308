import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.evidence.proportions import proportion


def ends(estimate):
    return estimate.low, estimate.high


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_the_published_ones(hits, of, low, high):
    found = proportion(hits, of, "published", "share")
    assert ends(found) == pytest.approx((100 * low, 100 * high), abs=0.005)
    assert (found.value, found.n, found.unit) == (pytest.approx(100 * hits / of), of, "%")


def test_no_units_are_not_estimable():
    found = proportion(0, 0, "recorded", "share")
    assert not found.estimable
    assert found.method == "not estimable: no units to take a share of"


@pytest.mark.parametrize(
    ("hits", "of", "said"),
    [
        (-1, 2, "hits is -1; give a whole number"),
        (0.5, 2, "hits is 0.5; give a whole number"),
        (float("nan"), 2, "hits is nan"),
        (1, float("inf"), "of is inf"),
        (3, 2, "3 hits are more than 2 units"),
    ],
)
def test_what_is_no_count_is_refused(hits, of, said):
    with pytest.raises(DataError, match=said):
        proportion(hits, of, "recorded", "share")


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_bounds_and_what_is_left(counts):
    hits, of = counts
    found, other = proportion(hits, of, "recorded", "share"), proportion(of - hits, of, "recorded", "share")
    assert 0 <= found.low <= found.value <= found.high <= 100
    assert ends(found) == pytest.approx((100 - other.high, 100 - other.low))

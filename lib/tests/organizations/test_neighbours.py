"""Strings one edit apart: the fast way finds what comparing all with all finds."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from engagement.organizations.neighbours import SHORTEST, near_pairs, one_edit_away
from engagement.organizations.slips import likeness


@given(st.lists(st.text(alphabet="abc", min_size=SHORTEST, max_size=8), unique=True, max_size=25))
def test_all_pairs_one_edit_apart_are_found_and_none_that_is_further(strings):
    left, right, distance = near_pairs(strings)
    found = {(strings[a], strings[b]): gap for a, b, gap in zip(left, right, distance, strict=True)}
    for one, other in combinations(strings, 2):
        gap = OSA.distance(one, other)
        if gap == 1:
            assert found[one, other] == 1
        elif (one, other) in found:
            assert gap == found[one, other] == 2


def test_strings_that_are_too_short_or_alone_have_no_near_ones():
    assert [len(part) for part in near_pairs(["ab", "ac"])] == [0, 0, 0]
    assert [len(part) for part in near_pairs([])] == [0, 0, 0]
    assert one_edit_away("zantara", ("velmor",)) is None


def test_crowds_are_compared_in_part_only():
    strings = [f"zantara{letter}" for letter in "abcdefghijklmnopqrstuvwxyzäöüßçøåñéèêëàâîïôûùæœþðł"]
    assert len(near_pairs(strings)[0]) < len(strings) * 31


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zantara", "zantarra"), ("zantara", "zatnara"), ("hisilicon", "hislicon"), ("broadcom", "broadcomm"),
        ("zantara wireless", "zantera wireless"), ("zantari", "zantarl"), ("posts of velmora", "post of velmora"),
    ],
)  # fmt: skip
def test_slips_of_the_pen_are_likely(one, other):
    assert likeness(one, other) == likeness(other, one) >= 0.85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("university of york", "university of cork"),
        ("northwestern university", "northeastern university"),
        ("nortel", "nortek"), ("forthnet", "fortinet"), ("intec", "intel"), ("cnnic", "cnic"), ("krnic", "twnic"),
        ("group 11", "group 12"), ("zantara 4g", "zantara 5g"), ("austria", "australia"), ("vvo", "vivo"),
        ("allo communications", "allot communications"), ("internet cz", "internetnz"),
    ],
)  # fmt: skip
def test_other_names_are_not(one, other):
    assert likeness(one, other) == likeness(other, one) < 0.85

"""Attempts to find out numbers that are withheld: within a page, between pages and between editions.

The reader has what pages tell of demonstration records, in words and in estimates at full precision, and the rule.
"""

import numpy as np
import pandas as pd
import pytest

import engagement
from engagement import activities
from engagement.disclosure import Rule, rule_for, shareable
from engagement.disclosure.attack import known_range
from engagement.disclosure.linked import linked
from engagement.disclosure.withholding import tell
from engagement.measures import attendance, continuity, industry_kinds, presence, shares
from engagement.measures.attendees import across, attendees, origins

RULE = Rule()
SPREAD = RULE.rounding // 2  # how far a number told may be from the true one, a number being whole


@pytest.fixture(scope="module")
def lists(in_full):
    rows = shareable(activities.attendances("itu-t", "demonstration"), rule_for(engagement.load("suppression")))
    countries = engagement.load("countries")
    located = shares.located(rows, countries, "country")
    industry = industry_kinds(engagement.load("industry_definitions"), "main")
    return located.assign(sector=shares.sectors(rows["kind"], industry), country_name=rows["country"].astype(object))


@pytest.fixture(scope="module")
def page(lists):
    return page_of(lists)


def page_of(rows):
    """Person-meetings by country as a page tells them, and the truth: ``told`` is missing where withheld."""
    told = origins(rows, "development", RULE)
    found = attendees(rows, "country_name", "demonstration", told, "meeting_id").set_index("country_name")
    truth = attendance.took_part(rows)["country_name"].value_counts()
    return pd.DataFrame({"told": found["person-meetings"].astype(float), "true": truth.reindex(found.index)}), told


def few_persons(rows):
    """Countries of fewer persons than may be told."""
    persons = attendance.took_part(rows).groupby("country_name", observed=True)["person"].nunique()
    return persons.index[persons < RULE.minimum]


def bounds(told):
    """The least and the most a number may be, of which a page tells a rounded one, or that it is withheld."""
    low = np.where(told.isna(), 1, np.maximum(told - SPREAD, 0))
    return pd.DataFrame({"low": low, "high": np.where(told.isna(), np.inf, told + SPREAD)}, index=told.index)


def test_within_a_page_no_small_country_or_cell_is_found(lists, page):
    """As if the reader knew the exact numbers behind all that is told: every total, margin and region by kind."""
    told = page[1]
    places = ["country_name", "itu_region", "development"]
    tables = [["sector"], *([place] for place in places), ["itu_region", "sector"]]
    exact = linked(attendance.took_part(lists), tables, [places, ["sector"]])
    withheld = told.cells["withheld"].to_numpy()
    small = np.flatnonzero(told.cells["few"])
    assert len(small) > 40
    for cell in small[:: len(small) // 12]:
        value, found = exact.cells["value"][cell], known_range(exact, withheld, cell)
        assert found.low <= max(1, value - RULE.minimum + 1)
        assert found.high >= (RULE.minimum if value < RULE.minimum else value + RULE.minimum - 1)


def test_without_complementary_cells_the_attempt_succeeds(lists, page):
    """The attempt above is one that can succeed: with only the small cells withheld it finds some exactly."""
    places = ["country_name", "itu_region", "development"]
    tables = [["sector"], *([place] for place in places), ["itu_region", "sector"]]
    exact = linked(attendance.took_part(lists), tables, [places, ["sector"]])
    small = page[1].cells["few"].to_numpy()
    grid = np.flatnonzero(small & (exact.cells["table"] == "itu_region x sector").to_numpy())
    found = [known_range(exact, small, cell) for cell in grid]
    assert any(one.low == one.high == exact.cells["value"][cell] for one, cell in zip(found, grid, strict=True))


def test_words_estimates_and_order_tell_nothing_of_what_is_withheld(lists, page):
    told = page[1]
    for by in ("sector", "country_name", "itu_region", "development"):
        found = attendees(lists, by, "demonstration", told, "meeting_id")
        hidden = found[found["withheld"]]
        assert all((one.value, one.low, one.high, one.n) == (None, None, None, 0) for one in hidden["share"])
        assert hidden[by].tolist() == sorted(hidden[by])
        assert hidden["person-meetings"].isna().all()
        whole = attendance.took_part(lists)[by].notna().sum()
        for row in found[~found["withheld"]].itertuples():  # a share at full precision is a multiple of five persons
            number = row.share.value / 100 * RULE.rounded(whole)
            assert number / RULE.rounding == pytest.approx(round(number / RULE.rounding), abs=1e-6)
    grid = across(told, "itu_region", "sector").drop(columns="itu_region").to_numpy().ravel()
    assert all(word == "withheld" or int(word.replace(",", "")) % RULE.rounding == 0 for word in grid)


@pytest.mark.parametrize("group", ["SG5", "SG13"])
def test_between_pages_all_groups_less_the_others_tell_no_small_group(lists, page, group):
    """The page of all groups, less that of all groups but one, against the countries that sent few to that one."""
    inside = lists[lists["group"] == group]
    others = page_of(lists[lists["group"] != group])[0]
    every, rest = bounds(page[0]["told"]), bounds(others["told"].reindex(page[0].index))
    rest.loc[~page[0].index.isin(others.index)] = 0  # who is not on a page was not there
    low, high = (every["low"] - rest["high"]).clip(lower=0), every["high"] - rest["low"]
    truth = attendance.took_part(inside)["country_name"].value_counts()
    for country in few_persons(inside).intersection(low.index):
        if country in others.index:
            assert low[country] <= truth[country] <= high[country]
            assert high[country] - low[country] >= RULE.minimum - 1


def test_between_editions_those_who_came_to_the_last_meeting_are_not_found(lists, page):
    """An edition without the last plenary of a group, and the next one with it."""
    last = lists[lists["meeting_kind"] == "plenary"].sort_values("start")["meeting_id"].iloc[-1]
    before = page_of(lists[lists["meeting_id"] != last])[0].reindex(page[0].index)
    came = attendance.took_part(lists[lists["meeting_id"] == last])["country_name"].value_counts()
    former, now = bounds(before["told"]), bounds(page[0]["told"])
    former.loc[before["true"].isna()] = 0
    low, high = (now["low"] - former["high"]).clip(lower=0), now["high"] - former["low"]
    small = [country for country in came.index[came < RULE.minimum] if former.loc[country, "high"] > 0]
    assert len(small) > 5
    for country in small:
        assert low[country] <= came[country] <= high[country]
        assert high[country] - low[country] >= RULE.minimum - 1


def test_between_editions_what_was_withheld_stays_so(lists, page):
    """Numbers of the earlier edition, limited by the later one: nobody's attendance is ever taken back."""
    last = lists[lists["meeting_kind"] == "plenary"].sort_values("start")["meeting_id"].iloc[-1]
    earlier = lists[lists["meeting_id"] != last]
    before = page_of(earlier)[0]
    now = bounds(page[0]["told"].reindex(before.index))
    total = RULE.rounded(before["true"].sum())
    known = before["told"].dropna()
    hidden = before.index[before["told"].isna()]
    rest_high = total + SPREAD - (known - SPREAD).clip(lower=0).sum()
    for country in few_persons(earlier).intersection(hidden):
        others = hidden.drop(country)
        low = max(1, total - SPREAD - (known + SPREAD).sum() - now.loc[others, "high"].sum())
        high = min(now.loc[country, "high"], rest_high - len(others))
        assert low <= max(1, before.loc[country, "true"] - RULE.minimum + 1)
        assert high >= RULE.minimum


def test_presence_and_continuity_tell_no_few(lists):
    told = presence.told_of_presence(lists, False, RULE)
    held = attendance.per_meeting(lists)
    known = presence.by_meeting(held, told)
    assert known.attrs["withheld"] >= 2
    assert not (known[["on_site", "remote"]].isin(range(1, RULE.minimum))).any(axis=None)
    eras = presence.remote_by_era(held, told, "demonstration", False)
    for era, share in eras.items():  # the era less the meetings told: what the withheld ones have in all is not exact
        mine = held[presence.eras(held["start"], False) == era]
        number = share.value / 100 * RULE.rounded((mine["remote"] + mine["on_site"]).sum())
        assert number / RULE.rounding == pytest.approx(round(number / RULE.rounding), abs=1e-6)
    before = continuity.came_before(lists)
    for share in continuity.continuity_told(before, "demonstration", RULE)[1].values():
        assert not share.estimable or "multiples of 5 persons" in share.method


def test_the_same_rows_give_the_same_choice(lists):
    rows = attendance.took_part(lists)
    mixed = rows.sample(frac=1, random_state=1)
    first, second = (
        tell(some, [["itu_region", "sector"]], [["itu_region"], ["sector"]], RULE).cells for some in (rows, mixed)
    )
    assert first["withheld"].tolist() == second["withheld"].tolist()

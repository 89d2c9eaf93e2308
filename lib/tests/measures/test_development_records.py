"""Developing countries among the contributions to RAN1 and the registrations at IETF meetings, as recorded."""

import os
from pathlib import Path

import pandas as pd
import pytest

import engagement
from engagement import activities
from engagement.measures import (
    development,
    development_industry,
    development_sensitivity,
    development_tables,
    industry_kinds,
    placed,
)

DATA = os.environ.get("ENGAGEMENT_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the records are not on this machine")


@pytest.fixture(scope="module")
def records(recorded):
    """Activities of both bodies, the countries and the definitions."""
    forms = placed.contributions(activities.contributions("3gpp", "recorded"))
    forms |= placed.attendances(activities.attendances("ietf", "recorded"))
    return forms, engagement.load("countries"), engagement.load("development_definitions")


def test_the_share_in_ran1_hangs_on_china_and_on_the_definition(records):
    forms, countries, definitions = records
    rows = forms["contributions"]
    each = development_sensitivity.under_each("contributions", rows, countries, definitions, "recorded")
    assert dict(zip(each["definition"], [round(one.value, 1) for one in each["share"]], strict=True)) == {
        "main": 56.9, "income": 43.6, "lower income": 0.6, "widest": 56.9, "special situation": 0, "least developed": 0,
    }  # fmt: skip
    assert development_sensitivity.sides(each["ratio"]) == {"below": 4, "above": 0, "neither": 2}
    statuses = development.status(countries, definitions)
    without = development_sensitivity.without_each("contributions", rows, statuses, "recorded", k=2)
    assert [(row.without, round(row.share.value, 1)) for row in without.itertuples()] == [
        ("none", 56.9),
        ("CN", 22.1),
        ("KR", 51.2),
    ]
    left = development_tables.not_classified(development.classified(rows, statuses))
    assert left[["country", "credit"]].to_numpy().tolist() == [["TW", 3481.0], ["not stated", 65.0]]


def test_industrys_part_in_ran1_is_near_the_same_on_both_sides(records):
    forms, countries, definitions = records
    rows = development.classified(forms["contributions"], development.status(countries, definitions))
    kinds = industry_kinds(engagement.load("industry_definitions"), "main")
    part = development_industry.industry_part("contributions", rows, kinds, "recorded")
    assert [round(one.value, 1) for one in (part.developing, part.other)] == [91.1, 96.5]
    assert part.ratio.low < 1 < part.ratio.high


def test_who_registered_at_the_ietf_and_came(records):
    forms, countries, definitions = records
    statuses = development.status(countries, definitions)
    benchmark = development.member_states(countries, statuses, "recorded")
    came = {name: forms[name] for name in ("participants", "delegations", "countries present")}
    found = development_tables.overview(came, statuses, benchmark, "recorded").set_index("activity")
    assert [round(one.value, 1) for one in found["share"]] == [19.4, 12.3, 52.9]
    assert (found.loc["participants", "rows"], found.loc["countries present", "share"].n) == (59723, 45)
    assert all(ratio.high < 1 for ratio in found["ratio"])
    printed = pd.read_csv(
        Path(DATA) / "ietf/attendees_72_116.csv.gz", dtype=str, keep_default_na=False, encoding="utf-8"
    )
    assert len(printed) > 59723

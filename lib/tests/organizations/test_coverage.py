"""How names are resolved, counted by where they stand, and why the rest are not."""

import pandas as pd
import pytest

from engagement.organizations import coverage

MENTIONS = pd.DataFrame(
    {
        "name": ["Zantara", "ZTR", "Velmor Ltd", "self", "Anna Korvanen", "self"],
        "place": ["documents", "documents", "documents", "documents", "attendance", "attendance"],
        "mentions": [6, 2, 1, 1, 3, 2],
    }
)
RESOLVED = pd.DataFrame(
    {
        "name": ["Zantara", "ZTR", "Velmor Ltd", "self", "Anna Korvanen"],
        "organization_id": ["zantara", "zantara", "new-velmor", None, None],
        "method": ["exact", "alias", "rule", "unresolved", "unresolved"],
        "evidence": ["", "", "", "says that there is no organization", "reads like a person's name"],
    }
)


def test_shares_of_mentions_by_place_add_up():
    ways = coverage.ways(MENTIONS, RESOLVED).set_index("place")
    assert ways.loc["documents", ["names", "mentions", "exact", "alias", "rule", "new", "unresolved"]].tolist() == [
        4, 10, 0.6, 0.2, 0, 0.1, 0.1,
    ]  # fmt: skip
    assert ways.loc["attendance", "unresolved"] == 1
    assert ways[list(coverage.WAYS)].sum(axis=1).tolist() == pytest.approx([1, 1])


def test_reasons_are_counted_and_names_of_persons_not_shown():
    why = coverage.reasons(MENTIONS, RESOLVED)
    assert why[["names", "mentions"]].to_numpy().tolist() == [[1, 3], [1, 3]]
    assert dict(zip(why["reason"], why["examples"], strict=True)) == {
        "says that there is no organization": "self", "reads like a person's name": "not shown",
    }  # fmt: skip
    assert "Korvanen" not in why.to_string()
    assert coverage.reasons(MENTIONS, RESOLVED[:3]).empty

"""The rule is data, and every notebook that counts persons keeps to it."""

import json
from pathlib import Path

import pandas as pd
import pytest

from engagement.disclosure import Rule, coarse, kept_back, rule_for
from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.tables.registry import TABLES

CHECKOUT = Path(__file__).parents[3]
SHIPPED = pd.read_csv(CHECKOUT / "data" / "reference" / "suppression.csv")
EXEMPT = {
    "09-turnover.ipynb",  # counts organizations that came, never how many they sent
    "19-brief.ipynb",  # says again what the report on attendance says
}


def code(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_fewer_than_five_persons_at_meetings_are_withheld():
    assert rule_for(SHIPPED) == Rule(minimum=5, rounding=5)
    assert set(SHIPPED["table"]) <= set(TABLES)
    exempt = SHIPPED[SHIPPED["treatment"] == "exempt"]
    assert exempt["reason"].str.contains("public|printed").all()
    assert exempt[["minimum", "rounding"]].isna().all(axis=None)
    for rows in ("roles", "meetings"):
        with pytest.raises(DataError, match=f"0 rules say how numbers of the table '{rows}'"):
            rule_for(SHIPPED, rows)


def test_every_notebook_that_loads_attendance_keeps_to_the_rule():
    loads = ("activities.attendances(", "getattr(activities, activity)(", '"attendance"')
    texts = {path.name: code(path) for path in (CHECKOUT / "notebooks").glob("*.ipynb")}
    counting = {name: text for name, text in texts.items() if any(words in text for words in loads)}
    assert len(counting) >= 5
    for name, text in counting.items():
        assert name in EXEMPT or ("shareable(" in text and "rule_for(" in text), name


def test_shares_are_multiples_of_what_is_rounded_and_intervals_never_narrower():
    share = Estimate(12.3, 8.1, 17.9, 0.95, 44, "%", "recorded", "share")
    found = coarse(share, 998, Rule())
    assert (found.value, found.low, found.high) == pytest.approx((12.5, 8.0, 18.0))
    assert coarse(Estimate(100, None, None, 0.95, 44, "%", "recorded", "share"), 13, Rule()).value == 100
    assert not coarse(share, 2, Rule()).estimable
    withheld = kept_back(share, Rule())
    assert (withheld.value, withheld.n) == (None, 0)
    none = Estimate.not_estimable("no meetings", 0, "%", "recorded")
    assert coarse(none, 100, Rule()).method == none.method

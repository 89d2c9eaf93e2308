"""Credits that are missing, negative or infinite are refused wherever they are added up, with column, row and value."""

import numpy as np
import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures import (
    concentration_table,
    contributions,
    countings,
    credits,
    development,
    outcomes,
    overlap,
    question_shares,
    shares,
)

ROWS = pd.DataFrame({
    "document_id": ["C1", "C2", "C3"], "organization": ["a", "b", "a"], "name": ["A", "B", "A"], "group": "SG13",
    "period": "T22", "meeting_id": "M1", "question": ["1/13", "2/13", "1/13"], "kind": ["industry", "academia", None],
    "outcome": "accepted", "organization_country": "FR", "development_status": "other", "credit": 1.0,
})  # fmt: skip
HIT = pd.Series([True, False, True])
MEASURES = {
    "totals": credits.totals,
    "countings": lambda rows: countings.compare({"whole": rows}),
    "shares": lambda rows: shares.shares(rows, "kind", "recorded"),
    "ranks under a counting": lambda rows: countings.ranked(rows, "recorded"),
    "members": contributions.per_member,
    "accepted of firms": lambda rows: outcomes.accepted_by(rows, "name", "recorded", least=1),
    "developing countries": lambda rows: development.share(rows, "recorded").n * [1],
    "overlap": overlap.amounts,
    "shares of Questions": lambda rows: question_shares.pooled_shares(rows, HIT, "recorded"),
    "shares of Questions by period": lambda rows: question_shares.by_period(rows, HIT, "recorded"),
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("value", [np.nan, -1.0, np.inf])
def test_a_credit_that_is_none_is_refused(measure, value):
    with pytest.raises(DataError, match=f"credit is {value:g} in row 2"):
        MEASURES[measure](ROWS.assign(credit=[1.0, 1.0, value]))


@pytest.mark.parametrize("value", [np.nan, -1.0, np.inf])
def test_the_large_table_names_the_document(value):
    with pytest.raises(DataError, match="credit is .* for document C3"):
        concentration_table.concentration_by(ROWS.assign(credit=[1.0, 1.0, value]))


@pytest.mark.parametrize("measure", MEASURES)
def test_credits_in_order_are_measured(measure):
    assert len(MEASURES[measure](ROWS)) > 0


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(DataError, match="no column planet; they have document_id"):
        question_shares.exploded(ROWS, "planet")

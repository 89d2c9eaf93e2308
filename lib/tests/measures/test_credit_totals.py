"""Totals of large tables are those of plain pandas, whichever way they are added up."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.measures import credit_totals as module
from engagement.measures.concentration_table import concentration_by
from engagement.measures.credit_totals import credit_totals

WITHIN = ["group", "meeting_id"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["SG2", "SG13", "É", None]),
        st.sampled_from(["M1", "M2", None]),
        st.sampled_from(["x", "y", "z", None]),
        st.sampled_from(["C1", "C2", "C3", None]),
        st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0]),
    ),
    min_size=1,
    max_size=40,
)
WAYS = {"as it comes": {}, "names of documents": {"MISTAKEN": 0}, "rows in order": {"FULL": 0}}


def made(rows):
    """Credits of drawn rows."""
    return pd.DataFrame(rows, columns=[*WITHIN, "organization", "document_id", "credit"]).astype(
        dict.fromkeys([*WITHIN, "organization", "document_id"], "string")
    )


def plain(credits):
    """The same by pandas: contributions of each group, and its totals above 0, ascending."""
    rows = credits.dropna(subset=WITHIN)
    found = {}
    for key, some in rows.groupby(WITHIN):
        totals = some.groupby("organization")["credit"].sum()
        found[key] = some["document_id"].nunique(), sorted(totals[totals > 0])
    return found


def as_given(credits):
    """What `credit_totals` finds, in the same form."""
    groups, held, ends = credit_totals(credits, WITHIN)
    keys = groups[WITHIN].itertuples(index=False, name=None)
    parts = [held[start:end].tolist() for start, end in zip(ends[:-1], ends[1:], strict=True)]
    return dict(zip(keys, zip(groups["contributions"], parts, strict=True), strict=True))


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_totals_are_those_of_pandas_whichever_way_they_are_added_up(way, rows):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(module, name, value)
        assert as_given(made(rows)) == plain(made(rows))
        assert list(as_given(made(rows))) == sorted(plain(made(rows)))


@pytest.mark.parametrize("form", ["categories", "arrow", "arrow in chunks"])
def test_categories_and_arrow_give_the_same(form):
    rng = np.random.default_rng(1)
    words = [rng.choice([f"{one}{number}" for number in range(9)], 500) for one in ("SG", "M", "x", "C")]
    credits = made(list(zip(*words, rng.choice([0.5, 1.0], 500), strict=True)))
    given = {
        "categories": credits.astype(dict.fromkeys([*WITHIN, "organization"], "category")),
        "arrow": pa.Table.from_pandas(credits),
        "arrow in chunks": pa.concat_tables(pa.Table.from_pandas(part) for part in (credits[:77], credits[77:])),
    }[form]
    assert as_given(given) == plain(credits)
    pd.testing.assert_frame_equal(
        concentration_by(given, WITHIN, None).astype(dict.fromkeys(WITHIN, str)),
        concentration_by(credits, WITHIN, None).astype(dict.fromkeys(WITHIN, str)),
    )


def test_numbers_and_categories_that_do_not_occur_are_columns_like_any():
    credits = made([("SG2", "M1", "x", "C1", 1.0), ("SG2", "M1", "y", "C2", 1.0)])
    credits = credits.assign(year=[2021, 2019], group=pd.Categorical(["SG2", "SG2"], ["SG1", "SG2", "SG3"]))
    assert concentration_by(credits, ["year"])["year"].tolist() == [2019, 2021]
    assert concentration_by(credits, ["group"])["group"].tolist() == ["SG2"]
    assert concentration_by(credits, ["group", "year"])["contributions"].tolist() == [1, 1]

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.measures import (
    citations_by_others,
    citations_within,
    industry_kinds,
    lags,
    mention_counts,
    teams,
)


def rfcs():
    dates = {1: "2000-01-01", 2: "2004-12-01", 3: "2005-01-01", 4: "2010-06-01", 5: "2000-01-01", 6: "1999-12-01"}
    return pd.DataFrame({"rfc": list(dates), "published": pd.to_datetime(list(dates.values()))})


def test_citations_count_within_the_window_only():
    pairs = pd.DataFrame({"rfc": [2, 3, 4, 5, 6, 4], "cited_rfc": [1, 1, 1, 1, 1, 2]})
    found = citations_within(rfcs(), pairs, years=5).set_index("rfc")["citations"]
    assert found[1] == 2  # RFCs 2 and 5, of the same date; 3 is five years later to the day, 6 is older
    assert found[6] == 0
    assert 4 not in found.index  # its window is not over
    assert found[2] == 0  # cited by 4 after five years and a half


def test_boilerplate_is_left_out():
    found = citations_within(rfcs(), pd.DataFrame({"rfc": [2], "cited_rfc": [1]}), left_out=[1])
    assert 1 not in set(found["rfc"])
    with pytest.raises(ValueError, match="not above 0"):
        citations_within(rfcs(), pd.DataFrame({"rfc": [2], "cited_rfc": [1]}), years=0)
    with pytest.raises(ValueError, match="no RFC since 2009 has 5 years behind it; the newest is of June 2010"):
        citations_within(rfcs(), pd.DataFrame({"rfc": [2], "cited_rfc": [1]}), since=2009)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), unique=True, max_size=20))
def test_citations_never_exceed_the_pairs(pairs):
    found = citations_within(rfcs(), pd.DataFrame(pairs, columns=["rfc", "cited_rfc"], dtype="Int64"))
    assert 0 <= found["citations"].sum() <= len(pairs)


def test_citations_by_the_same_authors_can_be_left_out():
    pairs = pd.DataFrame({"rfc": [2, 3, 4], "cited_rfc": [1, 1, 1], "kind": "normative"})
    authorships = pd.DataFrame({"rfc": [1, 1, 2, 2, 3, 4], "author": ["a", "b", "b", "a", "c", "d"]})
    assert citations_by_others(pairs, authorships)["rfc"].tolist() == [3, 4]


def test_teams_count_distinct_organizations_countries_and_industry():
    authorships = pd.DataFrame(
        {
            "rfc": [1, 1, 1, 1, 2, 3],
            "author": list("abcdef"),
            "country": ["US", "US", "FR", None, None, "JP"],
        }
    )
    kinds = pd.DataFrame(
        {
            "organization": ["Cisco", "Cisco", "INRIA", None, "Mystery", "NTT"],
            "kind": ["industry", "industry", "research institute", "unknown", "unknown", "industry"],
        }
    )
    found = teams(authorships, kinds, ["industry"]).set_index("rfc")
    counts = found.loc[1, ["authors", "known", "classified", "organizations", "countries"]]
    assert list(counts) == [4, 3, 3, 2, 2]
    assert found.loc[1, "industry_share"] == pytest.approx(2 / 3)
    assert (found.loc[2, "organizations"], found.loc[2, "classified"]) == (1, 0)
    assert np.isnan(found.loc[2, "industry_share"])
    assert found.loc[3, "industry_share"] == 1


def test_industry_is_what_the_definition_counts():
    definitions = pd.DataFrame(
        {
            "definition": ["main", "main", "wide"],
            "kind": ["industry", "academia", "academia"],
            "counts": [True, False, True],
        }
    )
    assert industry_kinds(definitions, "main") == ("industry",)
    assert industry_kinds(definitions, "wide") == ("academia",)
    with pytest.raises(ValueError, match="no definition 'large' of industry; there are main, wide"):
        industry_kinds(definitions, "large")


def test_mentions_count_each_rfc_once():
    mentions = pd.DataFrame({"recommendation": ["X.509", "X.509", "X.509", "G.711"], "rfc": [1, 1, 2, 1]})
    assert mention_counts(mentions).to_numpy().tolist() == [["X.509", 2], ["G.711", 1]]


def test_lags_run_from_the_edition_to_the_rfc():
    mentions = pd.DataFrame(
        {
            "rfc": [3, 3, 4, 4],
            "recommendation": ["X.509", "G.711", "X.680", "X.690"],
            "edition_date": pd.to_datetime(["2000-01-01", "2004-01-01", None, "1997-12-01"]),
            "edition_precision": ["month", "year", None, "month"],
            "n_editions_printed": [1, 1, 0, 2],
        }
    )
    found = lags(mentions, rfcs())
    assert list(found["lag"].round(2)) == [5.0, 0.5]


def test_an_edition_dated_by_the_year_of_the_rfc_is_not_from_the_future():
    mentions = pd.DataFrame(
        {
            "rfc": [3, 3],
            "edition_date": pd.to_datetime(["2005-01-01", "2006-01-01"]),
            "edition_precision": ["year", "year"],
            "n_editions_printed": [1, 1],
        }
    )
    assert list(lags(mentions, rfcs())["lag"].round(1)) == [0, -1.5]

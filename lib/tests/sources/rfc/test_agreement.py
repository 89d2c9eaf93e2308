"""The shipped tables of the RFC series against an independent flattening, and against the texts themselves.

``ENGAGEMENT_DATA`` names the folder of the second opinion (``rfc/*.csv.gz`` below it),
``ENGAGEMENT_RFC_TEXTS`` the folder of the texts.

The two counts differ in what they call a citation or a mention, so agreement is
measured where both mean the same: earlier RFCs printed with their number on one line;
Recommendations that are named on the line. What ours holds beyond that was read
and found right, and the second opinion has to be in ours almost whole.
"""

import os
from pathlib import Path

import pandas as pd
import pandas.testing
import pytest

from engagement.sources.country_names import read_country_names
from engagement.sources.rfc.files import decode, find_index, read_bytes
from engagement.sources.rfc.index import read_index
from engagement.sources.rfc.persons import holds_known_person, persons
from engagement.sources.rfc.series import read, write

DATA = Path(__file__).parents[4] / "data"
SECOND = os.environ.get("ENGAGEMENT_DATA")
TEXTS = os.environ.get("ENGAGEMENT_RFC_TEXTS")
with_second = pytest.mark.skipif(not SECOND, reason="ENGAGEMENT_DATA names no folder with a second opinion")
with_texts = pytest.mark.skipif(not TEXTS, reason="ENGAGEMENT_RFC_TEXTS names no folder with the texts of the RFCs")
with_index = pytest.mark.skipif(not (TEXTS or SECOND), reason="neither ENGAGEMENT_RFC_TEXTS nor ENGAGEMENT_DATA is set")


def shipped(name):
    return pd.read_parquet(DATA / "ietf" / f"{name}.parquet")


def second(name):
    return pd.read_csv(Path(SECOND) / "rfc" / f"{name}.csv.gz")


def pairs(frame, *columns):
    return set(frame[list(columns)].itertuples(index=False, name=None))


def in_common(ours, theirs):
    return len(ours & theirs) / len(ours | theirs)


def found_by_us(ours, theirs):
    return len(ours & theirs) / len(theirs)


@with_second
def test_both_know_the_same_rfcs_and_months():
    ours, theirs = shipped("rfcs"), second("rfc_index")
    assert pairs(ours, "rfc") == pairs(theirs, "rfc")
    ours = ours.assign(year=ours["published"].dt.year, month=ours["published"].dt.month)
    assert in_common(pairs(ours, "rfc", "year", "month"), pairs(theirs, "rfc", "year", "month")) > 0.999


@with_second
def test_citations_agree():
    ours, theirs = shipped("citations"), pairs(second("rfc_citations"), "rfc", "cited_rfc")
    same_meaning = ours[(ours["printed"] == "together") & (ours["cited_rfc"] < ours["rfc"])]
    assert in_common(pairs(same_meaning, "rfc", "cited_rfc"), theirs) >= 0.99
    assert found_by_us(pairs(ours, "rfc", "cited_rfc"), theirs) >= 0.999


@with_second
def test_mentions_agree():
    ours = shipped("itut_mentions")
    theirs = pairs(second("rfc_itut_mentions"), "rfc", "itut_recommendation")
    assert in_common(pairs(ours[ours["printed"] == "named"], "rfc", "recommendation"), theirs) >= 0.98
    assert found_by_us(pairs(ours, "rfc", "recommendation"), theirs) >= 0.99


def test_most_authorships_since_2000_have_an_affiliation_and_a_country():
    dated = shipped("authorships").merge(shipped("rfcs")[["rfc", "published"]], on="rfc", validate="m:1")
    recent = dated[dated["published"].dt.year.between(2000, 2022)]
    assert recent["organization_printed"].notna().mean() >= 0.96
    assert recent["country"].notna().mean() >= 0.77


@with_texts
def test_the_shipped_tables_are_what_the_texts_give(tmp_path):
    series = read(TEXTS, read_country_names(DATA / "reference" / "country_names.csv"), progress=False)
    assert series.problems == []
    for path in write(series, tmp_path):
        pandas.testing.assert_frame_equal(pd.read_parquet(path), shipped(path.stem))


@with_index
def test_no_author_is_named():
    path = find_index(TEXTS) if TEXTS else Path(SECOND) / "rfc" / "rfc-index.txt.gz"
    entries, _ = read_index(decode(read_bytes(path)), str(path))
    names = {name for entry in entries for name in entry.authors}
    authorships = shipped("authorships")
    assert authorships["author"].str.fullmatch(r"A\d{5}").all()
    printed = set(authorships["organization_printed"].dropna())
    bodies = {name for name in names if ". " not in name}
    assert printed & (names - bodies) == set()
    known = persons(names)
    assert [organization for organization in printed if holds_known_person(organization, known)] == []

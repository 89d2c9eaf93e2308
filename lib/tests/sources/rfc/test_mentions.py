"""Mentions of ITU-T Recommendations, and their editions, in sentences written for the purpose."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.rfc.mentions import itut_mentions


def recommendations(text):
    return [mention.recommendation for mention in itut_mentions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see ITU-T Recommendation X.680", ["X.680"]),
        ("the CCITT X.25 network", ["X.25"]),
        ("in ITU-\n   T G.805, here", ["G.805"]),
        ("in CCITT\n   X.409 of old", ["X.409"]),
        ("ITU-T Recommendations X.680, X.681 and X.683", ["X.680", "X.681", "X.683"]),
        ("ITU-T Rec. G.8013/Y.1731 (2013)", ["G.8013", "Y.1731"]),
        ("the X.400 series of Recommendations", ["X.400"]),
        ('[X.501] ITU-T, "The Directory. Models", X.501, 1993', ["X.501"]),
        ("ITU-T Recommendation V.32bis", ["V.32"]),
        ("an X.509 certificate", []),
        ("ITU-T says so; see Section G.3.1 and Appendix A.1", []),
        ("our recommendation. D.2. Introduction", []),
        ("ITU-R Recommendation F.1703", []),
        ("ASN.1 of the ITU-T", []),
    ],
)
def test_what_counts_as_a_recommendation(text, found):
    assert recommendations(text) == found


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("ITU-T Recommendation X.680 (07/2002)", (2002, 7), "month"),
        ("ITU-T Recommendation X.680 (07/97)", (1997, 7), "month"),
        ("CCITT Recommendation X.208 (88) says", (1988, 1), "year"),
        ('[1]  ITU-T Recommendation G.709/Y.1331, "Stones", February 2012.', (2012, 2), "month"),
        ('[G.1]  ITU-T, "Stones", ITU-T Recommendation G.729, 1996.', (1996, 1), "year"),
        ("ITU-T Recommendation X.680, July 2002, is long", None, None),
        ('[1]  "Payload for ITU-T Recommendation G.729", RFC 3000, May 2001.', None, None),
        ("ITU-T Recommendation X.680 (2031)", None, None),
    ],
)
def test_the_edition_is_the_date_printed_for_it(text, date, precision):
    mention = itut_mentions(text, datetime.date(2015, 1, 1))[0]
    assert mention.edition_date == (datetime.date(*date, 1) if date else None)
    assert mention.edition_precision == precision


def test_of_several_editions_the_earliest_is_kept():
    mention = itut_mentions("ITU-T X.520 (1993) and ITU-T X.520 (1988), ITU-T X.520 (11/1993)")[0]
    assert mention.edition_date == datetime.date(1988, 1, 1)
    assert mention.n_editions_printed == 2


@given(st.sampled_from("GHIQTVXY"), st.integers(10, 9999), st.integers(1, 12), st.integers(1960, 2020))
def test_a_printed_edition_comes_back(series, number, month, year):
    mention = itut_mentions(f"ITU-T Recommendation {series}.{number} ({month:02d}/{year})")[0]
    assert mention.recommendation == f"{series}.{number}"
    assert mention.edition_date == datetime.date(year, month, 1)


@given(st.text(max_size=200))
def test_any_text_can_be_read(noise):
    for mention in itut_mentions(f"ITU-T {noise} CCITT X.25 {noise}"):
        assert "." in mention.recommendation

"""Citations of RFCs and mentions of ITU-T Recommendations in sentences written for the purpose."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.rfc_references import citations, itut_mentions, without_page_breaks

ISSUED = set(range(1, 9000))


def cited(text, rfc=9000):
    return {citation.cited_rfc: citation for citation in citations(text, rfc, ISSUED)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See [RFC1234] and RFC 800.", {1234: "together", 800: "together"}),
        ("as in RFC\n   1234, says", {1234: "apart"}),
        ("Stones, NWG/RFC #33, 1970", {33: "apart"}),
        ("RFCs 1001 and 1002, 1003", {1001: "apart", 1002: "apart", 1003: "apart"}),
        ("RFC-0822 headers, RFC no. 733", {822: "together", 733: "apart"}),
        ("in RFC\n   1234 and in RFC 1234", {1234: "together"}),
        ("many RFCs\n\n  7. Results", {}),
        ("many RFC\n   2 years ago", {}),
        ("an XRFC1234 part and RFC 9999", {}),
    ],
)
def test_how_numbers_are_printed(text, numbers):
    assert {number: citation.printed for number, citation in cited(text).items()} == numbers


DIVIDED = """
Contents
   4.  References
     4.1.  Normative References
     4.2.  Informative References

4.  References

4.1.  Normative References

   [RFC1111]  Moss, A., "Stones", RFC 1111.

4.2.  Informative References

   [RFC1111]  Moss, A., "Stones", RFC 1111.

   [RFC2222]  Fern, B., "Sand", RFC 2222.

Author's Address

   See RFC 3333.
"""


def test_the_kind_is_that_of_the_list():
    kinds = {number: citation.kind for number, citation in cited(DIVIDED).items()}
    assert kinds == {1111: "normative", 2222: "informative", 3333: "unspecified"}


@given(st.integers(1, 8999), st.lists(st.integers(1, 8999), max_size=8), st.text(max_size=40))
def test_an_rfc_never_cites_itself_nor_what_was_not_issued(rfc, numbers, noise):
    text = noise + " ".join(f"[RFC{number}] RFC\n  {number}," for number in [*numbers, rfc]) + noise
    found = citations(text, rfc, ISSUED)
    assert {citation.cited_rfc for citation in found} >= set(numbers) - {rfc}
    assert all(citation.cited_rfc != rfc and citation.cited_rfc in ISSUED for citation in found)


def test_page_breaks_are_taken_out():
    page = "one\n\nMoss         Informational        [Page 1]\n\f\nRFC 9000     Stones     May 2020\n\n   two"
    assert "Page 1" not in without_page_breaks(page)
    assert "RFC 9000" not in without_page_breaks(page)


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

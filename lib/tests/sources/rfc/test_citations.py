"""Citations of RFCs in sentences written for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.rfc.citations import citations

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

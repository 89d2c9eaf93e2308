"""The text of an RFC's file."""

from engagement.sources.rfc.files import without_page_breaks


def test_page_breaks_are_taken_out():
    page = "one\n\nMoss         Informational        [Page 1]\n\f\nRFC 9000     Stones     May 2020\n\n   two"
    assert "Page 1" not in without_page_breaks(page)
    assert "RFC 9000" not in without_page_breaks(page)

"""Where authors work: first pages, addresses and XML made up for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.sources.rfc.authors import affiliations
from engagement.sources.rfc.front_page import from_first_page
from engagement.sources.rfc.xml import from_xml

PAGE = """
Working Group                                                    A. Moss
Request for Comments: 9000                                       B. Fern
Category: Informational                              Stone Systems, Inc.
ISSN: 0000-0000                                                  C. Reed

                                                                  D. Ivy
                                                                Lakeside
                                                              University
                                                              April 2020

                               On Stones

   Stones are hard.

Authors' Addresses

   Ada Moss
   Stone Systems
   1 Quarry Road
   Fernville, CA 94025

   Email: ada@stone.example

   Berta Fern
   Stone Systems
   FIN-00100 Kivela

   Carl Reed

   Phone: +47 22 00 00 00

   Somebody Else
   Norway
"""
AUTHORS = ("A. Moss", "B. Fern", "C. Reed", "D. Ivy")


def test_an_organization_belongs_to_the_authors_above_it():
    found = from_first_page(PAGE, AUTHORS)
    assert found[0] == found[1] == "Stone Systems, Inc."
    assert found[3] == "Lakeside University"


def test_a_blank_line_says_that_there_is_no_organization():
    assert 2 not in from_first_page(PAGE, AUTHORS)


def test_countries_come_from_addresses_and_telephone_codes(names):
    found = affiliations(AUTHORS, names, PAGE)
    assert [one.country for one in found] == ["US", "FI", "NO", None]
    assert [one.country_found_in for one in found] == ["address", "address", "telephone", None]
    assert [one.found_in for one in found] == ["header", "header", None, "header"]


XML = b"""<rfc><front><title>x</title>
<author initials="A." surname="Moss" fullname="Ada Moss"><organization>Moss &amp; Stone</organization>
<address><postal><city>Oslo</city><country>Norway</country></postal></address></author>
<author initials="B." surname="Fern" fullname="Berta Fern"><organization/></author>
</front><back><author fullname="Carl Reed"><organization>Elsewhere</organization></author></back></rfc>"""


def test_xml_goes_first_and_only_its_front_counts(names):
    found = from_xml(XML, AUTHORS, names)
    assert sorted(found) == [0, 1]
    assert (found[0].organization, found[0].country, found[0].found_in) == ("Moss & Stone", "NO", "xml")
    assert found[1].organization is None


def test_broken_xml_is_an_error(names):
    with pytest.raises(DataError, match="no well-formed XML"):
        from_xml(b"<front><author></front>", AUTHORS, names)


def test_the_author_is_never_taken_for_an_organization(names):
    page = PAGE.replace("Stone Systems, Inc.", "       Ada B. Moss ")
    assert all("Moss" not in (one.organization or "") for one in affiliations(AUTHORS, names, page))


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    page = f"Heading     A. Moss\n{text}\n\nAuthors' Addresses\n\n   Ada Moss\n{text}"
    assert set(from_first_page(page, ("A. Moss",))) <= {0}

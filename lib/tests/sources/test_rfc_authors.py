"""Where authors work: first pages, addresses and XML made up for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.sources.rfc_authors import (
    affiliations,
    country_of,
    from_first_page,
    from_xml,
    holds_known_person,
    names_author,
    persons,
    read_country_names,
)

NAMES = """printed,iso2,note
Finland,FI,country
Norway,NO,country
USA,US,country
CA,US,US state code
Georgia,US,US state
Georgia,GE,country
FIN-,FI,postal prefix
+47,NO,telephone code
"""

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


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "country_names.csv"
    path.write_text(NAMES, encoding="utf-8")
    return read_country_names(path)


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


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Fernville, CA 94025-1234", "US"),
        ("Atlanta, Georgia 30332", "US"),
        ("Georgia", "GE"),
        ("00100 Kivela, Finland", "FI"),
        ("Somewhere", None),
    ],
)
def test_a_state_counts_with_its_postal_code_or_city(names, line, country):
    assert country_of(["1 Quarry Road", line], names)[0] == country


def test_the_author_is_never_taken_for_an_organization(names):
    page = PAGE.replace("Stone Systems, Inc.", "       Ada B. Moss ")
    assert all("Moss" not in (one.organization or "") for one in affiliations(AUTHORS, names, page))
    known = persons(["E. Alder"])
    assert holds_known_person("Erik Alder", known)
    assert not holds_known_person("Alder Systems", known)


@given(st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True), st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True))
def test_a_name_is_known_in_full_and_with_its_initial(given_name, surname):
    author = f"{given_name[0]}. {surname}"
    assert names_author(author, author)
    assert names_author(f"{given_name} {surname} (editor)", author)
    assert not names_author(f"{surname} Networks of Stone, Incorporated", author)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    page = f"Heading     A. Moss\n{text}\n\nAuthors' Addresses\n\n   Ada Moss\n{text}"
    assert set(from_first_page(page, ("A. Moss",))) <= {0}


def test_country_names_need_their_columns_and_codes(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("name,code\nFinland,FI\n", encoding="utf-8")
    with pytest.raises(DataError, match="printed, iso2, note"):
        read_country_names(path)
    path.write_text("printed,iso2,note\nFinland,Fin,country\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2: iso2 'Fin'"):
        read_country_names(path)

"""Authors' names as index, pages and firms print them."""

from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.rfc.persons import holds_known_person, names_author, persons


@given(st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True), st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True))
def test_a_name_is_known_in_full_and_with_its_initial(given_name, surname):
    author = f"{given_name[0]}. {surname}"
    assert names_author(author, author)
    assert names_author(f"{given_name} {surname} (editor)", author)
    assert not names_author(f"{surname} Networks of Stone, Incorporated", author)


def test_a_line_may_hold_a_person_known():
    known = persons(["E. Alder"])
    assert holds_known_person("Erik Alder", known)
    assert not holds_known_person("Alder Systems", known)

from hypothesis import given
from hypothesis import strategies as st

from engagement.organizations.pseudonyms import FORM, pseudonym, read_key

NAMES = st.text(min_size=1).filter(lambda name: any(sign.isalpha() for sign in name))


@given(NAMES)
def test_a_pseudonym_has_its_form_and_stays_what_it_is(name):
    made = pseudonym(name, b"key")
    assert FORM.fullmatch(made)
    assert pseudonym(made, b"key") == made


def test_spellings_of_one_name_are_one_person_and_others_are_not():
    assert pseudonym("Dr. Müller, Eva", b"k") == pseudonym("Eva MULLER", b"k")
    assert pseudonym("Eva Muller", b"k") != pseudonym("Eva Miller", b"k")
    assert pseudonym("Eva Muller", b"k") != pseudonym("Eva Muller", b"other")


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "folder" / "key"
    key = read_key(path)
    assert len(key) == 64
    assert read_key(path) == key
    assert path.stat().st_mode & 0o077 == 0

"""The file of country spellings: what its rows become, and what is refused."""

import pytest

from engagement.errors import DataError
from engagement.sources.country_names import read_country_names

NAMES = """printed,iso2,note
Finland,FI,country
CA,US,US state code
Georgia,US,US state
Georgia,GE,country
FIN-,FI,postal prefix
+47,NO,telephone code
"""


def test_the_note_tells_what_a_spelling_is(tmp_path):
    path = tmp_path / "country_names.csv"
    path.write_text(NAMES, encoding="utf-8")
    names = read_country_names(path)
    assert (names.country("FINLAND."), names.country("Georgia"), names.state("Georgia")) == ("FI", "GE", "US")
    assert (names.country("CA"), names.state("Ca.")) == (None, "US")
    assert (names.prefixes, names.telephone) == ({"FIN-": "FI"}, {"47": "NO"})


def test_country_names_need_their_columns_and_codes(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("name,code\nFinland,FI\n", encoding="utf-8")
    with pytest.raises(DataError, match="printed, iso2, note"):
        read_country_names(path)
    path.write_text("printed,iso2,note\nFinland,Fin,country\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2: iso2 'Fin'"):
        read_country_names(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="names.csv: not a readable CSV"):
        read_country_names(tmp_path / "names.csv")


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes(b"printed,iso2,note\nCura\xe7ao,CW,country\n")
    with pytest.raises(DataError, match="names.csv: not a readable CSV in UTF-8"):
        read_country_names(path)

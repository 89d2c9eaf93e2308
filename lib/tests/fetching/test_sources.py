"""The table of sources: what it has to say, and what is told where it breaks its form."""

import pytest

from engagement import fetching
from engagement.errors import DataError


def test_every_source_says_what_it_rests_on_and_shows_an_example():
    for source in fetching.read().values():
        assert source.terms and source.evidence
        assert all(one.address.startswith("https://") for one in source.wanted(source.items(source.example)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  status: stable\n", "", "rfc-index, status: Field required"),
        ("  delay: 1\n", "  delay: 0\n", "rfc-index, delay: Input should be greater than or equal to 1, not 0"),
        ("  kind: text\n", "  kind: pdf\n", "rfc-index, kind: .*not 'pdf'"),
        ("  kind: text\n", "  kind: text\n  speed: 3\n", "rfc-index, speed: Extra inputs"),
        ("https://www.rfc-editor.org/rfc-index.txt", "http://x.org/i.txt", "must be https and a host"),
        ("file: rfc-index.txt", "file: ../rfc-index.txt", "no plain name"),
        ("file: rfc-index.txt", "file: .hidden", "no plain name"),
        ("id: rfc-texts", "id: rfc-index", "rfc-index stands there twice"),
        ("id: rfc-index", "id: list", "the id 'list'"),
        ("source: rfc-index", "source: rfc-list", "rfc-texts is listed in rfc-list, which is no source"),
        ("  example: 9000-9010\n", "", "item and example belong together"),
        ("example: 9000-9010", "example: nine", "has no 'nine'"),
        ("rfc{{ number }}.txt", "rfc{{ numero }}.txt", "'numero' is undefined"),
        ("- id: rfc-index", "id: rfc-index\n- x", "cannot be read as YAML"),
        ("- id: rfc-index", "- [", "cannot be read as YAML"),
    ],
)
def test_a_table_that_breaks_its_form_is_told_with_file_and_entry(project, old, new, says):
    project.edit("data/reference/fetch_sources.yml", old, new)
    with pytest.raises(DataError, match=f"(?s)fetch_sources.yml: .*{says}"):
        fetching.read()


@pytest.mark.parametrize("content", ["sources: []\n", "- word\n", ""])
def test_a_table_of_another_shape_is_told(project, content):
    (project.home / "data/reference/fetch_sources.yml").write_text(content)
    with pytest.raises(DataError, match=r"fetch_sources.yml: (the whole|entry 1): "):
        fetching.read()

"""The RFC index: entries, dates, the place where a title ends and the authors begin."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.sources.rfc.index import MONTHS, created_on, parse_entry, read_index, split_authors

INDEX = """
(CREATED ON: 03/04/2021.)

  ####  Title of RFC.  Author 1.  Issue date.

0001 Moss on Stones. A. Moss. April 1969. (Format: TXT, HTML) (Status:
     UNKNOWN) (DOI: 10.0000/RFC0001)

0002 Not Issued.

0003 Ferns. Part I. B. Fern, C. van der Reed, Ed.. 1 April 1990.
     (Format: TXT) (Status: PROPOSED STANDARD)
"""

word = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True)
person = st.builds(lambda initial, surname: f"{initial}. {surname}", st.sampled_from("ABCDEGHJKLMNPRSTVWY"), word)


def test_entries_are_read_and_unissued_numbers_left_out():
    entries, problems = read_index(INDEX)
    assert problems == []
    assert [entry.rfc for entry in entries] == [1, 3]
    assert entries[0].published == datetime.date(1969, 4, 1)
    assert (entries[0].date_precision, entries[1].date_precision) == ("month", "day")
    assert entries[1].title == "Ferns. Part I"
    assert entries[1].authors == ("B. Fern", "C. van der Reed")
    assert entries[1].status == "proposed standard"


def test_numbers_may_come_without_zeros_in_front():
    entries, problems = read_index(INDEX.replace("0001 ", "1 ").replace("0003 ", "793 "))
    assert problems == []
    assert [entry.rfc for entry in entries] == [1, 793]


def test_the_index_tells_its_own_date():
    assert created_on(INDEX) == datetime.date(2021, 3, 4)
    assert created_on("nothing") is None


@given(
    st.integers(1, 9999),
    st.lists(word, min_size=1, max_size=6),
    st.lists(person, min_size=1, max_size=5),
    st.integers(1969, 2030),
    st.sampled_from(sorted(MONTHS)),
)
def test_an_entry_survives_being_printed(rfc, title, authors, year, month):
    printed = f"{rfc:04d} {' '.join(title)}. {', '.join(authors)}. {month} {year}. (Format: TXT) (Status: HISTORIC)"
    entry = parse_entry(printed)
    assert (entry.rfc, entry.title, entry.authors) == (rfc, " ".join(title), tuple(authors))
    assert entry.published == datetime.date(year, MONTHS[month], 1)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("A. Moss, Ed., B. Fern, III", ("A. Moss", "B. Fern III")),
        ("Society of Ferns, C. Reed", ("Society of Ferns", "C. Reed")),
        ("D. Ivy, et al.", ("D. Ivy",)),
    ],
)
def test_marks_after_a_comma_belong_to_the_name_before(printed, names):
    assert split_authors(printed) == names


def test_a_body_signs_without_initials():
    entry = parse_entry("0009 On Ferns. Society of Ferns, C. Reed. May 1999. (Status: UNKNOWN)")
    assert entry.title == "On Ferns"
    assert entry.authors == ("Society of Ferns", "C. Reed")


@pytest.mark.parametrize("entry", ["0007 No date. A. Moss. (Status: UNKNOWN)", "0008 Half. B. Fern. Mai 1999. (x)"])
def test_a_broken_entry_is_named(entry):
    with pytest.raises(DataError, match="here.txt: entry '000[78]"):
        parse_entry(entry, "here.txt")


def test_one_broken_entry_does_not_stop_the_rest():
    entries, problems = read_index(INDEX + "\n\n0004 No date at all. (Format: TXT)\n")
    assert len(entries) == 2
    assert len(problems) == 1 and "0004" in problems[0]


def test_a_file_that_is_no_index_is_refused():
    with pytest.raises(DataError, match="is it the RFC index"):
        read_index("Dear reader,\n\nthis is a letter.\n")

"""Which files are asked for: items, lists, patterns, and how bodies spell their addresses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement import fetching
from engagement.errors import DataError

from .answering import RFCS, TDOCS, TEXTS, document, failure


def test_texts_are_those_the_index_lists(ask, server):
    index = (
        "RFC INDEX\n\n0001 Of trees. A. Moss. April 1969. (Format:\n     TXT, HTML) (Status: UNKNOWN)\n\n"
        "0008 Of ferns. (Format: PDF, HTML)\n\n0014 Not Issued.\n\n9000 Of mosses. B. Fern.\n     (Format: HTML, TXT)\n"
    )
    server.says("/rfc-index.txt", document(index.encode()))
    for number in (1, 9000):
        server.says(f"/rfc/rfc{number}.txt", document())
    assert ask("rfc-texts") == ["rfc-index.txt", "rfc1.txt", "rfc9000.txt"]
    assert ask("rfc-texts") == []
    assert "/rfc/rfc8.txt" not in server.paths()


def test_an_index_that_lists_nothing_is_told(ask, server):
    server.says("/rfc-index.txt", document(b"RFC INDEX\n"))
    with pytest.raises(DataError, match="lists nothing of rfc-texts"):
        ask("rfc-texts")


def test_without_the_index_no_text_is_asked_for(ask, server):
    assert "rfc-index.txt" in failure(ask, "rfc-texts")
    assert server.paths() == ["/rfc-index.txt"]


def test_a_former_index_is_no_reason_to_ask_on_without_a_network(ask, server):
    server.says("/rfc-index.txt", document(b"9000 Of mosses. (Format: TXT)\n"))
    ask("rfc-index")
    assert failure(ask, "rfc-texts", mirrors={RFCS: "https://nowhere.invalid"}).startswith("1 of 1 files not fetched")


def test_a_pattern_chooses_among_the_names(ask, server):
    server.says("/rfc/rfc9001.txt", document())
    assert ask("rfc-texts", "9000-9009", only="rfc*1.txt") == ["rfc9001.txt"]
    assert server.paths() == ["/rfc/rfc9001.txt"]
    with pytest.raises(DataError, match=r"none of the 2 files of rfc-texts fits '\*.pdf', such as rfc9000.txt"):
        ask("rfc-texts", "9000-9001", only="*.pdf")


@pytest.mark.parametrize(
    ("source", "items", "says"),
    [
        ("rfcs", None, "there is no source 'rfcs'.*rfc-index, rfc-texts, ietf-attendees, 3gpp-ran1-tdocs"),
        ("ietf-attendees", None, "needs to know which; for example: --items 110-118"),
        ("ietf-attendees", "110,Vienna", "has no 'Vienna'.*--items 110-118"),
        ("ietf-attendees", "118-110", "'118-110' is no range"),
        ("rfc-texts", "1-90000", "no range of up to 20,000"),
        ("rfc-texts", "9000/../9001", "has no '9000/../9001'"),
        ("rfc-index", "9000", "takes no items"),
    ],
)
def test_what_cannot_be_asked_for_is_told_before_anything_is_asked(ask, server, source, items, says):
    with pytest.raises(DataError, match=says):
        ask(source, items)
    assert not server.asked


@pytest.mark.parametrize(
    ("source", "item", "address", "name"),
    [
        (
            "3gpp-ran1-tdocs",
            "110b-e",
            f"{TDOCS}/ftp/tsg_ran/WG1_RL1/TSGR1_110b-e/Docs/TDoc_List_Meeting_RAN1%23110-bis-e.xlsx",
            "TDoc_List_Meeting_RAN1#110-bis-e.xlsx",
        ),
        (
            "itu-leadership",
            "T22-SG05",
            "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=5&Period=17",
            "itu-leadership-T22-SG05.html",
        ),
        (
            "itu-meeting-documents",
            "T22-SG13-240715-C@50",
            "https://www.itu.int/md/meetingdoc.asp?lang=en&parent=T22-SG13-240715-C&PageLB=50",
            "itu-documents-T22-SG13-240715-C-50.html",
        ),
        ("itu-documents", "T25-TSAG-C", "https://www.itu.int/md/T25-TSAG-C/en", "itu-documents-T25-TSAG-C.html"),
    ],
)
def test_addresses_are_spelled_as_their_bodies_spell_them(tmp_path, source, item, address, name):
    assert fetching.preview(source, tmp_path, items=item) == [(address, tmp_path / name)]


def test_the_period_is_numbered_as_in_the_table_of_periods(tmp_path):
    lines = (Path(__file__).parents[3] / "data/reference/study_periods.csv").read_text().splitlines()[1:]
    numbers = {line.split(",")[0]: line.split(",")[2] for line in lines if line.split(",")[2]}
    asked = {
        period: fetching.preview("itu-leadership", tmp_path, items=f"{period}-SG13")[0][0].rpartition("=")[2]
        for period in numbers
    }
    assert asked == numbers and len(numbers) >= 4


@given(st.lists(st.one_of(st.integers(1, 99_999), st.tuples(st.integers(1, 90_000), st.integers(0, 50))), min_size=1))
def test_items_are_numbers_and_ranges_each_once_and_in_order(said):
    words = [f"{one[0]}-{sum(one)}" if isinstance(one, tuple) else str(one) for one in said]
    meant = [number for one in said for number in (range(one[0], sum(one) + 1) if isinstance(one, tuple) else [one])]
    assert TEXTS.items(" , ".join(words)) == list(dict.fromkeys(map(str, meant)))

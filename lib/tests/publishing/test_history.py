"""The pages a site has about itself: its editions and its definitions."""

import json

import pytest
from bs4 import BeautifulSoup

from engagement.publishing import dictionary, history
from engagement.publishing.contents import index
from engagement.publishing.editions import Editions
from engagement.tables.registry import TABLES


def number(value, basis="recorded"):
    return {"value": value, "low": value - 1, "high": value + 1, "level": 0.95, "n": 9, "unit": "rows", "basis": basis,
            "method": "mean"}  # fmt: skip


class Made:
    """A site and its editions; ``say`` writes the site anew, gives its pages, and keeps it."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.editions = Editions(folder)

    def say(self, most=10, further=(), **rows):
        entries = [
            {"id": id, "title": f"On {id}", "page": f"{id}.html", "status": "ok", "reason": None,
             "headline": str(value), "bases": ["recorded"], "parameters": {}, "topic": "", "groups": [],
             "periods": [], "seconds": 1}
            for id, value in rows.items()
        ]  # fmt: skip
        for id, value in rows.items():
            (self.folder / f"{id}.html").write_text("<main></main>")
            numbers = {"rows_there": number(value), "fixed": number(1), **dict.fromkeys(further, number(7))}
            (self.folder / f"{id}.json").write_text(json.dumps(numbers))
        (self.folder / "reports.json").write_text(json.dumps(entries))
        rest = {"notebook": "a", "packages": "p", "code": {}, "files": {}, "tables": {}, "asked": {}, "after": {}}
        made_from = {id: {**rest, "parameters": {"more": value}} for id, value in rows.items()}
        steps = history.steps(self.editions, self.editions.to_come(self.folder, made_from, most))
        pages = history.page(steps, entries), index(entries, self.folder, steps[0])
        self.editions.keep(made_from, most)
        return pages


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    return Made(tmp_path / "site")


def words(element):
    return " ".join(element.get_text(" ").split())


def sections(page):
    return BeautifulSoup(page, "html.parser").select("section")


def test_what_moved_is_told_of_each_edition_the_latest_first(made):
    made.say(one=5)
    made.say(one=8, two=1)
    editions, first_page = made.say(one=2, two=1)
    latest, middle, first = sections(editions)
    assert [words(part.h2) for part in (latest, middle, first)] == [
        "Edition 2026-11-30-3",
        "Edition 2026-11-30-2",
        "Edition 2026-11-30",
    ]
    assert "Since edition 2026-11-30-2: 1 key number moved in 1 report." in words(latest)
    assert "Since edition 2026-11-30: 1 key number moved in 1 report, 1 report came anew." in words(middle)
    assert "The first edition that is kept" in words(first)
    (row,) = latest.select("tbody tr")
    told = [words(cell) for cell in row.find_all(["th", "td"])]
    ends = "rows (95% interval {} to {}; n = 9; recorded)"
    assert told == ["On one", "Rows there", "-6, -75.00%", "8 " + ends.format(7, 9), "2 " + ends.format(1, 3),
                    "parameters (more)"]  # fmt: skip
    assert "This is edition 2026-11-30-3. Since edition 2026-11-30-2: 1 key number moved" in words(
        BeautifulSoup(first_page, "html.parser")
    )


@pytest.mark.parametrize("most", [1, 2, 10, None])
def test_the_pages_are_the_same_before_and_after_the_site_is_an_edition(made, most):
    for value in (5, 8, 2):
        assert made.say(most, one=value) == made.say(most, one=value)


def test_numbers_that_come_and_go_are_told(made):
    made.say(one=5, further=["old"])
    editions, _ = made.say(one=6, further=["young"])
    rows = {words(row.td): words(row.find_all("td")[1]) for row in sections(editions)[0].select("tbody tr")}
    assert rows == {"Rows there": "+1, +20.00%", "Young": "new", "Old": "gone"}
    assert "1 key number moved in 1 report, 2 came or went." in words(sections(editions)[0])


def test_editions_that_go_are_told_no_more(made):
    for value in (5, 8, 2):
        editions, _ = made.say(2, one=value)
    latest, former = sections(editions)
    assert "Since edition 2026-11-30-2" in words(latest)
    assert "The first edition that is kept" in words(former)


def test_every_table_is_defined_and_the_foot_of_the_index_leads_there(made):
    _, first_page = made.say(methods=5)
    links = [link["href"] for link in BeautifulSoup(first_page, "html.parser").select("footer a")]
    assert links == ["methods.html", "definitions.html", "editions.html", "reports.json"]
    defined = BeautifulSoup(dictionary.page(), "html.parser")
    assert {part.h2.get_text() for part in defined.select("section")} == set(TABLES)
    meaning = words(defined.find(id="meetings").find_parent("section"))
    assert "One row per" in meaning
    assert "Basis: as each row says" in meaning
    assert "`" not in meaning

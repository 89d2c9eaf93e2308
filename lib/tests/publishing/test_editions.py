"""What is kept of published runs, and what is said of two of them."""

import json

import pytest
from bs4 import BeautifulSoup

from engagement import cli

SAVES = (
    "import engagement\nfrom engagement import Estimate\nfrom engagement.views import save\n"
    "rows = len(engagement.load('meeting_figures')) + len(engagement.load('countries'))\n"
    "save('So many.', rows=Estimate(rows + more, rows, rows + 9, 0.95, rows, 'rows', 'published', 'count'),"
    " fixed=Estimate(1, None, None, 0.95, 1, 'rows', 'published', 'count'))"
)
MORE = "more = 0  # to add"
ONE = {"id": "one", "title": "One", "notebook": "a.ipynb"}
TWO = {"id": "two", "title": "Two", "notebook": "b.ipynb"}


@pytest.fixture
def published(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    project.notebook("a.ipynb", SAVES, parameters=MORE)
    project.notebook("b.ipynb", "print('no numbers')")
    project.plan(ONE, TWO)
    assert cli.main(["run"]) == 0
    return project


def editions(project):
    return sorted(path.name for path in (project.home / "reports/site-editions").iterdir())


def said(capsys, *options):
    capsys.readouterr()
    code = cli.main(["diff", *options])
    told = capsys.readouterr()
    assert code == 0, told.err
    return told.out.splitlines()


def test_a_run_that_says_something_new_is_an_edition_and_one_that_does_not_is_none(published, capsys):
    assert editions(published) == ["2026-11-30"]
    assert cli.main(["run", "--force"]) == 0
    assert editions(published) == ["2026-11-30"]
    published.plan(ONE | {"parameters": {"more": 2}}, TWO)
    assert cli.main(["run"]) == 0
    assert "kept as edition 2026-11-30-2" in capsys.readouterr().err
    assert editions(published) == ["2026-11-30", "2026-11-30-2"]
    first, second = (json.loads((published.site.with_name("site-editions") / name / "one.json").read_text())
                     for name in editions(published))  # fmt: skip
    assert second["rows"]["value"] == first["rows"]["value"] + 2
    for name in ("index.html", "one.html", "one.json", "reports.json"):
        kept = published.site.with_name("site-editions") / "2026-11-30-2" / name
        assert kept.read_bytes() == (published.site / name).read_bytes()


def test_the_oldest_editions_go_first_though_the_clock_jumps_back(published, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for more in (1, 2):
        plan = published.plan(ONE | {"parameters": {"more": more}}, TWO)
        plan.write_text("editions: 2\n" + plan.read_text())
        assert cli.main(["run"]) == 0
    assert editions(published) == ["2023-11-14", "2023-11-14-2"]


def test_what_moved_is_told_with_how_much_and_why(published, capsys):
    published.plan(ONE | {"parameters": {"more": 2}}, TWO)
    cli.main(["run"])
    lines = said(capsys, "2026-11-30", "2026-11-30-2")
    before = 130 + 249
    assert lines[:2] == ["From edition 2026-11-30 to 2026-11-30-2", "one"]
    interval = f"(95% interval {before} to {before + 9}; n = {before}; published)"
    share = f"{2 / before:+.2%}"
    assert lines[2] == f"  rows: {before} rows {interval} -> {before + 2} rows {interval}; +2, {share}"
    assert lines[3:] == [
        "  1 key numbers stay",
        "  why: parameters (more)",
        "1 of 2 reports: no key number moved",
    ]
    assert said(capsys) == lines


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda project: _without_last_row(project.home / "data/published/meeting_figures.csv"),
         "data (meeting_figures)"),
        (lambda project: project.edit("notebooks/a.ipynb", "rows + more", "rows + more + 1"), "code (its notebook)"),
    ],
)  # fmt: skip
def test_data_and_code_are_told_apart(published, capsys, change, why):
    change(published)
    assert cli.main(["run"]) == 0
    assert f"  why: {why}" in said(capsys)


def test_a_table_to_look_things_up_in_is_a_definition(published, capsys):
    published.edit("data/reference/countries.csv", "Afghanistan", "Afganistan")
    published.notebook("b.ipynb", "print('another text')")
    assert cli.main(["run"]) == 0
    assert said(capsys)[-2:] == [
        "2 of 2 reports: no key number moved",
        "  though something they rest on changed: one, two",
    ]
    published.plan(ONE | {"parameters": {"more": 1}}, TWO)
    cli.main(["run"])
    assert "  why: definitions (countries); parameters (more)" in said(capsys, "2026-11-30", "2026-11-30-3")


def test_reports_that_come_go_and_fail_are_told(published, capsys):
    published.notebook("a.ipynb", "raise ValueError('no more')", parameters=MORE)
    published.plan(ONE, TWO | {"id": "three"})
    assert cli.main(["run"]) == 1
    text = "\n".join(said(capsys))
    assert "one: ok, then failed: a.ipynb, cell 2 raised ValueError: no more" in text
    assert "three: new" in text
    assert "two: gone" in text


def test_an_edition_that_is_not_there_is_told(published, capsys):
    assert cli.main(["diff"]) == 2
    assert "1 editions are kept, and it takes two to compare" in capsys.readouterr().err
    assert cli.main(["diff", "2026-11-30", "2025-01-01"]) == 2
    assert "no edition '2025-01-01' of site; there are 2026-11-30" in capsys.readouterr().err


def _without_last_row(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def page(project, name="editions.html"):
    return BeautifulSoup((project.site / name).read_text(encoding="utf-8"), "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_the_site_tells_of_its_editions_and_says_the_same_when_run_again(published):
    (only,) = page(published).select("section")
    assert "The first edition that is kept" in words(only)
    assert "Made on 2026-11-30 ; 2 reports." in words(only)
    published.plan(ONE | {"parameters": {"more": 2}}, TWO, TWO | {"id": "three", "title": "Three"})
    cli.main(["run"])
    latest, first = page(published).select("section")
    assert "Since edition 2026-11-30: 1 key number moved in 1 report, 1 report came anew." in words(latest)
    assert [words(item) for item in latest.select("li")] == ["Three : new"]
    (row,) = latest.select("tbody tr")
    cells = [words(cell) for cell in row.find_all(["th", "td"])]
    before = 130 + 249
    interval = f"(95% interval {before} to {before + 9}; n = {before}; published)"
    said_of_both = [f"{before} rows {interval}", f"{before + 2} rows {interval}"]
    assert cells == ["One", "Rows", f"+2, {2 / before:+.2%}", *said_of_both, "parameters (more)"]
    assert row.a["href"] == "one.html"
    assert words(first.h2) == "Edition 2026-11-30"
    assert "This is edition 2026-11-30-2. Since edition 2026-11-30: 1 key number moved" in words(
        page(published, "index.html")
    )
    made = {path.name: path.read_bytes() for path in published.site.iterdir() if path.name != "reports.json"}
    assert cli.main(["run", "--force"]) == 0
    assert {path.name: path.read_bytes() for path in published.site.iterdir() if path.name != "reports.json"} == made

"""A report that builds on the numbers of others, and on what became of them."""

import hashlib
import json

import pytest

import engagement
from engagement import cli
from engagement.errors import DataError

SAVES = (
    "from engagement import Estimate\nfrom engagement.views import save\n"
    "save('So many.', rows=Estimate(more, None, None, 0.95, 9, 'rows', 'published', 'count'),"
    " fixed=Estimate(1, None, None, 0.95, 1, 'rows', 'published', 'count'))"
)
READS = (
    "import engagement\nfrom engagement.views import save",
    "rows, moved = engagement.saved('one')['rows'], engagement.moved()\n"
    "told = [f'{one.report}.{one.name} {one.before.value:g} to {one.after.value:g} ({one.change:.0%}), {one.why}' "
    "for one in moved.itertuples()]",
    "save(f\"{rows}; since {moved.attrs['edition']}, {moved.attrs['stayed']} stayed: {told}\", rows=rows)",
)


def first(more):
    return {"id": "one", "title": "One", "notebook": "a.ipynb", "parameters": {"more": more}}


BRIEF = {"id": "brief", "title": "Brief", "notebook": "b.ipynb", "after": ["one"]}


@pytest.fixture
def run(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    project.notebook("a.ipynb", SAVES, parameters="more = 10  # rows")
    project.notebook("b.ipynb", *READS)

    def run(more, *options, brief=BRIEF):
        project.plan(brief, first(more))
        code = cli.main(["run", *options])
        entries = json.loads((project.site / "reports.json").read_text())
        return code, {entry["id"]: entry for entry in entries}["brief"]

    return run


def pages(project):
    return {path.name: path.read_bytes() for path in project.site.iterdir() if path.name != "reports.json"}


def test_it_reads_the_numbers_of_those_it_comes_after_and_what_became_of_them(project, run, capsys):
    code, brief = run(10)
    assert code == 0
    assert brief["headline"] == "10 rows (no interval; n = 9; published); since None, None stayed: []"
    _, brief = run(15)
    changed = "since 2026-11-30, 1 stayed: ['one.rows 10 to 15 (50%), parameters (more)']"
    assert brief["headline"] == f"15 rows (no interval; n = 9; published); {changed}"
    (source,) = [one for one in brief["inputs"] if one.get("table")]
    digest = hashlib.sha256((project.site / "one.json").read_bytes()).hexdigest()
    assert source == {"table": "numbers of one", "file": "one.json", "sha256": digest, "basis": "published"}
    assert brief["bases"] == ["published"]
    first_time = pages(project)
    capsys.readouterr()
    assert cli.main(["plan"]) == 0
    assert "brief: fresh" in capsys.readouterr().out
    for options in ((), ("--force",), ("--only", "brief", "--force")):
        assert run(15, *options)[0] == 0
        assert pages(project) == first_time


def test_what_was_is_told_against_the_edition_that_said_otherwise(run):
    for more in (10, 15, 10):
        _, brief = run(more)
    assert "since 2026-11-30-2, 1 stayed: ['one.rows 15 to 10 (-33%), parameters (more)']" in brief["headline"]


def test_numbers_of_others_or_not_made_yet_are_refused_and_the_remedy_is_told(run):
    code, brief = run(10, "--only", "brief")
    assert code == 1
    assert "'one' has no numbers yet; make it first, `engagement run --only one`" in brief["reason"]
    _, brief = run(10, brief={**BRIEF, "after": []})
    assert "does not come after 'one', only after none; add it to its `after`" in brief["reason"]


def test_elsewhere_the_published_site_is_read(project, run):
    run(10)
    assert engagement.saved("one")["rows"].value == 10
    assert engagement.moved().empty
    assert engagement.moved().attrs == {"edition": None, "date": None, "stayed": None}
    with pytest.raises(DataError, match="`engagement run` publishes the numbers of 'none'"):
        engagement.saved("none")

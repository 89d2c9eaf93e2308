"""What is kept of earlier runs, damaged: the next run makes anew what it needs, and stops at none of it."""

import json

import pytest

from engagement import cli

ONE, TWO = ({"id": id, "title": id.capitalize(), "notebook": "one.ipynb", "after": after}
            for id, after in (("one", []), ("two", ["one"])))  # fmt: skip
SAVES = (
    "from engagement import Estimate\nfrom engagement.views import save\n"
    "save('So many.', n=Estimate(number, None, None, 0.95, 9, 'rows', 'published', 'count'))"
)
RECORD = {"page": "", "seconds": 1.0, "inputs": [], "bases": [], "headline": None}


@pytest.fixture
def published(project):
    project.notebook("one.ipynb", SAVES, parameters="number = 1")
    project.plan(ONE, TWO)
    assert cli.main(["run"]) == 0
    return project


def damage(path, text):
    assert path.exists()
    path.unlink() if text is None else path.write_text(text)


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1]", "3", json.dumps(RECORD | {"fingerprint": {"packages": 1}})])
def test_a_damaged_record_makes_its_report_anew(published, text, capsys):
    damage(published.home / "reports/.site-kept/one/record.json", text)
    assert cli.main(["plan"]) == 0
    assert "one: new" in capsys.readouterr().out
    assert cli.main(["run"]) == 0
    assert "one: ok" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["page.html", "results.json", "notebook.ipynb"])
def test_a_report_of_which_something_is_missing_is_made_anew_and_may_fail(published, name, capsys):
    path = published.home / "reports/.site-kept/one" / name
    damage(path, None)
    assert cli.main(["plan"]) == 0
    assert "one: new" in capsys.readouterr().out
    published.notebook("one.ipynb", "1 / 0", parameters="number = 1")
    assert cli.main(["run"]) == 1
    assert "raised ZeroDivisionError" in capsys.readouterr().err
    published.notebook("one.ipynb", SAVES, parameters="number = 1")
    assert cli.main(["run"]) == 0
    assert path.exists()


def test_damaged_numbers_of_an_earlier_report_are_made_anew(published, capsys):
    damage(published.home / "reports/.site-kept/one/results.json", "[")
    assert cli.main(["run"]) == 0
    assert "one: ok" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["[1]", '{"a": 1}', '{"a": [1, 2]}', "null", "junk"])
def test_damaged_digests_of_tables_are_taken_anew(published, text):
    damage(published.home / "reports/.site-kept/tables.json", text)
    assert cli.main(["run"]) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("edition.json", '{"a": 1}'),
        ("edition.json", "[1]"),
        ("edition.json", '{"name": "../../data", "number": 1, "date": "2020-01-01", "reports": {}}'),
        ("edition.json", '{"name": 1, "number": "x", "date": 3, "reports": []}'),
        ("reports.json", "junk"),
        ("reports.json", '{"a": 1}'),
        ("reports.json", "[1]"),
        ("reports.json", "[{}]"),
        ("one.json", "[1]"),
        ("one.json", '{"n": 3}'),
    ],
)
def test_a_damaged_edition_is_none_and_harms_no_run(published, name, text, capsys):
    (edition,) = (published.home / "reports/site-editions").iterdir()
    damage(edition / name, text)
    assert cli.main(["run"]) == 0
    published.plan(ONE | {"parameters": {"number": 2}}, TWO)
    assert cli.main(["run"]) == 0
    published.plan(ONE | {"parameters": {"number": 3}}, TWO)
    assert cli.main(["run"]) == 0
    assert cli.main(["diff"]) == 0
    assert "why: parameters (number)" in capsys.readouterr().out
    assert (published.home / "data/published").exists()

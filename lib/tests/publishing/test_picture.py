import pytest

from engagement import cli

DRAWS = (
    "from engagement import Estimate\nfrom engagement.views import charts, save, show\n"
    "one = Estimate(1.1, 1.0, 1.2, 0.95, 9, 'ratio', 'recorded', 'made for a test')\n"
    "show(charts.intervals, ['one'], [one], 'ratio', caption='A finding.', alt='One is 1.1.')"
)


@pytest.fixture
def published(project):
    project.notebook("a.ipynb", DRAWS, "save('One is above the null.', one=one)")
    project.plan({"id": "one", "title": "One", "notebook": "a.ipynb"})
    (project.home / "README.md").write_text("Before\n<!-- finding -->\nold\n<!-- end of finding -->\nAfter\n")
    assert cli.main(["run"]) == 0
    return project


def test_the_readme_gets_the_answer_and_the_figure_of_a_report(published):
    for _ in range(2):
        assert cli.main(["finding", "one", "1"]) == 0
    readme = (published.home / "README.md").read_text()
    assert readme.startswith("Before\n<!-- finding -->\n> One is above the null.\n")
    assert readme.endswith("<!-- end of finding -->\nAfter\n")
    assert 'src="reports/finding-light.svg" alt="One is 1.1."' in readme
    assert "old" not in readme
    for mode in ("light", "dark"):
        assert (published.home / f"reports/finding-{mode}.svg").read_text().startswith("<svg")


def test_what_cannot_be_put_in_is_told(published, capsys):
    assert cli.main(["finding", "one", "2"]) == 2
    assert "has 1 figures, asked for number 2" in capsys.readouterr().err
    assert cli.main(["finding", "two", "1"]) == 2
    assert "no report two" in capsys.readouterr().err
    (published.home / "README.md").write_text("no marks")
    assert cli.main(["finding", "one", "1"]) == 2
    assert "README.md: needs one" in capsys.readouterr().err

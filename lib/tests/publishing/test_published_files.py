"""Files to take along are published with their page, and only with it."""

import io
import shutil

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docx import Document

from engagement import cli

MAKES = (
    "import pandas as pd\nfrom engagement import Estimate\nfrom engagement.views import charts, save, show, table\n"
    "rows = pd.DataFrame({'group': ['SG5', '=1+1'], 'rows': [more + 0.25, 2]})",
    "table(rows, 'Rows', basis='published')",
    "show(charts.bars, list(rows['group']), list(rows['rows']), 'rows', caption='C.', alt='SG5.', basis='published')",
    "save('So many.', rows=Estimate(more, None, None, 0.95, 1, 'rows', 'published', 'count'))",
)
ONE = {"id": "one", "title": "One", "notebook": "a.ipynb", "document": {"number": 7, "place": "Geneva"}}
TWO = {"id": "two", "title": "Two", "notebook": "b.ipynb"}
FILES = {"table-1.csv", "figure-1.csv", "figure-1.svg", "figure-1.png", "one.xlsx", "one.docx"}


@pytest.fixture
def published(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    project.notebook("a.ipynb", *MAKES, parameters="more = 1  # to add")
    project.notebook("b.ipynb", "print('nothing to take along')", parameters="more = 1  # to add")
    project.plan(ONE, TWO)
    assert cli.main(["run"]) == 0
    return project


def along(folder, id="one"):
    return {path.name: path.read_bytes() for path in (folder / id).iterdir()}


def test_files_follow_their_page_through_runs_failures_and_editions(published, capsys):
    first = along(published.site)
    assert set(first) == FILES
    assert not (published.site / "two").exists()
    page = BeautifulSoup((published.site / "one.html").read_text(encoding="utf-8"), "html.parser")
    links = [link["href"] for link in page.find_all("a") if "/" in link["href"]]
    assert links and all((published.site / link).is_file() for link in links)
    assert pd.read_csv(io.BytesIO(first["table-1.csv"]))["rows"].tolist() == [1.25, 2]
    edition = published.site.with_name("site-editions") / "2026-11-30"
    assert along(edition) == first

    inode = (published.site / "one" / "one.xlsx").stat().st_ino
    assert cli.main(["run"]) == 0
    assert (published.site / "one" / "one.xlsx").stat().st_ino == inode  # the same site stays where it is

    assert cli.main(["run", "--only", "two", "--force"]) == 0  # a report not asked for stays as it stands
    assert along(published.site) == first

    published.plan(ONE | {"parameters": {"more": 5}}, TWO)
    published.edit("notebooks/a.ipynb", "save(", "broken(")
    assert cli.main(["run"]) == 1  # files of a half-made report are never published
    assert along(published.site) == first
    assert "What follows is of an earlier run" in (published.site / "one.html").read_text(encoding="utf-8")

    published.edit("notebooks/a.ipynb", "broken(", "save(")
    assert cli.main(["run"]) == 0
    assert pd.read_csv(published.site / "one" / "table-1.csv")["rows"].tolist() == [5.25, 2]

    published.edit("reports/plan.yml", "number: 7", "number: 8")  # only page and files are made again
    capsys.readouterr()
    assert cli.main(["plan"]) == 0
    assert "one: only its page looks different" in capsys.readouterr().out
    assert cli.main(["run"]) == 0
    assert "TSAG-TD 8" in head(along(published.site)["one.docx"])


def head(content):
    return " ".join(cell.text for row in Document(io.BytesIO(content)).tables[0].rows for cell in row.cells)


def test_any_published_report_is_had_as_document_and_as_pdf(published, tmp_path, capsys, monkeypatch):
    assert cli.main(["document", "one", str(tmp_path / "one.docx")]) == 0
    assert (tmp_path / "one.docx").read_bytes() == along(published.site)["one.docx"]
    assert cli.main(["document", "two", str(tmp_path / "two.docx")]) == 0
    assert "TSAG-TD –" in head((tmp_path / "two.docx").read_bytes())
    assert cli.main(["document", "three"]) == 2
    assert "no page of 'three'; there are one, two" in capsys.readouterr().err

    with monkeypatch.context() as without:
        without.setattr(shutil, "which", lambda name: None)
        assert cli.main(["pdf", "one", str(tmp_path / "one.pdf")]) == 2
        assert "sudo apt-get install chromium" in capsys.readouterr().err
    if not shutil.which("chromium"):
        pytest.skip("Chromium is not here; sudo apt-get install chromium")
    assert cli.main(["pdf", "one", str(tmp_path / "one.pdf")]) == 0
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")


def test_a_figure_without_its_data_is_refused(project, capsys):
    project.notebook(
        "a.ipynb", "from IPython.display import HTML\nHTML('<figure><figcaption>C.</figcaption></figure>')"
    )
    project.plan({"id": "one", "title": "One", "notebook": "a.ipynb"})
    assert cli.main(["run"]) == 1
    assert "a figure has no table of its data below it; draw it with engagement.views.show" in capsys.readouterr().err
    assert not (project.site / "one").exists()

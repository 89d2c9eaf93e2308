"""What every notebook is held to: the order, small cells, computed sentences, no outputs."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from engagement.publishing import plan
from engagement.publishing.parameters import declared

CHECKOUT = Path(__file__).parents[2]
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
MOST_LINES = 16


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    found = nbformat.read(request.param, as_version=4)
    nbformat.validate(found)
    return found


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks_in_the_order_of_the_argument():
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02d}-" for number in range(1, len(NOTEBOOKS) + 1)]


def test_it_is_stored_without_outputs(notebook):
    for cell in code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_it_starts_with_its_question_then_imports_then_parameters(notebook):
    first, second, third = notebook.cells[:3]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.parse(second.source).body)
    assert third.metadata.get("tags") == ["parameters"]


def test_its_cells_are_short_and_define_nothing(notebook):
    for cell in code(notebook):
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)), cell.source


def test_it_imports_only_at_the_top_and_names_no_path(notebook):
    for cell in code(notebook)[1:]:
        assert not any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(ast.parse(cell.source)))
    for cell in notebook.cells:
        assert not re.search(r"['\"(](/|~/|[A-Z]:\\)\w", cell.source), cell.source


def test_prose_is_a_good_part_of_it_and_types_no_result(notebook):
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert len(prose) >= len(notebook.cells) / 4
    for cell in prose:
        assert not re.search(r"\d+(\.\d+)?\s?%|\bn\s?=\s?\d|\d+\.\d", cell.source), cell.source


def test_it_ends_with_its_limits_and_its_results(notebook):
    headings = [line for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("## ")]
    assert headings[-1] == "## Limits"
    assert "save(" in notebook.cells[-1].source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_parameter_says_what_it_is(path):
    for parameter in declared(path).values():
        assert parameter.help, parameter.name


def test_the_plan_fits_the_notebooks():
    reports = plan.read(CHECKOUT / "reports" / "plan.yml")
    assert {report.problem for report in reports} == {None}
    assert {report.notebook for report in reports} == {path.name for path in NOTEBOOKS}


def test_the_data_dictionary_is_what_the_schemas_say():
    from engagement.publishing.dictionary import text

    assert (CHECKOUT / "data" / "README.md").read_text(encoding="utf-8") == text()

import nbformat
import pytest

from engagement.errors import PlanError
from engagement.publishing.parameters import check, declared


def test_declared_parameters_have_default_and_help(project):
    path = project.notebook("a.ipynb", parameters='groups = ["SG13"]  # which groups\nseed: int = 7\n\nshare = 0.5')
    found = declared(path)
    assert [(p.name, p.default, p.help) for p in found.values()] == [
        ("groups", ["SG13"], "which groups"),
        ("seed", 7, ""),
        ("share", 0.5, ""),
    ]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (None, "no cell tagged `parameters`"),
        ("seed = 3 + len('x')", "only assignments of literal values"),
        ("import os", "line 1 is no assignment"),
        ("a, b = 1, 2", "more than a name"),
        ("seed = = 3", "only assignments"),
        ("groups = []", "line 1: say what the empty list holds, such as list.str."),
    ],
)
def test_a_notebook_without_clear_parameters_is_refused(project, parameters, said):
    with pytest.raises(PlanError, match=said):
        declared(project.notebook("a.ipynb", parameters=parameters))


def test_two_tagged_cells_are_refused(project):
    path = project.notebook("a.ipynb")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("seed = 1", metadata={"tags": ["parameters"]}))
    nbformat.write(notebook, path)
    with pytest.raises(PlanError, match="2 cells tagged"):
        declared(path)
    notebook.cells = [nbformat.v4.new_markdown_cell("seed = 1", metadata={"tags": ["parameters"]})]
    nbformat.write(notebook, path)
    with pytest.raises(PlanError, match="a markdown cell tagged `parameters`; tag exactly one cell of code"):
        declared(path)


DECLARED = 'groups = ["SG13"]\nempty: list[str] = []\nseed = 7\nshare = 0.5\ntitle = "x"\nall = True'


@pytest.mark.parametrize(
    "given",
    [
        {"groups": ["SG5", "SG20"]},
        {"groups": []},
        {"empty": ["SG5"]},
        {"seed": 8},
        {"share": 0.25},
        {"share": 1},
        {"title": ""},
        {"all": False},
    ],
)
def test_fitting_parameters_pass(project, given):
    check(project.notebook("a.ipynb", parameters=DECLARED), given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"grops": ["SG5"]}, "no parameter 'grops'; did you mean 'groups'"),
        ({"other": 1}, "it takes groups, empty, seed"),
        ({"groups": "SG5"}, "groups is 'SG5' \\(a text\\), but takes a list of texts"),
        ({"groups": [5]}, "groups is \\[5\\]"),
        ({"empty": [5]}, "empty is \\[5\\] .a list of whole numbers., but takes a list of texts"),
        ({"seed": "8"}, "takes a whole number like 7"),
        ({"seed": 8.5}, "takes a whole number"),
        ({"seed": True}, "takes a whole number"),
        ({"share": "half"}, "takes a number like 0.5"),
        ({"all": 1}, "takes true or false"),
    ],
)
def test_unknown_or_mistyped_parameters_are_refused(project, given, said):
    with pytest.raises(PlanError, match=said):
        check(project.notebook("a.ipynb", parameters=DECLARED), given)


def test_a_missing_or_broken_notebook_is_told(project):
    with pytest.raises(PlanError, match="no notebook none.ipynb in notebooks/"):
        declared(project.home / "notebooks" / "none.ipynb")
    path = project.notebook("a.ipynb")
    path.write_text(path.read_text()[:100])
    with pytest.raises(PlanError, match="a.ipynb: not a readable notebook"):
        declared(path)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]", "null", "3", "[" * 100_000, '{"cells": null, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        '{"cells": [{"cell_type": "code", "metadata": {"tags": "parameters"}, "source": "a = 1", "outputs": []}],'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        '{"cells": [{"cell_type": "code", "metadata": {"tags": null}, "source": null, "outputs": []}],'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told(project, text):
    path = project.notebook("a.ipynb")
    path.write_text(text)
    with pytest.raises(PlanError, match="a.ipynb: not a readable notebook"):
        declared(path)

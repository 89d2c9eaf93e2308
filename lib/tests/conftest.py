"""A project in a temporary folder: the shipped tables, and notebooks and plans a test writes."""

import shutil
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import settings

CHECKOUT = Path(__file__).parents[2]
settings.register_profile("plain", deadline=None)  # how long a test takes is no matter of right or wrong
settings.load_profile("plain")


class Project:
    """A checkout of its own for one test."""

    def __init__(self, home):
        self.home = home
        for folder in ("notebooks", "reports", "data/inbox"):
            (home / folder).mkdir(parents=True)
        for shipped in ("published", "reference", "ietf"):
            shutil.copytree(CHECKOUT / "data" / shipped, home / "data" / shipped)
        self.site = home / "reports" / "site"

    def notebook(self, name, *cells, parameters="group = 'SG13'  # a group"):
        """Write a notebook of code cells after a tagged parameters cell (none if None)."""
        notebook = nbformat.v4.new_notebook()
        if parameters is not None:
            notebook.cells.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
        notebook.cells += [
            nbformat.v4.new_markdown_cell(cell) if cell.startswith("#") else nbformat.v4.new_code_cell(cell)
            for cell in cells
        ]
        path = self.home / "notebooks" / name
        nbformat.write(notebook, path)
        return path

    def plan(self, *reports):
        """Write reports/plan.yml."""
        path = self.home / "reports" / "plan.yml"
        path.write_text(yaml.safe_dump({"reports": list(reports)}, sort_keys=False), encoding="utf-8")
        return path

    def edit(self, file, old, new):
        """Change the text of a file, once."""
        path = self.home / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_HOME", str(tmp_path / "checkout"))
    monkeypatch.delenv("ENGAGEMENT_DATA", raising=False)
    return Project(tmp_path / "checkout")

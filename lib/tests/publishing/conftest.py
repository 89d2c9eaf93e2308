"""Projects whose tables are built already: what is tested here begins after that."""

import shutil

import pytest

from engagement.warehouse.build import build
from tests.conftest import Project, of


@pytest.fixture
def project(project, once):
    def make(home):
        made = Project(home)
        with of(home):
            assert not build(made.home / "data" / "inbox", workers=1).unreadable

    shutil.copytree(once("shipped-project", make) / "data" / "tidy", project.home / "data" / "tidy")
    return project

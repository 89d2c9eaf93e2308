"""The inbox of a project of its own."""

import pytest


@pytest.fixture
def inbox(project):
    return project.home / "data" / "inbox"

"""Projects for the tests: one in a temporary folder, and made-up worlds, small and full-size, each made once."""

import contextlib
import os
import shutil
from multiprocessing import forkserver
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import settings

import engagement
from engagement import demonstration
from engagement.evidence import specified
from engagement.warehouse.build import SHIPPED, build

try:
    import fcntl
except ImportError:  # Windows; each process then makes its own
    fcntl = None

CHECKOUT = Path(__file__).parents[2]
TRUTH = CHECKOUT / "data" / "demonstration" / "truth.yml"
# How long a test takes is no matter of right or wrong. In CI the same commit gives the same verdict;
# elsewhere new examples are drawn.
settings.register_profile("plain", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("plain")
# The tests of a file run in one process, so that what is made once for a file is. These files are begun first, so that
# none is left at work when all else is done.
LONGEST = (
    "publishing/test_cluster.py",
    "publishing/test_unlike_workers.py",
    "publishing/test_rerunning.py",
    "warehouse/test_rebuilding.py",
    "demonstration/test_development_recovery.py",
    "warehouse/test_scale.py",
    "sources/rfc/test_agreement.py",
    "publishing/test_same_as_papermill.py",
    "scheduling/test_real_cron.py",
    "measures/test_real_records.py",
    "evidence/test_trends.py",
    "publishing/test_bad_input.py",
    "publishing/test_kernel.py",
)


def pytest_collection_modifyitems(items):
    """Put the files that take longest first."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


class Project:
    """A checkout of its own for one test."""

    def __init__(self, home):
        self.home = home
        for folder in ("notebooks", "reports", "data/inbox"):
            (home / folder).mkdir(parents=True)
        ship(home)
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
    monkeypatch.delenv("ENGAGEMENT_TIDY", raising=False)
    return Project(tmp_path / "checkout")


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A function that makes a folder once, however many processes run the tests: ``once(name, make) -> folder``."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name, make):
        with open(shared / f"{name}.lock", "w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / name).exists():
                make(shared / f"{name}-making")
                (shared / f"{name}-making").rename(shared / name)
        return shared / name

    return folder


@pytest.fixture(scope="session")
def small_truth(tmp_path_factory):
    """The shipped truth with a third of the meetings."""
    text = (
        TRUTH.read_text(encoding="utf-8")
        .replace("plenaries: 5", "plenaries: 2")
        .replace("meetings: 120", "meetings: 40")
    )
    path = tmp_path_factory.mktemp("truth") / "truth.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(once, small_truth):
    """A folder of records a twentieth of the usual size."""
    return once("small-records", lambda folder: demonstration.write(folder, factor=0.05, truth=small_truth))


@pytest.fixture(scope="session")
def small_tables(once, small):
    """Loads a table, from a build in which the small records lie in the inbox, as copies that somebody put there."""
    return loader(once("small-project", lambda home: build_in(home, small, 1)))


@pytest.fixture(scope="session")
def full_home(once):
    """A project with records of the usual size in their own folder."""

    def make(home):
        records = home / "data" / "demonstration" / "records"
        demonstration.write(records, truth=TRUTH)
        shutil.copy(TRUTH, home / "data" / "demonstration")
        build_in(home, None, None)

    return once("full-project", make)


@pytest.fixture(scope="session")
def full_tables(full_home):
    """Loads a table, from a build of records of the usual size."""
    return loader(full_home)


@pytest.fixture(scope="module")
def in_full(full_home):
    """For tests that need more than tables: the environment of the full-size project."""
    with of(full_home):
        yield


@pytest.fixture
def altered(tmp_path):
    """A function that writes truth.yml with one line replaced."""

    def write(old, new):
        text = TRUTH.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        path = tmp_path / "truth.yml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write


def ship(home):
    """Put what the repository ships into a project of its own."""
    (home / "data").mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        source, target = CHECKOUT / "data" / name, home / "data" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def build_in(home, inbox, workers):
    """Build the tables of a project of its own."""
    ship(home)
    with of(home):
        assert not build(inbox, workers=workers).unreadable


def loader(home):
    """``engagement.load`` for a project."""

    def load(name, **chosen):
        with of(home):
            return engagement.load(name, **chosen)

    return load


@contextlib.contextmanager
def of(home):
    """The environment of a project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_HOME", str(home))
        patch.delenv("ENGAGEMENT_DATA", raising=False)
        patch.delenv("ENGAGEMENT_TIDY", raising=False)
        yield


@pytest.fixture(autouse=True, scope="module")
def server_of_its_own():
    """Of one process all parts fork from one server, which keeps the variables of the part that was first."""
    yield
    server = forkserver._forkserver
    if server._preload_modules == [specified.__name__]:
        server._stop()


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, driven by Playwright: one for all tests of a process, which allows no second."""
    from playwright.sync_api import sync_playwright

    from tests.browser.browsing import CHROMIUM, LACKING

    if CHROMIUM is None:
        pytest.skip(LACKING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()

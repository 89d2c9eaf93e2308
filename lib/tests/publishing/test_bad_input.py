"""Plans, parameters and disks as they should not be: said in words, and nothing published is harmed."""

import errno
import html
import json
import os
import subprocess
import sys

import pytest

from engagement import cli
from tests.publishing.running import RUN
from tests.publishing.test_confining import confines

SAVES = (
    "from engagement import Estimate\nfrom engagement.views import save, say\nsay(words[0])\n"
    "save('Said.', n=Estimate(len(words), None, None, 0.95, 9, 'words', 'published', 'count'))"
)
HOSTILE = (
    "it's \"quoted\"", "two\nlines\r\nand\ttab", "group=SG13", "Zürich 日本 \U0001f4c8", "../../../../etc/passwd",
    "\\N{BULLET} {0} %s $HOME `id`", "</script><b>&amp;",
)  # fmt: skip
ONE, TWO = ({"id": id, "title": id.capitalize(), "notebook": f"{id}.ipynb"} for id in ("one", "two"))


@pytest.fixture
def published(project):
    project.notebook("one.ipynb", SAVES, "print(words)", parameters="words = ['plain']")
    project.notebook("two.ipynb", "print('plain')")
    project.plan(ONE | {"parameters": {"words": list(HOSTILE)}}, TWO)
    assert cli.main(["run"]) == 0
    return project


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Disk:
    """A disk that takes no more after so many steps; an audit hook stays for ever, so that there is one for all."""

    def __init__(self):
        self.folder, self.left, self.full = None, None, False
        sys.addaudithook(self._audit)

    def fills_after(self, steps, folder):
        self.folder, self.left, self.full = str(folder), steps, False

    def _audit(self, event, arguments):
        if self.left is None or not self._writes(event, arguments):
            return
        self.left -= 1
        if self.left < 0:
            self.full = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(arguments[0]))

    def _writes(self, event, arguments):
        if event not in ("open", "os.mkdir", "os.rename") or not isinstance(arguments[0], (str, os.PathLike, bytes)):
            return False
        if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            return False
        return os.fsdecode(arguments[0]).startswith(self.folder)


@pytest.fixture(scope="session")
def session_disk():
    return Disk()


@pytest.fixture
def disk(session_disk):
    yield session_disk
    session_disk.left = None


def test_a_disk_that_is_full_at_any_step_leaves_the_old_site_or_the_new(published, disk, capsys):
    old = files(published.site)
    published.plan(ONE | {"parameters": {"words": list(HOSTILE)}})
    steps, new = 0, None
    while True:
        disk.fills_after(steps, published.home / "reports")
        code = cli.main(["run"])
        disk.left = None
        found = files(published.site)
        if not disk.full:
            break
        assert code == 2
        assert "No space left on device" in capsys.readouterr().err
        assert found == old or new in (None, found)
        new = found if found != old else new
        steps += 1
    assert code == 0
    assert steps > 10
    about = {"definitions.html", "editions.html", "index.html", "reports.json"}
    assert {path.name for path in found} == about | {"one.html", "one.json"}
    editions = published.site.with_name("site-editions")
    kept = [files(path) for path in sorted(editions.glob("[!.]*"))]
    assert [len(edition) for edition in kept] == [len(old) + 1, len(found) + 1]


def test_any_text_is_a_parameter(published):
    page = (published.site / "one.html").read_text()
    assert json.loads((published.site / "one.json").read_text())["n"]["value"] == len(HOSTILE)
    (entry, _) = json.loads((published.site / "reports.json").read_text())
    assert entry["parameters"]["words"] == list(HOSTILE)
    assert "<b>" not in page
    assert str(list(HOSTILE)) in html.unescape(page)
    assert cli.main(["plan"]) == 0


READ_ONLY = (
    "import sys\nfrom engagement import cli\nfrom engagement.publishing.confining import confine\n"
    "assert confine([sys.argv[1]])\nsys.exit(cli.main(['run', '--force']))"
)


@confines
def test_a_disk_that_cannot_be_written_to_is_told_and_keeps_the_site(published, tmp_path):
    before = files(published.home)
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-c", READ_ONLY, str(tmp_path / "elsewhere")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Permission denied; mend that and run again" in done.stderr
    assert str(published.home) in done.stderr
    assert files(published.home) == before


@pytest.mark.parametrize("notebook", ["../../elsewhere.ipynb", "/etc/passwd", "../data/../../x.ipynb"])
def test_a_notebook_outside_the_project_is_refused(project, notebook, capsys):
    project.notebook("two.ipynb", "print('plain')")
    project.plan(ONE | {"notebook": notebook})
    assert cli.main(["run"]) == 1
    assert f"{notebook!r} is no notebook in notebooks/" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["x", "1.5", "1e9", "-1", "1_000", "99999999999999", "9" * 5000])
def test_a_date_that_is_none_is_told_before_anything_runs(published, given, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    before = files(published.home / "reports")
    assert cli.main(["run", "--force"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"engagement: SOURCE_DATE_EPOCH is {given[:20]!r}"[:-1])
    assert "mend or unset it" in told
    assert len(told) < 300
    assert files(published.home / "reports") == before


def test_an_empty_date_is_none_and_one_far_away_is_one(published, tmp_path):
    for given in ("", "4102444799"):
        done = subprocess.run(
            [sys.executable, "-c", RUN.replace("'run'", "'run', '--force'")],
            env=os.environ | {"SOURCE_DATE_EPOCH": given}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert published.site.with_name("site-editions").exists()


def test_a_server_of_processes_that_ends_is_told(published, tmp_path):
    (tmp_path / "ends.py").write_text("import os, sys\nif 'forkserver' in str(sys.argv + sys.orig_argv): os._exit(3)")
    command = [sys.executable, "-c", RUN.replace("crew.WORKER", "'ends'").replace("'run'", "'run', '--force'")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the process that reports are forked from ended at once" in done.stderr
    assert "--plain" in done.stderr

"""What runs again after what change, and what a stopped run leaves."""

import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engagement import cli, locations
from engagement.publishing.fingerprints import Inputs
from tests.publishing.running import RUN

LOADS = "import engagement\nfigures = engagement.load('meeting_figures')\nprint(len(figures))"
SAVES = (
    "from engagement import Estimate\nfrom engagement.views import save\n"
    "save('So many.', rows=Estimate(group_size, None, None, 0.95, 9, 'rows', 'published', 'count'))"
)
SIZE = "group_size = 3  # members"
MEASURES = "from engagement.measures import gini\nprint(gini([1, 2, 3, 9]))"
POPULATIONS = "evidence/populations.npz"
READS = "from pathlib import Path\nprint(Path('../data/reference/notes.yml').read_text())"
TABLES, FILES, PLAIN = (
    {"id": id, "title": id.capitalize(), "notebook": f"{id}.ipynb"} for id in ("tables", "files", "plain")
)


@pytest.fixture
def three(project):
    (project.home / "data/reference/notes.yml").write_text("note: one\n")
    project.notebook("tables.ipynb", LOADS)
    project.notebook("files.ipynb", READS)
    project.notebook("plain.ipynb", SAVES, parameters=SIZE)
    project.plan(TABLES, FILES, PLAIN)
    assert cli.main(["run"]) == 0
    return project


def planned(capsys):
    """What `engagement plan` says of each report."""
    capsys.readouterr()
    cli.main(["plan"])
    lines = capsys.readouterr().out.splitlines()
    return dict(line.split(": ", 1) for line in lines[:-1])


def test_before_the_first_run_everything_is_new(project, capsys):
    project.notebook("plain.ipynb", SAVES, parameters=SIZE)
    project.plan(PLAIN)
    assert planned(capsys) == {"plain": "new"}


def test_only_what_rests_on_a_change_runs_again_and_says_why(three, capsys):
    assert set(planned(capsys).values()) == {"fresh"}
    three.edit("data/published/meeting_figures.csv", ",205,attending", ",206,attending")
    said = planned(capsys)
    assert said == {"tables": "data changed: meeting_figures", "files": "fresh", "plain": "fresh"}
    cli.main(["run"])
    error = capsys.readouterr().err
    assert "2 fresh: files, plain" in error
    assert "tables: ok" in error
    (three.home / "data/reference/notes.yml").write_text("note: two\n")
    assert planned(capsys)["files"] == "data changed: data/reference/notes.yml"
    three.plan(TABLES, FILES, {**PLAIN, "parameters": {"group_size": 4}})
    assert planned(capsys)["plain"] == "parameters changed: group_size"
    three.notebook("plain.ipynb", SAVES, "print('more')", parameters=SIZE)
    assert planned(capsys)["plain"] == "notebook changed; parameters changed: group_size"


def test_a_changed_file_of_the_inbox_concerns_what_loads_from_it_and_nothing_else(project, capsys):
    given = project.home / "data" / "inbox" / "meetings.csv"
    given.write_text("body,meeting_id,kind\nitu-t,SG13-2017-11-06,plenary\n")
    for id, body in (("itu", "itu-t"), ("ietf", "ietf")):
        project.notebook(f"{id}.ipynb", f"import engagement\nlen(engagement.load('meetings', body='{body}'))")
    project.notebook("tables.ipynb", LOADS)
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in ("itu", "ietf", "tables")))
    assert cli.main(["run"]) == 0
    given.write_text(given.read_text() + "itu-t,SG13-2018-07-16,plenary\n")
    assert planned(capsys) == {"itu": "data changed: meetings (itu-t)", "ietf": "fresh", "tables": "fresh"}


def test_a_report_after_another_runs_only_if_its_numbers_move(three, capsys):
    three.plan(TABLES, {**FILES, "after": ["plain"]}, PLAIN)
    cli.main(["run"])
    three.notebook("plain.ipynb", SAVES, "print('the same numbers')", parameters=SIZE)
    assert planned(capsys)["files"] == "runs if the results of plain change"
    cli.main(["run"])
    assert "files: fresh" in capsys.readouterr().err
    three.plan(TABLES, {**FILES, "after": ["plain"]}, {**PLAIN, "parameters": {"group_size": 4}})
    cli.main(["run"])
    assert "files: ok" in capsys.readouterr().err


def test_a_report_after_one_that_failed_waits_until_it_is_mended(three, capsys):
    three.plan(TABLES, {**FILES, "after": ["plain"]}, PLAIN)
    cli.main(["run"])
    three.notebook("plain.ipynb", "raise ValueError", parameters=SIZE)
    for arguments in ([], ["--only", "files", "--force"]):
        assert cli.main(["run", *arguments]) == 1
        entries = {one["id"]: one for one in json.loads((three.site / "reports.json").read_text())}
        assert entries["files"]["reason"] == "it comes after plain, which failed; mend that first"
    three.notebook("plain.ipynb", SAVES, parameters=SIZE)
    assert cli.main(["run"]) == 0


def test_another_title_draws_the_page_without_running_the_notebook(three, capsys):
    before = json.loads((three.site / "reports.json").read_text())[0]["seconds"]
    three.plan({**TABLES, "title": "Renamed"}, FILES, PLAIN)
    assert planned(capsys)["tables"] == "only its page looks different"
    assert cli.main(["run"]) == 0
    assert "<h1>Renamed</h1>" in (three.site / "tables.html").read_text()
    assert json.loads((three.site / "reports.json").read_text())[0]["seconds"] == before


@pytest.fixture
def library(project):
    """A copy of this library, as if installed elsewhere than in the project."""
    return shutil.copytree(Path(cli.__file__).parents[1], project.home.with_name("installed") / "engagement")


def told(library, *arguments):
    """What `engagement` of a copy of this library says."""
    program = RUN.replace("['run']", repr(list(arguments)))
    variables = os.environ | {"PYTHONPATH": str(library.parent)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=library.parent, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_module_or_a_file_of_the_library_concerns_the_reports_that_use_it(project, library):
    project.notebook("measures.ipynb", MEASURES)
    project.notebook("loads.ipynb", LOADS)
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in ("measures", "loads")))
    told(library, "run")
    before = (project.site / "measures.html").read_text()
    module = library / "measures/held.py"
    text = module.read_text()
    module.write_text(f"{text}# changed\n")
    said = told(library, "plan")
    assert "measures: library changed: engagement.measures.held\n" in said and "loads: fresh" in said
    module.write_text(text)
    with np.load(library / POPULATIONS) as held:
        np.savez(library / POPULATIONS, **{name: held[name] / 2 for name in held.files})
    said = told(library, "plan")
    assert f"measures: data changed: lib/engagement/{POPULATIONS}\n" in said and "loads: fresh" in said
    said = told(library, "run")
    assert "measures: ok" in said and "1 fresh: loads" in said
    assert (project.site / "measures.html").read_text() != before


def test_what_was_done_before_a_stop_is_not_done_again(three, capsys):
    three.notebook("plain.ipynb", "print('done')")
    three.notebook("files.ipynb", "import time\ntime.sleep(60)")
    run = subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for line in run.stderr:
        if "plain: ok" in line:
            break
    run.kill()
    run.communicate()
    assert "done" not in (three.site / "plain.html").read_text()
    said = planned(capsys)
    assert (said["plain"], said["files"]) == ("fresh", "notebook changed")
    three.notebook("files.ipynb", "print('quick')")
    cli.main(["run"])
    assert "done" in (three.site / "plain.html").read_text()


FAILS = {
    "hangs": ("import time\ntime.sleep(60)", {"limit": 3}, "took more than 3 seconds; raise its `limit`"),
    "grows": ("held = bytearray(500 * 2**20)", {"memory": 100}, "MemoryError"),
    "dies": ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", {}, "signal SIGSEGV"),
    "floods": ("for _ in range(70):\n    print('x' * 2**20)", {}, "more than 50 MB of output"),
}


def test_whatever_goes_wrong_in_a_report_stays_there(project, capsys):
    for id, (cell, _, _) in FAILS.items():
        project.notebook(f"{id}.ipynb", cell)
    project.notebook("tables.ipynb", LOADS, "print('\\x07 \\u00e9')")
    entries = [{"id": id, "title": id, "notebook": f"{id}.ipynb", **more} for id, (_, more, _) in FAILS.items()]
    project.plan(*entries, TABLES)
    assert cli.main(["run"]) == 1
    assert "4 of 5 reports failed" in capsys.readouterr().err
    found = {entry["id"]: entry for entry in json.loads((project.site / "reports.json").read_text())}
    for id, (cell, _, reason) in FAILS.items():
        assert reason in found[id]["reason"]
        if id != "hangs":
            assert cell.splitlines()[-1] in html.unescape((project.site / f"{id}.html").read_text())
    assert found["tables"]["status"] == "ok"


def test_a_table_that_vanishes_while_reports_run_has_a_digest_too(project):
    inputs = Inputs()
    (locations.tidy() / "meeting_figures.parquet").unlink()
    assert inputs.table("meeting_figures", None, None) == "not there"

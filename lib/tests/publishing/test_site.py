import json
import os
import re
import resource
import subprocess
import sys

import pytest

from engagement import cli
from engagement.publishing.lock import only_run
from engagement.publishing.page import foreign
from engagement.warehouse.store import digest
from tests.publishing.running import RUN

LOADS = "import engagement\nfrom engagement.views import save, say\nmeetings = engagement.load('meeting_figures')"
SAVES = (
    "from engagement import Estimate\n"
    "save(f'{len(meetings)} rows for {group}.', rows=Estimate(len(meetings), None, None, 0.95, len(meetings),"
    " 'rows', 'published', 'count of rows'))"
)
ONE = {
    "id": "one",
    "title": "The first report",
    "notebook": "a.ipynb",
    "parameters": {"group": "SG5"},
    "audience": "TSAG",
}
TWO = {"id": "two", "title": "The second report", "notebook": "b.ipynb"}


@pytest.fixture
def two_reports(project):
    project.notebook("a.ipynb", "# Title of its own", LOADS, "## A section\n\nSome prose.", "say(group)", SAVES)
    project.notebook("b.ipynb", "print('plain')")
    project.plan(ONE, TWO)
    return project


def entries(project):
    return {entry["id"]: entry for entry in json.loads((project.site / "reports.json").read_text())}


def test_a_run_publishes_pages_index_and_manifest(two_reports, capsys):
    assert cli.main(["run"]) == 0
    assert f"Open {two_reports.site / 'index.html'}" in capsys.readouterr().out
    entry = entries(two_reports)["one"]
    assert set(entry) >= {"id", "title", "notebook", "parameters", "status", "seconds", "page", "inputs", "bases"}
    assert (entry["status"], entry["page"], entry["bases"]) == ("ok", "one.html", ["published"])
    inputs = {source["file"]: source["sha256"] for source in entry["inputs"]}
    for file in ("notebooks/a.ipynb", "data/published/meeting_figures.csv"):
        assert inputs[file] == digest(two_reports.home / file)
    page = (two_reports.site / "one.html").read_text()
    for part in (
        "<h1>The first report</h1>",
        "130 rows for SG5.",
        '<h2 id="section-1">A section</h2>',
        'href="#section-1"',
        "SG5",
        inputs[file],
    ):
        assert part in page
    assert page.count("<h1>") == 1
    assert "Title of its own" not in page
    assert json.loads((two_reports.site / "one.json").read_text())["rows"]["value"] == 130
    for name in ("one.html", "two.html", "index.html"):
        assert foreign((two_reports.site / name).read_text()) == []


def test_the_same_inputs_give_the_same_pages(two_reports):
    cli.main(["run"])
    first = {path.name: path.read_bytes() for path in two_reports.site.glob("*.html")}
    cli.main(["run"])
    assert {path.name: path.read_bytes() for path in two_reports.site.glob("*.html")} == first


def test_kernels_add_up_in_one_thread_so_that_the_last_digits_stay(two_reports):
    two_reports.notebook("a.ipynb", "import os\nprint(os.environ['RAYON_NUM_THREADS'], os.environ['PYTHONHASHSEED'])")
    cli.main(["run", "--only", "one"])
    assert "<pre>1 0\n</pre>" in (two_reports.site / "one.html").read_text()
    assert "ENGAGEMENT_TRACE" not in os.environ


def test_a_notebook_that_raises_fails_alone_and_keeps_its_last_good_page(two_reports, capsys):
    cli.main(["run"])
    good = (two_reports.site / "one.html").read_text()
    two_reports.notebook("a.ipynb", LOADS, "raise ValueError('no such <thing>')")
    two_reports.notebook("b.ipynb", "print('changed')")
    assert cli.main(["run"]) == 1
    assert "one: FAILED, a.ipynb, cell 3 raised ValueError: no such <thing>" in capsys.readouterr().err
    log = (two_reports.site.with_name(".site-kept") / "one.log.txt").read_text()
    assert "Traceback (most recent call last)" in log
    assert "----> 1 raise ValueError('no such <thing>')" in log
    page = (two_reports.site / "one.html").read_text()
    for part in (
        "The last run of this report failed.",
        "no such &lt;thing&gt;",
        "raise ValueError",
        "130 rows for SG5.",
    ):
        assert part in page
    assert page.replace(page[page.index('<section id="failure"') : page.index("</section>") + 11], "") == good
    assert "changed" in (two_reports.site / "two.html").read_text()
    entry = entries(two_reports)["one"]
    assert entry["status"] == "failed"
    assert "no such <thing>" in entry["reason"]
    assert {source.get("table") for source in entry["inputs"]} == {None, "meeting_figures"}
    index = (two_reports.site / "index.html").read_text()
    assert "no such &lt;thing&gt;" in index
    assert "of an earlier run" in index


MADE_UP = """import pandas as pd
import engagement
from engagement.views import say, table
meetings = engagement.load('meetings', basis='demonstration')"""


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        ("say(f'{len(meetings)} meetings.', basis=meetings.attrs['basis'])", None),
        ("say(f'{len(meetings)} meetings.')", "does not state the basis of '1 meetings.'"),
        ("table(meetings[['meeting_id']], 'Meetings')", "does not state the basis of 'Meetings"),
    ],
)
def test_a_report_on_made_up_records_says_so_everywhere_or_is_refused(project, shows, said):
    records = project.home / "data" / "demonstration" / "records"
    records.mkdir(parents=True)
    (records / "meetings.csv").write_text("body,meeting_id,kind\nitu-t,SG13-2017-11-06,plenary\n")
    project.notebook("a.ipynb", "# A title", MADE_UP, shows)
    project.plan(ONE | {"parameters": {}})
    assert cli.main(["run"]) == (1 if said else 0)
    entry = entries(project)["one"]
    assert entry["bases"] == ["demonstration"]
    if said:
        assert said in entry["reason"]
    else:
        page = (project.site / "one.html").read_text()
        assert "This report contains demonstration numbers" in page
        assert '<span class="basis demonstration">demonstration</span> 1 meetings.' in page


def test_wrong_parameters_run_nothing_and_spare_the_others(two_reports):
    two_reports.plan({**ONE, "parameters": {"grup": "SG5"}}, TWO)
    assert cli.main(["run"]) == 1
    found = entries(two_reports)
    assert "no parameter 'grup'; did you mean 'group'" in found["one"]["reason"]
    assert (found["one"]["page"], found["one"]["seconds"], found["two"]["status"]) == (None, 0, "ok")


def test_a_table_that_cannot_be_built_fails_its_reports_with_the_reason(two_reports, capsys):
    two_reports.edit("data/published/meeting_figures.csv", ",205,attending", ",many,attending")
    assert cli.main(["run"]) == 1
    found = entries(two_reports)
    assert "'many' is not a whole number" in found["one"]["reason"]
    assert found["two"]["status"] == "ok"
    assert "not built: meeting_figures" in capsys.readouterr().err


def test_a_killed_kernel_and_a_slow_cell_are_told(two_reports):
    two_reports.notebook("a.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    two_reports.notebook("b.ipynb", "import time\ntime.sleep(60)")
    two_reports.plan(ONE, {**TWO, "timeout": 1})
    assert cli.main(["run"]) == 1
    found = entries(two_reports)
    assert "the kernel died" in found["one"]["reason"]
    assert "more than 1 seconds" in found["two"]["reason"]


def test_an_output_that_loads_from_elsewhere_fails_its_report(two_reports):
    two_reports.notebook(
        "a.ipynb", 'from IPython.display import HTML\nHTML(\'<img alt="A." src="https://example.org/x.png">\')'
    )
    assert cli.main(["run"]) == 1
    assert "https://example.org/x.png" in entries(two_reports)["one"]["reason"]


def test_only_runs_what_was_asked_for_and_keeps_the_rest(two_reports):
    cli.main(["run"])
    kept = (two_reports.site / "two.html").read_text()
    two_reports.notebook("a.ipynb", "print('new')")
    two_reports.notebook("b.ipynb", "print('new')")
    assert cli.main(["run", "--only", "one"]) == 0
    assert "new" in (two_reports.site / "one.html").read_text()
    assert (two_reports.site / "two.html").read_text() == kept
    assert set(entries(two_reports)) == {"one", "two"}
    assert cli.main(["run", "--only", "one", "--only", "two"]) == 0
    assert "new" in (two_reports.site / "two.html").read_text()


def test_unusable_plans_and_patterns_leave_the_site_alone(two_reports, capsys):
    cli.main(["run"])
    before = (two_reports.site / "index.html").read_text()
    assert cli.main(["run", "--only", "one", "--only", "three"]) == 2
    assert "no report matches 'three'; the plan has one, two" in capsys.readouterr().err
    two_reports.plan({**ONE, "colour": "red"})
    assert cli.main(["run"]) == 2
    assert "plan.yml, report 1: unknown colour" in capsys.readouterr().err
    assert (two_reports.site / "index.html").read_text() == before


def test_a_disk_that_takes_no_more_leaves_the_last_good_site(two_reports):
    cli.main(["run"])
    before = {path.name: path.read_bytes() for path in two_reports.site.iterdir()}
    limited = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        f"{RUN}"
    )
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True)
    assert done.returncode in (1, 2)
    assert "File too large" in done.stderr
    assert str(two_reports.home) in done.stderr
    assert {path.name: path.read_bytes() for path in two_reports.site.iterdir()} == before
    assert not list(two_reports.site.parent.glob(".site-new"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 2000


def test_a_run_stopped_between_the_two_renames_is_mended(two_reports):
    cli.main(["run"])
    two_reports.site.rename(two_reports.site.with_name(".site-previous"))
    two_reports.notebook("a.ipynb", "raise ValueError")
    cli.main(["run"])
    assert "130 rows for SG5." in (two_reports.site / "one.html").read_text()


def test_a_folder_with_other_files_is_never_replaced(two_reports, tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "thesis.txt").write_text("mine")
    assert cli.main(["run", "--site", str(tmp_path / "docs")]) == 2
    assert "holds files that are no site of ours" in capsys.readouterr().err
    assert (tmp_path / "docs" / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/", "/: is no folder for a site"),
        ("{home}/notebooks/site", "lies in .*notebooks, which reports are made from"),
        ("{home}/data", "lies in .*data, which reports are made from"),
        ("{home}/reports/plan.yml", "plan.yml: is a file"),
        ("{home}/reports", "reports: holds files that are no site of ours"),
    ],
)
@pytest.mark.parametrize("command", ["run", "plan"])
def test_a_folder_that_can_hold_no_site_is_told(two_reports, capsys, command, folder, said):
    before = {path for path in two_reports.home.rglob("*") if "tidy" not in path.parts}
    assert cli.main([command, "--site", folder.format(home=two_reports.home)]) == 2
    assert re.search(said, capsys.readouterr().err)
    assert {path for path in two_reports.home.rglob("*") if "tidy" not in path.parts} - before <= {
        two_reports.home / "data" / ".lock", two_reports.home / "data" / ".pseudonym-key"
    }  # fmt: skip


def test_a_second_run_at_once_is_told_who_is_at_work(two_reports, capsys):
    with only_run(two_reports.home / "data" / ".lock"):
        assert cli.main(["run"]) == 2
    assert f"another run is at work (process {os.getpid()} of " in capsys.readouterr().err
    assert not two_reports.site.exists()


def test_an_image_without_words_fails_its_report(two_reports):
    two_reports.notebook("a.ipynb", "import matplotlib.pyplot as plt\nplt.plot([1, 2])")
    assert cli.main(["run"]) == 1
    assert "no alternative text" in entries(two_reports)["one"]["reason"]


def test_a_plain_frame_gets_header_scopes(two_reports):
    two_reports.notebook("a.ipynb", "import pandas as pd\npd.DataFrame({'a': [1]})")
    assert cli.main(["run"]) == 0
    page = (two_reports.site / "one.html").read_text()
    assert '<th scope="col">a</th>' in page
    assert '<th scope="row">0</th>' in page


def test_a_page_that_counts_no_records_says_so(project):
    cells = "import engagement\nfrom engagement.views import save", "engagement.load('coverage')", "save('Answered.')"
    project.notebook("a.ipynb", *cells)
    project.plan(ONE | {"parameters": {}})
    assert cli.main(["run"]) == 0
    page = (project.site / "one.html").read_text()
    assert "Nothing here is counted from records." in page
    assert "Basis of the numbers" not in page
    assert "estimates saved" not in page
    assert entries(project)["one"]["bases"] == []

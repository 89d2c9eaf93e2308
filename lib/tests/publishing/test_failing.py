"""Ways of a notebook to fail that look like something else: each is said in words, with notebook and cell."""

import json

from engagement import cli


def entries(project):
    return {entry["id"]: entry for entry in json.loads((project.site / "reports.json").read_text())}


def run(project, *, code, **notebooks):
    """Run a notebook each, of the code cells given; what the manifest says of them."""
    for id, cells in notebooks.items():
        project.notebook(f"{id}.ipynb", *([cells] if isinstance(cells, str) else cells))
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in notebooks))
    assert cli.main(["run"]) == code
    return entries(project)


WAYS_OUT = {"bare": "import sys; sys.exit()", "zero": "raise SystemExit(0)", "exit": "exit", "quit": "quit()"}


def test_a_notebook_that_ends_itself_half_way_fails_and_says_where(project):
    whole = {"whole": ["print('before')", "# exit", "print('after')"]}
    cut = {id: ["print('before')", way, "print('after')"] for id, way in WAYS_OUT.items()}
    last = {"last": ["print('before')", "exit"]}
    found = run(project, code=1, **whole, **cut, **last)
    assert found.pop("whole")["status"] == "ok"
    for id, entry in found.items():
        assert entry["reason"] and entry["reason"].startswith(
            f"{id}.ipynb, cell 3 ended the notebook (sys.exit, exit or quit)"
        ), id
        assert "before" not in (project.site / entry["page"]).read_text()


TRACES = "import os\nopen(os.environ['ENGAGEMENT_TRACE'], 'ab').write({!r})"


def test_what_cannot_be_recorded_of_a_report_fails_it_alone(project):
    found = run(project, code=1, odd=TRACES.format(b'{"module": 3}\n'), plain="print('plain')")
    assert found["plain"]["status"] == "ok"
    assert found["odd"]["reason"].startswith("odd.ipynb: what it rested on cannot be recorded (AttributeError: ")

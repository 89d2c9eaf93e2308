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


FORGED = "first\\n  two: ok (0.3 s)\\r\\n3 of 3 fine"
SEQUENCES = "a\\x1b[2J\\x1b]0;pwned\\x07 b\\x9b1m\\rOK \\x1b[31mdone\\x1b[0m\\u2028\\x1b"


def test_a_message_of_any_length_or_kind_is_told_in_one_short_line(project, capsys):
    """It may hold the sequences that clear a terminal or name its window, or what looks like other lines of a run."""
    found = run(
        project,
        code=1,
        long="raise ValueError('x' * 10**6)",
        named="raise type('E' * 10**6, (Exception,), {})('of a long name')",
        forged=f"raise ValueError('{FORGED}')",
        sequences=f"raise ValueError('{SEQUENCES}')",
        half="raise ValueError('\\ud800 is wrong')",
    )
    told = capsys.readouterr().err
    reasons = {id: entry["reason"] for id, entry in found.items()}
    for id in ("long", "named"):
        assert len(reasons[id]) < 700
        assert "its log has all" in reasons[id]
        assert len((project.site / f"{id}.html").read_text()) < 50_000
    assert "x" * 400 in reasons["long"]
    assert len(told) < 5_000
    lines = told.splitlines()
    assert [line for line in lines if "forged" in line and line.endswith(" s)") and "3 of 3 fine" in line]
    assert not [line for line in lines if line.startswith(("  two", "3 of 3", "OK"))]
    assert not [one for one in told if ord(one) < 32 and one != "\n" or 127 <= ord(one) < 160]
    assert reasons["sequences"].startswith("sequences.ipynb, cell 2 raised ValueError: a b")
    assert "pwned" not in told
    assert r"'\ud800'" in reasons["half"]


def test_messages_of_errors_count_as_output(project, monkeypatch):
    floods = "import sys\nfor i in range(70): get_ipython().showtraceback((ValueError, ValueError('x' * 2**20), None))"
    found = run(project, code=1, floods=floods)
    assert "cell 2 had written more than 50 MB of output" in found["floods"]["reason"]

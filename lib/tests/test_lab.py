"""JupyterLab as `make lab` starts it: on this machine only, behind a token, with the project's kernel."""

import contextlib
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import nbformat
import pytest

CHECKOUT = Path(__file__).parents[2]
WAIT = 60


@pytest.fixture
def lab(tmp_path):
    with running(tmp_path) as found:
        yield found


@contextlib.contextmanager
def running(folder, checkout=CHECKOUT):
    """Address and token of a server for a checkout, whose own files go into a folder."""
    printed = subprocess.run(
        ["make", "--no-print-directory", "-n", "lab", "LAB=--no-browser --ServerApp.port=0 --allow-root"],
        cwd=CHECKOUT,
        env={name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    recipe = next(line for line in printed.splitlines() if "jupyter lab" in line)
    command = shlex.split(recipe.replace(".venv/bin/jupyter", f"{shlex.quote(sys.executable)} -m jupyter"))
    own = {**os.environ, "JUPYTER_DATA_DIR": str(folder / "jupyter")}
    with open(folder / "log", "w+") as log:
        server = subprocess.Popen(command, cwd=checkout, env=own, stdout=log, stderr=log)
        try:
            yield _address(server, folder / "log")
        finally:
            server.terminate()
            server.wait(WAIT)


def _address(server, log):
    for _ in range(WAIT * 10):
        found = re.search(r"(http://[\w.]+:\d+)/lab\S*\?token=(\w+)", log.read_text())
        if found and _answers(found[1]):
            return found.groups()
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(log.read_text())


def _answers(address):
    """Whether a server listens already; it says where it will before it does."""
    place = urllib.parse.urlsplit(address)
    try:
        socket.create_connection((place.hostname, place.port), WAIT).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not shutil.which("make"), reason="needs make: apt-get install make")
def test_lab_listens_on_loopback_and_lets_nobody_in_without_the_token(lab):
    address, token = lab
    assert address.startswith(("http://127.0.0.1:", "http://localhost:"))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/api/contents", timeout=WAIT)
    assert refused.value.code == 403
    asked = urllib.request.Request(f"{address}/api/kernelspecs", headers={"Authorization": f"token {token}"})
    kernels = json.load(urllib.request.urlopen(asked, timeout=WAIT))
    assert kernels["default"] == "python3"


@pytest.fixture
def scheduler(project, tmp_path):
    """A function that asks jupyter-scheduler, in a lab whose files are those of a project of its own."""
    pytest.importorskip("jupyter_scheduler", reason="needs jupyter-scheduler: pip install -e 'lib[schedule]'")
    with running(tmp_path, project.home) as (address, token):

        def ask(method, path, given=None):
            asked = urllib.request.Request(
                f"{address}/scheduler/{path}",
                method=method,
                data=json.dumps(given).encode() if given else None,
                headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
            )
            return json.load(urllib.request.urlopen(asked, timeout=WAIT))

        yield ask


def create(ask, notebook, **parameters):
    """The name of a new job."""
    (environment,) = ask("GET", "runtime_environments")
    wanted = {
        "name": notebook,
        "input_uri": f"notebooks/{notebook}",
        "runtime_environment_name": environment["name"],
        "output_formats": ["ipynb", "html"],
        "parameters": parameters,
    }
    return ask("POST", "jobs", wanted)["job_id"]


def ended(ask, name):
    """What became of a job, once it has ended."""
    for _ in range(WAIT * 15):
        found = ask("GET", f"jobs/{name}")
        if found["status"] in ("COMPLETED", "FAILED"):  # one that has not begun is shown as STOPPED
            return found
        time.sleep(0.2)
    raise AssertionError(found)


def result(ask, project, found):
    """The executed notebook and the page of a job, brought from where it ran to the files of the lab."""
    with contextlib.suppress(json.JSONDecodeError):  # the answer has no content
        ask("GET", f"jobs/{found['job_id']}/download_files")
    stem = Path(found["input_filename"]).stem
    for _ in range(WAIT * 5):  # what was made has a date in its name; the notebook itself is brought beside it
        files = {path.suffix: path for path in (project.home / "jobs").glob(f"*/{stem}-*.*")}
        if len(files) == 2 and all(path.read_text().strip() for path in files.values()):
            time.sleep(0.2)
            return nbformat.read(files[".ipynb"], as_version=4), files[".html"].read_text()
        time.sleep(0.2)
    raise AssertionError("no result was brought")


KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}


def write(project, name, *cells):
    path = project.notebook(name, *cells)
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.update(KERNEL)  # as each notebook of ours says it
    nbformat.write(notebook, path)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make: apt-get install make")
def test_jupyter_scheduler_runs_notebooks_with_parameters_and_shows_which_failed(scheduler, project):
    write(project, "one.ipynb", "from engagement import locations\nprint(f'{group} of {locations.home()}')")
    write(project, "bad.ipynb", "raise ValueError(f'no group {group}')")
    one, bad = (create(scheduler, name, group="'SG17'") for name in ("one.ipynb", "bad.ipynb"))
    refused = create(scheduler, "one.ipynb", grup="'SG17'")

    failed = ended(scheduler, bad)
    assert failed["status"] == "FAILED"
    assert "no group SG17" in failed["status_message"]

    completed = ended(scheduler, one)
    assert (completed["status"], completed["parameters"]) == ("COMPLETED", {"group": "'SG17'"})
    notebook, page = result(scheduler, project, completed)
    assert notebook.cells[1].metadata.tags == ["injected-parameters"]
    assert notebook.cells[-1].outputs[0].text == f"SG17 of {project.home}\n"
    assert "SG17 of " in page

    refused = ended(scheduler, refused)
    assert refused["status"] == "FAILED"
    assert "one.ipynb has no parameter 'grup'; did you mean 'group'?" in refused["status_message"]

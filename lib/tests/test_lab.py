"""JupyterLab as `make lab` starts it: on this machine only, behind a token, with the project's kernel."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
WAIT = 60


@pytest.fixture
def lab(tmp_path):
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
    with open(tmp_path / "log", "w+") as log:
        server = subprocess.Popen(command, cwd=CHECKOUT, stdout=log, stderr=log)
        try:
            yield _address(server, tmp_path / "log")
        finally:
            server.terminate()
            server.wait(WAIT)


def _address(server, log):
    for _ in range(WAIT * 10):
        found = re.search(r"(http://[\w.]+:\d+)/lab\S*\?token=(\w+)", log.read_text())
        if found:
            return found.groups()
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(log.read_text())


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

"""Executed notebooks beside one another."""

import json
import os
import re

import nbformat
import papermill
import pytest

from engagement.publishing.forking import REPRODUCIBLE
from engagement.warehouse.saved import VARIABLE

BAR = re.compile(r"[^\r\n]*\r|\[\d+:\d+<[^]]*\]")  # what a progress bar writes over, and how long it takes
PROCESS = re.compile(r"ipykernel_\d+/")  # warnings name a file of the process


def executed(path):
    """An executed notebook."""
    return nbformat.read(path, as_version=4)


def stock(path, parameters, target, tidy, earlier=None):
    """Execute a notebook as papermill comes, with a kernel started as a program, one thread and the same hashes.

    ``earlier`` is a file with what a run gives a report of those it comes after.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**REPRODUCIBLE, "ENGAGEMENT_TIDY": str(tidy)}.items():
            if name != "MPLBACKEND":
                patch.setenv(name, value)
        if earlier:
            patch.setenv(VARIABLE, str(earlier))
        patch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME", raising=False)
        return papermill.execute_notebook(
            path, target, parameters, kernel_name="python3", language="python", cwd=os.fspath(path.parent),
            progress_bar=False,
        )  # fmt: skip


def differing(one, other):
    """Cells, by number from 1, whose source or outputs differ, with both."""
    cells = zip(one.cells, other.cells, strict=True)
    return [
        (number, _told(left), _told(right))
        for number, (left, right) in enumerate(cells, 1)
        if _told(left) != _told(right)
    ]


def _told(cell):
    """Source and outputs; pieces in which a stream happened to arrive are put together, progress bars as they end."""
    outputs = []
    for output in cell.get("outputs", ()):
        output = dict(output)
        if output["output_type"] == "stream" and outputs and outputs[-1].get("name") == output["name"]:
            outputs[-1]["text"] += output["text"]
        else:
            outputs.append(output)
    for output in outputs:
        if output["output_type"] == "stream":
            output["text"] = BAR.sub("", output["text"])
    return cell.source, json.loads(PROCESS.sub("ipykernel/", json.dumps(outputs)))

"""What costs a process once, done before others are forked from it: they then need not do it each for itself."""

import tempfile
from pathlib import Path

import nbformat
from jupyter_client.provisioning import KernelProvisionerFactory

from engagement.publishing.page import render
from engagement.publishing.parameters import TAG
from engagement.publishing.plan import Report
from engagement.publishing.runner import Run

CELLS = (
    nbformat.v4.new_markdown_cell("# Title\n\n## Section\n\nText with *marks* and `code`."),
    nbformat.v4.new_code_cell("group = 'SG13'", metadata={"tags": [TAG]}, execution_count=1),
    nbformat.v4.new_code_cell("group", execution_count=2, outputs=[
        nbformat.v4.new_output("stream", text="text"),
        nbformat.v4.new_output("execute_result", {"text/plain": "1", "text/html": "1 &lt; 2"}, execution_count=2),
    ]),
)  # fmt: skip


def warm():
    """Find the installed ways to start kernels, and draw the page of a small notebook.

    Templates, schemas and patterns are compiled by that, and stay compiled.
    """
    KernelProvisionerFactory.instance()
    notebook = nbformat.v4.new_notebook(cells=list(CELLS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notebook.ipynb"
        nbformat.write(notebook, path)
        render(Report("warming", "Warming", str(path)), Run(0.0, [], nbformat.read(path, as_version=4)))

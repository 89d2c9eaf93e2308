"""A forked kernel gives what papermill gives with a kernel of its own, cell by cell."""

import shutil
from pathlib import Path

import pytest

from engagement import cli
from tests.conftest import CHECKOUT
from tests.publishing.comparing import differing, executed, stock

CELLS = (
    "# What a kernel can put out",
    "import warnings, sys, threading, time, random, multiprocessing\nimport numpy as np\nimport pandas as pd\n"
    "import seaborn\nimport statsmodels.api as sm\nimport matplotlib.pyplot as plt\n"
    "from IPython.display import display, HTML",
    "print('text', group)\nprint('error', file=sys.stderr)\nwarnings.warn('take care')",
    "frame = pd.DataFrame({'x': np.arange(9.0), 'y': np.random.default_rng(1).normal(size=9)})\nframe",
    "plt.plot(frame['x'], frame['y'])\nplt.title('A plot')",
    "%config InlineBackend.figure_format = 'svg'",
    "import matplotlib\nmatplotlib.rcParams['svg.hashsalt'] = 'same'\n"
    "figure, axes = plt.subplots()\naxes.bar([1, 2], [3, 4])",
    "seaborn.scatterplot(frame, x='x', y='y');",
    "print(sm.OLS(frame['y'], sm.add_constant(frame['x'])).fit().params)",
    "display(HTML('<b>bold</b>'), {'b', 'a', 'c'})",
    "import engagement\nfrom engagement import views\nmeetings = engagement.load('meeting_figures')\nmeetings.head()",
    "views.show(lambda figure, rows: figure.subplots().plot(rows), [1, 3, 2],\n"
    "           caption='It rises.', alt='A line', table=pd.DataFrame({'rises': [1, 3, 2]}))",
    "pd.options.display.max_rows, sys.flags.optimize, plt.get_backend(), __name__",
    "with multiprocessing.get_context('fork').Pool(1) as pool:\n    print(pool.map(abs, [-1, -2]))",
    "%%bash\necho from a shell",
    "np.random.seed(3)\nrandom.seed(3)\nprint(np.random.rand(), random.random(), hash('a'))",
)  # fmt: skip

REAL = "01-data-basis.ipynb"  # `make same` compares all of them, with the tables of the checkout


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["forked", "plain"])
def test_every_cell_gives_what_stock_papermill_gives(project, options, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    path = project.notebook("a.ipynb", *CELLS)
    project.plan({"id": "one", "title": "One", "notebook": "a.ipynb", "parameters": {"group": "SG5"}})
    cli.main(["run", *options])
    kept = project.site.with_name(".site-kept")  # plain plots have no words, so that no page is made of them
    ours = executed(kept / ".working" / "one" / "notebook.ipynb")
    theirs = stock(path, {"group": "SG5"}, project.home / "stock.ipynb", tidy=project.home / "data/tidy")
    assert differing(ours, theirs) == []
    assert sum(bool(cell.get("outputs")) for cell in theirs.cells) == 13


def test_kernels_draw_other_numbers_where_nobody_seeds_them(project):
    project.notebook("a.ipynb", "import random, numpy\nprint(numpy.random.rand(), random.random())")
    project.plan(*({"id": id, "title": id, "notebook": "a.ipynb"} for id in ("one", "two")))
    assert cli.main(["run"]) == 0
    first, second = (executed(project.site.with_name(".site-kept") / id / "notebook.ipynb") for id in ("one", "two"))
    assert [cell for cell, *_ in differing(first, second)] == [2]


def test_a_notebook_of_ours_gives_what_stock_papermill_gives(project):
    path = shutil.copy(CHECKOUT / "notebooks" / REAL, project.home / "notebooks")
    project.plan({"id": "one", "title": "One", "notebook": REAL})
    assert cli.main(["run"]) == 0
    ours = executed(project.site.with_name(".site-kept") / "one" / "notebook.ipynb")
    theirs = stock(Path(path), {}, project.home / "stock.ipynb", tidy=project.home / "data/tidy")
    assert differing(ours, theirs) == []

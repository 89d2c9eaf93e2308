"""Reports made by the runner beside papermill's and nbconvert's command lines, two at a time.

    python benchmarks/reports.py [small] [shipped]

prints a table: 60 small reports, and the shipped plan, whose tables are built before. The runner is run five times,
of which the median counts, papermill and nbconvert once, over a sample of the small ones. A limit stands beside it: the
seconds the cells themselves took, divided by two; imports are none of them, for a forked kernel has them already.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import yaml
from bs4 import BeautifulSoup
from measuring import line, measured, table

import engagement
from engagement import locations
from engagement.publishing import plan
from engagement.publishing.forking import THREADS
from engagement.warehouse.build import SHIPPED

WORKERS, TIMES, SMALL, SAMPLE = 2, 5, 60, 12
RUN = [sys.executable, "-m", "engagement.cli", "run", "--force", "--workers", str(WORKERS)]
PLOT = (
    "figure, axes = plt.subplots()\nseaborn.{0}(frame, x='x', y='y', ax=axes)\nfile = io.BytesIO()\n"
    "figure.savefig(file)\nplt.close(figure)\nimage = base64.b64encode(file.getvalue()).decode()\n"
    "HTML('<img alt=\"y against x\" src=\"data:image/png;base64,' + image + '\">')"
)
CELLS = (
    "import base64\nimport io\nimport time\nfrom IPython.display import HTML\n"
    "import numpy as np\nimport pandas as pd\nimport seaborn\nimport matplotlib.pyplot as plt\n"
    "import statsmodels.formula.api as smf\nfrom engagement import Estimate\nfrom engagement.views import save, say",
    "began = time.process_time()\nrng = np.random.default_rng(number)\n"
    "frame = pd.DataFrame({'x': rng.normal(size=200)})\n"
    "frame['y'] = 0.5 * frame['x'] + rng.normal(size=200)",
    *(PLOT.format(kind) for kind in ("scatterplot", "regplot", "lineplot")),
    "fit = smf.ols('y ~ x', frame).fit()\nsay(f'The slope is {fit.params[\"x\"]:.2f}.')\nfit.summary().tables[1]",
    "taken = time.process_time() - began\n"
    "save('Measured.', cells=Estimate(taken, None, None, 0.95, 1, 'seconds', 'published', 'CPU'))",
)


def small(folder):
    """Lines on a plan of small reports: three plots and a regression each."""
    home, alone = _project(folder / "small", SMALL), _alone(folder)
    costs = [measured(RUN, memory=False, **_of(home)) for _ in range(TIMES)]
    reports = plan.read(home / "reports" / "plan.yml")
    cells = [_saved(home / "reports" / "site" / f"{report.id}.json") for report in reports]
    start = _median(cost.seconds for cost in alone)
    cpu = (_median(cost.cpu for cost in costs) - _median(cost.cpu for cost in alone)) / (SMALL - 1)
    stock = _stock(reports[:SAMPLE], folder, home)
    return [
        _beside(f"{SMALL} small reports", costs, stock, SMALL, 7),
        _limit(f"{SMALL} small reports", costs, sum(cells) / WORKERS, start),
        line("CPU of a small report above its cells", f"{cpu - statistics.mean(cells):.2f} s", wanted="< 0.5 s"),
        *_sizes(home / "reports" / "site", measured(RUN, **_of(home))),
    ]


def shipped(folder):
    """Lines on the shipped plan, without reports made of others' results, which papermill cannot give them."""
    entries = yaml.safe_load((locations.reports() / "plan.yml").read_text(encoding="utf-8"))["reports"]
    chosen = folder / "plan.yml"
    alone = [entry for entry in entries if not entry.get("after")]
    chosen.write_text(yaml.safe_dump({"reports": alone}), encoding="utf-8")
    command = [*RUN, "--plan", str(chosen), "--site", str(folder / "site")]
    environment = _of(locations.home())
    costs = [measured(command, memory=False, **environment) for _ in range(TIMES)]
    reports = plan.read(chosen)
    what = f"{len(reports)} reports of the shipped plan"
    start = _median(cost.seconds for cost in _alone(folder))
    return [
        _beside(what, costs, _stock(reports, folder, locations.home()), len(reports), 4),
        _limit(what, costs, sum(_durations(folder, reports)) / WORKERS, start),
        *_sizes(folder / "site", measured(command, **environment)),
        line(
            "the same above the tables it loads", "",
            memory=max(_above_data(command, folder, report) for report in reports), wanted="<= 250 MB",
        ),
    ]  # fmt: skip


def _above_data(command, folder, report):
    """Most bytes of their own of a worker and its kernel that make this report, less those of the tables it loads."""
    held = measured([*command, "--only", report.id], **_of(locations.home())).branch
    record = json.loads((folder / ".site-kept" / report.id / "record.json").read_text(encoding="utf-8"))
    loaded = map(json.loads, record["fingerprint"]["tables"])
    tables = (engagement.load(name, body=body, basis=basis) for name, body, basis in loaded)
    return held - sum(int(table.memory_usage(deep=True).sum()) for table in tables)


def _alone(folder):
    """Runs of a single small report, which is next to nothing beside their start-up."""
    home = _project(folder / "one", 1)
    return [measured(RUN, memory=False, **_of(home)) for _ in range(TIMES)]


def _beside(what, costs, stock, reports, wanted):
    ours, theirs = _median(cost.seconds for cost in costs), statistics.mean(stock) * reports / WORKERS
    said = f"papermill and nbconvert: {theirs:.0f} s (from {len(stock)} of them)"
    return line(what, f"{ours:.1f} s", said, theirs / ours, wanted=f">= {wanted}")


def _limit(what, costs, limit, start):
    ours = _median(cost.seconds for cost in costs)
    said = f"limit: cells / {WORKERS} = {limit:.1f} s; start-up {start:.1f} s"
    return line(f"{what}, less start-up", f"{ours - start:.1f} s", said, (ours - start) / limit, wanted="<= 1.40")


def _sizes(site, cost):
    pages = [_beyond(path) for path in site.glob("*.html") if path.stem != "index"]
    return [
        line("a page beyond its figures and tables, at most", f"{max(pages) / 1000:.0f} KB", wanted="<= 60 KB"),
        line(
            "of its own, a worker with its kernel and data, at most",
            "",
            memory=cost.branch,
            wanted="<= 250 MB without data",
        ),
        line(f"all processes at most, with {WORKERS} workers", "", memory=cost.memory),
    ]


def _beyond(path):
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    for element in soup(["figure", "table", "img", "svg"]):
        element.decompose()
    return len(str(soup).encode())


def _project(home, number):
    for name in ("notebooks", "reports", "data/inbox"):
        (home / name).mkdir(parents=True)
    for name in SHIPPED:
        (home / "data" / name).symlink_to(locations.data() / name)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in ("number = 1", *CELLS)])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, home / "notebooks" / "small.ipynb")
    entries = [{"id": f"small-{i}", "title": f"Small {i}", "notebook": "small.ipynb", "parameters": {"number": i}}
               for i in range(number)]  # fmt: skip
    (home / "reports" / "plan.yml").write_text(yaml.safe_dump({"reports": entries}), encoding="utf-8")
    return home


def _of(home):
    """The environment of a project; that of the checkout may keep its tables elsewhere."""
    return {
        "PYTHONDONTWRITEBYTECODE": "",  # what Python compiles it keeps, as it does where nobody forbids it
        "ENGAGEMENT_HOME": str(home),
        "ENGAGEMENT_TIDY": os.fspath(locations.tidy() if home == locations.home() else home / "data" / "tidy"),
    }


def _stock(reports, folder, home):
    """Seconds of each report by papermill's and nbconvert's commands, two at a time."""
    notebooks = home / "notebooks"
    environment = {**os.environ, **dict.fromkeys(THREADS, "1"), **_of(home)}

    def make(report):
        executed = folder / f"{report.id}.ipynb"
        given = ["-y", yaml.safe_dump(report.parameters)] if report.parameters else []
        began = time.perf_counter()
        for command in (
            ["papermill", str(notebooks / report.notebook), str(executed), "--cwd", str(notebooks), "-k", "python3",
             "-l", "python", "--no-progress-bar", *given],
            ["nbconvert", "--to", "html", str(executed)],
        ):  # fmt: skip
            subprocess.run([sys.executable, "-m", *command], env=environment, check=True, capture_output=True)
        return time.perf_counter() - began

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(make, reports))


def _durations(folder, reports):
    """Seconds of all cells of each report but the one that imports, as papermill noted them."""
    for report in reports:
        cells = nbformat.read(folder / ".site-kept" / report.id / "notebook.ipynb", as_version=4).cells
        yield sum(
            cell.metadata.papermill.duration or 0
            for cell in cells
            if cell.cell_type == "code" and not cell.source.startswith(("import ", "from "))
        )


def _saved(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]["value"]


def _median(values):
    return statistics.median(list(values))


def lines(*which):
    """Lines of the table."""
    found = []
    for make in which or (small, shipped):
        with tempfile.TemporaryDirectory() as folder:
            found += make(Path(folder).resolve())
    return found


if __name__ == "__main__":
    os.environ.pop("JUPYTER_DEFAULT_PROVISIONER_NAME", None)
    print(table(lines(*(globals()[name] for name in sys.argv[1:]))))

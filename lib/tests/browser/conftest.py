"""One browser for all tests, and a small site: made of pages of outputs as a kernel leaves them, without a kernel."""

import json
from contextlib import contextmanager

import nbformat
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from engagement import Estimate
from engagement.publishing.editions import Editions
from engagement.publishing.kept import PAGE, RESULTS
from engagement.publishing.page import render
from engagement.publishing.plan import Report
from engagement.publishing.runner import Run
from engagement.publishing.site import Site
from engagement.publishing.taking import FOLDER
from engagement.publishing.taking.writing import take
from engagement.views import charts, say, show, table
from engagement.views.results import RESULTS as SAVED
from tests.browser.browsing import Watch

GROUPS = [f"SG{number}" for number in (2, 3, 5, 9, 11, 12, 13, 15, 16, 17, 20)] + ["TSAG"]
RATE = Estimate(12.5, 9, 16, 0.95, 40, "%", "demonstration", "mean, t interval with 39 degrees of freedom")
COUNT = Estimate(1240, None, None, 0.95, 1240, "documents", "published", "complete count")
NONE = Estimate.not_estimable("1 organization", 1, "Gini coefficient", "recorded")
SAVE = {
    "answer": "One in eight contributions (12.5%, 95% interval 9 to 16; n = 40) is made up.",
    "order": ["Share, ITU-T", "documents", "Gini, IETF"],
    "estimates": {"documents": COUNT.to_dict(), "Gini, IETF": NONE.to_dict(), "Share, ITU-T": RATE.to_dict()},
}


def outputs():
    """What the cells of the report show, each with its code."""
    numbers = [1203, 45, None, 7, 310, 98, 1000, 12, 77, 5, 640, 31]
    rates = [
        NONE if number is None else Estimate(number / 10, number / 20, number / 5, 0.95, 9, "%", "recorded", "mean")
        for number in numbers
    ]
    days = pd.date_range("2024-12-01", periods=12, freq="-37D")
    wide = pd.DataFrame({"group": GROUPS, "documents": numbers, "share in %": rates, "first day": days,
                         "remark": "a remark of some length that makes the table wider than a telephone"})  # fmt: skip
    figure = show(charts.intervals, GROUPS[:2], [RATE, RATE], "share", caption="Both share the same.",
                  alt="SG2 and SG3 have 12.5% each.", basis="demonstration", height=1.8)  # fmt: skip
    yield "figure", figure
    yield "say(...)", say("The number is computed.", basis="recorded")
    yield "table(wide)", table(wide, "Documents by group", basis="recorded, demonstration")
    yield "table(small)", table(wide.iloc[:4, :2], "The first groups", basis="published")


def notebook():
    """An executed notebook."""
    bundles = DisplayFormatter()
    made = nbformat.v4.new_notebook()
    made.cells.append(
        nbformat.v4.new_markdown_cell("# Title of its own\n\nWhy one asks, with [a source](https://www.itu.int/).")
    )
    for number, (source, shown) in enumerate(outputs(), 1):
        data, _ = bundles.format(shown)
        cell = nbformat.v4.new_code_cell(source, outputs=[nbformat.v4.new_output("display_data", data)])
        made.cells += [nbformat.v4.new_markdown_cell(f"## Part {number}\n\nWhat is shown.\n\n### Closer"), cell]
    saved = nbformat.v4.new_output("display_data", {SAVED: SAVE, "text/plain": SAVE["answer"]})
    made.cells.append(nbformat.v4.new_code_cell("save(answer)", outputs=[saved]))
    return made


def make(folder):
    """A site of a good report and a failed one."""
    parameters = nbformat.v4.new_code_cell("group = 'SG13'", metadata={"tags": ["parameters"]})
    (folder / "notebooks").mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[parameters]), folder / "notebooks" / "a.ipynb")
    inputs = [{"file": f"data/published/{name}.csv", "sha256": f"{number:064x}", "table": name, "basis": basis}
              for number, (name, basis) in enumerate([("meetings", "published"), ("documents", "demonstration"),
                                                      ("countries", "reference")])]  # fmt: skip
    run = Run(1.0, inputs, notebook())
    good, bad = (
        Report(id, title, "a.ipynb", {}, "TSAG") for id, title in (("good", "A good report"), ("bad", "A bad one"))
    )
    for report, content in ((good, render(good, run)), (bad, None)):
        (folder / report.id).mkdir()
        if content:
            (folder / report.id / PAGE).write_text(content, encoding="utf-8")
            (folder / report.id / RESULTS).write_text(json.dumps(run.results), encoding="utf-8")
            take(report, run, content, folder / report.id / FOLDER)
    record = {"headline": run.headline, "seconds": 1.0, "inputs": inputs, "bases": run.bases}
    cell = {"number": 3, "source": "raise ValueError('no')"}
    failure = {
        "reason": "a.ipynb, cell 3 raised ValueError: no",
        "cell": cell,
        "seconds": 1.0,
        "inputs": [],
        "bases": [],
    }
    with Site(folder / "site") as site:
        site.add(good, record, folder / good.id)
        site.add_failed(bad, failure, folder / bad.id)
        site.publish(Editions(site.target), {}, 1)


@pytest.fixture(scope="session")
def site(once):
    def made(home):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ENGAGEMENT_HOME", str(home))
            make(home)

    return once("browsed-site", made) / "site"


@pytest.fixture
def opened(browser, site):
    """Open a page of the site: ``with opened("good", width=390) as (page, watch):``."""

    @contextmanager
    def open_page(name="good", width=1400, height=900, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        page = context.new_page()
        watch = Watch(page)
        page.goto((site / f"{name}.html").as_uri())
        try:
            yield page, watch
        finally:
            context.close()

    return open_page

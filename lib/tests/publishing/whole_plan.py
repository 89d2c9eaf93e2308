"""Every report of the shipped plan, as the last run made it, against papermill as it comes; `make same` runs this.

It takes as long as the notebooks do, so that it is no part of the other tests.
"""

import json
from pathlib import Path

import pytest

from engagement import locations
from engagement.publishing import plan
from engagement.publishing.kept import NOTEBOOK, RECORD, Kept
from tests.publishing.comparing import differing, executed, stock

REPORTS = plan.read(Path(__file__).parents[3] / "reports" / "plan.yml")
KEPT = Kept(locations.reports() / "site")


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_every_cell_is_what_papermill_makes_of_it(report, tmp_path):
    folder = KEPT.good(report.id)
    assert folder.exists(), "run `make reports` first"
    theirs = stock(report.path, report.parameters, tmp_path / "stock.ipynb", tidy=locations.tidy())
    assert differing(executed(folder / NOTEBOOK), theirs) == []
    assert json.loads((folder / RECORD).read_text())["fingerprint"]["parameters"] == report.parameters

"""Every report of the shipped plan, as the last run made it, beside what papermill makes of it and beside another run.

`make same` runs this.

It takes as long as the notebooks do, so that it is no part of the other tests.
"""

import json
import shutil
from pathlib import Path

import pytest

from engagement import cli, locations
from engagement.publishing import plan
from engagement.publishing.editions import Editions
from engagement.publishing.kept import EARLIER, NOTEBOOK, RECORD, Kept
from tests.publishing.comparing import differing, executed, stock

REPORTS = plan.read(Path(__file__).parents[3] / "reports" / "plan.yml")
KEPT = Kept(locations.reports() / "site")


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_every_cell_is_what_papermill_makes_of_it(report, tmp_path):
    folder = KEPT.good(report.id)
    assert folder.exists(), "run `make reports` first"
    theirs = stock(report.path, report.parameters, tmp_path / "stock.ipynb", locations.tidy(), folder / EARLIER)
    assert differing(executed(folder / NOTEBOOK), theirs) == []
    assert json.loads((folder / RECORD).read_text())["fingerprint"]["parameters"] == report.parameters


def test_another_run_gives_the_same_bytes(tmp_path):
    """By one worker, with plain kernels, whatever the last run had.

    A report that comes after others tells of earlier editions since it last ran, which another run may do at another
    time: it is left out.
    """
    other = tmp_path / "site"
    shutil.copytree(Editions(KEPT.site).folder, Editions(other).folder)
    assert cli.main(["run", "--site", str(other), "--workers", "1", "--plain"]) == 0
    ours, theirs = (_files(site) for site in (locations.reports() / "site", other))
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def _files(site):
    """Bytes by name; the manifest says how long each report took, and is left out."""
    after = {report.id for report in REPORTS if report.after}
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != "reports.json" and not {path.stem, path.parent.name} & after
    }

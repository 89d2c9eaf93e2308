"""The shipped reports on the first records somebody puts in: few, of one group, on one Question."""

import json
import shutil

import pandas as pd
import pytest
import yaml

from engagement import cli
from tests.conftest import CHECKOUT

REPORTS = ("contributions", "developing-countries", "overlap", "priorities", "questions", "turnover")
MEETINGS = ("SG13-2023-03-13", "SG13-2023-10-23", "SG13-2024-07-15")


def documents(number, questions):
    """A form of contributions to meetings of SG13, one after another."""
    rows = [
        {
            "body": "itu-t", "document_id": f"T22-SG13-C-{one:04d}", "revision": 0, "group": "SG13", "period": "T22",
            "meeting_id": MEETINGS[one % len(MEETINGS)], "series": "contribution", "title": f"Proposal for Y.{one}",
            "source_printed": ("Alpha Telecom", "Beta Systems; Gamma Networks")[one % 2],
            "questions": questions[one % len(questions)], "date": MEETINGS[one % len(MEETINGS)][5:],
        }
        for one in range(number)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(("number", "questions"), [(1, ["16/13"]), (40, ["16/13"])])
def test_reports_are_made_of_few_records(project, number, questions):
    shutil.copytree(CHECKOUT / "notebooks", project.home / "notebooks", dirs_exist_ok=True)
    entries = yaml.safe_load((CHECKOUT / "reports" / "plan.yml").read_text(encoding="utf-8"))["reports"]
    project.plan(*(entry for entry in entries if entry["id"] in REPORTS))
    documents(number, questions).to_csv(project.home / "data" / "inbox" / "documents.csv", index=False)
    code = cli.main(["run", "--workers", "1"])
    told = json.loads((project.site / "reports.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["reason"]) for one in told if one["status"] == "failed"] == []
    assert (code, {one["id"] for one in told}) == (0, set(REPORTS))
    assert "recorded" in told[0]["bases"]

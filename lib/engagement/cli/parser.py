"""What can be typed after `engagement`."""

import argparse
import os
from pathlib import Path

from engagement import locations
from engagement.cli import reports, scheduling, studies, tables, taking
from engagement.cli.options import cluster, count


def parser():
    """The command line: every command with its options and what it is for."""
    whole = argparse.ArgumentParser(prog="engagement", description="Tables, reports and their sources, from the shell.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build", help="rebuild the tidy tables from what the repository ships and the inbox holds"
    )
    build.add_argument("--inbox", type=Path, metavar="DIR", help="default: data/inbox")
    build.add_argument("--tidy", type=Path, metavar="DIR", help="default: data/tidy")
    build.set_defaults(command=tables.build)

    run = commands.add_parser(
        "run", help="build the tables, execute the reports of the plan that are not fresh and publish the site"
    )
    _choosing(run)
    run.add_argument(
        "--workers", type=count, default=os.cpu_count(), metavar="N", help="reports at a time (default: one a core)"
    )
    run.add_argument("--plain", action="store_true", help="start each kernel as a program rather than fork it")
    run.add_argument(
        "--scheduler",
        type=cluster,
        metavar="ADDRESS",
        help="make them on a Dask cluster, tcp://HOST:PORT, as many at a time as its workers have threads",
    )
    run.add_argument(
        "--data",
        metavar="ADDRESS",
        help="a folder the cluster's workers reach too, as fsspec names it: s3://bucket/data",
    )
    run.set_defaults(command=reports.run)

    plan = commands.add_parser("plan", help="say of each report whether it would run, and why; runs none")
    _choosing(plan)
    plan.set_defaults(command=reports.plan)

    diff = commands.add_parser("diff", help="say which key numbers moved from one edition to another, and why")
    diff.add_argument("before", nargs="?", metavar="A", help="edition, such as 2026-11-30 (default: the last but one)")
    diff.add_argument("after", nargs="?", metavar="B", help="edition (default: the last)")
    _site(diff)
    diff.set_defaults(command=reports.diff)

    check = commands.add_parser("check", help="say what files are taken for and which rows would be rejected, and why")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--most", type=int, default=20, metavar="N", help="rejects shown a file (default: 20)")
    check.set_defaults(command=tables.check)

    template = commands.add_parser("template", help="write a spreadsheet to fill in, with headings and allowed values")
    template.add_argument("table", metavar="TABLE", help="documents, attendance, roles …")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    template.set_defaults(command=tables.template)

    demo = commands.add_parser("demo", help="write made-up records with a known truth, marked as such")
    demo.add_argument("directory", nargs="?", type=Path, metavar="DIR", default=locations.demonstration() / "records")
    demo.add_argument("--factor", type=float, default=1, help="how many times the usual number of records (default: 1)")
    demo.add_argument(
        "--truth",
        type=Path,
        default=locations.demonstration() / "truth.yml",
        help="default: data/demonstration/truth.yml",
    )
    demo.set_defaults(command=tables.demo)

    fetch = commands.add_parser("fetch", help="fetch public files; the one command that uses the network")
    fetch.add_argument("source", metavar="SOURCE", help="`engagement fetch list` tells which there are, on what terms")
    fetch.add_argument(
        "directory", nargs="?", type=Path, metavar="DIR", help="default: data/inbox, or data/rfc-series for RFCs"
    )
    fetch.add_argument("--items", metavar="LIST", help="which meetings, RFCs or groups: 110-118, 104-e or T25-SG13-C")
    fetch.add_argument("--only", metavar="PATTERN", default="*", help="only files whose names fit")
    fetch.add_argument("--dry-run", action="store_true", help="print the addresses, and ask for none")
    fetch.set_defaults(command=tables.fetch)

    review = commands.add_parser("review", help="write a worklist of unknown and doubtful names of organizations")
    review.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", default=Path("review.xlsx"))
    review.add_argument("--most", type=int, default=500, metavar="N", help="names on the list (default: 500)")
    review.add_argument("--take-in", action="store_true", help="read the decisions typed there into data/reference")
    review.set_defaults(command=tables.review)

    ietf = commands.add_parser("build-ietf", help="rebuild data/ietf from the texts and index of the RFC series")
    ietf.add_argument("directory", metavar="DIR", help="where the texts and rfc-index.txt lie, at any depth")
    ietf.add_argument("--workers", type=int, default=None, help="processes (default: one a core)")
    ietf.set_defaults(command=tables.build_ietf)

    finding = commands.add_parser("finding", help="put the answer and a figure of a published report into README.md")
    finding.add_argument("report", help="id of the report")
    finding.add_argument("number", type=int, help="which figure of its page, from 1")
    _site(finding)
    finding.set_defaults(command=reports.finding)

    taking.add_to(commands, _site)

    study = commands.add_parser("study", help="run a study, say what came of it, and enter it in the register")
    study.add_argument("file", type=Path, metavar="FILE.yml", help="such as notebooks/studies/citations.yml")
    study.set_defaults(command=studies.study)

    scheduling.add_to(commands)

    words = commands.add_parser("dictionary", help="print the data dictionary, as in data/README.md")
    words.set_defaults(command=tables.dictionary)
    return whole


def _choosing(command):
    """The options by which reports are chosen."""
    command.add_argument(
        "--plan", type=Path, default=locations.reports() / "plan.yml", metavar="FILE", help="default: reports/plan.yml"
    )
    _site(command)
    command.add_argument(
        "--only",
        action="append",
        metavar="PATTERN",
        help="only reports whose id fits, such as 'participation*'; may be given several times",
    )
    command.add_argument("--force", action="store_true", help="also reports of which nothing has changed")


def _site(command):
    command.add_argument(
        "--site", type=Path, default=locations.reports() / "site", metavar="DIR", help="default: reports/site"
    )

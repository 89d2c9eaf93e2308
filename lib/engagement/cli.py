"""The command `engagement`: tables, reports and their sources, from the shell."""

import argparse
import fnmatch
import sys
import tempfile
from pathlib import Path

from engagement import locations
from engagement.errors import EngagementError


def main(arguments=None):
    """Run one command; the exit code is 0 where all went well, 1 where part of it failed, 2 for unusable input."""
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except EngagementError as error:
        print(f"engagement: {error}", file=sys.stderr)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"engagement: {where}{error.strerror or error}; mend that and run again", file=sys.stderr)
    except KeyboardInterrupt:
        print("engagement: stopped; what was published before is still in place", file=sys.stderr)
        return 130
    return 2


def _build(options):
    from engagement.publishing.lock import only_run

    with only_run(locations.data() / ".lock"):
        return 1 if _build_tables(options.inbox, options.tidy) else 0


def _run(options):
    from engagement.publishing import plan
    from engagement.publishing.lock import only_run

    reports = plan.read(options.plan)
    chosen = [report for report in reports if fnmatch.fnmatch(report.id, options.only)]
    if not chosen:
        raise plan.PlanError(f"no report matches {options.only!r}; the plan has {', '.join(r.id for r in reports)}")
    with only_run(locations.data() / ".lock"):
        unbuilt = _build_tables()
        failed, index = _publish(reports, chosen, options.site)
    if unbuilt:
        print(f"not built: {', '.join(unbuilt)}", file=sys.stderr)
    if failed:
        print(f"{len(failed)} of {len(chosen)} reports failed: {', '.join(failed)}", file=sys.stderr)
    print(f"Open {index}")
    return 1 if failed or unbuilt else 0


def _publish(reports, chosen, target):
    """Execute the chosen reports, keep the others as they stand, and replace the site."""
    from tqdm import tqdm

    from engagement.publishing.runner import run
    from engagement.publishing.site import Site

    failed = []
    with Site(target) as site, tempfile.TemporaryDirectory(prefix="engagement-") as work:
        standing = site.published()
        progress = tqdm(total=len(chosen), unit="report", desc="reports", file=sys.stderr, disable=None)
        for report in reports:
            if report not in chosen:
                if report.id in standing:
                    site.keep(report, standing[report.id])
                continue
            progress.set_postfix_str(report.id)
            done = run(report, Path(work))
            reason = site.add(report, done)
            progress.update()
            progress.write(
                f"  {report.id}: {f'FAILED, {reason}' if reason else 'ok'} ({done.seconds:.1f} s)",
                file=sys.stderr,
            )
            failed += [report.id] if reason else []
        progress.close()
        return failed, site.publish()


def _build_tables(inbox=None, tidy=None):
    """Build, say what came of it, and return what was not built."""
    from engagement.warehouse.build import build

    _make_demonstration()
    outcome = build(inbox, tidy, progress=True)
    for line in _told(outcome):
        print(line, file=sys.stderr)
    return [*outcome.problems, *(file["file"] for file in outcome.unreadable)]


def _make_demonstration():
    """Write the made-up records where they are missing, or are of another truth or an older edition."""
    from engagement import demonstration

    records, truth = locations.demonstration() / "records", locations.demonstration() / "truth.yml"
    if truth.exists() and not demonstration.is_current(records, truth):
        written = demonstration.write(records, factor=demonstration.factor_of(records), progress=True)
        print(f"  {len(written):,} files of demonstration records written", file=sys.stderr)


def _told(outcome):
    """What became of a build, a line each."""
    if not outcome.changed:
        yield "  nothing has changed since the last build"
    for built in outcome.tables if outcome.changed else ():
        if built.problem or built.rows:
            yield f"  {built.table}: {built.problem or f'{built.rows:,} rows'}"
    rejected = [file for file in outcome.files if file["rows_rejected"]]
    for file in rejected:
        yield f"  {file['file']}: {file['rows_rejected']:,} of {file['rows_present']:,} rows rejected"
    if rejected:
        yield "  why: engagement.load('rejects'), or `engagement check FILE`"
    for file in outcome.unreadable:
        yield f"  {file['file']}: {file['problem']}; {file['remedy']}"
    if outcome.conflicts:
        yield f"  {outcome.conflicts:,} values in which files contradict one another: engagement.load('conflicts')"


def _check(options):
    """Say of each file what it is taken for and which rows would be rejected."""
    from engagement.warehouse.build import check

    failed = False
    for path in options.files:
        read, rejects = check(path)
        failed |= bool(read.problem or read.rows_rejected)
        if read.problem:
            print(f"{path}: cannot be read: {read.problem}; {read.remedy}")
            continue
        print(
            f"{path}: {read.title}, into the table {read.table}: {read.rows_present:,} rows, "
            f"{read.rows_read:,} would be read, {read.rows_rejected:,} rejected"
        )
        for note in filter(None, (read.notes or "").split("; ")):
            print(f"  note: {note}")
        for one in rejects[: options.most]:
            where = ", ".join(f"{word} {one[word]}" for word in ("sheet", "row", "column") if _is_known(one[word]))
            value = f" {one['value']!r}" if _is_known(one["value"]) else ""
            print(f"  {where}:{value} {one['reason']}; {one['remedy']}")
        if len(rejects) > options.most:
            print(f"  … and {len(rejects) - options.most:,} more; --most shows more of them")
    return 1 if failed else 0


def _is_known(value):
    return value is not None and value == value and str(value) != "<NA>"


def _template(options):
    from engagement.sources import templates

    templates.write(options.table, options.file)
    print(f"{options.file}: fill in the sheet {options.table} and put the file into data/inbox")
    return 0


def _demo(options):
    from engagement import demonstration

    written = demonstration.write(options.directory, factor=options.factor, truth=options.truth, progress=True)
    print(f"{len(written):,} files of made-up records in {options.directory}")
    return 0


def _fetch(options):
    from engagement import fetching

    if options.source == "list":
        print("\n".join(fetching.describe()))
        return 0
    if options.dry_run:
        for address, path in fetching.preview(options.source, options.directory, options.only, items=options.items):
            print(f"{address} -> {path}")
        return 0
    try:
        for path in fetching.fetch(options.source, options.directory, options.only, progress=True, items=options.items):
            print(path)
    except fetching.FetchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _review(options):
    from engagement.organizations import review

    if options.take_in:
        added = review.take_in(options.file)
        print(*(f"{table}: {rows:,} rows added" for table, rows in added.items()), "rebuild with `make data`", sep="\n")
    else:
        names = review.write(options.file, options.most)
        print(f"{names:,} names in {options.file}; type decisions there and run this again with --take-in")
    return 0


def _build_ietf(options):
    from engagement.sources import country_names
    from engagement.sources.rfc import series

    names = country_names.read_country_names(locations.data() / "reference" / "country_names.csv")
    found = series.read(Path(options.directory), names, workers=options.workers)
    for problem in found.problems:
        print(f"  {problem}", file=sys.stderr)
    for path in series.write(found, locations.data() / "ietf"):
        print(f"  {path.stem}: {len(getattr(found, path.stem)):,} rows, {path.stat().st_size:,} bytes")
    return 1 if found.problems else 0


def _finding(options):
    from engagement.publishing import picture

    readme, target = locations.home() / "README.md", locations.reports() / "finding"
    picture.put_into(readme, options.site, options.report, options.number, target)
    print(f"{readme.name} now carries figure {options.number} of {options.report}")
    return 0


def _dictionary(options):
    from engagement.publishing import dictionary

    print(dictionary.text(), end="")
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="engagement", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build", help="rebuild the tidy tables from what the repository ships and the inbox holds"
    )
    build.add_argument("--inbox", type=Path, metavar="DIR", help="default: data/inbox")
    build.add_argument("--tidy", type=Path, metavar="DIR", help="default: data/tidy")
    build.set_defaults(command=_build)

    run = commands.add_parser("run", help="build the tables, execute the reports of the plan and publish the site")
    run.add_argument("--plan", type=Path, default=locations.reports() / "plan.yml", help="default: reports/plan.yml")
    run.add_argument("--site", type=Path, default=locations.reports() / "site", help="default: reports/site")
    run.add_argument(
        "--only", default="*", metavar="PATTERN", help="only reports whose id fits, such as 'participation*'"
    )
    run.set_defaults(command=_run)

    check = commands.add_parser("check", help="say what files are taken for and which rows would be rejected, and why")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--most", type=int, default=20, metavar="N", help="rejects shown a file (default: 20)")
    check.set_defaults(command=_check)

    template = commands.add_parser("template", help="write a spreadsheet to fill in, with headings and allowed values")
    template.add_argument("table", metavar="TABLE", help="documents, attendance, roles …")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    template.set_defaults(command=_template)

    demo = commands.add_parser("demo", help="write made-up records with a known truth, marked as such")
    demo.add_argument("directory", nargs="?", type=Path, metavar="DIR", default=locations.demonstration() / "records")
    demo.add_argument("--factor", type=float, default=1, help="how many times the usual number of records (default: 1)")
    demo.add_argument(
        "--truth",
        type=Path,
        default=locations.demonstration() / "truth.yml",
        help="default: data/demonstration/truth.yml",
    )
    demo.set_defaults(command=_demo)

    fetch = commands.add_parser("fetch", help="fetch public files; the one command that uses the network")
    fetch.add_argument("source", metavar="SOURCE", help="`engagement fetch list` tells which there are, on what terms")
    fetch.add_argument(
        "directory", nargs="?", type=Path, metavar="DIR", help="default: data/inbox, or data/rfc-series for RFCs"
    )
    fetch.add_argument("--items", metavar="LIST", help="which meetings, RFCs or groups: 110-118, 104-e or T25-SG13-C")
    fetch.add_argument("--only", metavar="PATTERN", default="*", help="only files whose names fit")
    fetch.add_argument("--dry-run", action="store_true", help="print the addresses, and ask for none")
    fetch.set_defaults(command=_fetch)

    review = commands.add_parser("review", help="write a worklist of unknown and doubtful names of organizations")
    review.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", default=Path("review.xlsx"))
    review.add_argument("--most", type=int, default=500, metavar="N", help="names on the list (default: 500)")
    review.add_argument("--take-in", action="store_true", help="read the decisions typed there into data/reference")
    review.set_defaults(command=_review)

    ietf = commands.add_parser("build-ietf", help="rebuild data/ietf from the texts and index of the RFC series")
    ietf.add_argument("directory", metavar="DIR", help="where the texts and rfc-index.txt lie, at any depth")
    ietf.add_argument("--workers", type=int, default=None, help="processes (default: one a core)")
    ietf.set_defaults(command=_build_ietf)

    finding = commands.add_parser("finding", help="put the answer and a figure of a published report into README.md")
    finding.add_argument("report", help="id of the report")
    finding.add_argument("number", type=int, help="which figure of its page, from 1")
    finding.add_argument("--site", type=Path, default=locations.reports() / "site", help="default: reports/site")
    finding.set_defaults(command=_finding)

    words = commands.add_parser("dictionary", help="print the data dictionary, as in data/README.md")
    words.set_defaults(command=_dictionary)
    return parser


if __name__ == "__main__":
    sys.exit(main())

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
    return 1 if _build_tables(sys.stderr) else 0


def _run(options):
    from engagement.publishing import plan
    from engagement.publishing.lock import only_run

    reports = plan.read(options.plan)
    chosen = [report for report in reports if fnmatch.fnmatch(report.id, options.only)]
    if not chosen:
        raise plan.PlanError(f"no report matches {options.only!r}; the plan has {', '.join(r.id for r in reports)}")
    with only_run(locations.data() / "tidy" / ".lock"):
        unbuilt = _build_tables(sys.stderr)
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


def _build_tables(out):
    from engagement import warehouse

    unbuilt = []
    for built in warehouse.build():
        print(f"  {built.table}: {built.problem or f'{built.rows:,} rows'}", file=out)
        unbuilt += [built.table] if built.problem else []
    for name in warehouse.unread():
        print(f"  data/inbox/{name}: not a file this project reads; see README.md for those it does", file=out)
    return unbuilt


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
    build.set_defaults(command=_build)

    run = commands.add_parser("run", help="build the tables, execute the reports of the plan and publish the site")
    run.add_argument("--plan", type=Path, default=locations.reports() / "plan.yml", help="default: reports/plan.yml")
    run.add_argument("--site", type=Path, default=locations.reports() / "site", help="default: reports/site")
    run.add_argument(
        "--only", default="*", metavar="PATTERN", help="only reports whose id fits, such as 'participation*'"
    )
    run.set_defaults(command=_run)

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

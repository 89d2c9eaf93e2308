"""Commands that make reports."""

import fnmatch
import sys
from pathlib import Path

from engagement import locations
from engagement.cli.tables import build_tables


def run(options):
    """Build the tables, execute the chosen reports that are not fresh, and publish the site."""
    from engagement.errors import PlanError
    from engagement.publishing.editions import check_date
    from engagement.publishing.lock import only_run
    from engagement.publishing.plan import read_whole

    check_date()
    if options.data and not options.scheduler:
        raise PlanError("--data says where the workers of a cluster find their files; give --scheduler too")
    plan = read_whole(options.plan)
    chosen = _chosen(plan.reports, options.only)
    with only_run(locations.data() / ".lock"):
        unbuilt = build_tables()
        failed, index = _publish(plan, chosen, options)
    if unbuilt:
        print(f"not built: {', '.join(unbuilt)}", file=sys.stderr)
    if failed:
        print(f"{len(failed)} of {len(chosen)} reports failed: {', '.join(failed)}", file=sys.stderr)
    print(f"Open {index}")
    return 1 if failed or unbuilt else 0


def plan(options):
    """Bring the tables up to date and say of each report whether it would run, and why."""
    from engagement.publishing.assessing import Assessor
    from engagement.publishing.fingerprints import Inputs
    from engagement.publishing.kept import Kept
    from engagement.publishing.lock import only_run
    from engagement.publishing.plan import read
    from engagement.publishing.site import checked

    chosen = _chosen(read(options.plan), options.only)
    kept = Kept(checked(options.site))
    with only_run(locations.data() / ".lock"):
        build_tables()
        inputs = Inputs(kept.digests())
        assessments = Assessor(kept, inputs, options.force).assess_all(chosen)
        kept.remember(inputs.known)
    for one in assessments:
        print(f"{one.report.id}: {one}")
    runs, perhaps = sum(bool(one.reasons) for one in assessments), sum(not one.fresh for one in assessments)
    further = f" and perhaps {perhaps - runs} more" if perhaps > runs else ""
    print(f"{runs} of {len(assessments)} reports would run{further}")
    return 1 if any(one.report.problem for one in assessments) else 0


def _chosen(reports, patterns):
    """The reports whose id fits one of the patterns; all where there are none."""
    from engagement.errors import PlanError

    fitting = {one: set(fnmatch.filter([report.id for report in reports], one)) for one in patterns or ["*"]}
    idle = [pattern for pattern, ids in fitting.items() if not ids]
    if idle:
        raise PlanError(f"no report matches {idle[0]!r}; the plan has {', '.join(report.id for report in reports)}")
    return [report for report in reports if report.id in set().union(*fitting.values())]


def _publish(plan, chosen, options):
    """Make the chosen reports, keep the others as they stand, replace the site and keep it as an edition."""
    from engagement.publishing import making
    from engagement.publishing.editions import Editions
    from engagement.publishing.fingerprints import Inputs
    from engagement.publishing.forking import can_fork
    from engagement.publishing.kept import Kept
    from engagement.publishing.progress import Progress
    from engagement.publishing.site import Site

    if not (options.plain or can_fork()):
        print("  kernels are started as programs: this system cannot fork them", file=sys.stderr)
    with Site(options.site) as site:
        kept, standing = Kept(site.target), site.published()
        kept.begin()
        expected = {report.id: (kept.record(report.id) or {}).get("seconds", making.UNKNOWN) for report in chosen}
        ways = making.Options(options.workers, options.force, options.plain, options.scheduler, options.data)
        with Progress(expected, options.workers) as progress:
            failed = making.make(chosen, kept, Inputs(kept.digests()), ways, progress)
        for report in plan.reports:
            if report.id in failed:
                site.add_failed(report, failed[report.id], kept.good(report.id))
            elif report.id in expected:
                site.add(report, kept.record(report.id), kept.good(report.id))
            elif report.id in standing:
                site.keep(report, standing[report.id])
        kept.forget(report.id for report in plan.reports)
        records = {report.id: kept.record(report.id) for report in plan.reports}
        made_from = {id: record["fingerprint"] for id, record in records.items() if record}
        editions = Editions(site.target)
        index = site.publish(editions, made_from, plan.editions)
        edition = editions.keep(made_from, plan.editions)
        if edition:
            print(f"  kept as edition {edition}", file=sys.stderr)
        return list(failed), index


def diff(options):
    """Say which key numbers moved from one edition to another, by how much, and why."""
    from engagement.errors import DataError
    from engagement.publishing.difference import compare, lines
    from engagement.publishing.editions import Editions

    editions = Editions(Path(options.site).resolve())
    held = editions.all()
    if not options.before and len(held) < 2:
        raise DataError(f"{len(held)} editions are kept, and it takes two to compare; `engagement run` makes them")
    before = editions.find(options.before) if options.before else held[-2]
    after = editions.find(options.after) if options.after else held[-1]
    print(f"From edition {before['name']} to {after['name']}")
    for line in lines(compare(editions, before, after)):
        print(line)
    return 0


def finding(options):
    """Put the answer and a figure of a report into README.md."""
    from engagement.publishing import picture

    readme, target = locations.home() / "README.md", locations.reports() / "finding"
    picture.put_into(readme, options.site, options.report, options.number, target)
    print(f"{readme.name} now carries figure {options.number} of {options.report}")
    return 0

"""Commands that make reports."""

import fnmatch
import sys
import tempfile
from pathlib import Path

from engagement import locations
from engagement.cli.tables import build_tables


def run(options):
    """Build the tables, execute the chosen reports and publish the site."""
    from engagement.publishing import plan
    from engagement.publishing.lock import only_run

    reports = plan.read(options.plan)
    chosen = [report for report in reports if fnmatch.fnmatch(report.id, options.only)]
    if not chosen:
        raise plan.PlanError(f"no report matches {options.only!r}; the plan has {', '.join(r.id for r in reports)}")
    with only_run(locations.data() / ".lock"):
        unbuilt = build_tables()
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

    from engagement.publishing import runner
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
            done = runner.run(report, Path(work))
            reason = site.add(report, done)
            progress.update()
            progress.write(
                f"  {report.id}: {f'FAILED, {reason}' if reason else 'ok'} ({done.seconds:.1f} s)",
                file=sys.stderr,
            )
            failed += [report.id] if reason else []
        progress.close()
        return failed, site.publish()


def finding(options):
    """Put the answer and a figure of a report into README.md."""
    from engagement.publishing import picture

    readme, target = locations.home() / "README.md", locations.reports() / "finding"
    picture.put_into(readme, options.site, options.report, options.number, target)
    print(f"{readme.name} now carries figure {options.number} of {options.report}")
    return 0

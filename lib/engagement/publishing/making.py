"""Make the reports that are to be made, and keep what came of each as soon as it is there."""

import contextlib
from dataclasses import dataclass, replace

from engagement.publishing import earlier
from engagement.publishing.assessing import Assessor, page_key
from engagement.publishing.crew import Crew, Task
from engagement.publishing.editions import Editions
from engagement.publishing.kept import NOTEBOOK

UNKNOWN = 60.0  # seconds expected of a report never made


@dataclass(frozen=True)
class Options:
    """How to make reports.

    So many at a time, all or only changed ones, with kernels forked or started as programs; on the cluster of a
    ``scheduler``, whose workers get what they need by way of ``data``, or on this machine where it is None.
    """

    workers: int = 2
    force: bool = False
    plain: bool = False
    scheduler: str | None = None
    data: str | None = None


def make(reports, kept, inputs, options, progress):
    """Make reports.

    Parameters
    ----------
    reports : list of Report
    kept : Kept
    inputs : Inputs
    options : Options
    progress : Progress

    Returns
    -------
    dict of str to dict
        By id, the failure of each report that failed.
    """
    assessor = Assessor(kept, inputs, options.force)
    assessments = assessor.assess_all(reports)
    todo = [one for one in assessments if not one.fresh]
    failed = {one.report.id: _refused(one.report) for one in todo if one.report.problem}
    progress.begin([one.report.id for one in assessments if one.fresh], failed)
    with contextlib.ExitStack() as leaving:
        leaving.callback(lambda: kept.remember(inputs.known))
        waiting = sorted((one for one in todo if not one.report.problem), key=lambda one: -_expected(kept, one.report))
        if not waiting:
            return failed
        crew = leaving.enter_context(_crew(options, kept, progress))
        progress.workers = crew.size
        while waiting or crew.running:
            _begin(waiting, crew, assessor, failed, progress)
            for task, outcome in crew.next_ended() if crew.running else ():
                outcome = _kept(task, outcome, assessor, failed)
                progress.end(task.report.id, outcome)
    return failed


def _crew(options, kept, progress):
    if not options.scheduler:
        return Crew(options.workers, kept, options.plain)
    from engagement.publishing.cluster import Cluster  # other runs need not import what it does

    return Cluster(options.scheduler, kept, options.plain, options.data, progress.say)


def _begin(waiting, crew, assessor, failed, progress):
    """Begin as many reports as there is room for, the longest first, none before those it comes after."""
    for one in list(waiting):
        open_ids = {other.report.id for other in waiting} | {task.report.id for task in crew.running}
        if open_ids & set(one.report.after):
            continue
        broken = [id for id in one.report.after if id in failed or assessor.kept.failure(id)]
        if one.waits_for and not broken and not assessor.force:
            one = assessor.assess(one.report)
        if broken or one.fresh:
            waiting[:] = [other for other in waiting if other.report.id != one.report.id]
            if broken:
                failed[one.report.id] = _held_up(one.report, broken)
                assessor.kept.fail(one.report.id, failed[one.report.id])
            progress.end(one.report.id, failed.get(one.report.id))
        elif crew.has_room:
            waiting[:] = [other for other in waiting if other.report.id != one.report.id]
            given = replace(one.report, earlier=earlier.of(one.report, assessor.kept, Editions(assessor.kept.site)))
            crew.begin(Task(given, None if one.executes else _executed(assessor.kept, one.report),
                            _expected(assessor.kept, one.report)))  # fmt: skip
            progress.start(one.report.id)


def _kept(task, outcome, assessor, failed):
    """Keep what came of a report; the outcome as it then is."""
    kept, report = assessor.kept, task.report
    if outcome["reason"] is None:
        try:
            kept.take(report.id, _record(task, outcome, assessor))
            return outcome
        except OSError:  # a disk that takes no more concerns all
            raise
        except Exception as error:
            why = f"what it rested on cannot be recorded ({type(error).__name__}: {error})"
            outcome = outcome | {"reason": f"{report.notebook}: {why}"}
    failed[report.id] = {key: outcome[key] for key in ("reason", "cell", "seconds", "inputs", "bases")}
    kept.fail(report.id, failed[report.id])
    return outcome


def _record(task, outcome, assessor):
    """What is to be known of a report that was made."""
    report = task.report
    if task.executed:
        return assessor.kept.record(report.id) | {"page": page_key(report)}
    return {
        "fingerprint": assessor.inputs.fingerprint(report, outcome["lines"], assessor.results_before(report)),
        "page": page_key(report),
        **{key: outcome[key] for key in ("headline", "seconds", "inputs", "bases", "tries")},
    }


def _executed(kept, report):
    record = kept.record(report.id)
    return {
        "seconds": record["seconds"],
        "inputs": record["inputs"],
        "notebook": str(kept.good(report.id) / NOTEBOOK),
    }


def _expected(kept, report):
    return (kept.record(report.id) or {"seconds": UNKNOWN})["seconds"]


def _refused(report):
    from engagement.warehouse.store import digest, place

    inputs = [{"file": place(report.path), "sha256": digest(report.path)}] if report.path.is_file() else []
    return {"reason": report.problem, "cell": None, "seconds": 0.0, "inputs": inputs, "bases": []}


def _held_up(report, broken):
    reason = f"it comes after {', '.join(broken)}, which failed; mend that first"
    return {"reason": reason, "cell": None, "seconds": 0.0, "inputs": [], "bases": []}

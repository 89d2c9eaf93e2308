"""What would run, and why."""

import hashlib
import json
from dataclasses import dataclass

from engagement.publishing.fingerprints import looks

NEW, FAILED, ASKED = "new", "failed last time", "asked for"
PAGE = "only its page looks different"


@dataclass(frozen=True)
class Assessment:
    """What is to be done for a report.

    Attributes
    ----------
    report : Report
    reasons : list of str
        Why it would be made; none where it is fresh.
    executes : bool
        False where only its page is drawn again.
    waits_for : list of str
        Reports it comes after that are to run first; whether it runs too then depends on their results.
    """

    report: object
    reasons: list
    executes: bool = True
    waits_for: tuple = ()

    @property
    def fresh(self):
        """Whether there is nothing to do, whatever others come to."""
        return not self.reasons and not self.waits_for

    def __str__(self):
        if self.report.problem:
            return f"cannot run: {self.report.problem}"
        if self.reasons:
            return "; ".join(self.reasons)
        return f"runs if the results of {', '.join(self.waits_for)} change" if self.waits_for else "fresh"


class Assessor:
    """Compares what reports were made from with what is there now.

    Parameters
    ----------
    kept : Kept
    inputs : Inputs
    force : bool
        Run all, changed or not.
    """

    def __init__(self, kept, inputs, force=False):
        self.kept, self.inputs, self.force = kept, inputs, force

    def assess_all(self, reports):
        """Assess reports, those that come after others as well.

        Returns
        -------
        list of Assessment
        """
        found, left = {}, list(reports)
        ids = {report.id for report in reports}
        while left:
            ready = [report for report in left if not {id for id in report.after if id in ids} - found.keys()]
            for report in ready:
                waits_for = tuple(id for id in report.after if id in found and not found[id].fresh)
                found[report.id] = self.assess(report, waits_for)
            left = [report for report in left if report not in ready]
        return [found[report.id] for report in reports]

    def assess(self, report, waits_for=()):
        """Assess one report."""
        if report.problem:
            return Assessment(report, [report.problem])
        self.inputs.file(str(report.path))  # as it is now: a change while it runs is then one for the next time
        record = self.kept.record(report.id)
        if self.force or record is None or self.kept.failure(report.id):
            failed = self.kept.failure(report.id)
            return Assessment(report, [FAILED if failed else NEW if record is None else ASKED])
        reasons = self.inputs.reasons(report, record["fingerprint"], self.results_before(report))
        if reasons or record["page"] == page_key(report):
            return Assessment(report, reasons, waits_for=waits_for)
        return Assessment(report, [PAGE], executes=False, waits_for=waits_for)

    def results_before(self, report):
        """Digests of the results of the reports it comes after."""
        return {id: self.kept.results(id) for id in report.after}


def page_key(report):
    """What a report's page and the files beside it depend on, beside the executed notebook."""
    document = json.dumps(report.document, sort_keys=True)
    return hashlib.sha256("\0".join([looks(), report.title, report.audience, document]).encode()).hexdigest()

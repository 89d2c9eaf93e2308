"""Which report comes after which."""

from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from engagement.errors import PlanError


def check_order(reports, name):
    """Refuse reports that cannot be put in an order.

    Parameters
    ----------
    reports : list of Report
    name : str
        The plan's, for messages.

    Raises
    ------
    PlanError
        If a report comes after itself, directly or by way of others, or after one that is not there.
    """
    known = {report.id for report in reports}
    for report in reports:
        missing = [id for id in report.after if id not in known]
        if missing:
            near = get_close_matches(missing[0], sorted(known), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise PlanError(f"{name}: {report.id} comes after {missing[0]!r}, but the plan has no such report{hint}")
    try:
        TopologicalSorter({report.id: report.after for report in reports}).prepare()
    except CycleError as error:
        raise PlanError(
            f"{name}: {' comes before '.join(error.args[1])}; take one `after` away, for none can be first"
        ) from error

"""Which further cells to withhold, so that those with few persons cannot be found from the others."""

import numpy as np

from engagement.disclosure.exactly import SMALL, least_loss
from engagement.disclosure.witness import NEAR, alike, changed, goals_of


def complemented(linked, sensitive, minimum, exact=None):
    """Sensitive cells and, at little loss, those that must be withheld with them.

    Parameters
    ----------
    linked : engagement.disclosure.linked.Linked
    sensitive : array_like of bool
        Cells with few persons.
    minimum : int
        Fewest persons behind a number that is told.
    exact : bool, optional
        Whether the loss must be the least possible; where nothing is given, if the tables are small.

    Returns
    -------
    numpy.ndarray of bool
        Cells to withhold. The loss is the sum of the values withheld. Every sensitive cell can then have the values of
        `engagement.disclosure.witness.goals_of`, all numbers told being what they are. Where the totals allow of no
        such values, all cells but totals and zeros are withheld.

    Notes
    -----
    Where tables are large, each goal that is not met as things stand is met by the cheapest change of cells (a linear
    program), and what changes is withheld; in the end, each cell is told again if all goals can be met without it.

    References
    ----------
    Kelly, Golden and Assad (1992), Cell suppression: disclosure protection for sensitive tabular data. Networks 22(4);
    Castro (2007), A shortest-paths heuristic for statistical data protection in positive tables. INFORMS Journal on
    Computing 19(4).

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement.disclosure.linked import linked
    >>> rows = pd.DataFrame({"meeting_id": "M", "person": range(22), "side": list("aa" + "b" * 6 + "c" * 14)})
    >>> complemented(linked(rows, [["side"]], [["side"]]), [False, True, False, False, False], 5).tolist()
    [False, True, True, False, False]
    """
    values = linked.cells["value"].to_numpy(float)
    sensitive = np.asarray(sensitive, dtype=bool) & (values > 0) & ~linked.cells["told"].to_numpy()
    goals = goals_of(values, sensitive, minimum)
    if not goals:
        return sensitive
    small = len(goals) * linked.sums.shape[1] <= SMALL
    found = least_loss(linked, sensitive, goals) if (small if exact is None else exact) else None
    return found if found is not None else _greedy(linked, sensitive, goals)


def _greedy(linked, sensitive, goals):
    values = linked.cells["value"].to_numpy(float)
    withheld, used = sensitive.copy(), {}
    pending = list(goals)
    while pending := _not_met(linked, withheld, pending, used):
        goal = max(pending, key=lambda one: (one.sign * (one.bound - values[one.cell]), -one.cell))
        other = changed(linked, withheld, goal, values)
        if other is None:
            return (values > 0) & ~linked.cells["told"].to_numpy()
        used[goal] = np.abs(other - values) > NEAR
        withheld |= used[goal]
        pending.remove(goal)
    for cell in sorted(np.flatnonzero(withheld & ~sensitive), key=lambda cell: -values[cell]):
        without = withheld.copy()
        without[cell] = False
        again = {}
        if not _not_met(linked, without, [goal for goal in goals if used[goal][cell]], again):
            withheld, used = without, used | again
    return withheld


def _not_met(linked, withheld, goals, used):
    """The goals that cannot be met as things stand; what the numbers that meet the others change goes into `used`."""
    values, pending = linked.cells["value"].to_numpy(float), list(goals)
    together = list(pending)
    while together:
        other = alike(linked, withheld, together)
        met = [goal for goal in together if goal.met(other)]
        for goal in met:
            used[goal] = np.abs(other - values) > NEAR
        pending = [goal for goal in pending if goal not in used]
        together = [goal for goal in together if goal not in met] if met else together[1:] if len(together) > 1 else []
    return pending

"""What a reader can find out about a number that is withheld, from all the numbers that are told."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, milp

from engagement.errors import DataError


@dataclass(frozen=True)
class Range:
    """The least and the most a withheld number may be, all numbers told being what they are."""

    low: int
    high: int


def known_range(linked, withheld, cell, told=None):
    """The range within which a reader can find a withheld number.

    Parameters
    ----------
    linked : engagement.disclosure.linked.Linked
    withheld : array_like of bool
        Which cells are withheld.
    cell : int
        Number of the cell.
    told : array_like, optional
        What is told of each cell; the true values where nothing is given.

    Returns
    -------
    Range
        Ends by two integer linear programs over all combinations of classes. The reader knows that a withheld number is
        above 0, as zeros are told, and that numbers of persons are whole.

    Raises
    ------
    DataError
        If the numbers told contradict one another.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.
    Management Science 47(7).

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement.disclosure.linked import linked
    >>> rows = pd.DataFrame({"meeting_id": "M", "person": range(12), "side": list("aabbbbbccccc")})
    >>> known_range(linked(rows, [["side"]], [["side"]]), [False, True, True, False, False], 1)
    Range(low=1, high=6)
    """
    values = linked.cells["value"].to_numpy(float) if told is None else np.asarray(told, dtype=float)
    withheld = np.asarray(withheld, dtype=bool)
    limits = LinearConstraint(linked.sums, np.where(withheld, 1, values), np.where(withheld, np.inf, values))
    aim = linked.sums[[cell]].toarray().ravel()
    ends = []
    for sign in (1, -1):
        solved = milp(sign * aim, constraints=limits, integrality=np.ones(aim.size))
        if solved.x is None:
            raise DataError(f"no numbers of persons fit what is told: {solved.message}")
        ends.append(round(float(aim @ solved.x)))
    return Range(*ends)

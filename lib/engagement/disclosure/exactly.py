"""The least loss at which all sensitive cells are safe, by one integer program: for small tables."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from engagement.disclosure.witness import LEAST

SMALL = 600  # goals times atoms, up to which it is quick


def least_loss(linked, sensitive, goals):
    """Cells to withhold at the least loss.

    Parameters
    ----------
    linked : engagement.disclosure.linked.Linked
    sensitive : numpy.ndarray of bool
    goals : list of engagement.disclosure.witness.Goal

    Returns
    -------
    numpy.ndarray of bool or None
        None where no choice of cells meets all goals. For each goal there are numbers of their own that meet it and
        differ from the true ones only in cells that are withheld.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.
    Management Science 47(7).
    """
    values = linked.cells["value"].to_numpy(float)
    fixed, (cells, atoms) = linked.cells["told"].to_numpy() | (values == 0), linked.sums.shape
    limits = [_of(linked, goal, place, len(goals), values, fixed) for place, goal in enumerate(goals)]
    many = len(goals) * atoms
    bounds = Bounds(np.r_[np.zeros(many), sensitive.astype(float)], np.r_[np.full(many, np.inf), ~fixed])
    cost = np.r_[np.zeros(many), np.where(sensitive, 0.0, values)]
    solved = milp(cost, constraints=sum(limits, []), bounds=bounds, integrality=np.ones(many + cells))
    return None if solved.x is None else solved.x[many:] > 0.5


def _of(linked, goal, place, goals, values, fixed):
    """Limits on the numbers that meet one goal: they change only cells that are withheld, and there stay above 0."""
    most, (cells, atoms) = values.max(), linked.sums.shape
    before, after = sparse.csr_array((cells, place * atoms)), sparse.csr_array((cells, (goals - place - 1) * atoms))
    sums, free = sparse.hstack([before, linked.sums, after]).tocsr(), sparse.eye_array(cells)
    down = np.where(fixed, 0, values - LEAST)
    aim = sparse.hstack([sums[[goal.cell]], sparse.csr_array((1, cells))])
    return [
        LinearConstraint(sparse.hstack([sums, sparse.diags_array(down)]), values),
        LinearConstraint(sparse.hstack([sums, -most * free]), -np.inf, values),
        LinearConstraint(goal.sign * aim, goal.sign * goal.bound),
    ]

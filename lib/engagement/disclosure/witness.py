"""Numbers that fit all that is told and yet are others: as long as there are some, a reader cannot tell."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, milp

LEAST = 1.0  # a withheld number is above 0, as zeros are told
NEAR = 1e-6


@dataclass(frozen=True)
class Goal:
    """A cell, and the value that it must be able to have: at most where `sign` is -1, at least where it is 1."""

    cell: int
    bound: float
    sign: int

    def met(self, values):
        """Whether the cell has such a value."""
        return self.sign * (values[self.cell] - self.bound) > -NEAR


def goals_of(values, sensitive, minimum):
    """What a reader must hold possible of each sensitive number.

    Parameters
    ----------
    values : numpy.ndarray
        Of all cells.
    sensitive : numpy.ndarray of bool
    minimum : int
        Fewest persons behind a number that is told.

    Returns
    -------
    list of Goal
        A number below the minimum may be anything from 1 up to the minimum, so that not even that it is below can be
        told; one above it (few persons who came often) is uncertain by one less than the minimum both ways.

    Examples
    --------
    >>> [(goal.bound, goal.sign) for goal in goals_of(np.array([3.0, 40.0]), np.array([True, True]), 5)]
    [(1.0, -1), (5.0, 1), (36.0, -1), (44.0, 1)]
    """
    found = []
    for cell in np.flatnonzero(sensitive):
        value, few = values[cell], values[cell] < minimum
        found.append(Goal(int(cell), LEAST if few else float(value - minimum + 1), -1))
        found.append(Goal(int(cell), float(minimum if few else value + minimum - 1), 1))
    return found


def alike(linked, withheld, goals):
    """Other numbers that fit all that is told, and come as near to the goals as can be.

    Parameters
    ----------
    linked : engagement.disclosure.linked.Linked
    withheld : numpy.ndarray of bool
    goals : list of Goal

    Returns
    -------
    numpy.ndarray
        The value of each cell: whole numbers.
    """
    values, many = linked.cells["value"].to_numpy(float), linked.sums.shape[1]
    aims = linked.sums[[goal.cell for goal in goals]]
    signs = np.array([goal.sign for goal in goals], dtype=float)
    bounds = signs * np.array([goal.bound for goal in goals])
    limits = [
        LinearConstraint(
            sparse.hstack([linked.sums, sparse.csr_array((len(values), len(goals)))]),
            np.where(withheld, LEAST, values),
            np.where(withheld, np.inf, values),
        ),
        LinearConstraint(sparse.hstack([sparse.diags_array(signs) @ aims, sparse.eye_array(len(goals))]), bounds),
    ]
    return _cells(linked, np.r_[np.zeros(many), np.ones(len(goals))], limits)


def changed(linked, withheld, goal, loss):
    """Numbers that meet a goal and differ from the true ones in cells that are told, at the least loss.

    Parameters
    ----------
    linked : engagement.disclosure.linked.Linked
    withheld : numpy.ndarray of bool
    goal : Goal
    loss : numpy.ndarray
        What it costs to change a cell by 1. Cells told in any case and zeros do not change.

    Returns
    -------
    numpy.ndarray or None
        The value of each cell; None where no numbers meet the goal.
    """
    values, many = linked.cells["value"].to_numpy(float), linked.sums.shape[1]
    fixed = linked.cells["told"].to_numpy() | (values == 0)
    may = np.flatnonzero(~fixed & ~withheld)
    part, apart = linked.sums[may], sparse.eye_array(len(may))
    limits = [
        LinearConstraint(
            sparse.hstack([linked.sums, sparse.csr_array((len(values), len(may)))]),
            np.where(fixed, values, LEAST),
            np.where(fixed, values, np.inf),
        ),
        LinearConstraint(sparse.hstack([part, -apart]), -np.inf, values[may]),
        LinearConstraint(sparse.hstack([part, apart]), values[may]),
        LinearConstraint(
            sparse.hstack([goal.sign * linked.sums[[goal.cell]], sparse.csr_array((1, len(may)))]),
            goal.sign * goal.bound,
        ),
    ]
    return _cells(linked, np.r_[np.zeros(many), loss[may]], limits)


def _cells(linked, cost, limits):
    """The cells of the cheapest atoms; in whole numbers, which the linear program alone nearly always gives."""
    many = linked.sums.shape[1]
    for whole in (0, 1):
        solved = milp(cost, constraints=limits, integrality=np.r_[np.full(many, whole), np.zeros(len(cost) - many)])
        if solved.x is None:
            return None
        atoms = solved.x[:many]
        if np.abs(atoms - atoms.round()).max() < NEAR:
            break
    return linked.sums @ atoms.round()

"""Rows and terms that a regression can learn from, and why the others are left out."""

from itertools import combinations

import numpy as np
from pyfixest.estimation import demean
from scipy.optimize import linprog
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import lsqr

from engagement.evidence.design import INTERCEPT

TOLERANCE, ROUNDS = 1e-10, 100_000  # of the projection on effects
NOTHING = 1e-9  # share of a term's squares that is left where effects or other terms determine it


def within(columns, effects, weights=None):
    """What of some columns their fixed effects leave, by weighted least squares.

    Parameters
    ----------
    columns : ndarray of shape (n, k)
    effects : ndarray of int, shape (n, e)
    weights : ndarray of shape (n,), optional

    Returns
    -------
    ndarray of shape (n, k)
    """
    if not effects.size or not columns.size:
        return columns
    weights = np.ones(len(columns)) if weights is None else weights
    codes = np.ascontiguousarray(effects, np.uint64)
    left, _ = demean(np.ascontiguousarray(columns, float), codes, weights, TOLERANCE, ROUNDS)
    return left


def telling(design, zeros_tell_nothing):
    """Which rows stand in levels of effects that can say something.

    Left out, again and again until none is left, are levels of a single row and, in a count model, levels with zeros
    only, for which an effect without bound fits perfectly.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    kept = np.ones(len(design.y), bool)
    while design.effects.size:
        before = kept.sum()
        for codes, levels in zip(design.effects.T, design.levels, strict=True):
            single = np.bincount(codes, kept, levels) <= 1
            zeros = np.bincount(codes, kept * (design.y > 0), levels) == 0
            kept &= ~(single | (zeros & zeros_tell_nothing))[codes]
        if kept.sum() == before:
            break
    return kept


def identified(design):
    """Which terms can be told apart from the effects and from the terms before them.

    Returns
    -------
    kept : list of int
    lost : dict of str to str
        Why each other term cannot be estimated.
    """
    if not len(design.y):
        return [], {}
    x = _centred(design)
    left = within(x, design.effects)
    kept, lost, basis = [], {}, np.empty((len(left), 0))
    for place, name in enumerate(design.terms):
        column, inside = x[:, place], left[:, place]
        rest = inside - basis @ (basis.T @ inside)
        if np.ptp(column) and (rest**2).sum() > NOTHING * (column**2).sum() or name == INTERCEPT:
            kept.append(place)
            basis = np.column_stack([basis, rest / np.sqrt((rest**2).sum())])
        elif np.ptp(column) == 0:
            lost[name] = f"{name} is constant"
        elif (inside**2).sum() <= NOTHING * (column**2).sum() and len(design.effect_names):
            lost[name] = f"{name} does not vary within {' and '.join(design.effect_names)}"
        else:
            lost[name] = f"the other terms determine {name}"
    return kept, lost


def separated(design):
    """Rows with an outcome of 0 that terms or effects tell perfectly from the others.

    Their fitted value goes to 0 and a coefficient beyond all bounds; they say nothing of the other terms. Found are
    directions that change no row with an outcome above 0, and of these the ones that only lower rows with a 0.

    Returns
    -------
    rows : ndarray of bool, shape (n,)
    terms : list of str
        Terms that tell them apart; none where the effects do so alone.

    References
    ----------
    Correia, Guimaraes and Zylkin (2019), arXiv 1903.01633.
    """
    zero, found = design.y == 0, np.zeros(len(design.y), bool)
    if not zero.any() or zero.all():
        return found, []
    directions, moves = _term_directions(design, zero)
    directions = np.column_stack([directions, *_effect_directions(design, zero)])
    if not directions.shape[1]:
        return found, []
    chosen = _lowering(directions[zero])
    lowered = directions @ chosen
    found = zero & (lowered < -(TOLERANCE**0.5))
    used = np.abs(moves @ chosen[: moves.shape[1]]) > TOLERANCE**0.5
    names = [name for name, there in zip(design.terms, used, strict=True) if there and name != INTERCEPT]
    return found, names if found.any() else []


def _term_directions(design, zero):
    """Changes of the linear predictor by terms that rows above 0 do not see, and the coefficients that make them."""
    x = _centred(design)
    scale = np.sqrt((x**2).sum(axis=0))
    x = x / np.where(scale > 0, scale, 1)
    left = within(x[~zero], design.effects[~zero])
    values, vectors = np.linalg.eigh(left.T @ left)
    moves = vectors[:, values <= NOTHING]
    changes = x @ moves
    if design.effects.size and moves.size:
        starts = np.concatenate([[0], np.cumsum(design.levels)[:-1]])
        rows = np.repeat(np.arange(len(x)), design.effects.shape[1])
        dummies = coo_matrix((np.ones(len(rows)), (rows, (design.effects + starts).ravel()))).tocsr()
        for place in range(changes.shape[1]):
            level = lsqr(dummies[~zero], changes[~zero, place], atol=TOLERANCE, btol=TOLERANCE)[0]
            changes[:, place] -= dummies @ level
    changes[~zero] = 0
    changes[np.abs(changes) < NOTHING**0.5] = 0
    seen = (np.abs(changes) > 0).any(axis=0)
    return changes[:, seen], moves[:, seen]


def _centred(design):
    """Terms about their mean, where an intercept or effects take it up: figures such as years lose no digits."""
    if INTERCEPT not in design.terms and not design.effects.size:
        return design.x
    means = np.where([name == INTERCEPT for name in design.terms], 0, design.x.mean(axis=0))
    return design.x - means


def _effect_directions(design, zero):
    """Changes by a pair of effects, where the rows above 0 fall into parts that only rows with a 0 connect."""
    for first, second in combinations(range(design.effects.shape[1]), 2):
        one, other = design.effects[:, first], design.effects[:, second] + design.levels[first]
        size = design.levels[first] + design.levels[second]
        joined = coo_matrix((np.ones((~zero).sum()), (one[~zero], other[~zero])), (size, size))
        parts, label = connected_components(joined, directed=False)
        if parts > 1:
            for part in range(parts):
                change = (label[one] == part).astype(float) - (label[other] == part)
                if change[zero].any():
                    yield change


def _lowering(directions):
    """The mix of directions that lowers most rows and raises none; zeros where there is none."""
    count = directions.shape[1]
    distinct = np.unique(directions, axis=0)
    found = linprog(
        distinct.sum(axis=0), A_ub=np.vstack([distinct, -distinct]),
        b_ub=np.concatenate([np.zeros(len(distinct)), np.ones(len(distinct))]), bounds=[(None, None)] * count,
    )  # fmt: skip
    return found.x if found.success else np.zeros(count)

"""Influence of each cluster on coefficients, adjusted for how closely the fit follows that cluster."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix

from engagement.errors import DataError
from engagement.evidence.informative import within

CHUNK = 4_000_000  # numbers held at a time
MOST = 2_000  # levels of effects that cross clusters
FULL = 1e-8  # a direction whose leverage is this near to 1 is fitted exactly and says nothing
NO_SIZE, NO_RANK = 1e-10, 1e-8


@dataclass(frozen=True)
class Influence:
    """What each of J clusters adds to each of k coefficients.

    Attributes
    ----------
    added : ndarray of shape (J, k)
        In the order of the clusters' codes.
    squares : ndarray of shape (J, k)
        Variance of what is added, were residuals independent with variance 1 and nothing fitted.
    shared : ndarray of shape (J, k, q)
        What the fit takes of it, along the q directions that clusters share.
    scores : ndarray of shape (J, q)
        Residuals of the cluster along these directions.
    lost : ndarray of shape (J, k)
        Part of the cluster's weight in each coefficient that lies along directions fitted exactly. Above 0, no
        residual tells of the error of what the cluster adds.
    """

    added: np.ndarray
    squares: np.ndarray
    shared: np.ndarray
    scores: np.ndarray
    lost: np.ndarray


def influence(fit, clusters, power):
    """Add up a fit's influence by cluster, with residuals adjusted by the leverage of their cluster.

    Parameters
    ----------
    fit : engagement.evidence.fitting.Fit
    clusters : ndarray of int, shape (n,)
        Codes from 0 without gaps.
    power : {0, 0.5, 1}
        Residuals of a cluster are multiplied with (I - H) to the power of minus this, H being its block of the hat
        matrix in the scale of the working weights: 0 leaves them (CR0), 0.5 makes their variance right if they are
        independent (CR2), 1 predicts the cluster from all others (CR3). Directions fitted exactly are left out.

    Returns
    -------
    Influence

    Raises
    ------
    DataError
        If effects that cross clusters have more than 2,000 levels.

    Notes
    -----
    Effects whose levels each lie in one cluster are taken out beforehand, which changes nothing (Pustejovsky and
    Tipton 2018, theorem 2). Work is done in the rows of a cluster or in the directions that clusters share, whichever
    are fewer, with clusters of one size together.

    References
    ----------
    Bell and McCaffrey (2002), Survey Methodology 28(2); Kauermann and Carroll (2001), Journal of the American
    Statistical Association 96(456), for working weights; Pustejovsky and Tipton (2018), Journal of Business &
    Economic Statistics 36(4).
    """
    directions = _Directions(fit, clusters)
    found = None
    for codes, rows in _batches(clusters, directions.count):
        y = directions.of(rows)
        plain = y[..., : fit.x.shape[1]] @ directions.to_terms
        p, lost = _adjusted(y, plain, power)
        e = fit.residuals[rows]
        if found is None:
            total, (k, q) = clusters.max() + 1, (p.shape[2], y.shape[2])
            found = Influence(*(np.empty((total, *shape)) for shape in ((k,), (k,), (k, q), (q,), (k,))))
        found.added[codes] = np.einsum("jsk,js->jk", p, e)
        found.squares[codes] = (p**2).sum(axis=1)
        found.shared[codes] = p.transpose(0, 2, 1) @ y
        found.scores[codes] = np.einsum("jsq,js->jq", y, e)
        found.lost[codes] = lost
    return found


def nested(codes, clusters):
    """Whether each level of an effect lies in one cluster."""
    owner = np.empty(codes.max() + 1, clusters.dtype)
    owner[codes] = clusters
    return bool((owner[codes] == clusters).all())


def _batches(clusters, directions):
    """Codes of clusters of one size with their rows, some at a time."""
    sizes = np.bincount(clusters)
    starts, order = np.cumsum(sizes) - sizes, np.argsort(clusters, kind="stable")
    for size in np.unique(sizes):
        codes = np.flatnonzero(sizes == size)
        step = max(1, CHUNK // (size * (directions + min(size, directions))))
        for first in range(0, len(codes), step):
            some = codes[first : first + step]
            yield some, order[starts[some][:, None] + np.arange(size)]


def _adjusted(y, p, power):
    """(I - y y')^-power p cluster by cluster, and the squares of p along directions fitted exactly."""
    if power == 0:
        return p, 0.0
    if y.shape[1] <= y.shape[2]:
        leverage, vectors = np.linalg.eigh(y @ y.transpose(0, 2, 1))
        along = vectors.transpose(0, 2, 1) @ p
        factor, size = _factor(leverage, power), 1.0
        adjusted = vectors @ (factor[..., None] * along)
    else:
        leverage, vectors = np.linalg.eigh(y.transpose(0, 2, 1) @ y)
        along = vectors.transpose(0, 2, 1) @ (y.transpose(0, 2, 1) @ p)
        factor, size = _factor(leverage, power), np.maximum(leverage, NO_SIZE)
        more = np.where(leverage > NO_SIZE, (factor - 1) / size, power)
        adjusted = p + y @ (vectors @ (more[..., None] * along))
    return adjusted, (((factor == 0) / size)[..., None] * along**2).sum(axis=1)


def _factor(leverage, power):
    left = 1 - leverage
    return np.where(left > FULL, np.maximum(left, FULL) ** -power, 0)


class _Directions:
    """Orthonormal directions in which clusters influence one another: those of the terms, then of crossing effects."""

    def __init__(self, fit, clusters):
        self.root = np.sqrt(fit.weights)
        self.terms, upper = np.linalg.qr(fit.x)
        self.to_terms = np.linalg.inv(upper).T
        effects = fit.design.effects
        inside = np.array([nested(codes, clusters) for codes in effects.T], bool)
        self.nested, self.crossing = effects[:, inside], effects[:, ~inside]
        self.levels = np.concatenate([[0], np.cumsum(self.crossing.max(axis=0, initial=-1) + 1)]).astype(int)
        if self.levels[-1] > MOST:
            names = [name for name, one in zip(fit.design.effect_names, inside, strict=True) if not one]
            raise DataError(
                f"{' and '.join(names)} effects have {self.levels[-1]:,} levels that cross clusters, above {MOST:,}; "
                "take errors='CR1', or cluster by that effect"
            )
        self.whole = self.mix = None
        if not self.crossing.size:
            self.whole = self.terms
        elif self.levels[-1] * len(clusters) <= CHUNK:  # made once, and not for some clusters at a time
            dummies = self._made(np.arange(len(clusters)))
            self.mix = _orthonormal(_product(dummies))
            self.whole = np.concatenate([self.terms, dummies @ self.mix], axis=1)
        else:
            batches = _batches(clusters, self.levels[-1])
            self.mix = _orthonormal(sum(_product(self._made(rows.ravel())) for _, rows in batches))

    @property
    def count(self):
        return self.terms.shape[1] + (self.mix.shape[1] if self.mix is not None else 0)

    def of(self, rows):
        """Directions of the rows of some clusters, shape (clusters, rows, directions)."""
        if self.whole is not None:
            return self.whole[rows]
        return np.concatenate(
            [self.terms[rows], (self._made(rows.ravel()) @ self.mix).reshape(*rows.shape, -1)], axis=2
        )

    def _made(self, rows):
        """Dummies of crossing effects in the scale of the weights, nested effects taken out."""
        where = np.repeat(np.arange(len(rows)), self.crossing.shape[1])
        places = (self.crossing[rows] + self.levels[:-1]).ravel()
        dummies = coo_matrix((np.ones(len(where)), (where, places)), (len(rows), self.levels[-1])).tocsr()
        if self.nested.size:
            left = within(dummies.toarray(), self.nested[rows], self.root[rows] ** 2)
            return left * self.root[rows][:, None]
        return dummies.multiply(self.root[rows][:, None]).tocsr()


def _product(dummies):
    """The dummies' products with one another, as a full matrix."""
    product = dummies.T @ dummies
    return product if isinstance(product, np.ndarray) else product.toarray()


def _orthonormal(products):
    """What makes dummies of these products orthonormal."""
    size = np.sqrt(np.diag(products))
    size[size <= NO_SIZE * size.max(initial=1)] = np.inf
    values, vectors = np.linalg.eigh(products / np.outer(size, size))
    kept = values > NO_RANK * values.max(initial=0)
    return vectors[:, kept] / np.sqrt(values[kept]) / size[:, None]

"""Coefficients of the regressions, and what the errors of any of them rest on."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyfixest
from scipy.linalg import cho_factor, cho_solve
from scipy.special import xlogy

from engagement.errors import DataError
from engagement.evidence.design import Design
from engagement.evidence.informative import within

PRECISE, STEPS = 1e-12, 100


@dataclass(frozen=True)
class Fit:
    """A fitted regression in the scale of its working weights, where it is one of least squares.

    Attributes
    ----------
    design : Design
    coefficients : ndarray of shape (k,)
    fitted : ndarray of shape (n,)
        Expected outcome.
    weights : ndarray of shape (n,)
        The expected outcome in a Poisson regression, 1 in a linear one.
    x : ndarray of shape (n, k)
        Terms with effects taken out, times the root of the weights.
    residuals : ndarray of shape (n,)
        Outcome less expectation, over the root of the weights.
    """

    design: Design
    coefficients: np.ndarray
    fitted: np.ndarray
    weights: np.ndarray
    x: np.ndarray
    residuals: np.ndarray

    @property
    def inverse(self):
        """Inverse of the terms' products, the covariance of coefficients where residuals have variance 1."""
        return np.linalg.inv(self.x.T @ self.x)

    @property
    def freedom(self):
        """Rows less parameters."""
        return len(self.residuals) - self.design.parameters

    @property
    def dispersion(self):
        """Pearson chi-squared over its degrees of freedom."""
        return float((self.residuals**2).sum() / self.freedom)


def poisson(design):
    """Fit expected counts ``exp(x b + effects + offset)`` by Poisson pseudo-likelihood.

    Parameters
    ----------
    design : Design
        All its terms identified, no row separated.

    Returns
    -------
    Fit

    Raises
    ------
    DataError
        If the fit runs out of all bounds.

    References
    ----------
    Correia, Guimaraes and Zylkin (2020), Stata Journal 20(1), for effects taken out in each step of reweighting.
    """
    y, offset = design.y, design.offset
    fitted = (y + y.mean()) / 2
    predictor, before = np.log(fitted), _deviance(y, fitted)
    working, left = 0, np.column_stack([np.zeros(len(y)), design.x])
    for _ in range(STEPS):  # what a step leaves of outcome and terms is near to what the next one will leave
        moved, working = working, predictor - offset + y / fitted - 1
        left[:, 0] += working - moved
        left = within(left, design.effects, fitted)
        scaled = np.sqrt(fitted)[:, None] * left
        coefficients = cho_solve(cho_factor(scaled[:, 1:].T @ scaled[:, 1:]), scaled[:, 1:].T @ scaled[:, 0])
        predictor = working - (left[:, 0] - left[:, 1:] @ coefficients) + offset
        with np.errstate(over="ignore"):
            fitted = np.exp(predictor)
        if not (np.isfinite(fitted) & (fitted > 0)).all():
            raise DataError(
                f"the counts of {design.outcome} have no fit; look for terms of very different size, such as years "
                "beside shares, and give them in other units"
            )
        now = _deviance(y, fitted)
        if abs(now - before) < PRECISE * (0.1 + abs(before)):
            break
        before = now
    return in_scale(design, coefficients, fitted, fitted)


def _deviance(y, fitted):
    return 2 * (xlogy(y, y / fitted) - y + fitted).sum()


def linear(design):
    """Fit ``x b + effects`` by least squares.

    Parameters
    ----------
    design : Design
        All its terms identified.

    Returns
    -------
    Fit
    """
    frame, formula = _plain(design)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = pyfixest.feols(formula, frame, vcov="iid", drop_intercept=True, fixef_rm="none", copy_data=False)
    coefficients = fit.coef().to_numpy(float)
    return in_scale(design, coefficients, design.y - np.asarray(fit.resid(), float), np.ones(len(design.y)))


def in_scale(design, coefficients, fitted, weights):
    """A fit from its coefficients and expected outcomes."""
    root = np.sqrt(weights)
    left = within(design.x, design.effects, weights) * root[:, None]
    return Fit(design, coefficients, fitted, weights, left, (design.y - fitted) / root)


def _plain(design):
    """The design under names of its own, so that any name of a column will do."""
    terms = [f"x{place}" for place in range(len(design.terms))]
    effects = [f"effect{place}" for place in range(design.effects.shape[1])]
    names, columns = ["y", *terms, *effects], [design.y, *design.x.T, *design.effects.T]
    formula = f"y ~ {' + '.join(terms)}" + (f" | {' + '.join(effects)}" if effects else "")
    return pd.DataFrame(dict(zip(names, columns, strict=True))), formula

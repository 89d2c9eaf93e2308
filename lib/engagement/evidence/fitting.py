"""Coefficients by pyfixest, and what the errors of any of the regressions rest on."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyfixest

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
        If the fit does not converge.
    """
    frame, formula = _plain(design)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # which rows are fitted is settled before
        fit = pyfixest.fepois(
            formula, frame, vcov="iid", offset="offset", drop_intercept=True, fixef_rm="none", separation_check=[],
            iwls_tol=PRECISE, iwls_maxiter=STEPS, copy_data=False,
        )  # fmt: skip
    coefficients = fit.coef().to_numpy(float)
    fitted = np.asarray(fit.predict(type="response"), float)
    if not (np.isfinite(coefficients).all() and np.isfinite(fitted).all() and (fitted > 0).all()):
        raise DataError(
            f"the counts of {design.outcome} have no fit; look for terms of very different size, such as years beside "
            "shares, and give them in other units"
        )
    return in_scale(design, coefficients, fitted, fitted)


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
    columns = {"y": design.y, "offset": design.offset}
    columns |= dict(zip(terms, design.x.T, strict=True)) | dict(zip(effects, design.effects.T, strict=True))
    return pd.DataFrame(columns), f"y ~ {' + '.join(terms)}" + (f" | {' + '.join(effects)}" if effects else "")

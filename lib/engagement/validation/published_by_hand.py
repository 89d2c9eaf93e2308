"""Published numbers that can be worked out by hand: an index, two corrections, a correlation, an E-value."""

import warnings

import numpy as np
from statsmodels.stats.multitest import multipletests

from engagement.evidence.correlation import OnePointWarning, correlation
from engagement.evidence.sensitivity import e_value
from engagement.measures.concentration import hhi

THROMBOLYSIS = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip
LSAT = (576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594)
GPA = (3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96)


def concentration():
    """The index of four firms with shares of 30, 30, 20 and 20%, and in points.

    Returns
    -------
    dict of str to float
    """
    index = hhi([30, 30, 20, 20]).value
    return {"HHI of shares 30, 30, 20, 20%": index, "the same in points": 10_000 * index}


def many_tests():
    """How many of fifteen hypotheses are rejected at 5% (Benjamini and Hochberg 1995).

    Returns
    -------
    dict of str to int

    Examples
    --------
    >>> many_tests()
    {'rejected by Benjamini-Hochberg': 4, 'rejected by Holm': 3}
    """
    ways = {"Benjamini-Hochberg": "fdr_bh", "Holm": "holm"}
    return {f"rejected by {name}": int(multipletests(THROMBOLYSIS, 0.05, way)[0].sum()) for name, way in ways.items()}


def law_schools():
    """Correlation of test scores and grades of fifteen law schools, and its jackknife error (Efron 1982).

    Returns
    -------
    dict of str to float
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OnePointWarning)  # one school does carry much of it
        found = correlation(LSAT, GPA, "pearson", n_resamples=99)
    without = found.influence.to_numpy(float)
    n = len(without)
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    return {"correlation": found.estimate.value, "jackknife error": error}


def unmeasured():
    """The E-value of a risk ratio of 3.9 (VanderWeele and Ding 2017).

    Returns
    -------
    dict of str to float
    """
    return {"E-value of 3.9": e_value(3.9).estimate}

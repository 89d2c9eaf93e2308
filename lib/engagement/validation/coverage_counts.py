"""How often count models reject a true null and hold a known effect, in panels like those studied here."""

from dataclasses import replace

import numpy as np
import pandas as pd
from tqdm import tqdm

from engagement.evidence.design import design
from engagement.evidence.fitting import in_scale, poisson
from engagement.evidence.models import errors_of, table_of, usable
from engagement.evidence.score_bootstrap import p_value, webb
from engagement.validation.covered import counted

GROUPS, MORE_GROUPS = 11, (20, 30, 50)
MEETINGS, QUESTIONS = 20, (5, 18)
SHARED, CARRIED, SHOCK, QUESTION, SPREAD, MEAN = 0.8, 0.7, 0.5, 0.5, 2.0, 4.0
EFFECT = float(np.log(1.1))
PANEL = (
    f"{MEETINGS} meetings of {QUESTIONS[0]} to {QUESTIONS[1]} Questions a group, mean {MEAN:g}, negative binomial "
    f"({SPREAD:g}); shocks to a group at a meeting (sd {SHOCK:g}) carry on ({CARRIED:g}) and all its Questions share "
    f"them, as they share {SHARED:.0%} of the regressor's variance; Question and meeting effects"
)
RULES = {
    "CR2": "CR2, Satterthwaite t (the default)",
    "HC1": "HC1: rows taken as independent (naive)",
    "CR1": "CR1, t(G-1)",
    "CR3": "CR3 by one step, t(G-1)",
    "two-way": "two-way by group and meeting, t(G-1)",
}
BOOTSTRAP = "score bootstrap, Webb weights"
SIZE, COVERAGE = "true null rejected at 5%", "ratio of counts, true value 1.1"


def coverage(draws=2000, rng=0):
    """Simulate the size of tests and the coverage of intervals of count models.

    Parameters
    ----------
    draws : int
        Panels of 11 groups for each, without an effect and with one of 10% a standard deviation; a quarter as many of
        each further number of groups.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a rule of errors, see `engagement.validation.covered.counted`: shares of tests that reject a true
        null, nominal 5%, then of 95% intervals that hold the effect, with the bias of its estimate.
    """
    rng = np.random.default_rng(rng)
    null = [_tests(panel(rng, GROUPS), rng) for _ in tqdm(range(draws), desc="null")]
    known = [_intervals(panel(rng, GROUPS, EFFECT)) for _ in tqdm(range(draws), desc="effect")]
    rows = [
        _row([one[rule] <= 0.05 for one in null], SIZE, name, 0.05)
        for rule, name in (RULES | {BOOTSTRAP: BOOTSTRAP}).items()
    ]
    for groups in MORE_GROUPS:
        some = [_bootstrap_test(panel(rng, groups), rng) for _ in tqdm(range(draws // 4), desc=f"{groups} groups")]
        rows.append(_row([p <= 0.05 for p in some], SIZE, BOOTSTRAP, 0.05, groups))
    for rule, name in RULES.items():
        hits = [one.loc[rule, "low"] <= EFFECT <= one.loc[rule, "high"] for one in known]
        rows.append(_row(hits, COVERAGE, name, 0.95, note=_bias([one.loc[rule, "estimate"] for one in known])))
    return pd.DataFrame(rows)


def panel(rng, groups=GROUPS, effect=0.0):
    """One made-up panel of Questions.

    Parameters
    ----------
    rng : numpy.random.Generator
    groups : int
    effect : float
        Of a standard deviation of x, on the log of the expected count.

    Returns
    -------
    pandas.DataFrame
        One row a Question and meeting: group, question, meeting, x (variance 1), y.
    """
    sizes = rng.integers(QUESTIONS[0], QUESTIONS[1] + 1, groups)
    of = np.repeat(np.arange(groups), sizes)
    shared, shock = (_carried(rng, groups) for _ in range(2))
    x = np.sqrt(SHARED) * shared[of] + np.sqrt(1 - SHARED) * rng.normal(size=(len(of), MEETINGS))
    own = rng.normal(0, QUESTION, (len(of), 1))
    mean = MEAN * np.exp(effect * x + SHOCK * shock[of] + own)
    y = rng.poisson(mean * rng.gamma(SPREAD, 1 / SPREAD, x.shape))
    question, meeting = (places.ravel() for places in np.indices(x.shape))
    columns = {"group": of[question], "question": question, "meeting": meeting, "x": x.ravel(), "y": y.ravel()}
    return pd.DataFrame(columns)


def _carried(rng, groups):
    """Series with variance 1 that carry on from meeting to meeting."""
    series = rng.normal(size=(groups, MEETINGS))
    for place in range(1, MEETINGS):
        series[:, place] = CARRIED * series[:, place - 1] + np.sqrt(1 - CARRIED**2) * series[:, place]
    return series


def _used(data):
    return usable(design("y ~ x", data, ("question", "meeting"), ("group", "meeting")), counts=True).design


def _tables(fit):
    """The one term under each rule, as count_model gives it."""
    found = {}
    for rule in RULES:
        columns = 2 if rule == "two-way" else 1
        clusters = {"clusters": fit.design.clusters[:, :columns], "cluster_names": ("group", "meeting")[:columns]}
        errors = errors_of(replace(fit, design=replace(fit.design, **clusters)), rule, counts=True)
        found[rule] = table_of(fit.design.terms, fit.coefficients, errors, 0.95).iloc[0]
    return pd.DataFrame(found).T


def _intervals(data):
    return _tables(poisson(_used(data)))


def _tests(data, rng):
    fit = poisson(_used(data))
    clusters = fit.design.clusters[:, 0]
    own = p_value(fit, 0, 0.0, clusters, webb(clusters.max() + 1, rng))
    return _tables(fit)["p"].to_dict() | {BOOTSTRAP: own}


def _bootstrap_test(data, rng):
    """The test alone, which needs the fit under the null only and may start from any other."""
    used = _used(data)
    means = np.full(len(used.y), used.y.mean())
    clusters = used.clusters[:, 0]
    return p_value(in_scale(used, np.zeros(1), means, means), 0, 0.0, clusters, webb(clusters.max() + 1, rng))


def _row(hits, measure, rule, nominal, groups=GROUPS, note=""):
    return counted(hits, measure, rule, PANEL, "groups", groups, note, nominal)


def _bias(estimates):
    error = np.std(estimates, ddof=1) / np.sqrt(len(estimates))
    return f"bias of the log ratio {np.mean(estimates) - EFFECT:+.4f}, its Monte Carlo error {error:.4f}"

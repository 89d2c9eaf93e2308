"""Count models beside statsmodels with dummies, and resampled rank correlations beside scipy.

    python benchmarks/models.py

prints a table of seconds and of the most memory held. Ours is the best of three runs; statsmodels' usual way, its GLM,
takes some two minutes and 3.5 GB. Its Poisson model by Newton's method stands beside it, which fits the same faster.
"""

import sys
import time

import numpy as np
import pandas as pd
from measuring import line, measured, table
from scipy import stats

ROWS, LEVELS = 100_000, (200, 20)
FORMULA_OURS, FORMULA = "y ~ x + z", "y ~ x + z + C(a) + C(b)"
POINTS, BLOCKS, RESAMPLES, PERMUTATIONS = 200, 10, 10_000, 100_000


def lines():
    """Lines of the table."""
    models = f"count model, {ROWS:,} rows, {LEVELS[0]} + {LEVELS[1]} effects"
    resampled = f"Spearman, n = {POINTS}, {RESAMPLES:,} BCa and {PERMUTATIONS:,} permutations in {BLOCKS} blocks"
    return [
        _beside(models, "model", "glm", "statsmodels GLM with dummies", ">= 100, < 1,000 MB"),
        _beside(models, "model", "newton", "statsmodels Poisson with dummies", ""),
        _beside(resampled, "correlation", "plain", "scipy with a statistic in Python", ">= 15"),
    ]


def _beside(task, what, other, instead, wanted):
    ours, theirs = (measured([sys.executable, __file__, what, way]) for way in ("ours", other))
    seconds, plain = (float(cost.printed.split()[-1]) for cost in (ours, theirs))
    return line(
        task, f"{seconds:.2f} s", f"{instead}: {plain:.1f} s", plain / seconds, ours.memory, theirs.memory, wanted
    )


def panel(rows=ROWS):
    """Overdispersed counts with two terms and two effects, organizations log-normal (1.5) as in the demonstration."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"a": rng.integers(0, LEVELS[0], rows), "b": rng.integers(0, LEVELS[1], rows)})
    data["x"], data["z"] = rng.normal(size=(2, rows))
    mean = np.exp(0.1 * data["x"] + rng.normal(0, 1.5, LEVELS[0])[data["a"]])
    data["y"] = rng.poisson(mean * rng.gamma(1, 1, rows))
    return data


def model_ours():
    """Fit by the library, with the errors by the first effect that statsmodels has too (CR1)."""
    from engagement.evidence import count_model

    count_model(FORMULA_OURS, panel(1_000), ("a", "b"), "a", errors="CR1")  # compiles
    data = panel()
    return _best(lambda: count_model(FORMULA_OURS, data, ("a", "b"), "a", errors="CR1").terms.loc["x", "estimate"])


def model_plain(fit):
    """Fit with a dummy for each level and errors by the first effect."""
    data = panel()
    began = time.perf_counter()
    print(fit(data, {"cov_type": "cluster", "cov_kwds": {"groups": data["a"].to_numpy()}}).params["x"])
    return time.perf_counter() - began


def glm(data, errors):
    """Statsmodels' generalized linear model."""
    import statsmodels.api as sm
    import statsmodels.formula.api as smf

    return smf.glm(FORMULA, data, family=sm.families.Poisson()).fit(**errors)


def newton(data, errors):
    """Statsmodels' Poisson model."""
    import statsmodels.formula.api as smf

    return smf.poisson(FORMULA, data).fit(disp=0, **errors)


def _best(task, times=3):
    """Seconds of the fastest run."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        print(task())
        taken.append(time.perf_counter() - began)
    return min(taken)


def points():
    """Two related quantities in blocks."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=POINTS)
    return x, 0.3 * x + rng.normal(size=POINTS), np.repeat(np.arange(BLOCKS), POINTS // BLOCKS)


def correlation_ours():
    """Interval and test by the library."""
    from engagement.evidence.correlation import correlation

    x, y, blocks = points()
    return _best(lambda: correlation(x, y, blocks=blocks, n_resamples=RESAMPLES, permutations=PERMUTATIONS))


def correlation_plain():
    """Interval and test by scipy; its interval resamples single points, as it knows no blocks."""
    x, y, blocks = points()
    places = [np.flatnonzero(blocks == block) for block in range(BLOCKS)]
    rng = np.random.default_rng(1)

    def spearman(one, other):
        return stats.spearmanr(one, other)[0]

    def within(one):
        shuffled = one.copy()
        for place in places:
            shuffled[place] = rng.permutation(one[place])
        return shuffled

    began = time.perf_counter()
    stats.bootstrap((x, y), spearman, paired=True, vectorized=False, n_resamples=RESAMPLES, rng=rng)
    value = abs(spearman(x, y))
    sum(abs(spearman(within(x), y)) >= value for _ in range(PERMUTATIONS))
    return time.perf_counter() - began


WAYS = {
    ("model", "ours"): model_ours,
    ("model", "glm"): lambda: model_plain(glm),
    ("model", "newton"): lambda: model_plain(newton),
    ("correlation", "ours"): correlation_ours,
    ("correlation", "plain"): correlation_plain,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(WAYS[tuple(sys.argv[1:])]())
    else:
        print(table(lines()))

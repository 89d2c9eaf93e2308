"""Count models beside statsmodels with dummies, and resampled rank correlations beside scipy.

    python benchmarks/models.py

prints a table of seconds and of the most memory held; statsmodels takes some two minutes and 3.5 GB.
"""

import sys
import time

import numpy as np
import pandas as pd
from measuring import line, measured, table
from scipy import stats

ROWS, LEVELS = 100_000, (200, 20)
POINTS, BLOCKS, RESAMPLES, PERMUTATIONS = 200, 10, 10_000, 100_000


def lines():
    """Lines of the table."""
    models = f"count model, {ROWS:,} rows, {LEVELS[0]} + {LEVELS[1]} effects"
    resampled = f"Spearman, n = {POINTS}, {RESAMPLES:,} BCa and {PERMUTATIONS:,} permutations in {BLOCKS} blocks"
    return [
        _beside(models, "model", "statsmodels with dummies", ">= 100, < 1,000 MB"),
        _beside(resampled, "correlation", "scipy with a statistic in Python", ">= 15"),
    ]


def _beside(task, what, instead, wanted):
    ours, theirs = (measured([sys.executable, __file__, what, way]) for way in ("ours", "plain"))
    seconds, plain = (float(cost.printed.split()[-1]) for cost in (ours, theirs))
    return line(
        task, f"{seconds:.2f} s", f"{instead}: {plain:.1f} s", plain / seconds, ours.memory, theirs.memory, wanted
    )


def panel(rows=ROWS):
    """Counts with two effects and two terms."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"a": rng.integers(0, LEVELS[0], rows), "b": rng.integers(0, LEVELS[1], rows)})
    data["x"], data["z"] = rng.normal(size=(2, rows))
    data["y"] = rng.poisson(np.exp(0.1 * data["x"] + rng.normal(0, 0.3, LEVELS[0])[data["a"]]))
    return data


def model_ours():
    """Fit by the library, with its default errors by the first effect."""
    from engagement.evidence import count_model

    count_model("y ~ x + z", panel(1_000), ("a", "b"), cluster="a")  # compiles
    data = panel()
    began = time.perf_counter()
    terms = count_model("y ~ x + z", data, ("a", "b"), cluster="a").terms
    print(terms.loc["x", "estimate"])
    return time.perf_counter() - began


def model_plain():
    """Fit with a dummy for each level."""
    import statsmodels.formula.api as smf

    data = panel()
    began = time.perf_counter()
    fit = smf.poisson("y ~ x + z + C(a) + C(b)", data).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": data["a"].to_numpy()}
    )
    print(fit.params["x"])
    return time.perf_counter() - began


def points():
    """Two related quantities in blocks."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=POINTS)
    return x, 0.3 * x + rng.normal(size=POINTS), np.repeat(np.arange(BLOCKS), POINTS // BLOCKS)


def correlation_ours():
    """Interval and test by the library."""
    from engagement.evidence.correlation import correlation

    x, y, blocks = points()
    began = time.perf_counter()
    print(correlation(x, y, blocks=blocks, n_resamples=RESAMPLES, permutations=PERMUTATIONS))
    return time.perf_counter() - began


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
    ("model", "plain"): model_plain,
    ("correlation", "ours"): correlation_ours,
    ("correlation", "plain"): correlation_plain,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(WAYS[tuple(sys.argv[1:])]())
    else:
        print(table(lines()))

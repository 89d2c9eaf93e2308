"""Coverage of the intervals of concentration and diversity, organizations drawn from populations of known shape.

The first is that of the demonstration (data/demonstration/truth.yml): log-normal activity with a standard deviation of
1.5. The others are less unequal, or have no log-normal tail: what an interval made for the first does there is shown.
"""

import numpy as np
import pandas as pd

from engagement.estimate import Estimate
from engagement.measures import concentration, diversity, share_statistics
from engagement.validation.covered import covered

NOMINAL = 0.95
SIZES = (10, 30, 100)
MEAN = 15  # contributions of an organization
MANY, AVERAGED = 400_000, 20_000
INTERVAL = "as many drawn alike: log-gamma sizes, spread inverted"
MEASURES = {
    "HHI": (concentration.hhi, share_statistics.SQUARES),
    "Gini coefficient": (concentration.gini, share_statistics.MEAN_DIFFERENCE),
    "Shannon diversity": (diversity.shannon, diversity.ENTROPY),
    "CR_4": (concentration.concentration_ratio, share_statistics.largest(4)),
    "elephant factor": (concentration.elephant_factor, share_statistics.fewest(0.5)),
}
POPULATIONS = {
    "log-normal (1.5), Poisson: the demonstration's": lambda rng, n: _poisson(
        rng, np.exp(rng.normal(0, 1.5, n) - 1.125)
    ),
    "log-normal (1), Poisson": lambda rng, n: _poisson(rng, np.exp(rng.normal(0, 1.0, n) - 0.5)),
    "geometric": lambda rng, n: _poisson(rng, rng.exponential(1, n)),
    "Pareto (1.5), rounded up": lambda rng, n: np.ceil((1 - rng.random(n)) ** (-1 / 1.5)),
}
NOTES = {
    "geometric": "wide: large organizations differ less than a log-gamma tail allows for",
    "Pareto (1.5), rounded up": "too short: the largest organizations of such a population are seldom seen",
}
RAREFIED = "unconditional, normal"


def coverage(draws=1000, rng=11):
    """Coverage of the intervals of concentration, diversity and rarefaction.

    Parameters
    ----------
    draws : int
        Simulated groups per design.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        measure, interval, design, units, n, nominal, covered, draws, low and high (Wilson 95% interval of covered),
        note. The truth is the mean of the measure over many groups of as many organizations, each with a contribution
        or more; for rarefaction, the organizations expected among contributions drawn from all there are.
    """
    rng = np.random.default_rng(rng)
    rows = [row for design in POPULATIONS for n in SIZES for row in _unequal(design, n, draws, rng)]
    return pd.DataFrame([*rows, *(_rarefied(n, draws, rng) for n in SIZES)])


def _unequal(design, n, draws, rng):
    population = POPULATIONS[design](rng, MANY)
    held = np.sort(rng.choice(population[population > 0], (AVERAGED, n)), axis=1)
    shares = held / held.sum(axis=1, keepdims=True)
    for name, (measure, statistic) in MEASURES.items():
        estimates, truth = [measure(one) for one in held[:draws]], statistic.of(shares).mean()
        note = NOTES.get(design, "")
        yield covered(estimates, truth, name, INTERVAL, f"organizations {design}", "organizations", n, note)


def _rarefied(n, draws, rng):
    """Half of as many contributions as there are, from organizations of which not all are seen.

    Each draw has a truth of its own; what is covered is the distance to it, 0.
    """
    apart, contributions = [], 10 * n
    for _ in range(draws):
        chance = np.exp(rng.normal(0, 1.5, n))
        chance /= chance.sum()
        truth = (1 - (1 - chance) ** (contributions // 2)).sum()
        found = diversity.rarefied(rng.multinomial(contributions, chance), contributions // 2)
        ends = (end - truth for end in (found.value, found.low, found.high))
        apart.append(Estimate(*ends, NOMINAL, found.n, found.unit, found.basis, found.method))
    design = f"{contributions} contributions of organizations log-normal (1.5), rarefied to half"
    note = "n counts those seen or not"
    return covered(apart, 0.0, "rarefied organizations", RAREFIED, design, "organizations", n, note)


def _poisson(rng, activity):
    return rng.poisson(MEAN * activity)

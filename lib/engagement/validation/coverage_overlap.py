"""How often the intervals of overlap hold the truth, and how often its tests reject a true null."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from engagement.estimate import Estimate
from engagement.measures.networks import structure
from engagement.measures.overlap import cosine, jaccard
from engagement.measures.pairs import pairs
from engagement.measures.restructuring import before_after
from engagement.measures.topics import similarity
from engagement.validation.covered import covered

SIZES = (10, 30, 100, 300)
MANY = 200_000
GROUPS = 4
BASIS = "demonstration"
LEVEL = 0.05
ALIKE = "as many, drawn alike"
NONE = Estimate.not_estimable("nothing to compare", 0, "ratio", BASIS)
DESIGN = (
    "activity of organizations log-normal (1.5), interest in each of 4 groups log-normal (1.2), both on the log as in "
    "the demonstration; contributions Poisson; first two groups merged"
)
TITLES = "each of 60 words has its own frequency in each of two groups; a Question writes 4 titles of 5 words"


def coverage(draws=1000, rng=0):
    """Simulate the coverage of the intervals of overlap, topics and restructuring.

    Parameters
    ----------
    draws : int
        Made-up records for each number of units.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        Two rows a measure and number of units, see `engagement.validation.covered.covered`: one for the truth of as
        many units drawn alike (the mean over the draws, of changes given as ratios the geometric one), which is what
        intervals of concentration are about as well, and one for that of very many. The cosine of contributions, the
        change of HHI and that of the effective number fall short of the latter: it is decided by organizations so
        large that most draws have none of them.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for measures, draw, many, units, design in (
        (_overlaps, _records, MANY, "organizations", DESIGN),
        (_titles, _questions, 4_000, "Questions a group", TITLES),
    ):
        vocabulary = rng.dirichlet(np.full(60, 0.3), 2) if draw is _questions else None
        truth = {name: one.value for name, one in measures(draw(rng, many, vocabulary)).items()}
        for size in SIZES:
            found = [measures(draw(rng, size, vocabulary)) for _ in range(draws)]
            for name in truth:
                estimates = [one.get(name, NONE) for one in found]
                interval = "Wilson" if name == "Jaccard index" else f"jackknife over {units.split()[0]}"
                rows += [
                    covered(estimates, value, name, interval, f"{design}; truth: {units} {of}", units, size)
                    for of, value in ((ALIKE, _alike(estimates)), ("very many", truth[name]))
                ]
    return pd.DataFrame(rows)


def sizes_of_tests(draws=200, copies=199, rng=0):
    """How often the tests reject a null that holds: organizations choose groups with no regard to one another.

    Parameters
    ----------
    draws : int
        Made-up records.
    copies : int
        Permutations of each.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a test: test, n (organizations), level, rejected (share of draws with p at or below 5%), draws, low and
        high (95% Wilson interval). Of a family, whether any adjusted p is at or below 5%.
    """
    rng = np.random.default_rng(rng)
    hits = {}
    for _ in range(draws):
        found = pairs(_records(rng, 60), BASIS, copies, rng)
        made = structure(_records(rng, 60, groups=12), BASIS, list("xyz") * 4, draws=19, rng=rng)
        for name, p in {
            "Jaccard index, one pair": found["p"].iloc[0],
            "Jaccard index, any of all pairs": found["p_adjusted"].min(),
            "cosine of roots, one pair": found["roots_p"].iloc[0],
            "cosine of roots, any of all pairs": found["roots_p_adjusted"].min(),
            "modularity of communities of 12 groups": made.found_p,
            "modularity of 12 groups as parted": made.today_p,
        }.items():
            hits.setdefault(name, []).append(p <= LEVEL + 1e-12)
    rows = []
    for name, rejected in hits.items():
        low, high = proportion_confint(sum(rejected), draws, method="wilson")
        rows.append((name, 60, LEVEL, np.mean(rejected), draws, low, high))
    return pd.DataFrame(rows, columns=["test", "n", "level", "rejected", "draws", "low", "high"])


def _records(rng, count, _=None, groups=GROUPS):
    """Contributions of organizations to groups; those with none are not on record."""
    activity = np.exp(rng.normal(-1.125, 1.5, count))
    interest = np.exp(rng.normal(-0.72, 1.2, (count, groups)))
    held = rng.poisson(activity[:, None] * interest * np.resize([8, 5, 6, 4], groups)).astype(float)
    return pd.DataFrame(held[held.any(axis=1)], columns=[f"SG{n + 1}" for n in range(groups)])


def _overlaps(table):
    found = {
        "Jaccard index": jaccard(table, "SG1", "SG2", BASIS),
        "cosine of roots": cosine(table, "SG1", "SG2", BASIS, "roots"),
        "cosine of contributions": cosine(table, "SG1", "SG2", BASIS),
    }
    rows = (
        table.rename_axis("organization").melt(ignore_index=False, var_name="group", value_name="credit").reset_index()
    )
    rows["then"] = rows["group"].replace({"SG1": "SG9", "SG2": "SG9"})
    if rows.groupby("group")["credit"].sum().min() > 0:
        changed = before_after(rows, BASIS)
        found |= {
            f"merger, change of {name}": one for name, one in zip(changed["measure"], changed["change"], strict=True)
        }
    return found


def _questions(rng, count, vocabulary):
    """Titles of Questions of two groups."""
    words = np.array([f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(vocabulary.shape[1])])
    rows = []
    for group, weights in enumerate(vocabulary):
        picked = rng.choice(words, (count, 4, 5), p=weights)
        rows += [(f"{q}/{group}", f"SG{group}", " ".join(title)) for q, four in enumerate(picked) for title in four]
    return pd.DataFrame(rows, columns=["question", "group", "title"])


def _titles(rows):
    return {"likeness of titles": similarity(rows, BASIS, "question", draws=1)["similarity"].iloc[0]}


def _alike(estimates):
    """What the measure is at the mean with as many units drawn alike: ratios on the log scale."""
    known = [one for one in estimates if one.estimable]
    values = np.array([one.value for one in known])
    return np.exp(np.log(values).mean()) if known[0].unit == "ratio" else values.mean()

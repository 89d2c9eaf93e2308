"""How often pooled intervals of rates, ranks and shares hold the truth, for made-up Questions."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.measures.item_shares import by_question
from engagement.measures.question_shares import pooled_shares
from engagement.measures.questions import pooled
from engagement.validation.covered import by_group

SIZES = (5, 10, 30)
MEETINGS = 5
SPREAD, UNEVEN = 0.7, 0.3
SHAPE = 4.0
TOP = 3
DESIGN = (
    f"Questions whose contributions per meeting are log-normal (median 8, standard deviation {SPREAD} on the log "
    f"scale), {MEETINGS} meetings of unequal size (log-normal, {UNEVEN}), counts negative binomial of shape {SHAPE:g}; "
    "shares of industry normal on the logit scale around 75% (0.6), differing from meeting to meeting (0.5)"
)
RARE, ALIKE, ITEMS = 0.02, 20, 8
RARE_DESIGN = f"{ITEMS} items of each Question; shares of Questions beta around {RARE:.0%} (strength {ALIKE})"
POOLED = "gamma-Poisson, partial pooling, variance over meetings by the mean"
INTERVALS = {
    "rate of a Question": POOLED,
    "rate of the Question that looks highest": POOLED,
    "rank of a Question": "middle 95% of ranks drawn",
    "share of a Question": "beta-binomial, partial pooling, effective number over meetings",
}


def coverage(draws=120, rng=0):
    """Simulate how often pooled intervals of Questions hold the truth: their rates, ranks and shares, rare ones too.

    Parameters
    ----------
    draws : int
        Made-up groups for each number of Questions.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a measure and number of Questions: measure, interval, design, units, n, nominal, covered (share of
        intervals, over all Questions of all draws, that hold the truth), draws, low and high (95% interval of
        covered, with groups as independent), note. The truth of a rate is what is expected at the meetings held; of a
        rank, that of the true rate; of a share, the mean over meetings.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for size in SIZES:
        held = {name: [] for name in INTERVALS}
        for _ in range(draws):
            for name, inside in _held(rng, size).items():
                held[name].append(np.mean(inside))
        rows += [by_group(inside, name, INTERVALS[name], DESIGN, "Questions", size) for name, inside in held.items()]
    for size in SIZES:
        inside = [_rare(rng, size) for _ in range(draws)]
        found = (np.mean(one) for one, _ in inside)
        none = sum(not some for _, some in inside)
        note = f"in {none} of {draws} draws no item of any Question is a hit"
        name = "rare share of a Question"
        rows.append(by_group(list(found), name, "beta-binomial, partial pooling", RARE_DESIGN, "Questions", size, note))
    return pd.DataFrame(rows)


def chance_of_top(size=15, draws=200, rng=0):
    """Whether Questions said to be among the first three with some chance are so as often.

    Returns
    -------
    pandas.DataFrame
        ``said`` (band of the chance), ``questions``, ``mean`` (mean chance said) and ``true`` (share that were).
    """
    rng = np.random.default_rng(rng)
    said, true = [], []
    for _ in range(draws):
        table, rates = _counts(rng, size)
        found = pooled(table, "demonstration", top=TOP, draws=2000).sort_values("question")
        said.append(found["top"].to_numpy(float))
        true.append(stats.rankdata(-rates) <= TOP)
    frame = pd.DataFrame({"chance": np.concatenate(said), "true": np.concatenate(true)})
    bands = pd.cut(frame["chance"], [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1], include_lowest=True)
    by = frame.groupby(bands, observed=True)
    return pd.DataFrame(
        {"questions": by.size(), "mean": by["chance"].mean(), "true": by["true"].mean()}
    ).rename_axis("said").reset_index()  # fmt: skip


def _counts(rng, size):
    """Contributions of each Question at each meeting, and the true rates."""
    rates = 8 * np.exp(rng.normal(0, SPREAD, size))
    sizes = np.exp(rng.normal(-(UNEVEN**2) / 2, UNEVEN, MEETINGS))
    counts = rng.poisson(rates[:, None] * sizes * rng.gamma(SHAPE, 1 / SHAPE, (size, MEETINGS)))
    counts[0, 0] += counts.sum() == 0
    names = [f"{number:03d}" for number in range(size)]
    table = pd.DataFrame({
        "group": "SG13", "period": "T22", "question": np.repeat(names, MEETINGS),
        "meeting_id": np.tile(np.arange(MEETINGS), size), "contributions": counts.ravel().astype(float),
    })  # fmt: skip
    return table, rates * sizes.mean()


def _held(rng, size):
    """For each measure, which intervals hold the truth."""
    table, rates = _counts(rng, size)
    found = pooled(table, "demonstration", draws=2000).sort_values("question", ignore_index=True)
    inside = _inside(found["rate"], rates)
    seen, truth = _shares(rng, table, size)
    shares = pooled_shares(seen, seen["hit"], "demonstration", draws=2000)
    return {
        "rate of a Question": inside,
        "rate of the Question that looks highest": [inside[found["raw"].idxmax()]],
        "rank of a Question": _inside(found["rank"], stats.rankdata(-rates)),
        "share of a Question": _inside(shares["share"], 100 * truth[shares["question"].astype(int)]),
    }


def _rare(rng, size):
    """Which intervals of a rare share hold the truth, and whether there is any hit."""
    truth = rng.beta(RARE * ALIKE, (1 - RARE) * ALIKE, size)
    hit = rng.random((size, ITEMS)) < truth[:, None]
    flags = pd.DataFrame({"question": np.repeat(np.arange(size), ITEMS), "group": "SG13", "hit": hit.ravel()})
    found = by_question(flags, "demonstration").sort_values("question")
    return _inside(found["share"], 100 * truth), hit.any()


def _shares(rng, table, size):
    """One row a contribution, whether it is by industry, and the true shares."""
    level = rng.normal(stats.logistic.ppf(0.75), 0.6, size)
    many = rng.normal(0, 0.5, 4000)
    truth = stats.logistic.cdf(level[:, None] + many).mean(axis=1)
    chance = stats.logistic.cdf(np.repeat(level, MEETINGS) + rng.normal(0, 0.5, len(table)))
    seen = table.loc[table.index.repeat(table["contributions"].astype(int))].assign(credit=1.0)
    hit = rng.random(len(seen)) < chance[seen.index]
    return seen.assign(hit=hit, document_id=np.arange(len(seen))), truth


def _inside(estimates, truth):
    return np.array([one.low <= true <= one.high for one, true in zip(estimates, truth, strict=True)])

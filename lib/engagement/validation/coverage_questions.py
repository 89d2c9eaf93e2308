"""How often pooled intervals of turnover and of developing countries hold the truth of made-up Questions."""

import numpy as np
import pandas as pd
from scipy import special

from engagement.measures import question_development, question_turnover
from engagement.measures.turnover import chances
from engagement.validation.covered import by_group

SIZES = (5, 10, 30)
POOL, LEAST, MOST, MEETINGS = 60, 5, 40, 5
LEVEL, APART = 0.35, 0.6  # chance to come of a typical organization, and how it differs between Questions (logit)
UNLIKE = 1.0  # how it differs between organizations (logit)
DEVELOPING, LEAN = 0.42, 0.5  # share of organizations, and how much more theirs contribute to some Questions (log)
ACTIVE, INTEREST = 1.5, 1.2  # log activity of an organization, and its log interest in a Question
INTERVAL = "beta-binomial, partial pooling, effective number over organizations, their common error added"
GROUP = f"Questions with {LEAST} to {MOST} organizations out of {POOL} of the group, so that most are behind several; "
COMING = GROUP + (
    f"each comes to each of {MEETINGS} meetings with a chance of its own, logit normal around {LEVEL:.0%} "
    f"(sd {UNLIKE:g} between organizations, the same in all Questions, and {APART:g} between Questions)"
)
FROM = GROUP + (
    f"{DEVELOPING:.0%} of them developing, log-normal in contributions (sd {ACTIVE:g}, and {INTEREST:g} by Question); "
    f"those of developing countries contribute more or less to a Question (log sd {LEAN:g})"
)


def coverage(draws=200, rng=0):
    """Simulate the coverage of `engagement.measures.question_turnover` and `question_development`.

    Parameters
    ----------
    draws : int
        Made-up groups for each number of Questions.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a measure and number of Questions, see `engagement.validation.covered.by_group`. The truth of a
        Question is what it would be with infinitely many organizations like those of the group.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for draw, design in ((turnover, COMING), (development, FROM)):
        for size in SIZES:
            held = {}
            for _ in range(draws):
                for name, (table, truths) in draw(rng, size).items():
                    pairs = zip(table["share"], truths[table["question"].astype(int)], strict=True)
                    held.setdefault(name, []).append(np.mean([one.low <= true <= one.high for one, true in pairs]))
            rows += [by_group(inside, name, INTERVAL, design, "Questions", size) for name, inside in held.items()]
    return pd.DataFrame(rows)


def turnover(rng, size):
    """Rates of Questions to which organizations come or not, and what they are for infinitely many of them."""
    level, own = special.logit(LEVEL) + rng.normal(0, APART, size), rng.normal(0, UNLIKE, POOL)
    rows = {"lapsed": [], "new": []}
    for place, who in enumerate(_behind(rng, size)):
        there = rng.random((len(who), MEETINGS)) < special.expit(level[place] + own[who])[:, None]
        for what, found in rows.items():
            hits, of = chances(there, what)
            one, when = np.nonzero(of)
            found.append(_form(place, who[one], hit=hits[one, when]))
    truths = _turnover_truths(level)
    names = {"lapsed": "lapse rate of a Question", "new": "share new to a Question"}
    return {
        names[what]: (question_turnover.pooled(pd.concat(found), "demonstration", draws=2000), truths[what])
        for what, found in rows.items()
    }


def development(rng, size):
    """Shares of developing countries in the contributions to Questions, and what they are of infinitely many firms."""
    lean = rng.normal(0, LEAN, size)
    developing, active = rng.random(POOL) < DEVELOPING, rng.normal(0, ACTIVE, POOL)
    rows = []
    for place, who in enumerate(_behind(rng, size)):
        made = np.exp(active[who] + rng.normal(0, INTEREST, len(who)) + lean[place] * developing[who])
        status = np.where(developing[who], "developing", "other")
        rows.append(_form(place, who, credit=made, development_status=status, document_id=pd.NA))
    mine = DEVELOPING * np.exp(lean)
    found = question_development.pooled(pd.concat(rows, ignore_index=True), "demonstration", draws=2000)
    return {"share of developing countries in a Question": (found, 100 * mine / (mine + 1 - DEVELOPING))}


def _behind(rng, size):
    """The organizations behind each Question."""
    return [rng.choice(POOL, rng.integers(LEAST, MOST + 1), replace=False) for _ in range(size)]


def _form(place, organizations, **columns):
    names = {"group": "SG13", "period": "T22", "question": f"{place:03d}", "organization": organizations}
    return pd.DataFrame(names | columns)


def _turnover_truths(level):
    """By quadrature over organizations: at risk where it came before, new where it did not."""
    points, weights = np.polynomial.hermite_e.hermegauss(40)
    chance = special.expit(level[:, None] + UNLIKE * points)
    mean = chance @ weights
    fresh = sum((chance * (1 - chance) ** before) @ weights for before in range(1, MEETINGS))
    return {"lapsed": 100 * (chance * (1 - chance)) @ weights / mean, "new": 100 * fresh / ((MEETINGS - 1) * mean)}

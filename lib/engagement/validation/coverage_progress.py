"""How often the intervals of progress of work hold the truth, for made-up work programmes like the demonstration's."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.evidence.incidence import incidence
from engagement.measures.item_shares import overall
from engagement.measures.outputs import contributions_per_output, rates

SIZES = (10, 30, 100)
NOMINAL = 0.95
DAYS, FOLLOWED = 730, 1500
MEDIAN, SPREAD, DELETED = 620, 0.5, 0.08  # of the time to decision, as in truth.yml
ITEMS = 4.7  # of a Question
MANY = 6_000
FACES = {
    "share decided within 730 days": "engagement.evidence.incidence, log-log jackknife over Questions, t",
    "median time to decision": "Brookmeyer-Crowley from the same",
    "share overdue, stale, with a single supporter": "engagement.measures.ratios.share over Questions",
    "texts consented per meeting": "engagement.measures.ratios.rate over meetings",
    "contributions per output": "inverse of engagement.measures.ratios.ratio over meetings",
}
DESIGNS = {
    "items": "Questions hold 1 or more items (4.7 at the mean); times log-normal (0.5), a quarter of the variance "
    "shared by a Question; 8% deleted; registered at any time, a quarter before the 1,500 days on record begin",
    "flags": "Questions hold 1 or more items (2.7 at the mean); shares of Questions beta around 25% or 6%",
    "meetings": "texts consented negative binomial with mean 9, contributions log-normal around 150",
}


def coverage(draws=500, rng=0):
    """Simulate the coverage of the intervals of progress of work.

    Parameters
    ----------
    draws : int
        Made-up records for each number of units.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        measure, interval, design, units, n, nominal, covered (share of draws whose interval holds the truth; a draw
        without an interval is left out, ``note`` says how many), draws, low and high (95% Wilson interval of covered),
        note. The truth is the parameter, or the measure of six thousand units drawn in the same way.
    """
    rng = np.random.default_rng(rng)
    truth = _times(_items(rng, MANY))
    rows = []
    for size in SIZES:
        drawn = [_times(_items(rng, size)) for _ in range(draws)]
        for name, whole in truth.items():
            rows.append(_row(name, "items", "Questions", size, [one[name] for one in drawn], whole.value))
        for chance in (0.25, 0.06):
            shares = [_flags(rng, size, chance) for _ in range(draws)]
            name = "share overdue, stale, with a single supporter"
            rows.append(_row(name, "flags", "Questions", size, shares, 100 * chance, f"around {chance:.0%}"))
    for size in (5, *SIZES):
        drawn = [_meetings(rng, size) for _ in range(draws)]
        for place, (name, value) in enumerate(
            {"texts consented per meeting": 9, "contributions per output": 150 / 9}.items()
        ):
            rows.append(_row(name, "meetings", "meetings", size, [one[place] for one in drawn], value))
    return pd.DataFrame(rows)


def _items(rng, questions):
    """Items of Questions that go together: entry, time, and what ended it."""
    of = np.repeat(np.arange(questions), 1 + rng.poisson(ITEMS - 1, questions))
    shared = rng.normal(0, SPREAD / 2, questions)[of]
    need = np.ceil(np.exp(np.log(MEDIAN) + shared + rng.normal(0, SPREAD * np.sqrt(0.75), len(of))))
    registered = rng.integers(-500, FOLLOWED, len(of)).astype(float)  # day 0 is the first on record
    entry, end = np.maximum(-registered, 0), FOLLOWED - registered
    dropped = rng.random(len(of)) < DELETED
    kept = need > entry
    frame = pd.DataFrame(
        {"question": of, "entry": entry, "time": np.minimum(need, end), "over": need <= end, "dropped": dropped}
    )
    return frame[kept]


def _times(items):
    decided, dropped = items["over"] & ~items["dropped"], items["over"] & items["dropped"]
    curve = incidence(
        items["time"], decided, "days", "demonstration", other=dropped, entry=items["entry"],
        clusters=items["question"], word="Questions",
    )  # fmt: skip
    return {"share decided within 730 days": curve.at(DAYS), "median time to decision": curve.quantile()}


def _flags(rng, questions, chance, alike=6):
    of = np.repeat(np.arange(questions), 1 + rng.poisson(1.7, questions))
    hit = rng.random(len(of)) < rng.beta(chance * alike, (1 - chance) * alike, questions)[of]
    return overall(pd.DataFrame({"question": of, "hit": hit}), "demonstration")


def _meetings(rng, size):
    consented = rng.negative_binomial(6, 6 / (6 + 9), size)
    held = np.round(np.exp(rng.normal(np.log(150) - 0.08, 0.4, size)))
    table = pd.DataFrame({"group": "G", "contributions": held, "consented": consented, "determined": 0})
    return rates(table, "demonstration", ["consented"])["consented"][0], contributions_per_output(
        table, "demonstration"
    )


def _row(name, design, units, size, estimates, truth, more=""):
    held = [one.low <= truth <= one.high for one in estimates if one.low is not None]
    low, high = stats.binomtest(sum(held), len(held)).proportion_ci(method="wilson") if held else (0.0, 1.0)
    without = len(estimates) - len(held)
    notes = [more, f"{without} draws had no interval" if without else ""]
    return {
        "measure": name, "interval": FACES[name], "design": DESIGNS[design], "units": units, "n": size,
        "nominal": NOMINAL, "covered": np.mean(held) if held else np.nan, "draws": len(held), "low": float(low),
        "high": float(high), "note": "; ".join(filter(None, notes)),
    }  # fmt: skip

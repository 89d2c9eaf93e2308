"""How often the intervals of the measures of developing countries hold the truth, for made-up organizations."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from engagement.measures.development import share
from engagement.measures.development_industry import industry_part

SIZES = (10, 30, 100, 300)
MEETINGS = (5, 10, 30)
NOMINAL = 0.95
DEVELOPING = 0.42  # share of organizations, as in the demonstration's truth
SPREAD = 1.5  # standard deviation of the log activity, likewise
KINDS = (("industry", 1.4), ("government", 0.5), ("academia", 0.6))
MIX = {"developing": (0.45, 0.35, 0.20), "other": (0.70, 0.15, 0.15)}
STATES, THERE = {"developing": 143, "other": 51}, {"developing": (0.6, 2.0), "other": (1.5, 1.5)}
UNEQUAL = (
    "organizations log-normal of 1.5 in contributions, 42% of them developing; industry 45% of those, 70% of others"
)
CHANCE = "194 Member States, each with its own chance to come; meetings larger and smaller (log-normal of 0.3)"
TRUTHS = ("share of developing countries in contributions", "industry ratio", "industry difference")


def coverage(draws=1000, rng=0):
    """Simulate the coverage of the intervals of these measures.

    Parameters
    ----------
    draws : int
        Made-up records for each number of organizations or meetings.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a measure and number of units: measure, interval, design, units, n, nominal, covered (share of draws
        whose interval holds the truth; draws without an interval are left out, ``note`` says how many), draws, low and
        high (95% Wilson interval of covered), note. The truth follows from the design.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for size in SIZES:
        held = {name: [] for name in TRUTHS}
        for _ in range(draws):
            for name, estimate in _measures(_records(rng, size)).items():
                held[name].append(estimate)
        truth = _truths()
        rows += [_row(name, "organizations", size, held[name], truth[name], UNEQUAL) for name in TRUTHS]
    chances = _chances(rng)
    for meetings in MEETINGS:
        found = [_present(rng, chances, meetings) for _ in range(draws)]
        rows.append(_row("share of developing countries among countries present", "meetings", meetings, found,
                         _truth_present(chances), CHANCE))  # fmt: skip
    return pd.DataFrame(rows)


def _records(rng, count):
    """Organizations with contributions, development status and kind."""
    where = np.where(rng.random(count) < DEVELOPING, "developing", "other")
    kind = np.array([rng.choice(len(KINDS), p=MIX[one]) for one in where])
    factor = np.array([amount for _, amount in KINDS])[kind]
    return pd.DataFrame({
        "development_status": where, "kind": [KINDS[one][0] for one in kind], "drawn": np.arange(count),
        "organization": np.arange(count), "credit": factor * np.exp(SPREAD * rng.standard_normal(count)),
    })  # fmt: skip


def _measures(rows):
    part = industry_part("contributions", rows, ["industry"], "demonstration")
    return dict(zip(TRUTHS, (share(rows, "demonstration"), part.ratio, part.difference), strict=True))


def _truths():
    """The measures of infinitely many organizations."""
    means = {one: np.array(mix) * [amount for _, amount in KINDS] for one, mix in MIX.items()}
    industry = {one: amounts[0] / amounts.sum() for one, amounts in means.items()}
    mine, others = DEVELOPING * means["developing"].sum(), (1 - DEVELOPING) * means["other"].sum()
    values = (
        100 * mine / (mine + others),
        industry["developing"] / industry["other"],
        100 * (industry["developing"] - industry["other"]),
    )
    return dict(zip(TRUTHS, values, strict=True))


def _chances(rng):
    """The odds of each Member State to be at a meeting, fixed for all."""
    chance = {one: rng.beta(*THERE[one], STATES[one]) for one in STATES}
    status = np.repeat(list(chance), [len(of) for of in chance.values()])
    odds = np.concatenate(list(chance.values()))
    return status, odds / (1 - odds)


def _come(sizes, odds):
    return sizes * odds / (1 + sizes * odds)


def _present(rng, chances, meetings):
    status, odds = chances
    there = rng.random((meetings, len(odds))) < _come(np.exp(0.3 * rng.standard_normal((meetings, 1))), odds)
    meeting, state = np.nonzero(there)
    rows = pd.DataFrame({"development_status": status[state], "credit": 1.0, "drawn": meeting})
    return share(rows, "demonstration", "countries present", "drawn", "meetings")


def _truth_present(chances):
    """The ratio of the expected numbers of countries."""
    status, odds = chances
    points, weights = np.polynomial.hermite_e.hermegauss(40)
    expected = (weights / weights.sum()) @ _come(np.exp(0.3 * points[:, None]), odds)
    return 100 * expected[status == "developing"].sum() / expected.sum()


def _row(name, units, size, estimates, truth, design):
    inside = np.array([one.low <= truth <= one.high for one in estimates if one.low is not None])
    low, high = proportion_confint(inside.sum(), len(inside), method="wilson") if len(inside) else (0.0, 1.0)
    without = len(estimates) - len(inside)
    how = "logit jackknife over " + units
    return {
        "measure": name, "interval": f"two of {how}, put together by MOVER" if "industry" in name else how,
        "design": design, "units": units, "n": size, "nominal": NOMINAL,
        "covered": inside.mean() if len(inside) else np.nan, "draws": len(inside), "low": low, "high": high,
        "note": f"{without} draws had no interval" if without else "",
    }  # fmt: skip

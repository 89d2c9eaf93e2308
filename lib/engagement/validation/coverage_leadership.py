"""How often the intervals of seat shares and representation ratios hold the truth, for made-up seats."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from engagement.measures.ratios import share
from engagement.measures.representation import representation

NOMINAL = 0.95
UNEQUAL, INTEREST = 1.5, 1.2  # of the log activity of organizations, and of the log interest they take in a group
PART = {"common": 0.42, "rare": 0.08}  # share of the organizations that are of the kind
BIAS = {"common": -0.3, "rare": 0.5}  # of the log odds of a seat
MERIT = {"experts": 1.0, "management": 0.5}  # power of the contributions to which seats go
MANY = 400_000
# organizations, seats a group, groups
DESIGNS = (
    (10, 10, 1),
    (30, 10, 1),
    (30, 40, 1),
    (100, 10, 1),
    (100, 40, 1),
    (300, 40, 1),
    (300, 200, 1),
    (300, 40, 11),
)
INTERVALS = {"representation ratio": "log jackknife over organizations, t", "seat share": "logit jackknife, t"}


def coverage(draws=300, rng=0):
    """Simulate the coverage of the intervals of leadership.

    Organizations are log-normal in activity; seats go by contributions to the power of merit, times a bias of the kind.

    Parameters
    ----------
    draws : int
        Made-up records of each design.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        measure, interval, design, units, n (organizations), nominal, covered (share of draws whose interval holds the
        truth), draws (with an interval), low and high (95% Wilson interval of covered), note. The truth is the value
        for hundreds of thousands of organizations drawn in the same way. ``note`` says on how many organizations a seat
        share rests: those with a seat, its own n, which are fewer than n where there are few seats.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for kind in PART:
        for bench, merit in MERIT.items():
            truth = _truth(rng, kind, merit)
            for design in DESIGNS:
                if design[2] > 1 and bench == "management":
                    continue  # the same as experts there, and slow
                rows += _covered(rng, draws, kind, bench, design, truth)
    return pd.DataFrame(rows)


def _drawn(rng, kind, merit, count, groups):
    """Which organizations are of the kind, their contributions and weights for seats by group."""
    mine = rng.random(count) < PART[kind]
    interest = rng.normal(0, INTEREST, (count, groups)) if groups > 1 else 0
    active = np.exp(rng.normal(0, UNEQUAL, (count, 1)) - UNEQUAL**2 / 2 + interest)
    made = rng.poisson(25 * active).astype(float)
    return mine, made, np.where(made > 0, made**merit * np.exp(BIAS[kind] * mine)[:, None], 0)


def _truth(rng, kind, merit):
    mine, made, weight = _drawn(rng, kind, merit, MANY, 1)
    seats = weight[mine].sum() / weight.sum()
    return {"representation ratio": seats / (made[mine].sum() / made.sum()), "seat share": 100 * seats}


def _records(rng, kind, merit, count, seats, groups):
    mine, made, weight = _drawn(rng, kind, merit, count, groups)
    held = np.column_stack(
        [rng.multinomial(seats, weight[:, group] / weight[:, group].sum()) for group in range(groups)]
    )
    tables = []
    for amounts in (held, made):
        organization, group = np.nonzero(amounts)
        tables.append(pd.DataFrame({
            "organization": organization, "group": group, "kind": np.where(mine, kind, "others")[organization],
            "credit": amounts[organization, group].astype(float),
        }))  # fmt: skip
    seated, credits = tables
    return seated.loc[seated.index.repeat(seated["credit"].astype(int))].reset_index(drop=True), credits


def _covered(rng, draws, kind, bench, design, truth):
    """The rows of one design, one a measure."""
    count, seats, groups = design
    inside, seated_by = {name: [] for name in truth}, []
    for _ in range(draws):
        seated, credits = _records(rng, kind, MERIT[bench], count, seats, groups)
        seated_by.append(seated["organization"].nunique())
        found = {"representation ratio": _ratio(seated, credits, kind)}
        if groups == 1:
            found["seat share"] = _share(seated, kind)
        for name, estimate in found.items():
            if estimate is not None and estimate.low is not None:
                inside[name].append(estimate.low <= truth[name] <= estimate.high)
    words = f"{kind} kind ({PART[kind]:.0%}), {bench}, {seats} seats in {groups} group{'s' if groups > 1 else ''}"
    few = {"seat share": f"rests on {np.median(seated_by):.0f} organizations with a seat at the median"}
    return [_row(name, words, count, np.array(hits), draws, few.get(name)) for name, hits in inside.items() if hits]


def _ratio(seated, credits, kind):
    found = representation(seated, credits, "kind", "demonstration").set_index("kind")["ratio"]
    return found.get(kind)


def _share(seated, kind):
    """As `engagement.measures.leadership.seat_shares`, also where the kind has no seat."""
    mine = (seated["kind"] == kind).astype(float)
    return share(
        mine, np.ones(len(mine)), "demonstration", "m", clusters="organizations", labels=seated["organization"]
    )


def _row(name, words, count, inside, draws, note=None):
    low, high = proportion_confint(inside.sum(), len(inside), method="wilson")
    return {
        "measure": name,
        "interval": INTERVALS[name],
        "design": f"organizations log-normal ({UNEQUAL}), {words}",
        "units": "organizations",
        "n": count,
        "nominal": NOMINAL,
        "covered": inside.mean(),
        "draws": len(inside),
        "low": low,
        "high": high,
        "note": "; ".join(filter(None, [note, len(inside) < draws and f"{draws - len(inside)} draws had no interval"])),
    }

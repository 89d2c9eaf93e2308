"""A published ranking: mortality of cardiac surgery in twelve hospitals."""

from engagement.evidence.ranking import rank_shares

HOSPITALS = "ABCDEFGHIJKL"
OPERATIONS = (47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360)
DEATHS = (0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24)
DRAWS = 200_000


def surgery():
    """Ranks of the hospitals, lowest mortality first: medians and ends of 95% intervals.

    Returns
    -------
    dict of str to int
    """
    found = rank_shares(DEATHS, OPERATIONS, HOSPITALS, "published", lowest_first=True, draws=DRAWS, rng=0).table
    named = {}
    for hospital, rank in found.set_index("unit")["rank"].items():
        for name, value in (("2.5% point", rank.low), ("median", rank.value), ("97.5% point", rank.high)):
            named[f"rank of hospital {hospital}, {name}"] = int(value)
    return named

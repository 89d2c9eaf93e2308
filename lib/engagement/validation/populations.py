"""Write the simulated populations that intervals of concentration are looked up in.

    python -m engagement.validation.populations

takes some four minutes of two processors; needed after a change of `engagement.evidence.populations` or of a statistic.
"""

import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from tqdm import tqdm

from engagement.evidence import populations
from engagement.evidence.populations import SIZES, SKEWS, SPREADS
from engagement.measures.concentration_table import MEASURES
from engagement.measures.share_statistics import largest

STATISTICS = (*MEASURES.values(), largest(10))  # those that reports show
PLACES = [(size, skew) for size in range(len(SIZES)) for skew in range(len(SKEWS))]


def at(place):
    """The curves of all statistics for a number of organizations and a skewness, as the table holds them."""
    return populations.drawn(*place, STATISTICS).astype(np.float32)


def main():
    """Draw all and write the table."""
    with ProcessPoolExecutor() as pool:
        found = list(tqdm(pool.map(at, PLACES), total=len(PLACES), desc="populations", file=sys.stderr))
    held = np.stack(found, axis=1).reshape(len(STATISTICS), len(SIZES), len(SKEWS), 3, len(SPREADS))
    np.savez_compressed(populations.TABLE, **{one.name: held[place] for place, one in enumerate(STATISTICS)})


if __name__ == "__main__":
    main()

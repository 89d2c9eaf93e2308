"""Simulate the coverage of every interval and write it to data/coverage.csv: ``make coverage``."""

import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd
from tqdm import tqdm

from engagement import locations, validation

COLUMNS = ["measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note"]
DIGITS = 4


def families():
    """Names of the modules that simulate, one a family of measures."""
    return sorted(one.name for one in iter_modules(validation.__path__) if one.name.startswith("coverage_"))


def simulate(family):
    """The coverage of one family, with its own seed and number of draws."""
    found = import_module(f"engagement.validation.{family}").coverage()
    return found[COLUMNS].assign(family=family.removeprefix("coverage_"))


def main():
    """Simulate all families, some at a time, and put the table in place when all are done."""
    with ProcessPoolExecutor() as pool:
        running = {pool.submit(simulate, family): family for family in families()}
        done = {}
        for future in tqdm(as_completed(running), total=len(running), desc="families", file=sys.stderr):
            done[running[future]] = future.result()
    table = pd.concat([done[family] for family in sorted(done)], ignore_index=True)
    path = locations.data() / "coverage.csv"
    beside = path.with_suffix(".new")
    table[["family", *COLUMNS]].round(DIGITS).to_csv(beside, index=False, lineterminator="\n")
    beside.replace(path)
    print(f"{path.relative_to(locations.home())}: {len(table)} designs")


if __name__ == "__main__":
    main()

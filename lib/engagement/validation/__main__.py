"""Simulate the coverage of intervals and write it to data/coverage.csv: ``make coverage``, or some families only.

    python -m engagement.validation [FAMILY ...]

A family is the part of a module's name after ``coverage_``. Rows of families that are not named stay as they are.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd
from tqdm import tqdm

from engagement import locations, validation

PREFIX = "coverage_"
COLUMNS = ["measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note"]
DIGITS = 4


def families():
    """Names of the families of measures that are simulated, in order."""
    names = (one.name for one in iter_modules(validation.__path__))
    return sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX))


def simulate(family):
    """The coverage of one family, with its own seed and number of draws."""
    found = import_module(f"engagement.validation.{PREFIX}{family}").coverage()
    return found[COLUMNS].assign(family=family)


def simulated(chosen):
    """The coverage of some families, as many at a time as there are processors.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    if len(chosen) == 1:
        return {chosen[0]: simulate(chosen[0])}
    with ProcessPoolExecutor() as pool:
        running = {pool.submit(simulate, family): family for family in chosen}
        finished = tqdm(as_completed(running), total=len(running), desc="families", file=sys.stderr)
        return {running[future]: future.result() for future in finished}


def replaced(before, done):
    """The table with the rows of the families that are done in place of those before, families in order.

    Parameters
    ----------
    before : pandas.DataFrame
        May be empty; rows of families that no longer exist are left out.
    done : dict of str to pandas.DataFrame
    """
    kept = {} if before.empty else dict(list(before.groupby("family")))
    tables = kept | done
    columns = ["family", *COLUMNS]
    return pd.concat([tables[family][columns] for family in families() if family in tables], ignore_index=True)


def main():
    """Simulate the families named, or all, and put the table in place when all are done."""
    parser = argparse.ArgumentParser(prog="python -m engagement.validation", description="Simulate coverage.")
    parser.add_argument("family", nargs="*", help=f"only these, of {', '.join(families())}; all if none is named")
    chosen = list(dict.fromkeys(parser.parse_args().family)) or families()
    unknown = [family for family in chosen if family not in families()]
    if unknown:
        parser.error(f"no family {', '.join(unknown)}; there are {', '.join(families())}")
    path = locations.data() / "coverage.csv"
    done = {family: rows.round(DIGITS) for family, rows in simulated(chosen).items()}
    before = pd.read_csv(path, keep_default_na=False) if path.exists() else pd.DataFrame()
    table = replaced(before, done)
    beside = path.with_suffix(".new")
    table.to_csv(beside, index=False, lineterminator="\n")
    beside.replace(path)
    print(f"{path.relative_to(locations.home())}: {len(table)} designs")


if __name__ == "__main__":
    main()

"""One specification of a curve: its model, and its score at no association; and many of them in several processes."""

import gc
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd
from tqdm import tqdm

from engagement.evidence.counts import count_model
from engagement.evidence.linear import linear_model
from engagement.evidence.null_scores import informative, null_scores
from engagement.evidence.sign_flips import check_clusters

MODELS = {"count": count_model, "linear": linear_model}
NOT_TESTED = "not in the joint test: "
COLUMNS = ["estimate", "se", "low", "high", "p"]
TERM = "engagement"
CHUNK = 8  # specifications handed to a process at a time

_shared = {}


def fitted(choice, common):
    """The row of one specification, and its scores.

    Parameters
    ----------
    choice : dict
        outcome, measure, controls, effects, sample and lag.
    common : dict
        data, columns (of engagement, by measure and lag), samples (rows by name), bunches (codes), family, options (of
        the model), jointly (whether scores are wanted).

    Returns
    -------
    dict
        estimate, se, low, high, p, n, why; missing and why where it is not estimable.
    Scores or None
    """
    rows, bunches = _rows(choice, common)
    formula = (
        f"{choice['outcome']} ~ {' + '.join([*choice['controls'], TERM])}"  # what controls determine is not estimable
    )
    try:
        model = MODELS[common["family"]](formula, rows, effects=choice["effects"], **common["options"])
        if TERM not in model.terms.index:
            raise ValueError(model.not_estimable[TERM].replace(TERM, choice["measure"]))
    except ValueError as error:
        return dict.fromkeys(COLUMNS, np.nan) | {"n": len(rows), "why": str(error)}, None
    row = {name: float(model.terms.loc[TERM, name]) for name in COLUMNS} | {"n": model.n, "why": ""}
    try:
        return row, _scores(choice, rows, bunches, common) if common["jointly"] else None
    except ValueError as error:
        return row | {"why": f"{NOT_TESTED}{error}"}, None


def _rows(choice, common):
    """Complete rows of the sample, and their bunches."""
    options = common["options"]
    named = [choice["outcome"], *choice["controls"], *choice["effects"]]
    named += [name for name in (options["cluster"], options.get("exposure")) if name]
    data = common["data"][list(dict.fromkeys(named))].assign(
        **{TERM: common["columns"][choice["measure"], choice["lag"]]}
    )
    kept = common["samples"][choice["sample"]] & data.notna().all(axis=1).to_numpy()
    return data[kept], common["bunches"][kept]


def _scores(choice, rows, bunches, common):
    count, exposure = common["family"] == "count", common["options"].get("exposure")
    y = rows[choice["outcome"]].to_numpy(float)
    effects = [pd.factorize(rows[effect])[0] for effect in choice["effects"]]
    kept = informative(y, effects) if count else np.ones(len(y), bool)
    found = null_scores(
        y[kept], rows[TERM].to_numpy(float)[kept], rows[list(choice["controls"])].to_numpy(float)[kept],
        [codes[kept] for codes in effects], bunches[kept], count=count,
        exposure=rows[exposure].to_numpy(float)[kept] if exposure else None,
    )  # fmt: skip
    check_clusters(found)
    return found


def at_work(task, items, common, processes=1, progress=False):
    """What a task makes of each item, in the order of the items.

    Parameters
    ----------
    task : callable
        Of an item and ``common``; at the top level of a module, so that a process can find it.
    items : list
    common : object
        Handed to each process once.
    processes : int
    progress : bool
        Whether to show a bar on standard error.

    Returns
    -------
    list

    Examples
    --------
    >>> at_work(pow, [1, 2, 3], 2)
    [1, 4, 9]
    """
    bar = tqdm(total=len(items), desc="specifications", file=sys.stderr, disable=not progress)
    with bar:
        if processes == 1:
            return [_counted(task(item, common), bar) for item in items]
        with ProcessPoolExecutor(processes, _context(), _share, (task, common)) as pool:
            return [_counted(found, bar) for found in pool.map(_one, items, chunksize=CHUNK)]


def _context():
    """Processes that start anew, as threads of compiled code do not survive a fork; they share what is imported."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _counted(found, bar):
    bar.update()
    return found


def _share(task, common):
    _shared.update(task=task, common=common)
    gc.freeze()  # what is here stays; looking for what fits leave behind then takes no time


def _one(item):
    found = _shared["task"](item, _shared["common"])
    gc.collect()  # fits hold themselves, and their tables, in circles
    return found

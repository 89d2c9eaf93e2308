"""Numbers that other reports saved, for a report that builds on them."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pandas as pd

from engagement import locations
from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.warehouse.loading import trace

VARIABLE = "ENGAGEMENT_EARLIER"


def saved(report):
    """The estimates that another report saved.

    Parameters
    ----------
    report : str
        Its id in the plan. While reports are made it has to be one that the present one comes ``after``, so that this
        is made anew when those numbers change; elsewhere, as in JupyterLab, the published site is read.

    Returns
    -------
    dict of str to Estimate

    Raises
    ------
    DataError
        If there are none to be had.
    """
    if os.environ.get(VARIABLE):
        held = _given()["numbers"]
        if report not in held:
            known = ", ".join(held) or "none"
            raise DataError(f"this report does not come after {report!r}, only after {known}; add it to its `after`")
        numbers = held[report]
        if numbers is None:
            raise DataError(f"{report!r} has no numbers yet; make it first, `engagement run --only {report}`")
    else:
        path = locations.reports() / "site" / f"{report}.json"
        if not path.exists():
            raise DataError(f"{path}: not there; `engagement run` publishes the numbers of {report!r} there")
        numbers = json.loads(path.read_text(encoding="utf-8"))
    trace(*_sources(report, numbers))
    return {name: Estimate(**number) for name, number in numbers.items()}


def moved():
    """What became of the numbers of the reports the present one comes after.

    Returns
    -------
    pandas.DataFrame
        One row a number that moved since the latest edition in which any of them was another one: report, name, before
        and after (Estimates; None where there was or is none), change (relative to before; missing where it has no
        size), why. ``attrs`` holds ``edition``, its ``date``, and ``stayed``, how many stayed; ``edition`` is None
        where no edition said otherwise, and outside a run.
    """
    since = _given()["since"] if os.environ.get(VARIABLE) else None
    rows = [
        one | {"before": _estimate(one["before"]), "after": _estimate(one["after"])}
        for one in (since or {"moved": []})["moved"]
    ]
    frame = pd.DataFrame(rows, columns=["report", "name", "before", "after", "why"], dtype=object)
    change = pd.Series([_change(row.before, row.after) for row in frame.itertuples()], frame.index, dtype="Float64")
    frame.insert(4, "change", change)
    frame.attrs = {key: since[key] if since else None for key in ("edition", "date", "stayed")}
    return frame


def _given():
    return json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))


def _sources(report, numbers):
    """What the numbers rest on, as a table that was read is told: the file the site has of them, basis by basis."""
    text = json.dumps(numbers, indent=1, ensure_ascii=False) + "\n"
    source = {"table": f"numbers of {report}", "file": f"{report}.json", "sha256": sha256(text.encode()).hexdigest()}
    return [source | {"basis": basis} for basis in sorted({number["basis"] for number in numbers.values()})]


def _estimate(number):
    return number and Estimate(**number)


def _change(before, after):
    sized = before and after and before.unit == after.unit and before.value and after.value is not None
    return (after.value - before.value) / abs(before.value) if sized else pd.NA

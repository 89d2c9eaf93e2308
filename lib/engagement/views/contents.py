"""What a table or figure holds as plain values, for the files that readers take along."""

import datetime
import math
from numbers import Integral, Real

import numpy as np
import pandas as pd
from IPython.display import HTML

from engagement.estimate import Estimate

TABLE, FIGURE = "application/vnd.engagement.table+json", "application/vnd.engagement.figure+json"
PARTS = ("value", "low", "high", "level", "n", "unit", "basis")
NOTE = "note"  # why there is no value; only where one is missing


class Shown(HTML):
    """HTML that leaves its content behind as plain values.

    Parameters
    ----------
    html : str
    kind : str
        ``TABLE`` or ``FIGURE``, the media type of the content.
    content : dict
    """

    def __init__(self, html, kind, content):
        super().__init__(html)
        self.kind, self.content = kind, content

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {self.kind: self.content, "text/html": self.data, "text/plain": self.content["caption"]}


def content(frame, caption, basis=None):
    """A frame as JSON can hold it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Cells may be text, numbers, dates or Estimates.
    caption : str
    basis : str, optional

    Returns
    -------
    dict
        ``caption``, ``basis``, ``columns`` (name and type: number, date, text or boolean) and ``rows`` with raw values:
        dates as 2026-11-30, None where there is none. A column of Estimates becomes one for each of its parts, and a
        note where one could not be estimated.

    Examples
    --------
    >>> found = content(pd.DataFrame({"group": ["SG5"], "meetings": [7]}), "Meetings", "published")
    >>> found["columns"], found["rows"]
    ([{'name': 'group', 'type': 'text'}, {'name': 'meetings', 'type': 'number'}], [['SG5', 7]])
    """
    columns = [part for position, name in enumerate(frame) for part in _parts(str(name), frame.iloc[:, position])]
    return {
        "caption": caption,
        "basis": basis,
        "columns": [{"name": name, "type": _type(values)} for name, values in columns],
        "rows": [list(row) for row in zip(*(map(raw, values) for _, values in columns), strict=True)],
    }


def raw(value):
    """A value as JSON can hold it, exactly; ``infinity`` is a word."""
    kind = _kind(value)
    if kind is None or kind == "text":
        return None if kind is None else str(value)
    if kind == "date":
        return day(value)
    if kind == "boolean":
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else "infinity" if number > 0 else "-infinity"


def day(value):
    """A date as 2026-11-30, with its time where it has one."""
    time = pd.Timestamp(value)
    return time.strftime("%Y-%m-%d") if time == time.normalize() else time.isoformat(timespec="seconds")


def _parts(name, column):
    """Names and values of the columns that a column becomes."""
    values = list(column)
    if not any(isinstance(value, Estimate) for value in values):
        return [(name, values)]
    found = [(f"{name}: {part}", [_part(value, part) for value in values]) for part in PARTS]
    notes = [_note(value) for value in values]
    return [*found, (f"{name}: {NOTE}", notes)] if any(notes) else found


def _part(value, part):
    if isinstance(value, Estimate):
        return getattr(value, part)
    return value if part == "value" and not isinstance(value, str) else None


def _note(value):
    if isinstance(value, Estimate):
        return None if value.estimable else value.method
    return value if isinstance(value, str) else None


def _type(values):
    kinds = {_kind(value) for value in values} - {None}
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind(value):
    """What a value is; None where there is none."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if type(value).__name__ in ("bool", "bool_"):  # numpy's too, which is no bool of Python's
        return "boolean"
    if isinstance(value, Real):
        return None if math.isnan(value) else "number"
    return "date" if isinstance(value, (datetime.date, np.datetime64)) else "text"

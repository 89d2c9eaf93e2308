"""Tables for readers: a caption, headers a screen reader can follow, numbers aligned."""

import math
from html import escape
from numbers import Real

import pandas as pd

from engagement.estimate import Estimate, plain
from engagement.views.contents import TABLE, Shown, content
from engagement.views.marks import marked

LONG = 30  # letters


def table(frame, caption, digits=None, basis=None):
    """A frame as an accessible HTML table; the first column names the rows.

    Parameters
    ----------
    frame : pandas.DataFrame
        Cells may be text, numbers, dates or Estimates; the index is not shown.
    caption : str
        What the table shows and its unit.
    digits : dict of str to int
        Decimals of a column; otherwise three significant digits.
    basis : str, optional
        What its numbers rest on, as in the ``attrs`` of a table; a report that
        counts demonstration records needs it on every table.

    Returns
    -------
    engagement.views.contents.Shown
        HTML; its raw values are left behind for the files that readers take along.
    """
    attribute, marks = marked(basis)
    return Shown(framed(frame, caption, digits, attribute, marks), TABLE, content(frame, caption, basis))


def framed(frame, caption, digits=None, attribute="", marks=""):
    """The HTML of a table; the attribute goes to its frame, the marks before its caption."""
    looks = {name: _look(frame[name]) for name in frame}
    head = "".join(f'<th scope="col"{looks[name]}>{escape(str(name))}</th>' for name in frame)
    rows = "".join(_row(frame.columns, row, looks, digits or {}) for row in frame.itertuples(index=False))
    region = f'<div class="scroll"{attribute} tabindex="0" role="region" aria-label="{escape(caption)}">'
    return (
        f"{region}<table><caption>{marks}{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(names, row, looks, digits):
    cells = [_cell(position, value, looks[name], digits.get(name)) for position, (name, value) in
             enumerate(zip(names, row, strict=True))]  # fmt: skip
    return f"<tr>{''.join(cells)}</tr>"


def _cell(position, value, look, digits):
    """A cell; where its text does not sort as its value does, it carries the value."""
    text = _text(value, digits)
    key = _key(value)
    sorted_by = f' data-value="{key}"' if key not in ("", text) else ""
    if position == 0:
        return f'<th scope="row"{sorted_by}>{text}</th>'
    return f"<td{look}{sorted_by}>{text}</td>"


def _key(value):
    """What a number sorts by, to nine digits: more differ between machines and weigh on the page."""
    number = value.value if isinstance(value, Estimate) else value
    if not isinstance(number, Real) or isinstance(number, bool) or pd.isna(number):
        return ""
    return f"{float(number):.9g}" if math.isfinite(number) else "Infinity" if number > 0 else "-Infinity"


def _text(value, digits):
    if isinstance(value, Estimate):
        if not value.estimable:
            return escape(value.method)
        span = "" if value.low is None else f" ({value.ends(lambda end: _number(end, digits))})"
        return _number(value.value, digits) + span
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (bool, str)):
        return escape(str(value))
    return _number(float(value), digits)


def _number(value, digits):
    return plain(value) if digits is None else f"{value:,.{digits}f}"


def _look(column):
    """The class of a column's cells: numbers are aligned, long texts get room."""
    if pd.api.types.is_numeric_dtype(column) or any(isinstance(value, Estimate) for value in column):
        return ' class="number"'
    return ' class="long"' if column.astype(str).str.len().max() > LONG else ""

"""Tables for readers: a caption, headers a screen reader can follow, numbers aligned."""

from html import escape

import pandas as pd
from IPython.display import HTML

from engagement.estimate import Estimate, plain
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
    IPython.display.HTML
    """
    looks = {name: _look(frame[name]) for name in frame}
    head = "".join(f'<th scope="col"{looks[name]}>{escape(str(name))}</th>' for name in frame)
    rows = "".join(_row(frame.columns, row, looks, digits or {}) for row in frame.itertuples(index=False))
    attribute, marks = marked(basis)
    region = f'<div class="scroll"{attribute} tabindex="0" role="region" aria-label="{escape(caption)}">'
    return HTML(
        f"{region}<table><caption>{marks}{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(names, row, looks, digits):
    cells = [
        f'<th scope="row">{_cell(value, digits.get(name))}</th>'
        if position == 0
        else f"<td{looks[name]}>{_cell(value, digits.get(name))}</td>"
        for position, (name, value) in enumerate(zip(names, row, strict=True))
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value, digits):
    if isinstance(value, Estimate):
        if not value.estimable:
            return escape(value.method)
        span = "" if value.low is None else f" ({_number(value.low, digits)} to {_number(value.high, digits)})"
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

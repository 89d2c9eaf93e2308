"""The data that a figure draws, as a table: for readers who cannot see it, and for those who want the numbers."""

import pandas as pd

from engagement.views import chart_tables
from engagement.views.tables import framed

MOST = 60  # rows on a page; the files beside it have all
TIMES = ("year", "time")  # which have no separator of thousands


def drawn(draw, data, options):
    """What a chart draws, and no more: a frame given to it may have columns that are not for all eyes.

    Parameters
    ----------
    draw : callable
        A chart of `engagement.views`, or any that takes one frame and is told its columns.
    data : tuple
    options : dict
        What it is given after the figure.

    Returns
    -------
    pandas.DataFrame
        Its cells as `engagement.views.table` takes them.

    Raises
    ------
    ValueError
        If what is drawn cannot be told.
    """
    name = getattr(draw, "__name__", str(draw))
    ours = getattr(draw, "__module__", "").startswith("engagement.views.")
    tell = getattr(chart_tables, name, None) if ours else None
    found = pd.DataFrame(tell(*data, **options)) if tell else _columns_named(name, data, options)
    return found.rename(columns=lambda column: str(column).replace("_", " "))


def folded(frame, caption, attribute=""):
    """The data of a figure in HTML, folded away; the first rows only where there are many."""
    first = frame.head(MOST)
    for name in TIMES:
        if name in first:
            first = first.assign(**{name: [one if isinstance(one, str) else f"{one:g}" for one in first[name]]})
    shown = framed(first, f"Data of the figure: {caption}")
    if len(frame) > MOST:
        shown += f"<p>The first {MOST} of {len(frame):,} rows; the files beside the page have all.</p>"
    return f'<details class="data"{attribute}><summary>Data of this figure</summary>{shown}</details>'


def _columns_named(name, data, options):
    """The columns of the one frame given that other arguments name."""
    frames = [one for one in data if isinstance(one, pd.DataFrame)]
    named = set()
    for one in (*data, *options.values()):
        named.update([one] if isinstance(one, str) else one if isinstance(one, (dict, list, tuple)) else ())
    columns = [column for column in frames[0] if column in named] if len(frames) == 1 else []
    if not columns:
        raise ValueError(f"{name} does not tell which data it draws; give it to show as a frame: show(…, table=frame)")
    return frames[0][columns]

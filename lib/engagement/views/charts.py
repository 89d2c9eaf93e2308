"""Charts: each draws one kind of comparison on a matplotlib Figure, wide or narrow."""

import matplotlib
import numpy as np
import pandas as pd
import seaborn
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from engagement.views import grids

NARROW_INCHES = 6
SHAPES = "o^sDvP"
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3)))
HATCHES = ("", "///", "--", "xx", "\\\\\\", "++")  # of lines: dots take a hundred times the bytes
RATIOS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7, 10)


def intervals(figure, labels, estimates, xlabel, null=None, log=False):
    """Estimates with their intervals, one row each; the null as a line.

    ``labels`` and ``estimates`` run from the top down; a ``log`` axis suits ratios.
    """
    axes = figure.add_subplot()
    colours = _cycle()
    for row, estimate in enumerate(estimates):
        if estimate.low is not None and estimate.high < np.inf:
            axes.plot(
                [estimate.low, estimate.high],
                [row, row],
                color=colours[0],
                linewidth=2,
                solid_capstyle="butt",
            )
        if estimate.estimable:
            axes.plot(estimate.value, row, "o", color=colours[0], markersize=6)
        else:
            axes.annotate("not estimable", (0, row), xycoords=("axes fraction", "data"), xytext=(4, 0),
                          textcoords="offset points", va="center", fontsize="small")  # fmt: skip
    if null is not None:
        axes.axvline(null, color=_ink(), linewidth=1, linestyle=(0, (4, 3)))
    if log:
        _log_axis(axes.xaxis, axes)
    _open_ends(axes, estimates)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlabel(xlabel)
    axes.grid(axis="y", visible=False)


def _open_ends(axes, estimates):
    """Intervals without an upper end: to the edge, with an arrow there."""
    for row, estimate in enumerate(estimates):
        if estimate.high == np.inf:
            edge = axes.get_xlim()[1]
            axes.plot([estimate.low, edge], [row, row], color=_cycle()[0], linewidth=2, solid_capstyle="butt")
            axes.plot(edge, row, ">", color=_cycle()[0], markersize=8, clip_on=False)
            axes.set_xlim(right=edge)


def through_time(figure, frame, value, ylabel, by="group", mark=None, marks=None, lines=(), top=None):
    """One small panel a group on common scales: a figure per meeting through time.

    ``frame`` has ``by``, ``start`` and ``value``; ``mark`` is a column whose
    values, in the order of ``marks``, take their own shape and colour.
    """
    groups = list(dict.fromkeys(frame[by]))
    top = top or frame[value].astype(float).max() * 1.08
    columns = min(len(groups), 2 if figure.get_figwidth() < NARROW_INCHES else 4)
    panels = figure.subplots(-(-len(groups) // columns), columns, sharex=True, sharey=True, squeeze=False).ravel()
    for place, (axes, group) in enumerate(zip(panels, groups, strict=False)):
        rows = frame[frame[by] == group]
        for colour, shape, kind in zip(_cycle(), SHAPES, marks or [None], strict=False):
            chosen = rows if kind is None else rows[rows[mark] == kind]
            label = kind if kind is None or (frame[mark] == kind).any() else None
            axes.plot(chosen["start"], chosen[value].astype(float), shape, color=colour, markersize=5, label=label)
        for line in lines:
            axes.axvline(pd.Timestamp(line), color=_ink(), linewidth=0.8, linestyle=(0, (4, 3)))
        axes.set_title(group)
        axes.set_ylim(0, top)
        lowest = place + columns >= len(groups)  # of its column
        axes.tick_params(axis="x", labelrotation=90 if columns > 1 else 0, labelbottom=lowest)
    _mark_years(panels[0].xaxis, _years_apart(frame["start"], figure.get_figwidth() / columns))
    for axes in panels[len(groups) :]:
        axes.set_visible(False)
    figure.supylabel(ylabel, fontsize="medium")
    if marks:
        _legend_above(figure, panels[0])


def coverage(figure, frame, rows, columns, cells):
    """A grid of how many records there are: darker is more, the number stands in the cell."""
    axes = figure.add_subplot()
    grid = frame.pivot_table(index=rows, columns=columns, values=cells, aggfunc="sum", sort=False)
    grid = grid.reindex(sorted(grid.columns), axis=1)
    grids.grid(axes, grid.astype(float), True, (5, 7.5))
    axes.set(xlabel="", ylabel="")
    ticks = np.arange(0, grid.shape[1], 5 if figure.get_figwidth() < NARROW_INCHES else 2)
    axes.set_xticks(ticks + 0.5, [grid.columns[tick] for tick in ticks], rotation=0)


def lines(figure, frame, x, columns, ylabel, shares=False):
    """One line a column over time, its name at its end."""
    axes = figure.add_subplot()
    for colour, dashes, (column, name) in zip(_cycle(), DASHES, columns.items(), strict=False):
        known = frame[frame[column].notna()]
        axes.plot(known[x].astype(float), known[column].astype(float), color=colour, linestyle=dashes, linewidth=2)
        axes.annotate(name, (known[x].iloc[-1], known[column].iloc[-1]), xytext=(5, 0), textcoords="offset points",
                      va="center", annotation_clip=False)  # fmt: skip
    axes.set(xlabel="", ylabel=ylabel, ylim=(0, 1 if shares else None))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    if shares:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))


def bars(figure, labels, values, xlabel, shares=False):
    """Amounts from the top down, each with its number at the end of the bar."""
    axes = figure.add_subplot()
    drawn = axes.barh(range(len(labels)), values, color=_cycle()[0], height=0.7)
    axes.bar_label(drawn, [f"{value:.0%}" if shares else f"{value:,.0f}" for value in values], padding=3)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(0, max(values) * 1.15)
    axes.set_xlabel(xlabel)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    if shares:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    axes.grid(axis="y", visible=False)


def distribution(figure, values, xlabel, ylabel, markers=(), binwidth=1):
    """A histogram; ``markers`` are (position, words) to point out."""
    axes = figure.add_subplot()
    values = np.asarray(values, float)
    span = (np.floor(values.min() / binwidth) * binwidth, np.ceil(values.max() / binwidth) * binwidth)
    seaborn.histplot(x=values, binwidth=binwidth, binrange=span, ax=axes, color=_cycle()[0], alpha=1)
    for position, words in markers:
        axes.axvline(position, color=_cycle()[1], linewidth=1.5)
        axes.annotate(words, (position, 0.95), xycoords=("data", "axes fraction"), xytext=(5, 0),
                      textcoords="offset points", va="top")  # fmt: skip
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid(axis="x", visible=False)


def concentration(figure, counts, what, of):
    """Lorenz curve from the largest down: the share that the first k hold."""
    axes = figure.add_subplot()
    ordered = np.sort(np.asarray(counts, float))[::-1]
    held = np.concatenate([[0], ordered.cumsum() / ordered.sum()])
    axes.plot(np.linspace(0, 1, len(held)), held, linewidth=2)
    axes.plot([0, 1], [0, 1], color=_ink(), linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate("if all were equal", (0.72, 0.66), color=_ink())
    percent = FuncFormatter(lambda share, _: f"{share:.0%}")
    axes.xaxis.set_major_formatter(percent)
    axes.yaxis.set_major_formatter(percent)
    axes.set(xlabel=f"share of {what}, most {of} first", ylabel=f"share of {of}", xlim=(0, 1), ylim=(0, 1.02))


def _years_apart(dates, inches):
    """Years between the ticks of a panel that wide, so that their labels stay apart."""
    span = dates.max().year - dates.min().year + 1
    most = max(6, 2 * inches - 1)  # narrow panels have upright labels
    return next((base for base in (1, 2, 5, 10) if span / base <= most), 20)


def _mark_years(axis, apart):
    """Ticks at the starts of years; worked out once, which a locator of dates does at each step of a layout."""
    low, high = matplotlib.dates.num2date(axis.get_view_interval())
    years = [year for year in range(low.year + 1, high.year + 1) if year % apart == 0]
    axis.set_ticks([matplotlib.dates.date2num(pd.Timestamp(year, 1, 1)) for year in years], list(map(str, years)))


def _log_axis(axis, axes):
    axes.set_xscale("log")
    low, high = np.log(axes.get_xlim())
    gap = (high - low) / (5 if axes.figure.get_figwidth() < NARROW_INCHES else 10)
    axis.set_major_locator(FixedLocator(_apart([tick for tick in RATIOS if low <= np.log(tick) <= high], gap)))
    axis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:g}"))
    axis.set_minor_locator(NullLocator())


def _apart(ticks, gap):
    """Ticks at least a gap apart on the log scale; 1, the null, goes first where it is in sight."""
    chosen = []
    for tick in sorted(ticks, key=lambda tick: abs(np.log(tick))):
        if all(abs(np.log(tick / other)) >= gap for other in chosen):
            chosen.append(tick)
    return sorted(chosen)


def _legend_above(figure, axes):
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=2 if figure.get_figwidth() < NARROW_INCHES else 4)


def _cycle():
    return matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]


def _ink():
    return matplotlib.rcParams["text.color"]

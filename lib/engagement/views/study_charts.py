"""Charts of a study: what it found against what it could have seen, under other choices, with units left out."""

import matplotlib
import numpy as np

NARROW_INCHES = 6
LONG = {True: 30, False: 48}  # letters of a label, on a narrow and on a wide figure


def found(figure, effect, smallest, matters, xlabel):
    """The interval of an answer, no association, what matters and what the study could have seen.

    ``effect`` is an Estimate in natural units; ``smallest`` the smallest increase detected with a chance of 80%,
    ``matters`` the smallest that would matter, in the same unit.
    """
    axes = figure.add_subplot()
    colours, ink = _cycle(), matplotlib.rcParams["text.color"]
    axes.axvspan(-matters, matters, facecolor=matplotlib.rcParams["grid.color"], edgecolor=ink, linewidth=0.6,
                 label="too small to matter")  # fmt: skip
    axes.axvline(0, color=ink, linewidth=1, linestyle=(0, (4, 3)), label="no association")
    axes.axvline(smallest, color=colours[1], linewidth=1.5, linestyle=(0, (1, 1.5)), label="smallest detectable")
    axes.plot([effect.low, effect.high], [0, 0], color=colours[0], linewidth=3, solid_capstyle="butt")
    axes.plot(effect.value, 0, "o", color=colours[0], markersize=8, label=f"found, with {effect.level:.0%} interval")
    axes.set(xlabel=xlabel, ylim=(-1, 1), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
    narrow = figure.get_figwidth() < NARROW_INCHES
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=2 if narrow else 4, fontsize="small")


def specifications(figure, table, choices, xlabel):
    """Every specification from the smallest estimate up, and below them which choices each makes.

    ``table`` is that of a `SpecificationCurve`, with a column ``main`` that marks the main choices; ``choices`` gives,
    under the words of each alternative, a column of yes and no.
    """
    known = table["estimate"].notna().to_numpy()
    rows, choices = table[known].reset_index(drop=True), {name: marks[known] for name, marks in choices.items()}
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[3, max(1.5, 0.32 * len(choices))])
    colours, ink = _cycle(), matplotlib.rcParams["text.color"]
    places = np.arange(len(rows))
    upper.vlines(places, rows["low"], rows["high"], color=colours[0], linewidth=max(0.6, 120 / len(rows)))
    upper.plot(places, rows["estimate"], ".", color=ink, markersize=4)
    main = np.flatnonzero(rows["main"])
    upper.plot(main, rows["estimate"].iloc[main], "D", color=colours[1], markersize=7, label="main choices")
    upper.axhline(0, color=ink, linewidth=1, linestyle=(0, (4, 3)))
    upper.set_ylabel(xlabel)
    upper.legend(loc="upper left")
    for row, marks in enumerate(choices.values()):
        lower.plot(places[marks], np.full(marks.sum(), row), "|", color=colours[0], markersize=6)
        lower.plot(main, [row] * len(main) if marks[main].any() else [np.nan] * len(main), "D", color=colours[1],
                   markersize=4)  # fmt: skip
    size = "x-small" if figure.get_figwidth() < NARROW_INCHES else "small"
    lower.set_yticks(range(len(choices)), [_short(name, figure) for name in choices], fontsize=size)
    lower.set(ylim=(len(choices) - 0.5, -0.5), xticks=[], xlabel=f"{len(rows):,} specifications, smallest first")
    lower.grid(visible=False)


def left_out(figure, influences, xlabel, most=6):
    """The answer with single units left out: those that change it most or turn it, under the answer with all.

    ``influences`` are `engagement.evidence.influence.Influence` by what is left out; all have the same whole.
    """
    axes = figure.add_subplot()
    colours, ink = _cycle(), matplotlib.rcParams["text.color"]
    whole = next(iter(influences.values())).whole
    rows = [("all", whole, colours[1])]
    for one in influences.values():
        rows += [(f"without {unit}", row, colours[0]) for unit, row in one.foremost(most).iterrows()]
    for place, (_, row, colour) in enumerate(rows):
        axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot(row["estimate"], place, "o", color=colour, markersize=5)
    axes.axvline(0, color=ink, linewidth=1, linestyle=(0, (4, 3)))
    axes.axvline(whole["estimate"], color=colours[1], linewidth=0.8)
    axes.set_yticks(range(len(rows)), [_short(name, figure) for name, *_ in rows], fontsize="small")
    axes.set(ylim=(len(rows) - 0.5, -0.5), xlabel=xlabel)
    axes.grid(axis="y", visible=False)


def _short(name, figure):
    most = LONG[figure.get_figwidth() < NARROW_INCHES]
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _cycle():
    return matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]

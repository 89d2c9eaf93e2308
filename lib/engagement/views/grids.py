"""Grids of numbers: a square is the darker the more it holds, and its number stands in it."""

import math
from itertools import pairwise

import matplotlib
import numpy as np
import pandas as pd
import seaborn
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.transforms import TransformedPatchPath

NARROW_INCHES = 6
INCH = 72  # points


def grid(axes, values, written, sizes, most=None, gap=None):
    """Draw a grid.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    values : array-like or pandas.DataFrame
        Numbers from 0; missing ones stay empty.
    written : True or array-like of str
        The words in the squares, or True for whole numbers.
    sizes : (float, float)
        Of the words, on a narrow and a wide figure.
    most : float, optional
        Where the darkest colour is; otherwise the largest value.
    gap : colour, optional
        Between the squares, the colour of the grid otherwise.
    """
    colour, ink = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0], matplotlib.rcParams["text.color"]
    shades = seaborn.light_palette if luminance(ink) < 0.5 else seaborn.dark_palette
    seaborn.heatmap(
        values, ax=axes, cmap=shades(colour, as_cmap=True), vmin=0, vmax=most, cbar=False,
        linewidths=0.5 if gap is None else 1.5, linecolor=matplotlib.rcParams["grid.color"] if gap is None else gap,
        xticklabels=False, yticklabels=False,  # with them it draws all once more to see whether they meet
    )  # fmt: skip
    names = pd.DataFrame(values)
    words = names.map("{:.0f}".format) if written is True else pd.DataFrame(written)
    _write(axes, words.to_numpy(), sizes[int(axes.figure.get_figwidth() >= NARROW_INCHES)])
    for axis, words, room in (
        (axes.xaxis, names.columns, axes.bbox.width), (axes.yaxis, names.index, axes.bbox.height),
    ):  # fmt: skip
        _name(axis, [str(word) for word in words], room / axes.figure.dpi * INCH)
    axes.tick_params(length=0, axis="both")


def luminance(colour):
    """Relative luminance, from 0 for black to 1 for white (WCAG 2.2).

    Examples
    --------
    >>> luminance("black"), luminance("white")
    (0.0, 1.0)
    """
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return round(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)), 6)


def _name(axis, words, room):
    """Name as many squares as have room, in points; below one another names are turned where they would meet."""
    font = FontProperties(size=matplotlib.rcParams[f"{axis.axis_name}tick.labelsize"])
    each = math.ceil(len(words) * font.get_size_in_points() / room)
    places = range(0, len(words), each)
    widths = [TextToPath().get_text_width_height_descent(words[place], font, False)[0] for place in places]
    apart = room / len(words) * each
    meet = axis.axis_name == "x" and any((one + other) / 2 > apart for one, other in pairwise(widths))
    axis.set_ticks([place + 0.5 for place in places], [words[place] for place in places], rotation=90 if meet else 0)


def _write(axes, words, size):
    """Write in black or white, whichever stands out more from its square: one always does, by 4.5 to 1."""
    mesh = axes.collections[0]
    held = mesh.get_array()
    colours, font = mesh.cmap(mesh.norm(held)), FontProperties(size=size)
    frame = TransformedPatchPath(axes.patch)  # made once, and not for each word
    for row, column in np.argwhere(~np.ma.getmaskarray(held) & (words != "")):
        axes.text(
            column + 0.5, row + 0.5, words[row, column], fontproperties=font, ha="center", va="center", clip_path=frame,
            in_layout=False, color="black" if luminance(colours[row, column][:3]) > 0.179 else "white",
        )  # fmt: skip

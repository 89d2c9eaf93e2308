"""Grids of numbers: a square is the darker the more it holds, and its number stands in it."""

import matplotlib
import seaborn
from matplotlib.colors import to_rgb

NARROW_INCHES = 6


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
        values, ax=axes, cmap=shades(colour, as_cmap=True), vmin=0, vmax=most, cbar=False, annot=written,
        fmt=".0f" if written is True else "", linewidths=0.5 if gap is None else 1.5,
        linecolor=matplotlib.rcParams["grid.color"] if gap is None else gap,
        annot_kws={"size": sizes[int(axes.figure.get_figwidth() >= NARROW_INCHES)]},
    )  # fmt: skip
    _readable(axes)
    axes.tick_params(length=0, axis="both")
    axes.tick_params(axis="y", labelrotation=0)


def luminance(colour):
    """Relative luminance, from 0 for black to 1 for white (WCAG 2.2).

    Examples
    --------
    >>> luminance("black"), luminance("white")
    (0.0, 1.0)
    """
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return round(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)), 6)


def _readable(axes):
    """Write in black or white, whichever stands out more from its square: one always does, by 4.5 to 1."""
    mesh = axes.collections[0]
    colours = mesh.cmap(mesh.norm(mesh.get_array()))
    for text in axes.texts:
        column, row = (int(place) for place in text.get_position())
        text.set_color("black" if luminance(colours[row, column][:3]) > 0.179 else "white")

"""One style for every figure: wide and narrow, light and dark, with words for those who cannot see it."""

import base64
import io
from html import escape

import matplotlib
import seaborn
from IPython.display import HTML
from matplotlib.figure import Figure

from engagement.characters import visible
from engagement.views.marks import marked

PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
)  # Okabe and Ito: safe for colour-blind readers
DARK_PALETTE = ("#6CB6E8", "#F08A4B", "#3DC79B", "#E3A3C6", "#8FD0F5", "#F0BE55")
INKS = {"light": ("#1b1f24", "#d5dae0", PALETTE), "dark": ("#e6e9ed", "#3a424c", DARK_PALETTE)}
WIDTHS = {"wide": 8.4, "narrow": 4.1}
DEMONSTRATION = "demonstration"
NARROW = "(max-width: 40rem)"
DARK = "(prefers-color-scheme: dark)"


def show(draw, *data, caption, alt, basis=None, height=4.2, narrow_height=None, **options):
    """A figure with its caption and its alternative text.

    Parameters
    ----------
    draw : callable
        Takes a matplotlib Figure, then ``data`` and ``options``; see
        ``engagement.views.charts``.
    caption : str
        What the figure finds, in a sentence.
    alt : str
        The same for readers who cannot see it, with the numbers.
    basis : str, optional
        What its numbers rest on, as in the ``attrs`` of a table; a report that
        counts demonstration records needs it on every figure.
    height, narrow_height : float
        Inches on a wide and on a narrow screen.

    Returns
    -------
    IPython.display.HTML
        One ``figure`` element that needs nothing from elsewhere.

    Raises
    ------
    ValueError
        If caption or alternative text is empty.
    """
    if not caption.strip() or not alt.strip():
        raise ValueError("a figure needs a caption and an alternative text that state what it finds")
    heights = {"wide": height, "narrow": narrow_height or height}
    images = {
        (width, mode): _image(draw, data, options, (inches, heights[width]), mode, DEMONSTRATION in (basis or ""))
        for width, inches in WIDTHS.items()
        for mode in INKS
    }
    sources = "".join(
        f'<source media="{media}" srcset="{images[key]}">'
        for media, key in (
            (f"{NARROW} and {DARK}", ("narrow", "dark")),
            (NARROW, ("narrow", "light")),
            (DARK, ("wide", "dark")),
        )
    )
    picture = f'<picture>{sources}<img alt="{escape(alt)}" src="{images["wide", "light"]}"></picture>'
    attribute, marks = marked(basis)
    return HTML(f"<figure{attribute}>{picture}<figcaption>{marks}{escape(caption)}</figcaption></figure>")


def style(mode="light"):
    """The matplotlib settings of every figure here, for ``light`` or ``dark`` paper."""
    ink, line, palette = INKS[mode]
    return {
        **seaborn.axes_style("ticks"),
        "font.family": ["DejaVu Sans"],
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=palette),
        "axes.grid": True,
        "axes.grid.axis": "both",
        "axes.axisbelow": True,
        "grid.color": line,
        "grid.linewidth": 0.6,
        **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), ink),
        **dict.fromkeys(("xtick.labelcolor", "ytick.labelcolor"), ink),
        **dict.fromkeys(("figure.facecolor", "axes.facecolor", "savefig.facecolor"), "none"),
        "legend.frameon": False,
        "text.parse_math": False,  # a $ in a name is a $
        "svg.fonttype": "path",
        "svg.hashsalt": "engagement",
    }


def _image(draw, data, options, size, mode, made_up):
    with matplotlib.rc_context(style(mode)):
        figure = Figure(figsize=size, layout="constrained")
        draw(figure, *data, **options)
        if made_up:  # an image may be copied without its caption
            figure.get_layout_engine().set(rect=(0, 0, 1 - 0.2 / size[0], 1))
            figure.text(
                1, 0.5, DEMONSTRATION, rotation=270, ha="right", va="center", fontsize=8, color=INKS[mode][2][1]
            )
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(visible(file.getvalue().decode()).encode()).decode()

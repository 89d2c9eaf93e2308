"""One style for every figure: wide and narrow, light and dark, with words for those who cannot see it."""

import io
from html import escape

import matplotlib
import seaborn
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from engagement.characters import visible
from engagement.views.compact import DOTS_PER_INCH, compacted
from engagement.views.contents import FIGURE, Shown, content
from engagement.views.drawn import drawn, folded
from engagement.views.marks import marked
from engagement.views.svg import address, both, recoloured, slim

# Each stands out from its paper by 3 to 1 or more, and from the others for colour-blind readers (tests/views/
# test_contrast.py computes both); what is told by colour has a shape, dashes, hatches or a label beside.
PALETTE = ("#0B62A3", "#DB7200", "#00A275", "#5E1040", "#8A50F5", "#4B4000")
DARK_PALETTE = ("#5295EA", "#DD7929", "#41E29A", "#A65A82", "#BBEBFF", "#F8F455")
PAPER = {"light": "#ffffff", "dark": "#14181d"}  # as on the page
WARNING = {"light": "#8a2b06", "dark": "#ffb38a"}
INKS = {"light": ("#1b1f24", "#d5dae0", PALETTE), "dark": ("#e6e9ed", "#3a424c", DARK_PALETTE)}
SCHEME = {
    light.lower(): dark.lower()
    for light, dark in [
        (PAPER["light"], PAPER["dark"]), (WARNING["light"], WARNING["dark"]),
        *zip(INKS["light"][:2], INKS["dark"][:2], strict=True), *zip(PALETTE, DARK_PALETTE, strict=True),
    ]
}  # fmt: skip
WIDTHS = {"wide": 8.4, "narrow": 4.1}
DEMONSTRATION = "demonstration"
NARROW = "screen and (max-width: 40rem)"
PIXELS = 96  # an inch, to a browser


def show(draw, *data, caption, alt, basis=None, height=4.2, narrow_height=None, table=None, **options):
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
    table : pandas.DataFrame, optional
        What is drawn, where the chart does not tell; see `engagement.views.drawn`.

    Returns
    -------
    engagement.views.contents.Shown
        One ``figure`` element that needs nothing from elsewhere and, folded below it, its data as a table.

    Raises
    ------
    ValueError
        If caption or alternative text is empty, or what is drawn cannot be told.
    """
    if not caption.strip() or not alt.strip():
        raise ValueError("a figure needs a caption and an alternative text that state what it finds")
    frame = drawn(draw, data, options) if table is None else table
    heights = {"wide": height, "narrow": narrow_height or height}
    made_up = DEMONSTRATION in (basis or "")
    wide, narrow = (
        address(both(*_drawings(draw, data, options, (inches, heights[width]), made_up)))
        for width, inches in WIDTHS.items()
    )
    source = f'<source media="{NARROW}" srcset="{narrow}" {_room("narrow", heights)}>'
    later = 'loading="lazy" decoding="async"'  # a page can be read before its pictures are drawn
    image = f'<img alt="{escape(alt)}" src="{wide}" {_room("wide", heights)} {later}>'
    picture = f"<picture>{source}{image}</picture>"
    attribute, marks = marked(basis)
    figure = f"<figure{attribute}>{picture}<figcaption>{marks}{escape(caption)}</figcaption></figure>"
    return Shown(figure + folded(frame, caption, attribute), FIGURE, content(frame, caption, basis) | {"alt": alt})


def style(mode="light"):
    """The matplotlib settings of every figure here, for ``light`` or ``dark`` paper."""
    ink, line, palette = INKS[mode]
    return {
        **seaborn.axes_style("ticks"),
        "font.family": ["DejaVu Sans"],
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "axes.titley": 1.0,  # no labels of ticks are above the axes, so there is no place to look for
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
        **dict.fromkeys(
            ("figure.facecolor", "savefig.facecolor"), PAPER[mode]
        ),  # some browsers show the light one only
        "axes.facecolor": "none",
        "legend.frameon": False,
        "text.parse_math": False,  # a $ in a name is a $
        "patch.edgecolor": PAPER[mode],  # parts of a bar are set apart, and hatched, in the colour of the paper
        "hatch.linewidth": 0.9,
        "svg.fonttype": "none",
        "svg.hashsalt": "engagement",
    }


def _room(width, heights):
    """The space a picture takes, which a page keeps free until it is drawn."""
    return f'width="{WIDTHS[width] * PIXELS:.0f}" height="{heights[width] * PIXELS:.0f}"'


def _drawings(draw, data, options, size, made_up):
    """For light and for dark paper: the same in other colours, or drawn anew where a chart mixed its own."""
    light = _drawing(draw, data, options, size, "light", made_up)
    return light, recoloured(light, SCHEME) or _drawing(draw, data, options, size, "dark", made_up)


def _drawing(draw, data, options, size, mode, made_up):
    with matplotlib.rc_context(style(mode)):
        figure = Figure(figsize=size, layout="constrained", dpi=DOTS_PER_INCH)
        draw(figure, *data, **options)
        if made_up:  # an image may be copied without its caption
            figure.get_layout_engine().set(rect=(0, 0, 1 - 0.2 / size[0], 1))
            figure.text(1, 0.5, DEMONSTRATION, rotation=270, ha="right", va="center", fontsize=8, color=WARNING[mode])
        compacted(figure)
        _settle(figure)
        file = io.BytesIO()
        figure.savefig(file, format="svg", dpi="figure", metadata={"Date": None, "Creator": None})
    return visible(slim(file.getvalue().decode()))


def _settle(figure):
    """Give everything its place; matplotlib would draw a figure twice to find it, and with each part look anew."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.label.get_text():  # an empty one is looked after at each step, in most of the time of all
                axis.set_label_coords(0, 0)
    FigureCanvasSVG(figure)  # measures its texts
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine(None)

"""A drawing in fewer bytes, for two papers in one, and as an address: the picture stays the same."""

import io
import re

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from engagement.publishing.taking.pictures import png
from engagement.views import svg
from engagement.views.figures import PAPER, style

TEXTS = ['SG13 & "others"', "zwei\nZeilen", "#0b62a3 'x' > id=\"a\""]


def whole(mode, hatch="//"):
    """A figure as matplotlib writes it."""
    with matplotlib.rc_context(style(mode)):
        figure, file = Figure(figsize=(4, 3), layout="constrained"), io.StringIO()
        axes = figure.add_subplot()
        axes.bar(TEXTS, [1, 2, 3], hatch=hatch)
        axes.plot(np.linspace(0, 2, 50), np.sin(np.linspace(0, 9, 50)), "o-")
        axes.plot([0, 1], [9, -9])
        axes.scatter([], [])  # leaves an empty group
        axes.set(title="a title", ylabel="turned", ylim=(-2, 4))
        axes.fill_between([0, 1], [1, 2], [2, 3], alpha=0.3)
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def dots(drawing):
    image = matplotlib.image.imread(io.BytesIO(bytes(png(drawing))))
    return image[:, :, :3]


@pytest.mark.parametrize("mode", PAPER)
def test_a_slim_drawing_looks_the_same_in_fewer_bytes(mode):
    before, after = whole(mode), svg.slim(whole(mode))
    assert len(after) < 0.7 * len(before)
    assert np.abs(dots(before) - dots(after)).mean() < 0.002
    assert (
        np.abs(dots(before) - dots(svg.slim(whole(mode, hatch="x")))).mean() > 0.004
    )  # the bound tells drawings apart


def test_one_drawing_for_both_papers_holds_either():
    light, dark = (svg.slim(whole(mode)) for mode in PAPER)
    drawing = svg.both(light, dark)
    assert len(drawing) < 1.2 * len(light)
    for mode, alone in (("light", light), ("dark", dark)):
        assert np.array_equal(dots(svg.plain(drawing, mode)), dots(alone))
        assert set(re.findall(r"#[0-9a-f]{6}(?=[^<>]*>)", svg.plain(drawing, mode))) <= set(
            re.findall(r"#[0-9a-f]{6}", alone)
        )


def test_black_words_on_one_paper_are_words_of_another_colour_on_the_other():
    drawings = []
    for mode, colour in (("light", "black"), ("dark", "white")):
        with matplotlib.rc_context(style(mode)):
            figure, file = Figure(), io.StringIO()
            figure.text(0.5, 0.5, "word", color=colour)
            figure.savefig(file, format="svg", metadata={"Date": None})
        drawings.append(svg.slim(file.getvalue()))
    assert svg.both(*drawings).count(">word<") == 1


def test_drawings_that_differ_in_more_than_colours_are_both_kept():
    light, dark = svg.slim(whole("light")), svg.slim(whole("dark", hatch="x"))
    drawing = svg.both(light, dark)
    assert "prefers-color-scheme:dark" in drawing
    ids = re.findall(r' id="([^"]+)"(?=[^<>]*>)', drawing)
    assert len(ids) == len(set(ids))
    for mode, alone in (("light", light), ("dark", dark)):
        assert np.array_equal(dots(svg.plain(drawing, mode)), dots(alone))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), max_size=60))
def test_an_address_gives_its_drawing_back_and_fits_between_quotes(text):
    address = svg.address(f"<svg>{text}</svg>")
    assert svg.read(address) == f"<svg>{text}</svg>"
    assert not set(address) & set(" \"'<>&#\\`")
    assert address.isascii()


def test_what_is_no_such_address_is_refused():
    with pytest.raises(ValueError, match="no address of an SVG drawing"):
        svg.read("data:image/png;base64,AA")


def test_only_clips_that_cut_nothing_off_are_left_out():
    frame = '<clipPath id="i0"><rect x="10" y="10" width="50" height="20"/></clipPath>'
    inside, outside, relative = (
        f'<path d="{path}" clip-path="url(#i0)" style="stroke: #000"/>'
        for path in ("M10 10L60 30", "M10 10L61 30", "m 10 10 l 5 5")
    )
    freed = inside.replace(' clip-path="url(#i0)"', "")
    assert svg.slim(f"<svg>{frame}{inside}{outside}{relative}</svg>") == f"<svg>{frame}{freed}{outside}{relative}</svg>"

"""Colours of figures and pages stand out from their paper, and from one another for colour-blind readers (WCAG 2.2)."""

import re
from itertools import combinations

import matplotlib
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from engagement.publishing.shell import ASSETS
from engagement.views import charts, show, svg, turnover_charts
from engagement.views.compact import MOST, compacted
from engagement.views.figures import INKS, PAPER, WARNING, style
from engagement.views.grids import grid, luminance

MARKS, TEXT = 3, 4.5  # WCAG 2.2, 1.4.11 and 1.4.3
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def variables():
    """Colours of the style sheet, for light and for dark."""
    text = (ASSETS / "style.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", text, re.S)[:2]
    )
    return {"light": light, "dark": dark}


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def lab(colour, blindness):
    """CIE L*a*b* as somebody so colour-blind sees it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = XYZ @ np.clip(BLINDNESS[blindness] @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_that_of_the_standard():
    assert contrast("black", "white") == 21
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.005)  # the standard's own example of too little


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_and_words_of_figures_stand_out_from_the_paper(mode):
    ink, _, palette = INKS[mode]
    paper = variables()[mode]["paper"]
    assert min(contrast(colour, paper) for colour in palette) >= MARKS
    assert min(contrast(colour, paper) for colour in (ink, WARNING[mode])) >= TEXT


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_of_pages_stand_out_from_paper_and_wash(mode):
    colours = variables()[mode]
    assert min(contrast(colours[name], colours[paper]) for name in ("ink", "soft", "link", "warn")
               for paper in ("paper", "wash")) >= TEXT  # fmt: skip
    assert contrast(colours["warn"], colours["warnwash"]) >= TEXT
    assert [colours["ink"], colours["warn"], colours["paper"]] == [INKS[mode][0], WARNING[mode], PAPER[mode]]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("blindness", "least"), [("none", 40), ("protanopia", 30), ("deuteranopia", 30), ("tritanopia", 20)]
)
def test_colours_differ_for_colour_blind_readers(mode, blindness, least):
    seen = [lab(colour, blindness) for colour in INKS[mode][2]]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > least


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_numbers_in_a_grid_stand_out_from_their_squares(mode):
    with matplotlib.rc_context(style(mode)):
        axes = Figure().add_subplot()
        grid(axes, np.arange(30.0).reshape(5, 6), True, (5, 8))
        mesh = axes.collections[0]
        squares = mesh.cmap(mesh.norm(mesh.get_array())).reshape(-1, 4)
    assert len(axes.texts) == 30
    assert min(contrast(text.get_color(), square[:3]) for text, square in zip(axes.texts, squares, strict=True)) >= TEXT


def test_parts_of_bars_are_told_apart_by_hatches_and_lines_by_dashes():
    flows = pd.DataFrame({"occasion": ["1", "2"], "present": [3, 3], "new": [1, 1], "returning": [1, 1],
                          "retained": [1, 1], "lapsed": [0, 2]})  # fmt: skip
    figure = Figure()
    turnover_charts.flows(figure, flows)
    hatches = [bars.patches[0].get_hatch() for bars in figure.axes[0].containers]
    assert len(hatches) == 4 == len(set(hatches))
    figure = Figure()
    charts.lines(figure, pd.DataFrame({"year": [1, 2], "a": [1, 2], "b": [2, 1]}), "year", {"a": "A", "b": "B"}, "n")
    assert len({line.get_linestyle() for line in figure.axes[0].lines}) == 2


def points(figure, count, **options):
    rng = np.random.default_rng(1)
    figure.add_subplot().plot(rng.random(count), rng.random(count), "o", **options)


def drawn(count):
    rng = np.random.default_rng(1)
    days = pd.Timestamp("2001-01-01") + pd.to_timedelta(rng.integers(0, 9000, count), "D")
    frame = pd.DataFrame({"group": "SG5", "start": days, "people": rng.random(count)})
    html = show(charts.through_time, frame, "people", "people", caption="A finding.", alt="A finding in 1 number.").data
    return svg.read(BeautifulSoup(html, "html.parser").img["src"])


def test_a_figure_of_thousands_of_points_is_compact_and_the_same_every_time():
    many = drawn(3 * MOST)
    assert many.count("<use") < MOST and many.count("<image") == 2 and "data:image/png;base64," in many  # one a paper
    assert all(len(svg.plain(many, mode)) < 300_000 for mode in INKS)
    assert drawn(3 * MOST) == many


def test_lines_and_few_points_stay_lines():
    figure = Figure()
    figure.add_subplot().plot(np.arange(9000.0), np.arange(9000.0) ** 2)
    assert not compacted(figure)
    points(figure, MOST + 1)
    points(figure, 3)
    assert compacted(figure)
    assert [artist.get_rasterized() for axes in figure.axes for artist in axes.lines] == [False, True, False]

"""What reports show - figures, tables and sentences - as readers get it."""

import io

import matplotlib
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.figure import Figure

from engagement import Estimate
from engagement.publishing.page import foreign
from engagement.publishing.taking.pictures import png
from engagement.views import charts, say, show, svg, table
from engagement.views.compact import DOTS_PER_INCH, MOST, compacted
from engagement.views.figures import PAPER, WIDTHS, style

RATIO = Estimate(1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", "Poisson")
COUNT = Estimate(4, None, None, 0.95, 4, "meetings", "published", "complete count")


def drawn(draw, *data, **options):
    return show(draw, *data, caption="A finding.", alt="The finding with 4 numbers.", **options).data


def test_a_figure_is_drawn_for_both_widths_and_both_papers_and_needs_nothing_else():
    html = drawn(charts.intervals, ["one", "two"], [RATIO, COUNT], "ratio", null=1, log=True)
    soup = BeautifulSoup(html, "html.parser")
    assert [source["media"] for source in soup.find_all("source")] == ["screen and (max-width: 40rem)"]
    assert soup.img["alt"] == "The finding with 4 numbers."
    assert soup.figcaption.get_text() == "A finding."
    images = [svg.read(address) for address in (soup.source["srcset"], soup.img["src"])]
    assert all("@media (prefers-color-scheme:dark)" in image for image in images)
    assert len({svg.plain(image, mode) for image in images for mode in PAPER}) == 4
    assert foreign(html) == []


@pytest.mark.parametrize(
    ("draw", "data"),
    [
        (charts.intervals, (["one", "two"], [RATIO, COUNT], "ratio")),  # in colours of the style alone
        (
            charts.coverage,
            (
                pd.DataFrame({"group": ["SG2", "SG3"], "period": ["2022-2024"] * 2, "rows": [4, 9]}),
                "group",
                "period",
                "rows",
            ),
        ),
        (lambda figure: figure.add_subplot().plot(range(MOST + 1), "o"), ()),  # as pixels
    ],
)
def test_a_figure_looks_on_dark_paper_as_if_it_were_drawn_for_it_alone(draw, data):
    frame = pd.DataFrame({"x": [1]})
    image = svg.read(BeautifulSoup(drawn(draw, *data, table=frame), "html.parser").img["src"])
    for mode in PAPER:
        with matplotlib.rc_context(style(mode)):
            figure, file = Figure(figsize=(WIDTHS["wide"], 4.2), layout="constrained"), io.BytesIO()
            draw(figure, *data)
            compacted(figure)
            figure.savefig(file, format="svg", dpi=DOTS_PER_INCH, metadata={"Date": None, "Creator": None})
        alone = svg.slim(file.getvalue().decode())
        assert np.array_equal(dots(svg.plain(image, mode)), dots(alone))


def dots(drawing):
    return matplotlib.image.imread(io.BytesIO(bytes(png(drawing))))


def test_a_figure_is_the_same_every_time():
    data = (["one"], [RATIO], "ratio")
    assert drawn(charts.intervals, *data) == drawn(charts.intervals, *data)


def test_what_a_figure_table_or_sentence_rests_on_is_stated_where_it_stands():
    figure = BeautifulSoup(drawn(charts.bars, ["a"], [1], "rows", basis="demonstration"), "html.parser")
    assert figure.figure["data-basis"] == "demonstration"
    assert figure.figcaption.get_text() == "demonstration A finding."
    made_up = BeautifulSoup(
        table(pd.DataFrame({"a": [1]}), "Rows", basis="published, demonstration").data, "html.parser"
    )
    assert made_up.div["data-basis"] == "published, demonstration"
    assert [mark.get_text() for mark in made_up.caption.find_all("span")] == ["published", "demonstration"]
    assert 'data-basis="recorded"' in say("One.", basis="recorded").data


def test_a_demonstration_figure_carries_its_mark_within_the_image():
    plain, marked = (drawn(charts.bars, ["a"], [1], "rows", basis=basis) for basis in ("recorded", "demonstration"))
    images = [svg.read(BeautifulSoup(html, "html.parser").img["src"]) for html in (plain, marked)]
    assert [">demonstration</text>" in image for image in images] == [False, True]


@pytest.mark.parametrize("words", [{"caption": "", "alt": "x"}, {"caption": "x", "alt": " "}])
def test_a_figure_without_words_is_refused(words):
    with pytest.raises(ValueError, match="caption and an alternative text"):
        show(charts.intervals, ["one"], [RATIO], "ratio", **words)


def plotted(draw, *data, width=8, **options):
    figure = Figure(figsize=(width, 4))
    draw(figure, *data, **options)
    return figure


def test_intervals_plot_each_estimate_at_its_value_and_ends():
    axes = plotted(charts.intervals, ["one", "two"], [RATIO, COUNT], "ratio", null=1, log=True).axes[0]
    lines = [list(line.get_xdata()) for line in axes.lines]
    assert lines == [[0.98, 1.25], [1.1], [4], [1, 1]]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "two"]
    assert 1 in axes.get_xticks()


def test_panels_share_their_scales_and_hold_every_meeting():
    frame = pd.DataFrame(
        {
            "group": ["SG5", "SG5", "SG13"],
            "start": pd.to_datetime(["2011-01-01", "2020-01-01", "2024-01-01"]),
            "participants": [100, 120, 300],
            "counted": ["attending", "registered", "attending"],
        }
    )
    options = {"mark": "counted", "marks": ["attending", "on site", "registered"], "lines": ["2020-04-01"]}
    for width in (4, 8):
        figure = plotted(charts.through_time, frame, "participants", "participants", width=width, **options)
        assert [axes.get_title(loc="left") or axes.get_title() for axes in figure.axes] == ["SG5", "SG13"]
        assert len({axes.get_ylim() for axes in figure.axes}) == 1
        assert figure.axes[0].get_ylim()[1] > 300
        assert sum(len(line.get_xdata()) for axes in figure.axes for line in axes.lines[:3]) == 3
        assert [text.get_text() for text in figure.legends[0].get_texts()] == ["attending", "registered"]


def test_the_years_of_a_single_panel_stay_apart_on_a_narrow_screen():
    starts = pd.to_datetime([f"{year}-01-01" for year in range(2008, 2025)])
    frame = pd.DataFrame({"group": "SG15", "start": starts, "participants": 300})
    axes = plotted(charts.through_time, frame, "participants", "participants", width=4).axes[0]
    low, high = axes.get_xlim()
    assert 3 <= sum(low <= tick <= high for tick in axes.get_xticks()) <= 7


def test_bars_and_lines_and_distributions_plot_their_data():
    bars = plotted(charts.bars, ["a", "b"], [0.5, 0.25], "share", shares=True).axes[0]
    assert [patch.get_width() for patch in bars.patches] == [0.5, 0.25]
    assert [text.get_text() for text in bars.texts] == ["50%", "25%"]
    frame = pd.DataFrame({"year": [2000, 2001], "share": [0.25, 0.5]})
    lines = plotted(charts.lines, frame, "year", {"share": "known"}, "share", shares=True).axes[0]
    assert list(lines.lines[0].get_ydata()) == [0.25, 0.5]
    histogram = plotted(charts.distribution, [0.5, 1.5, 1.6], "years", "mentions", markers=[(1.5, "median")]).axes[0]
    assert sorted(patch.get_height() for patch in histogram.patches if patch.get_height()) == [1, 2]
    curve = plotted(charts.concentration, [3, 1], "Recommendations", "mentions").axes[0].lines[0]
    assert list(curve.get_ydata()) == [0, 0.75, 1]


def test_a_coverage_grid_counts_by_row_and_column():
    frame = pd.DataFrame({"group": ["SG5", "SG5", "SG13"], "year": [2011, 2011, 2012], "n": 1})
    axes = plotted(charts.coverage, frame, "group", "year", "n").axes[0]
    assert sorted(text.get_text() for text in axes.texts) == ["1", "2"]


def test_a_table_has_caption_scopes_and_readable_cells():
    frame = pd.DataFrame(
        {
            "group": ["SG5 <b>", "SG13"],
            "meetings": [12, None],
            "ratio": [RATIO, COUNT],
            "day": pd.to_datetime(["2024-07-15", None]),
        }
    )
    soup = BeautifulSoup(table(frame, "Meetings by group").data, "html.parser")
    assert soup.caption.get_text() == "Meetings by group"
    assert {th["scope"] for th in soup.thead.find_all("th")} == {"col"}
    assert [th.get_text() for th in soup.tbody.find_all("th", scope="row")] == ["SG5 <b>", "SG13"]
    assert [td.get_text() for td in soup.tbody.find_all("td")] == [
        "12",
        "1.1 (0.98 to 1.25)",
        "2024-07-15",
        "–",
        "4",
        "–",
    ]


def test_sentences_are_escaped():
    assert say("a < b", "and more").data == '<p class="said">a &lt; b and more</p>'

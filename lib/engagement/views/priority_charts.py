"""How often each alternative takes each rank."""

import matplotlib
import seaborn

NARROW_INCHES = 6


def acceptability(figure, chances):
    """A grid of chances: alternatives down, ranks across; darker is likelier, the number is in percent.

    ``chances`` is ``acceptability`` of `engagement.evidence.priorities.Priorities`; chances below half a percent stay
    empty.
    """
    axes = figure.add_subplot()
    colour, ink = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0], matplotlib.rcParams["text.color"]
    light = seaborn.color_palette([ink])[0] < (0.5, 0.5, 0.5)
    palette = seaborn.light_palette if light else seaborn.dark_palette
    percent = 100 * chances
    written = percent.map(lambda chance: f"{chance:.0f}" if chance >= 0.5 else "")
    seaborn.heatmap(
        percent, ax=axes, cmap=palette(colour, as_cmap=True), vmin=0, vmax=100, cbar=False, annot=written, fmt="",
        annot_kws={"size": 6 if figure.get_figwidth() < NARROW_INCHES else 8}, linewidths=0.5,
        linecolor=matplotlib.rcParams["grid.color"],
    )  # fmt: skip
    axes.set(xlabel="rank; 1 is the highest priority", ylabel="")
    axes.tick_params(length=0, axis="both")
    axes.tick_params(axis="y", labelrotation=0)

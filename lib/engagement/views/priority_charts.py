"""How often each alternative takes each rank."""

from engagement.views import grids


def acceptability(figure, chances):
    """A grid of chances: alternatives down, ranks across; darker is likelier, the number is in percent.

    ``chances`` is ``acceptability`` of `engagement.evidence.priorities.Priorities`; chances below half a percent stay
    empty.
    """
    axes = figure.add_subplot()
    percent = 100 * chances
    written = percent.map(lambda chance: f"{chance:.0f}" if chance >= 0.5 else "")
    grids.grid(axes, percent, written, (6, 8), most=100)
    axes.set(xlabel="rank; 1 is the highest priority", ylabel="")

"""Figures in compact form: points by the thousand as pixels within the drawing."""

from matplotlib.collections import Collection

MOST = 2000  # points drawn each as a shape of its own
FEW = 50  # an artist's points that always stay shapes
DOTS_PER_INCH = 144  # three pixels to two of a usual screen


def compacted(figure):
    """Draw the points of a figure as pixels where they are more than ``MOST``; axes and words stay as they are.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Changed in place: marks become pixels as it is saved as SVG, at the resolution given there. Lines stay lines,
        which matplotlib simplifies.

    Returns
    -------
    bool
        Whether there was anything to do.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> _ = figure.add_subplot().plot(range(3000), range(3000), ".")
    >>> compacted(figure)
    True
    """
    counts = {artist: _points(artist) for axes in figure.axes for artist in [*axes.lines, *axes.collections]}
    heavy = [artist for artist, points in counts.items() if points > FEW]
    if sum(counts.values()) <= MOST:
        return False
    for artist in heavy:
        artist.set_rasterized(True)
    return bool(heavy)


def _points(artist):
    """Shapes that an artist draws: marks of a line, members of a collection."""
    if isinstance(artist, Collection):
        return max(len(artist.get_offsets()), len(artist.get_paths()))
    drawn = artist.get_marker() not in (None, "", " ", "None", "none")
    return len(artist.get_xdata()) if drawn else 0

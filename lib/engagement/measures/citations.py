"""Citations of an RFC by later RFCs within a window after it appeared, the same for old and young."""

import numpy as np
import pandas as pd


def citations_within(rfcs, citations, years=5, left_out=(), since=None):
    """Count how often each RFC is cited by RFCs published within a window after it.

    Parameters
    ----------
    rfcs : pandas.DataFrame
        Table ``rfcs``: ``rfc`` and ``published``.
    citations : pandas.DataFrame
        Table ``citations``: ``rfc`` cites ``cited_rfc``, each pair once.
    years : int
        Length of the window.
    left_out : collection of int
        Cited RFCs that do not count (boilerplate every RFC carries).
    since : int, optional
        Year of the first RFCs to follow.

    Returns
    -------
    pandas.DataFrame
        The RFCs whose whole window lies before the newest RFC, without those
        left out, with ``citations``: how many later RFCs cite it within the
        window. Of RFCs of one date, the one with the higher number is the later.

    Raises
    ------
    ValueError
        If the window is not above 0, or no RFC has it behind it.
    """
    if years <= 0:
        raise ValueError(f"the window is {years} years, not above 0")
    published = rfcs.set_index("rfc")["published"]
    window = pd.DateOffset(years=years)
    passed = (rfcs["published"] + window <= published.max()) & (rfcs["published"].dt.year >= (since or 0))
    eligible = rfcs[passed & ~rfcs["rfc"].isin(list(left_out))]
    if eligible.empty:
        which = f"no RFC since {since}" if since else "no RFC"
        raise ValueError(f"{which} has {years} years behind it; the newest is of {published.max():%B %Y}")
    dated = pd.DataFrame(
        {
            "citing": citations["rfc"],
            "cited": citations["cited_rfc"],
            "when": citations["rfc"].map(published),
            "since": citations["cited_rfc"].map(published),
        }
    ).dropna()
    later = (dated["when"] > dated["since"]) | ((dated["when"] == dated["since"]) & (dated["citing"] > dated["cited"]))
    timely = dated[later & (dated["when"] < dated["since"] + window)]
    counts = timely.groupby("cited").size()
    return eligible.assign(citations=eligible["rfc"].map(counts).fillna(0).astype("Int64"))


def citations_by_others(citations, authorships):
    """The citations in which the citing and the cited RFC share no author.

    Parameters
    ----------
    citations : pandas.DataFrame
        Table ``citations``.
    authorships : pandas.DataFrame
        Table ``authorships``: ``rfc`` and ``author``.

    Returns
    -------
    pandas.DataFrame
        Rows of ``citations``.
    """
    by_rfc = authorships[["rfc"]].assign(author=pd.factorize(authorships["author"])[0]).drop_duplicates()
    citing = citations[["rfc", "cited_rfc"]].assign(place=np.arange(len(citations))).merge(by_rfc, on="rfc")
    shared = citing.merge(by_rfc, left_on=["cited_rfc", "author"], right_on=["rfc", "author"])
    return citations[~np.isin(np.arange(len(citations)), shared["place"])]

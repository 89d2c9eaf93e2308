"""Citations of an RFC by later RFCs within a window after it appeared, the same for old and young."""

import pandas as pd


def citations_within(rfcs, citations, years=5, left_out=()):
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

    Returns
    -------
    pandas.DataFrame
        The RFCs whose whole window lies before the newest RFC, without those
        left out, with ``citations``: how many RFCs published after it and
        within the window cite it.

    Raises
    ------
    ValueError
        If the window is not above 0.
    """
    if years <= 0:
        raise ValueError(f"years is {years}, not above 0")
    published = rfcs.set_index("rfc")["published"]
    window = pd.DateOffset(years=years)
    eligible = rfcs[(rfcs["published"] + window <= published.max()) & ~rfcs["rfc"].isin(list(left_out))]
    dated = pd.DataFrame(
        {
            "cited": citations["cited_rfc"],
            "when": citations["rfc"].map(published),
            "since": citations["cited_rfc"].map(published),
        }
    ).dropna()
    timely = dated[(dated["when"] >= dated["since"]) & (dated["when"] < dated["since"] + window)]
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
    by_rfc = authorships[["rfc", "author"]].drop_duplicates()
    citing = citations[["rfc", "cited_rfc"]].merge(by_rfc, on="rfc")
    shared = citing.merge(by_rfc, left_on=["cited_rfc", "author"], right_on=["rfc", "author"], suffixes=("", "_cited"))
    own = pd.MultiIndex.from_frame(shared[["rfc", "cited_rfc"]])
    return citations[~pd.MultiIndex.from_frame(citations[["rfc", "cited_rfc"]]).isin(own)]

"""ITU-T Recommendations mentioned in RFCs: by series and group, how long after, how skewed."""

import pandas as pd

DAYS = 365.25


def mention_counts(mentions):
    """How many RFCs mention each Recommendation.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``recommendation`` and ``rfc``, and any columns that depend on the Recommendation alone.

    Returns
    -------
    pandas.DataFrame
        ``recommendation``, ``rfcs``, most mentioned first.
    """
    counts = mentions.groupby("recommendation")["rfc"].nunique().rename("rfcs").reset_index()
    return counts.sort_values(["rfcs", "recommendation"], ascending=[False, True], ignore_index=True)


def lags(mentions, rfcs):
    """Years from the date of the edition an RFC cites to the RFC.

    Parameters
    ----------
    mentions : pandas.DataFrame
        Table ``itut_mentions``.
    rfcs : pandas.DataFrame
        Table ``rfcs``.

    Returns
    -------
    pandas.DataFrame
        The mentions for which the RFC prints the date of one edition, with
        ``lag`` in years; where it prints several, which is meant is not clear. An
        edition dated by its year alone is taken at the middle of it, or at the RFC
        where that is earlier. Editions
        dated after the RFC (dates of drafts, misprints) keep their negative lag.
    """
    dated = mentions[mentions["n_editions_printed"] == 1]
    middle = dated["edition_date"] + pd.to_timedelta((dated["edition_precision"] == "year") * 182, unit="D")
    published = dated["rfc"].map(rfcs.set_index("rfc")["published"])
    reached = middle.where((middle < published) | (dated["edition_date"] > published), published)
    return dated.assign(lag=(published - reached).dt.days / DAYS, published=published)

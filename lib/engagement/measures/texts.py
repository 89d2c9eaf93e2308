"""Texts published year by year: Recommendations of a catalogue, RFCs of the series."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.choosing import known_names
from engagement.measures.ratios import rate


def recommendations(publications, kinds=("recommendation",)):
    """Editions in a catalogue, with the group that owned the text when it appeared.

    Parameters
    ----------
    publications : pandas.DataFrame
        Table ``publications``.
    kinds : sequence of str
        Kinds of text to count: amendments, corrigenda and supplements are kinds of their own.

    Returns
    -------
    pandas.DataFrame
        ``published``, ``group`` (missing where the owner at the time is not known), one row an edition.
    """
    rows = publications[publications["counts"] & publications["kind"].isin(list(kinds))]
    return pd.DataFrame({"published": rows["published"], "group": rows["owner_then"]}).reset_index(drop=True)


def rfcs(rows):
    """RFCs with their stream as group: ``published``, ``group``."""
    return pd.DataFrame({"published": rows["published"], "group": rows["stream"]}).reset_index(drop=True)


def per_year(texts, groups=(), first_year=None, last_year=None):
    """Texts in each calendar year, by group, years without any among them.

    Parameters
    ----------
    texts : pandas.DataFrame
        ``published`` (day) and ``group``, one row a text; those without a day are left out.
    groups : sequence of str
    first_year, last_year : int, optional
        Both included. Years that are not whole are left out whatever is asked for: the first on record, and the last
        if the records end before December.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``group``, ``texts``, every group in every year; a text whose group is not known under ``unknown``.

    Raises
    ------
    DataError
        If a group is unknown, or no year is left.

    Examples
    --------
    >>> days = pd.to_datetime(["2018-05-01", "2019-02-01", "2021-12-09"])
    >>> texts = pd.DataFrame({"published": days, "group": "SG13"})
    >>> per_year(texts)[["year", "texts"]].to_numpy().tolist()
    [[2019, 1], [2020, 0], [2021, 1]]
    """
    known_names(groups, [texts])
    dated = texts[texts["published"].notna()]
    dated = dated.assign(group=dated["group"].astype(object).fillna("unknown"), year=dated["published"].dt.year)
    dated = dated[dated["group"].isin(list(groups))] if len(groups) else dated
    last = texts["published"].max()
    whole = (texts["published"].min().year + 1, last.year if last.month == 12 else last.year - 1)
    years = pd.RangeIndex(max(first_year or whole[0], whole[0]), min(last_year or whole[1], whole[1]) + 1)
    dated = dated[dated["year"].isin(years)]
    if dated.empty:
        raise DataError(f"no text of whole years from {first_year or whole[0]} to {last_year or whole[1]}; whole years "
                        f"on record run from {whole[0]} to {whole[1]}")  # fmt: skip
    counts = dated.groupby(["year", "group"], observed=True).size().unstack("group", fill_value=0)
    counts = counts.reindex(years, fill_value=0).rename_axis("year")
    return counts.stack().rename("texts").reset_index()


def mean_per_year(counts, basis):
    """Mean texts per year, over all groups and of each.

    Parameters
    ----------
    counts : pandas.DataFrame
        As `per_year` gives.
    basis : str

    Returns
    -------
    Estimate
        n counts years. Interval: `engagement.measures.ratios.ratio`; years are taken as draws, so that a trend makes it
        wide and says nothing of where the trend goes.
    pandas.DataFrame
        ``group`` and ``mean`` (Estimate), the most texts first.
    """
    unit = "texts per year"
    every = rate(counts.groupby("year")["texts"].sum().astype(float), unit, basis, f"mean {unit}", clusters="years")
    order = counts.groupby("group")["texts"].sum().sort_values(ascending=False, kind="stable").index
    each = {group: counts.loc[counts["group"] == group, "texts"].astype(float) for group in order}
    means = [rate(amounts, unit, basis, f"mean {unit}", clusters="years") for amounts in each.values()]
    return every, pd.DataFrame({"group": list(order), "mean": means})

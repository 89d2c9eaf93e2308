"""Texts published year by year: Recommendations of a catalogue, RFCs of the series."""

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.choosing import known_names
from engagement.measures.ratios import rate
from engagement.tables.recommendation_owners import spans

LEAST_YEARS = 3  # for an interval


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


def whole_years(lives, periods):
    """The calendar years through which each group was there.

    Parameters
    ----------
    lives, periods : pandas.DataFrame
        Tables ``study_group_periods`` and ``study_periods``.

    Returns
    -------
    pandas.DataFrame
        ``first`` and ``last`` year by group; the last is before the first where a group was there for no whole year.

    Examples
    --------
    >>> lives = pd.DataFrame({"group": ["SG21"], "period": ["T25"], "from_date": [None], "to_date": [None]})
    >>> periods = pd.DataFrame({"period": ["T25"], "start": ["2024-10-25"], "end": ["2028-12-31"]})
    >>> whole_years(lives, periods).loc["SG21"].tolist()
    [2025, 2028]
    """
    days = spans(lives.assign(from_period=lives["period"], to_period=lives["period"]), periods).groupby("group")
    day = pd.Timedelta(days=1)
    begins, ends = days["first_day"].min() - day, days["last_day"].max() + day
    return pd.DataFrame({"first": begins.dt.year + 1, "last": ends.dt.year - 1})


def mean_per_year(counts, basis, years=None):
    """Mean texts per year, over all groups and of each.

    Parameters
    ----------
    counts : pandas.DataFrame
        As `per_year` gives.
    basis : str
    years : pandas.DataFrame, optional
        As `whole_years` gives: a group is averaged over the years in which it was there; one not among them, over all.

    Returns
    -------
    Estimate
        n counts years; below three there is no interval. Interval: `engagement.measures.ratios.ratio`; years are taken
        as draws, so that a trend makes it wide and says nothing of where the trend goes.
    pandas.DataFrame
        ``group``, ``years`` (averaged over, in words) and ``mean`` (Estimate), the most texts first.
    """
    every = _mean(counts.groupby("year")["texts"].sum(), basis)
    order = counts.groupby("group")["texts"].sum().sort_values(ascending=False, kind="stable").index
    rows = []
    for group in order:
        amounts = counts[counts["group"] == group].set_index("year")["texts"]
        if years is not None and group in years.index:
            amounts = amounts[amounts.index.to_series().between(*years.loc[group, ["first", "last"]])]
        ends = list(dict.fromkeys([amounts.index.min(), amounts.index.max()])) if len(amounts) else []
        rows.append((group, " to ".join(map(str, ends)) or "no whole year", _mean(amounts, basis)))
    return every, pd.DataFrame(rows, columns=["group", "years", "mean"])


def _mean(amounts, basis):
    unit = "texts per year"
    found = rate(amounts.astype(float), unit, basis, f"mean {unit}", clusters="years")
    if not found.estimable or found.n >= LEAST_YEARS:
        return found
    few = f"mean {unit}; {found.n} {'year is' if found.n == 1 else 'years are'} too few for an interval"
    return Estimate(found.value, None, None, found.level, found.n, unit, basis, few)

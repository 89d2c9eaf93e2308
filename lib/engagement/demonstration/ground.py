"""What the made-up world takes from the shipped tables: countries, period, Questions, published meeting figures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.warehouse import shipped

TABLES = ("study_groups", "study_periods", "countries", "questions", "question_lists", "meeting_figures")
FIGURES = ("participants", "countries", "contributions")


@dataclass(frozen=True)
class Ground:
    """Facts the world stands on.

    Attributes
    ----------
    countries : pandas.DataFrame
        Member States: iso2, printed, region, developed, weight (share of
        organizations), activity (contributions of an organization, times others').
    start, end : numpy.datetime64
        First and last day of the period.
    questions : dict of str to list of str or None
        Titles of a group's published Questions by number, where the list is whole.
    published : set of tuple
        Group and first day of the meetings with published figures.
    targets : pandas.DataFrame
        Mean participants, countries and contributions a plenary, by group.
    period_number
        Number ITU's pages give the period.
    period_years
        Years as ITU prints them.
    """

    countries: pd.DataFrame
    start: np.datetime64
    end: np.datetime64
    questions: dict
    published: set
    targets: pd.DataFrame
    period_number: int
    period_years: str


def read(truth):
    """Read the ground of a world.

    Parameters
    ----------
    truth : Truth

    Raises
    ------
    DataError
        If a shipped table cannot be read, or the truth names a country,
        period or group that they do not know.
    """
    tables = {}
    for name in TABLES:
        if problem := shipped.read(name, tables).problem:
            raise DataError(problem)
    period = _period(truth, tables["study_periods"])
    _known("groups", truth.groups, tables["study_groups"]["group"], "study_groups")
    figures = tables["meeting_figures"]
    days = figures["start"].to_numpy().astype("datetime64[D]")
    return Ground(
        countries=_countries(truth.organizations, tables["countries"]),
        start=period["start"].to_numpy().astype("datetime64[D]")[0],
        end=period["end"].to_numpy().astype("datetime64[D]")[0],
        questions={group: _questions(truth, group, tables) for group in truth.groups},
        published=set(zip(figures["group"], days, strict=True)),
        targets=targets(figures, list(truth.groups), truth.period, truth.margins.least_meetings),
        period_number=int(period["itu_number"].iloc[0]),
        period_years=period["name"].iloc[0],
    )


def targets(figures, groups, period, least):
    """Mean figures of the plenaries of each group.

    A mean is taken over the group's meetings of kind SG in the period where at
    least ``least`` of them state the figure, else over all its meetings of that
    kind; a group without any takes the mean of the groups that have one.

    Parameters
    ----------
    figures : pandas.DataFrame
        The table ``meeting_figures``.
    groups : list of str
    period : str
    least : int

    Returns
    -------
    pandas.DataFrame
        Index group; columns participants, countries, contributions.

    Raises
    ------
    DataError
        If no group has a figure.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG1", "SG1", "SG2"], "kind": "SG", "period": ["T13", "T17", "T13"],
    ...                      "participants": [10, 20, 40], "countries": [5, 6, 9], "contributions": [1, 3, None]})
    >>> targets(rows, ["SG1", "SG2", "SG3"], "T17", 1).round(2).to_dict("index")["SG3"]
    {'participants': 30.0, 'countries': 7.5, 'contributions': 3.0}
    """
    plenaries = figures[figures["kind"].eq("SG") & figures["group"].isin(groups)]
    columns = {}
    for name in FIGURES:
        stated = plenaries[plenaries[name].notna()]
        inside = stated[stated["period"] == period].groupby("group")[name].agg(["mean", "count"])
        means = stated.groupby("group")[name].mean().astype("float64")
        if means.empty:
            raise DataError(f"data/published/meeting_figures.csv: no plenary states {name}; restore the file")
        means.update(inside.loc[inside["count"] >= least, "mean"].astype("float64"))
        columns[name] = means.reindex(groups).fillna(means.mean())
    return pd.DataFrame(columns)


def _period(truth, periods):
    _known("period", [truth.period], periods["period"], "study_periods")
    found = periods[periods["period"] == truth.period]
    if found["itu_number"].isna().any():
        raise DataError(f"period {truth.period} has no itu_number; add it to data/reference/study_periods.csv")
    return found


def _countries(said, table):
    members = table[table["itu_member"].fillna(False)].sort_values("iso2")
    named = [code for code in said.countries if code != "others"]
    _known("organizations.countries", named, members["iso2"], "countries")
    _known("organizations.active_countries", said.active_countries, members["iso2"], "countries")
    weight = members["iso2"].map(said.countries).fillna(said.countries["others"])
    return pd.DataFrame({
        "iso2": members["iso2"].to_numpy(str),
        "printed": members["short_name"].to_numpy(str),
        "region": members["itu_region"].to_numpy(str),
        "developed": members["development"].eq("developed").to_numpy(bool),
        "weight": weight.to_numpy("float64"),
        "activity": members["iso2"].map(said.active_countries).fillna(1.0).to_numpy("float64"),
    })  # fmt: skip


def _questions(truth, group, tables):
    """Published titles by number where the list is whole, else None."""
    lists = tables["question_lists"]
    whole = ((lists["group"] == group) & (lists["period"] == truth.period)).any()
    made_up = truth.groups[group].questions
    if whole and made_up is not None:
        raise DataError(f"groups.{group}.questions is {made_up}, but all its Questions are published; take it out")
    if not whole:
        if made_up is None:
            raise DataError(f"groups.{group}.questions is missing; say how many Questions to make up")
        return None
    rows = tables["questions"]
    rows = rows[(rows["group"] == group) & (rows["period"] == truth.period) & rows["status"].ne("discontinued")]
    rows = rows.drop_duplicates("question")
    return dict(zip(rows["question"], rows["title"], strict=True))


def _known(key, names, table, name):
    known = set(table)
    if unknown := [one for one in names if one not in known]:
        raise DataError(f"{key}: {', '.join(unknown)} is not in data/reference/{name}.csv; correct it, or add it there")

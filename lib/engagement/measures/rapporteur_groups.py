"""Meetings of rapporteur groups: who meets between plenaries on which Question."""

from dataclasses import replace

import numpy as np
import pandas as pd

from engagement.estimate import Estimate
from engagement.measures import attendance, comparison
from engagement.measures.overdispersed import Variance, pool, variance, words
from engagement.measures.pooling import dispersion

KIND = "rapporteur group"
UNIT = "participants per rapporteur group meeting"


def meetings_of(meetings):
    """The Questions of each meeting of rapporteur groups.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `engagement.activities.meetings` gives: ``part`` lists the Questions, ``Q5/13; Q7/13``.

    Returns
    -------
    pandas.DataFrame
        One row a meeting and Question: ``meeting_id``, ``group``, ``period``, ``start``, ``question`` (``5/13``), and
        ``together``, the Questions that met together. Meetings whose Questions are not known are left out.

    Examples
    --------
    >>> meetings = pd.DataFrame({"meeting_id": ["R"], "meeting_kind": KIND, "group": "SG5", "period": "T17",
    ...                          "start": pd.Timestamp("2017-01-23"), "part": ["Q1/5; Q8/5"]})
    >>> meetings_of(meetings)[["question", "together"]].to_numpy().tolist()
    [['1/5', 2], ['8/5', 2]]
    """
    own = meetings[(meetings["meeting_kind"] == KIND) & meetings["part"].notna()]
    names = own["part"].astype(object).str.findall(r"Q?([0-9A-Z.]+/[0-9A-Z]+)")
    rows = own.assign(question=names, together=names.str.len())
    columns = ["meeting_id", "group", "period", "start", "question", "together"]
    return rows[columns].explode("question").dropna(subset="question").reset_index(drop=True)


def attended(meetings, attendances, contributions):
    """Each meeting of rapporteur groups with who came and what was contributed to each of its Questions.

    Parameters
    ----------
    meetings, attendances, contributions : pandas.DataFrame
        As `engagement.activities` gives.

    Returns
    -------
    pandas.DataFrame
        As `meetings_of`, and ``participants``, ``delegations``, ``countries`` (of the whole meeting, missing where
        there is no list) and ``contributions`` (documents for the Question). A list of participants does not say who
        came for which of the Questions that met together: they count for each.
    """
    rows = meetings_of(meetings)
    lists = attendances[attendances["meeting_id"].isin(rows["meeting_id"])]
    figures = ["participants", "delegations", "countries"]
    if len(lists):
        rows = rows.merge(attendance.per_meeting(lists)[["meeting_id", *figures]], on="meeting_id", how="left")
    else:
        rows = rows.assign(**dict.fromkeys(figures, np.nan))
    papers = contributions[contributions["meeting_id"].isin(rows["meeting_id"])].drop_duplicates("document_id")
    papers = papers.dropna(subset="questions")
    papers = papers.assign(question=papers["questions"].astype(object).str.split("; ")).explode("question")
    many = papers.groupby(["meeting_id", "question"], observed=True).size().rename("contributions").reset_index()
    found = rows.merge(many, on=["meeting_id", "question"], how="left")
    return found.assign(contributions=found["contributions"].fillna(0).astype(int))


def per_question(rows, basis, level=0.95, draws=8000, rng=0):
    """Meetings and participants of the rapporteur group of each Question.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `attended` gives.
    basis : str
    level, draws, rng
        As for `engagement.measures.posteriors.Pool.estimates`.

    Returns
    -------
    pandas.DataFrame
        One row a Question, the most meetings first: ``group``, ``question``, ``meetings``, ``alone`` (meetings by
        itself), ``contributions`` (to these meetings) and ``participants`` (Estimate, mean per meeting drawn towards
        the other Questions of the group; n counts meetings with a list). A Question that did not meet has no row.

    Notes
    -----
    How participants vary from meeting to meeting is estimated over all groups, since a Question has few. The interval
    takes meetings as drawn apart; Questions that meet together share their participants, so that their values
    are alike for this reason as well.
    """
    found = []
    listed = rows.dropna(subset="participants")
    varies = variance(listed["participants"], listed["question"]) if len(listed) else Variance(1.0, 0.0)
    for group, here in rows.groupby("group", observed=True):
        by = here.groupby("question", observed=True)
        table = by.agg(meetings=("meeting_id", "nunique"), contributions=("contributions", "sum"))
        table["alone"] = (here["together"] == 1).groupby(here["question"]).sum()
        table["participants"] = _participants(here, table.index, varies, basis, level, draws, rng)
        found.append(table.assign(group=group).reset_index())
    columns = ["group", "question", "meetings", "alone", "contributions", "participants"]
    if not found:
        return pd.DataFrame(columns=columns)
    table = pd.concat(found, ignore_index=True)[columns]
    return table.sort_values(["meetings", "contributions"], ascending=False, kind="stable", ignore_index=True)


def _participants(rows, questions, varies, basis, level, draws, rng):
    by = rows.dropna(subset="participants").groupby("question", observed=True)["participants"]
    sums, many = by.sum().astype(float), by.size()
    if not sums.any():
        return [Estimate.not_estimable("no list of participants", 0, UNIT, basis, level)] * len(questions)
    pooled = pool(sums, many, varies).estimates(UNIT, basis, many, level, draws, rng)
    pooled = [replace(one, method=words(one.method, varies)) for one in pooled]
    known = dict(zip(sums.index, pooled, strict=True))
    none = Estimate.not_estimable("no list of participants", 0, UNIT, basis, level)
    return [known.get(question, none) for question in questions]


def funnel(rows):
    """Contributions per rapporteur group meeting of each Question, within the limits of chance.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `attended` gives.

    Returns
    -------
    pandas.DataFrame
        As `engagement.measures.comparison.funnel`, units being Questions.
    float
        The dispersion of meetings around the mean of their Question, which widens the limits.
    """
    by = rows.groupby("question", observed=True)["contributions"]
    over = dispersion(rows["contributions"], np.ones(len(rows)), rows["question"])
    return comparison.funnel(by.sum(), by.size(), over), over

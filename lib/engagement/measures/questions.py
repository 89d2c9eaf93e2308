"""Contributions to each Question or working party, pooled, so that none is first or last by luck."""

from dataclasses import replace

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures.comparison import ranks
from engagement.measures.contributions import by_question
from engagement.measures.occasions import took_place
from engagement.measures.overdispersed import pool, variance, words

PLENARY = "plenary"
FAMILY = ["group", "period"]
UNIT = "contributions per meeting"
EVERY = "ALL"  # QALL/13 is all Questions of a group, not one of them
TOP = 3


def plenaries(credits, meetings):
    """The contributions to meetings of whole groups that took place, see `engagement.measures.occasions.took_place`.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.
    meetings : pandas.DataFrame
        As `engagement.activities.meetings` gives: meetings of working parties, rapporteur groups and joint teams are
        left out, since not every Question could be contributed to there. A meeting that is not listed is kept.

    Raises
    ------
    DataError
        If nothing is left.
    """
    parts = meetings.loc[meetings["meeting_kind"].fillna(PLENARY) != PLENARY, "meeting_id"]
    kept = took_place(credits[~credits["meeting_id"].isin(parts)])
    if kept.empty:
        raise DataError("no contribution is to a meeting of a whole group; choose other groups or years")
    kept.attrs = dict(credits.attrs)
    return kept


def column_of(credits):
    """What takes the place of Questions in these records: ``questions``, else ``agenda_item``.

    Raises
    ------
    DataError
        If no document states either.

    Examples
    --------
    >>> column_of(pd.DataFrame({"questions": [None], "agenda_item": ["7.1"]}))
    'agenda_item'
    """
    for column in ("questions", "agenda_item"):
        if column in credits and credits[column].notna().any():
            return column
    raise DataError("no document states a Question or an agenda item; there is nothing to tell them apart by")


def with_parties(credits, parties):
    """Contributions by working party in place of Question.

    Parameters
    ----------
    credits : pandas.DataFrame
    parties : pandas.Series
        Working party by Question, see `engagement.measures.working_parties`.

    Returns
    -------
    pandas.DataFrame
        The same with ``questions`` naming working parties, each once a document; missing where none is known of any of
        its Questions.

    Examples
    --------
    >>> rows = pd.DataFrame({"questions": ["1/13; 2/13", "3/13; 9/13", "9/13"]})
    >>> with_parties(rows, pd.Series({"1/13": "WP1/13", "2/13": "WP1/13", "3/13": "WP2/13"}))["questions"].tolist()
    ['WP1/13', 'WP2/13', nan]
    """
    known = parties.to_dict()
    named = {}
    for text in credits["questions"].dropna().unique():
        here = dict.fromkeys(known[question] for question in text.split("; ") if question in known)
        named[text] = "; ".join(here) or None
    found = credits.assign(questions=credits["questions"].map(named).astype(object))
    found.attrs = dict(credits.attrs)
    return found


def cells(credits, counting="whole", column="questions"):
    """Contributions to each Question at each meeting it could be contributed to, those without any among them.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives, see `plenaries`.
    counting : {"whole", "fractional", "first"}
        See `engagement.measures.contributions.by_question`.
    column : {"questions", "agenda_item"}
        See `column_of`.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``period`` (empty where records state none), ``question``, ``meeting_id``, ``contributions``. A
        Question of ITU-T runs through its study period, and the same number is another Question in another period:
        all meetings of the group in the period are there at which a contribution states one; of Questions at others the
        records say nothing. An agenda item lasts from the first to the last meeting at which it has a contribution. A
        Question without any contribution in the period is in no document and has no row; QALL/13 is none.

    Raises
    ------
    DataError
        If no document names one.

    Examples
    --------
    >>> rows = pd.DataFrame({"document_id": ["C1", "C2", "C3"], "group": "SG13", "period": "T22", "date": pd.NaT,
    ...                      "meeting_id": ["M1", "M1", "M2"], "questions": ["1/13", "2/13", "1/13"]})
    >>> cells(rows)[["question", "meeting_id", "contributions"]].to_numpy().tolist()
    [['1/13', 'M1', 1.0], ['1/13', 'M2', 1.0], ['2/13', 'M1', 1.0], ['2/13', 'M2', 0.0]]
    """
    rows = credits.dropna(subset=[column, "meeting_id", "group"])
    rows = rows.assign(questions=rows[column], period=rows["period"].astype(object).fillna(""))
    found = []
    for (group, period), here in rows.groupby(FAMILY, observed=True):
        counted = by_question(here, counting)
        counted = counted[~counted["question"].str.removeprefix("Q").str.startswith(EVERY + "/")]
        if counted.empty:
            continue
        table = counted.pivot_table(index="question", columns="meeting_id", values="contributions", aggfunc="sum")
        table = table.reindex(columns=_in_order(here)).fillna(0.0)
        lasted = _lasted(table.to_numpy()) if column == "agenda_item" else np.ones(table.shape, dtype=bool)
        row, place = np.nonzero(lasted)
        found.append(pd.DataFrame({
            "group": group, "period": period, "question": table.index[row], "meeting_id": table.columns[place],
            "contributions": table.to_numpy()[row, place],
        }))  # fmt: skip
    if not found:
        raise DataError(f"no contribution to a meeting states its {column}; choose another column, or other groups")
    table = pd.concat(found, ignore_index=True)
    table.attrs = dict(credits.attrs)
    return table


def pooled(table, basis, what="Questions", top=TOP, level=0.95, draws=8000, rng=0):
    """Contributions per meeting of each Question, drawn towards the others of its group, with its rank.

    Parameters
    ----------
    table : pandas.DataFrame
        As `cells` gives.
    basis : str
    what : str
        What is ranked, in the plural.
    top : int
        Ranks for ``top``.
    level, draws, rng
        As for `engagement.measures.posteriors.Pool.estimates`.

    Returns
    -------
    pandas.DataFrame
        One row a Question, within each group and period by rank: ``group``, ``period``, ``question``,
        ``contributions``, ``meetings``, ``raw`` (contributions per meeting as counted), ``rate`` (Estimate, n counts
        meetings), ``own`` (how far the rate rests on the Question's own records, 1 all, 0 nothing), ``rank`` (Estimate;
        1 is the most) and ``top`` (chance to be among the first ``top``, 0 to 1).

    Notes
    -----
    Pooled within a group and period by `engagement.measures.overdispersed.pool`: how counts vary from meeting to
    meeting is estimated from all Questions of the group. Meetings are those held: that one is larger than another for
    all Questions is no uncertainty of one of them; how far the whole group would differ at other meetings is for
    `engagement.measures.contributions.mean_per_occasion`. Agenda items come and go, so that there it is. Fewer than
    three Questions are not pooled. With a single meeting nothing tells how counts vary from one to the next: they are
    taken as Poisson, and the intervals are then too short; ``rate`` says so.

    Simulated (`engagement.validation.coverage_pooling`, five meetings), 95% intervals of rates cover 94% over 30
    Questions, 92% over 10 and 91% over 5, those of ranks 97-99%, and Questions said to be among the first three
    with some chance are so as often. For the one picked since it looks highest of 30, the interval of its rate covers
    87% only.
    """
    found = []
    for (group, period), here in table.groupby(FAMILY, sort=False):
        by = here.groupby("question")["contributions"]
        counts, meetings = by.sum(), by.size()
        same = len(here) == len(counts) * here["meeting_id"].nunique()  # not so for agenda items, which come and go
        varies = variance(here["contributions"], here["question"], here["meeting_id"] if same else None)
        here_pool = pool(counts, meetings, varies)
        values = here_pool.draws(draws, rng)
        rates = here_pool.estimates(UNIT, basis, meetings, level, values)
        alone = "; a single meeting, taken as Poisson: too short" if meetings.max() == 1 else ""
        rates = [replace(rate, method=words(rate.method, varies) + alone) for rate in rates]
        order = ranks(values, counts.index, basis, f"{what} of {group}", level, top).set_index("unit")
        rows = pd.DataFrame({
            "group": group, "period": period, "contributions": counts, "meetings": meetings,
            "raw": counts / meetings, "rate": rates, "own": here_pool.own,
        })  # fmt: skip
        found.append(rows.loc[order.index].join(order).rename_axis("question").reset_index())
    columns = ["group", "period", "question", "contributions", "meetings", "raw", "rate", "own", "rank", "top"]
    return pd.concat(found, ignore_index=True)[columns]


def leading(found):
    """The row of the highest pooled rate, of what `pooled` gives: the one to name, which need not be sure to be first.

    Parameters
    ----------
    found : pandas.DataFrame
        As `pooled` gives, with a row or more.

    Returns
    -------
    pandas.Series
        Its row; of equal rates the one that stands first. The rate as counted is highest for one seen at few meetings
        by luck, and the chance to be among the first for one of which little is known.

    Examples
    --------
    >>> from engagement import Estimate
    >>> rate = lambda value: Estimate(value, None, None, 0.95, 4, UNIT, "recorded", "m")
    >>> leading(pd.DataFrame({"question": ["1/13", "2/13"], "rate": [rate(3), rate(5)]}))["question"]
    '2/13'
    """
    return found.iloc[int(np.argmax([rate.value for rate in found["rate"]]))]


def read_out(found, top=TOP):
    """A table for readers of what `pooled` gives: each rate and rank with its interval."""
    return pd.DataFrame({
        "Question": found["question"], "contributions": found["contributions"], "meetings": found["meetings"],
        "per meeting": found["raw"], "pooled": found["rate"], "rank": found["rank"],
        f"among first {top}, %": 100 * found["top"],
    })  # fmt: skip


def _in_order(rows):
    """Meetings with any contribution, by date; by name where there is none."""
    days = rows.groupby("meeting_id", observed=True)["date"].median() if "date" in rows else None
    if days is None or days.isna().any():
        return sorted(rows["meeting_id"].unique())
    return list(days.sort_values(kind="stable").index)


def _lasted(counts):
    """Meetings from the first to the last with a contribution, shape (items, meetings)."""
    some = counts > 0
    return np.logical_or.accumulate(some, axis=1) & np.logical_or.accumulate(some[:, ::-1], axis=1)[:, ::-1]

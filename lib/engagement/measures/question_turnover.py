"""Who is new to a Question or working party, who lapses, who is back: pooled, since each has few organizations."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures.occasions import WITHDRAWN
from engagement.measures.question_shares import by_period, exploded
from engagement.measures.questions import cells
from engagement.measures.turnover import chances

KEYS = ["group", "period", "question"]


def at_risk(credits, what="lapsed", absent=1, first_year=None, column="questions"):
    """Each organization at each meeting at which it could lapse from a Question, or be new to it, or back.

    Parameters
    ----------
    credits : pandas.DataFrame
        Contributions to meetings of whole groups, see `engagement.measures.questions.plenaries`; for working parties
        as `engagement.measures.questions.with_parties` gives. Withdrawn ones are no presence.
    what : {"lapsed", "new", "returning"}
        As for `engagement.measures.turnover.rate`.
    absent : int
        Meetings of the group missed in a row after which an organization has lapsed from the Question.
    first_year : int, optional
        First year to count; earlier meetings say who was there before. Meetings without dates are all counted.
    column : {"questions", "agenda_item"}
        See `engagement.measures.questions.column_of`.

    Returns
    -------
    pandas.DataFrame
        One row a Question, meeting and organization: ``group``, ``period``, ``question``, ``meeting_id``,
        ``organization`` and ``hit``, whether it lapsed, is new or is back. The meetings are those of
        `engagement.measures.questions.cells`. An organization that is new to a Question may have contributed to
        others, and is new again with a new study period, in which the same number is another Question. Questions with
        too few meetings or no known organization have no row; there is none at all where all are such.

    Raises
    ------
    DataError
        If no document names a Question, or there is no such rate.

    Examples
    --------
    >>> rows = pd.DataFrame({"document_id": list("abcd"), "group": "SG13", "period": "T22", "questions": "1/13",
    ...                      "meeting_id": ["M1", "M1", "M2", "M3"], "organization": list("xyyx"), "date": pd.NaT})
    >>> at_risk(rows)[["meeting_id", "organization", "hit"]].to_numpy().tolist()
    [['M2', 'x', True], ['M2', 'y', False], ['M3', 'y', True]]
    """
    return _at_risk(_histories(credits, column), credits, what, absent, first_year)


def _histories(credits, column):
    """Names of meetings and of organizations; and of each Question its meetings in order, and who was at which."""
    rows = exploded(credits, column).dropna(subset=["organization", "meeting_id"])
    if "outcome" in rows:
        rows = rows[~(rows["outcome"] == WITHDRAWN).fillna(False).to_numpy(dtype=bool)]
    rows = rows.assign(period=rows["period"].astype(object).fillna(""))
    present = rows.groupby(KEYS, observed=True).indices
    who, names = pd.factorize(rows["organization"], sort=True)
    held = cells(credits, column=column)
    known = pd.Index(held["meeting_id"].unique())
    where = known.get_indexer(rows["meeting_id"])
    questions = {
        key: (known.get_indexer(meetings), where[present[key]], who[present[key]])
        for key, meetings in held.groupby(KEYS, observed=True, sort=False)["meeting_id"]
        if key in present
    }
    return known, names, questions


def _at_risk(histories, credits, what, absent, first_year):
    if absent < 1 or absent != int(absent):
        raise DataError(f"absent is {absent}; an organization lapses after 1 meeting missed or more")
    known, names, questions = histories
    found = [_of_one(*history, what, absent) for history in questions.values()]
    table = pd.DataFrame(list(questions), columns=KEYS)
    table = table.loc[np.repeat(np.arange(len(found)), [len(hit) for *_, hit in found])]
    meeting, one, hit = map(np.concatenate, zip(*found, strict=True)) if found else ([], [], np.array([], dtype=bool))
    table = table.assign(meeting_id=known.to_numpy(dtype=object)[meeting], organization=names[one], hit=hit)
    table = table.reset_index(drop=True)
    if first_year:
        year = credits.groupby("meeting_id", observed=True)["date"].median().dt.year
        table = table[~(table["meeting_id"].map(year.to_dict()) < first_year)].reset_index(drop=True)
    return table


def _of_one(meetings, where, who, what, absent):
    """Meeting, organization and hit of the rows of one Question, whose meetings are in order; all by their numbers."""
    names, codes = np.unique(who, return_inverse=True)
    places = {meeting: place for place, meeting in enumerate(meetings)}
    there = np.zeros((len(names), len(meetings)), dtype=bool)
    there[codes, [places[one] for one in where]] = True
    hits, of = chances(there, what, absent)
    when, row = np.nonzero(of.T)
    first = len(meetings) - of.shape[1]
    return meetings[first + when], names[row], hits[row, when]


def pooled(rows, basis, **options):
    """The rate of each Question per meeting, drawn towards the others of its group.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `at_risk` gives.
    basis : str
    **options
        ``level``, ``draws``, ``rng`` and ``ranked`` as for `engagement.measures.question_shares.pooled_shares`.

    Returns
    -------
    pandas.DataFrame
        One row a Question, within each group and period those with most at stake first: ``group``, ``period``,
        ``question``, ``at_risk`` (organizations at risk or present, summed over meetings), ``raw`` (rate as counted,
        %), ``share`` (Estimate in percent per meeting; n counts organizations) and ``rank`` (Estimate; 1 is the
        highest rate). As `engagement.measures.question_shares.pooled_shares` with organizations drawn: one that is at
        risk at several meetings is no more than one observation as far as its meetings are alike, and one behind
        several Questions is an error they have in common. Simulated (`engagement.validation.coverage_questions`,
        Questions of 5 to 40 out of 60 organizations, five meetings), 95% intervals of lapses cover 94% over 5
        Questions, 92% over 10 and 93% over 30, those of new ones 95%, 93% and 93%.

    Raises
    ------
    DataError
        If there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": "SG13", "period": "T22", "question": list("aaabbc"), "hit": [True, *[False] * 5],
    ...                      "organization": list("xyzxyx")})
    >>> pooled(rows, "recorded")[["question", "at_risk", "raw"]].round(1).to_numpy().tolist()
    [['a', 3.0, 33.3], ['b', 2.0, 0.0], ['c', 1.0, 0.0]]
    """
    if rows.empty:
        raise DataError("no Question has enough meetings for this to be told; widen the years, or let fewer be missed")
    counted = rows.assign(credit=1.0, document_id=pd.NA)
    found = by_period(counted, counted["hit"], basis, drawn="organization", **options)
    return found.rename(columns={"credit": "at_risk"})


def overview(credits, basis, absent=1, first_year=None, column="questions"):
    """The rates at which organizations lapse from each Question, and are new to it.

    Parameters
    ----------
    credits, absent, first_year, column
        As for `at_risk`.
    basis : str

    Returns
    -------
    pandas.DataFrame
        One row a Question of which lapses can be told: as `pooled`, with ``whole`` (rate as counted over all Questions
        of the group and period, %) and ``new`` (Estimate: share new to the Question of the organizations present, in
        percent per meeting). There is no row where no Question has enough meetings.
    """
    histories = _histories(credits, column)
    lapses, comers = (_at_risk(histories, credits, what, absent, first_year) for what in ("lapsed", "new"))
    if lapses.empty or comers.empty:
        return pd.DataFrame(columns=[*KEYS, "at_risk", "raw", "share", "rank", "whole", "new"])
    found = pooled(lapses, basis)
    whole = 100 * lapses.groupby(KEYS[:2])["hit"].mean()
    found["whole"] = whole.loc[pd.MultiIndex.from_frame(found[KEYS[:2]])].to_numpy()
    new = pooled(comers, basis, ranked=False).set_index(KEYS)["share"].rename("new")
    return found.join(new, on=KEYS)

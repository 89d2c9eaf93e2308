"""Which working party a Question belongs to, as published or as the records themselves show."""

import pandas as pd

KIND = "working party"


def stated(questions, period):
    """Working parties of Questions as published.

    Parameters
    ----------
    questions : pandas.DataFrame
        Table ``questions``.
    period : str
        Study period; a Question of the same number in another period is another one.

    Returns
    -------
    pandas.Series
        Working party (``WP1/12``; ``PLEN/12`` for those under the plenary) by Question; where two sources state one,
        the first counts.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG12", "SG12"], "period": "T17", "question": ["1/12", "2/12"], "occurrence": 1,
    ...                      "status": "current", "working_party": ["PLEN", "WP1/12"]})
    >>> stated(rows, "T17").to_dict()
    {'1/12': 'PLEN/12', '2/12': 'WP1/12'}
    """
    rows = questions[(questions["period"] == period) & (questions["status"] == "current")]
    rows = rows.dropna(subset="working_party").sort_values("occurrence", kind="stable").drop_duplicates("question")
    whole = "PLEN/" + rows["group"].astype(str).str.removeprefix("SG")
    party = rows["working_party"].astype(object).mask(rows["working_party"] == "PLEN", whole)
    return pd.Series(party.to_numpy(), index=rows["question"].to_numpy(), dtype=object)


def seen(credits, meetings):
    """Working parties of Questions as their meetings show: the one to whose meetings most of its contributions went.

    Parameters
    ----------
    credits, meetings : pandas.DataFrame
        As `engagement.activities` gives.

    Returns
    -------
    pandas.Series
        Working party by Question; Questions that no working party's meeting had a contribution to are not there.
        Meetings of several working parties say nothing of which.

    Examples
    --------
    >>> meetings = pd.DataFrame({"meeting_id": ["W"], "meeting_kind": "working party", "part": ["WP1/15"]})
    >>> credits = pd.DataFrame({"document_id": ["C1"], "meeting_id": ["W"], "questions": ["2/15; 3/15"]})
    >>> seen(credits, meetings).to_dict()
    {'2/15': 'WP1/15', '3/15': 'WP1/15'}
    """
    own = meetings[(meetings["meeting_kind"] == KIND) & meetings["part"].notna()]
    own = own[~own["part"].str.contains(";|-", regex=True)].set_index("meeting_id")["part"].to_dict()
    rows = credits.drop_duplicates("document_id").dropna(subset="questions")
    rows = rows.assign(party=rows["meeting_id"].map(own)).dropna(subset="party")
    if rows.empty:
        return pd.Series(dtype=object)
    rows = rows.assign(question=rows["questions"].str.split("; ")).explode("question")
    counts = rows.groupby(["question", "party"], observed=True).size().sort_values(ascending=False, kind="stable")
    first = counts.reset_index().drop_duplicates("question").sort_values("question")
    return pd.Series(first["party"].to_numpy(dtype=object), index=first["question"].to_numpy(dtype=object))


def known(credits, meetings, questions):
    """Working parties of Questions as their meetings show, failing that as published for the study period.

    Parameters
    ----------
    credits, meetings : pandas.DataFrame
        As `engagement.activities` gives.
    questions : pandas.DataFrame
        Table ``questions``.

    Returns
    -------
    pandas.Series
        Working party by Question; empty where neither is known of any, as where there are no Questions.

    Examples
    --------
    >>> meetings = pd.DataFrame({"meeting_id": ["W"], "meeting_kind": "working party", "part": ["WP1/15"]})
    >>> credits = pd.DataFrame({"document_id": ["C1"], "meeting_id": ["W"], "questions": ["2/15"], "period": ["T17"]})
    >>> published = pd.DataFrame({"group": "SG15", "period": "T17", "question": ["2/15", "3/15"], "occurrence": 1,
    ...                           "status": "current", "working_party": ["WP3/15", "WP2/15"]})
    >>> known(credits, meetings, published).to_dict()
    {'2/15': 'WP1/15', '3/15': 'WP2/15'}
    """
    own, period = seen(credits, meetings), credits["period"].mode()
    return own.combine_first(stated(questions, period.iloc[0])) if len(period) else own

"""Stale work items: no contributions over two meetings of their study group (Recommendation ITU-T A.1, 1.4.7)."""

import re

import pandas as pd

from engagement.errors import DataError

WORDS = {
    "named": "named by contributions",
    "perhaps": "perhaps contributed to",
    "none": "no contributions",
    "too new": "too new to judge",
    "not known": "not known",
}
STATUSES = tuple(WORDS)
WHOLE = "plenary"


def named_items(documents, items):
    """Which contributions name which work items in their titles.

    Parameters
    ----------
    documents : pandas.DataFrame
        ``document_id``, ``group``, ``title``; a document may have several rows.
    items : pandas.DataFrame
        ``work_item_id``, ``group``.

    Returns
    -------
    pandas.DataFrame
        ``document_id``, ``group``, ``work_item_id``, one row a pair. The name must stand as a word of its own,
        in upper or lower case: ``Y.example`` is not named by ``Y.example-reqts``, nor ``Y.1`` by ``Y.1.2``.

    Examples
    --------
    >>> items = pd.DataFrame({"work_item_id": ["Y.ai", "Y.ai-fw"], "group": "SG13"})
    >>> documents = pd.DataFrame({"document_id": ["C1", "C2", "C3"], "group": "SG13",
    ...                           "title": ["Text for draft Y.AI-fw.", "Y.ai: scope; Y.ai-fw", "Y.ai.2"]})
    >>> named_items(documents, items)[["document_id", "work_item_id"]].to_numpy().tolist()
    [['C1', 'Y.ai-fw'], ['C2', 'Y.ai'], ['C2', 'Y.ai-fw']]
    """
    rows = documents.drop_duplicates("document_id")
    found = []
    for group, of_group in items.groupby("group", sort=False, observed=True):
        names = {name.casefold(): name for name in of_group["work_item_id"]}
        words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![\w.-])(?:{words})(?!-|[.-]*\w)")
        titles = rows[rows["group"].eq(group) & rows["title"].notna()]
        for document, title in zip(titles["document_id"], titles["title"], strict=True):
            for name in dict.fromkeys(pattern.findall(title.casefold())):
                found.append((document, group, names[name]))
    return pd.DataFrame(found, columns=["document_id", "group", "work_item_id"], dtype="object")


def staleness(rows, documents, meetings, over=2):
    """What the last meetings of its group say of each item under study.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.pipeline.selected` gives.
    documents : pandas.DataFrame
        As `engagement.activities.contributions` gives: ``document_id``, ``group``, ``meeting_id``, ``date``, ``title``,
        ``questions``.
    meetings : pandas.DataFrame
        As `engagement.activities.meetings` gives; those of the whole group count.
    over : int
        Meetings of the group without contributions that make an item stale.

    Returns
    -------
    pandas.DataFrame
        One row an item under study: ``work_item_id``, ``group``, ``question``, ``since`` (day from which contributions
        are looked for: the end of the meeting before the last ``over``), ``named`` (contributions that name it),
        ``unnamed`` (contributions to one of its Questions that name no item) and ``status``:

        - ``named``: contributions name it: it is not stale;
        - ``perhaps``: none names it, but some to its Question name no item and may be about it;
        - ``none``: neither: stale, as far as titles and Questions tell;
        - ``too new``: registered after the first of these meetings began, so that it has not seen ``over`` of them;
        - ``not known``: its day of registration, or ``over`` meetings of the group, or the contributions to one of
          these, are not on record.

        Contributions to the meetings of rapporteur groups and working parties in between count as well.

    Raises
    ------
    DataError
        If `over` is no number of meetings.

    Notes
    -----
    What cannot be known from these records: a contribution about an item that its title does not name and whose title
    names another; work by editors, in temporary documents, liaisons or by correspondence, which are no contributions;
    whether the group decided to go on all the same. The Recommendation says that such an item may be discontinued, not
    that it must be.

    References
    ----------
    Recommendation ITU-T A.1, Working methods for study groups of the ITU Telecommunication Standardization Sector,
    1.4.7.
    """
    if over < 1 or over != int(over):
        raise DataError(f"over is {over}; an item is stale after 1 meeting without contributions or more")
    going = rows[rows["state"] == "under study"]
    as_of = rows.attrs["as_of"]
    documents = _dated(documents.drop_duplicates("document_id"), meetings)
    documents = documents[documents["day"] <= as_of]
    windows = {group: _window(meetings, documents, group, as_of, over) for group in going["group"].unique()}
    since, first = (_days(going["group"], windows, place) for place in (0, 1))
    found = going[["work_item_id", "group", "question"]].assign(since=since, **_counts(going, rows, documents, since))
    status = pd.Series("none", index=found.index).mask(found["unnamed"] > 0, "perhaps")
    status = status.mask(found["named"] > 0, "named")
    status = status.mask(going["registered"] >= first, "too new")
    found["status"] = status.mask(first.isna() | going["registered"].isna(), "not known")
    found.attrs = {"as_of": as_of, "over": over, "basis": rows.attrs.get("basis")}
    return found.reset_index(drop=True)


def stale(found, reading="at least"):
    """The items that can be judged, and whether they are stale.

    Parameters
    ----------
    found : pandas.DataFrame
        As `staleness` gives.
    reading : {"at least", "at most"}
        ``at least``: no contribution names the item, and none to its Question could be about it; ``at most``: none
        names it.

    Returns
    -------
    pandas.DataFrame
        ``work_item_id``, ``group``, ``question``, ``hit``, for `engagement.measures.item_shares`; items too new or
        not known are left out.

    Raises
    ------
    DataError
        If there is no such reading.

    Examples
    --------
    >>> found = pd.DataFrame({"work_item_id": list("abc"), "group": "SG13", "question": "1/13",
    ...                       "status": ["named", "perhaps", "none"]})
    >>> found.attrs = {"over": 2, "as_of": pd.Timestamp("2024-07-15")}
    >>> [int(stale(found, reading)["hit"].sum()) for reading in ("at least", "at most")]
    [1, 2]
    """
    which = {"at least": ["none"], "at most": ["none", "perhaps"]}
    if reading not in which:
        raise DataError(f"reading is {reading!r}; it is one of {', '.join(which)}")
    judged = found[found["status"].isin(STATUSES[:3])]
    flags = judged[["work_item_id", "group", "question"]].assign(hit=judged["status"].isin(which[reading]))
    said = {"at least": "that none names or could be about", "at most": "that none names"}[reading]
    method = f"share of items under study on {found.attrs['as_of'].date()} without contributions over the last"
    flags.attrs = {"method": f"{method} {found.attrs['over']} meetings of their group: {said}"}
    return flags.reset_index(drop=True)


def _dated(documents, meetings):
    """Contributions with the day they are for: the first of their meeting, else their own."""
    begun = documents["meeting_id"].map(meetings.set_index("meeting_id")["start"].to_dict()).astype("datetime64[s]")
    return documents.assign(day=begun.fillna(documents["date"].astype("datetime64[s]")))


def _window(meetings, documents, group, as_of, over):
    """Day from which contributions count, first day of the first of the last meetings; both missing if not known."""
    mine = meetings[meetings["group"].eq(group) & meetings["meeting_kind"].eq(WHOLE) & (meetings["end"] <= as_of)]
    mine = mine.sort_values("start")
    last = mine.tail(over)
    listed = set(documents["meeting_id"].dropna())
    if len(last) < over or not set(last["meeting_id"]) <= listed:
        return pd.NaT, pd.NaT
    before = mine.iloc[: len(mine) - over]["end"].max()
    return before if pd.notna(before) else documents["day"].min() - pd.Timedelta(days=1), last["start"].iloc[0]


def _days(groups, windows, place):
    return groups.map({group: window[place] for group, window in windows.items()}).astype("datetime64[s]")


def _counts(going, rows, documents, since):
    """Contributions after ``since`` that name each item, and those to its Questions that name no item."""
    pairs = named_items(documents, going).merge(documents[["document_id", "day"]], on="document_id")
    pairs = pairs.merge(going[["group", "work_item_id"]].assign(since=since), on=["group", "work_item_id"])
    named = pairs[pairs["day"] > pairs["since"]].groupby(["group", "work_item_id"], observed=True).size()
    unnamed = _of_questions(going, rows, documents, since)
    key = pd.MultiIndex.from_frame(going[["group", "work_item_id"]])
    counts = {"named": named, "unnamed": unnamed}
    return {name: count.reindex(key, fill_value=0).to_numpy(int) for name, count in counts.items()}


def _of_questions(going, rows, documents, since):
    """Contributions to the Questions of each item that name no item of the work programme."""
    naming = named_items(documents, rows)["document_id"]
    free = documents[~documents["document_id"].isin(naming)].dropna(subset="questions")
    free = _by_question(free[["document_id", "group", "day", "questions"]])
    asked = _by_question(going[["work_item_id", "group", "questions"]].assign(since=since).dropna(subset="questions"))
    pairs = asked.merge(free, on=["group", "one"])
    pairs = pairs[pairs["day"] > pairs["since"]].drop_duplicates(["group", "work_item_id", "document_id"])
    return pairs.groupby(["group", "work_item_id"], observed=True).size()


def _by_question(frame):
    return frame.assign(one=frame["questions"].str.split("; ")).explode("one").drop(columns="questions")

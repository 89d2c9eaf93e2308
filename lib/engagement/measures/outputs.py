"""Outputs: texts consented, determined and approved at meetings, texts published in years, contributions for each."""

from dataclasses import replace

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.ratios import rate, ratio
from engagement.measures.stale import named_items

FIGURES = ("consented", "determined", "approved", "new_work_items")
LEAST = 3  # meetings from which an interval says anything
WHOLE = {"plenary", "SG"}


def at_meetings(items, meetings, documents=None):
    """What a work programme says was decided at each meeting of a whole group.

    Parameters
    ----------
    items : pandas.DataFrame
        As `engagement.activities.work_items` gives.
    meetings : pandas.DataFrame
        As `engagement.activities.meetings` gives.
    documents : pandas.DataFrame, optional
        As `engagement.activities.contributions` gives.

    Returns
    -------
    pandas.DataFrame
        ``meeting_id``, ``group``, ``start``, ``contributions`` (missing without documents of that meeting) and a column
        for each of `FIGURES`: stages whose day lies within those of the meeting. Under AAP approval comes weeks after
        consent, between meetings, and is not at one. ``attrs["elsewhere"]`` has the share of consents and
        determinations, 0 to 1, that no meeting holds: those of working parties, and of meetings not on record; None
        where there are none at all.

    Raises
    ------
    DataError
        If no meeting of a whole group has its days.
    """
    rows = meetings[meetings["meeting_kind"].eq("plenary") & meetings["start"].notna() & meetings["end"].notna()]
    if rows.empty:
        raise DataError("no meeting of a whole group has its first and last day; add them to the meetings")
    found = rows[["meeting_id", "group", "start", "end"]].sort_values("start").reset_index(drop=True)
    days = dict(zip(FIGURES, ("consented", "determined", "approved", "registered"), strict=True))
    for figure, column in days.items():
        dated = items[["group", column]].dropna()
        pairs = found[["meeting_id", "group", "start", "end"]].merge(dated, on="group")
        inside = pairs[pairs[column].between(pairs["start"], pairs["end"])]
        found[figure] = found["meeting_id"].map(inside["meeting_id"].value_counts()).fillna(0).astype(int)
    decided = sum(int(items[name].notna().sum()) for name in ("consented", "determined"))
    held = int(found["consented"].sum() + found["determined"].sum())
    found["contributions"] = pd.array([pd.NA] * len(found), dtype="Int64")
    if documents is not None:
        counts = documents.drop_duplicates("document_id")["meeting_id"].value_counts()
        found["contributions"] = found["meeting_id"].map(counts.to_dict()).astype("Int64")
    found.attrs = {"elsewhere": 1 - held / decided if decided else None}
    return found.drop(columns="end")


def published(figures):
    """The published figures of meetings of whole groups, in the form of `at_meetings`.

    Parameters
    ----------
    figures : pandas.DataFrame
        Table ``meeting_figures``.

    Returns
    -------
    pandas.DataFrame
        Meetings for which any of `FIGURES` is stated. What a page does not state is missing, not 0: a mean over the
        meetings that state it is too high where pages leave out what did not happen.
    """
    rows = figures[figures["kind"].isin(WHOLE)]
    rows = rows[rows[list(FIGURES)].notna().any(axis=1)]
    return rows[["meeting_id", "group", "start", *FIGURES, "contributions"]].sort_values("start", ignore_index=True)


def rates(table, basis, figures=FIGURES, least=1):
    """Outputs per meeting of each group.

    Parameters
    ----------
    table : pandas.DataFrame
        As `at_meetings` or `published` gives.
    basis : str
    figures : sequence of str
    least : int
        Meetings that state any of them, below which a group is left out.

    Returns
    -------
    pandas.DataFrame
        ``group`` and a column of Estimates for each figure; n counts the meetings that state it. Interval:
        `engagement.measures.ratios.ratio`, meetings are what is drawn; simulated
        (`engagement.validation.coverage_progress`), it covers 93-96% from 5 meetings on. None is given for fewer than
        three meetings.

    Examples
    --------
    >>> table = pd.DataFrame({"group": "SG13", "consented": [10, 20, 15, None]})
    >>> print(rates(table, "recorded", ["consented"])["consented"][0])
    15 texts consented per meeting (95% interval 6.48 to 34.7; n = 3; recorded)
    """
    rows = []
    for group, of_group in table.groupby("group", sort=False, observed=True):
        if len(of_group) >= least:
            stated = {name: of_group[name].dropna().astype(float) for name in figures}
            rows.append({"group": group, **{
                name: _mean(amounts, f"{_words(name)} per meeting", basis) for name, amounts in stated.items()
            }})  # fmt: skip
    return pd.DataFrame(rows, columns=["group", *figures])


def mean_rate(table, basis, figure="consented"):
    """Outputs per meeting over all groups; groups are strata, their meetings are drawn."""
    stated = table[table[figure].notna()]
    words = f"{_words(figure)} per meeting"
    return _mean(stated[figure].astype(float), words, basis, stated["group"])


def contributions_per_output(table, basis):
    """Contributions to meetings for each text consented or determined at them.

    Parameters
    ----------
    table : pandas.DataFrame
        As `at_meetings` or `published` gives. A meeting counts that states its contributions and its consents; a
        determination that is not stated counts as none, which makes the figure too high where there was one.
    basis : str

    Returns
    -------
    Estimate
        Above 0; n counts meetings. The inverse of outputs per contribution, so that meetings without output count with
        their contributions; its interval is that of `engagement.measures.ratios.ratio`, groups as strata. Contributions
        to meetings in between, where much of the drafting is done, are not in it. Not estimable where nothing was
        decided, or without contributions; no interval where the lower end of the outputs is 0, where a meeting decided
        something without a contribution, or for fewer than three meetings.
        Simulated, it covers 94-96% from 5 meetings on.

    Examples
    --------
    >>> table = pd.DataFrame({"group": "SG13", "contributions": [100, 150, 200], "consented": [10, 20, 15],
    ...                       "determined": [None, 1, 0]})
    >>> print(contributions_per_output(table, "recorded"))
    9.78 contributions per output (95% interval 3.64 to 26.3; n = 3; recorded)
    """
    rows = table[table["contributions"].notna() & table["consented"].notna()]
    outputs = (rows["consented"].astype(float) + rows["determined"].astype("Float64").fillna(0.0)).astype(float)
    unit, method = "contributions per output", "contributions for each text consented or determined"
    if silent := int(rows["determined"].isna().sum()):
        method += f"; {silent} of {len(rows)} meetings do not state what they determined, which counts as none"
    if rows.empty or not outputs.any():
        why = "no meeting states its contributions and its consents" if rows.empty else "nothing was decided"
        return Estimate.not_estimable(why, len(rows), unit, basis)
    held = rows["contributions"].astype(float)
    if not held.any():
        return Estimate.not_estimable("no contributions to these meetings", len(rows), unit, basis)
    value = held.sum() / outputs.sum()
    if ((held == 0) & (outputs > 0)).any():
        how = f"{method}; no interval: a meeting decided something without a contribution"
        return Estimate(value, None, None, 0.95, len(rows), unit, basis, how)
    inverse = _plain_if_few(ratio(outputs, held, unit, basis, method, clusters="meetings", strata=rows["group"]))
    ends = (None, None) if not inverse.low else (1 / inverse.high, 1 / inverse.low)
    return Estimate(value, *ends, inverse.level, inverse.n, unit, basis, inverse.method)


def per_item(rows, documents):
    """Contributions that name each decided item, from its registration to its decision.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.pipeline.selected` gives.
    documents : pandas.DataFrame
        As `engagement.activities.contributions` gives.

    Returns
    -------
    pandas.DataFrame
        ``work_item_id``, ``group``, ``question``, ``contributions`` of the items decided whose whole life lies within
        the days of the documents. Slow items are among them less often than they should be, since those registered
        before the documents begin, or not decided before they end, are left out. Proposals made before registration do
        not count.
    """
    documents = documents.drop_duplicates("document_id")
    first, last = documents["date"].min(), documents["date"].max()
    whole = (rows["registered"] >= first) & (rows["decided"] <= last) & rows["deleted"].isna()
    kept = rows.loc[whole, ["work_item_id", "group", "question", "registered", "decided"]]
    pairs = named_items(documents, kept).merge(documents[["document_id", "date"]], on="document_id")
    pairs = pairs.merge(kept, on=["group", "work_item_id"])
    pairs = pairs[pairs["date"].between(pairs["registered"], pairs["decided"])]
    counts = pairs.groupby(["group", "work_item_id"], observed=True).size()
    key = pd.MultiIndex.from_frame(kept[["group", "work_item_id"]])
    kept = kept.assign(contributions=counts.reindex(key, fill_value=0).to_numpy(int))
    return kept.drop(columns=["registered", "decided"]).reset_index(drop=True)


def mean_per_item(held, basis):
    """The mean of `per_item`, with Questions as clusters.

    Returns
    -------
    Estimate
        n counts Questions. Interval: `engagement.measures.ratios.ratio`.
    """
    ones = [1.0] * len(held)
    return ratio(
        held["contributions"].to_numpy(float), ones, "contributions per decided item", basis,
        "mean contributions that name a decided item", clusters="Questions", labels=held["question"].astype(str),
    )  # fmt: skip


def _mean(amounts, unit, basis, strata=None):
    return _plain_if_few(rate(amounts, unit, basis, f"mean {unit}", strata=strata))


def _plain_if_few(found):
    """The estimate, without its interval where that rests on one or two meetings."""
    if found.n >= LEAST or found.low is None:
        return found
    return replace(found, low=None, high=None, method=f"{found.method}; no interval: {found.n} meetings")


def _words(figure):
    return "texts " + figure if figure != "new_work_items" else "new work items"

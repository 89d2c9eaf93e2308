"""Published figures of single Questions, and how those counted from records compare with them."""

import pandas as pd

PREFIX = "Question-level activity: "
REVIEWED = "contributions reviewed by one Question at an SG meeting"
INPUT = "RGM input documents"
SINGLE = "by one Question at an SG meeting|of one Question at an SG meeting"


def activity(figures):
    """The meetings for which the activity of several Questions is published.

    Parameters
    ----------
    figures : pandas.DataFrame
        Table ``figures``.

    Returns
    -------
    pandas.DataFrame
        One row a Question and meeting: ``group``, ``start``, ``question`` and a column for each kind of activity, such
        as `INPUT`; missing where it is not printed, which need not be 0.

    Examples
    --------
    >>> rows = pd.DataFrame({"indicator": [PREFIX + INPUT] * 2, "group": "SG17", "question": ["1/17", "2/17"],
    ...                      "start": pd.Timestamp("2026-03-30"), "value": [9.0, 0.0], "duplicate_of": None})
    >>> activity(rows)[["question", INPUT]].to_numpy().tolist()
    [['1/17', 9], ['2/17', 0]]
    """
    rows = figures[figures["indicator"].str.startswith(PREFIX) & figures["duplicate_of"].isna()]
    rows = rows.assign(indicator=rows["indicator"].str.removeprefix(PREFIX))
    kinds = list(dict.fromkeys(rows["indicator"]))
    keys = ["group", "start", "question"]
    wide = rows.set_index([*keys, "indicator"])["value"].astype("Float64").unstack("indicator")[kinds]
    order = pd.MultiIndex.from_frame(rows[keys].drop_duplicates())
    found = wide.reindex(order).astype("Int64").reset_index()
    found.columns.name = None
    found.attrs = dict(figures.attrs)
    return found


def cells(table, kind=INPUT):
    """One kind of published activity in the form that `engagement.measures.questions.pooled` takes."""
    known = table.dropna(subset=kind)
    meeting = known["group"].astype(str) + known["start"].dt.strftime("-%Y-%m-%d")
    columns = {"group": known["group"].astype(str), "period": "", "question": known["question"].astype(str)}
    return pd.DataFrame({**columns, "meeting_id": meeting, "contributions": known[kind].astype(float)})


def single(figures):
    """Figures that reports of meetings give of one Question: those that stand out, no sample of Questions.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``question``, ``start``, ``indicator``, ``value``, ``qualifier``; the same figure once.
    """
    rows = figures[figures["indicator"].str.contains(SINGLE, regex=True) & figures["question"].notna()]
    columns = ["group", "question", "start", "indicator", "value", "qualifier", "unit"]
    return rows.drop_duplicates(["question", "start", "indicator"])[columns].reset_index(drop=True)


def beside(stated, counted):
    """Contributions published of one Question at a meeting beside those counted at meetings of the same group.

    Parameters
    ----------
    stated : pandas.DataFrame
        As `single` gives.
    counted : pandas.DataFrame
        As `engagement.measures.questions.cells` gives: one row a Question and meeting.

    Returns
    -------
    pandas.DataFrame
        One row a published figure of contributions whose group is among those counted: ``group``, ``question``,
        ``start``, ``published``, ``cells`` (Questions times meetings counted), ``median`` and ``most`` (contributions
        of a Question at a meeting), ``as_many`` (cells with at least as many): complete counts.
    """
    rows = []
    for one in stated[stated["indicator"] == REVIEWED].itertuples():
        here = counted.loc[counted["group"] == one.group, "contributions"]
        if len(here):
            rows.append((one.group, one.question, one.start, one.value, len(here), here.median(), here.max(),
                         int((here >= one.value).sum())))  # fmt: skip
    columns = ["group", "question", "start", "published", "cells", "median", "most", "as_many"]
    return pd.DataFrame(rows, columns=columns)

"""What the numbers rest on: files and their rows, what was rejected and why, what there is by group and year."""

import pandas as pd

DAYS = {"documents": "date", "meetings": "start", "work_items": "registered", "publications": "published"}
REACH = {**DAYS, "work_items": "updated", "meeting_figures": "start", "joint_meetings": "start", "rfcs": "published",
         "value_indicators": "date", "patent_statements": "date", "priorities": "date"}  # fmt: skip


def files_by_reader(files):
    """What became of the files, by what they were taken for.

    Parameters
    ----------
    files : pandas.DataFrame
        Table ``files``.

    Returns
    -------
    pandas.DataFrame
        One row a basis and kind of file: title, table, files, rows present,
        read and rejected. Files nobody could read are the last row of their basis.

    Examples
    --------
    >>> files = pd.DataFrame({"basis": ["recorded"] * 2, "title": ["a list", None], "table": ["documents", None],
    ...     "rows_present": [5, 0], "rows_read": [4, 0], "rows_rejected": [1, 0]})
    >>> files_by_reader(files)[["title", "files", "rows_rejected"]].values.tolist()
    [['a list', 1, 1], ['not read', 1, 0]]
    """
    known = files.assign(title=files["title"].fillna("not read"), last=files["title"].isna())
    rows = ["rows_present", "rows_read", "rows_rejected"]
    grouped = known.groupby(["basis", "last", "title", "table"], dropna=False, observed=True, sort=True)
    counted = grouped[rows].sum().assign(files=grouped.size()).reset_index()
    return counted[["basis", "title", "table", "files", *rows]]


def reasons(rejects):
    """Why rows and files were rejected, the most frequent reason first.

    Parameters
    ----------
    rejects : pandas.DataFrame
        Table ``rejects``.

    Returns
    -------
    pandas.DataFrame
        One row a column, reason and remedy: how many, and one example with its
        file, row and value.
    """
    told = rejects.fillna({"column": "–"})
    grouped = told.groupby(["column", "reason", "remedy"], sort=False, observed=True)
    first = grouped[["file", "row", "value"]].first()
    counted = first.assign(cells=grouped.size()).reset_index()
    return counted.sort_values("cells", ascending=False, kind="stable", ignore_index=True)


def by_group_and_year(table, frame, meetings):
    """Rows that count, by group and year.

    Parameters
    ----------
    table : str
        ``documents``, ``attendance``, ``meetings``, ``work_items`` or ``publications``.
    frame : pandas.DataFrame
        That table.
    meetings : pandas.DataFrame
        Table ``meetings``, for groups and dates of rows that only name their meeting.

    Returns
    -------
    pandas.DataFrame
        group, year, rows; rows without a group or a date are left out.
    """
    rows = frame[frame["counts"]]
    if "meeting_id" in rows and table != "meetings":
        held = meetings[meetings["counts"]].drop_duplicates("meeting_id").set_index("meeting_id")
        met = rows["meeting_id"].map(held["start"])
        group = rows["group"] if "group" in rows else rows["meeting_id"].map(held["group"])
        day = met if table not in DAYS else rows[DAYS[table]].fillna(met)
    else:
        group, day = rows["owner_then" if table == "publications" else "group"], rows[DAYS[table]]
    found = pd.DataFrame({"group": group.astype("string"), "year": day.dt.year.astype("Int64")}).dropna()
    return found.groupby(["group", "year"]).size().rename("rows").reset_index()


def parts(frame):
    """The rows of a table by basis and body.

    Parameters
    ----------
    frame : pandas.DataFrame
        As ``engagement.load`` gives it.

    Returns
    -------
    list of tuple
        Basis, body (an en dash where rows state none) and number of rows.
    """
    if "basis" not in frame or "body" not in frame:
        return [(frame.attrs["basis"], "–", len(frame))]
    sizes = frame.groupby(["basis", "body"], observed=True).size()
    return [(basis, body, rows) for (basis, body), rows in sizes.items()]


def reach(frames):
    """From when to when the records of each table are.

    Parameters
    ----------
    frames : dict of str to pandas.DataFrame
        Tables by name, as ``engagement.load`` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a table and basis that has dated rows, the one that ends latest first: table, basis, first, last, rows,
        undated (share of rows without a day, in percent).

    Examples
    --------
    >>> meetings = pd.DataFrame({"start": pd.to_datetime(["2024-07-15", "2026-04-02", None]), "basis": "recorded"})
    >>> reach({"meetings": meetings}).values.tolist()
    [['meetings', 'recorded', Timestamp('2024-07-15 00:00:00'), Timestamp('2026-04-02 00:00:00'), 3, 33.33333333333333]]
    """
    rows = [
        {"table": name, "basis": basis, "first": days.min(), "last": days.max(), "rows": len(days),
         "undated": 100 * days.isna().mean()}
        for name, frame in frames.items() if name in REACH
        for basis, days in _by_basis(frame, REACH[name]) if days.notna().any()
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["table", "basis", "first", "last", "rows", "undated"])
    return found.sort_values("last", ascending=False, kind="stable", ignore_index=True)


def _by_basis(frame, column):
    """Basis and days of the rows, basis by basis where rows state it."""
    if "basis" not in frame:
        return [(frame.attrs["basis"], frame[column])]
    return list(frame.groupby("basis", observed=True)[column])

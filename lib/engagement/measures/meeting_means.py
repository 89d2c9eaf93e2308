"""The mean of a figure per meeting of each group, in logarithms, with errors that small groups can bear."""

import numpy as np
import pandas as pd

from engagement.errors import DataError

LEAST = 2


def log_means(meetings, figure, least=LEAST):
    """Mean logarithm of a figure per meeting, group by group.

    Parameters
    ----------
    meetings : pandas.DataFrame
        One row a meeting, with ``group`` and the figure, above 0; meetings that do not state it are left out.
    figure : str
    least : int
        Meetings a group needs, 2 or more.

    Returns
    -------
    pandas.DataFrame
        One row a group (index), in the order given: ``mean`` (log), ``error`` and ``n`` (meetings). How meetings vary
        is estimated from all groups together, since two or three meetings cannot tell.

    Raises
    ------
    DataError
        If a figure is not above 0, or no group has enough meetings.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG2", "SG2", "SG5", "SG5"], "people": [90, 110, 40, 60]})
    >>> found = log_means(rows, "people")
    >>> np.exp(found["mean"]).round().tolist(), found["error"].round(2).tolist()
    ([99.0, 49.0], [0.16, 0.16])
    """
    used = meetings.loc[meetings[figure].notna(), ["group", figure]]
    wrong = used[~(used[figure] > 0)]
    if len(wrong):
        raise DataError(f"{figure} is {wrong[figure].iloc[0]} in a meeting of {wrong['group'].iloc[0]}; leave it out")
    used = used[used.groupby("group")["group"].transform("size") >= max(least, LEAST)]
    if used.empty:
        raise DataError(f"no group has {max(least, LEAST)} meetings that state {figure}")
    logs = np.log(used[figure].astype(float))
    by = logs.groupby(used["group"].astype(str), sort=False)
    squares = ((logs - by.transform("mean")) ** 2).sum()
    spread = np.sqrt(squares / (len(logs) - by.ngroups))
    return pd.DataFrame({"mean": by.mean(), "error": spread / np.sqrt(by.size()), "n": by.size()})

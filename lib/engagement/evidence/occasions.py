"""The value of the next or of an earlier occasion, beside that of the present one, where none lies between."""

import numpy as np
import pandas as pd

from engagement.errors import DataError


def shifted(data, column, unit, time, by, *, within=None, step=None):
    """What a column holds for the same unit so many occasions later or earlier.

    Parameters
    ----------
    data : pandas.DataFrame
        One row a unit and time.
    column : str
        What to take: ``contributions``.
    unit : str
        Column that names the unit: a Question, an organization.
    time : str
        Column of when: a year, a date, a number of a meeting; anything that sorts.
    by : int
        How many occasions later (a lead), or earlier where negative (a lag).
    within : str, optional
        Column of what has occasions in common: a study group, whose meetings are those of all its Questions. Without
        it, all of the data.
    step : float, optional
        Time from one occasion to the next, where time is a number: 1 for years. Without it the occasions are those
        that the data have; a year that is in no row is then no occasion.

    Returns
    -------
    pandas.Series
        Under the index of the data. Missing where the unit has no row on that very occasion (a unit that was away is
        not given the value of its return), or where unit, time or group are missing.

    Raises
    ------
    DataError
        If a column is missing, a unit has two rows of one time, or a time with a step is no number.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"q": ["Q1", "Q1", "Q2", "Q2"], "meeting": [1, 2, 1, 3], "x": [5.0, 6, 7, 8]})
    >>> shifted(data, "x", "q", "meeting", 1).tolist()
    [6.0, nan, nan, nan]
    """
    lacking = [name for name in (column, unit, time, *([within] if within else [])) if name not in data.columns]
    if lacking:
        raise DataError(f"the data has no column {', '.join(lacking)}; it has {', '.join(map(str, data.columns))}")
    known = data[[unit, time, *([within] if within else [])]].notna().all(axis=1).to_numpy()
    twice = data.loc[known, [unit, time]].duplicated()
    if twice.any():
        who, when = data.loc[known, [unit, time]][twice.to_numpy()].iloc[0]
        raise DataError(f"{unit} {who} has two rows with {time} {when}; give one row each")
    place = _places(data[known], time, within, step)
    units = pd.factorize(data.loc[known, unit])[0]
    found = pd.MultiIndex.from_arrays([units, place]).get_indexer(pd.MultiIndex.from_arrays([units, place + by]))
    values = np.full(len(data), np.nan)
    values[known] = np.where(found < 0, np.nan, data.loc[known, column].to_numpy(float)[found])
    return pd.Series(values, index=data.index)


def _places(data, time, within, step):
    """Each row's occasion, counted."""
    if step is None:
        groups = data[time].groupby(data[within].to_numpy()) if within else data[time]
        return groups.rank(method="dense").to_numpy(int)
    if not pd.api.types.is_numeric_dtype(data[time]):
        raise DataError(f"{time} is no number, so occasions cannot be {step} apart; leave step out")
    places = (data[time].to_numpy(float) - data[time].min()) / step
    apart = np.abs(places - np.rint(places)) > 1e-6
    if apart.any():
        raise DataError(
            f"{time} {data[time].to_numpy()[apart][0]} is no whole number of steps of {step} from the first"
        )
    return np.rint(places).astype(int)

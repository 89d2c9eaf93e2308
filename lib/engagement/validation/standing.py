"""How the simulated coverage of intervals and size of tests stand to what they state."""

import numpy as np

AS_STATED = "as stated"
INTERVAL = (AS_STATED, "too short", "wider than stated")
TEST = (AS_STATED, "rejects too seldom", "rejects too often")


def standing(coverage, interval=0.02, test=0.015):
    """Say of each design whether the interval holds the truth, or the test rejects, as often as stated.

    Parameters
    ----------
    coverage : pandas.DataFrame
        Rows of data/coverage.csv: ``nominal`` and ``covered`` among others. A nominal share under one half is the
        level of a test of a true null, any other that of an interval.
    interval, test : float
        How far from nominal still counts as stated: 0.02 is 93 to 97% for intervals of 95%, 0.015 is 3.5 to 6.5% for
        tests at 5%.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``kind`` (``interval`` or ``test``) and ``standing`` (``as stated``; intervals ``too short``
        or ``wider than stated``; tests ``rejects too often`` or ``rejects too seldom``).

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"nominal": [0.95, 0.95, 0.05], "covered": [0.94, 0.90, 0.42]})
    >>> standing(rows)["standing"].tolist()
    ['as stated', 'too short', 'rejects too often']
    """
    nominal, covered = (coverage[name].to_numpy(float) for name in ("nominal", "covered"))
    tests = nominal < 0.5
    near = np.where(tests, test, interval) + 1e-9
    place = np.select([covered < nominal - near, covered > nominal + near], [1, 2], 0)
    words = np.where(tests, np.array(TEST)[place], np.array(INTERVAL)[place])
    return coverage.assign(kind=np.where(tests, "test", "interval"), standing=words)

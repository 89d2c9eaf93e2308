"""How a result changes with the counting: whole, fractional, first source."""

import numpy as np
import pandas as pd
from scipy import sparse

from engagement.errors import DataError
from engagement.measures.comparison import ranks
from engagement.measures.credits import totals
from engagement.measures.held import checked


def compare(credits, by="name"):
    """What each organization holds under each counting.

    Parameters
    ----------
    credits : dict of str to pandas.DataFrame
        Counting to credits, as `engagement.activities.contributions` gives for each; the first is the one compared to.
    by : str
        Column that says who.

    Returns
    -------
    pandas.DataFrame
        The column and, for each counting, ``share <counting>`` (percent of all credits of known organizations) and
        ``rank <counting>`` (1 is most; equal credits share the better rank), by the rank of the first. An organization
        that is never first has 0.

    Raises
    ------
    DataError
        If there is nothing to compare.

    Examples
    --------
    >>> one = pd.DataFrame({"name": ["a", "b"], "credit": [3.0, 1.0]})
    >>> two = pd.DataFrame({"name": ["a", "b"], "credit": [1.0, 1.5]})
    >>> print(compare({"whole": one, "fractional": two}).to_string(index=False))
    name  share whole  rank whole  share fractional  rank fractional
       a         75.0           1              40.0                2
       b         25.0           2              60.0                1
    """
    if not credits:
        raise DataError("there is no counting to compare; give the credits under each, such as whole and fractional")
    columns = {}
    for counting, rows in credits.items():
        held = totals(rows, by).set_index(by)["credit"].astype(float)
        if held.sum() <= 0:
            raise DataError(f"no organization holds a credit under {counting} counting")
        columns[counting] = held
    frame = pd.DataFrame(columns).fillna(0.0)
    found = {}
    for counting in frame:
        found[f"share {counting}"] = 100 * frame[counting] / frame[counting].sum()
        found[f"rank {counting}"] = frame[counting].rank(method="min", ascending=False).astype(int)
    first = f"rank {next(iter(credits))}"
    return pd.DataFrame(found).rename_axis(by).reset_index().sort_values(first, kind="stable", ignore_index=True)


def alike(compared, one, other, k=10):
    """How many of the first k of one counting are among the first k of another.

    Parameters
    ----------
    compared : pandas.DataFrame
        As `compare` gives.
    one, other : str
        Countings.
    k : int

    Returns
    -------
    int, int
        Those in both, and how many there are to compare: fewer than k where there are fewer organizations.
    """
    k = min(k, len(compared))
    first = [set(compared.nsmallest(k, f"rank {counting}").index) for counting in (one, other)]
    return len(first[0] & first[1]), k


def ranked(credits, basis, by="name", n_resamples=400, rng=0):
    """The rank of each organization by its credits, with the ranks it would have had at other meetings like these.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.
    basis : str
    by : str
        Column that says who.
    n_resamples : int
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        As `engagement.measures.comparison.ranks`: ``unit``, ``rank`` (Estimate; n counts organizations), ``top``.
        Meetings are drawn with replacement, or documents where they name no meeting.

    Raises
    ------
    DataError
        If no organization holds a credit, or one is missing, negative or infinite.

    Examples
    --------
    >>> rows = pd.DataFrame({"name": ["a", "b", "a", "a"], "meeting_id": ["M1", "M1", "M2", "M3"],
    ...                      "document_id": list("1234"), "credit": 1.0})
    >>> [str(rank) for rank in ranked(rows, "recorded")["rank"]]  # doctest: +ELLIPSIS
    ['1 of 2 organizations by rank (95% interval 1 to 1.5; n = 2; recorded)', '2 of 2 organizations by rank ...
    """
    checked(credits["credit"])
    rows = credits.dropna(subset=by)
    if rows.empty or rows["credit"].sum() <= 0:
        raise DataError("no organization holds a credit; choose other groups or years")
    clusters = pd.factorize(rows["meeting_id"].astype(object).where(rows["meeting_id"].notna(), rows["document_id"]))[0]
    who, labels = pd.factorize(rows[by])
    held = sparse.coo_array((rows["credit"].to_numpy(float), (clusters, who))).tocsr()
    many = held.shape[0]
    weights = np.random.default_rng(rng).multinomial(many, np.full(many, 1 / many), n_resamples)
    return ranks((held.T @ weights.T).T, labels, basis, "organizations")

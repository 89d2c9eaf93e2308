"""Who leads a Question, and what became of its work items."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.pooling import pool_shares

RAPPORTEURS = ("rapporteur", "acting rapporteur", "associate rapporteur")
DONE, DROPPED = "approved", "deleted"
COUNTS = ["items", "approved", "deleted", "open", "single_supporter"]


def led(seats):
    """Rapporteurs and associate rapporteurs of each Question.

    Parameters
    ----------
    seats : pandas.DataFrame
        As `engagement.activities.seats` gives; ``scope`` is the Question.

    Returns
    -------
    pandas.DataFrame
        ``question``, ``seats``, ``organizations`` (different ones among those known): complete counts. A Question
        without a rapporteur on record is not there.

    Examples
    --------
    >>> seats = pd.DataFrame({"role": ["rapporteur", "associate rapporteur", "chair"], "scope": ["1/13", "1/13", None],
    ...                       "organization": ["a", "b", "a"]})
    >>> led(seats).to_numpy().tolist()
    [['1/13', 2, 2]]
    """
    own = seats[seats["role"].isin(RAPPORTEURS) & seats["scope"].notna()]
    by = own.assign(question=own["scope"].astype(str)).groupby("question")
    return pd.DataFrame({"seats": by.size(), "organizations": by["organization"].nunique()}).reset_index()


def items(work, basis, level=0.95, draws=8000, rng=0):
    """Work items of each Question and the share of them approved, drawn towards the others of its group.

    Parameters
    ----------
    work : pandas.DataFrame
        As `engagement.activities.work_items` gives. An item of several Questions counts in each.
    basis : str
    level, draws, rng
        As for `engagement.measures.posteriors.Pool.estimates`.

    Returns
    -------
    pandas.DataFrame
        One row a Question, within each group the most items first: ``group``, ``question``, ``items``, ``approved``,
        ``deleted``, ``open`` (neither), ``single_supporter`` (items with one supporting member) and ``share`` (Estimate
        in percent of all its items, n counts items, taken as independent). Items registered late have had less time:
        the share compares Questions whose items are about as old.

    Raises
    ------
    DataError
        If no item names a Question.

    Examples
    --------
    >>> work = pd.DataFrame({"group": "SG13", "questions": ["1/13", "1/13; 2/13", "3/13"], "supporters": [1, 4, None],
    ...                      "stage": ["approved", "under study", "deleted"]})
    >>> items(work, "recorded")[["question", *COUNTS]].to_numpy().tolist()
    [['1/13', 2, 1, 0, 1, 1], ['2/13', 1, 0, 0, 1, 0], ['3/13', 1, 0, 1, 0, 0]]
    """
    rows = work.dropna(subset="questions")
    if rows.empty:
        raise DataError("no work item names a Question; there is nothing to tell them apart by")
    rows = rows.assign(question=rows["questions"].astype(object).str.split("; ")).explode("question")
    rows = rows.assign(
        items=1,
        approved=(rows["stage"] == DONE).fillna(False).astype(int),
        deleted=(rows["stage"] == DROPPED).fillna(False).astype(int),
        single_supporter=(rows["supporters"] == 1).fillna(False).astype(int),
    )
    rows["open"] = 1 - rows["approved"] - rows["deleted"]
    table = rows.groupby(["group", "question"], observed=True)[COUNTS].sum().reset_index()
    found = []
    for _, here in table.groupby("group", observed=True):
        shares = pool_shares(here["approved"], here["items"]).estimates("%", basis, here["items"], level, draws, rng)
        found.append(here.assign(share=shares).sort_values("items", ascending=False, kind="stable"))
    return pd.concat(found, ignore_index=True)

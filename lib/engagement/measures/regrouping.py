"""Regrouping: contributions under the groups they would have after a merger, or the move of a Question."""

from engagement.errors import DataError
from engagement.measures.choosing import known_names

LATER = ("continues", "merges into")


def by_question(rows):
    """The credits of documents parted equally among the Questions they are for.

    Parameters
    ----------
    rows : pandas.DataFrame
        Credits with ``questions``, parted by ``; ``, and ``credit``.

    Returns
    -------
    pandas.DataFrame
        One row a credit and Question, with ``question``; rows that state none are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"questions": ["7/11; 8/11", None], "credit": [1.0, 1.0]})
    >>> by_question(rows)[["question", "credit"]].values.tolist()
    [['7/11', 0.5], ['8/11', 0.5]]
    """
    stated = rows.dropna(subset="questions")
    named = stated["questions"].str.split(r";\s*", regex=True)
    parted = stated.assign(question=named, credit=stated["credit"] / named.str.len())
    return parted.explode("question", ignore_index=True)


def successors(groups, concordance, period):
    """What groups are called in a later period, by the table of groups that continue or merge.

    Parameters
    ----------
    groups : sequence of str
        Groups of an earlier period.
    concordance : pandas.DataFrame
        Table ``group_concordance``.
    period : str
        Period to go to, such as ``T25``.

    Returns
    -------
    dict of str to str
        A group that the table does not follow to that period keeps its name.

    Raises
    ------
    DataError
        If no group goes into that period, or one was split: its work cannot be followed by the group alone.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"from_group": ["SG9", "SG16", "SG2"], "from_period": "T22", "to_period": "T25",
    ...     "to_group": ["SG21", "SG21", "SG2"], "relation": ["merges into", "merges into", "continues"]})
    >>> successors(["SG2", "SG9", "SG16"], table, "T25")
    {'SG2': 'SG2', 'SG9': 'SG21', 'SG16': 'SG21'}
    """
    steps = concordance[concordance["to_period"] == period]
    if steps.empty:
        raise DataError(
            f"no group goes into {period}; there are {', '.join(sorted(concordance['to_period'].unique()))}"
        )
    steps = steps[steps["from_group"].isin(list(groups))]
    if (split := steps[~steps["relation"].isin(LATER)]).size:
        raise DataError(
            f"{split['from_group'].iloc[0]} {split['relation'].iloc[0]} others; say which Questions go where"
        )
    later = dict(zip(steps["from_group"], steps["to_group"], strict=True))
    return {group: later.get(group, group) for group in groups}


def merged(rows, names):
    """Rows with the group each would have under other names: column ``then``.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``group``.
    names : dict of str to str
        New name of each group that changes.

    Raises
    ------
    DataError
        If a group is not in the rows.
    """
    known_names(list(names), [rows])
    return rows.assign(then=rows["group"].astype(object).map(lambda group: names.get(group, group)))


def moved(rows, question, group):
    """Rows by Question with the group each would have if a Question moved: column ``then``.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `by_question` gives.
    question : str
        Question, number/group.
    group : str
        Group it would go to.

    Raises
    ------
    DataError
        If there is no such Question or group, or the Question is there already.
    """
    known_names([question], [rows], "question")
    known_names([group], [rows])
    goes = rows["question"] == question
    if (rows.loc[goes, "group"] == group).all():
        raise DataError(f"Question {question} is in {group} already; name another group")
    return rows.assign(then=rows["group"].astype(object).where(~goes, group))

"""Who is behind rows, some of which name no organization: each of these counts as one of its own."""

from dataclasses import replace

import numpy as np
import pandas as pd

from engagement.measures import ratios


def labels(drawn):
    """What is drawn behind each row; a row that does not say is one of its own.

    Parameters
    ----------
    drawn : pandas.Series
        Organization, or whatever other records would differ in; missing where it is not known.

    Returns
    -------
    pandas.Series of object

    Examples
    --------
    >>> labels(pd.Series(["a", None, "a", None])).tolist()
    ['a', 'row 1', 'a', 'row 3']
    """
    found = drawn.to_numpy(dtype=object, copy=True)
    unknown = np.flatnonzero(drawn.isna())
    found[unknown] = [f"row {place}" for place in unknown]
    return pd.Series(found, index=drawn.index, dtype=object)


def counted(drawn):
    """How many of them are known, and how many rows do not say: the two add up to the n of a share.

    Parameters
    ----------
    drawn : pandas.Series
        As for `labels`.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> counted(pd.Series(["a", None, "a", None]))
    (1, 2)
    """
    return int(drawn.nunique()), int(drawn.isna().sum())


def words(known, unknown, drawn="organizations", rows="rows"):
    """The same in words.

    Parameters
    ----------
    known : int
    unknown : int or str
        A word where a number may not be told, see `engagement.disclosure.Rule.words`.
    drawn, rows : str
        What is drawn, and what rows are, as plurals.

    Examples
    --------
    >>> words(15, 41, rows="seats")
    '15 organizations and 41 seats whose organization is not known'
    >>> words(0, 16, rows="seats"), words(9, 0)
    ('16 seats whose organization is not known', '9 organizations')
    """
    named = f"{known:,} {drawn}"
    if unknown in (0, "0"):
        return named
    none = f"{unknown if isinstance(unknown, str) else format(unknown, ',')} {rows} whose {drawn[:-1]} is not known"
    return f"{named} and {none}" if known else none


def share(part, whole, drawn, basis, method, word="organizations", rows="rows", rule=None):
    """`engagement.measures.ratios.share` of rows some of which name no organization.

    Parameters
    ----------
    part, whole : array_like
        Amounts of each row.
    drawn : pandas.Series
        As for `labels`.
    basis, method : str
    word, rows : str
        What is drawn, and what rows are, as plurals.
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told, where rows are persons: ``n`` counts them as well.

    Returns
    -------
    Estimate
        n counts what is drawn, and each row of which that is not known; ``method`` says how many there are of each.

    Examples
    --------
    >>> drawn = pd.Series(["a", "a", "b", None, None])
    >>> found = share([1, 1, 0, 1, 0], [1] * 5, drawn, "published", "share of one", rows="seats")
    >>> found.n, found.method.partition("over ")[2]
    (4, '4 in all: 2 organizations and 2 seats whose organization is not known')
    """
    found = ratios.share(part, whole, basis, method, clusters=word, labels=labels(drawn))
    unknown = int(drawn[np.asarray(whole, dtype=float) > 0].isna().sum())
    if not unknown:
        return found
    known = found.n - unknown
    told = unknown if rule is None else rule.words(unknown)
    n = known + (unknown if rule is None else rule.rounded(unknown))
    behind = words(known, told, word, rows)
    behind = f"{n:,} in all: {behind}" if known else behind
    of = {f"over {found.n} {word}": f"over {behind}", f"1 of {word}": f"1 of {rows} whose {word[:-1]} is not known"}
    said = found.method
    for plain, full in of.items():
        said = said.removesuffix(plain) + full if said.endswith(plain) else said
    return replace(found, n=n, method=said)

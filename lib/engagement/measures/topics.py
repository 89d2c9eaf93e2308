"""Topics: how alike the titles of two groups are, by the words they use (TF-IDF)."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from engagement.errors import DataError
from engagement.evidence.leaving_out import jackknife
from engagement.measures.overlap import in_order
from engagement.measures.pairs import against

WORD = re.compile(r"[^\W\d_]{3,}")
CODE = re.compile(r"\S*\d\S*")  # Recommendations, Questions, parts: names of texts, not topics
EMPTY = """
about all and any are based between both but can could does during each for from had has have how into its may
more new not off one only onto other our over per shall should some such than that the their them then there
these they this those through too two under upon use used using via was were what when where which while who
will with within without would you your
"""
FUNCTION_WORDS = frozenset(EMPTY.split())


def words(title):
    """The words of a title that may say what it is about.

    Parameters
    ----------
    title : str

    Returns
    -------
    list of str
        In lower case, of three letters or more, without function words and whatever has a digit in it.

    Examples
    --------
    >>> words("Proposed text for Y.4999.79 (Reference model of numbering plans, part 79)")
    ['proposed', 'text', 'reference', 'model', 'numbering', 'plans', 'part']
    """
    return [word for word in WORD.findall(CODE.sub(" ", str(title).lower())) if word not in FUNCTION_WORDS]


def tf_idf(titles):
    """The words of titles, weighed by how few titles have them.

    Parameters
    ----------
    titles : sequence of str

    Returns
    -------
    scipy.sparse.csr_array, shape (titles, words)
        Count of the word in the title times log(titles / titles with the word); rows of unit length, or all 0 where
        a title has no word that tells it from others.
    list of str
        The words.

    References
    ----------
    Salton and Buckley (1988), Information Processing and Management 24(5).

    Examples
    --------
    >>> weights, found = tf_idf(["optical fibre", "optical access", "access security"])
    >>> found, weights.toarray()[0].round(2).tolist()
    (['access', 'fibre', 'optical', 'security'], [0.0, 0.94, 0.35, 0.0])
    """
    bags = [words(title) for title in titles]
    found = sorted({word for bag in bags for word in bag})
    place = {word: n for n, word in enumerate(found)}
    row = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    column = np.array([place[word] for bag in bags for word in bag], dtype=int)
    counts = sparse.coo_array((np.ones(len(row)), (row, column)), shape=(len(bags), len(found))).tocsr()
    having = np.bincount(counts.indices, minlength=len(found))
    weights = counts @ sparse.diags_array(np.log(len(bags) / np.maximum(having, 1))) if found else counts
    length = np.sqrt(weights.multiply(weights).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ weights), found


def similarity(rows, basis, unit="document_id", by="group", draws=999, rng=0):
    """How alike the titles of each pair of groups are.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a document: `by`, ``title`` and `unit`; rows that miss one are left out.
    basis : str
    unit : str
        What is drawn: ``document_id``, or ``question`` where documents of one Question use the same words.
    by : str
        Column of groups; a unit belongs to one.
    draws, rng
        Copies under the null, and their generator or seed.

    Returns
    -------
    pandas.DataFrame
        One row a pair: first, second, similarity (Estimate, n counts units of both), expected, p, p_adjusted.
        Similarity is the cosine of the summed TF-IDF weights of the titles: 0 where no word is shared, 1 for the same
        mix of words; it is low between groups of few titles. Interval: jackknife over units, on Fisher's scale;
        simulated (`engagement.validation.coverage_overlap`) it covers 95-99% with 10 to 300 units a group. Null:
        units are dealt to groups at random, as many as each has. Groups have remits, so most pairs are less alike
        than that; a pair that is not cannot be told apart by its titles. p is two-sided, (b + 1) / (m + 1), adjusted
        over all pairs by step-down max-T.

    Raises
    ------
    DataError
        If there are fewer than two groups, a unit is in two, no title has a word, or there are no draws.
    """
    if draws < 1:
        raise DataError(f"draws is {draws}; draw 1 copy or more, such as 999")
    known = rows.dropna(subset=[by, "title", unit]).reset_index(drop=True)
    member = known.groupby(unit, sort=True)[by].agg(["first", "nunique"])
    if (twice := member.index[member["nunique"] > 1]).size:
        raise DataError(f"{unit} {twice[0]} stands in more than one {by}; give each document of it one {by}")
    groups = sorted(member["first"].unique(), key=in_order)
    if len(groups) < 2:
        raise DataError(f"titles of {len(groups)} {by} with a {unit}; two or more can be compared")
    weights, found = tf_idf(known["title"])
    if not found:
        raise DataError("no title has a word of three letters or more to compare")
    gram = _alike(weights, pd.Categorical(known[unit], categories=member.index).codes, len(member))
    place = pd.Categorical(member["first"], categories=groups).codes
    seen = _between(gram, place[None], len(groups))
    upper = np.triu_indices(len(groups), 1)
    rng = np.random.default_rng(rng)
    orders = rng.permuted(np.broadcast_to(place, (draws, len(place))), axis=1)
    drawn = np.concatenate([_between(gram, some, len(groups)) for some in np.array_split(orders, max(1, draws // 50))])
    expected, own, adjusted = against(seen[0][upper], drawn[:, *upper])
    named = list(combinations(range(len(groups)), 2))
    table = pd.DataFrame([(groups[one], groups[other]) for one, other in named], columns=["first", "second"])
    estimates = [_estimate(gram, place == one, place == other, basis, unit) for one, other in named]
    table = table.assign(similarity=estimates, expected=expected, p=own, p_adjusted=adjusted)
    table.attrs["basis"] = basis
    return table


def _alike(weights, unit, many):
    """Products of the summed weights of units."""
    summed = sparse.coo_array((np.ones(len(unit)), (unit, np.arange(len(unit)))), shape=(many, len(unit))).tocsr()
    summed = summed @ weights
    return (summed @ summed.T).toarray()


def _between(gram, places, many):
    """Cosines between groups, for each assignment of units to groups."""
    member = (places.T[:, :, None] == np.arange(many)).astype(float)
    summed = (gram @ member.reshape(len(gram), -1)).reshape(member.shape)  # at once, for all assignments
    products = member.transpose(1, 2, 0) @ summed.transpose(1, 0, 2)
    length = np.sqrt(np.einsum("mii->mi", products))
    scale = length[:, :, None] * length[:, None, :]
    return np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)


def _estimate(gram, one, other, basis, unit):
    """Cosine of two groups, and without each of their units."""
    own = np.flatnonzero(one | other)
    to_one, to_other, self_ = gram[own][:, one].sum(axis=1), gram[own][:, other].sum(axis=1), gram[own, own]
    is_one = one[own]
    first, second = to_one[is_one].sum(), to_other[~is_one].sum()
    cross = to_other[is_one].sum()
    first = first - np.where(is_one, 2 * to_one - self_, 0)
    second = second - np.where(is_one, 0, 2 * to_other - self_)
    left = cross - np.where(is_one, to_other, to_one)
    values = np.concatenate([[cross], left])
    squares = np.concatenate([[to_one[is_one].sum() * to_other[~is_one].sum()], first * second])
    cosines = np.divide(values, np.sqrt(np.maximum(squares, 0)), out=np.full(len(values), np.nan), where=squares > 0)
    clusters = "Questions" if unit == "question" else "documents"
    how = "cosine of TF-IDF weights of titles"
    return jackknife(np.clip(cosines, 0, 1), "cosine", basis, how, clusters=clusters, scale="fisher")

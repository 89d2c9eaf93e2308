"""Shares of each Question, pooled: industry's part, contributions accepted, Questions with few counting for little."""

from dataclasses import replace

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures.comparison import ranks
from engagement.measures.held import checked
from engagement.measures.pooling import pool_shares
from engagement.measures.posteriors import LEAST
from engagement.measures.questions import EVERY

LEFT = 0.25  # least part of the variance of a Question that is taken as its own


def exploded(credits, column="questions"):
    """One row a document, organization and Question; a document for two Questions counts in each.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.
    column : {"questions", "agenda_item"}

    Returns
    -------
    pandas.DataFrame
        With the column ``question``; documents that name none, and QALL/13, are left out.

    Raises
    ------
    DataError
        If there is no such column.
    """
    if column not in credits:
        raise DataError(f"the credits have no column {column}; they have {', '.join(credits)}")
    rows = credits.dropna(subset=column)
    named = rows[column].astype(object).str.split("; ").map(lambda names: list(dict.fromkeys(names)))
    rows = rows.assign(question=named).explode("question")
    rows = rows[~rows["question"].str.removeprefix("Q").str.startswith(f"{EVERY}/")].reset_index(drop=True)
    rows.attrs = dict(credits.attrs)
    return rows


def pooled_shares(rows, hit, basis, level=0.95, draws=8000, rng=0, *, drawn="meeting_id", ranked=True):
    """The share of credits of each Question for which something holds, drawn towards the others of its group.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `exploded` gives: ``question``, ``group``, ``document_id``, ``credit`` and the column ``drawn``.
    hit : pandas.Series of bool
        For which rows it holds; missing where it is not known: such rows are in neither part nor whole.
    basis : str
    level, draws, rng
        As for `engagement.measures.posteriors.Pool.estimates`.
    drawn : {"meeting_id", "organization"}
        What other records would differ in, see below.
    ranked : bool
        Whether to give ``rank``, which takes a third of the time.

    Returns
    -------
    pandas.DataFrame
        One row a Question with any, within each group the most credits first: ``group``, ``question``, ``credit``,
        ``raw`` (share as counted, %), ``share`` (Estimate in percent; n counts what is drawn, contributions where they
        name none) and ``rank`` (Estimate among the Questions of the group; 1 is the highest share). Not pooled below
        three Questions. The interval tells how far the share would differ at other meetings of the same Questions and
        organizations or, where organizations are drawn, with other organizations like these at the same meetings.

    Notes
    -----
    Contributions to a meeting, or of an organization, hang together. Each Question counts with its effective number,
    ``n / (1 + (m - 1) r)``, m being the mean size of the cluster of a contribution and r the correlation within
    clusters, estimated by moments over all Questions of the group. Simulated (`engagement.validation.coverage_pooling`,
    five meetings), 95% intervals
    cover 92% over 30 Questions, 91% over 10 and 90% over 5.

    Raises
    ------
    DataError
        If it is known of no row, or a credit is missing, negative or infinite.

    References
    ----------
    Kish (1965), Survey Sampling, 8.2; Rao and Scott (1992), Biometrics 48(2).

    Examples
    --------
    >>> rows = pd.DataFrame({"question": list("aaabbc"), "group": "SG13", "meeting_id": list("xyzxyz"), "credit": 1.0})
    >>> rows["document_id"] = rows.index
    >>> found = pooled_shares(rows, pd.Series([True, True, False, True, True, False]), "recorded")
    >>> found[["question", "raw"]].round(1).to_numpy().tolist()
    [['a', 66.7], ['b', 100.0], ['c', 0.0]]
    """
    checked(rows["credit"])
    known = rows.assign(hit=hit.to_numpy())
    known = known[known["hit"].notna() & (known["credit"] > 0)]
    if known.empty:
        raise DataError("it is known of no contribution; there is no share to take")
    credit, named = known["credit"].astype(float), known[drawn].notna()
    cluster = known[drawn].astype(object).where(named, known["document_id"].astype(object))
    known = known.assign(of=credit, hits=credit * known["hit"].astype(float), cluster=cluster)
    clusters = known.groupby(["group", "question", "cluster"], observed=True)[["hits", "of"]].sum().reset_index()
    found = [
        _pooled(here, basis, level, draws, rng, drawn, ranked).assign(group=group)
        for group, here in clusters.groupby("group", observed=True)
    ]
    columns = ["group", "question", "credit", "raw", "share", *["rank"] * ranked]
    return pd.concat(found, ignore_index=True)[columns]


def by_period(rows, hit, basis, **options):
    """The shares of `pooled_shares` in each period by itself: the same number is another Question in another period.

    Parameters
    ----------
    rows, hit, basis
        As for `pooled_shares`; ``period`` may be missing.
    **options
        Passed to it.

    Returns
    -------
    pandas.DataFrame
        As `pooled_shares`, with ``period`` (empty where records state none) after the group.

    Raises
    ------
    DataError
        If it is known of no row.
    """
    checked(rows["credit"])
    period = rows["period"].astype(object).fillna("")
    known = hit.notna().to_numpy() & (rows["credit"] > 0).to_numpy()
    if not known.any():
        raise DataError("it is known of no row; there is no share to take")
    found = []
    for name in dict.fromkeys(period[known]):
        here = known & period.eq(name).to_numpy()
        shares = pooled_shares(rows[here], hit[here], basis, **options)
        shares.insert(1, "period", name)
        found.append(shares)
    return pd.concat(found, ignore_index=True)


def _pooled(clusters, basis, level, draws, rng, drawn, ranked):
    """The Questions of one group."""
    question, names = pd.factorize(clusters["question"])
    hits, of = clusters["hits"].to_numpy(), clusters["of"].to_numpy()
    hit, many = np.bincount(question, hits), np.bincount(question, of)
    size = np.bincount(question, of**2) / many
    effective = many / np.maximum(1 + (size - 1) * correlation(clusters), 1e-9)
    share, shared = np.minimum(hit / many, 1), 0.0
    if drawn == "organization" and len(names) >= LEAST:
        shared = common_error(clusters, pd.Series(effective / many, names))
        effective = apart_from(shared, share, effective)
    pool = replace(pool_shares(share * effective, effective), shared=shared)
    values, n = pool.draws(draws, rng), np.bincount(question)
    estimates = pool.estimates("%", basis, n, level, values)
    found = pd.DataFrame({"question": names, "credit": many, "raw": 100 * share, "share": estimates})
    if ranked:
        found["rank"] = list(ranks(values, names, basis, "of the group", level).set_index("unit")["rank"].loc[names])
    return found.sort_values("credit", ascending=False, kind="stable")


def correlation(clusters):
    """How alike what is counted within a cluster is, 0 (as if drawn apart) to 1 (all or nothing).

    Parameters
    ----------
    clusters : pandas.DataFrame
        ``question``, ``hits`` and ``of`` of each cluster; a Question with one cluster tells nothing of it.

    Returns
    -------
    float
        By moments, over all Questions. 1 where nothing can be estimated, which is wide on purpose.

    Examples
    --------
    >>> correlation(pd.DataFrame({"question": "a", "hits": [4, 0, 4, 0], "of": [4, 4, 4, 4]}))
    1.0
    >>> correlation(pd.DataFrame({"question": "a", "hits": [2, 2, 2, 2], "of": [4, 4, 4, 4]}))
    0.0
    """
    question = pd.factorize(clusters["question"])[0]
    hits, of = clusters["hits"].to_numpy(float), clusters["of"].to_numpy(float)
    many, share = np.bincount(question)[question], (np.bincount(question, hits) / np.bincount(question, of))[question]
    free = many > 1
    hits, of, many, share = hits[free], of[free], many[free], share[free]
    if ((hits < 1e-12) | (hits > of - 1e-12)).all():
        return 1.0
    apart = (hits - share * of) ** 2 * many / (many - 1)
    chance = share * (1 - share) * of
    together = (chance * (of - 1)).sum()
    if together <= 0:
        return 1.0
    return float(np.clip((apart.sum() - chance.sum()) / together, 0, 1))


def common_error(clusters, weight):
    """The variance that the shares of Questions have in common since the same organizations are behind several.

    Parameters
    ----------
    clusters : pandas.DataFrame
        ``question``, ``cluster``, ``hits`` and ``of``.
    weight : pandas.Series
        By Question: what an observation counts in the share of all.

    Returns
    -------
    float
        On the logit scale, 0 or above: the jackknife variance of the share of all Questions with organizations drawn,
        less the one with organizations of each Question drawn apart. 0 if all or nothing hits, no cluster is
        in two Questions, or there is only one: then each Question counts with one observation, which is wide already.

    References
    ----------
    Wolter (2007), Introduction to Variance Estimation, chapters 4 and 6.

    Examples
    --------
    >>> clusters = pd.DataFrame({"question": list("aabb"), "cluster": list("xyxy"), "hits": [1, 0, 1, 0], "of": 1})
    >>> apart = clusters.assign(cluster=list("wxyz"))
    >>> [round(common_error(rows, pd.Series(1.0, ["a", "b"])), 2) for rows in (clusters, apart)]
    [2.67, 0.0]
    """
    times = clusters["question"].map(weight.to_dict()).to_numpy(float)
    hits, of = clusters["hits"].to_numpy() * times, clusters["of"].to_numpy() * times
    cluster, names = pd.factorize(clusters["cluster"])
    share = hits.sum() / of.sum()
    if not 1e-9 < share < 1 - 1e-9 or len(names) < 2:
        return 0.0
    parts = (hits - share * of) / of.sum(), of / of.sum()
    together = (np.bincount(cluster, part) for part in parts)
    return float(max(0.0, _jackknife(*together) - _jackknife(*parts)) / (share * (1 - share)) ** 2)


def _jackknife(hits, of):
    """The variance of a share over its parts: of each, hits less what is expected, and its part of all."""
    return (len(of) - 1) / len(of) * ((hits / (1 - of)) ** 2).sum()


def apart_from(shared, share, effective):
    """Effective observations of Questions once the error they have in common is taken out of their own.

    Parameters
    ----------
    shared : float
        As `common_error` gives.
    share, effective : pandas.Series or array
        By Question: share (0 to 1), and effective observations, whose variance holds the common error.

    Returns
    -------
    pandas.Series or array
        At least ``effective``, and at most four times that: a Question may have more organizations of its own than the
        error of all allows for. Without this, Questions would look more alike than they are, and be pooled too far.

    Examples
    --------
    >>> apart_from(0.1, pd.Series([0.5, 0.5]), pd.Series([20.0, 4.0])).tolist()
    [40.0, 4.444444444444445]
    """
    middle = (share * effective).sum() / effective.sum()
    return effective / np.maximum(1 - shared * middle * (1 - middle) * effective, LEFT)


def organizations(rows):
    """Organizations behind the contributions to each Question.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `exploded` gives.

    Returns
    -------
    pandas.DataFrame
        One row a Question, fewest organizations first: ``question``, ``contributions``, ``organizations``,
        ``largest`` (name of the one with most credits) and ``largest_share`` (its part of the credits of known
        organizations, 0 to 1). Complete counts of what is on record. More contributions have more organizations:
        compare with `engagement.measures.concentration_table.rarefied_by`.
    """
    by = rows.groupby("question", observed=True)
    found = by.agg(contributions=("document_id", "nunique"), organizations=("organization", "nunique"))
    known = rows.dropna(subset="organization")
    held = known.groupby(["question", "organization"], observed=True).agg(
        credit=("credit", "sum"), name=("name", "first")
    )
    held["share"] = held["credit"].astype(float) / held["credit"].groupby(level=0).transform("sum").astype(float)
    most = held.sort_values("credit", ascending=False, kind="stable").groupby(level=0).first()
    found = found.join(most[["name", "share"]].rename(columns={"name": "largest", "share": "largest_share"}))
    return found.reset_index().sort_values(["organizations", "contributions"], kind="stable", ignore_index=True)

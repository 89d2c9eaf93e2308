"""Networks: groups or Questions tied by the organizations they share, their communities, and today's structure."""

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence.leaving_out import jackknife
from engagement.evidence.margins import rewired
from engagement.evidence.paired import share_as_extreme
from engagement.measures.partings import agreement

ROUNDS = 8  # of trades; many nodes make each of them slow


def two_mode(amounts):
    """The network of organizations and groups.

    Parameters
    ----------
    amounts : pandas.DataFrame
        As `engagement.measures.overlap.amounts` gives.

    Returns
    -------
    networkx.Graph
        A node ("organization", name) or ("group", name) each, an edge of ``weight`` where there is an amount.
    """
    graph = nx.Graph()
    graph.add_nodes_from((("organization", name) for name in amounts.index), bipartite=0)
    graph.add_nodes_from((("group", name) for name in amounts), bipartite=1)
    row, column = np.nonzero(amounts.to_numpy())
    graph.add_weighted_edges_from(
        (("organization", amounts.index[i]), ("group", amounts.columns[j]), float(amounts.iat[i, j]))
        for i, j in zip(row, column, strict=True)
    )
    return graph


def projected(amounts):
    """The groups, tied by the organizations they share.

    Returns
    -------
    networkx.Graph
        Groups as nodes. An organization in k groups ties each two of them by 1 / (k - 1), so that one that is
        everywhere hardly ties any (Newman's collaboration weights); groups that share none have no edge.

    References
    ----------
    Newman (2001), Physical Review E 64:016132.

    Examples
    --------
    >>> table = pd.DataFrame({"SG9": [1, 1, 0], "SG16": [1, 0, 1], "SG2": [1, 0, 0]})
    >>> projected(table)["SG9"]["SG16"]["weight"]
    0.5
    """
    ties = _ties((amounts > 0).to_numpy(), np.ones(len(amounts)))
    return nx.relabel_nodes(_network(ties), dict(enumerate(amounts.columns)))


@dataclass(frozen=True)
class Structure:
    """Communities among groups or Questions, and how today's structure compares.

    Attributes
    ----------
    communities : pandas.Series
        Number of the community of each node, 1 the largest.
    found : Estimate
        Modularity of these communities; no interval, for the best of many partings is no plain average.
    found_expected, found_p : float
        Modularity found in copies of the network with the same margins, and p that it is as high by chance.
    today : Estimate or None
        Modularity of today's structure, interval by jackknife over organizations.
    today_p : float or None
        p that nodes dealt to today's groups at random keep together as much.
    rand, information : Estimate or None
        Agreement of communities with today's structure (`agreement`).
    rand_p : float or None
        p that nodes dealt at random agree as much.
    stability : Estimate
        Median adjusted Rand index of the communities with those found when organizations weigh differently (Bayesian
        bootstrap); the interval holds 95% of these, and is no confidence interval.
    """

    communities: pd.Series
    found: Estimate
    found_expected: float
    found_p: float
    today: Estimate | None
    today_p: float | None
    rand: Estimate | None
    information: Estimate | None
    rand_p: float | None
    stability: Estimate


def structure(amounts, basis, today=None, draws=39, rng=0):
    """Communities among groups or Questions that share organizations, against chance and today's structure.

    Parameters
    ----------
    amounts : pandas.DataFrame
        As `engagement.measures.overlap.amounts` gives; columns are the nodes.
    basis : str
    today : sequence of str, optional
        Group of each column, as the body has it.
    draws : int
        1 or more: copies of the network, and weights of organizations, to find communities in.
    rng : int or numpy.random.Generator

    Returns
    -------
    Structure
        Communities by Louvain on `projected`. Modularity is the share of ties within communities less what nodes with
        as many ties would have by chance: 0 for no structure, below 1.

    Raises
    ------
    DataError
        If there are fewer than three nodes, no organization is in two, ``today`` does not name one group for each
        column, or there are no draws.

    References
    ----------
    Blondel et al. (2008), Journal of Statistical Mechanics P10008; Newman and Girvan (2004), Physical Review E
    69:026113.
    """
    there = (amounts > 0).to_numpy()
    if there.shape[1] < 3 or not (there.sum(axis=1) > 1).any():
        raise DataError(f"{there.shape[1]} columns and {(there.sum(axis=1) > 1).sum()} organizations in two or more")
    if draws < 1:
        raise DataError(f"draws is {draws}; draw 1 copy or more, such as 39")
    if today is not None and (len(today) != there.shape[1] or pd.isna(pd.Series(today, dtype=object)).any()):
        raise DataError(f"today names {pd.Series(today, dtype=object).count()} groups for {there.shape[1]} columns")
    rng = np.random.default_rng(rng)
    labels = _louvain(there, np.ones(len(there)), rng)
    n = int((there.sum(axis=1) > 1).sum())
    found = _modularities(there, labels)[0]
    even = np.ones(len(there))
    drawn = [copy.T for some in rewired(there, draws, rng, ROUNDS) for copy in some]
    copies = [_modularities(copy, _louvain(copy, even, rng))[0] for copy in drawn]
    again = [agreement(_louvain(there, rng.exponential(size=len(there)), rng), labels)[0] for _ in range(draws)]
    low, middle, high = np.quantile(again, [0.025, 0.5, 0.975])
    how = f"median of {draws} reweightings of organizations; the interval holds 95% of them"
    against_today = (None,) * 5 if today is None else _against(there, labels, today, basis, n, rng)
    return Structure(
        pd.Series(labels + 1, index=amounts.columns, name="community"),
        Estimate(found, None, None, 0.95, n, "modularity", basis, "Louvain; no interval: a maximum"),
        float(np.mean(copies)),
        float(share_as_extreme(np.array(copies) >= found - 1e-12)),
        *against_today,
        Estimate(middle, low, high, 0.95, n, "adjusted Rand index", basis, how),
    )


def _against(there, labels, today, basis, n, rng, draws=999):
    """Today's modularity, p of it, agreement of communities with today's structure, and p of that."""
    group = pd.factorize(np.asarray(today, dtype=object))[0]
    kept = _modularities(there, group)
    rand, information = agreement(labels, group)
    shuffled = rng.permuted(np.broadcast_to(group, (draws, len(group))), axis=1)
    by_chance = np.array([_modularities(there, one, leave_out=False)[0] for one in shuffled])
    agreeing = np.array([agreement(labels, one)[0] for one in shuffled])
    how = "Louvain communities and today's structure; no interval: see the stability of the communities"
    return (
        jackknife(kept, "modularity", basis, "today's structure"),
        float(share_as_extreme(by_chance >= kept[0] - 1e-12)),
        Estimate(rand, None, None, 0.95, len(group), "adjusted Rand index", basis, how),
        Estimate(information, None, None, 0.95, len(group), "normalized mutual information", basis, how),
        float(share_as_extreme(agreeing >= rand - 1e-12)),
    )


def _ties(there, weights):
    many = there.sum(axis=1)
    pull = np.where(many > 1, weights / np.maximum(many - 1, 1), 0.0)
    ties = there.T.astype(float) @ (pull[:, None] * there)
    np.fill_diagonal(ties, 0)
    return ties


def _network(ties):
    """The network of a symmetric table of ties: networkx would add each tie twice, one entry after the other."""
    graph = nx.empty_graph(len(ties))
    one, other = np.nonzero(np.triu(ties))
    graph.add_weighted_edges_from(zip(one.tolist(), other.tolist(), ties[other, one].tolist(), strict=True))
    return graph


def _louvain(there, weights, rng):
    """Community of each column, 0 the largest."""
    parts = nx.community.louvain_communities(_network(_ties(there, weights)), seed=int(rng.integers(2**31)))
    labels = np.empty(there.shape[1], dtype=int)
    for place, part in enumerate(sorted(parts, key=lambda part: (-len(part), min(part)))):
        labels[list(part)] = place
    return labels


def _modularities(there, labels, leave_out=True):
    """Modularity of a parting of the columns, then without each organization in two columns or more."""
    held = there[there.sum(axis=1) > 1].astype(float) @ (labels[:, None] == np.arange(labels.max() + 1))
    many = held.sum(axis=1)
    inside, total = (held * (held - 1)).sum(axis=1) / (many - 1), many
    without = (lambda rows: np.concatenate([rows[:1] * 0, rows])) if leave_out else (lambda rows: rows[:1] * 0)
    ends = held.sum(axis=0) - without(held)
    whole = total.sum() - without(total)
    whole = np.where(whole > 0, whole, np.nan)  # no ties are left: there is no modularity
    return (inside.sum() - without(inside)) / whole - (ends**2).sum(axis=1) / whole**2

"""Communities, held against those of networkx."""

import networkx as nx
import numpy as np
import pytest

from engagement.evidence.communities import louvain


@pytest.mark.parametrize("seed", range(20))
def test_communities_are_those_of_networkx(seed):
    rng = np.random.default_rng(seed)
    there = rng.random((rng.integers(30, 200), rng.integers(5, 40))) < rng.uniform(0.05, 0.3)
    ties = there.T @ (rng.exponential(size=(len(there), 1)) * there)
    np.fill_diagonal(ties, 0)
    theirs = nx.community.louvain_communities(nx.from_numpy_array(ties), seed=seed)
    ours = louvain(ties, seed)
    assert {frozenset(np.flatnonzero(ours == one).tolist()) for one in ours} == set(map(frozenset, theirs))


def test_nodes_without_ties_stay_by_themselves():
    ties = np.zeros((4, 4))
    ties[0, 1] = ties[1, 0] = 1
    assert len(set(louvain(ties, 0).tolist())) == 3

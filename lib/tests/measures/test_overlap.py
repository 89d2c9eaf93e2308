import warnings

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import distance

import engagement
from engagement import activities
from engagement.errors import DataError
from engagement.evidence.leaving_out import jackknife
from engagement.evidence.margins import dealt, rewired
from engagement.measures import networks, overlap, regrouping, restructuring, topics
from engagement.measures.pairs import against, pairs
from engagement.measures.partings import agreement

TABLE = pd.DataFrame(
    {"SG9": [4.0, 1, 0, 0, 2], "SG16": [2.0, 0, 3, 0, 1], "SG2": [0.0, 1, 1, 5, 0]}, index=list("abcde")
)
GRIDS = st.integers(3, 6).flatmap(
    lambda groups: st.lists(st.lists(st.integers(0, 3), min_size=groups, max_size=groups), min_size=3, max_size=20)
)


def long(table, **columns):
    rows = table.rename_axis("organization").melt(ignore_index=False, var_name="group", value_name="credit")
    return rows.reset_index().query("credit > 0").assign(**columns)


def test_amounts_are_sums_in_the_order_of_groups():
    twice = pd.concat([long(TABLE), long(TABLE)])
    found = overlap.amounts(twice)
    assert list(found) == ["SG2", "SG9", "SG16"]
    assert found["SG9"].tolist() == [8, 2, 0, 0, 4]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (long(TABLE).drop(columns="credit"), "no column credit"),
        (long(TABLE).assign(credit=-1.0), "credit is -1 in row 0; counts are 0 or above"),
        (long(TABLE).assign(organization=None), "no row has an organization"),
    ],
)
def test_amounts_that_are_none_are_refused(rows, said):
    with pytest.raises(DataError, match=said):
        overlap.amounts(rows)


def test_overlap_of_two_groups_against_scipy():
    one, other = TABLE["SG9"], TABLE["SG16"]
    found = overlap.jaccard(TABLE, "SG9", "SG16", "recorded")
    assert (found.value, found.n) == (pytest.approx(100 * (1 - distance.jaccard(one > 0, other > 0))), 4)
    assert overlap.cosine(TABLE, "SG9", "SG16", "recorded").value == pytest.approx(1 - distance.cosine(one, other))
    roots = overlap.cosine(TABLE, "SG9", "SG16", "recorded", "roots")
    assert roots.value == pytest.approx(1 - distance.cosine(np.sqrt(one), np.sqrt(other)))
    assert roots.low < roots.value < roots.high


def test_groups_without_anybody_in_common_and_unknown_ones():
    apart = pd.DataFrame({"a": [1.0, 0, 0], "b": [0, 1.0, 2]})
    assert overlap.jaccard(apart, "a", "b", "recorded").value == 0
    none = overlap.cosine(apart, "a", "b", "recorded")
    assert (none.value, none.low) == (0, None)
    assert none.method.endswith("no interval: nothing is shared")
    titles = pd.DataFrame(
        {"document_id": list("abcd"), "group": list("xxyy"), "title": ["fibre", "fibre cable"] + ["radio"] * 2}
    )
    assert topics.similarity(titles, "recorded", draws=9)["similarity"][0].method.endswith("nothing is shared")
    with pytest.raises(DataError, match="no SG99 among the columns; there are SG9, SG16, SG2"):
        overlap.jaccard(TABLE, "SG9", "SG99", "recorded")


@given(GRIDS, st.floats(0.1, 50))
def test_overlap_does_not_hang_on_the_size_or_order_of_groups(grid, factor):
    table = pd.DataFrame(grid, columns=[f"g{n}" for n in range(len(grid[0]))]).astype(float)
    scaled = table.assign(g0=table["g0"] * factor)
    for weigh in overlap.WEIGHINGS:
        one = overlap.cosine(table, "g0", "g1", "recorded", weigh)
        other = overlap.cosine(scaled.iloc[::-1], "g1", "g0", "recorded", weigh)
        assert one.estimable == other.estimable
        if one.estimable:
            assert one.value == pytest.approx(other.value)
            assert 0 <= one.value <= 1


@settings(max_examples=30)
@given(GRIDS)
def test_copies_keep_their_margins_and_amounts(grid):
    amounts = np.array(grid, dtype=float)
    rng = np.random.default_rng(0)
    for copies in rewired(amounts > 0, 5, rng):
        assert (copies.sum(axis=2) == (amounts > 0).sum(axis=0)).all()
        assert (copies.sum(axis=1) == (amounts > 0).sum(axis=1)).all()
        filled = dealt(amounts, copies, rng)
        assert ((filled > 0) == copies).all()
        assert (np.sort(filled, axis=2) == np.sort(amounts.T, axis=1)).all()


def test_all_tables_with_the_same_margins_are_equally_likely():
    there = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=bool)
    copies = np.concatenate([next(iter(rewired(there, 1, np.random.default_rng(seed)))) for seed in range(1200)])
    _, times = np.unique(copies.reshape(len(copies), -1), axis=0, return_counts=True)
    assert len(times) == 6
    assert times.min() > 150
    assert times.max() < 250


def test_two_groups_have_no_chance_to_be_held_against():
    found = pairs(TABLE[["SG9", "SG16"]], "recorded")
    assert found["p"].isna().all()
    with pytest.raises(ValueError, match="their overlap follows from the margins"):
        next(rewired(TABLE[["SG9", "SG16"]] > 0, 1, np.random.default_rng(0)))


def test_a_single_group_makes_no_pair():
    found = pairs(TABLE[["SG9"]], "recorded")
    assert found.empty
    assert list(found) == list(pairs(TABLE, "recorded", draws=9))


def test_p_counts_the_records_themselves():
    drawn = np.array([[0.0], [1], [2], [3], [-3], [1], [0], [-1], [-2]])
    expected, own, adjusted = against(np.array([3.0]), drawn)
    assert expected == pytest.approx(1 / 9)
    assert own == adjusted == pytest.approx(3 / 10)  # 3 and -3 are as far from the mean of all ten, or farther


def test_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([1.0, 4, 2, 8, 5])
    left = [(values.sum() - one) / 4 for one in values]
    found = jackknife([values.mean(), *left], "documents", "recorded", "mean")
    freedom = min(4, 3 * ((values - 4) ** 2).sum() ** 2 / ((values - 4) ** 4).sum())
    from scipy import stats

    reach = stats.t.ppf(0.975, freedom) * values.std(ddof=1) / np.sqrt(5)
    assert found.high - found.value == pytest.approx(reach)


def test_organizations_of_one_body_in_another():
    counted, work = overlap.also(TABLE, "SG9", "SG16", "recorded")
    assert (counted.value, counted.n) == (pytest.approx(100 * 2 / 3), 3)
    assert work.value == pytest.approx(100 * 6 / 7)


def test_titles_by_hand():
    rows = pd.DataFrame(
        {"group": ["x", "x", "y"], "document_id": list("abc"), "title": ["fibre cable", "fibre access", "access cable"]}
    )
    found = topics.similarity(rows, "recorded", draws=19)
    # every word is in two of three titles: weights are equal, x is (access, cable, fibre) = (1, 1, 2), y is (1, 1, 0)
    assert found["similarity"][0].value == pytest.approx(2 / np.sqrt(6 * 2))


def test_groups_with_the_same_titles_are_alike_and_others_are_not():
    titles = ["optical fibre cable", "passive optical network", "speech quality test", "video quality rating"]
    rows = pd.DataFrame({"group": ["x", "x", "y", "y"] * 10, "title": titles * 10, "document_id": range(40)})
    apart = topics.similarity(rows, "recorded", draws=199)
    assert apart["similarity"][0].value == 0
    assert apart["p"][0] == 1 / 200
    same = topics.similarity(rows.assign(group=["x"] * 20 + ["y"] * 20), "recorded", draws=19)
    assert same["similarity"][0].value == pytest.approx(1)
    with pytest.raises(DataError, match="document_id 0 stands in more than one group"):
        topics.similarity(pd.concat([rows, rows.head(1).assign(group="y")]), "recorded")


def test_projection_and_two_modes_against_networkx():
    graph = networks.two_mode(TABLE)
    assert graph["organization", "a"]["group", "SG9"]["weight"] == 4
    groups = [("group", name) for name in TABLE]
    theirs = nx.bipartite.collaboration_weighted_projected_graph(graph, groups)
    ours = networks.projected(TABLE)
    assert {frozenset((a, b)): w for a, b, w in ours.edges(data="weight")} == {
        frozenset((a[1], b[1])): w for a, b, w in theirs.edges(data="weight")
    }


def test_modularity_against_networkx():
    rng = np.random.default_rng(2)
    table = pd.DataFrame(rng.poisson(0.6, (30, 6)).astype(float), columns=list("abcdef"))
    found = networks.structure(table, "recorded", list("xxyyzz"), draws=3)
    graph = networks.projected(table)
    assert found.today.value == pytest.approx(nx.community.modularity(graph, [set("ab"), set("cd"), set("ef")]))
    parts = found.communities.groupby(found.communities).agg(lambda part: set(part.index))
    assert found.found.value == pytest.approx(nx.community.modularity(graph, parts))
    without = table.drop(index=table.index[(table > 0).sum(axis=1) > 1][0])
    left = networks._modularities((table > 0).to_numpy(), np.array([0, 0, 1, 1, 2, 2]))[1]
    again = nx.community.modularity(networks.projected(without), [set("ab"), set("cd"), set("ef")])
    assert left == pytest.approx(again)


def test_a_network_tied_by_one_organization_has_no_interval():
    table = pd.DataFrame({"x": [1.0, 0, 0, 2], "y": [0, 1.0, 0, 0], "z": [0, 0, 1.0, 3]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = networks.structure(table, "recorded", today=["p", "p", "q"], draws=3)
    assert found.today.value == pytest.approx(-0.5)
    assert found.today.low is None


def test_planted_communities_are_found():
    rng = np.random.default_rng(3)
    home = np.repeat([0, 1], 60)
    table = pd.DataFrame(
        (rng.random((120, 8)) < np.where(home[:, None] == np.repeat([0, 1], 4), 0.5, 0.03)).astype(float),
        columns=list("abcdefgh"),
    )
    found = networks.structure(table, "recorded", ["x"] * 4 + ["y"] * 4, draws=19)
    assert (found.rand.value, found.information.value) == (1, 1)
    assert found.found_p == 1 / 20
    assert found.today_p < 0.05
    assert found.today.low > 0.2


def test_agreement_with_published_values():
    # Hubert and Arabie's index as in the documentation of scikit-learn and mclust
    assert agreement([0, 0, 1, 2], [0, 0, 1, 1]) == (pytest.approx(4 / 7), pytest.approx(0.8))
    assert agreement([0, 0, 0, 0], [0, 1, 2, 3])[0] == 0
    assert agreement([0, 0, 1, 1], ["b", "b", "a", "a"]) == (1, 1)
    with pytest.raises(DataError, match="2 and 1 labels"):
        agreement([0, 1], [0])


def test_a_merger_by_hand():
    rows = regrouping.merged(long(TABLE), {"SG9": "SG21", "SG16": "SG21"})
    found = restructuring.before_after(rows, "recorded").set_index("measure")
    hhi = (7 * (16 + 1 + 4) / 49 + 6 * (4 + 9 + 1) / 36) / 13, (36 + 1 + 9 + 9) / 169
    assert (found["before"]["HHI"].value, found["after"]["HHI"].value) == (pytest.approx(hhi[0]), pytest.approx(hhi[1]))
    assert found["change"]["HHI"].value == pytest.approx(hhi[1] / hhi[0])
    shared = "organizations shared with other groups"
    # SG2 is in b, c, d: one of five with SG9 (a, b, e), one of five with SG16 (a, c, e), two of five with both
    assert (found["before"][shared].value, found["after"][shared].value) == (pytest.approx(20), pytest.approx(40))


def test_leaving_out_is_doing_without():
    rows = regrouping.merged(long(TABLE), {"SG9": "SG21", "SG16": "SG21"})
    full = restructuring._effective(TABLE["SG9"].to_numpy(), None)
    for place, name in enumerate(TABLE.index, start=1):
        less = TABLE["SG9"].drop(name).to_numpy()
        shares = less[less > 0] / less.sum()
        assert full[place] == pytest.approx(np.exp(-(shares * np.log(shares)).sum()))
    assert restructuring.before_after(rows, "recorded")["change"].map(lambda one: one.n).tolist() == [4, 4, 5, 5]


@pytest.mark.parametrize("names", [{"SG9": "SG21", "SG16": "SG21"}, {"SG9": "SG16"}, {"SG16": "SG9"}])
def test_a_merger_is_the_same_whatever_it_is_called(names):
    rows = pd.DataFrame(
        {"organization": list("abcabd"), "group": ["SG9"] * 3 + ["SG16"] * 3, "credit": [4.0, 1, 1, 1, 1, 10]}
    )
    found = restructuring.before_after(regrouping.merged(rows, names), "recorded").iloc[0]
    (merger,) = restructuring.every_merger(overlap.amounts(rows)).itertuples()
    assert (found["before"].value, found["after"].value) == (
        pytest.approx(0.6389, abs=1e-4),
        pytest.approx(0.4012, abs=1e-4),
    )
    assert found["change"].value == pytest.approx(merger.change)


def test_a_question_that_moves():
    rows = pd.DataFrame(
        {
            "organization": list("abcab"), "group": ["SG9", "SG9", "SG9", "SG2", "SG2"], "credit": [1.0, 1, 2, 1, 1],
            "questions": ["1/9", "1/9; 2/9", "2/9", "1/2", "1/2"],
        }
    )  # fmt: skip
    asked = regrouping.by_question(rows)
    assert asked["credit"].sum() == rows["credit"].sum()
    found = restructuring.before_after(regrouping.moved(asked, "2/9", "SG2"), "recorded").set_index(
        ["group", "measure"]
    )
    assert found["after"]["SG9", "HHI"].value == pytest.approx((1 + 0.25) / 1.5**2)
    assert found["after"]["SG2", "HHI"].value == pytest.approx((1 + 1.5**2 + 4) / 4.5**2)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: regrouping.merged(long(TABLE), {"SG7": "SG21"}), "no group SG7 in these records"),
        (lambda: regrouping.moved(long(TABLE, question="1/9"), "9/9", "SG2"), "no question 9/9"),
        (lambda: regrouping.moved(long(TABLE[["SG9"]], question="1/9"), "1/9", "SG9"), "1/9 is in SG9 already"),
        (lambda: restructuring.before_after(long(TABLE).assign(then=lambda r: r["group"]), "recorded"), "no group has"),
        (lambda: pairs(TABLE, "recorded", draws=0), "draws is 0"),
        (lambda: networks.structure(TABLE, "recorded", draws=0), "draws is 0"),
        (lambda: networks.structure(TABLE, "recorded", ["x", "y"]), "today names 2 groups for 3 columns"),
        (lambda: networks.structure(TABLE, "recorded", ["x", None, "y"]), "today names 2 groups for 3 columns"),
        (lambda: networks.structure(TABLE[["SG9"]], "recorded"), "1 columns and 0 organizations in two or more"),
        (
            lambda: overlap.cosine(TABLE, "SG9", "SG2", "recorded", "ranks"),
            "weigh is 'ranks'; it is one of amounts, roots",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(call, said):
    with pytest.raises(DataError, match=said):
        call()


@settings(max_examples=30)
@given(GRIDS)
def test_a_merger_never_leaves_more_concentration_than_the_groups_had(grid):
    table = pd.DataFrame(grid, columns=[f"g{n}" for n in range(len(grid[0]))]).astype(float)
    table = table.loc[:, table.any()]
    if table.shape[1] > 1:
        assert (restructuring.every_merger(table)["change"] <= 1 + 1e-9).all()


def test_groups_are_followed_to_later_periods(in_full):
    concordance = engagement.load("group_concordance")
    names = regrouping.successors(["SG9", "SG13", "SG16"], concordance, "T25")
    assert names == {"SG9": "SG21", "SG13": "SG13", "SG16": "SG21"}
    with pytest.raises(DataError, match="SG4 splits into others; say which Questions go where"):
        regrouping.successors(["SG4"], concordance, "T09")
    with pytest.raises(DataError, match="no group goes into T99"):
        regrouping.successors(["SG9"], concordance, "T99")


def test_main_figures_of_the_working_groups(in_full):
    rows = activities.contributions("ietf", "recorded", counting="fractional")
    rows = rows[rows["agenda_item"].notna() & (rows["date"].dt.year >= 2005)]
    found = pairs(overlap.amounts(overlap.comparable(rows, ["mpls", "ccamp", "dnsop", "6man", "v6ops"])), "recorded")
    found = found.set_index(["first", "second"])
    one = found.loc["ccamp", "mpls"]
    assert (one["shared"], one["either"], round(one["jaccard"].value, 1), round(one["roots"].value, 3)) == SHARED
    assert one["p_adjusted"] < 0.05
    assert found.loc["6man", "v6ops"]["p_adjusted"] < 0.05


SHARED = (32, 108, 29.6, 0.742)

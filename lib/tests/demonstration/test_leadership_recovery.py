"""Who leads a world of full size: the planted bias of its seats is found by the measures."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engagement import demonstration
from engagement.demonstration.draws import top
from engagement.demonstration.leadership import weights
from engagement.measures import leadership, tenure
from engagement.measures.representation import representation
from engagement.measures.shares import located

TRUTH = demonstration.truth(Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml").leadership


@pytest.fixture(scope="module")
def made_up(full_tables):
    """Seats, and contributions in equal parts, each with its organization, region and development."""
    names = ("roles", "documents", "document_sources", "organizations", "organization_names")
    tables = {name: full_tables(name, basis="demonstration").query("counts") for name in names}
    ids = tables["organization_names"].set_index("name_printed")["organization_id"].to_dict()
    home = tables["organizations"].set_index("organization_id")["country"].to_dict()
    sources = tables["document_sources"].merge(tables["documents"][["document_id", "revision", "group"]])
    found = []
    for rows in (tables["roles"], sources.rename(columns={"weight": "credit"})):
        rows = rows.assign(organization=rows["organization_printed"].map(ids).astype(object))
        rows["organization_country"] = rows["organization"].map(home).astype(object)
        found.append(located(rows, full_tables("countries")))
    seats, credits = found
    return seats.assign(bench=leadership.benches(seats)).reset_index(drop=True), credits


def drawn_by_truth(credits, seats, bench, by):
    """Seats of each value when they are drawn again from the truth, a row a draw."""
    rng, found = np.random.default_rng(2), {}
    firms = credits.groupby(["group", "organization"]).agg(
        credit=("credit", "sum"),
        region=("itu_region", "first"),
        development=("development", "first"),
        value=(by, "first"),
    )
    developed = firms["development"].eq("developed").to_numpy()
    firms["weight"] = weights(getattr(TRUTH, bench), firms["credit"].to_numpy(), developed, firms["region"])
    for group, rows in firms.groupby("group"):
        weight, value = rows["weight"].to_numpy(), rows["value"].to_numpy(dtype=object)
        for now in (True, False):
            many = int(((seats["group"] == group) & (seats["end"].isna() == now)).sum())
            for draw in range(100):
                once = bench == "management"
                places = top(rng, weight, many) if once else rng.choice(len(weight), many, p=weight / weight.sum())
                found.setdefault(draw, []).extend(value[places])
    return pd.DataFrame([pd.Series(drawn).value_counts() for drawn in found.values()]).fillna(0)


@pytest.mark.parametrize("bench", ["management", "experts"])
@pytest.mark.parametrize("by", ["itu_region", "development"])
def test_the_planted_bias_is_within_the_intervals(made_up, bench, by):
    seats, credits = made_up
    seats = seats[seats["bench"] == bench]
    found = representation(seats, credits, by, "demonstration").set_index(by)
    worlds = drawn_by_truth(credits, seats, bench, by)
    for value, row in found.iterrows():
        assert row["ratio"].low < worlds[value].mean() / row["expected"] < row["ratio"].high, value
    assert len(found) == worlds.shape[1]


def test_the_share_of_seats_with_a_former_holder_is_the_planted_one(made_up):
    changed = tenure.changes(made_up[0], "demonstration")
    assert changed.low < TRUTH.replaced < changed.high
    assert changed.n == 11


def test_africa_is_led_above_its_contributions_in_management_but_not_among_experts(made_up):
    seats, credits = made_up
    ratio = {
        bench: representation(rows, credits, "itu_region", "demonstration").set_index("itu_region").loc["AFR", "ratio"]
        for bench, rows in seats.groupby("bench")
    }
    assert ratio["management"].low > 1
    assert ratio["experts"].value < 1

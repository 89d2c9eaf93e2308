"""Developing countries in a world of full size: what was planted is within the intervals of the measures."""

from pathlib import Path

import numpy as np
import pytest

from engagement import demonstration
from engagement.demonstration.draws import top
from engagement.demonstration.leadership import weights
from engagement.measures import development, development_industry, placed

TRUTH = demonstration.truth(Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml")
BENCHES = {"chairs and vice-chairs": ("management", True), "rapporteurs and editors": ("experts", False)}


@pytest.fixture(scope="module")
def world(full_tables):
    """Organizations, contributions in equal parts and present seats, with country, kind and development."""
    names = ("roles", "documents", "document_sources", "organizations", "organization_names")
    tables = {name: full_tables(name, basis="demonstration").query("counts") for name in names}
    countries, definitions = full_tables("countries"), full_tables("development_definitions")
    statuses = development.status(countries, definitions)
    ids = tables["organization_names"].set_index("name_printed")["organization_id"].to_dict()
    firms = tables["organizations"].set_index("organization_id")
    kinds = full_tables("member_kinds").set_index("member_kind")["kind"].to_dict()
    firms = firms.assign(kind=firms["kind"].map(kinds), region=firms["country"].map(
        countries.set_index("iso2")["itu_region"].dropna().to_dict()))  # fmt: skip
    sources = tables["document_sources"].merge(
        tables["documents"][["document_id", "revision", "group", "period", "date"]]
    )
    found = {}
    for name, rows in {"seats": tables["roles"], "credits": sources.rename(columns={"weight": "credit"})}.items():
        rows = rows.assign(organization=rows["organization_printed"].map(ids).astype(object))
        rows["organization_country"] = rows["organization"].map(firms["country"].to_dict()).astype(object)
        found[name] = rows.assign(kind=rows["organization"].map(firms["kind"].to_dict()))
    forms = placed.contributions(found["credits"]) | placed.seats(found["seats"][found["seats"]["end"].isna()])
    return firms, statuses, {name: development.classified(rows, statuses) for name, rows in forms.items()}


def test_the_share_of_organizations_is_the_planted_one(world):
    firms, statuses, _ = world
    rows = development.classified(firms.reset_index().assign(credit=1.0), statuses)
    found = development.share(rows, "demonstration", "organizations", "organization_id")
    assert found.value == pytest.approx(100 * TRUTH.organizations.developing_share, abs=1)
    assert found.low < 100 * TRUTH.organizations.developing_share < found.high


@pytest.mark.parametrize("bench", BENCHES)
def test_seats_of_developing_countries_are_those_the_planted_bias_gives(world, bench):
    firms, _, rows = world
    kind, once = BENCHES[bench]
    made = rows["contributions"].groupby(["group", "organization"])["credit"].sum().reset_index()
    developing = made["organization"].map(
        rows["contributions"].drop_duplicates("organization").set_index("organization")["development_status"].to_dict()
    ).eq("developing")  # fmt: skip
    regions = made["organization"].map(firms["region"].to_dict())
    weight = weights(getattr(TRUTH.leadership, kind), made["credit"].to_numpy(float), ~developing.to_numpy(), regions)
    rng, worlds = np.random.default_rng(3), []
    for _ in range(100):
        held = []
        for group, seats in rows[bench].groupby("group"):
            mine = np.flatnonzero(made["group"] == group)
            chance, many = weight[mine], len(seats)
            held += list(mine[top(rng, chance, many) if once else rng.choice(len(mine), many, p=chance / chance.sum())])
        worlds.append(100 * developing.to_numpy()[held].mean())
    found = development.share(rows[bench].assign(country=None), "demonstration", bench)
    assert found.low < np.mean(worlds) < found.high
    assert abs(found.value - np.mean(worlds)) < 4 * np.std(worlds)


def test_industry_has_a_smaller_part_in_developing_countries_where_these_send_more_administrations(world):
    _, _, rows = world
    part = development_industry.industry_part(
        "organizations", rows["contributing organizations"], ["industry"], "demonstration"
    )
    plain = rows["contributing organizations"]
    share = plain["kind"].eq("industry").groupby(plain["development_status"]).mean()
    assert part.ratio.value == pytest.approx(share["developing"] / share["other"], rel=0.1)
    assert part.ratio.high < 1
    assert part.known == pytest.approx(1)

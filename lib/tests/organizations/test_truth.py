"""How right resolving is on real lists: the groups of RAN1 read by us, RAN1 sources, checked pairs of registrants."""

import os
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from engagement.organizations import group_of, resolve
from engagement.organizations.listed import Listed
from engagement.organizations.splitting import split

HERE = Path(__file__).parent
REFERENCE = HERE.parents[2] / "data" / "reference"
NONE = pd.DataFrame()
END_OF_RAN1 = pd.Timestamp("2022-05-20")
with_data = pytest.mark.skipif(
    "ENGAGEMENT_DATA" not in os.environ, reason="the development data are not on this machine"
)


def read(path):
    frame = pd.read_csv(path, dtype="string", keep_default_na=False)
    return frame.mask(frame == "")


ORGANIZATIONS, ALIASES, REFUSED, OWNERSHIP = (
    read(REFERENCE / f"{file}.csv") for file in ("organizations", "aliases", "refused_names", "organization_ownership")
)
TRUTH = read(HERE / "alias_truth.csv")


def pairs(names, groups):
    known = pd.DataFrame({"name": list(names), "group": list(groups)}).dropna()
    return {pair for _, one in known.groupby("group")["name"] for pair in combinations(sorted(one), 2)}


def right(found, groups, true):
    """Precision and recall of pairs."""
    paired = pairs(found["name"], groups)
    return len(paired & true) / len(paired), len(paired & true) / len(true)


@pytest.mark.parametrize("left_out", ["aliases", "firms", "everything"])
def test_spellings_of_one_name_meet_by_spelling_alone(left_out):
    firms = set(resolve(TRUTH["name"], organizations=ORGANIZATIONS, aliases=ALIASES)["organization_id"].dropna())
    others = ORGANIZATIONS[~ORGANIZATIONS["organization_id"].isin(firms)]
    aliases = ALIASES[~ALIASES["organization_id"].isin(firms)]
    tables = {"aliases": (ORGANIZATIONS, aliases), "firms": (others, aliases), "everything": (NONE, NONE)}[left_out]
    found = resolve(TRUTH["name"], organizations=tables[0], aliases=tables[1])
    precision, recall = right(found, found["organization_id"], pairs(TRUTH["name"], TRUTH["spelling"]))
    assert precision >= 0.99
    assert recall >= 0.80


def test_all_pairs_of_a_corporate_group_meet_with_curation_and_ownership():
    found = resolve(TRUTH["name"], organizations=ORGANIZATIONS, aliases=ALIASES, refused=REFUSED)
    groups = group_of(found["organization_id"], END_OF_RAN1, ownership=OWNERSHIP)
    precision, recall = right(found, groups, pairs(TRUTH["name"], TRUTH["group"]))
    assert precision >= 0.995
    assert recall >= 0.98


def test_the_truth_is_nested_and_says_why_it_differs_from_the_list():
    for inner, outer in (("spelling", "organization"), ("organization", "group")):
        assert TRUTH.groupby(inner)[outer].nunique().eq(1).all()
    moved = TRUTH.groupby("listed_under").filter(lambda rows: rows["spelling"].nunique() > 1)
    moved = moved[moved["spelling"] != moved["listed_under"].str.casefold()]
    assert moved["reason"].notna().mean() > 0.8


@with_data
def test_nearly_all_sources_of_ran1_are_resolved():
    path = Path(os.environ["ENGAGEMENT_DATA"]) / "3gpp/ran1_tdocs.csv.gz"
    fields = pd.read_csv(path, usecols=["Source"], dtype="string", keep_default_na=False)["Source"]
    known = Listed(ORGANIZATIONS, ALIASES).known
    names = fields.map({field: [name for name, _ in split(field, known)] for field in fields.unique()}).explode()
    found = resolve(names.fillna(""), organizations=ORGANIZATIONS, aliases=ALIASES, refused=REFUSED)
    there = pd.Series(found["organization_id"].notna().to_numpy(), index=names.index)
    assert len(fields) == 83_011
    assert there.mean() >= 0.995
    assert there.groupby(level=0).all().mean() >= 0.98


@with_data
def test_registrations_that_state_an_organization_are_resolved_and_checked_pairs_hold():
    path = Path(os.environ["ENGAGEMENT_DATA"]) / "ietf/attendees_72_116.csv.gz"
    names = pd.read_csv(path, usecols=["organization"], dtype="string", keep_default_na=False)["organization"]
    found = resolve(names, organizations=ORGANIZATIONS, aliases=ALIASES, refused=REFUSED)
    there = found["organization_id"].notna()
    stated = ~names.isin(["", "Not Provided"])
    assert there[stated.to_numpy()].mean() >= 0.97
    checked = read(HERE / "ietf_pairs.csv")
    one = dict(zip(found["name"], found["organization_id"].fillna(""), strict=True))
    together = [one[a] == one[b] != "" for a, b in zip(checked["name"], checked["other_name"], strict=True)]
    assert len(checked) == 300 and sum(together) >= 290
    assert (checked.loc[together, "verdict"] != "no").mean() >= 0.98

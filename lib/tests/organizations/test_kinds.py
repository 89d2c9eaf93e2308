"""Kinds of organizations: what names are classified as, by the curated organizations and by patterns."""

import os
from pathlib import Path

import pandas as pd
import pytest

from engagement.organizations import classify

REFERENCE = Path(__file__).parents[3] / "data" / "reference"
FIRMS = {"industry", "consultancy"}
STAKEHOLDERS = {
    "business": FIRMS,
    "academia": {"academia", "research institute"},
    "government": {"government"},
    "technical community": {"standards body or registry", "non-profit"},
    "civil society": {"non-profit"},
}


def read(name):
    frame = pd.read_csv(REFERENCE / f"{name}.csv", dtype="string", keep_default_na=False)
    return frame.mask(frame == "")


PATTERNS = read("organization_kind_patterns").astype({"rank": int})
TABLES = {"organizations": read("organizations"), "aliases": read("aliases"), "refused": read("refused_names")}


def given_data(path):
    """A file of the development data, where the machine has it."""
    folder = os.environ.get("ENGAGEMENT_DATA")
    if not folder:
        pytest.skip("ENGAGEMENT_DATA is not set: the development data are not on this machine")
    return pd.read_csv(Path(folder) / path, dtype="string", keep_default_na=False)


@pytest.mark.parametrize(
    ("printed", "organization", "kind", "decided_by"),
    [
        ("Cisco Systems, Inc.", "Cisco", "industry", "name"),
        ("cisco", "Cisco", "industry", "name"),
        ("Google Japan G.K.", "Google", "industry", "name"),
        ("INRIA", "Inria", "research institute", "name"),
        ("APNIC", "APNIC", "standards body or registry", "name"),
        ("Korea (Rep. of)", "Korea (Rep. of)", "government", "name"),
        ("Independent", "independent", "individual", "name"),
        ("no affiliation", "no affiliation", "individual", "name"),
        ("University of Nowhere Ltd.", "university of nowhere", "academia", "pattern"),
        ("Somewhere Networks", "somewhere networks", "industry", "pattern"),
        ("Ministry of Signals", "ministry of signals", "government", "pattern"),
        ("Xyzzy", "xyzzy", "unknown", None),
    ],
)
def test_names(printed, organization, kind, decided_by):
    row = classify(pd.Series([printed]), PATTERNS, **TABLES).iloc[0]
    assert (row["organization"].casefold(), row["kind"]) == (organization.casefold(), kind)
    assert row["decided_by"] == decided_by if decided_by else pd.isna(row["decided_by"])


def test_the_curated_go_before_patterns_and_a_low_rank_before_a_high_one():
    patterns = pd.DataFrame({"rank": [2, 1], "pattern": ["net", "uni"], "kind": ["industry", "academia"]})
    known = pd.DataFrame(
        {"organization_id": ["uninet"], "name": ["UNINET"], "kind": ["non-profit"], "sector": ["research"]}
    )
    found = classify(
        pd.Series(["Uninet AS", "UniNyt", "Netuni", "Netz"]), patterns, organizations=known, aliases=pd.DataFrame()
    )
    assert found["kind"].tolist() == ["non-profit", "academia", "academia", "industry"]
    assert found["sector"].tolist()[0] == "research" and found["sector"].isna().sum() == 3
    assert found["organization_id"].tolist()[:2] == ["uninet", "new-uninyt"]


def test_rows_and_index_are_kept_and_missing_names_are_unknown():
    printed = pd.Series(["Nokia", None, "Nokia", ""], index=[7, 5, 5, 1], dtype="string")
    found = classify(printed, PATTERNS, **TABLES)
    assert found.index.tolist() == [7, 5, 5, 1]
    assert found["kind"].tolist() == ["industry", "unknown", "industry", "unknown"]
    assert found["organization"].isna().tolist() == [False, True, False, True]
    assert found["printed"].equals(printed)


def test_nothing_in_nothing_out():
    assert classify(pd.Series([], dtype="string"), PATTERNS, **TABLES).empty


def test_most_printed_affiliations_of_rfc_authors_are_decided():
    authors = given_data("rfc/rfc_author_affiliations.csv.gz")
    recent = authors[authors["year"].astype(int).between(2000, 2022) & authors["affiliation_raw"].ne("")]
    found = classify(recent["affiliation_raw"], PATTERNS, **TABLES)
    assert found["kind"].ne("unknown").mean() >= 0.95
    assert found["decided_by"].eq("name").fillna(False).mean() >= 0.85


def test_a_second_opinion_agrees_whether_a_name_is_a_firm():
    theirs = given_data("organizations/organization_categories.csv")
    group = theirs["stakeholdergroup"].str.strip().str.lower().replace("goverment", "government")
    theirs = theirs.assign(group=group)[group.isin(list(STAKEHOLDERS))]
    ours = classify(theirs["name"].str.strip(), PATTERNS, **TABLES).assign(group=theirs["group"])
    ours = ours[ours["kind"] != "unknown"]
    firm = ours["kind"].isin(FIRMS).eq(ours["group"].eq("business"))
    same = [kind in STAKEHOLDERS[group] for kind, group in zip(ours["kind"], ours["group"], strict=True)]
    assert len(ours) > 800
    assert firm.mean() >= 0.94
    assert sum(same) / len(same) >= 0.93
    firms = firm[ours["decided_by"].eq("name") & theirs["category"].ne("Association")]  # theirs count these as business
    assert len(firms) > 700 and firms.mean() >= 0.97

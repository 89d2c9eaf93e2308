"""Kinds of organizations: the key of a name, and what names are classified as."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.organizations.kinds import classify
from engagement.organizations.names import LEGAL_FORMS, name_key

REFERENCE = Path(__file__).parents[3] / "data" / "reference"
KINDS = pd.read_csv(REFERENCE / "organization_kinds.csv", keep_default_na=False)
PATTERNS = pd.read_csv(REFERENCE / "organization_kind_patterns.csv", keep_default_na=False)
FIRMS = {"industry", "consultancy"}
STAKEHOLDERS = {
    "business": FIRMS,
    "academia": {"academia", "research institute"},
    "government": {"government"},
    "technical community": {"standards body or registry", "non-profit"},
    "civil society": {"non-profit"},
}


def given_data(path):
    """A file of the development data, where the machine has it."""
    folder = os.environ.get("ENGAGEMENT_DATA")
    if not folder:
        pytest.skip("ENGAGEMENT_DATA is not set: the development data are not on this machine")
    return pd.read_csv(Path(folder) / path, dtype="string", keep_default_na=False)


@given(st.text())
@example("İ (Ǆ) ﬁrm Ltd. Ltd.")
@example("The (The) AG Inc")
def test_key_of_a_key_is_itself(printed):
    assert name_key(name_key(printed)) == name_key(printed)


@given(st.text())
def test_key_has_words_and_single_blanks_only(printed):
    assert all(word.isalnum() for word in name_key(printed).split(" ") if word)
    assert name_key(printed) == " ".join(name_key(printed).split())


@given(st.sampled_from(["Cisco Systems", "Nokia", "ETRI"]), st.sampled_from(sorted(LEGAL_FORMS)))
def test_legal_forms_and_case_make_no_difference(name, form):
    assert name_key(f"{name.upper()}, {form.title()}.") == name_key(name)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Huawei Technologies Co., Ltd.", "huawei technologies"),
        ("Telefónica I+D", "telefonica i d"),
        ("Universität Bremen", "universitat bremen"),
        ("Internet Systems Consortium (ISC)", "internet systems consortium"),
        ("(ISC)", "isc"),
        ("S.p.A.", "spa"),
        ("AT&T Labs - Research", "att labs research"),
        ("  ", ""),
        ("?!", ""),
    ],
)
def test_key(printed, key):
    assert name_key(printed) == key


def test_keys_of_the_list_are_keys():
    assert KINDS["name_key"].map(name_key).eq(KINDS["name_key"]).all()
    assert KINDS.groupby("organization")["kind"].nunique().eq(1).all()


@pytest.mark.parametrize(
    ("printed", "organization", "kind", "decided_by"),
    [
        ("Cisco Systems, Inc.", "Cisco", "industry", "name"),
        ("cisco", "Cisco", "industry", "name"),
        ("Google LLC", "Google", "industry", "name"),
        ("INRIA", "INRIA", "research institute", "name"),
        ("APNIC", "APNIC", "standards body or registry", "name"),
        ("Independent", "Independent", "individual", "name"),
        ("University of Nowhere Ltd.", "university of nowhere", "academia", "pattern"),
        ("Somewhere Networks", "somewhere networks", "industry", "pattern"),
        ("Ministry of Signals", "ministry of signals", "government", "pattern"),
        ("Xyzzy", "xyzzy", "unknown", None),
    ],
)
def test_names(printed, organization, kind, decided_by):
    row = classify(pd.Series([printed]), KINDS, PATTERNS).iloc[0]
    assert (row["organization"], row["kind"]) == (organization, kind)
    assert row["decided_by"] == decided_by if decided_by else pd.isna(row["decided_by"])


def test_the_list_goes_before_patterns_and_a_low_rank_before_a_high_one():
    patterns = pd.DataFrame({"rank": [2, 1], "pattern": ["net", "uni"], "kind": ["industry", "academia"]})
    kinds = pd.DataFrame({"name_key": ["uninett"], "organization": ["UNINETT"], "kind": ["non-profit"]})
    found = classify(pd.Series(["Uninett AS", "UniNet", "Netuni", "Netz"]), kinds, patterns)
    assert found["kind"].tolist() == ["non-profit", "academia", "academia", "industry"]


def test_rows_and_index_are_kept_and_missing_names_are_unknown():
    printed = pd.Series(["Nokia", None, "Nokia", ""], index=[7, 5, 5, 1], dtype="string")
    found = classify(printed, KINDS, PATTERNS)
    assert found.index.tolist() == [7, 5, 5, 1]
    assert found["kind"].tolist() == ["industry", "unknown", "industry", "unknown"]
    assert found["organization"].isna().tolist() == [False, True, False, True]
    assert found["printed"].equals(printed)


def test_nothing_in_nothing_out():
    assert classify(pd.Series([], dtype="string"), KINDS, PATTERNS).empty


def test_most_printed_affiliations_of_rfc_authors_are_decided():
    authors = given_data("rfc/rfc_author_affiliations.csv.gz")
    recent = authors[authors["year"].astype(int).between(2000, 2022) & authors["affiliation_raw"].ne("")]
    found = classify(recent["affiliation_raw"], KINDS, PATTERNS)
    assert found["kind"].ne("unknown").mean() >= 0.95
    assert found["decided_by"].eq("name").fillna(False).mean() >= 0.85


def test_a_second_opinion_agrees_whether_a_name_is_a_firm():
    theirs = given_data("organizations/organization_categories.csv")
    group = theirs["stakeholdergroup"].str.strip().str.lower().replace("goverment", "government")
    theirs = theirs.assign(group=group)[group.isin(list(STAKEHOLDERS))]
    ours = classify(theirs["name"].str.strip(), KINDS, PATTERNS).assign(group=theirs["group"])
    ours = ours[ours["kind"] != "unknown"]
    firm = ours["kind"].isin(FIRMS).eq(ours["group"].eq("business"))
    same = [kind in STAKEHOLDERS[group] for kind, group in zip(ours["kind"], ours["group"], strict=True)]
    assert len(ours) > 800
    assert firm.mean() >= 0.94
    assert sum(same) / len(same) >= 0.93
    assert firm[ours["decided_by"].eq("name")].mean() >= 0.97

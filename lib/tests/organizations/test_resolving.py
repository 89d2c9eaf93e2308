"""Printed names to organizations: how they are found, what is never forced, and what bad tables say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.organizations import candidates, resolve
from engagement.organizations.listed import METHODS
from engagement.organizations.resolving import COLUMNS

ORGANIZATIONS = pd.DataFrame(
    [
        ("zantara", "Zantara", "industry", "SE"),
        ("velmor", "Velmor Technologies", "industry", "CN"),
        ("quandry", "University of Quandry", "academia", "GB"),
        ("sdo", "SDO", "standards body or registry", "FR"),
        ("nqx", "NQX", "industry", "JP"),
        ("nqx-communications", "NQX Communications", "industry", "JP"),
        ("talu-us", "Talufon US", "industry", "US"),
        ("talu-cz", "Talufon Czech Republic", "industry", "CZ"),
        ("society", "Quill Society", "non-profit", "CH"),
        ("prisma-de", "Prisma", "industry", "DE"),
        ("prisma-br", "Prisma", "industry", "BR"),
        ("plain-mobile", "China Plain Mobile", "industry", "CN"),
    ],
    columns=["organization_id", "name", "kind", "country"],
)
ALIASES = pd.DataFrame(
    [
        ("ZTR", "zantara", "its initials"),
        ("Quandry Univ", "quandry", "short"),
        ("Qebulix (SDO)", "sdo", "its secretariat"),
    ],
    columns=["name", "organization_id", "evidence"],
)
NONE = pd.DataFrame()


def found(names, **options):
    """Identifiers and methods of names."""
    tables = {"organizations": ORGANIZATIONS, "aliases": ALIASES} | options
    rows = resolve(names, **tables)
    return list(
        zip(
            rows["organization_id"].astype(object).where(rows["organization_id"].notna(), None),
            rows["method"],
            strict=True,
        )
    )


def reason(name):
    row = resolve([name], organizations=ORGANIZATIONS, aliases=ALIASES).iloc[0]
    assert pd.isna(row["organization_id"]) and row["method"] == "unresolved" and row["score"] == 0
    return row["evidence"]


@pytest.mark.parametrize(
    ("printed", "organization", "method"),
    [
        ("Zantara", "zantara", "exact"),
        (" zantara ", "zantara", "exact"),
        ("ztr", "zantara", "alias"),
        ("Zantara, Inc.", "zantara", "rule"),
        ("ZANTARA GmbH & Co. KG", "zantara", "rule"),
        ("Zantara (Sweden) AB", "zantara", "rule"),
        ("Zantara Sweden AB", "zantara", "rule"),
        ("Zantara Research America", "zantara", "rule"),
        ("Beijing Zantara Mobile Software Co., Ltd.", "zantara", "rule"),
        ("Zantara Technologies", "zantara", "rule"),
        ("Zan-Tara", "zantara", "rule"),
        ("Z\u0430nt\u0430r\u0430", "zantara", "exact"),
        ("Velmor", "velmor", "rule"),
        ("Velmor Tech. (UK) Co.", "velmor", "rule"),
        ("Velmor, Geneva", "velmor", "rule"),
        ("Zantara (Rapporteur)", "zantara", "rule"),
        ("Moderator (Zantara)", "zantara", "rule"),
        ("Univ. of Quandry", "quandry", "rule"),
        ("Universität Quandry", "quandry", "rule"),
        ("University of Quandry, United Kingdom", "new-university-of-quandry-united-kingdom", "rule"),
        ("University of Quandry, UK", "quandry", "rule"),
        ("SDO TC Signals", "sdo", "rule"),
        ("SDO WG4", "sdo", "rule"),
        ("SDO Working Group 3", "sdo", "rule"),
        ("NQX Corporation", "nqx", "rule"),
        ("NQX Europe Ltd", "nqx", "rule"),
        ("NQX Communications Corp.", "nqx-communications", "rule"),
        ("China Plain Mobile Communications Group", "plain-mobile", "rule"),
        ("Zantarra", "zantara", "fuzzy"),
        ("Zatnara Networks", "new-zatnara-networks", "rule"),
        ("Univeristy of Quandry", "quandry", "rule"),
        ("University of Quandrry", "quandry", "fuzzy"),
    ],
)
def test_spellings_of_a_listed_organization(printed, organization, method):
    assert found([printed]) == [(organization, method)]


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("University of Quandor", "quandry"),
        ("NQX Telecom", "nqx"),
        ("NQY", "nqx"),
        ("Talufon Austria", "talu-us"),
        ("Quill Society Kenya", "society"),
        ("SDOs", "sdo"),
        ("Zantara University", "zantara"),
        ("Zantara 5", "zantara"),
        ("Hotel Zantara", "zantara"),
        ("Sentara", "zantara"),
        ("Mobile", "plain-mobile"),
    ],
)
def test_other_names_are_new_organizations(printed, other):
    ((organization, _),) = found([printed])
    assert organization != other and organization.startswith("new-")


def test_spellings_of_an_unknown_organization_meet_and_others_do_not():
    names = [
        "Korvexa",
        "KORVEXA Inc.",
        "Korvexa Germany GmbH",
        "Korvexa Networks",
        "Korvexxa",
        "University of Ubb",
        "Univ. of Ubb",
    ]
    others = ["University of Ybb", "Tallin Networks", "Tallin Systems", "Alpha Networks", "Alpha"]
    rows = dict(zip(names + others, (one for one, _ in found(names + others)), strict=True))
    assert {rows[name] for name in names[:5]} == {"new-korvexa"}
    assert rows["University of Ubb"] == rows["Univ. of Ubb"] != rows["University of Ybb"]
    assert rows["Tallin Networks"] != rows["Tallin Systems"]
    assert rows["Alpha Networks"] != rows["Alpha"]


def test_nothing_drifts_from_slip_to_slip():
    names = ["zantariba"] * 3 + ["zantarriba", "zantarrbia", "zanttarrbia"]
    rows = dict(zip(names, (one for one, _ in found(names, organizations=NONE, aliases=NONE)), strict=True))
    assert rows["zantarriba"] == rows["zantariba"]
    assert rows["zanttarrbia"] != rows["zantariba"]


def test_new_identifiers_depend_on_the_name_alone():
    assert (
        found(["Korvexa Systems Ltd"])[0]
        == found(["Korvexa Systems Ltd", "Zebulo"])[0]
        == ("new-korvexa-systems", "rule")
    )
    long, cyrillic = found(["Ministry of " + "very " * 30 + "long names", "ООО Зантарус"])
    assert len(long[0]) < 80 and cyrillic[0].isascii()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("", "empty"),
        (" \t\n ", "empty"),
        ("\x00\x07\u200b", "empty"),
        ("?!", "no letters"),
        ("1976", "no letters"),
        ("Inc.", "only a legal form"),
        ("Co., Ltd.", "only a legal form"),
        ("a.person@zantara.example", "e-mail address"),
        ("Zantara <a.person@zantara.example>", "e-mail address"),
        ("self", "no organization"),
        ("N/A", "no organization"),
        ("Not Provided", "no organization"),
        ("Mr. Ivan Korvanen-Zebu", "person's name"),
        ("Anna Korvanen", "person's name"),
        ("Korvanen, Anna", "person's name"),
        ("Rapporteur", "a role"),
        ("WI rapporteur", "a role"),
        ("Department of Computer Science", "part of an institution"),
        ("Zantara, Velmor Technologies", "several organizations"),
        ("Korvexa; Zebulo", "several organizations"),
        ("Korvexa / Zebulo", "several organizations"),
        ("Moderators (Korvexa, Zebulo)", "several organizations"),
        ("x" * 10_000, "10,000 characters"),
    ],
)
def test_what_is_no_organization_stays_unresolved_with_its_reason(printed, said):
    assert said in reason(printed)


def test_missing_names_are_empty_and_every_row_comes_back_in_order():
    names = pd.Series(["Zantara", None, np.nan, "Zantara", pd.NA, "Velmor"], index=[5, 5, 1, 0, 2, 3])
    rows = resolve(names, organizations=ORGANIZATIONS, aliases=ALIASES)
    assert rows["name"].tolist() == ["Zantara", "", "", "Zantara", "", "Velmor"]
    assert rows.columns.tolist() == COLUMNS
    assert rows["evidence"].tolist().count("empty") == 3
    assert resolve([], organizations=ORGANIZATIONS, aliases=ALIASES).columns.tolist() == COLUMNS


def test_a_country_or_a_date_chooses_between_organizations_of_one_name():
    ownership = pd.DataFrame(
        {
            "organization_id": ["prisma-de"], "parent_id": ["zantara"], "relation": ["merged into"],
            "from_date": [pd.Timestamp("2010-01-01")], "to_date": [pd.NaT],
        }
    )  # fmt: skip
    dates, countries = [None, None, "2015-01-01", "2005-01-01"], ["DE", "BR", None, None]
    rows = resolve(["Prisma"] * 4, dates, countries, organizations=ORGANIZATIONS, aliases=ALIASES, ownership=ownership)
    assert rows["organization_id"].tolist()[:3] == ["prisma-de", "prisma-br", "prisma-br"]
    assert pd.isna(rows["organization_id"][3])
    assert "prisma-br (Prisma), prisma-de (Prisma)" in rows["evidence"][3]
    assert "seat in DE" in rows["evidence"][0] and "2015-01-01" in rows["evidence"][2]


def test_a_refused_pair_is_not_made_by_rule_or_slip():
    refused = pd.DataFrame({"name": ["Zantara Research", "Zantarra"], "organization_id": ["zantara", "zantara"]})
    assert [one for one, _ in found(["Zantara Research", "Zantarra", "Zantara Labs"], refused=refused)] == [
        "new-zantara-research", "new-zantarra", "zantara",
    ]  # fmt: skip


def test_a_higher_threshold_takes_less():
    names = ["Zantara", "Zantara Inc", "Zantara Sweden", "Zantara Labs", "Zantarra"]
    taken = [
        sum(one == "zantara" for one, _ in found(names, threshold=threshold))
        for threshold in (0.5, 0.85, 0.945, 0.96, 1)
    ]
    assert taken == sorted(taken, reverse=True) and taken[0] == 5 and taken[-1] == 1
    with pytest.raises(DataError, match="threshold 0 "):
        found(names, threshold=0)


def test_candidates_are_what_a_name_may_be_besides():
    rows = candidates(["Zantara Mobile", "Zantara", "Zantarq"], organizations=ORGANIZATIONS, aliases=ALIASES)
    assert set(rows["name"]) == {"Zantara Mobile", "Zantarq"}
    assert set(rows["organization_id"]) == {"zantara"}
    assert rows["score"].between(0.6, 0.85).all()


@settings(max_examples=40)
@given(
    st.permutations(
        ["Zantara", "Korvexa", "Korvexa Inc", "korvexxa", "Korvexa Labs", "Prisma", "self", "Velmor AB", "Velmro"]
    )
)
def test_the_order_of_the_names_does_not_matter(names):
    rows = dict(zip(names, found(names), strict=True))
    ordered = dict(zip(sorted(names), found(sorted(names)), strict=True))
    assert rows == ordered


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_has_a_row_with_a_method_a_score_and_a_reason(names):
    rows = resolve(names, organizations=ORGANIZATIONS, aliases=ALIASES)
    assert len(rows) == len(names)
    assert set(rows["method"]) <= set(METHODS)
    assert rows["score"].between(0, 1).all() and rows["evidence"].str.len().gt(0).all()
    assert (rows["organization_id"].isna() == (rows["method"] == "unresolved")).all()
    assert rows["organization_id"].dropna().str.fullmatch(r"[a-z0-9][a-z0-9-]*").all()


def test_bad_tables_are_errors_that_name_the_line_and_the_remedy():
    lost = pd.DataFrame({"name": ["ZX"], "organization_id": ["nowhere"]}, index=[7])
    with pytest.raises(
        DataError, match=r"aliases.csv: 1 cell .*\n.*line 7, column organization_id: 'nowhere' is not in .*add it"
    ):
        found(["x"], aliases=lost)
    twice = pd.DataFrame({"name": ["ZX", "zx "], "organization_id": ["zantara", "velmor"]}, index=[2, 3])
    with pytest.raises(DataError, match="line 3, column name: 'zx ' stands for velmor here and for zantara before"):
        found(["x"], aliases=twice)
    both = pd.DataFrame({"name": ["ZTR"], "organization_id": ["zantara"]}, index=[4])
    with pytest.raises(DataError, match="refused_names.csv.*\n.*line 4.*refused for zantara but an alias of it"):
        found(["x"], refused=both)
    with pytest.raises(DataError, match="organizations.csv: no column name"):
        found(["x"], organizations=ORGANIZATIONS.drop(columns="name"))
    with pytest.raises(DataError, match="2 dates for 1 names"):
        resolve(["x"], [None, None], organizations=ORGANIZATIONS, aliases=ALIASES, ownership=NONE)

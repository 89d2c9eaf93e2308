"""The curated organizations, their names and owners: sound in themselves, and true where a mistake would show."""

import os
from pathlib import Path

import pandas as pd
import pytest

from engagement.organizations.names import name_key
from engagement.organizations.splitting import split
from engagement.tables.known_organizations import TABLES
from engagement.tables.registry import find
from engagement.tables.validation import typed

DATA = Path(__file__).parents[3] / "data"
with_data = pytest.mark.skipif(
    "ENGAGEMENT_DATA" not in os.environ, reason="the development data are not on this machine"
)


def raw(table):
    """A table as text; NA stays text, since it is Namibia."""
    return pd.read_csv(DATA / table.file, dtype="string", keep_default_na=False, encoding="utf-8")


def load(table):
    return typed(raw(table).mask(lambda cells: cells == ""), table.schema, table.file)


ORGANIZATIONS, NAMES, OWNERSHIP = (
    load(find(name)) for name in ("known_organizations", "known_names", "organization_ownership")
)
KNOWN = set(ORGANIZATIONS["organization_id"])
SPANS = OWNERSHIP.fillna({"from_date": pd.Timestamp.min, "to_date": pd.Timestamp.max})
EXACT = dict(zip(NAMES["name"].str.casefold(), NAMES["organization_id"], strict=True)) | dict(
    zip(ORGANIZATIONS["name"].str.casefold(), ORGANIZATIONS["organization_id"], strict=True)
)
KEYS = {name_key(name): identifier for name, identifier in EXACT.items()}


def found(printed):
    """The organization a name stands for, letter by letter or by its key."""
    return EXACT.get(printed.casefold(), KEYS.get(name_key(printed)))


def owner(identifier, day):
    """Who stands at the top of an organization on a day; an error if the way up goes in a circle."""
    day, way = pd.Timestamp(day), [identifier]
    while True:
        rows = SPANS[SPANS["organization_id"].eq(way[-1]) & SPANS["from_date"].le(day) & SPANS["to_date"].ge(day)]
        if rows.empty:
            return way[-1]
        (parent,) = rows["parent_id"]
        assert parent not in way, f"{' - '.join([*way, parent])} on {day.date()}"
        way.append(parent)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_schema_takes_every_row_and_documents_every_column(table):
    assert len(load(table)) == len(raw(table)) > 0
    assert all(rule.description for rule in table.schema.columns.values())
    content = (DATA / table.file).read_bytes()
    assert b"\r" not in content and content.decode("utf-8").endswith("\n")


def test_there_are_enough_of_them_with_countries_that_exist():
    assert len(ORGANIZATIONS) >= 300 and len(NAMES) >= len(ORGANIZATIONS)
    countries = pd.read_csv(DATA / "reference" / "countries.csv", dtype="string", keep_default_na=False)
    assert set(ORGANIZATIONS["country"].dropna()) <= set(countries["iso2"])


def test_every_reference_leads_to_an_organization():
    assert set(NAMES["organization_id"]) | set(OWNERSHIP["organization_id"]) | set(OWNERSHIP["parent_id"]) <= KNOWN


def test_no_two_names_of_one_key_stand_for_different_organizations():
    both = pd.concat([NAMES[["name", "organization_id"]], ORGANIZATIONS[["name", "organization_id"]]])
    both = both.assign(key=both["name"].map(name_key))
    meanings = both.groupby("key")["organization_id"].nunique()
    assert meanings[meanings > 1].empty
    assert both["key"].ne("").all()
    assert not NAMES["name"].str.casefold().duplicated().any()


def test_names_are_no_addresses_and_have_no_blanks_around():
    assert not NAMES["name"].str.contains(r"[^\s@]+@[^\s@]+\.[a-z]{2,}").any()
    assert NAMES["name"].eq(NAMES["name"].str.strip()).all()


@pytest.mark.parametrize("table", [ORGANIZATIONS, OWNERSHIP], ids=["organizations", "ownership"])
def test_what_is_called_verified_names_its_source(table):
    checked = table.loc[table["verified"] == "yes", "evidence"]
    assert len(checked) >= 50
    assert not checked.str.startswith(("general knowledge", "recollection")).any()


def test_an_organization_has_at_most_one_parent_at_a_time():
    ordered = SPANS.sort_values(["organization_id", "from_date"])
    following = ordered.groupby("organization_id")["from_date"].shift(-1)
    assert ordered[following.le(ordered["to_date"])].empty


def test_no_organization_owns_itself_in_a_roundabout_way():
    days = pd.concat([SPANS["from_date"], SPANS["to_date"]]).drop_duplicates()
    for day in days[days.between("1900-01-01", "2100-01-01")]:
        standing = SPANS[SPANS["from_date"].le(day) & SPANS["to_date"].ge(day)]
        up = dict(zip(standing["organization_id"], standing["parent_id"], strict=True))
        for start in up:
            way = [start]
            while (above := up.get(way[-1])) is not None:
                assert above not in way, f"{way} on {day.date()}"
                way.append(above)


@pytest.mark.parametrize(
    ("printed", "day", "group"),
    [
        ("HiSilicon", "2016-05-01", "huawei"),
        ("FUTUREWEI", "2020-01-01", "huawei"),
        ("Alcatel-Lucent", "2015-12-31", "alcatel-lucent"),
        ("Alcatel-Lucent", "2016-02-01", "nokia"),
        ("Lucent Technologies", "2005-01-01", "lucent"),
        ("Lucent Technologies", "2006-12-01", "alcatel-lucent"),
        ("Bell Laboratories", "1990-01-01", "att"),
        ("Bell Labs", "2000-01-01", "lucent"),
        ("Bell Labs", "2020-01-01", "nokia"),
        ("NSN", "2010-01-01", "nokia"),
        ("ASB", "2015-06-01", "alcatel-lucent"),
        ("ASB", "2016-11-14", "nokia"),
        ("Nokia Shanghai Bell", "2018-01-01", "nokia"),
        ("Infinera", "2024-12-31", "infinera"),
        ("Infinera", "2025-03-01", "nokia"),
        ("Motorola Mobility", "2010-01-01", "motorola"),
        ("Motorola Mobility", "2011-06-01", "motorola-mobility"),
        ("Motorola Mobility", "2013-01-01", "google"),
        ("Motorola Mobility", "2014-10-30", "lenovo"),
        ("Sun Microsystems", "2010-01-26", "sun-microsystems"),
        ("Sun Microsystems", "2010-01-27", "oracle"),
        ("H3C", "2005-01-01", "huawei"),
        ("H3C", "2008-01-01", "3com"),
        ("H3C", "2017-01-01", "h3c"),
        ("3Com", "2011-01-01", "hewlett-packard"),
        ("Aruba Networks", "2015-10-01", "hewlett-packard"),
        ("Aruba Networks", "2016-01-01", "hpe"),
        ("Juniper Networks", "2025-07-02", "hpe"),
        ("Brocade", "2018-01-01", "broadcom"),
        ("RSA Security", "2017-01-01", "dell"),
        ("SBC", "2005-11-17", "sbc"),
        ("SBC", "2005-11-18", "att"),
        ("Sprint", "2015-01-01", "softbank"),
        ("Sprint", "2020-04-01", "deutsche-telekom"),
        ("Orange", "2010-01-01", "france-telecom"),
        ("France Telecom", "2013-07-01", "orange"),
        ("NTT Communications", "2023-01-01", "ntt"),
        ("ZTE Microelectronics", "2017-01-01", "zte"),
        ("Sanechips", "2018-01-01", "zte"),
        ("CATT", "2019-01-01", "cict"),
        ("Sharp", "2016-01-01", "sharp"),
        ("Sharp", "2017-01-01", "foxconn"),
        ("Facebook", "2022-01-01", "meta"),
        ("Nortel", "2012-01-01", "nortel"),
    ],
)
def test_who_owned_whom_on_a_day(printed, day, group):
    assert owner(found(printed), day) == group


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("CATR", "CATT", "the ministry's academy, later CAICT, is not the institute of Datang"),
        ("LG Uplus", "LG Electronics", "two firms under one holding, an operator and a maker of devices"),
        ("LG U+", "LGE", "two firms under one holding, an operator and a maker of devices"),
        ("SaneChips", "Spreadtrum", "the chip firm of ZTE is not that of Unigroup"),
        ("Sanechips", "UNISOC", "the chip firm of ZTE is not that of Unigroup"),
        ("AT&T", "NTT DOCOMO", "a list of two operators is no name of one"),
        ("Telecom Italia", "France Telecom", "two operators"),
        ("NTPU", "National Taiwan University", "two universities in Taipei"),
        ("KRRI", "ETRI", "two institutes in Korea"),
        ("SIA", "ESA", "an institute of automation in Shenyang is no space agency"),
    ],
)
def test_what_programs_mixed_up_stays_apart(one, other, because):
    apart = [owner(found(name), "2020-01-01") for name in (one, other)]
    assert apart[0] != apart[1], because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NSB", "Nokia Shanghai-Bell"),
        ("China Telecommunications", "China Telecom Corporation Ltd."),
        ("CMCC", "China Mobile Communications Corporation"),
        ("KT Coporation", "Korea Telecom"),
        ("DT", "Deutsche Telekom AG"),
        ("InteI Corporation", "Intel"),
        ("ETSI (MCC)", "European Telecommunications Standards Institute"),
        ("Korea (Rep. of)", "Republic of Korea"),
        ("United Kingdom", "Administration of the United Kingdom"),
        ("삼성전자", "Samsung Electronics Co., Ltd"),
        ("中国电信 (China Telecom)", "China Telecom"),
    ],
)
def test_spellings_of_one_organization_meet(one, other):
    assert found(one) == found(other) is not None


def shipped(file, column):
    """Names a published or recorded table prints, with how often."""
    rows = pd.read_csv(DATA / file, dtype="string", keep_default_na=False)
    return rows.loc[rows[column] != "", column].value_counts()


def covered(counts):
    """Share of mentions whose name is a curated one, letter by letter or by its key."""
    known = pd.Series([found(name) is not None for name in counts.index], index=counts.index)
    return counts[known].sum() / counts.sum()


def test_names_in_the_published_lists_are_curated():
    lists = ["leadership", "active_organizations", "executive_meeting_companies"]
    counts = pd.concat([shipped(f"published/{name}.csv", "organization_printed") for name in lists])
    assert covered(counts.groupby(level=0).sum()) >= 0.95


@with_data
def test_sources_of_ran1_are_curated():
    rows = pd.read_csv(Path(os.environ["ENGAGEMENT_DATA"]) / "3gpp/ran1_tdocs.csv.gz", usecols=["Source"], dtype=str)
    names = pd.Series([name for source in rows["Source"].dropna() for name, _ in split(source)])
    assert len(names) > 100_000
    assert covered(names.value_counts()) >= 0.995


@with_data
def test_most_registrations_at_the_ietf_are_under_a_curated_organization():
    file = Path(os.environ["ENGAGEMENT_DATA"]) / "ietf/attendees_72_116.csv.gz"
    names = pd.read_csv(file, usecols=["organization"], dtype=str, keep_default_na=False)["organization"]
    assert covered(names[names != ""].value_counts()) >= 0.6
    assert covered(names[~names.isin(["", "Not Provided"])].value_counts()) >= 0.8

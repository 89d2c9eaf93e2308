"""The reference tables: their schemas, their agreement with each other and with open data."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.tables.recommendation_owners import owner, spans
from engagement.tables.reference import TABLES
from engagement.tables.validation import typed

DATA = Path(__file__).parents[3] / "data"
BY_NAME = {table.name: table for table in TABLES}
TODAY = "T25"


def raw(name, base=DATA):
    """A CSV as text; NA stays text, since it is Namibia."""
    file = base / BY_NAME[name].file if name in BY_NAME else base / name
    return pd.read_csv(file, dtype="string", keep_default_na=False, encoding="utf-8")


def load(name):
    frame = raw(name).mask(lambda cells: cells == "")
    return typed(frame, BY_NAME[name].schema, BY_NAME[name].file)


def given_data(path):
    """A file of the development data, where the machine has it."""
    folder = os.environ.get("ENGAGEMENT_DATA")
    if not folder:
        pytest.skip("ENGAGEMENT_DATA is not set: the development data are not on this machine")
    return pd.read_csv(Path(folder) / path, dtype="string", keep_default_na=False)


PERIODS, SERIES = load("study_periods"), load("recommendation_series")
LIVES, STEPS = load("study_group_periods"), load("group_concordance")


@pytest.mark.parametrize("name", list(BY_NAME))
def test_schema_takes_every_row_and_documents_every_column(name):
    assert len(load(name)) == len(raw(name)) > 0
    assert all(rule.description for rule in BY_NAME[name].schema.columns.values())


@pytest.mark.parametrize("name", list(BY_NAME))
def test_file_is_plain_utf8_with_unix_line_ends(name):
    content = (DATA / BY_NAME[name].file).read_bytes()
    assert b"\r" not in content and content.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_references_hold(table):
    for column, (other, key) in table.references.items():
        assert set(raw(table.name)[column]) - {""} <= set(raw(other)[key])


def test_periods_have_no_gap_and_no_overlap():
    ordered = PERIODS.sort_values("start")
    gaps = ordered["start"].iloc[1:].reset_index(drop=True) - ordered["end"].iloc[:-1].reset_index(drop=True)
    assert (gaps == pd.Timedelta(days=1)).all()
    assert (ordered["start"] == ordered["wtsa_end"] + pd.Timedelta(days=1)).all()
    assert (PERIODS["end_kind"] == "planned").tolist() == (PERIODS["period"] == TODAY).tolist()


@given(st.dates(PERIODS["start"].min().date(), PERIODS["end"].max().date()))
def test_each_date_has_one_period(day):
    assert PERIODS["start"].le(pd.Timestamp(day)).mul(PERIODS["end"].ge(pd.Timestamp(day))).sum() == 1


@pytest.mark.parametrize("name", ["meeting_figures", "leadership", "questions", "figures", "active_organizations"])
def test_every_group_and_period_of_the_published_facts_exists(name):
    facts = pd.read_csv(DATA / "published" / f"{name}.csv", dtype="string", keep_default_na=False)
    assert set(facts["group"]) - {""} <= set(load("study_groups")["group"])
    if "period" in facts:
        known = facts[facts["group"].ne("") & facts["period"].str.match(r"T\d\d$")]
        assert set(zip(known["group"], known["period"], strict=True)) <= set(
            zip(LIVES["group"], LIVES["period"], strict=True)
        )


def test_meetings_stand_in_the_period_of_their_start():
    meetings = pd.read_csv(DATA / "published" / "meeting_figures.csv", parse_dates=["start"])
    bounds = PERIODS.set_index("period").loc[meetings["period"]]
    assert (meetings["start"].to_numpy() >= bounds["start"].to_numpy()).all()
    assert (meetings["start"].to_numpy() <= bounds["end"].to_numpy()).all()


def test_concordance_leads_every_past_group_to_groups_of_today():
    weights = STEPS.groupby(["from_group", "from_period"])["weight"].sum()
    assert weights.eq(1).all()
    past = LIVES[LIVES["period"] != TODAY]
    assert set(weights.index) == set(zip(past["group"], past["period"], strict=True))
    steps = dict(list(STEPS.groupby(["from_group", "from_period"])))
    today = set(LIVES.loc[LIVES["period"] == TODAY, "group"])
    for start in steps:
        reached, left = set(), [start]
        for _ in range(len(PERIODS) * 4):
            left = [(row.to_group, row.to_period) for at in left if at in steps for row in steps[at].itertuples()]
            reached |= {group for group, period in left if period == TODAY}
        assert not left and reached and reached <= today, start


def test_concordance_never_goes_back_and_agrees_with_the_successors():
    order = {period: place for place, period in enumerate(PERIODS["period"])}
    ahead = STEPS["to_period"].map(order) - STEPS["from_period"].map(order)
    assert ahead.isin([0, 1]).all()
    named = LIVES.set_index(["group", "period"])["successors"].dropna().str.split(";").map(set).to_dict()
    assert named == STEPS.groupby(["from_group", "from_period"])["to_group"].agg(set).to_dict()


def test_sg9_and_sg16_become_sg21():
    last = STEPS[STEPS["from_group"].isin(["SG9", "SG16"]) & (STEPS["from_period"] == "T22")]
    assert last["to_group"].tolist() == ["SG21", "SG21"]


def test_owners_of_equal_range_never_overlap_in_time():
    rows = spans(SERIES, PERIODS).fillna({"number_from": 0, "number_to": 99999})
    pairs = rows.reset_index().merge(rows.reset_index(), on="series")
    pairs = pairs[pairs["index_x"] < pairs["index_y"]]
    numbers = pairs["number_from_x"].le(pairs["number_to_y"]) & pairs["number_from_y"].le(pairs["number_to_x"])
    days = pairs["first_day_x"].le(pairs["last_day_y"]) & pairs["first_day_y"].le(pairs["last_day_x"])
    width = [pairs[f"number_to_{side}"] - pairs[f"number_from_{side}"] for side in "xy"]
    assert pairs[numbers & days & width[0].eq(width[1])].empty
    assert (rows["first_day"] <= rows["last_day"]).all()


def test_owners_existed_when_they_owned():
    lives = spans(LIVES.assign(from_period=LIVES["period"], to_period=LIVES["period"]), PERIODS)
    life = lives.groupby("group").agg(first=("first_day", "min"), last=("last_day", "max"))
    rows = spans(SERIES, PERIODS)
    assert (rows["first_day"] >= rows["group"].map(life["first"])).all()
    assert (rows["last_day"] <= rows["group"].map(life["last"])).all()


@given(
    st.sampled_from(sorted(set(SERIES["series"]))),
    st.integers(0, 99999),
    st.dates(PERIODS["start"].min().date(), PERIODS["end"].max().date()),
)
def test_each_recommendation_has_one_owner_on_each_date(letter, number, day):
    rows = spans(SERIES[SERIES["series"] == letter], PERIODS).fillna({"number_from": 0, "number_to": 99999})
    fits = rows[rows["number_from"].le(number) & rows["number_to"].ge(number)]
    fits = fits[fits["first_day"].le(pd.Timestamp(day)) & fits["last_day"].ge(pd.Timestamp(day))]
    width = fits["number_to"] - fits["number_from"]
    assert width.eq(width.min()).sum() == 1
    found = owner(pd.Series([f"{letter}.{number}"]), pd.Series([day]), SERIES, PERIODS)
    assert found.tolist() == [fits.loc[width.idxmin(), "group"]]


@pytest.mark.parametrize(
    ("recommendation", "day", "group"),
    [
        ("X.509", "2001-08-31", "SG7"),
        ("X.509", "2001-09-01", "SG17"),
        ("H.264", "2003-05-30", "SG16"),
        ("ITU-T H.264 (08/2024)", "2025-01-10", "SG21"),
        ("T.4", "1999-04-01", "SG8"),
        ("G.722.1", "2005-05-01", "SG16"),
        ("G.709/Y.1331", "2020-06-01", "SG15"),
        ("Y.1731", "2025-01-10", "SG15"),
        ("Y.4000", "2016-10-01", "SG20"),
        ("O.172", "2008-01-01", "SG4"),
        ("Q.1741.1", "2002-04-01", "SSG"),
        ("X.509", "1988-11-25", None),
        ("B.1", "2010-01-01", None),
        ("no number", "2010-01-01", None),
        (None, "2010-01-01", None),
    ],
)
def test_owner(recommendation, day, group):
    asked = pd.Series([recommendation], index=["row"], dtype="string")
    found = owner(asked, pd.Series([day], index=["row"]), SERIES, PERIODS)
    assert found.index.tolist() == ["row"]
    assert found.isna().all() if group is None else found.tolist() == [group]


def catalogue():
    """Newest edition of each Recommendation with the owner of today."""
    frame = given_data("itu/itut_recommendations.csv.gz")
    names = frame["id"].str.extract(r"^ITU-T ([A-Z]\.\d+(?:\.\d+)*)")[0]
    owners = frame["study_group_current"].str.replace("ITU-T Study Group ", "SG")
    owners = owners.str.replace("Telecommunication Standardization Advisory Group", "TSAG")
    frame = frame.assign(name=names, owner=owners.replace("", pd.NA))
    frame = frame[frame["doctype"] == "recommendation"].dropna(subset=["name", "owner"])
    return frame.sort_values("published").drop_duplicates("name", keep="last").set_index("name")["owner"]


def test_owners_of_today_agree_with_the_catalogue():
    today = catalogue()
    names = today.index.to_series()
    found = owner(names, pd.Series("2025-06-01", index=names.index), SERIES, PERIODS)
    agree = found.eq(today).fillna(False)
    mentions = given_data("rfc/rfc_itut_mentions.csv.gz")["itut_recommendation"].map(agree).dropna()
    assert found.notna().all()
    assert agree.mean() >= 0.98
    assert mentions.astype(bool).mean() >= 0.99


COUNTRIES = load("countries").set_index("iso2")
CODES = "countries/country-codes.csv"
TAXONOMY = "countries/country_taxonomy_hdx.csv"
# Each deliberate difference, with its reason.
NAME_DIFFERS = {"TR": "the older file still prints Turkey", "TW": "not in the M49 file"}
NOT_IN_M49_FILE = {"TW": "not in the M49 file, so without the main convention"}
LDC_DIFFERS = {"BT": "left the list on 2023-12-13, the M49 file is older than that"}


def unsd():
    frame = given_data("countries/unsd.csv")
    return frame[frame["ISO-alpha2 Code"] != ""].set_index("ISO-alpha2 Code")  # Sark has no ISO code


def differing(ours, theirs):
    """ISO codes of both where the values differ."""
    both = ours.index.intersection(theirs.index)
    return set(both[(ours.loc[both].astype("string").fillna("") != theirs.loc[both]).to_numpy()])


def test_countries_are_those_of_iso_with_the_same_codes():
    codes = given_data(CODES).set_index("ISO3166-1-Alpha-2")
    assert set(COUNTRIES.index) == set(codes.index)  # Kosovo has no ISO code
    assert not differing(COUNTRIES["iso3"], codes["ISO3166-1-Alpha-3"])
    assert not differing(COUNTRIES["m49"], codes["M49"].str.zfill(3))
    assert not differing(COUNTRIES["m49_region"], codes["Region Name"])
    assert not differing(COUNTRIES["m49_subregion"], codes["Sub-region Name"])
    assert "NA" in COUNTRIES.index


def test_countries_agree_with_m49():
    m49 = unsd()
    assert set(COUNTRIES.index) - set(m49.index) == set(NOT_IN_M49_FILE)
    assert differing(COUNTRIES["name"], m49["Country or Area"]) <= set(NAME_DIFFERS)
    assert not differing(COUNTRIES["development"], m49["Developed / Developing Countries"].str.lower())
    assert COUNTRIES.loc[COUNTRIES["development"].isna()].index.isin([*NOT_IN_M49_FILE, "AQ"]).all()


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("ldc", "Least Developed Countries (LDC)"),
        ("lldc", "Land Locked Developing Countries (LLDC)"),
        ("sids", "Small Island Developing States (SIDS)"),
    ],
)
def test_special_groups_of_countries(column, name):
    listed = given_data(CODES).set_index("ISO3166-1-Alpha-2")[name].eq("x").map({True: "True", False: "False"})
    assert not differing(COUNTRIES[column], listed)
    older = unsd()[name].eq("x").map({True: "True", False: "False"})
    assert differing(COUNTRIES[column], older) == (set(LDC_DIFFERS) if column == "ldc" else set())


def test_lists_have_their_known_lengths():
    assert COUNTRIES[["ldc", "lldc", "itu_member"]].sum().tolist() == [45, 32, 194]
    assert COUNTRIES["ldc_list_year"].eq(2024).all()
    members = COUNTRIES[COUNTRIES["itu_member"]]
    regions = {"AFR": 44, "AMS": 35, "ARB": 21, "ASP": 39, "CIS": 9, "EUR": 46}
    assert members["itu_region"].value_counts().to_dict() == regions


def test_income_groups_and_the_alternative_they_give():
    theirs = given_data(TAXONOMY).set_index("ISO 3166-1 Alpha 2-Codes")["World Bank Income Level"].str.lower()
    assert not differing(COUNTRIES["income_group"], theirs[theirs.index != ""])
    rich = COUNTRIES["income_group"].dropna().eq("high").map({True: "developed", False: "developing"})
    assert rich.eq(COUNTRIES["development_alternative"].dropna()).all()


def test_industry_is_defined_for_every_kind_and_widens():
    table = load("industry_definitions").pivot(index="kind", columns="definition", values="counts")
    assert set(raw("reference/organizations.csv")["kind"]) | {"unknown"} <= set(table.index)
    assert table.notna().all(axis=None)
    assert (table["narrow"] <= table["main"]).all() and (table["main"] <= table["wide"]).all()
    assert table.loc["industry"].all() and not table.loc[["academia", "government", "unknown"]].any(axis=None)

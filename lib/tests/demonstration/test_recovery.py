"""A world of full size, built into tables: its margins are the published ones, and what was planted is found."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from engagement import demonstration

TRUTH_FILE = Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml"
SHIPPED = TRUTH_FILE.parents[1]
TRUTH = demonstration.truth(TRUTH_FILE)
CAME = ("on site", "remote")


@pytest.fixture(scope="module")
def tables(full_tables):
    """Demonstration rows that count, by table."""
    names = ("meetings", "documents", "document_sources", "attendance", "roles", "publications", "value_indicators",
             "patent_statements", "memberships", "organizations", "organization_names")  # fmt: skip
    rows = {name: full_tables(name, basis="demonstration") for name in names}
    return {name: one[one["counts"]] for name, one in rows.items()} | {"countries": full_tables("countries")}


@pytest.fixture(scope="module")
def per_meeting(tables):
    """One row a meeting: participants, countries, contributions, share of remote participants."""
    came = tables["attendance"][tables["attendance"]["presence"].isin(CAME)].groupby("meeting_id")
    return (
        tables["meetings"]
        .set_index("meeting_id")
        .assign(
            participants=came.size(),
            countries=came["country"].nunique(),
            remote=came["presence"].agg(lambda presence: presence.eq("remote").mean()),
            contributions=tables["documents"].groupby("meeting_id").size(),
        )
    )


@pytest.fixture(scope="module")
def firms(tables):
    """One row an organization and group: contributions in equal parts, seats of experts, region and development."""
    ids = tables["organization_names"].set_index("name_printed")["organization_id"]
    sources = tables["document_sources"].merge(tables["documents"][["document_id", "revision", "group"]])
    seats = tables["roles"][tables["roles"]["role"].str.contains("rapporteur")]
    found = pd.DataFrame({
        "contributions": sources["weight"].groupby([sources["organization_printed"].map(ids), sources["group"]]).sum(),
        "seats": seats.groupby([seats["organization_printed"].map(ids), seats["group"]]).size(),
    }).astype(float).fillna(0.0)  # fmt: skip
    found = found.rename_axis(["organization_id", "group"]).reset_index()
    countries = tables["countries"].set_index("iso2")
    home = found["organization_id"].map(tables["organizations"].set_index("organization_id")["country"])
    developed = home.map(countries["development"]).eq("developed").astype(bool)
    return found.assign(developed=developed, region=home.map(countries["itu_region"]))


@pytest.fixture(scope="module")
def texts(tables):
    """One row a Recommendation: contributions to its item, citations in all, years in which they were counted."""
    named = tables["documents"]["title"].str.extract(r"([A-Z]\.\d{4}\.\d+)", expand=False)
    cited = tables["value_indicators"].groupby("publication")["value"].agg(["sum", "count"])
    rows = tables["publications"].set_index("publication_id").join(cited)
    drawn = rows["recommendation"].map(named.value_counts()).fillna(0).astype(float)
    return rows.assign(drawn=drawn, first=rows["published"].dt.year.astype(int))


def means(rows, names):
    """The rule of the published means, once more: over the period where enough meetings state it, else over all."""
    for name in names:
        stated = rows[rows[name].notna()]
        inside = stated[stated["period"] == TRUTH.period].groupby("group")[name]
        inside = inside.mean()[inside.size() >= TRUTH.margins.least_meetings]
        every = stated.groupby("group")[name].mean()
        yield name, inside.combine_first(every).reindex(list(TRUTH.groups)).fillna(every.mean())


def test_no_row_of_the_records_is_rejected(full_tables):
    files = full_tables("files").query("basis == 'demonstration'")
    assert len(files) > 200
    assert (files["rows_present"] == files["rows_read"]).all()
    assert full_tables("rejects").empty
    assert full_tables("conflicts").empty


def test_means_of_each_group_per_plenary_are_within_a_tenth_of_the_published_ones(per_meeting):
    figures = pd.read_csv(SHIPPED / "published" / "meeting_figures.csv")
    figures = figures[figures["kind"].eq("SG") & figures["group"].isin(list(TRUTH.groups))]
    found = per_meeting[per_meeting["kind"] == "plenary"].groupby("group")
    for name, published in means(figures, ["participants", "countries", "contributions"]):
        ratio = found[name].mean().astype(float) / published
        assert len(ratio) == 11
        assert ratio.between(0.9, 1.1).all(), (name, ratio)


def test_totals_are_within_a_tenth_of_those_asked_for(tables):
    rows = {name: len(tables[name]) for name in ("meetings", "attendance", "organizations")}
    rows["contributions"] = len(tables["documents"])
    asked = {"meetings": 120, "attendance": 25_000, "organizations": 600, "contributions": 9_000}
    assert {name: rows[name] == pytest.approx(asked[name], rel=0.1) for name in asked} == dict.fromkeys(asked, True)
    questions = tables["documents"]["questions"].str.split("; ").explode().nunique()
    assert questions == pytest.approx(200, rel=0.1)
    assert tables["meetings"]["group"].nunique() == 11


def test_the_effect_of_contributions_on_citations_is_found(texts):
    data = texts.assign(cited=texts["sum"].astype(float), drawn=np.log1p(texts["drawn"]))
    model = smf.glm("cited ~ drawn + C(owner) + C(first)", data, family=sm.families.NegativeBinomial(alpha=0.3))
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": data["owner"].astype("category").cat.codes})
    assert fit.params["drawn"] == pytest.approx(TRUTH.value.contributions_effect, abs=3 * fit.bse["drawn"])
    assert fit.params["drawn"] > 3 * fit.bse["drawn"]


def test_patents_go_with_contributions(tables, texts):
    stated = texts["recommendation"].map(tables["patent_statements"]["recommendation"].value_counts()).fillna(0)
    many = texts["drawn"] > texts["drawn"].median()
    assert stated[many].mean() > 1.3 * stated[~many].mean()
    assert stated.mean() == pytest.approx(TRUTH.patents.statements_mean, rel=0.2)


def test_after_the_break_more_come_and_most_of_them_from_afar(per_meeting):
    after = per_meeting["start"] >= pd.Timestamp(TRUTH.break_2020.day)
    said = TRUTH.break_2020
    expected = said.virtual_after + (1 - said.virtual_after) * said.remote_after
    assert per_meeting.loc[~after, "remote"].mean() == pytest.approx(said.remote_before, abs=0.02)
    assert per_meeting.loc[after, "remote"].mean() == pytest.approx(expected, abs=0.08)
    plenary = per_meeting["kind"] == "plenary"
    size = np.log(per_meeting["participants"].astype(float))
    within = size[plenary] - size[plenary].groupby(per_meeting["group"]).transform("mean")
    step = within[after].mean() - within[~after].mean()
    assert step == pytest.approx(said.participants_step, abs=0.1)
    assert per_meeting.loc[per_meeting["mode"] == "virtual", "remote"].eq(1).all()


def test_contributions_are_as_skewed_as_planted(tables, firms):
    every = tables["organizations"]["organization_id"]
    sizes = firms.groupby("organization_id")["contributions"].sum().reindex(every, fill_value=0)
    sizes, ranks = np.sort(sizes.to_numpy(float)), np.arange(1, len(every) + 1)
    gini = (2 * ranks - len(sizes) - 1) @ sizes / (len(sizes) * sizes.sum())
    assert 0.711 < gini < 0.9  # that of one kind of member at least, see truth.yml; kinds, groups and lapses add to it


def test_seats_of_experts_go_by_contributions_and_the_planted_bias(firms):
    bias, seats, developed = TRUTH.leadership.experts, firms["seats"].sum(), firms["developed"]
    tilt = np.exp(bias.developed * developed + firms["region"].map(bias.regions).astype(float))
    by_group = firms["seats"].groupby(firms["group"]).transform("sum")
    share = {"found": firms.loc[developed, "seats"].sum() / seats}
    for name, weight in {"planted": firms["contributions"] * tilt, "none": firms["contributions"]}.items():
        filled = weight / weight.groupby(firms["group"]).transform("sum") * by_group
        share[name] = filled[developed].sum() / seats
    spread = np.sqrt(share["planted"] * (1 - share["planted"]) / seats)
    assert share["found"] == pytest.approx(share["planted"], abs=3 * spread)
    assert share["found"] > share["none"] + 2 * spread


def test_the_share_of_developing_countries_is_the_planted_one(tables):
    development = tables["organizations"]["country"].map(tables["countries"].set_index("iso2")["development"])
    assert development.eq("developing").mean() == pytest.approx(TRUTH.organizations.developing_share, abs=0.01)


def test_members_leave_and_some_come_back(tables):
    spells = tables["memberships"]
    private = spells[spells["kind"] != "Member State"]
    years = 5.35
    left = private["end"].notna().sum() / private["organization_printed"].nunique()
    assert left == pytest.approx(1 - np.exp(-TRUTH.churn.leaving_per_year * years * 0.9), abs=0.06)
    assert private["organization_printed"].duplicated().any()
    assert spells.loc[spells["kind"] == "Member State", "end"].isna().all()


def test_outcomes_of_documents_are_those_planted_where_lists_state_them(tables):
    shares = tables["documents"]["outcome"].value_counts(normalize=True)
    assert shares["accepted"] == pytest.approx(TRUTH.contributions.outcomes["accepted"], abs=0.05)


def test_a_group_keeps_its_people(tables):
    attendance = tables["attendance"].merge(tables["meetings"][["meeting_id", "group", "start"]], on="meeting_id")
    last, again = {}, []
    for (group, _, _), rows in attendance.groupby(["group", "start", "meeting_id"]):
        here = set(rows["person"])
        again += [len(here & last[group]) / len(here)] if group in last else []
        last[group] = here
    assert 0.3 < np.mean(again) < 0.9

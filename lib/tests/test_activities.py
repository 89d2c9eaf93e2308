"""Who did what, in one form: RFCs as contributions, credits that add up, groups as at the date, made-up names apart."""

import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import engagement
from engagement import activities, locations
from engagement.errors import DataError
from engagement.measures.credits import COUNTINGS, credits
from engagement.organizations.identities import identify
from engagement.warehouse.build import build


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The shipped tables."""
    tidy = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ENGAGEMENT_DATA", raising=False)
        patch.setenv("ENGAGEMENT_TIDY", str(tidy))
        build(tmp_path_factory.mktemp("inbox"), tidy)
        yield


def test_rfcs_are_contributions_whose_shares_add_up(built):
    assert ("ietf", "recorded") in activities.bodies("contributions")
    found = activities.contributions("ietf", "recorded", counting="fractional")
    assert found["credit"].sum() == pytest.approx(len(engagement.load("rfcs")))
    assert found.attrs["basis"] == "recorded"


def test_a_firm_belongs_to_its_group_from_the_day_it_was_bought(built):
    names = pd.Series(["Alcatel-Lucent"] * 2)
    days = pd.Series(pd.to_datetime(["2014-06-01", "2018-06-01"]))
    alone, grouped = identify(names), identify(names, by="corporate group", dates=days)
    assert alone["name"].nunique() == 1
    assert grouped["name"].tolist() == [alone["name"][0], "Nokia"]


def test_a_made_up_name_never_meets_a_real_organization(built):
    assert identify(pd.Series(["Huawei"]), made_up=True)["organization"].isna().all()
    assert identify(pd.Series(["Huawei"]))["organization"].tolist() == ["huawei"]


def test_a_draw_takes_the_place_of_the_resolution(built):
    drawn = pd.Series({"Huawei": "nokia"})
    assert identify(pd.Series(["Huawei", "Ericsson"]), resolution=drawn)["name"].tolist() == ["Nokia", "Ericsson"]


def test_a_name_refused_for_an_organization_is_not_counted_with_it(built, tmp_path, monkeypatch):
    name = pd.Series(["Huawei Labs"])
    assert identify(name)["organization"].tolist() == ["huawei"]
    shutil.copytree(locations.tidy(), tmp_path / "tidy")
    file = tmp_path / "tidy" / "refused_names.parquet"
    refused = pq.read_table(file)
    row = {**refused.to_pylist()[0], "name": name[0], "organization_id": "huawei"}
    pq.write_table(pa.Table.from_pylist([*refused.to_pylist(), row], schema=refused.schema), file)
    monkeypatch.setenv("ENGAGEMENT_TIDY", str(tmp_path / "tidy"))
    assert identify(name)["organization"].tolist() == ["new-huawei-labs"]


def test_a_source_without_an_organization_holds_its_place():
    documents = pd.DataFrame({"document_id": ["C1"]})
    sources = pd.DataFrame({"document_id": ["C1"] * 3, "position": [1, 2, 3], "organization": ["a", None, "a"]})
    found = credits(documents, sources, "fractional")
    assert found["credit"].tolist() == [0.5, 0.5]


@pytest.mark.parametrize(("body", "basis"), [("3gpp", "recorded"), ("itu-t", "recorded"), ("ietf", "demonstration")])
def test_the_rfc_series_never_stands_in_for_another_body(built, body, basis):
    with pytest.raises(
        DataError, match=f"no documents of {body} that are {basis}; there are those of: .*ietf recorded"
    ):
        activities.contributions(body, basis)


def test_what_a_user_says_of_organizations_goes_before_the_curated_lists(project):
    (project.home / "data/inbox/organizations.csv").write_text(
        "body,organization_id,name,kind,country\nitu-t,huawei,Huawei of ours,Academia,NA\n"
        "itu-t,our-lab,Our Laboratory,Academia,NA\n",
        encoding="utf-8",
    )
    (project.home / "data/inbox/names.csv").write_text(
        "body,name_printed,organization_id,evidence\nitu-t,Ericsson,our-lab,said so\n", encoding="utf-8"
    )
    build()
    found = identify(pd.Series(["Huawei", "Ericsson", "Nokia"]))
    assert found["name"].tolist() == ["Huawei of ours", "Our Laboratory", "Nokia"]
    assert found["kind"].tolist() == ["academia", "academia", "industry"]
    assert found["organization_country"].tolist()[:2] == ["NA", "NA"]


def test_lists_known_to_be_cut_are_left_out_where_whole_ones_are_asked_for(project):
    sizes = {"112": 30, "114": 1000, "115": 1001}  # the list of 115 that ends at 1,000 rows is another
    rows = [f"{number},CH,Example Telecom,on-site" for number, size in sizes.items() for _ in range(size)]
    path = project.home / "data/inbox/registrations.csv"
    path.write_text("meeting,country,organization,presence\n" + "\n".join(rows) + "\n", encoding="utf-8")
    build()
    found = activities.attendances("ietf", "recorded", whole=True)
    assert found["meeting_id"].value_counts().to_dict() == {"IETF115": 1001, "IETF112": 30}
    assert found.attrs["cut"] == ["IETF114"]
    assert len(activities.attendances("ietf", "recorded")) == sum(sizes.values())


@pytest.mark.parametrize("bad", [{"counting": "double"}, {"by": "planet"}])
def test_unknown_ways_of_counting_are_told(built, bad):
    with pytest.raises(DataError, match=", ".join(COUNTINGS) if "counting" in bad else "member or by corporate group"):
        activities.contributions("ietf", "recorded", **bad)


def test_records_read_once_say_the_same_under_each_draw_as_read_for_each(built):
    draws = pd.DataFrame({0: ["nokia"], 1: [None]}, index=["Cisco Systems"], dtype=pd.StringDtype(na_value=pd.NA))
    found = list(activities.redrawn("ietf", "recorded", draws, by="corporate group"))
    for one, rows in zip(draws, found, strict=True):
        alone = activities.contributions("ietf", "recorded", by="corporate group", resolution=draws[one])
        pd.testing.assert_frame_equal(rows, alone)
    assert not found[0]["organization"].equals(found[1]["organization"])

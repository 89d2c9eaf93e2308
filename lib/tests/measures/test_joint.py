"""Joint meetings: what counts as one, each once, and who of ITU-T's organizations takes part."""

import pandas as pd
import pytest

import engagement
from engagement import activities
from engagement.disclosure import Rule
from engagement.errors import DataError
from engagement.measures import joint

DEMONSTRATION = ("itu-t", "demonstration")
pytestmark = pytest.mark.usefixtures("in_full")


@pytest.fixture(scope="module")
def published(in_full):
    return engagement.load("joint_meetings")


@pytest.fixture(scope="module")
def made_up(in_full):
    return tuple(one(*DEMONSTRATION) for one in (activities.meetings, activities.attendances, activities.contributions))


def test_the_seventh_meeting_of_jct_vc_is_counted_once(published):
    rows = joint.published(published)
    seventh = rows[(rows["team"] == "JCT-VC") & (rows["start"].dt.strftime("%Y-%m") == "2011-11")]
    assert seventh["participants"].tolist() == [284]
    assert len(rows) == 24 == len(published[published["kind"] == "joint standards meeting"]) - 1


def test_symposia_and_what_the_sectors_do_among_themselves_are_no_joint_standards_meetings(published):
    assert set(joint.published(published)["kind"]) == {"joint standards meeting"}
    other = joint.published(published, ("symposium or forum",))
    assert set(other["team"]).isdisjoint(joint.published(published)["team"])
    with pytest.raises(DataError, match="no kind picnic among the joint meetings; there are co-located"):
        joint.published(published, ("picnic",))
    with pytest.raises(DataError, match="no team JCT among"):
        joint.published(published, teams=["JCT"])


def test_teams_say_how_exact_their_figures_are(published):
    found = joint.per_team(joint.published(published)).set_index("team")
    assert found.loc["JVET", ["meetings", "with_participants", "participants"]].tolist() == [
        7,
        4,
        "about 169 to about 403",
    ]
    assert found.loc["JCT-VC", "documents"] == "about 350 to about 1,000"
    assert found["meetings"].sum() == 24


def test_partners_are_put_together_under_their_parent(published):
    found = joint.partners(joint.published(published)).set_index("organization")["meetings"]
    assert found.to_dict() == {"ISO/IEC JTC 1": 24}


def test_joint_meetings_of_the_demonstration(made_up):
    meetings, attendances, contributions = made_up
    rows = joint.recorded(meetings, attendances, contributions)
    assert len(rows) == 8 and rows["contributions"].sum() == 115
    listed = attendances[attendances["meeting_id"] == "SG20-JOINT-2017-08-21"]
    assert rows.iloc[0]["participants"] == (listed["presence"] != "registered only").sum()
    mean = joint.per_meeting(rows, "participants", "demonstration")
    assert mean.n == 8 and mean.value == pytest.approx(rows["participants"].mean())
    assert joint.partners(rows, "joint_with")["meetings"].sum() == 8


def test_who_of_a_group_comes_to_its_joint_meetings_by_hand():
    meetings = pd.DataFrame({"meeting_id": ["P", "J"], "meeting_kind": ["plenary", "joint"]})
    attendances = pd.DataFrame({
        "meeting_id": ["P"] * 4 + ["J"] * 3, "group": "SG16", "organization": ["a", "b", "c", "d", "a", "e", "b"],
        "presence": ["on site"] * 6 + ["registered only"],
    })  # fmt: skip
    found = joint.taking_part(attendances, meetings, "recorded").iloc[0]
    assert (found["organizations"], found["joint"], found["both"]) == (4, 2, 1)
    assert (found["of_group"].value, found["of_joint"].value) == (25, 50)
    assert joint.taking_part(attendances[:4], meetings, "recorded").empty


def test_the_most_active_organizations(made_up):
    meetings, attendances, contributions = made_up
    found = joint.most_active(attendances, contributions, meetings, Rule(), first=5)
    sent = attendances[attendances["organization"].isin(found["organization"])]
    persons = sent[sent["meeting_kind"] == "joint"].groupby("organization", observed=True)["person"].nunique()
    told = found.set_index("organization")["person_meetings"]
    assert (told[persons.index[persons < 5]] == "withheld").all()
    assert all(words == "withheld" or int(words) % 5 == 0 for words in told)
    assert found["meetings"].tolist() == sorted(found["meetings"], reverse=True) and found["meetings"].iloc[0] == 7


def test_without_joint_meetings_nothing_is_made_up():
    meetings = pd.DataFrame({
        "meeting_id": ["P"], "group": "SG16", "meeting_kind": "plenary", "part": None, "joint_with": None,
        "start": pd.to_datetime(["2020-01-01"]),
    })  # fmt: skip
    none = pd.DataFrame({"meeting_id": [], "document_id": [], "organization": []})
    rows = joint.recorded(meetings, none, none)
    assert rows.empty
    assert not joint.per_meeting(rows, "participants", "recorded").estimable

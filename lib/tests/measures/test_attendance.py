"""Participants, delegations, presence and continuity of persons, by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.disclosure import Rule
from engagement.errors import DataError
from engagement.measures import attendance, compared, continuity

RULE = Rule()
START = {"M1": "2019-03-04", "M2": "2019-10-07", "M3": "2020-07-20", "R1": "2019-06-03"}


def people(*lines):
    """Rows from (meeting, person, organization, country, presence)."""
    rows = pd.DataFrame(lines, columns=["meeting_id", "person", "organization", "country", "presence"])
    return rows.assign(
        group="SG13",
        meeting_kind=np.where(rows["meeting_id"] == "R1", "rapporteur group", "plenary"),
        start=pd.to_datetime(rows["meeting_id"].map(START)),
    )


EXAMPLE = people(
    ("M1", "p", "a", "KR", "on site"),
    ("M1", "q", "a", "KR", "remote"),
    ("M1", "r", "b", "JP", "registered only"),
    ("R1", "s", "b", "JP", "on site"),
    ("M2", "p", "a", "KR", "remote"),
    ("M2", "r", None, None, "on site"),
    ("M2", "s", "b", "JP", "remote"),
    ("M3", "p", "a", "CN", "remote"),
    ("M3", "q", "a", "KR", "remote"),
    ("M3", "s", "b", "JP", "attended"),
)


def test_figures_of_a_meeting_count_those_who_took_part():
    found = attendance.per_meeting(EXAMPLE).set_index("meeting_id")
    assert found.loc["M1"].drop(["group", "meeting_kind", "start"]).to_dict() == {
        "listed": 3, "participants": 2, "on_site": 1, "remote": 1, "delegations": 1, "without_organization": 0,
        "countries": 1,
    }  # fmt: skip
    assert found.loc["M2", ["participants", "delegations", "without_organization", "countries"]].tolist() == [
        3,
        2,
        1,
        2,
    ]
    assert found.loc["M3", ["participants", "remote", "on_site"]].tolist() == [3, 2, 0]  # one does not say from where
    assert found.index.tolist() == ["M1", "R1", "M2", "M3"]
    with pytest.raises(DataError, match="no row of attendance"):
        attendance.per_meeting(EXAMPLE.iloc[:0])


def test_a_meeting_to_which_nobody_came_is_there_with_0():
    rows = people(("M1", "p", "a", "KR", "registered only"), ("M2", "p", "a", "KR", "on site"))
    assert attendance.per_meeting(rows)["participants"].tolist() == [0, 1]


def test_the_remote_share_is_of_those_whose_place_is_known():
    meetings = attendance.per_meeting(EXAMPLE)
    found = attendance.remote_share(meetings, "recorded")
    assert (found.value, found.n) == (pytest.approx(100 * 5 / 8), 4)
    nowhere = attendance.per_meeting(EXAMPLE.assign(presence="attended"))
    assert not attendance.remote_share(nowhere, "recorded").estimable


def test_typical_meetings_have_an_interval_from_six_on():
    meetings = pd.DataFrame({"participants": [4, 8, 15, 16, 23, 42]})
    six = attendance.typical(meetings, "participants", "recorded")
    assert six.value == 15.5 and 4 < six.low < 8 and 23 < six.high < 42  # between those of 97 and of 78%
    assert attendance.typical(meetings.head(5), "participants", "recorded").low is None
    assert not attendance.typical(meetings.head(0), "participants", "recorded").estimable
    mean = attendance.mean_per_meeting(meetings, "participants", "recorded")
    assert (mean.value, mean.unit) == (18, "participants per meeting")


def test_person_meetings_by_how_often_persons_came():
    held = attendance.person_meetings(EXAMPLE)
    assert held.to_dict() == {"p": 3, "q": 2, "r": 1, "s": 3}
    assert held.sum() == 9 == len(attendance.took_part(EXAMPLE))
    many = pd.Series([1] * 13 + [2] * 8 + [5] * 40)
    assert attendance.times(many, RULE)["persons"].tolist() == ["15", "10", "40", "0"]
    assert attendance.times(pd.concat([many, pd.Series([9, 9])]), RULE)["persons"].tolist() == [
        "15", "withheld", "40", "withheld",
    ]  # fmt: skip
    mean = attendance.per_person(many, "recorded", RULE)
    assert (mean.n, round(mean.value * 12, 6)) == (60, 45)  # 229 / 61, to multiples of 5 / 60
    nobody = attendance.person_meetings(EXAMPLE.assign(person=None))
    assert "the lists name no persons" in attendance.per_person(nobody, "recorded", RULE).method
    assert attendance.times(nobody, RULE).empty


def test_continuity_by_hand():
    before = continuity.came_before(EXAMPLE)
    rows = {(row.meeting_id, row.person): row.row for row in before.itertuples()}
    assert rows == {
        ("M1", "p"): 0, ("M1", "q"): 0, ("M2", "p"): 1, ("M2", "r"): 0, ("M2", "s"): 0,
        ("M3", "p"): 2, ("M3", "q"): 0, ("M3", "s"): 1,
    }  # fmt: skip  # r only registered for M1, s was at a rapporteur group before M2, q missed M2
    once, twice = (continuity.continuity(before, "recorded", back) for back in (1, 2))
    assert (once.value, once.n) == (50, 2)  # 1 of 3 at M2, 2 of 3 at M3
    assert (twice.value, twice.n) == (pytest.approx(100 / 3), 1)  # 1 of 3 at M3
    assert continuity.by_meeting(before)["returned"].tolist() == pytest.approx([1 / 3, 2 / 3])


def test_continuity_counts_the_kinds_asked_for():
    every = continuity.came_before(EXAMPLE, ("plenary", "rapporteur group"))
    assert continuity.continuity(every, "recorded").value == pytest.approx(100 * 3 / 7)  # s at M2; p and s at M3


def test_the_interval_of_continuity_is_the_wider_of_two():
    rng = np.random.default_rng(3)
    present = rng.random((60, 12)) < rng.beta(1, 3, 60)[:, None]
    person, place = np.nonzero(present)
    rows = pd.DataFrame(
        {"person": person, "meeting_id": place, "group": "SG13", "meeting_kind": "plenary", "presence": "remote"}
    )
    before = continuity.came_before(rows.assign(start=pd.Timestamp("2020-01-01") + pd.to_timedelta(place * 100, "D")))
    found = continuity.continuity(before, "recorded")
    assert "over 60 persons" in found.method or "persons" in found.method  # persons differ more than meetings here
    assert found.n == 11
    assert found.high - found.low > 10


def test_continuity_cannot_be_told_without_persons_or_dates():
    for lacking in ("person", "start"):
        before = continuity.came_before(EXAMPLE.assign(**{lacking: None}))
        assert not continuity.continuity(before, "recorded").estimable
    with pytest.raises(DataError, match="back is 0"):
        continuity.continuity(continuity.came_before(EXAMPLE), "recorded", 0)


marks = st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=12)


@given(marks)
def test_who_was_at_the_last_two_was_at_the_last(lines):
    person, place = np.nonzero(np.array(lines))
    if not len(person):
        return
    rows = pd.DataFrame(
        {"person": person, "meeting_id": place, "group": "SG13", "meeting_kind": "plenary", "presence": "remote"}
    )
    before = continuity.came_before(rows.assign(start=pd.Timestamp("2020-01-01") + pd.to_timedelta(place * 100, "D")))
    assert (before["row"] <= before["former"]).all()
    later = before[before["former"] >= 2]
    assert (later["row"] >= 2).sum() <= (later["row"] >= 1).sum()


def test_published_attendance_stands_beside_what_is_on_record():
    published = pd.DataFrame(
        {"sdo": ["IETF", "IETF", "IETF"], "indicator": ["attendees", "attendees", "working groups meeting"],
         "date_printed": ["2015-11 (IETF 94 Yokohama)", "2009-07 (IETF 75 Stockholm)", "2015-11 (IETF 94 Yokohama)"],
         "qualifier": ["exact", "more than", "exact"], "value": [1320.0, 1100.0, 123.0], "source": ["x", "y", "z"]}
    )  # fmt: skip
    ours = pd.DataFrame({"meeting_id": ["IETF94"], "listed": [1487], "on_site": [1319], "remote": [77]})
    found = compared.ietf_attendance(published, ours)
    assert found["published"].tolist() == ["1,320", "more than 1,100"]
    assert found["on_site"].fillna(-1).tolist() == [1319, -1]


def test_no_rest_is_left_where_all_are_known():
    with pytest.raises(DataError, match="there is no rest"):
        compared.rest_of(236, 2, [1, 2])

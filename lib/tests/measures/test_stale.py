"""Stale items by hand: names as words of their own, windows of two meetings, what cannot be judged."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.measures.stale import STATUSES, named_items, stale, staleness

AS_OF = pd.Timestamp("2020-01-01")
MEETINGS = pd.DataFrame({
    "meeting_id": ["P1", "R", "P2", "P3", "P4"], "group": "SG13",
    "meeting_kind": ["plenary", "rapporteur group", "plenary", "plenary", "plenary"],
    "start": pd.to_datetime(["2018-01-01", "2018-06-01", "2018-10-01", "2019-06-01", "2020-06-01"]),
    "end": pd.to_datetime(["2018-01-10", "2018-06-05", "2018-10-10", "2019-06-10", "2020-06-10"]),
})  # fmt: skip


def programme(**registered):
    """Items under study of Question 1/13, by name and day of registration; Y.done is decided."""
    frame = pd.DataFrame({
        "work_item_id": list(registered), "group": "SG13", "question": "1/13", "questions": "1/13",
        "registered": pd.to_datetime(list(registered.values())), "state": "under study",
    })  # fmt: skip
    frame.loc[frame["work_item_id"] == "done", "state"] = "approved"
    frame["work_item_id"] = "Y." + frame["work_item_id"]
    frame.attrs = {"as_of": AS_OF, "basis": "recorded"}
    return frame


def documents(*rows):
    found = [(f"C{n}", "SG13", meeting, title, questions) for n, (meeting, title, questions) in enumerate(rows)]
    frame = pd.DataFrame(found, columns=["document_id", "group", "meeting_id", "title", "questions"])
    return frame.assign(date=pd.NaT)


ATTENDED = [("P2", "Work on Y.other", "2/13"), ("P3", "Work on Y.other", "2/13")]  # the lists of both are there


def status(rows, *more, over=2, meetings=MEETINGS):
    found = staleness(rows, documents(*ATTENDED, *more), meetings, over)
    return found.set_index("work_item_id")["status"].to_dict()


def test_an_item_without_contributions_over_the_last_two_meetings_is_stale():
    rows = programme(a="2017-01-01", other="2017-01-01")
    assert status(rows) == {"Y.a": "none", "Y.other": "named"}


@pytest.mark.parametrize("meeting", ["R", "P2", "P3"])
def test_contributions_at_the_meetings_and_between_them_count(meeting):
    assert status(programme(a="2017-01-01"), (meeting, "Comments on Y.a", "1/13")) == {"Y.a": "named"}


@pytest.mark.parametrize("meeting", ["P1", "P4"])
def test_contributions_before_the_meetings_or_after_the_day_do_not(meeting):
    assert status(programme(a="2017-01-01"), (meeting, "Comments on Y.a", "1/13")) == {"Y.a": "none"}


def test_a_contribution_to_its_question_may_be_about_it_unless_it_names_another_item():
    rows = programme(a="2017-01-01", done="2017-01-01")
    assert status(rows, ("P3", "New ideas", "1/13; 2/13")) == {"Y.a": "perhaps"}
    assert status(rows, ("P3", "Corrections to Y.done", "1/13")) == {"Y.a": "none"}
    assert status(rows, ("P3", "New ideas", "2/13")) == {"Y.a": "none"}


def test_a_new_item_has_not_seen_two_meetings():
    rows = programme(a="2018-01-10", b="2018-10-10", c="2019-06-10")
    assert status(rows) == {"Y.a": "none", "Y.b": "too new", "Y.c": "too new"}
    assert status(rows, over=1) == {"Y.a": "none", "Y.b": "none", "Y.c": "too new"}


def test_what_is_not_on_record_is_not_known():
    rows = programme(a="2017-01-01")
    assert status(programme(a=None)) == {"Y.a": "not known"}
    assert status(rows, over=4) == {"Y.a": "not known"}  # three meetings by then
    assert status(rows, over=3) == {"Y.a": "not known"}  # no contributions to the first of them are listed
    assert status(rows, meetings=MEETINGS[MEETINGS["meeting_kind"] != "plenary"]) == {"Y.a": "not known"}


def test_readings_differ_by_what_may_be_about_an_item():
    rows = programme(a="2017-01-01", b="2017-01-01", c="2019-10-01")
    found = staleness(rows, documents(*ATTENDED, ("P2", "Y.b: text", "1/13")), MEETINGS)
    assert [int(stale(found, reading)["hit"].sum()) for reading in ("at least", "at most")] == [1, 1]
    found = staleness(rows, documents(*ATTENDED, ("P2", "Y.b: text", "1/13"), ("P2", "On 1/13", "1/13")), MEETINGS)
    assert [int(stale(found, reading)["hit"].sum()) for reading in ("at least", "at most")] == [0, 1]
    assert len(stale(found)) == 2  # the new one is not judged
    assert "2020-01-01" in stale(found).attrs["method"]


NAMES = st.text("ab.-1", min_size=1, max_size=5).filter(lambda name: name[0].isalnum() and name[-1].isalnum())


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.data())
def test_a_name_is_found_where_it_stands_alone_and_never_within_another(names, data):
    items = pd.DataFrame({"work_item_id": ["Y." + name for name in names], "group": "SG13"})
    chosen = data.draw(st.sampled_from(list(items["work_item_id"])))
    titles = [f"Text of {chosen}.", f"({chosen.upper()}) scope", f"{chosen}x and x{chosen}"]
    frame = pd.DataFrame({"document_id": ["C1", "C2", "C3"], "group": "SG13", "title": titles})
    found = named_items(frame, items)
    assert found.groupby("document_id")["work_item_id"].agg(list).to_dict() == {"C1": [chosen], "C2": [chosen]}


def test_a_name_is_not_found_in_one_that_goes_on_after_several_marks():
    items = pd.DataFrame({"work_item_id": ["Y.1"], "group": "SG13"})
    frame = pd.DataFrame({"document_id": ["C1", "C2"], "group": "SG13", "title": ["Y.1.-1x", "Y.1.--"]})
    assert named_items(frame, items)["document_id"].tolist() == ["C2"]


def test_names_of_another_group_are_not_looked_for():
    items = pd.DataFrame({"work_item_id": ["Y.a"], "group": "SG13"})
    frame = pd.DataFrame({"document_id": ["C1"], "group": "SG15", "title": ["Y.a"]})
    assert named_items(frame, items).empty


def test_every_status_is_explained():
    assert {"named", "perhaps", "none", "too new", "not known"} == set(STATUSES)
    assert all(f"``{one}``" in staleness.__doc__ for one in STATUSES)


def test_what_cannot_be_is_refused():
    with pytest.raises(DataError, match="over is 0"):
        status(programme(a="2017-01-01"), over=0)
    with pytest.raises(DataError, match="reading is 'about'"):
        stale(staleness(programme(a="2017-01-01"), documents(*ATTENDED), MEETINGS), "about")

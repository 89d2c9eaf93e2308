import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.measures.occasions import kind_of_occasion, panel, partial_years, place_of, presences
from engagement.measures.spells import spells
from engagement.measures.turnover import flows, per_occasion, rate


def found(*lines, per="year"):
    """Presences from one line an organization: ``#`` where it is there, ``.`` where it is not."""
    rows = [
        (f"org{n}", str(2001 + place), place)
        for n, line in enumerate(lines)
        for place, mark in enumerate(line)
        if mark == "#"
    ]
    frame = pd.DataFrame(rows, columns=["organization", "occasion", "place"])
    frame.attrs = {"occasions": [str(2001 + n) for n in range(len(lines[0]))], "per": per, "basis": "recorded"}
    return frame


EXAMPLE = found(
    "#####",  # stays
    "##.##",  # misses one
    "#....",  # leaves
    ".##..",  # comes and leaves
    "...##",  # comes
    "##..#",  # misses two
    "....#",
)


def column(table, name):
    return [None if pd.isna(value) else int(value) for value in table[name]]


def test_flows_by_hand():
    table = flows(EXAMPLE)
    assert column(table, "present") == [4, 4, 2, 3, 5]
    assert column(table, "new") == [None, 1, 0, 1, 1]
    assert column(table, "returning") == [None, None, 0, 1, 1]  # on the second nobody can have lapsed and come back
    assert column(table, "retained") == [None, 3, 2, 1, 3]
    assert column(table, "at_risk") == [None, 4, 4, 2, 3]
    assert column(table, "lapsed") == [None, 1, 2, 1, 0]


def test_an_organization_that_misses_less_than_it_takes_to_lapse_is_retained():
    table = flows(EXAMPLE, absent=2)
    assert column(table, "returning") == [None, None, None, 0, 1]  # only the one that missed two
    assert column(table, "retained") == [None, 3, 2, 2, 3]
    assert column(table, "at_risk") == [None, None, 5, 4, 4]
    assert column(table, "lapsed") == [None, None, 1, 1, 1]
    assert column(table, "current") == [4, 5, 4, 4, 5]


@pytest.mark.parametrize("absent", [0, 1.5])
def test_an_organization_lapses_after_whole_occasions(absent):
    with pytest.raises(DataError, match=f"absent is {absent}; an organization lapses after 1"):
        spells(EXAMPLE, absent)


GRIDS = st.integers(2, 7).flatmap(
    lambda width: st.lists(st.text("#.", min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(GRIDS, st.integers(1, 3), st.randoms())
def test_flows_add_up(lines, absent, random):
    if "#" not in "".join(lines) or len(lines[0]) <= absent:
        with pytest.raises(DataError):
            flows(found(*lines), absent)
        return
    table = flows(found(*lines), absent)
    known = table.iloc[absent:]
    assert known["returning"].iloc[1:].notna().all()
    known = known.fillna({"returning": 0})
    assert (known["new"] + known["returning"] + known["retained"] == known["present"]).all()
    assert (known["at_risk"] + known["new"] + known["returning"] - known["lapsed"] == known["current"]).all()
    random.shuffle(lines)
    pd.testing.assert_frame_equal(flows(found(*lines), absent), table)


def test_rates_sum_over_organizations_and_occasions():
    lapses = rate(EXAMPLE)
    assert (lapses.value, lapses.n) == (pytest.approx(100 * 4 / 13), 6)  # the last organization was never at risk
    new = rate(EXAMPLE, "new")
    assert (new.value, new.n) == (pytest.approx(100 * 3 / 14), 6)  # the third was never there after the first time
    back = rate(EXAMPLE, "returning")  # from the third occasion on: before it nobody can be seen to return
    assert (back.value, back.n) == (pytest.approx(100 * 2 / 10), 6)
    late = rate(EXAMPLE, first=3)
    assert (late.value, late.n) == (pytest.approx(100 * 1 / 5), 4)
    assert "lapsed after 1 missed in a row" in lapses.method


def test_interval_takes_organizations_as_units():
    lines = ["#.#.#.#.#.", "##########"] * 5
    assert "over 10 organizations" in rate(found(*lines)).method
    few = rate(found(*lines))
    many = rate(found(*lines * 8))
    assert few.value == many.value
    assert (few.high - few.low) > 2 * (many.high - many.low)


def test_shares_of_each_occasion():
    table = per_occasion(EXAMPLE)
    assert not table["new"][0].estimable
    assert table["lapsed"][0].method == "not estimable: too early in the records"
    assert (table["lapsed"][2].value, table["lapsed"][2].n) == (50, 4)
    assert (table["new"][4].value, table["new"][4].n) == (20, 5)
    assert (table["returning"][3].value, table["returning"][3].n) == (pytest.approx(100 / 3), 3)


def test_one_organization_has_no_rate():
    assert rate(found("##.")).method == "not estimable: 1 organization"
    assert rate(found("##.", "..#")).method == "not estimable: 1 organization"  # the other is never at risk
    assert rate(found("#..", "#.."), "new").method == "not estimable: no organization"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: flows(found("#.#"), absent=0), "absent is 0; an organization lapses after 1"),
        (lambda: flows(found("#.#"), absent=3), "3 occasions are too few for lapsing after 3 missed"),
        (lambda: flows(found("...")), "no organization was there on any occasion"),
        (lambda: rate(found("#.#", "##."), "gone"), "no rate of 'gone'; there are lapsed, new and returning"),
    ],
)
def test_what_cannot_be_counted_is_refused(call, said):
    with pytest.raises(DataError, match=said):
        call()


def records(**columns):
    return pd.DataFrame({"organization": ["a", "b", "a", "c"], **columns})


def test_years_without_records_are_no_occasions():
    dates = pd.to_datetime(["2001-05-01", "2001-06-01", "2003-01-01", None])
    years = presences(records(date=dates))
    assert years.attrs["occasions"] == ["2001", "2003"]
    assert years["place"].tolist() == [0, 0, 1]


def test_meetings_stand_by_date_or_by_number():
    dates = pd.to_datetime(["2020-02-15", "2020-02-15", "2020-01-21", "2020-03-30"])
    ids = ["M-100-e", "M-100-e", "M-100", "M-9"]
    assert presences(records(date=dates, meeting_id=ids), "meeting").attrs["occasions"] == ["M-100", "M-100-e", "M-9"]
    assert presences(records(meeting_id=ids), "meeting").attrs["occasions"] == ["M-9", "M-100", "M-100-e"]


def test_withdrawn_documents_and_incomplete_lists_are_no_presence():
    seen = presences(
        records(meeting_id=["M1", "M1", "M2", "M3"], outcome=["noted", pd.NA, "accepted", "withdrawn"]), "meeting"
    )
    assert seen.attrs["occasions"] == ["M1", "M2"]
    cut = presences(records(meeting_id=["M1", "M1", "M2", "M3"]), "meeting", leave_out=["M2"])
    assert cut.attrs["occasions"] == ["M1", "M3"]
    assert cut["place"].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("per", "leave_out", "said"),
    [
        ("week", (), "per is 'week'; an occasion is one of year, meeting, period"),
        ("meeting", ["M7"], "there is no meeting M7 to leave out; there are M1 to M3"),
        ("year", (), "no record states its year"),
    ],
)
def test_unknown_occasions_are_refused(per, leave_out, said):
    rows = records(meeting_id=["M1", "M1", "M2", "M3"], date=pd.Series([pd.NaT] * 4, dtype="datetime64[s]"))
    with pytest.raises(DataError, match=said):
        presences(rows, per, leave_out)


MEETINGS = pd.DataFrame({"meeting_id": ["M1", "R2", "M3"], "meeting_kind": ["plenary", "rapporteur group", pd.NA]})


def test_meetings_of_parts_of_a_group_and_unfinished_years_are_no_occasions():
    dates = pd.to_datetime(["2020-01-05", "2020-03-01", "2020-12-20", "2021-02-01"])
    rows = records(meeting_id=["M1", "R2", "M3", "M3"], date=dates, group="SG5")
    by_meeting = panel(rows, MEETINGS)
    assert by_meeting.attrs["occasions"] == ["M1", "M3"]
    by_year = panel(rows, MEETINGS, "year", leave_out=["2031"])
    assert (by_year.attrs["occasions"], by_year.attrs["left_out"]) == (["2020"], ["2021"])


def test_years_that_records_do_not_cover_are_no_occasions():
    dates = pd.to_datetime(["2019-10-01", "2020-01-05", "2020-07-01", "2021-02-01"])
    rows = records(meeting_id=pd.NA, date=dates, group="SG5")
    cut = panel(rows, MEETINGS, "year")
    assert (cut.attrs["occasions"], cut.attrs["left_out"]) == (["2020"], ["2019", "2021"])


def test_a_choice_of_records_covers_the_years_that_all_cover():
    dates = pd.to_datetime(["2019-01-10", "2019-07-01", "2020-07-01", "2021-12-01"])
    rows = records(meeting_id=pd.NA, date=dates, group="SG5")
    chosen = panel(rows[1:3], MEETINGS, "year", among=rows)
    assert (chosen.attrs["occasions"], chosen.attrs["left_out"]) == (["2019", "2020"], [])


def test_records_without_meetings_have_no_occasions_by_meeting():
    rows = records(meeting_id=pd.NA, date=pd.to_datetime(["2020-01-01"] * 4), group="SG5")
    with pytest.raises(DataError, match="no record states its meeting; choose another of year, meeting, period"):
        panel(rows, None, "meeting")


def test_partial_years():
    assert partial_years(pd.DataFrame({"date": pd.to_datetime(["2021-01-20", "2022-12-01"])})) == []
    both = pd.DataFrame({"start": pd.to_datetime(["2021-05-01", "2022-02-01", None])})
    assert partial_years(both) == ["2021", "2022"]
    assert partial_years(pd.DataFrame({"date": pd.to_datetime(["2022-05-01"])})) == ["2022"]
    assert partial_years(pd.DataFrame({"meeting_id": ["a"]})) == []


def test_place_of_a_year():
    dates = pd.to_datetime(["2001-05-01", "2001-06-01", "2003-01-01", "2005-01-01"])
    years = presences(records(date=dates))
    assert [place_of(years, year) for year in (1990, 2001, 2002, 2003, 2005)] == [0, 0, 1, 1, 2]
    assert place_of(presences(records(meeting_id=["M1", "M1", "M2", "M3"]), "meeting"), 2010) == 0
    with pytest.raises(DataError, match="all occasions are before 2006; the last is 2005"):
        place_of(years, 2006)


def test_records_of_one_group_go_by_meeting():
    assert kind_of_occasion(pd.DataFrame({"group": [pd.NA, pd.NA], "meeting_id": ["a", "b"]})) == "meeting"
    assert kind_of_occasion(pd.DataFrame({"group": ["SG5", "SG5"], "meeting_id": ["a", "b"]})) == "meeting"
    assert kind_of_occasion(pd.DataFrame({"group": ["x"], "meeting_id": [pd.NA]})) == "year"

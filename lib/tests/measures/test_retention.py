import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.measures.retention import dated, first_seats, retention, seated_within
from engagement.measures.spells import spells


def found(*lines):
    """Presences from one line an organization: ``#`` where it is there, ``.`` where it is not."""
    rows = [(f"org{n}", place) for n, line in enumerate(lines) for place, mark in enumerate(line) if mark == "#"]
    frame = pd.DataFrame(rows, columns=["organization", "place"])
    frame.attrs = {"occasions": [f"M{n}" for n in range(len(lines[0]))], "per": "meeting", "basis": "recorded"}
    return frame


def built(*lines, **options):
    rows = spells(found(*lines), **options)
    return [tuple(row) for row in rows[["organization", "spell", "entry", "age", "lapsed"]].to_numpy().tolist()]


def test_spells_by_hand():
    # seen until the end; lapsed after one missed; back for a second spell; only on the last occasion: never observed
    assert built("####", ".#..", "##.#", "...#") == [
        ("org0", 1, 0, 3, False),
        ("org1", 1, 0, 1, True),
        ("org2", 1, 0, 2, True),
    ]
    assert built("##.##")[1] == ("org0", 2, 0, 1, False)


def test_one_missed_ends_no_spell_that_takes_two():
    assert built("#.#..", "#.#.#", "#...#", absent=2) == [
        ("org0", 1, 0, 4, True),
        ("org1", 1, 0, 4, False),
        ("org2", 1, 0, 2, True),
    ]


def test_who_is_there_at_the_first_meeting_began_at_an_unknown_time():
    rows = spells(found("##..", ".##."))
    assert rows["known_start"].tolist() == [False, True]
    assert spells(found("##..", ".##."), complete=True)["known_start"].all()


def test_a_start_is_known_once_as_many_were_missed_as_make_it_lapse():
    # with two to lapse, one that is there on the second occasion may go on with a spell from before the first
    rows = spells(found(".##..", "..##.", "#...#"), absent=2)
    assert rows[["organization", "spell", "known_start"]].to_numpy().tolist() == [
        ["org0", 1, False], ["org1", 1, True], ["org2", 1, False],
    ]  # fmt: skip


def test_observing_from_later_on_is_left_truncation():
    # org0 is at risk from age 2 on; org1 had lapsed before and is not seen; org2 begins on the first day of observation
    assert built("#####", "#....", "..##.", start=2, complete=True) == [
        ("org0", 1, 2, 4, False),
        ("org2", 1, 0, 2, True),
    ]


def test_retention_by_hand():
    # five whose start is known: one lapses at 1, one at 2, one is cut off at 1, two at 3
    lines = ["#.......", ".#......", "..##....", "......##", "....####", "....####"]
    curve = retention(spells(found(*lines)))
    assert curve.table[["time", "at_risk", "happened"]].to_numpy().tolist() == [[1, 5, 1], [2, 3, 1]]
    assert curve.at(1).value == pytest.approx(80)
    assert curve.at(2).value == pytest.approx(80 * 2 / 3)
    assert curve.n == 5
    assert curve.what == "meetings"


def test_later_spells_of_an_organization_do_not_count():
    assert retention(spells(found(".#.##", ".#.#."))).n == 2
    assert retention(spells(found("#.##.", ".###."))).n == 1  # the first has a known start in its second spell only


def test_no_known_start_no_curve():
    assert retention(spells(found("##.", "#.."))) is None


GRIDS = st.integers(2, 7).flatmap(
    lambda width: st.lists(st.text("#.", min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(GRIDS, st.integers(1, 3))
def test_spells_are_what_lapsing_leaves_of_them(lines, absent):
    rows = spells(found(*lines), absent=absent)
    width = len(lines[0])
    assert (rows["age"] > rows["entry"]).all()
    assert (rows["first"] + rows["age"] < width).all()
    assert (rows.loc[~rows["lapsed"], "first"] + rows.loc[~rows["lapsed"], "age"] == width - 1).all()
    for row in rows[rows["lapsed"]].itertuples():
        end = row.first + row.age
        assert lines[int(row.organization[3:])][end - absent : end + 1] == "#" + "." * absent


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"absent": 0}, "absent is 0; an organization lapses after 1"),
        ({"start": 4}, "start is 4; the occasions have the places 0 to 3"),
    ],
)
def test_spells_that_cannot_be_are_refused(options, said):
    with pytest.raises(DataError, match=said):
        spells(found("####"), **options)


SEATS = pd.DataFrame(
    {
        "organization": ["a", "a", "b", "c", "d", pd.NA],
        "start": pd.to_datetime(["2020-01-11", "2019-06-01", "2020-05-01", None, "2018-01-01", "2019-01-01"]),
    }
)
SEEN = pd.Series(
    pd.to_datetime(["2019-01-01", "2020-01-01", "2019-01-01", "2019-01-01", "2020-01-01", "2020-12-31"]),
    index=["a", "b", "c", "d", "e", "f"],
)


def test_days_to_a_first_seat():
    rows, out = first_seats(SEEN, SEATS, "2020-12-31")
    assert rows.to_numpy().tolist() == [["a", 151, True], ["b", 121, True], ["e", 365, False]]
    assert out == {"undated": 1, "before": 1, "late": 1}  # c; d; f
    within = seated_within(rows, 130, "recorded")
    assert (within.value, within.n) == (pytest.approx(100 / 3), 3)
    assert within.low < within.value < within.high


PERIODS = pd.DataFrame({"period": ["T17"], "start": pd.to_datetime(["2016-11-04"])})


def test_first_days_that_lists_leave_open():
    seats = pd.DataFrame(
        [
            ("chair", None, "T17", "2017-02-01", None),  # stated
            ("rapporteur", "1/13", "T17", "2016-11-04", "2018-05-31"),
            ("rapporteur", "1/13", "T17", None, None),  # follows it
            ("vice-chair", None, "T17", "2016-11-04", "2018-05-31"),
            ("vice-chair", None, "T17", None, None),  # two of them: which of them follows?
            ("vice-chair", None, "T17", None, None),
            ("rapporteur", "2/13", "T17", None, None),  # nobody before
            ("rapporteur", "3/13", pd.NA, None, None),  # no period
        ],
        columns=["role", "scope", "period", "start", "end"],
    ).assign(group="SG13")
    seats = seats.assign(**{name: pd.to_datetime(seats[name]) for name in ("start", "end")})
    found = dated(seats, PERIODS)
    assert found["dated"].tolist() == [
        "stated", "stated", "after the former holder", "stated", "unknown", "unknown", "start of the period", "unknown",
    ]  # fmt: skip
    assert found["start"].dropna().astype(str).tolist() == [
        "2017-02-01", "2016-11-04", "2018-06-01", "2016-11-04", "2016-11-04",
    ]  # fmt: skip


def test_a_seat_after_the_last_day_is_not_seen():
    rows, _ = first_seats(SEEN, SEATS, "2019-03-02")
    assert rows.to_numpy().tolist() == [["a", 60, False]]


def test_nobody_to_follow_is_not_estimable():
    rows, _ = first_seats(SEEN[:0], SEATS, "2020-12-31")
    assert seated_within(rows, 100, "recorded").method.startswith("not estimable: no organization")
    rows, _ = first_seats(SEEN, SEATS, "2020-12-31")
    assert not seated_within(rows, 1000, "recorded").estimable

import pandas as pd
import pytest

from engagement.measures.participation import (
    coverage,
    group_order,
    level,
    principal_meetings,
    remote_share,
)


def meetings():
    rows = [
        ("SG13", "SG", "2011-10-10", "2011-10-21", 205, None, 257),
        ("SG13", "SG", "2016-04-29", "2016-04-29", 87, None, None),
        ("SG13", "SG", "2020-07-20", "2020-07-31", 313, 313, 188),
        ("SG13", "SG", "2024-03-04", "2024-03-15", 338, 231, 259),
        ("SG5", "WP", "2014-07-23", "2014-07-29", 70, None, 50),
        ("SG5", "SG", "2013-01-29", "2013-02-07", 146, 5, 89),
        ("SG5", "SG", "2011-01-01", None, 138, None, 81),
        ("TSAG", "TSAG", "2025-05-26", "2025-05-30", 287, 111, None),
    ]
    columns = ["group", "kind", "start", "end", "participants", "remote_participants", "contributions"]
    frame = pd.DataFrame(rows, columns=columns).astype({"start": "datetime64[s]", "end": "datetime64[s]"})
    return frame.astype(dict.fromkeys(columns[4:], "Int64"))


def test_only_meetings_of_whole_groups_of_known_length_are_compared():
    chosen = principal_meetings(meetings())
    assert list(zip(chosen["group"], chosen["start"].dt.year, strict=True)) == [
        ("SG5", 2013), ("SG13", 2011), ("SG13", 2020), ("SG13", 2024), ("TSAG", 2025),
    ]  # fmt: skip


def test_groups_and_years_can_be_chosen():
    chosen = principal_meetings(meetings(), groups=["SG13"], first_year=2012, last_year=2023)
    assert list(chosen["start"].dt.year) == [2020]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"groups": ["SG5", "SG99"]}, "no meetings of SG99; groups with meetings are SG13, SG5, TSAG"),
        ({"first_year": 2020, "last_year": 2010}, "first_year 2020 is after last_year 2010"),
    ],
)
def test_unknown_groups_and_reversed_years_are_refused(options, said):
    with pytest.raises(ValueError, match=said):
        principal_meetings(meetings(), **options)


def test_groups_are_ordered_by_number_then_name():
    assert sorted(["TSAG", "SG20", "SG5", "SCV"], key=group_order) == ["SG5", "SG20", "SCV", "TSAG"]


def test_level_is_the_median_with_its_n():
    found = level(principal_meetings(meetings()), "participants", "participants")
    assert (found["SG13"].value, found["SG13"].n, found["SG13"].low) == (313, 3, None)
    assert found["SG13"].basis == "published"
    later = level(principal_meetings(meetings()), "participants", "participants", since="2020-01-01")
    assert list(later.index) == ["SG13", "TSAG"]


def test_remote_share_is_of_the_participants_of_meetings_that_state_both():
    found = remote_share(principal_meetings(meetings()))
    assert list(found["remote_share"].round(3)) == [0.034, 1, 0.683, 0.387]
    assert list(found["era"]) == ["before 2020", "2020 to 2022", "since 2023", "since 2023"]


def test_coverage_counts_what_is_stated():
    found = coverage(meetings(), ["participants", "contributions"]).set_index("group")
    assert found.loc["SG13"].to_dict() == {"meetings": 4, "years": "2011–2024", "participants": 4, "contributions": 3}
    assert found.loc["TSAG", "years"] == "2025"

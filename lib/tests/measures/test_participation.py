import pandas as pd
import pytest

from engagement.measures.participation import (
    attending,
    coverage,
    group_order,
    level,
    on_site,
    principal_meetings,
    remote_share,
    typical,
    without_suspicious,
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
        ({"first_year": 2030, "last_year": 2040}, "no meetings from 2030 to 2040; they run from 2011 to 2025"),
        (
            {"groups": ["SG13"], "first_year": 2016, "last_year": 2016},
            "no meeting of SG13 in these years lasted 3 days",
        ),
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


def test_typical_resamples_groups_where_there_are_enough():
    several = pd.concat([meetings().assign(group=f"SG{number}") for number in range(5)])
    found = typical(several, "participants", "participants")
    assert (found.value, found.n) == (175.5, 40)
    assert (found.low, found.high) == (175.5, 175.5)  # the groups are all alike
    assert "group" in found.method
    two = typical(several[several["group"].isin(["SG1", "SG2"])], "participants", "participants")
    assert (two.value, two.low) == (175.5, None)
    one = typical(several[several["group"] == "SG1"], "participants", "participants")
    assert 70 < one.low < one.value < one.high < 338


def test_remote_share_is_of_the_participants_of_meetings_that_state_both():
    found = remote_share(principal_meetings(meetings()))
    assert list(found["remote_share"].round(3)) == [0.034, 1, 0.683, 0.387]
    assert list(found["era"]) == ["before 2020", "2020 to 2022", "since 2023", "since 2023"]


def test_on_site_is_only_what_is_known_to_be_on_site():
    counted = [
        "attending",
        "attending",
        "remote only",
        "on site and remote",
        "attending",
        "registered",
        "on site",
        "on site",
    ]
    found = on_site(meetings().assign(participants_counted=counted))
    assert found.isna().tolist() == [True, True, True, False, True, True, False, False]
    assert found.dropna().tolist() == [107, 138, 287]


def test_registered_participants_are_not_taken_for_attending_ones():
    found = attending(meetings().assign(participants_counted=["registered"] + ["attending"] * 7))
    assert found.isna().tolist() == [True] + [False] * 7


def test_figures_that_look_wrong_are_left_out():
    marked = meetings().assign(suspicious=["participants;contributions"] + [None] * 7)
    found = without_suspicious(marked, ["participants", "contributions"])
    assert found[["participants", "contributions"]].isna().iloc[0].tolist() == [True, True]
    assert found["participants"].notna().sum() == 7


def test_coverage_counts_what_is_stated():
    found = coverage(meetings(), ["participants", "contributions"]).set_index("group")
    assert found.loc["SG13"].to_dict() == {"meetings": 4, "years": "2011–2024", "participants": 4, "contributions": 3}
    assert found.loc["TSAG", "years"] == "2025"

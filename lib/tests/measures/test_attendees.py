"""Where participants come from, as told: what few persons are behind is withheld, in tables and in sentences."""

import pandas as pd
import pytest

from engagement.disclosure import Rule, few_meetings, shareable
from engagement.errors import DataError
from engagement.measures import attendance, continuity, presence
from engagement.measures.attendees import across, attendees, origins, shown

RULE = Rule()
PLACES = {"Korea": ("ASP", "developed"), "Japan": ("ASP", "developed"), "Nauru": ("ASP", "developing"),
          "Togo": ("AFR", "developing"), "Kenya": ("AFR", "developing"), "Benin": ("AFR", "developing")}  # fmt: skip
MANY = {("Korea", "industry"): 30, ("Korea", "academia"): 9, ("Japan", "industry"): 20, ("Japan", "academia"): 8,
        ("Nauru", "industry"): 2, ("Togo", "industry"): 11, ("Kenya", "industry"): 7, ("Kenya", "academia"): 3,
        ("Benin", "academia"): 6}  # fmt: skip


def people(many=MANY):
    cells = [(country, sector) for (country, sector), number in many.items() for _ in range(number)]
    rows = pd.DataFrame(cells, columns=["country_name", "sector"])
    places = rows["country_name"].map(PLACES)
    return rows.assign(
        itu_region=places.str[0], development=places.str[1], person=[f"p{n}" for n in range(len(rows))],
        meeting_id="M", organization=rows["country_name"] + " " + rows["sector"], presence="remote",
    )  # fmt: skip


def test_tables_say_what_the_rule_allows():
    told = origins(people(), "development", RULE)
    countries = attendees(people(), "country_name", "recorded", told, "meeting_id")
    assert countries[~countries["withheld"]]["person-meetings"].tolist() == [40, 10, 10, 5]
    assert countries[countries["withheld"]]["country_name"].tolist() == ["Japan", "Nauru"]
    assert told.withheld(["development"]) == {"developed": True, "developing": True}  # Nauru is the rest of one of them
    words = shown(countries, "country_name", word="countries")
    assert words.iloc[-1, 0] == f"{countries['withheld'].sum()} countries"
    assert words.iloc[-1, 1:].tolist() == ["withheld", "withheld"]
    grid = across(told, "itu_region", "sector").set_index("itu_region")
    assert grid.loc["AFR", "academia"] in ("10", "withheld")
    assert not {"1", "2", "3", "4"} & set(grid.to_numpy().ravel())
    with pytest.raises(DataError, match="nobody took part"):
        origins(people().assign(presence="registered only"), "development", RULE)


def test_what_is_withheld_leaves_nothing_behind():
    told = origins(people(), "development", RULE)
    countries = attendees(people(), "country_name", "recorded", told, "meeting_id")
    for row in countries[countries["withheld"]].itertuples():
        assert (row.share.value, row.share.low, row.share.n) == (None, None, 0)
    assert pd.isna(countries["person-meetings"])[countries["withheld"]].all()
    names = countries[countries["withheld"]]["country_name"].tolist()
    assert names == sorted(names)  # the order tells no sizes
    assert "numbers are rounded to multiples of 5" in told.note(["country_name"])


def test_the_rule_is_data():
    more = origins(people(), "development", Rule(12, 20))
    assert sum(more.withheld(["country_name"]).values()) > sum(
        origins(people(), "development", RULE).withheld(["country_name"]).values()
    )
    found = attendees(people(), "sector", "recorded", more)
    assert set(found["person-meetings"].dropna() % 20) == {0}
    for wrong in ((1, 5), (5, 4)):
        with pytest.raises(DataError):
            Rule(*wrong)


def test_meetings_of_few_are_left_out_of_everything():
    rows = pd.concat([people(), people().head(4).assign(meeting_id="N"), people().head(6).assign(meeting_id="P")])
    rows.loc[rows["meeting_id"] == "P", "presence"] = ["remote"] * 4 + ["registered only"] * 2
    kept = shareable(rows, RULE)
    assert set(kept["meeting_id"]) == {"M"} and kept.attrs["few"] == 2
    assert few_meetings(2, RULE).endswith("there are 2.") and not few_meetings(0, RULE)


def test_few_on_site_are_withheld_with_another_meeting_of_their_era():
    sizes = {"M1": (40, 2), "M2": (30, 20), "M3": (25, 15), "M4": (0, 30)}
    rows = pd.concat([
        pd.DataFrame({"meeting_id": name, "presence": ["on site"] * there + ["remote"] * away,
                      "person": [f"{name}-{n}" for n in range(there + away)], "organization": "o", "country": "KR",
                      "group": "SG5", "meeting_kind": "plenary",
                      "start": pd.Timestamp("2021-01-01" if name == "M4" else "2019-01-01")})
        for name, (there, away) in sizes.items()
    ])  # fmt: skip
    held, told = attendance.per_meeting(rows), presence.told_of_presence(rows, False, RULE)
    known = presence.by_meeting(held, told)
    assert "M1" not in set(known["meeting_id"]) and known.attrs["withheld"] == 2
    eras = presence.remote_by_era(held, told, "recorded", False)
    assert eras[presence.SINCE].value == 100
    assert eras[presence.BEFORE].value == pytest.approx(100 * 35 / 130)  # 37 of 132
    assert presence.told_of_presence(rows.assign(presence=None), False, RULE) is None


def test_meetings_before_the_first_remote_participant_on_a_list_say_nothing_of_them():
    rows = pd.DataFrame({"meeting_id": ["IETF9"] * 4 + ["IETF10"] * 4 + ["IETF100"] * 2, "person": range(10),
                         "presence": ["on site"] * 4 + ["remote"] + ["on site"] * 5, "organization": "o",
                         "country": "KR", "group": None, "meeting_kind": None, "start": pd.NaT})  # fmt: skip
    held = attendance.per_meeting(rows)
    assert presence.recording(held)["meeting_id"].tolist() == ["IETF10", "IETF100"]
    dated = held.assign(
        start=pd.to_datetime(held["meeting_id"].map({"IETF9": "2021", "IETF10": "2020", "IETF100": "2019"}))
    )
    assert set(presence.recording(dated)["meeting_id"]) == {"IETF9", "IETF10"}
    assert presence.recording(held.assign(remote=0)).empty


def test_continuity_of_few_is_withheld():
    names = {"M1": range(30), "M2": [*range(3), *range(40, 60)], "N1": range(100, 130), "N2": range(110, 140)}
    rows = pd.concat([
        pd.DataFrame({"meeting_id": name, "person": [f"p{n}" for n in those], "group": f"SG{name[0]}",
                      "start": pd.Timestamp(f"20{name[1]}0-01-01"), "meeting_kind": "plenary", "presence": "remote"})
        for name, those in names.items()
    ])  # fmt: skip
    before = continuity.came_before(rows)
    every, groups = continuity.continuity_told(before, "recorded", RULE)
    assert not groups["SGM"].estimable and groups["SGM"].n == 0
    assert every.value == pytest.approx(100 * 25 / 55)  # 23 of 53
    assert not groups["SGN"].estimable  # else the rest of all would be that of the other group
    assert not continuity.continuity_told(before, "recorded", RULE, back=3)[0].estimable

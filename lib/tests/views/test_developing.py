"""What pages say of developing countries in one body: computed from its records, with nothing typed."""

import pandas as pd
import pytest

from engagement.disclosure import Rule
from engagement.estimate import Estimate
from engagement.measures import development_bodies, development_industry, development_tables, placed
from engagement.views import developing, developing_within

COUNTRIES = pd.DataFrame({"iso2": ["KE", "CN", "JP", "FR"], "itu_member": True})
STATUSES = pd.Series({"KE": "developing", "CN": "developing", "JP": "other", "FR": "other"}, name="main")
NAMES = {"TW": "Taiwan"}


def activity(countries, credit=1.0, year=2020):
    """Rows as `placed` gives them, an organization each."""
    marks = [f"{country} {place}" for place, country in enumerate(countries)]
    return pd.DataFrame({
        "group": "SG13", "year": year, "period": pd.NA, "country": countries, "organization": marks, "drawn": marks,
        "kind": "industry", "credit": credit, "filled": [True] + [False] * (len(marks) - 1),
    })  # fmt: skip


@pytest.fixture(scope="module")
def body():
    rows = {
        "chairs and vice-chairs": activity(["KE", *["FR"] * 9]),
        "contributions": activity(["KE", "CN", *["JP"] * 9, *["FR"] * 9, "TW"]),
    }
    return development_bodies.body("ITU-T", "recorded", rows, COUNTRIES, STATUSES)


def test_a_body_is_looked_at_by_its_contributions(body):
    assert body.lead == "contributions"
    assert body.benchmark.value == 50
    assert body.share.value == pytest.approx(10)
    assert list(body.rows["contributions"]["development_status"].dropna().unique()) == ["developing", "other"]


def test_what_was_counted_and_left_out_is_said(body):
    said = developing.counted(body, NAMES).data
    assert "ITU-T: 10 rows of chairs and vice-chairs, 21 rows of contributions. In 2 of them" in said
    assert (
        "Of contributions, 4.76% are left out, since their country is not stated or not classified: Taiwan (4.8%)."
        in said
    )


def test_how_many_persons_came_is_told_by_the_rule():
    came = activity([*["FR"] * 1200, *["KE"] * 32, *["TW"] * 3]).assign(meeting_id="M1")
    came = came.assign(person=range(len(came)), drawn=came["organization"].where(came.index < 1226))
    body = development_bodies.body("IETF", "recorded", {"participants": came}, COUNTRIES, STATUSES, Rule())
    assert "IETF: 1,235 rows of participants." in developing.counted(body, NAMES).data  # one country was filled in
    assert body.overview.loc["participants", ["rows", "classified"]].tolist() == [1235, pytest.approx(1230 / 1235)]
    assert body.share.n == 1226 + 5
    came = pd.concat([came, came.iloc[:2].assign(person=[-1, -2])], ignore_index=True)
    body = development_bodies.body("IETF", "recorded", {"participants": came}, COUNTRIES, STATUSES, Rule())
    assert body.overview.loc["participants", "rows"] == 1235


def test_their_part_is_held_against_their_number_and_their_seats_against_contributions(body):
    said = developing.shares_said(body).data
    assert "developing countries have 10% (95% interval" in said and "are 50% of the Member States" in said
    assert "clearly smaller than that in chairs and vice-chairs. For contributions this cannot be told." in said
    (against,) = developing.seats_said(body)
    assert "their share of chairs and vice-chairs is 1 times" in against.data
    assert "more or less cannot be told." in against.data


def test_industry_in_their_contributions_and_in_those_of_others(body):
    parts = development_industry.parts(body.rows, ["industry"], body.basis)
    assert list(parts) == ["chairs and vice-chairs", "contributions"]
    assert (
        development_industry.parts(
            {"none": body.rows["contributions"].assign(kind="unknown")}, ["industry"], "recorded"
        )
        == {}
    )
    assert developing_within.told(body, parts["contributions"], "ITU-T").startswith("in ITU-T industry has 100%")


@pytest.fixture(scope="module")
def seated():
    """Seats of two groups of a study period, most of SG13 and some of no organization that is known."""
    held = pd.concat([activity(["KE", "CN", *["FR"] * 4]), activity(["KE", "JP"]).assign(group="SG5")])
    held = held.assign(drawn=[*"aab", None, None, *"cde"], year=float("nan"), period="T22").reset_index(drop=True)
    rows = {placed.CHAIRS: held, "organizations listed as active": activity(["FR", "KE"])}
    return development_bodies.body("ITU-T", "published", rows, COUNTRIES, STATUSES)


def test_seats_over_all_groups_are_told_with_the_group_that_has_most_and_with_what_n_counts(seated):
    caveat = "SG13 has 6 of the 8 chairs and vice-chairs known, so that their share over all groups hangs on"
    said = developing.shares_said(seated).data
    behind = "5 organizations and 2 chairs and vice-chairs whose organization is not known"
    assert f"n counts, of chairs and vice-chairs, {behind}." in said
    assert caveat in said and caveat in developing.chairs_said(seated, "main")[0].data
    answer = developing.told(seated, seated.overview, "ITU-T")
    assert answer.startswith("in ITU-T they have 37.5% (95% interval ")
    assert f"(n counts {behind}), 6 of the 8 being those of SG13, by its interval" in answer


def test_one_group_alone_needs_no_caveat_and_contributions_have_none(body):
    rows = {placed.CHAIRS: activity(["KE", "FR"])}
    alone = development_bodies.body("ITU-T", "published", rows, COUNTRIES, STATUSES)
    assert developing.of_one_group(alone) == "" == developing.of_one_group(body)


def test_an_answer_says_which_years_it_is_of(body):
    frame = body.overview
    assert developing.told(body, frame, "IETF").startswith("in IETF in 2020 they have 10%")
    rows = {"contributions": pd.concat([activity(["KE", "FR"], year=year) for year in (1996, 2022)])}
    long = development_bodies.body("IETF", "recorded", rows, COUNTRIES, STATUSES)
    assert developing.told(long, long.overview, "IETF").startswith("in IETF, 1996 to 2022, they have 50%")


def test_one_scale_tells_whether_industry_has_a_greater_part(body):
    made = {"level": 0.95, "n": 9, "basis": "recorded", "method": "m"}
    percent, ends = {"unit": "%", **made}, {"unit": "percentage points", **made}
    part = development_industry.IndustryPart(
        Estimate(24.6, 1.51, 87.4, **percent), Estimate(93.4, 63.1, 99.2, **percent),
        Estimate(-68.8, -92.6, 0.925, **ends), Estimate(0.263, 0.0162, 0.993, **(made | {"unit": "ratio"})), 1.0,
    )  # fmt: skip
    said = developing_within.industry_said(body, part).data
    assert "The difference is -68.8 percentage points (95% interval -92.6 to 0.925; n = 9): whether it is" in said
    tables = developing_within.industry_table(body, {"contributions": part}, "main"), developing_within.DECIDES
    assert tables[1] in tables[0].data


def test_the_first_years_are_compared_with_the_last_and_none_counts_in_both():
    part = {2018: ["KE"] * 2 + ["FR"] * 8, 2019: ["KE"] * 9 + ["FR"] * 11, 2020: ["KE"] * 5 + ["FR"] * 5}
    rows = pd.concat([activity(countries, year=year) for year, countries in part.items()])
    rows["development_status"] = rows["country"].map(STATUSES.to_dict())
    change = development_tables.change("contributions", rows, [2018, 2019, 2020], "recorded")
    assert (change.until, change.since) == (2018, 2020)
    assert (change.early.value, change.late.value, change.difference.value) == pytest.approx((20, 50, 30))


def test_activities_stand_by_body_in_the_order_of_their_records():
    held = pd.DataFrame({
        "role": ["chair", "rapporteur"], "group": "SG13", "period": "T22", "country": ["KE", None], "organization": "a",
        "organization_country": "FR", "kind": "industry", "start": pd.Timestamp("2022-05-01"),
    })  # fmt: skip
    found = placed.by_body({}, {}, {("itu-t", "recorded"): held})
    assert list(found) == [("itu-t", "recorded")]
    assert list(found["itu-t", "recorded"]) == ["chairs and vice-chairs", "rapporteurs and editors"]

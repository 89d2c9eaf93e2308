"""The rules of the brief, held against numbers whose standing is plain."""

import pytest

from engagement import Estimate
from engagement.measures import briefing
from engagement.measures.briefing import Asked, Rule


def number(value, low=None, high=None, basis="published", method="mean", unit="%"):
    return Estimate(value, low, high, 0.95, 20, unit, basis, method)


FALLS = Rule("trend", "per_year", "below", 1, "It falls")


@pytest.mark.parametrize(
    ("estimate", "standing"),
    [
        (number(0.9, 0.8, 0.99), "clear"),
        (number(0.9, 0.8, 1.1), "possible"),
        (number(1.05, 0.9, 1.2), "cannot be told"),
        (number(1.1, 1.01, 1.2), "not met"),
        (number(1, 1, 1), "not met"),
        (number(0.9, method="complete count of all"), "clear"),
        (number(1.1, method="complete count of all"), "not met"),
        (number(0.9, method="too few values for an interval"), "possible"),
        (number(1.1, method="too few values for an interval"), "cannot be told"),
        (Estimate.not_estimable("1 year", 1, "ratio", "published"), "not known"),
    ],
)
def test_a_rule_is_as_sure_as_its_number(estimate, standing):
    assert FALLS.standing(estimate) == standing


def test_a_rule_has_one_of_two_sides():
    with pytest.raises(ValueError, match="'beside', neither below nor above"):
        Rule("trend", "per_year", "beside", 1, "It falls")


NUMBERS = {
    "one": {
        "Share, ITU-T (demonstration)": number(50, 40, 60, "demonstration"),
        "Share, RFC series": number(30, 20, 40, "recorded"),
        "Share, virtual meetings left out": number(1, 0, 2),
        "Shares of other things": number(1, 0, 2),
    },
    "two": {
        "Mean, ITU-T (published)": number(7, 6, 8),
        "Mean, ITU-T (demonstration)": number(9, 8, 10, "demonstration"),
    },
}
ASKED = [
    Asked("one", "Share", "Part", "{} here"),
    Asked("two", "Mean", "Usual", "{} there"),
    Asked("two", "gone", "none", "{}"),
]


def test_made_up_records_are_told_only_where_itu_t_has_no_real_ones_and_come_last():
    found = briefing.findings(ASKED, NUMBERS)
    assert list(found["name"]) == ["Part, IETF", "Usual, ITU-T", "Part, ITU-T, made up"]
    assert list(found["body"]) == ["IETF", "ITU-T", "ITU-T, made up"]


def test_what_is_mostly_of_one_group_is_told_with_it_and_not_clearly_met():
    seats = {"Part, ITU-T (published)": number(50, 40, 60)}
    of_sg5 = Estimate(28, None, None, 0.95, 45, "seats of SG5", "published", "complete count")
    most = {"Most, ITU-T (published)": of_sg5}
    rule = Rule("one", "Part", "below", 73.7, "Few hold seats", of_one="Most")
    standing = lambda held: briefing.issues([rule], {"one": held})[["issue", "standing"]].values.tolist()  # noqa: E731
    assert standing(seats | most) == [["Few hold seats (28 of 45 are seats of SG5)", "possible"]]
    assert standing(seats) == [["Few hold seats", "clear"]]
    found = briefing.findings([Asked("one", "Part", "Part", "they hold {}", of_one="Most")], {"one": seats | most})
    assert list(found["words"]) == ["they hold {} (28 of 45 are seats of SG5)"]


def test_a_sentence_says_what_the_number_itself_says():
    asked = Asked("one", "New", "New", "{} are new, counted{taken}", taken=r" per \w+")
    held = {"New, 3GPP": number(6, method="new per meeting, of those present", basis="recorded"),
            "New, IETF": number(34, method="new per year, of those present", basis="recorded"),
            "New, ITU-T (published)": number(9, method="new")}  # fmt: skip
    said = briefing.findings([asked], {"one": held}).set_index("body")["words"].to_dict()
    assert said == {"ITU-T": "{} are new, counted", "IETF": "{} are new, counted per year",
                    "3GPP": "{} are new, counted per meeting"}  # fmt: skip


def test_issues_are_those_of_itu_t_and_a_rule_without_a_number_says_so():
    rules = [Rule("one", "Share", "above", 30, "Much"), Rule("two", "Mean", "above", 7.5, "More"),
             Rule("two", "gone", "below", 1, "Gone")]  # fmt: skip
    found = briefing.issues(rules, NUMBERS)
    assert found[["issue", "body", "standing"]].values.tolist() == [
        ["More", "ITU-T", "cannot be told"],
        ["Gone", "", "not known"],
        ["Much", "ITU-T, made up", "clear"],
    ]
    assert list(found["limit"]) == ["above 7.5", "below 1", "above 30"]


def test_what_cannot_be_estimated_is_told_once_a_reason():
    lacking = Estimate.not_estimable("no list", 0, "%", "published")
    assert briefing.unknown({"one": {"a": lacking, "b": lacking, "c": number(1)}, "two": {"a": lacking}}) == {
        "no list": ["one", "two"]
    }

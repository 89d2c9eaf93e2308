import pytest

from engagement.errors import PlanError
from engagement.publishing.expansion import expand

ENTRY = {"id": "turnover-{group}-{year}", "title": "{group} in {year}", "notebook": "a.ipynb"}


def test_an_entry_stands_for_every_combination_in_order():
    entry = {**ENTRY, "expand": {"group": "groups", "year": [2024, 2025]}, "parameters": {"groups": ["{group}"]}}
    found = expand(entry, {"groups": ["SG5", "SG13"]}, "plan.yml, report 1")
    assert [one["id"] for one in found] == [
        "turnover-sg5-2024",
        "turnover-sg5-2025",
        "turnover-sg13-2024",
        "turnover-sg13-2025",
    ]
    assert found[3]["title"] == "SG13 in 2025"
    assert found[3]["parameters"] == {"groups": ["SG13"]}


def test_a_value_that_stands_alone_keeps_its_type():
    (one,) = expand({"id": "a-{year}", "expand": {"year": [2024]}, "parameters": {"year": "{year}"}}, {}, "here")
    assert one["parameters"] == {"year": 2024}


def test_years_may_be_expanded_and_what_it_comes_after_is_named_alike():
    entry = {
        "id": "{year}",
        "title": "In {year}",
        "after": ["one-{group}"],
        "expand": {"year": [2023], "group": ["SG 13"]},
    }
    (one,) = expand(entry | {"id": "{year}-{group}"}, {}, "plan.yml, report 1")
    assert (one["id"], one["after"]) == ("2023-sg-13", ["one-sg-13"])
    (year,) = expand({"id": "{year}", "title": "In {year}", "expand": {"year": [2023]}}, {}, "plan.yml, report 1")
    assert year["id"] == "2023"
    (bare,) = expand({"id": "{year}", "title": "{year}", "expand": {"year": [2023]}}, {}, "plan.yml, report 1")
    assert bare["title"] == "2023"


def test_an_entry_without_expansion_is_left_as_it_is():
    entry = {"id": "one", "title": "Braces {like these} stay"}
    assert expand(entry, {}, "here") == [entry]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"expand": {"group": ["SG5"]}}, r"here: \{year\} in .* is not expanded; expand has group"),
        ({"expand": {"group": "groups", "year": [1]}}, "names the list 'groups'; `lists` has none"),
        ({"expand": {"group": [], "year": [1]}}, r"expand group is \[\], not a list"),
        ({"expand": ["SG5"]}, "not names with lists of values"),
        ({"expand": {1: ["SG5"]}}, "not names with lists of values"),
        ({"id": "turnover", "expand": {"group": ["SG5"]}}, r"put \{group\} into the id"),
    ],
)
def test_an_expansion_that_cannot_be_is_told(changed, said):
    with pytest.raises(PlanError, match=said):
        expand({**ENTRY, **changed}, {}, "here")

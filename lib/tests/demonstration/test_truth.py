"""The parameters of the world: what is refused, and how it is told."""

from pathlib import Path

import pytest

from engagement import demonstration
from engagement.demonstration import ground
from engagement.errors import DataError

TRUTH = Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml"

WRONG = {
    "unknown key": ("seed: 20170", "seed: 20170\nsede: 1", ["sede", "not a key", "take it out"]),
    "missing key": ("  returning: 0.25 ", "  # ", ["churn.returning", "missing", "add it"]),
    "wrong type": ("seed: 20170", "seed: soon", ["seed", "'soon'", "integer", "correct"]),
    "a share above one": ("  returning: 0.25 ", "  returning: 1.25 ", ["churn.returning", "1.25", "or equal to 1"]),
    "shares that do not add up": ("{AAP: 0.93", "{AAP: 0.9", ["work_items.processes", "0.97", "add up to 1"]),
    "an unknown word": ("    accepted: 0.46", "    acepted: 0.46", ["contributions.outcomes.acepted", "correct"]),
    "no room for meetings": ("  meetings: 120", "  meetings: 50", ["55 plenaries", "50", "lower plenaries"]),
    "a region left out": ("regions: {AFR: 1.2, ", "regions: {", ["leadership.management.regions", "AFR", "add"]),
    "two groups of one name": ("recommendations: Y.4999", "recommendations: Y.9999", ["Y.9999", "two groups"]),
    "no date": ("day: 2020-03-15", "day: spring", ["break_2020.day", "'spring'", "valid date"]),
    "no weight for others": ("    others: 0.15\n", "", ["organizations.countries", "others", "add it"]),
}  # fmt: skip
UNKNOWN = {
    "a country": ("    CN: 13\n", "    XX: 13\n", ["organizations.countries", "XX", "countries.csv"]),
    "a period": ("period: T17", "period: T99", ["period", "T99", "study_periods.csv"]),
    "a group": ("  SG2:  {", "  SG77:  {", ["groups", "SG77", "study_groups.csv"]),
    "made-up Questions where all are published": (
        "  SG12: {plenaries", "  SG12: {questions: 4, plenaries", ["groups.SG12.questions", "4", "take it out"],
    ),
    "no Questions where none are known": ("  SG2:  {questions: 17, ", "  SG2:  {", ["groups.SG2.questions", "missing"]),
}  # fmt: skip


def test_the_shipped_truth_is_read_with_its_values():
    truth = demonstration.truth(TRUTH)
    assert (truth.period, truth.totals.meetings, len(truth.groups)) == ("T17", 120, 11)
    assert truth.value.contributions_effect == 0.35


def test_the_truth_of_the_checkout_is_read_where_no_file_is_named():
    assert demonstration.truth() == demonstration.truth(TRUTH)


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_key_that_cannot_be_used_is_told_with_value_and_remedy(altered, old, new, said):
    with pytest.raises(DataError) as failure:
        demonstration.truth(altered(old, new))
    assert all(word in str(failure.value) for word in ["truth.yml", *said])


@pytest.mark.parametrize(("old", "new", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_shipped_tables_do_not_know_is_refused(altered, tmp_path, old, new, said):
    with pytest.raises(DataError) as failure:
        demonstration.write(tmp_path / "records", factor=0.05, truth=altered(old, new))
    assert all(word in str(failure.value) for word in said)
    assert not (tmp_path / "records").exists()


def test_a_file_that_is_no_mapping_or_not_there_is_refused(tmp_path):
    (tmp_path / "truth.yml").write_text("- 1\n")
    for path in (tmp_path / "truth.yml", tmp_path / "none.yml"):
        with pytest.raises(DataError, match="restore it"):
            demonstration.truth(path)


def test_targets_follow_the_published_figures_of_the_period_where_there_are_enough():
    truth = demonstration.truth(TRUTH)
    found = ground.read(truth).targets
    assert found.loc["SG11", "participants"] == pytest.approx((96 + 75 + 80 + 116) / 4)  # four plenaries in T17
    assert found.loc["SG12", "contributions"] == pytest.approx((68 + 74 + 76) / 3)  # three in T17 state it
    assert found.loc["SG2", "contributions"] == pytest.approx(71)  # none in T17, three later
    assert found.loc["SG9", "contributions"] == pytest.approx(found.loc["SG20", "contributions"])  # neither has any

"""The shipped studies on the shipped records: what they say, and that the register holds their main choices."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from engagement.evidence import count_model, run_study
from engagement.evidence.studies import read_study
from engagement.evidence.studies.datasets import Tables, find
from engagement.evidence.studies.register import registration
from engagement.evidence.studies.wording import causal

SHIPPED = Path(__file__).parents[4] / "notebooks" / "studies"
STUDIES = sorted(SHIPPED.glob("*.yml"))
needs_tables = pytest.mark.usefixtures("in_full")


def little(tmp_path, name, **changes):
    """The study with fewer alternatives and units left out; its main choices and the register as shipped."""
    content = yaml.safe_load((SHIPPED / f"{name}.yml").read_text(encoding="utf-8"))
    content |= {"alternatives": {}, "leave_out": [], "resolutions": 0, **changes}
    (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    shutil.copy(SHIPPED / "register.csv", tmp_path)
    return tmp_path / f"{name}.yml"


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_main_choices_are_those_registered(path):
    found = registration(path.stem, read_study(path).choices(), SHIPPED / "register.csv")
    assert found.status == "as registered", str(found)


@needs_tables
def test_rfcs_by_more_organizations_are_cited_more(tmp_path):
    result = run_study(little(tmp_path, "citations"), turns=0)
    effect = result.answer.effect
    assert effect.n == 5227
    assert (effect.value, effect.low, effect.high) == pytest.approx((0.700, 0.315, 1.112), abs=0.001)
    assert result.answer.ratio.value == pytest.approx(1.1375, abs=0.0005)
    assert result.placebo.p == pytest.approx(0.185, abs=0.001) and result.placebo.rows == 806
    assert result.unmeasured.e_value.limit == pytest.approx(1.318, abs=0.001)
    assert result.split.within.value == pytest.approx(1.16, abs=0.01)


@needs_tables
def test_few_meetings_give_a_wide_interval_and_the_sentence_says_so():
    result = run_study(SHIPPED / "meetings.yml", turns=99)
    effect = result.answer.effect
    assert effect.n == 19
    assert (effect.value, effect.low, effect.high) == pytest.approx((0.729, -6.81, 11.4), abs=0.05)
    assert result.grade.letter in ("C", "D")
    assert "cannot be told from these records" in result.verdict
    assert causal(str(result.sentence)) is None
    assert "4 clusters" in result.curve.why
    assert result.answer.smallest > result.answer.matters


@needs_tables
def test_mentions_are_few_too(tmp_path):
    result = run_study(little(tmp_path, "mentions"), turns=0)
    effect = result.answer.effect
    assert (effect.n, result.data.rows) == (20, 26)
    assert (effect.value, effect.low, effect.high) == pytest.approx((1.2, -12.1, 21.3), abs=0.05)


@needs_tables
def test_made_up_records_are_told_as_such_beside_their_truth(tmp_path):
    result = run_study(little(tmp_path, "questions"), turns=0)
    assert result.truth == pytest.approx(2**0.35)
    assert result.answer.ratio.value == pytest.approx(result.truth, rel=0.05)
    assert result.basis == "demonstration"
    assert "made up" in result.verdict


@needs_tables
def test_the_model_finds_what_is_put_in_whatever_chance_does():
    """Citations drawn anew by the formula in truth.yml: no bias, and intervals that hold the truth."""
    dataset = find("demonstration-texts")
    panel = dataset.build(Tables(dataset), {"years": 0, "since": None, "until": None}, None)
    rng, truth = np.random.default_rng(3), dataset.truth()
    group, shock = pd.factorize(panel["group"])[0], pd.factorize(panel["group_year"])[0]
    found = []
    for _ in range(40):
        kept, shocks = rng.normal(0, 0.4, group.max() + 1), rng.normal(0, 0.3, shock.max() + 1)
        mean = np.exp(truth * panel["log_contributions"] + kept[group] + shocks[shock] - 0.05 * panel["age"]).to_numpy()
        drawn = panel.assign(citations=rng.negative_binomial(2, 2 / (2 + mean)))
        model = count_model("citations ~ log_contributions", drawn, ("group_year", "age"), cluster="group")
        found.append(model.terms.loc["log_contributions"])
    found = pd.DataFrame(found)
    assert found["estimate"].mean() == pytest.approx(truth, abs=3 * found["estimate"].sem())
    assert ((found["low"] <= truth) & (truth <= found["high"])).mean() >= 0.85  # of 40; 95% but for their chance


@needs_tables
def test_registrations_that_are_not_there_are_said_with_the_way_to_put_them_in():
    result = run_study(SHIPPED / "registrations.yml", turns=0)
    assert not result.estimable
    assert "put the CSV of registrations" in result.sentence and "data/inbox" in result.sentence

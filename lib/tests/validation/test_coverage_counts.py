import numpy as np
import pytest

from engagement.evidence import count_model
from engagement.evidence.fitting import poisson
from engagement.evidence.score_bootstrap import p_value, webb
from engagement.validation.__main__ import COLUMNS
from engagement.validation.coverage_counts import RULES, _bootstrap_test, _tables, _used, coverage, panel


def test_every_rule_has_a_row_for_its_size_and_one_for_its_coverage():
    rows = coverage(draws=4)
    assert set(COLUMNS) <= set(rows)
    assert rows["nominal"].tolist() == [0.05] * (len(RULES) + 4) + [0.95] * len(RULES)
    assert rows["n"].tolist()[len(RULES) : len(RULES) + 4] == [11, 20, 30, 50]
    assert rows["note"].tail(1).item().startswith("bias of the log ratio")


def test_rules_are_simulated_as_count_model_gives_them():
    data, effects = panel(np.random.default_rng(3)), ("question", "meeting")
    found = _tables(poisson(_used(data)))
    for rule in RULES:
        cluster = ("group", "meeting") if rule == "two-way" else "group"
        terms = count_model("y ~ x", data, effects, cluster, errors=rule).terms.loc["x"]
        assert found.loc[rule].to_numpy(float) == pytest.approx(terms.to_numpy(float))


def test_the_bootstrap_needs_no_fit_to_start_from():
    used = _used(panel(np.random.default_rng(3)))
    weights = webb(11, np.random.default_rng(1))
    from_fit = p_value(poisson(used), 0, 0.0, used.clusters[:, 0], weights)
    assert _bootstrap_test(panel(np.random.default_rng(3)), np.random.default_rng(1)) == pytest.approx(from_fit)

"""Plausible resolutions: as often as their scores say, and reproducible."""

import numpy as np
import pandas as pd
import pytest

from engagement.organizations import candidates, draw, resolve

ORGANIZATIONS = pd.DataFrame({"organization_id": ["zantara"], "name": ["Zantara"], "kind": ["industry"]})
NAMES = ["Zantara", "Zantara Labs", "ZANTARA LABS Inc.", "Zantarra", "Zantara Mobile", "Korvexa", "self"]
TABLES = {"organizations": ORGANIZATIONS, "aliases": pd.DataFrame()}
K = 4000


def drawn(seed=1, k=K):
    resolved = resolve(NAMES, **TABLES)
    return draw(resolved, k, np.random.default_rng(seed), candidates(NAMES, **TABLES))


def test_a_match_is_kept_as_often_as_its_score_says():
    scores = resolve(NAMES, **TABLES).set_index("name")["score"]
    rows = drawn()
    assert rows.shape == (len(NAMES), K) and rows.index.tolist() == NAMES
    assert rows.loc["Zantara"].eq("zantara").all()
    for name in ("Zantara Labs", "Zantarra"):
        assert rows.loc[name].eq("zantara").mean() == pytest.approx(scores[name], abs=0.02)
    assert set(rows.loc["Zantarra"]) == {"zantara", "new-zantarra"}


def test_a_doubtful_candidate_is_drawn_at_half_its_score_and_the_rest_stay():
    doubt = candidates(NAMES, **TABLES).set_index("name")["score"]["Zantara Mobile"]
    rows = drawn()
    assert rows.loc["Zantara Mobile"].eq("zantara").mean() == pytest.approx(doubt / 2, abs=0.03)
    assert rows.loc["Korvexa"].eq("new-korvexa").all()
    assert rows.loc["self"].isna().all()


def test_spellings_of_one_key_go_together_and_a_seed_repeats():
    rows = drawn()
    assert rows.loc["Zantara Labs"].equals(rows.loc["ZANTARA LABS Inc."].rename("Zantara Labs"))
    assert drawn(2, 50).equals(drawn(2, 50)) and not drawn(2, 50).equals(drawn(3, 50))


def test_without_candidates_unlisted_names_are_the_same_in_every_draw():
    rows = draw(resolve(NAMES, **TABLES), 20, np.random.default_rng(1))
    assert rows.loc["Zantara Mobile"].nunique() == 1


def test_what_cannot_be_drawn_is_an_error():
    resolved = resolve(NAMES, **TABLES)
    with pytest.raises(ValueError, match="k is 0"):
        draw(resolved, 0, np.random.default_rng(1))
    with pytest.raises(ValueError, match="no column score"):
        draw(resolved.drop(columns="score"), 1, np.random.default_rng(1))


def test_a_name_that_stands_for_none_may_have_candidates_all_the_same():
    resolved = pd.DataFrame({"name": ["???"], "organization_id": pd.array([pd.NA], dtype="string"), "score": [1.0]})
    doubt = pd.DataFrame({"name": ["???"], "organization_id": ["zantara"], "score": [0.5]})
    rows = draw(resolved, K, np.random.default_rng(1), doubt)
    assert 0 < rows.loc["???"].isna().mean() < 1
    assert set(rows.loc["???"].dropna()) == {"zantara"}

"""A small made-up study: its panel, its data set and its file."""

import numpy as np
import pandas as pd
import pytest
import yaml

from engagement.evidence.studies import datasets

EFFECT = 0.08  # of a contribution, on the log
STATED = {
    "question": "Do groups with more contributions publish more texts?",
    "dataset": "made-up",
    "unit": "groups and years",
    "outcome": {"column": "texts", "words": "texts of the year", "unit": "texts", "exposure": "meetings",
                "window": {"years": 0, "since": 2001}},
    "engagement": [{"column": "contributions", "words": "contributions", "per": 10,
                    "told": "Ten more contributions go with"}],
    "effects": ["group", "year"],
    "cluster": "group",
    "controls": ["members"],
    "between": "group",
    "alternatives": {"outcomes": ["standards"], "controls": [[]], "effects": [["group"]],
                     "samples": {"since 2005": "late"}},
    "placebo": {"unit": "group", "time": "year", "step": 1},
    "leave_out": [{"column": "group", "words": "group"}, {"column": "firm", "words": "organization", "largest": 3},
                  {"column": "year", "words": "year"}],
    "smallest_effect": 0.6,
    "resolutions": 0,
    "unmeasured": ["the subject"],
    "limits": ["made up"],
}  # fmt: skip


def made_up(seed=1, groups=12, years=10, effect=EFFECT):
    """Counts of groups and years, with shocks that a group keeps."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"group": np.repeat([f"G{n:02d}" for n in range(groups)], years),
                          "year": np.tile(np.arange(2001, 2001 + years), groups)})  # fmt: skip
    rows = len(frame)
    frame = frame.assign(
        meetings=rng.integers(1, 4, rows), contributions=rng.poisson(12, rows), members=rng.normal(size=rows),
        firm=rng.choice(list("ABCDE"), rows), late=frame["year"] >= 2005,
    )  # fmt: skip
    kept = np.repeat(rng.normal(0, 0.4, groups), years)
    frame["texts"] = rng.poisson(frame["meetings"] * np.exp(0.3 + effect * (frame["contributions"] - 12) + kept))
    frame["standards"] = rng.binomial(frame["texts"], 0.6)
    frame.attrs["left_out"] = {"not made up": 3}
    return frame


def write(path, drop=(), **changes):
    """Write the study with changes."""
    content = {key: value for key, value in {**STATED, **changes}.items() if key not in drop}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


def put(patch, frame, **more):
    """Put a panel in the place of the data set ``made-up``."""
    held = {
        "words": "made-up rows", "tables": (), "build": lambda tables, window, resolution: frame,
        "end": lambda tables: 2010, "basis": "recorded", **more,
    }  # fmt: skip
    patch.setitem(datasets.DATASETS, "made-up", datasets.Dataset(**held))


@pytest.fixture
def stated(tmp_path):
    """A function that writes the study with changes and gives its path: ``stated(cluster="year")``."""
    return lambda drop=(), **changes: write(tmp_path / "try.yml", drop, **changes)


@pytest.fixture
def panel(monkeypatch):
    """A function that puts a panel in the place of the data set ``made-up``."""
    return lambda frame, **more: put(monkeypatch, frame, **more)

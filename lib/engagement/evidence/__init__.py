"""Resampling, counts and trends: how far a number can be believed."""

from engagement.evidence.counts import CountModel, count_model
from engagement.evidence.linear import LinearModel, linear_model
from engagement.evidence.resampling import cluster_bootstrap, median_interval
from engagement.evidence.trends import Trend, trend, trends

__all__ = [
    "CountModel", "LinearModel", "Trend", "cluster_bootstrap", "count_model", "linear_model", "median_interval",
    "run_study", "trend", "trends",
]  # fmt: skip


def __getattr__(name):
    """Studies draw on measures, which draw on this package: they are imported when they are asked for."""
    if name != "run_study":
        raise AttributeError(f"module 'engagement.evidence' has no attribute {name!r}; it has {', '.join(__all__)}")
    from engagement.evidence.studies.running import run_study

    return run_study

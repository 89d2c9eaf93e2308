"""One idea a module: table in, estimates or table out."""

from engagement.measures.citations import citations_by_others, citations_within
from engagement.measures.concentration import (
    concentration_ratio,
    contributor_absence_factor,
    elephant_factor,
    gini,
    gini_corrected,
    hhi,
    hhi_unbiased,
)
from engagement.measures.diversity import (
    hill_number,
    rarefied,
    shannon,
    shannon_corrected,
    simpson,
    simpson_unbiased,
)
from engagement.measures.mentions import lags, mention_counts
from engagement.measures.teams import industry_kinds, teams

__all__ = [
    "citations_by_others",
    "citations_within",
    "concentration_ratio",
    "contributor_absence_factor",
    "elephant_factor",
    "gini",
    "gini_corrected",
    "hhi",
    "hhi_unbiased",
    "hill_number",
    "industry_kinds",
    "lags",
    "mention_counts",
    "rarefied",
    "shannon",
    "shannon_corrected",
    "simpson",
    "simpson_unbiased",
    "teams",
]

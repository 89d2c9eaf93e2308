"""One idea a module: table in, estimates or table out."""

from engagement.measures.citations import citations_by_others, citations_within
from engagement.measures.concentration import gini, share_of_largest
from engagement.measures.mentions import lags, mention_counts
from engagement.measures.teams import industry_kinds, teams

__all__ = [
    "citations_by_others",
    "citations_within",
    "gini",
    "industry_kinds",
    "lags",
    "mention_counts",
    "share_of_largest",
    "teams",
]

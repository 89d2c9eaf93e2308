"""How results look: one style for figures, tables and sentences."""

from engagement.views.figures import show
from engagement.views.results import save
from engagement.views.sentences import say
from engagement.views.tables import table

__all__ = ["save", "say", "show", "table"]

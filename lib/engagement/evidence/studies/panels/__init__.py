"""The panels of studies: tidy tables in, one row a unit of analysis out."""

from engagement.evidence.studies.panels.citations import citations_panel
from engagement.evidence.studies.panels.meetings import meetings_panel
from engagement.evidence.studies.panels.mentions import mentions_panel
from engagement.evidence.studies.panels.registrations import registrations_panel
from engagement.evidence.studies.panels.texts import texts_panel

__all__ = ["citations_panel", "meetings_panel", "mentions_panel", "registrations_panel", "texts_panel"]

"""Studies: stated in a file before they are run, answered in nine parts."""

from engagement.evidence.studies.reading import read_study
from engagement.evidence.studies.results import StudyResult
from engagement.evidence.studies.running import run_study

__all__ = ["StudyResult", "read_study", "run_study"]

"""The made-up world: everything but what happens at the meetings, which is drawn as they are written."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.demonstration import attendance, contributions, ground, meetings, organizations, questions, work_items
from engagement.demonstration.draws import streams
from engagement.errors import DataError

PARTS = (
    "questions", "organizations", "meetings", "work items", "persons", "contributions", "attendance", "spellings",
    "leadership", "citations", "patents", "priorities", "pages",
)  # fmt: skip
SMALLEST, LARGEST = 0.01, 2_000
LIKE_WORLD = 10  # up to this factor, more rows come from the same organizations and items
FEWEST_ORGANIZATIONS, FEWEST_PERSONS = 40, 150


@dataclass(frozen=True)
class World:
    """What there is before the first meeting.

    Attributes
    ----------
    truth : Truth
    ground : Ground
    random : dict of str to numpy.random.Generator
        For each part of the world.
    questions : list of Questions
    organizations : Organizations
    meetings : pandas.DataFrame
    items : pandas.DataFrame
    champions : array of int
    contributions : Contributions
    attendance : Attendance
    """

    truth: object
    ground: ground.Ground
    random: dict
    questions: list
    organizations: organizations.Organizations
    meetings: pd.DataFrame
    items: pd.DataFrame
    champions: np.ndarray
    contributions: contributions.Contributions
    attendance: attendance.Attendance

    @property
    def groups(self):
        """Names of the groups."""
        return list(self.truth.groups)

    @property
    def persons(self):
        """The persons."""
        return self.attendance.persons


def make(truth, factor):
    """Draw the world.

    Parameters
    ----------
    truth : Truth
    factor : float
        Rows of contributions and attendance, times those of factor 1. Below 1
        organizations and work items shrink alike; they grow above 10, a tenth as fast.

    Raises
    ------
    DataError
        If the factor is out of bounds, or the truth names what the shipped tables do not know.
    """
    if not SMALLEST <= factor <= LARGEST:
        raise DataError(f"factor {factor} is not between {SMALLEST} and {LARGEST:,}; choose one that is")
    here, random = ground.read(truth), streams(truth.seed, PARTS)
    size = min(factor, max(1, factor / LIKE_WORLD))
    asked = questions.make(random["questions"], truth, here)
    firms = organizations.make(
        random["organizations"], truth, here, max(round(truth.totals.organizations * size), FEWEST_ORGANIZATIONS)
    )
    calendar = meetings.make(random["meetings"], truth, here, [one.numbers for one in asked], factor)
    count = max(round(truth.totals.work_items * size), 2 * len(asked))
    items, champions = work_items.make(random["work items"], truth, asked, firms, calendar, here.end, count)
    crowd = attendance.persons(
        random["persons"], truth, here, firms, max(round(truth.totals.persons * factor), FEWEST_PERSONS)
    )
    return World(
        truth, here, random, asked, firms, calendar, items, champions,
        contributions.Contributions(random["contributions"], truth, asked, firms, items, champions),
        attendance.Attendance(random["attendance"], truth, crowd, firms, len(asked)),
    )  # fmt: skip

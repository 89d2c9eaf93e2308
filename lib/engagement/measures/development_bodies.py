"""Developing countries in the records of one body: every activity, the one that leads, and the yardstick."""

from dataclasses import dataclass

import pandas as pd

from engagement.estimate import Estimate
from engagement.measures import development, development_tables

LEADING = ("contributions", "delegations")  # what a body is looked at by, the first that it has


@dataclass(frozen=True)
class Body:
    """What is known of developing countries in the records of one body.

    Parameters
    ----------
    title : str
        As `engagement.activities.title` calls it.
    basis : str
    rows : dict of str to pandas.DataFrame
        By activity, as the functions of `engagement.measures.placed` give, with ``development_status``.
    benchmark : Estimate
        As `engagement.measures.development.member_states` gives.
    overview : pandas.DataFrame
        As `engagement.measures.development_tables.overview` gives, by activity.
    """

    title: str
    basis: str
    rows: dict
    benchmark: Estimate
    overview: pd.DataFrame

    @property
    def lead(self):
        """The activity that it is looked at by: contributions, else delegations, else its first."""
        return next(name for name in (*LEADING, *self.rows) if name in self.rows)

    @property
    def share(self):
        """The share of developing countries in the activity that leads."""
        return self.overview.loc[self.lead, "share"]


def body(title, basis, activities, countries, statuses, rule=None):
    """Developing countries in the records of one body.

    Parameters
    ----------
    title, basis : str
    activities : dict of str to pandas.DataFrame
        As the functions of `engagement.measures.placed` give.
    countries : pandas.DataFrame
        Table ``countries``.
    statuses : pandas.Series
        As `engagement.measures.development.status` gives.
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told; without it, as they are.

    Returns
    -------
    Body
    """
    benchmark = development.member_states(countries, statuses, basis)
    rows = {name: development.classified(part, statuses) for name, part in activities.items()}
    overview = development_tables.overview(activities, statuses, benchmark, basis, rule)
    return Body(title, basis, rows, benchmark, overview.set_index("activity", drop=False))

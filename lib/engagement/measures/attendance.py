"""Attendance: participants, delegations and countries per meeting, on site or remote, and person-meetings."""

import pandas as pd

from engagement.disclosure import coarse, tell
from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence.resampling import median_interval
from engagement.measures.ratios import rate, share

ABSENT = "registered only"
ON_SITE, REMOTE = "on site", "remote"
TIMES = ((1, 1, "1 meeting"), (2, 2, "2 meetings"), (3, 5, "3 to 5 meetings"), (6, None, "6 meetings or more"))


def took_part(attendances):
    """The rows of those who took part: without those of whom the list says no more than that they registered."""
    return attendances[attendances["presence"] != ABSENT]


def per_meeting(attendances):
    """Figures of each meeting.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives: one row a person on the list of a meeting.

    Returns
    -------
    pandas.DataFrame
        One row a meeting, by date: ``meeting_id``, ``group``, ``meeting_kind``, ``start``, ``listed`` (rows),
        ``participants`` (rows of those who took part), ``on_site``, ``remote``, ``delegations`` (organizations among
        the participants), ``without_organization`` (participants whose organization is not known), ``countries`` (of
        the participants). A list without persons counts registrations: who registered twice counts twice.

    Raises
    ------
    DataError
        If there are no rows.
    """
    if attendances.empty:
        raise DataError("there is no row of attendance; choose other groups or years")
    keys = "meeting_id"
    by = attendances.groupby(keys, sort=False, observed=True)
    found = by[["group", "meeting_kind", "start"]].first().assign(listed=by.size())
    present = took_part(attendances)
    within = present.groupby(keys, observed=True)
    found["participants"] = within.size()
    found["on_site"] = (present["presence"] == ON_SITE).groupby(present[keys], observed=True).sum()
    found["remote"] = (present["presence"] == REMOTE).groupby(present[keys], observed=True).sum()
    found["delegations"] = within["organization"].nunique()
    found["without_organization"] = within.size() - within["organization"].count()
    found["countries"] = within["country"].nunique()
    counts = list(found.columns[3:])
    found[counts] = found[counts].fillna(0).astype(int)
    return found.reset_index().sort_values("start", kind="stable", ignore_index=True)


def typical(meetings, figure, basis):
    """The median of a figure over meetings, with the interval of the sign test.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `per_meeting` gives, of one group or one kind of meeting.
    figure : str
        ``participants``, ``delegations``, ``countries`` …
    basis : str

    Returns
    -------
    Estimate
        n counts meetings; no interval below six. Meetings are taken as independent.
    """
    unit = f"{figure.replace('_', ' ')} per meeting"
    if meetings.empty:
        return Estimate.not_estimable("no meetings", 0, unit, basis)
    return median_interval(meetings[figure], unit, basis, f"median of {figure.replace('_', ' ')} over meetings")


def mean_per_meeting(meetings, figure, basis, strata=None):
    """The mean of a figure over meetings, within strata such as groups; see `engagement.measures.ratios.rate`."""
    unit = f"{figure.replace('_', ' ')} per meeting"
    return rate(meetings[figure], unit, basis, f"mean {unit}", strata=strata)


def remote_share(meetings, basis, strata=None):
    """Share of the participants who took part remotely, of those of whom the list says from where.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `per_meeting` gives.
    basis : str
    strata : array_like, optional
        Group of each meeting.

    Returns
    -------
    Estimate
        0 to 100 %; n counts meetings with a participant of known presence, which are what is drawn. Interval:
        `engagement.measures.ratios.ratio`; simulated, it covers 94-96% from 5 meetings on.

    Examples
    --------
    >>> print(remote_share(pd.DataFrame({"on_site": [80, 70, 60], "remote": [20, 40, 30]}), "recorded"))
    30% (95% interval 13 to 55.2; n = 3; recorded)
    """
    return share(
        meetings["remote"],
        meetings["remote"] + meetings["on_site"],
        basis,
        "remote share of participants",
        clusters="meetings",
        strata=strata,
    )


def person_meetings(attendances):
    """How often each person took part.

    Returns
    -------
    pandas.Series
        Meetings by person (a pseudonym); empty where the lists name no persons.
    """
    named = took_part(attendances).dropna(subset="person")
    return named.groupby("person", observed=True)["meeting_id"].nunique()


def times(meetings_of_persons, rule):
    """Persons by how many meetings they came to, as far as may be told.

    Parameters
    ----------
    meetings_of_persons : pandas.Series
        As `person_meetings` gives.
    rule : engagement.disclosure.Rule

    Returns
    -------
    pandas.DataFrame
        ``came to`` and ``persons`` in words: rounded, or ``withheld``. Those who come to more meetings than fall into
        the period are cut short at both ends. Empty where no person is known.

    Examples
    --------
    >>> from engagement.disclosure import Rule
    >>> times(pd.Series([1] * 12 + [2] * 3 + [4] * 8 + [7] * 31), Rule())["persons"].tolist()
    ['10', 'withheld', 'withheld', '30']
    """
    classes = [words for *_, words in TIMES]
    edges = [low - 1 for low, *_ in TIMES] + [float("inf")]
    came = pd.cut(meetings_of_persons, edges, labels=classes).astype(object)
    if came.empty:
        return pd.DataFrame({"came to": [], "persons": []}, dtype=object)
    rows = pd.DataFrame({"came to": came.to_numpy(), "person": range(len(came)), "meeting_id": "any"})
    told = tell(rows, [["came to"]], [["came to"]], rule)
    return pd.DataFrame({"came to": classes, "persons": [told.words(["came to"], (one,)) for one in classes]})


def per_person(meetings_of_persons, basis, rule):
    """Mean meetings per person who came at all, as coarse as the rule has it; n counts persons, rounded as well.

    Not estimable where no person is known.
    """
    unit = "meetings per person"
    if meetings_of_persons.empty:
        return Estimate.not_estimable("the lists name no persons", 0, unit, basis)
    mean = rate(meetings_of_persons, unit, basis, "mean over persons who came at all", clusters="persons")
    return coarse(mean, len(meetings_of_persons), rule, persons=True)

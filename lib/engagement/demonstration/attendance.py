"""Who comes to one meeting after another: persons who come back, from as many countries as the margins say."""

from dataclasses import dataclass

import numpy as np

from engagement.demonstration.draws import DAYS, pick, top

DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Persons:
    """Invented persons, a place in each array for one.

    Attributes
    ----------
    organization, country, home : array of int
        Places among the organizations, the countries and the groups.
    activity : array of float
        Readiness to travel.
    first, last : array of datetime64
        Days between which a person takes part.
    """

    organization: np.ndarray
    country: np.ndarray
    home: np.ndarray
    activity: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def __len__(self):
        return len(self.home)


@dataclass(frozen=True)
class Attendees:
    """The list of participants of a meeting.

    Attributes
    ----------
    person : array of int
    presence : array of str
        ``on site``, ``remote`` or ``registered only``.
    """

    person: np.ndarray
    presence: np.ndarray


def name(number):
    """What lists call a person.

    Examples
    --------
    >>> name(1234)
    'Person 001234'
    """
    return f"Person {number:06d}"


def persons(rng, truth, ground, organizations, count):
    """Draw persons; each organization has one at least, where there are enough of them.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    ground : Ground
    organizations : Organizations
    count : int

    Returns
    -------
    Persons
    """
    size = ground.targets["participants"].to_numpy()
    organization = pick(rng, organizations.attendance, count)
    each = np.arange(min(len(organizations), count))
    organization[: len(each)] = rng.permutation(len(organizations))[: len(each)]
    home = _homes(rng, organizations.interest * size, organization)
    moved = rng.random(count) >= truth.organizations.same_country
    elsewhere = pick(rng, ground.countries["weight"].to_numpy(), count)
    length = (rng.exponential(truth.attendance.years_active, count) * DAYS).astype(int) + 200
    middle = rng.integers(-300, (ground.end - ground.start).astype(int) + 300, count)
    return Persons(
        organization=organization,
        country=np.where(moved, elsewhere, organizations.country[organization]),
        home=home,
        activity=rng.lognormal(0, truth.attendance.activity_sd, count),
        first=ground.start + (middle - length // 2) * DAY,
        last=ground.start + (middle + length // 2) * DAY,
    )


def _homes(rng, interest, organization):
    """A group for each person, by the interest of the organization."""
    steps = np.cumsum(interest / interest.sum(axis=1, keepdims=True), axis=1)[organization]
    return np.minimum((rng.random((len(organization), 1)) >= steps).sum(axis=1), interest.shape[1] - 1)


class Attendance:
    """Draws lists of participants meeting by meeting, in the order of time.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    persons : Persons
    organizations : Organizations
    groups : int
        How many there are.
    """

    def __init__(self, rng, truth, persons, organizations, groups):
        self.rng, self.truth, self.persons, self.organizations = rng, truth.attendance, persons, organizations
        self.last = [np.empty(0, dtype=int)] * groups

    def at(self, meeting):
        """Draw who is on the list of a meeting, a row of the calendar."""
        weight = self._readiness(meeting.group, np.datetime64(meeting.start, "D"))
        weight = self._from_countries(weight, meeting.countries)
        drawn = top(self.rng, weight, meeting.participants + meeting.registered)
        came = self._each_country(drawn, weight, meeting.participants)
        rest = drawn[~np.isin(drawn, came)][: meeting.registered]
        self.last[meeting.group] = came
        remote = self.rng.random(len(came)) < meeting.remote
        presence = np.concatenate([np.where(remote, "remote", "on site"), np.full(len(rest), "registered only")])
        return Attendees(np.concatenate([came, rest]), presence.astype(object))

    def _readiness(self, group, day):
        """Weights with which each person comes: zero for those not at work, or whose organization is no member."""
        persons, said = self.persons, self.truth
        weight = persons.activity * np.where(persons.home == group, 1.0, said.stray)
        weight[self.last[group]] *= np.exp(said.retention)
        here = (persons.first <= day) & (day <= persons.last)
        return weight * (here & self.organizations.members(day)[persons.organization])

    def _from_countries(self, weight, count):
        """Weights of persons of so many countries, others set to zero."""
        total = np.bincount(self.persons.country, weight)
        chosen = np.zeros(len(total), dtype=bool)
        chosen[top(self.rng, total, count)] = True
        return weight * chosen[self.persons.country]

    def _each_country(self, drawn, weight, count):
        """Of the persons drawn, so many that each of the countries is there."""
        allowed = np.unique(self.persons.country[weight > 0])
        country = self.persons.country[drawn]
        _, first = np.unique(country, return_index=True)
        missing = allowed[~np.isin(allowed, country)]
        able = np.flatnonzero((weight > 0) & np.isin(self.persons.country, missing))
        _, one = np.unique(self.persons.country[able], return_index=True)
        must = np.concatenate([drawn[first], able[one]])[:count]
        others = drawn[~np.isin(drawn, must)]
        return np.concatenate([must, others])[:count]

"""Who leads: seats of each group, given by contributions and by bias."""

import numpy as np
import pandas as pd

from engagement.demonstration.draws import pick, top

DAY = np.timedelta64(1, "D")
MANAGEMENT = ("chair", "vice-chair", "working party chair", "working party vice-chair")
PRINTED = {
    "chair": "Chairman", "vice-chair": "Vice-Chairman", "working party chair": "Chairman",
    "working party vice-chair": "Vice-Chairman", "rapporteur": "Rapporteur",
    "associate rapporteur": "Associate Rapporteur", "liaison rapporteur": "Liaison Rapporteur",
}  # fmt: skip


def make(rng, truth, ground, questions, organizations, persons, contributed):
    """Draw the seats of all groups.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    ground : Ground
    questions : list of Questions
    organizations : Organizations
    persons : Persons
    contributed : array of float, shape (organizations, groups)
        Contributions of each, in equal parts.

    Returns
    -------
    pandas.DataFrame
        One row a seat: group (place), role, scope, person, start, end (missing for those who hold it to the end).
    """
    rows = []
    for group in range(len(questions)):
        seats = pd.DataFrame(_seats(rng, truth, list(truth.groups)[group], questions[group], group))
        managing, staff = seats["role"].isin(MANAGEMENT).to_numpy(), _Staff(rng, persons, group, len(organizations))
        terms = _terms(rng, truth, ground, seats)
        kinds = ((managing, truth.leadership.management, True), (~managing, truth.leadership.experts, False))
        for mine, bias, once in kinds:
            weight = weights(bias, contributed[:, group], organizations.developed, organizations.region) * staff.there
            weight = weight if weight.any() else staff.there.astype(float)
            for term in terms:
                filled = np.flatnonzero(mine[term["seat"]])
                firms = _firms(rng, weight, len(filled), once)
                term.loc[filled, "person"] = [staff.next(firm) for firm in firms]
        rows += terms
    return pd.concat(rows, ignore_index=True).drop(columns="seat")


def _seats(rng, truth, name, questions, group):
    """The seats there are: role and scope."""
    number, said = name.removeprefix("SG"), truth.leadership
    parties = [f"WP{party}/{number}" for party in range(1, truth.groups[name].working_parties + 1)]
    yield {"group": group, "role": "chair", "scope": ""}
    yield from ({"group": group, "role": "vice-chair", "scope": ""} for _ in range(said.vice_chairs))
    for party in parties:
        yield {"group": group, "role": "working party chair", "scope": party}
        yield {"group": group, "role": "working party vice-chair", "scope": party}
    for question in questions.numbers:
        yield {"group": group, "role": "rapporteur", "scope": question}
        if rng.random() < said.associate_rapporteurs:
            yield {"group": group, "role": "associate rapporteur", "scope": question}
        if rng.random() < said.liaison_rapporteurs:
            yield {"group": group, "role": "liaison rapporteur", "scope": question}


def weights(bias, contributed, developed, region):
    """Weights with which organizations get the seats of a group.

    Parameters
    ----------
    bias : Bias
    contributed : array of float
        Contributions of each to the group.
    developed : array of bool
    region : array of str

    Returns
    -------
    array of float
        Zero for those without a contribution.
    """
    tilt = bias.developed * developed + np.array([bias.regions[one] for one in region])
    return np.where(contributed > 0, contributed**bias.merit * np.exp(tilt), 0)


def _firms(rng, weight, count, once):
    """Organizations for some seats; ``once`` gives none of them a second seat while others are left."""
    return np.resize(top(rng, weight, count), count) if once else pick(rng, weight, count)


class _Staff:
    """The persons of each organization, those at home in a group first; seats go to one after the other."""

    def __init__(self, rng, persons, group, count):
        order = np.lexsort([rng.random(len(persons)), persons.home != group, persons.organization])
        firms, first = np.unique(persons.organization[order], return_index=True)
        self.persons = dict(zip(firms.tolist(), np.split(order, first[1:]), strict=True))
        self.there = np.isin(np.arange(count), firms)
        self.given = dict.fromkeys(self.persons, 0)

    def next(self, firm):
        """A person of an organization that has some."""
        mine = self.persons[firm]
        self.given[firm] += 1
        return mine[(self.given[firm] - 1) % len(mine)]


def _terms(rng, truth, ground, seats):
    """Present holders of the seats, and those that some had before, each with the days of the term."""
    length = (ground.end - ground.start).astype(int)
    handed = rng.random(len(seats)) < truth.leadership.replaced
    change = ground.start + rng.integers(120, length - 120, len(seats)) * DAY
    start = np.where(handed, change, ground.start).astype("datetime64[D]")
    now = seats.assign(seat=range(len(seats)), person=-1, start=start, end=np.datetime64("NaT", "D"))
    former = now[handed].assign(start=ground.start, end=change[handed] - DAY)
    return [now, former.reset_index(drop=True)]


def printed(role, scope):
    """What the leadership list says of a seat.

    Examples
    --------
    >>> printed("rapporteur", "5/13"), printed("working party chair", "WP1/13"), printed("chair", "")
    ('Rapporteur Q5/13', 'WP1/13 Chairman', 'Chairman')
    """
    if not scope:
        return PRINTED[role]
    return f"{scope} {PRINTED[role]}" if scope.startswith("WP") else f"{PRINTED[role]} Q{scope}"

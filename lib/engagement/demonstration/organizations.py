"""Invented organizations: kind, country, activity, interest in each group, and when they are members."""

from dataclasses import dataclass

import numpy as np

from engagement.demonstration import names
from engagement.demonstration.draws import DAYS, pick, portions, top

NEVER = np.datetime64("2262-01-01", "D")  # a last day far ahead, for members that stay
FOUNDED = np.datetime64("1992-03-01", "D")


@dataclass(frozen=True)
class Organizations:
    """Organizations, a place in each array for one.

    Attributes
    ----------
    id, name, variant, kind : array of str
        The variant is another spelling of the name.
    country : array of int
        Place in the countries of the ground.
    developed : array of bool
    region : array of str
    activity, attendance : array of float
        Propensity to contribute, and to send persons.
    interest : array of float, shape (organizations, groups)
        Zero outside the group of an Associate.
    spells : array of datetime64, shape (organizations, 2, 2)
        First and last day of the first and the second membership; the second
        starts after the first, or never.
    """

    id: np.ndarray
    name: np.ndarray
    variant: np.ndarray
    kind: np.ndarray
    country: np.ndarray
    developed: np.ndarray
    region: np.ndarray
    activity: np.ndarray
    attendance: np.ndarray
    interest: np.ndarray
    spells: np.ndarray

    def __len__(self):
        return len(self.id)

    def members(self, day):
        """Which are members on a day."""
        return ((self.spells[:, :, 0] <= day) & (day <= self.spells[:, :, 1])).any(axis=1)

    def leads(self, group, day):
        """Weights with which each is behind a contribution to a group on a day."""
        return self.activity * self.interest[:, group] * self.members(day)


def make(rng, truth, ground, count):
    """Draw organizations.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    ground : Ground
    count : int

    Returns
    -------
    Organizations
    """
    said = truth.organizations
    kind = _kinds(said, ground, count)
    country = _countries(rng, said, ground, kind)
    name = names.organizations(rng, kind)
    activity, attendance = (
        np.array([getattr(said.kinds[one], name) for one in kind]) for name in ("activity", "attendance")
    )
    here = ground.countries.iloc[country]
    return Organizations(
        id=np.array([one.lower().replace(" ", "-") for one in name]),
        name=name,
        variant=names.variants(rng, name),
        kind=kind,
        country=country,
        developed=here["developed"].to_numpy(),
        region=here["region"].to_numpy(),
        activity=activity * here["activity"].to_numpy() * rng.lognormal(0, said.activity_sd, count),
        attendance=attendance * rng.lognormal(0, said.activity_sd / 2, count),
        interest=_interest(rng, truth, ground, kind),
        spells=_spells(rng, truth.churn, ground, kind),
    )


def _kinds(said, ground, count):
    """Kinds by their shares; a State has one administration."""
    kinds = list(said.kinds)
    counts = portions([said.kinds[kind].share for kind in kinds], count)
    if "Member State" in kinds:
        place = kinds.index("Member State")
        more = max(counts[place] - len(ground.countries), 0)
        rest = [0 if n == place else said.kinds[kind].share for n, kind in enumerate(kinds)]
        counts[place] -= more
        counts += portions(rest, more) if more else 0
    return np.repeat(np.array(kinds, dtype=object), counts)


def _countries(rng, said, ground, kind):
    """Countries: no State twice among administrations, and as many in developing countries as the truth says."""
    weight, developing = ground.countries["weight"].to_numpy(), ~ground.countries["developed"].to_numpy()
    states = kind == "Member State"
    country = np.empty(len(kind), dtype=int)
    country[states] = top(rng, weight**0.5, states.sum())  # small States send administrations as well
    wanted = round(said.developing_share * len(kind)) - developing[country[states]].sum()
    rest = (~states).sum()
    wanted = int(np.clip(wanted, 0, rest))
    drawn = np.concatenate([pick(rng, weight * developing, wanted), pick(rng, weight * ~developing, rest - wanted)])
    country[~states] = rng.permutation(drawn)
    return country


def _interest(rng, truth, ground, kind):
    size = ground.targets["contributions"].to_numpy()
    interest = rng.lognormal(0, truth.organizations.specialization_sd, (len(kind), len(size)))
    single = np.flatnonzero(kind == "Associate")
    chosen = np.zeros((len(single), len(size)))
    chosen[np.arange(len(single)), pick(rng, size, len(single))] = 1
    interest[single] *= chosen * len(size)
    return interest


def _spells(rng, churn, ground, kind):
    """First and last days of two memberships."""
    count, length = len(kind), (ground.end - ground.start).astype(int)
    stays = kind == "Member State"
    before = ground.start - rng.integers(30, 20 * 365, count).astype("timedelta64[D]")
    within = ground.start + rng.integers(1, length, count).astype("timedelta64[D]")
    first = np.where(~stays & (rng.random(count) < churn.joined_in_period), within, before)
    first = np.where(stays, FOUNDED, first).astype("datetime64[D]")
    known = np.maximum(first, ground.start)
    waits = rng.exponential(1 / max(churn.leaving_per_year, 1e-9), count)
    left = known + _days(waits)
    leaves = ~stays & (left < ground.end)
    last = np.where(leaves, left, NEVER).astype("datetime64[D]")
    again = last + _days(rng.exponential(churn.years_away, count)) + np.timedelta64(90, "D")
    returns = leaves & (rng.random(count) < churn.returning) & (again < ground.end)
    second = np.where(returns, again, NEVER).astype("datetime64[D]")
    spells = np.stack([first, last, second, np.full(count, NEVER)], axis=1).astype("datetime64[D]")
    spells[~returns, 3] = NEVER
    return spells.reshape(count, 2, 2)


def _days(years):
    return (np.minimum(years, 200) * DAYS).astype(int).astype("timedelta64[D]")

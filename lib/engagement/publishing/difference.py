"""Two editions beside one another: which key numbers moved, by how much, and why."""

from dataclasses import dataclass

from engagement.estimate import Estimate, plain
from engagement.publishing.fingerprints import changes

TOLD = ("value", "low", "high", "n", "unit", "basis")
NOTHING_CHANGED = "nothing it rests on changed: draw with a seed, or it moves by chance"


@dataclass(frozen=True)
class Moved:
    """One key number that is another one, or stands in one of the editions only (the other is then None)."""

    name: str
    before: dict | None
    after: dict | None

    def __str__(self):
        if self.before is None:
            return f"{self.name}: new, {Estimate(**self.after)}"
        if self.after is None:
            return f"{self.name}: gone, was {Estimate(**self.before)}"
        return f"{self.name}: {Estimate(**self.before)} -> {Estimate(**self.after)}{self.by}"

    @property
    def by(self):
        """By how much the value moved, in its unit and, where it has a size, in percent; whether it came or went."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        before, after = self.before["value"], self.after["value"]
        if before is None or after is None or self.before["unit"] != self.after["unit"]:
            return ""
        if before == after:
            return "; the value stays"
        share = f", {(after - before) / abs(before):+.2%}" if before else ""
        return f"; {'+' if after > before else ''}{plain(after - before)}{share}"


@dataclass(frozen=True)
class Difference:
    """What became of one report from one edition to another.

    Attributes
    ----------
    id : str
    status : str or None
        What became of the report as a whole: ``new``, ``gone``, ``ok, then failed`` …; None where that stayed.
    moved : list of Moved
    same : int
        Key numbers that stayed.
    why : dict of str to list of str
        What it rests on that changed: data, definitions, code, parameters, packages, reports before it.
    """

    id: str
    status: str | None
    moved: list
    same: int
    why: dict


def compare(editions, before, after):
    """Compare two editions.

    Parameters
    ----------
    editions : Editions
    before, after : dict
        Their manifests.

    Returns
    -------
    list of Difference
        Of every report of either, in the order of the later one.
    """
    then, now = editions.entries(before), editions.entries(after)
    return [
        of_report(
            id,
            _status(then.get(id), now.get(id)),
            (editions.numbers(before, id), editions.numbers(after, id)),
            (before["reports"].get(id), after["reports"].get(id)),
        )
        for id in {**now, **then}
    ]


def lines(differences):
    """The differences in words, a line each; reports in which nothing moved are counted at the end."""
    still = [one for one in differences if not one.moved and not one.status]
    for one in differences:
        if one in still:
            continue
        yield f"{one.id}{f': {one.status}' if one.status else ''}"
        yield from (f"  {moved}" for moved in one.moved)
        if one.same:
            yield f"  {one.same} key numbers stay"
        if one.status not in ("new", "gone"):
            yield f"  why: {because(one.why)}"
    touched = [one.id for one in still if one.why]
    yield f"{len(still)} of {len(differences)} reports: no key number moved"
    if touched:
        yield f"  though something they rest on changed: {', '.join(touched)}"


def because(why):
    """What changed, in words."""
    named = [f"{what} ({', '.join(names)})" if names else what for what, names in why.items()]
    return "; ".join(named) or NOTHING_CHANGED


def of_report(id, status, numbers, fingerprints):
    """What became of one report.

    Parameters
    ----------
    id : str
    status : str or None
        As in `Difference`.
    numbers, fingerprints : tuple of two dicts
        Its key numbers, and what it was made from, before and after; a fingerprint that is not known is None.

    Returns
    -------
    Difference
    """
    before, after = numbers
    names = list({**after, **before})
    moved = [
        Moved(name, before.get(name), after.get(name))
        for name in names
        if told(before.get(name)) != told(after.get(name))
    ]
    why = changes(*fingerprints) if all(fingerprints) else {}
    return Difference(id, status, moved, len(names) - len(moved), why)


def _status(then, now):
    if then is None or now is None:
        return "new" if then is None else "gone"
    if then["status"] == now["status"]:
        return None
    return f"{then['status']}, then {now['status']}" + (f": {now['reason']}" if now["reason"] else "")


def told(number):
    """What of a key number is told to readers, and so makes another one of it."""
    return number and [number[key] for key in TOLD]

"""The editions of a site as its readers see them: when each was made, and what became of the numbers in it."""

from dataclasses import dataclass

from engagement.estimate import Estimate
from engagement.publishing.difference import because, compare
from engagement.publishing.numbers import named
from engagement.publishing.shell import shell

MOST = 200  # numbers listed of one edition


@dataclass(frozen=True)
class Step:
    """One edition, and what became of the one before it.

    Attributes
    ----------
    edition : dict
        Its manifest.
    reports, failed : int
        How many it has, and how many of them failed.
    before : str or None
        Name of the edition it is held against; None for the first that is kept.
    differences : list of Difference
        Reports in which something changed.
    """

    edition: dict
    reports: int
    failed: int
    before: str | None
    differences: list

    @property
    def moved(self):
        """Reports that both editions have, and of each the key numbers that are others."""
        return [
            [number for number in one.moved if number.before and number.after]
            for one in self.differences
            if one.status not in ("new", "gone")
        ]

    @property
    def exchanged(self):
        """How many key numbers of such reports stand in one of the two editions only."""
        held = sum(len(one.moved) for one in self.differences if one.status not in ("new", "gone"))
        return held - sum(map(len, self.moved))

    @property
    def told(self):
        """In one sentence, what became of the edition before."""
        if self.before is None:
            return "The first edition that is kept: there is none before it to compare with."
        many, touched = sum(map(len, self.moved)), sum(map(bool, self.moved))
        parts = [f"{_count(many, 'key number')} moved in {_count(touched, 'report')}"]
        parts += [f"{self.exchanged:,} came or went"] if self.exchanged else []
        for word in ("new", "gone"):
            many = sum(one.status == word for one in self.differences)
            parts += [f"{_count(many, 'report')} {'came anew' if word == 'new' else 'went'}"] if many else []
        return f"Since edition {self.before}: {', '.join(parts)}."


def steps(editions, held):
    """What became of each edition, the latest first.

    Parameters
    ----------
    editions : Editions
    held : list of dict
        Their manifests, oldest first.

    Returns
    -------
    list of Step
    """
    found = []
    for before, after in zip([None, *held], held, strict=False):
        entries = editions.entries(after)
        differences = compare(editions, before, after) if before else []
        changed = [one for one in differences if one.moved or one.status]
        failed = sum(entry["status"] == "failed" for entry in entries.values())
        found.append(Step(after, len(entries), failed, before and before["name"], changed))
    return found[::-1]


def page(found, entries):
    """The page of the editions.

    Parameters
    ----------
    found : list of Step
    entries : list of dict
        Of the present site, for titles and links.

    Returns
    -------
    str
    """
    return shell("editions.html.j2").render(
        steps=[{"step": step, "rows": _rows(step)[:MOST], "more": max(0, len(_rows(step)) - MOST)} for step in found],
        entries={entry["id"]: entry for entry in entries},
    )


def _rows(step):
    """The numbers that moved, one after another, in words."""
    return [
        {
            "id": one.id,
            "name": named(moved.name),
            "before": _words(moved.before),
            "after": _words(moved.after),
            "by": moved.by.removeprefix("; "),
            "why": because(one.why),
        }
        for one in step.differences
        if one.status not in ("new", "gone")
        for moved in one.moved
    ]


def _words(number):
    return str(Estimate(**number)) if number else "–"


def _count(many, noun):
    return f"{many:,} {noun}" + ("" if many == 1 else "s")

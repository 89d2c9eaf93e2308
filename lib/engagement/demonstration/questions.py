"""The Questions of each group: the published ones where the list is whole, made-up ones elsewhere."""

from dataclasses import dataclass

import numpy as np

from engagement.demonstration import names


@dataclass(frozen=True)
class Questions:
    """The Questions of one group.

    Attributes
    ----------
    numbers : list of str
        ``5/13``.
    subjects : list of str
        What each is about, in small letters.
    weight : array of float
        How much work each has, relative to the others.
    """

    numbers: list
    subjects: list
    weight: np.ndarray

    def __len__(self):
        return len(self.numbers)


def make(rng, truth, ground):
    """The Questions of each group, in the order of the groups.

    Returns
    -------
    list of Questions
    """
    made_up = iter(names.subjects(rng, sum(group.questions or 0 for group in truth.groups.values())))
    found = []
    for name, group in truth.groups.items():
        published = ground.questions[name]
        if published is None:
            numbers = [f"{number}/{name.removeprefix('SG')}" for number in range(1, group.questions + 1)]
            subjects = [next(made_up) for _ in numbers]
        else:
            numbers, subjects = list(published), [_small(title) for title in published.values()]
        found.append(Questions(numbers, subjects, rng.lognormal(0, 0.6, len(numbers))))
    return found


def _small(title):
    """A title within a sentence: its first letter small, unless it begins with an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]

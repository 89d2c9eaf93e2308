"""Contributions to one meeting after another: which item, which Questions, from whom, when, how often revised."""

from dataclasses import dataclass

import numpy as np

from engagement.demonstration import names
from engagement.demonstration.draws import pick, share

DAY = np.timedelta64(1, "D")
MOST_SOURCES = 8
DEADLINE = 12  # days before the meeting


@dataclass(frozen=True)
class Documents:
    """The contributions to one meeting.

    Attributes
    ----------
    number : array of int
        Number in the series of the group, or of the meeting where it is no plenary.
    item : array of int
        Place among the work items, -1 where it is about none.
    title : list of str
    sources : array of int, shape (documents, 8)
        Places among the organizations, the first in front; -1 where there are fewer.
    questions : list of str
        Parted by ``; ``.
    date : array of datetime64
    revisions : array of int
        How many there are beside the first issue.
    outcome : array of str
    """

    number: np.ndarray
    item: np.ndarray
    title: list
    sources: np.ndarray
    questions: list
    date: np.ndarray
    revisions: np.ndarray
    outcome: np.ndarray

    def __len__(self):
        return len(self.number)


class Contributions:
    """Draws contributions meeting by meeting, and keeps count of them.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    questions : list of Questions
    organizations : Organizations
    items : pandas.DataFrame
    champions : array of int, shape (items, 12)

    Attributes
    ----------
    by_item : array of int
        Contributions to each work item so far.
    by_organization : array of float, shape (organizations, groups)
        Contributions of each so far, a document with several sources in equal parts.
    """

    def __init__(self, rng, truth, questions, organizations, items, champions):
        self.rng, self.truth, self.questions, self.organizations = rng, truth.contributions, questions, organizations
        self.items, self.champions = items, champions
        self.decided = items[["consented", "determined", "approved", "deleted"]].min(axis=1).to_numpy("datetime64[D]")
        self.outcomes = share(rng, self.truth.outcomes)
        self.last_number = np.zeros(len(questions), dtype=int)
        self.by_item = np.zeros(len(items), dtype=int)
        self.by_organization = np.zeros((len(organizations), len(questions)))

    def of(self, meeting):
        """Draw the contributions to a meeting, a row of the calendar."""
        count, group = meeting.contributions, meeting.group
        start, end = np.datetime64(meeting.start, "D"), np.datetime64(meeting.end, "D")
        item, question = self._subjects(meeting, start, count)
        sources = self._sources(group, start, item, count)
        submitted = start - DEADLINE * DAY - np.minimum(self.rng.geometric(0.25, count) - 1, 60) * DAY
        twice = self.rng.random((count, 2)) < [self.truth.revised, 0.25]
        revisions = twice[:, 0] * (1 + twice[:, 1])
        self._count(group, item, sources)
        return Documents(
            number=self._numbers(meeting, count),
            item=item,
            title=self._titles(group, item, question),
            sources=sources,
            questions=self._questions(meeting, question),
            date=np.minimum(submitted, end),
            revisions=revisions,
            outcome=self.outcomes(count),
        )

    def _numbers(self, meeting, count):
        """Plenaries go on with the series of their group."""
        first = 0
        if meeting.kind == "plenary":
            first = self.last_number[meeting.group]
            self.last_number[meeting.group] += count
        return np.arange(first + 1, first + count + 1)

    def _subjects(self, meeting, start, count):
        """The work item of each document, -1 for none, and its Question, a place within the group's."""
        weight = self.questions[meeting.group].weight
        weight = weight * np.isin(np.arange(len(weight)), meeting.questions)
        question = pick(self.rng, weight, count)
        at_work = self._at_work(meeting.group, start, weight)
        item = np.full(count, -1)
        if at_work.any():
            about = self.rng.random(count) < self.truth.about_item
            item[about] = pick(self.rng, at_work, about.sum())
            question[about] = self.items["question"].to_numpy()[item[about]]
        return item, question

    def _at_work(self, group, day, weight):
        """Interest in the items that are registered, not yet decided, and of a Question with a weight; else zero."""
        mine = np.flatnonzero(self.items["group"] == group)
        rows, decided = self.items.iloc[mine], self.decided[mine]
        going = (rows["registered"].to_numpy("datetime64[D]") < day) & (np.isnat(decided) | (decided >= day))
        interest = np.zeros(len(self.items))
        interest[mine] = rows["interest"].to_numpy() * (going & (weight[rows["question"].to_numpy()] > 0))
        return interest

    def _sources(self, group, day, item, count):
        """Organizations behind each document; one behind the item comes first in a part of them."""
        weights = self.organizations.leads(group, day)
        sources = pick(self.rng, weights, count * MOST_SOURCES).reshape(count, MOST_SOURCES)
        wanted = 1 + np.minimum(self.rng.poisson(self.truth.sources_mean - 1, count), MOST_SOURCES - 1)
        behind = self.champions[item, self.rng.integers(0, self.champions.shape[1], count)]
        behind = np.where(behind < 0, self.champions[item, 0], behind)
        takes = (item >= 0) & (self.rng.random(count) < self.truth.by_champions) & (weights[behind] > 0)
        sources[takes, 0] = behind[takes]
        for place in range(1, MOST_SOURCES):
            repeated = (sources[:, :place] == sources[:, [place]]).any(axis=1)
            sources[repeated | (place >= wanted), place] = -1
        return sources

    def _questions(self, meeting, question):
        numbers = self.questions[meeting.group].numbers
        more = meeting.questions[self.rng.integers(0, len(meeting.questions), len(question))]
        named = (self.rng.random(len(question)) < self.truth.more_questions) & (more != question)
        return [
            f"{numbers[one]}; {numbers[two]}" if both else numbers[one]
            for one, two, both in zip(question, more, named, strict=True)
        ]

    def _titles(self, group, item, question):
        purpose = self.rng.integers(0, len(names.PURPOSES), len(item))
        called, about = self.items["item"].to_numpy(), self.items["title"].to_numpy()
        numbers = self.questions[group].numbers
        return [
            f"{names.PURPOSES[p]} " + (f"{called[i]} ({about[i]})" if i >= 0 else f"the work of Question {numbers[q]}")
            for p, i, q in zip(purpose, item, question, strict=True)
        ]

    def _count(self, group, item, sources):
        self.by_item += np.bincount(item[item >= 0], minlength=len(self.by_item))
        there = sources >= 0
        parts = np.repeat(1 / there.sum(axis=1), there.sum(axis=1))
        self.by_organization[:, group] += np.bincount(sources[there], parts, minlength=len(self.organizations))

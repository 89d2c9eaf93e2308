"""The work programme: when items are registered, consented and approved, and which organizations are behind them."""

import numpy as np
import pandas as pd

from engagement.demonstration import names
from engagement.demonstration.draws import pick, portions, share

DAY = np.timedelta64(1, "D")
NEVER = np.datetime64("NaT", "D")
MOST_CHAMPIONS = 12
STAGES = ("registered", "consented", "determined", "last call", "additional review", "approved", "deleted")
LAST_CALL, CLOSING = 14 * DAY, 42 * DAY  # from consent to last call, from there to approval
REVIEW, RETURN = 45 * DAY, 35 * DAY  # where comments came: from last call to additional review, from there to approval


def make(rng, truth, questions, organizations, meetings, horizon, count):
    """Draw work items.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    questions : list of Questions
    organizations : Organizations
    meetings : pandas.DataFrame
    horizon : numpy.datetime64
        Day the work programme is looked at; later stages are not known.
    count : int

    Returns
    -------
    pandas.DataFrame
        One row an item, those of a group together: item (name), group (place),
        question (place within the group), title, process, priority, interest,
        registered, a column for each later stage (days; missing where not
        reached), target and stage.
    array of int, shape (items, 12)
        Organizations behind each, the editor's first; -1 where there are fewer.
    """
    said = truth.work_items
    group = np.repeat(np.arange(len(questions)), _by_group(questions, count))
    ends = [meetings.loc[(meetings["group"] == g) & (meetings["kind"] == "plenary"), "end"].to_numpy("datetime64[D]")
            for g in range(len(questions))]  # fmt: skip
    rows = _described(rng, truth, questions, group)
    rows["registered"] = _registered(rng, said, group, ends)
    rows = _stages(rng, said, rows, ends, horizon)
    return rows, _champions(rng, said, organizations, rows)


def history(rows):
    """The stages of each item with their days, as the form of work items has them: ``2018-03-02 registered; …``."""
    texts = np.full(len(rows), "", dtype=object)
    days = rows[list(STAGES)].to_numpy("datetime64[D]")
    order = np.argsort(days, axis=1, kind="stable")  # missing days sort last
    for place in range(len(STAGES)):
        column = np.take_along_axis(days, order[:, [place]], axis=1)[:, 0]
        stage = np.array(STAGES, dtype=object)[order[:, place]]
        there = ~np.isnat(column)
        lead = "" if place == 0 else "; "
        texts[there] += lead + column[there].astype(str).astype(object) + " " + stage[there]
    return texts


def _by_group(questions, count):
    return portions([len(one) for one in questions], count)


def _described(rng, truth, questions, group):
    """What does not change: name, Question, title, process, priority, interest."""
    count, said = len(group), truth.work_items
    question = np.concatenate([pick(rng, one.weight, (group == g).sum()) for g, one in enumerate(questions)])
    form = rng.integers(0, len(names.FORMS), count)
    number = np.concatenate([np.arange(1, (group == g).sum() + 1) for g in range(len(questions))])
    prefix = [one.recommendations for one in truth.groups.values()]
    return pd.DataFrame({
        "item": [f"{prefix[g]}.{n}" for g, n in zip(group, number, strict=True)],
        "group": group,
        "question": question,
        "title": [f"{names.FORMS[f]} {questions[g].subjects[q]}, part {n}"
                  for f, g, q, n in zip(form, group, question, number, strict=True)],
        "process": share(rng, said.processes)(count),
        "priority": share(rng, said.priorities)(count),
        "interest": rng.lognormal(0, said.interest_sd, count),
    })  # fmt: skip


def _registered(rng, said, group, ends):
    """The last day of a plenary of the period, or of one before it."""
    days = np.empty(len(group), dtype="datetime64[D]")
    for place, plenaries in enumerate(ends):
        mine = np.flatnonzero(group == place)
        carried = rng.random(len(mine)) < said.carried_over
        before = plenaries[0] - rng.choice([210, 450, 690], len(mine)) * DAY
        days[mine] = np.where(carried, before, plenaries[rng.integers(0, len(plenaries), len(mine))])
    return days


def _stages(rng, said, rows, ends, horizon):
    """Days of the later stages: decided at a plenary, approved after a last call or at the next one."""
    count, process = len(rows), rows["process"].to_numpy()
    registered = rows["registered"].to_numpy("datetime64[D]")
    length = rng.lognormal(np.log(said.median_days), said.duration_sd, count).astype(int)
    ready = registered + np.minimum(length, 20_000) * DAY
    decided, following = _plenaries(rows["group"].to_numpy(), ready, ends)
    dropped = rng.random(count) < said.deleted
    reviewed = rng.random(count) < 0.2
    aap, tap, agreed = (~dropped & (process == one) for one in ("AAP", "TAP", "agreement"))
    called = decided + LAST_CALL
    review = called + REVIEW
    stages = {
        "consented": np.where(aap, decided, NEVER),
        "determined": np.where(tap, decided, NEVER),
        "last call": np.where(aap, called, NEVER),
        "additional review": np.where(aap & reviewed, review, NEVER),
        "approved": np.select(
            [aap & reviewed, aap, tap, agreed], [review + RETURN, called + CLOSING, following, decided], NEVER
        ),
        "deleted": np.where(dropped, decided, NEVER),
    }
    known = {name: np.where(days <= horizon, days, NEVER).astype("datetime64[D]") for name, days in stages.items()}
    target = np.where(np.isnat(decided), ready, decided).astype("datetime64[M]").astype("datetime64[D]")
    rows = rows.assign(**known, target=target)
    reached = ~rows[list(STAGES)].isna().to_numpy()
    last = np.where(reached, np.array([0, 1, 1, 2, 3, 4, 5]), -1).argmax(axis=1)
    return rows.assign(stage=np.array(STAGES, dtype=object)[last])


def _plenaries(group, ready, ends):
    """Last days of the first plenary at which an item is ready, and of the next; missing where there is none."""
    decided, following = (np.full(len(group), NEVER) for _ in range(2))
    for place, plenaries in enumerate(ends):
        mine = group == place
        later = np.concatenate([plenaries, [NEVER, NEVER]])
        at = np.searchsorted(plenaries, ready[mine])
        decided[mine], following[mine] = later[at], later[at + 1]
    return decided, following


def _champions(rng, said, organizations, rows):
    """The organizations behind each item, members when it was registered, none twice."""
    count = len(rows)
    wanted = 1 + np.minimum(rng.poisson(said.supporters_mean - 1, count), MOST_CHAMPIONS - 1)
    drawn = np.full((count, MOST_CHAMPIONS), -1)
    group, registered = rows["group"].to_numpy(), rows["registered"].to_numpy("datetime64[D]")
    for place, day in sorted(set(zip(group.tolist(), registered, strict=True))):
        mine = np.flatnonzero((group == place) & (registered == day))
        weights = organizations.leads(place, day)
        drawn[mine] = pick(rng, weights, len(mine) * MOST_CHAMPIONS).reshape(-1, MOST_CHAMPIONS)
    for place in range(MOST_CHAMPIONS):
        repeated = (drawn[:, :place] == drawn[:, [place]]).any(axis=1)
        drawn[repeated | (place >= wanted), place] = -1
    return drawn

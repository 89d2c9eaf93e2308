"""The calendar of the made-up period: meetings, and how many come and contribute to each."""

import numpy as np
import pandas as pd

from engagement.demonstration.draws import pick, portions, top

DAY = np.timedelta64(1, "D")
MARGIN = 75  # days after the assembly, and before the next one, without meetings
SMALLEST = {"participants": 6, "contributions": 1}


def make(rng, truth, ground, questions, factor):
    """Draw the calendar.

    Plenaries have, over those of a group, the mean participants, countries and
    contributions of ``ground.targets`` times the factor (countries as they are);
    the other meetings share what these leave of the totals.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    ground : Ground
    questions : list of list of str
        Questions of each group.
    factor : float

    Returns
    -------
    pandas.DataFrame
        One row a meeting in order of its first day: meeting_id, group (place),
        kind, part, joint_with, start, end, place, mode, remote (share),
        participants, registered (without coming), contributions, countries, and
        questions (places of those that may come up, within the group's).
    """
    plenary, other = _plenaries(rng, truth, ground, questions), _others(rng, truth, ground, questions)
    rows = pd.concat([plenary, other], ignore_index=True)
    rows["after"] = rows["start"].to_numpy() >= np.datetime64(truth.break_2020.day)
    rows = _mode(rng, truth, rows)
    rows = _sizes(rng, truth, ground, rows, factor)
    names = np.array(list(truth.groups))
    rows["group_name"] = names[rows["group"]]
    rows["meeting_id"] = [_identifier(row) for row in rows.itertuples()]
    return rows.sort_values(["start", "meeting_id"], ignore_index=True)


def _plenaries(rng, truth, ground, questions):
    """Meetings of the whole groups, evenly over the period but for some weeks, on Mondays."""
    rows = []
    first, last = ground.start + MARGIN * DAY, ground.end - MARGIN * DAY
    for group, (name, said) in enumerate(truth.groups.items()):
        step = (last - first).astype(int) / said.plenaries
        for number in range(said.plenaries):
            start = _monday(first + int((number + rng.uniform(0.1, 0.9)) * step) * DAY)
            while (name, start) in ground.published:  # the day of a published meeting is left to that one
                start += 7 * DAY
            end = start + int(rng.choice([4, 8, 9, 11])) * DAY
            every = np.arange(len(questions[group]))
            rows.append({"group": group, "kind": "plenary", "start": start, "end": end, "questions": every})
    return pd.DataFrame(rows).assign(part=None, joint_with=None)


def _others(rng, truth, ground, questions):
    """Working party, rapporteur group and joint meetings between the plenaries."""
    said = truth.meetings
    count = truth.totals.meetings - sum(group.plenaries for group in truth.groups.values())
    kinds = np.repeat(list(said.kinds), portions([kind.share for kind in said.kinds.values()], count))
    size = np.array([len(one) for one in questions], dtype=float)
    groups = np.concatenate([np.arange(len(size)), pick(rng, size, count)])[:count]
    days = ground.start + np.arange(MARGIN, (ground.end - ground.start).astype(int) - MARGIN) * DAY
    days = days[(days == _monday(days)) & ~_holidays(days)]
    rows, taken = [], set(ground.published)
    for kind, group in zip(rng.permutation(kinds), groups, strict=True):
        name = list(truth.groups)[group]
        start = next(day for day in rng.permutation(days) if (name, day) not in taken)
        taken.add((name, start))
        rows.append(_other(rng, truth, kind, name, group, start, len(questions[group]), questions[group]))
    return pd.DataFrame(rows)


def _other(rng, truth, kind, name, group, start, count, numbers):
    number = name.removeprefix("SG")
    here = np.sort(top(rng, np.ones(count), rng.integers(3, 8)))
    party = int(rng.integers(1, truth.groups[name].working_parties + 1))
    if kind == "working party":
        parties = np.arange(count) % truth.groups[name].working_parties + 1
        here = np.flatnonzero(parties == party)
    part = {
        "working party": f"WP{party}/{number}",
        "rapporteur group": "; ".join(f"Q{numbers[place]}" for place in here),
        "joint": f"Joint team {number}-{party}",
    }[kind]
    partner = str(rng.choice(truth.meetings.joint_with)) if kind == "joint" else None
    return {
        "group": group, "kind": kind, "start": start, "end": start + int(rng.choice([1, 2, 4])) * DAY,
        "questions": here, "part": part, "joint_with": partner,
    }  # fmt: skip


def _mode(rng, truth, rows):
    said, count, after = truth.break_2020, len(rows), rows["after"].to_numpy()
    virtual = after & (rng.random(count) < said.virtual_after)
    remote = np.where(virtual, 1.0, np.where(after, said.remote_after, said.remote_before))
    places = np.array(list(truth.meetings.places))[pick(rng, np.array(list(truth.meetings.places.values())), count)]
    mode = np.select([virtual, remote > 0], ["virtual", "hybrid"], "physical")
    return rows.assign(mode=mode, remote=remote, place=np.where(virtual, "virtual", places))


def _sizes(rng, truth, ground, rows, factor):
    """Participants, contributions and countries of each meeting."""
    group, plenary, after = rows["group"].to_numpy(), rows["kind"].eq("plenary").to_numpy(), rows["after"].to_numpy()
    years = rows["start"].dt.year.to_numpy() - ground.start.astype("datetime64[Y]").astype(int) - 1970
    shocks = rng.normal(0, truth.group_shocks.contributions_sd, (len(truth.groups), years.max() + 1))
    levels = {
        "participants": truth.break_2020.participants_step * after,
        "contributions": truth.break_2020.contributions_step * after + shocks[group, years],
        "countries": 0.3 * truth.break_2020.participants_step * after,
    }
    kinds = {name: kind.size for name, kind in truth.meetings.kinds.items()}
    sizes = {}
    for name, level in levels.items():
        times = 1 if name == "countries" else factor
        spread = truth.margins.size_sd * (0.3 if name == "countries" else 1)
        raw = np.exp(level + rng.normal(0, spread, len(rows)))
        target = ground.targets[name].to_numpy() * times
        sizes[name] = _plenary_sizes(raw, target, group, plenary)
        if name == "countries":
            sizes[name][~plenary] = np.maximum(0.7 * (raw * target[group])[~plenary], 1)
        else:
            weights = (raw * target[group] * rows["kind"].map(kinds).to_numpy(float))[~plenary]
            sizes[name][~plenary] = _rest(truth, name, sizes[name][plenary], weights, factor)
    came = np.maximum(np.round(sizes["participants"]), SMALLEST["participants"]).astype(int)
    return rows.assign(
        participants=came,
        registered=np.round(came * truth.attendance.registered_only).astype(int),
        contributions=np.maximum(np.round(sizes["contributions"]), SMALLEST["contributions"]).astype(int),
        countries=np.minimum(np.maximum(np.round(sizes["countries"]), 1), np.maximum(came * 4 // 5, 1)).astype(int),
    )


def _plenary_sizes(raw, target, group, plenary):
    """Sizes whose mean over the plenaries of a group is its target."""
    sizes = np.zeros(len(raw))
    for place, mean in enumerate(target):
        mine = plenary & (group == place)
        sizes[mine] = raw[mine] / raw[mine].mean() * mean
    return sizes


def _rest(truth, name, taken, weights, factor):
    """What plenaries leave of a total, by the weights of the other meetings."""
    total = {"participants": truth.totals.attendances / (1 + truth.attendance.registered_only),
             "contributions": truth.totals.contributions}[name]  # fmt: skip
    return weights / weights.sum() * max(total * factor - taken.sum(), 0)


def _identifier(row):
    """``SG13-2018-07-16``, ``SG13-WP1-2018-10-29``, ``SG13-RGM-2019-02-04``, ``SG13-JOINT-2019-02-04``."""
    part = {"plenary": "", "rapporteur group": "RGM-", "joint": "JOINT-"}.get(row.kind)
    if part is None:
        part = row.part.partition("/")[0] + "-"
    return f"{row.group_name}-{part}{row.start:%Y-%m-%d}"


def _holidays(days):
    """The weeks around the turn of the year."""
    of_year = (days - days.astype("datetime64[Y]")).astype(int)
    return (of_year < 6) | (of_year > 350)


def _monday(day):
    """The Monday on or before a day."""
    return day - (day.astype("datetime64[D]").astype(int) + 3) % 7 * DAY

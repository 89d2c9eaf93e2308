"""The measures of progress find what truth.yml says: time to decision, deleted items, stale items, supporters."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import engagement
from engagement import activities, demonstration
from engagement.measures import item_shares, pipeline, progress, stale

TRUTH = demonstration.truth(Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml")
BODY = ("itu-t", "demonstration")


@pytest.fixture(scope="module")
def records(in_full):
    """Items on the last day, contributions and meetings."""
    items, meetings = activities.work_items(*BODY), activities.meetings(*BODY)
    documents = activities.contributions(*BODY)
    return pipeline.selected(items, as_of=pipeline.last_day(items, meetings, documents)), documents, meetings


@pytest.fixture(scope="module")
def fresh(records):
    """Items registered within the period, and the days on which their groups could decide."""
    rows, _, meetings = records
    plenary = meetings[meetings["meeting_kind"] == "plenary"]
    ends = {group: np.sort(days.to_numpy()) for group, days in plenary.groupby("group")["end"]}
    attrs, rows = rows.attrs, rows[rows["registered"] >= rows["group"].map({g: e[0] for g, e in ends.items()})]
    rows.attrs = attrs
    return rows, ends


def truly_decided(fresh, days):
    """Share decided within so many days: ready after a log-normal time, decided, or dropped, at the next meeting."""
    rows, ends = fresh
    followed = rows[(rows.attrs["as_of"] - rows["registered"]).dt.days >= days]
    ready = []
    for group, day in zip(followed["group"], followed["registered"].to_numpy(), strict=True):
        met = ends[group][ends[group] <= day + np.timedelta64(int(days), "D")]
        ready.append((met[-1] - day) / np.timedelta64(1, "D") + 1)  # whole days, rounded down
    said = TRUTH.work_items
    got = stats.lognorm(said.duration_sd, scale=said.median_days).cdf(ready)
    return (1 - said.deleted) * np.mean(got)


@pytest.mark.parametrize("days", [500, 730, 1000, 1200])
def test_the_share_decided_by_a_day_is_the_planted_one(fresh, days):
    found = progress.got_there(progress.time_to(progress.durations(fresh[0])), days, "demonstration")
    assert found.low <= 100 * truly_decided(fresh, days) <= found.high


def test_the_median_time_to_decision_is_the_planted_one(fresh):
    found = progress.median_time(progress.time_to(progress.durations(fresh[0])), "demonstration")
    planted = next(days for days in range(1, 1800) if truly_decided(fresh, days) >= 0.5)
    assert found.low <= planted <= found.high
    assert planted > TRUTH.work_items.median_days  # a text that is ready waits for the next meeting


def test_all_items_take_as_long_those_from_before_the_period_among_them(records):
    found = progress.durations(records[0], "decided", engagement.load("study_periods"))
    median = progress.median_time(progress.time_to(found), "demonstration")
    assert (round(median.value), median.n) == (885, 900)
    assert median.low < median.value < median.high


def test_the_share_deleted_is_the_planted_one(records):
    rows = records[0]
    closed = rows[rows["state"].isin(["in approval", "approved", "deleted"])]
    flags = closed.assign(hit=closed["state"] == "deleted")
    flags.attrs = {}
    found = item_shares.overall(flags, "demonstration")
    assert found.low <= 100 * TRUTH.work_items.deleted <= found.high


def test_the_share_stale_is_what_planted_interest_makes_it(records):
    rows, documents, meetings = records
    status = stale.staleness(rows, documents, meetings)
    found = item_shares.overall(stale.stale(status, "at most"), "demonstration")
    rng, going = np.random.default_rng(0), list(under_way(rows, status, documents, meetings))
    drawn = [silent(rng, rows, status, going) for _ in range(20)]
    assert found.low <= 100 * np.mean(drawn) <= found.high
    least = item_shares.overall(stale.stale(status), "demonstration")
    assert least.value <= found.value


def under_way(rows, status, documents, meetings):
    """For each meeting how many contributions it has, which items are under way, and for which it is late enough."""
    since = rows["work_item_id"].map(status.set_index("work_item_id")["since"].to_dict())
    for meeting, of_meeting in documents.drop_duplicates("document_id").groupby("meeting_id"):
        day, group = meetings.set_index("meeting_id").loc[meeting, ["start", "group"]]
        closed = rows[["decided", "deleted"]].min(axis=1) < day
        asked = set("; ".join(of_meeting["questions"]).split("; "))
        going = rows["group"].eq(group) & (rows["registered"] < day) & ~closed & rows["question"].isin(asked)
        if going.any():
            yield len(of_meeting), going.to_numpy(float), (since < day).to_numpy()


def silent(rng, rows, status, under_way):
    """Share of the items that can be judged that nothing is about, with interests and subjects drawn anew."""
    interest = rng.lognormal(0, TRUTH.work_items.interest_sd, len(rows))
    about = np.zeros(len(rows))
    for contributions, going, counts in under_way:
        weight = interest * going
        many = rng.binomial(contributions, TRUTH.contributions.about_item)
        about += rng.multinomial(many, weight / weight.sum()) * counts
    judged = rows["work_item_id"].isin(status.loc[status["status"].isin(["named", "perhaps", "none"]), "work_item_id"])
    return (about[judged.to_numpy()] == 0).mean()


def test_more_items_have_a_single_supporter_than_want_one(records):
    found = item_shares.overall(item_shares.single_supporter(records[0], ""), "demonstration")
    wanting = 100 * np.exp(1 - TRUTH.work_items.supporters_mean)  # some draw the same organization again
    assert wanting < found.high
    assert found.value < 100 * np.exp(1 - TRUTH.work_items.supporters_mean / 2)

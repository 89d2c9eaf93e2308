"""Progress of work by hand: states on a day, durations, overdue and single-supporter items, outputs and texts."""

from pathlib import Path

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.measures import item_shares, outputs, pipeline, progress, texts
from engagement.measures.pooling import pool_shares
from engagement.validation import coverage_progress

SHIPPED = Path(__file__).parents[3] / "data"
DAYS = ("registered", "target", "updated", "consented", "determined", "approved", "deleted")


CATALOGUE = pd.DataFrame({"published": pd.to_datetime(["2018-05-01", "2019-12-01"]), "group": "SG13"})


def programme(*rows):
    """Items: name, stage printed, then days by name."""
    found = []
    for number, (name, stage, days) in enumerate(rows):
        item = {"work_item_id": name, "group": "SG13", "period": "T17", "questions": f"{number % 2 + 1}/13; 9/13",
                "title": name, "process": "AAP", "stage": stage, "supporters": number % 3}  # fmt: skip
        found.append(item | dict.fromkeys(DAYS) | days)
    frame = pd.DataFrame(found)
    frame[list(DAYS)] = frame[list(DAYS)].apply(pd.to_datetime)
    frame.attrs["basis"] = "recorded"
    return frame


ITEMS = programme(
    ("Y.a", "approved", {"registered": "2017-03-01", "consented": "2018-03-01", "approved": "2018-05-01"}),
    ("Y.b", "under study", {"registered": "2018-03-01", "target": "2019-01-01"}),
    ("Y.c", "deleted", {"registered": "2017-03-01", "deleted": "2018-09-01"}),
    ("Y.d", "consented", {"registered": "2017-09-01", "consented": "2019-03-01"}),
    ("Y.e", "approved", {"registered": "2017-09-01"}),  # the day of approval is not on record
    ("Y.f", "under study", {"target": "2020-01-01"}),  # nor is that of registration here
    (
        "Y.g",
        "approved",
        {"registered": "2015-01-01", "approved": "2017-03-01"},
    ),  # needs neither consent nor determination
)


def states(as_of=None):
    return pipeline.selected(ITEMS, as_of=as_of).set_index("work_item_id")["state"].to_dict()


def test_items_stand_where_their_days_say_on_the_last_day():
    assert pipeline.last_day(ITEMS) == pd.Timestamp("2019-03-01")
    assert states() == {
        "Y.a": "approved", "Y.b": "under study", "Y.c": "deleted", "Y.d": "in approval", "Y.e": "approved",
        "Y.f": "under study", "Y.g": "approved",
    }  # fmt: skip


def test_on_an_earlier_day_later_stages_are_not_known_yet_and_undated_ones_not_at_all():
    assert states(pd.Timestamp("2018-04-01")) == {
        "Y.a": "in approval", "Y.b": "under study", "Y.c": "under study", "Y.d": "under study", "Y.e": "not known",
        "Y.f": "under study", "Y.g": "approved",
    }  # fmt: skip
    assert "Y.b" not in states(pd.Timestamp("2018-02-01"))


def test_items_that_name_no_question_stand_by_their_group():
    none = ITEMS.assign(questions=pd.Series([None] * len(ITEMS), dtype=object))
    other = ITEMS.assign(group="TSAG", questions=pd.Series([None] * len(ITEMS), dtype="str"))
    for items in (none, other, pd.concat([ITEMS, none.assign(group="TSAG")], ignore_index=True)):
        group = "SG13" if items is none else "TSAG"
        assert set(pipeline.selected(items, [group])["question"]) == {group}


def test_the_pipeline_counts_every_item_once():
    rows = pipeline.selected(ITEMS)
    for by in ("group", "question"):
        table = pipeline.pipeline(rows, by)
        assert table["items"].sum() == len(ITEMS) == table[list(pipeline.STATES)].to_numpy().sum()
    assert pipeline.pipeline(rows, "question")["question"].tolist() == ["1/13", "2/13"]


def test_years_of_the_pipeline():
    flow = pipeline.per_year(pipeline.selected(ITEMS)).set_index("year")
    assert flow.loc[2017].to_dict() == {"registered": 4, "decided": 1, "approved": 1, "deleted": 0, "open": 4}
    assert flow.loc[2018].to_dict() == {"registered": 1, "decided": 1, "approved": 1, "deleted": 1, "open": 3}
    assert flow["registered"].sum() == ITEMS["registered"].notna().sum()


def test_durations_by_hand():
    found = progress.durations(pipeline.selected(ITEMS)).set_index("work_item_id")
    assert found["time"].to_dict() == {"Y.a": 365, "Y.b": 365, "Y.c": 549, "Y.d": 546, "Y.g": 790}
    assert found["happened"].to_dict() == {"Y.a": True, "Y.b": False, "Y.c": False, "Y.d": True, "Y.g": True}
    assert found.index[found["deleted"]].tolist() == ["Y.c"]
    assert found.attrs["left_out"] == {"unregistered": 1, "undated": 1, "outside": 0}


def test_an_item_from_before_its_period_is_followed_from_the_first_day_of_it():
    periods = pd.DataFrame({"period": ["T17"], "start": pd.to_datetime(["2016-11-04"])})
    found = progress.durations(pipeline.selected(ITEMS), "decided", periods).set_index("work_item_id")
    assert found.loc["Y.g", ["entry", "time"]].tolist() == [673, 790]
    assert found.loc["Y.a", "entry"] == 0


def test_deleted_items_lower_the_share_decided_unless_they_are_censored():
    found = progress.durations(pipeline.selected(ITEMS))
    got = {name: progress.got_there(progress.time_to(found, name), 600, "recorded").value for name in progress.DELETED}
    # by 365 one of five, by 546 one of three; the deleted one leaves at 549, before the last is decided at 790
    assert got == pytest.approx({"competing": 20 + 80 / 3, "censored": 20 + 80 / 3})
    late = {name: progress.got_there(progress.time_to(found, name), 790, "recorded").value for name in progress.DELETED}
    assert late["competing"] == pytest.approx(20 + 80 / 3 * 2)
    assert late["censored"] == pytest.approx(100)
    assert progress.by_group(found)[["group", "items", "happened", "deleted"]].to_numpy().tolist() == [
        ["SG13", 5, 3, 1]
    ]


def test_nothing_to_follow_is_not_estimable():
    rows = pipeline.selected(ITEMS)
    found = progress.durations(rows[rows["work_item_id"] == "Y.f"])
    curve = progress.time_to(found)
    assert not progress.median_time(curve, "recorded").estimable
    assert not progress.got_there(curve, 730, "recorded").estimable


def test_overdue_items_by_the_precision_of_their_targets():
    rows = pipeline.selected(ITEMS)  # looked at on 1 March 2019; Y.b is due in January 2019
    late = {precision: item_shares.overdue(rows, precision) for precision in item_shares.PRECISIONS}
    assert {name: one.set_index("work_item_id")["hit"].to_dict() for name, one in late.items()} == {
        "day": {"Y.b": True, "Y.f": False},
        "month": {"Y.b": True, "Y.f": False},
        "quarter": {"Y.b": False, "Y.f": False},
    }
    assert late["month"]["late"].tolist()[0] == 29
    assert late["day"]["late"].tolist()[0] == 59
    assert item_shares.overall(late["month"], "recorded").value == 50


def test_single_supporters_leave_out_items_that_name_none():
    rows = pipeline.selected(ITEMS.assign(supporters=pd.array([1, 2, None, 1, 3, 1, None], dtype="Int64")))
    flags = item_shares.single_supporter(rows, "")
    assert (len(flags), flags["hit"].sum(), flags.attrs["unnamed"]) == (5, 3, 2)
    assert item_shares.by_group(flags, "recorded")["hits"].tolist() == [3]
    assert len(item_shares.single_supporter(rows)) == 2


def test_questions_are_drawn_together():
    flags = pd.DataFrame({
        "question": ["1/13"] * 10 + ["2/13"] * 10 + ["3/13"] * 10 + ["4/13"], "group": "SG13",
        "hit": [True] * 3 + [False] * 7 + [True] * 2 + [False] * 8 + [True] * 2 + [False] * 8 + [True],
    })  # fmt: skip
    found = item_shares.by_question(flags, "recorded").set_index("question")
    assert found.loc["4/13", "share"].value < 60  # one of one is drawn down
    assert found["items"].sum() == 31


def test_shares_of_very_small_units_are_pooled():
    pool = pool_shares([1, 0, 0, 1, 2, 0, 1, 0], [1, 1, 2, 2, 2, 1, 1, 3])
    assert ((pool.means > 0) & (pool.means < 1)).all()
    assert pool_shares([0] * 40, [1, 2] * 20).means.max() < 0.1


def test_outputs_of_meetings_by_hand():
    meetings = pd.DataFrame({
        "meeting_id": ["M1", "M2", "W1"], "group": "SG13", "meeting_kind": ["plenary", "plenary", "working party"],
        "start": pd.to_datetime(["2018-02-20", "2019-02-20", "2017-03-01"]),
        "end": pd.to_datetime(["2018-03-01", "2019-03-01", "2017-03-02"]),
    })  # fmt: skip
    documents = pd.DataFrame({"document_id": ["C1", "C1", "C2", "C3"], "meeting_id": ["M1", "M1", "M1", "M2"]})
    table = outputs.at_meetings(ITEMS, meetings, documents).set_index("meeting_id")
    assert table["consented"].to_dict() == {"M1": 1, "M2": 1}
    assert table["new_work_items"].to_dict() == {"M1": 1, "M2": 0}
    assert table["contributions"].to_dict() == {"M1": 2, "M2": 1}
    assert table.attrs["elsewhere"] == 0
    assert outputs.contributions_per_output(table, "recorded").value == pytest.approx(1.5)


def test_contributions_per_output_count_meetings_without_output():
    table = pd.DataFrame(
        {"group": "SG13", "contributions": [100, 100, 100], "consented": [10, 0, 20], "determined": None}
    )
    found = outputs.contributions_per_output(table, "recorded")
    assert found.value == 10 and "; 3 of 3 meetings do not state what they determined" in found.method
    assert "do not state" not in outputs.contributions_per_output(table.assign(determined=0), "recorded").method
    nothing = outputs.contributions_per_output(table.assign(consented=0), "recorded")
    assert "nothing was decided" in nothing.method
    assert not outputs.contributions_per_output(table.assign(contributions=None), "recorded").estimable


def test_contributions_per_output_where_some_meetings_have_none():
    table = pd.DataFrame({"group": "SG13", "contributions": [0, 100, 100], "consented": [5, 10, 10], "determined": 0})
    found = outputs.contributions_per_output(table, "recorded")
    assert (found.value, found.low) == (8, None) and "decided something without a contribution" in found.method
    none = outputs.contributions_per_output(table.assign(contributions=0), "recorded")
    assert "no contributions to these meetings" in none.method and not none.estimable


def test_contributions_named_from_registration_to_decision():
    rows = pipeline.selected(ITEMS)
    documents = pd.DataFrame({
        "document_id": ["C1", "C2", "C3", "C4"], "group": "SG13", "title": ["Y.a", "Y.d and Y.a", "Y.a", "Y.x"],
        "date": pd.to_datetime(["2017-01-01", "2018-02-01", "2018-04-01", "2019-04-01"]),
    })  # fmt: skip
    held = outputs.per_item(rows, documents).set_index("work_item_id")["contributions"]
    assert held.to_dict() == {"Y.a": 1, "Y.d": 1}  # C1 came before, C3 after; Y.g was registered before the documents


def test_an_item_decided_after_the_documents_end_is_not_counted():
    days = {name: pd.to_datetime([day]) for name, day in (("registered", "2017-03-01"), ("decided", "2020-03-01"))}
    rows = pd.DataFrame({"work_item_id": ["Y.a"], "group": "SG13", "question": "1/13", **days, "deleted": pd.NaT})
    dates = pd.to_datetime(["2016-12-01", "2017-06-01"])
    documents = pd.DataFrame({"document_id": ["C1", "C2"], "group": "SG13", "title": "Y.a", "date": dates})
    assert outputs.per_item(rows, documents).empty


def test_published_figures_of_meetings():
    figures = pd.read_csv(SHIPPED / "published" / "meeting_figures.csv", parse_dates=["start"])
    table = outputs.published(figures)
    assert set(table["group"]) <= {f"SG{number}" for number in range(2, 22)}
    mean = outputs.mean_rate(table, "published")
    assert (round(mean.value, 1), mean.n) == (22.2, 42)
    spent = outputs.contributions_per_output(table, "published")
    assert (round(spent.value, 1), spent.n) == (8.7, 19)
    assert "; 9 of 19 meetings do not state what they determined, which counts as none; " in spent.method
    by_group = outputs.rates(table, "published").set_index("group")
    assert (round(by_group.loc["SG15", "consented"].value, 1), by_group.loc["SG15", "consented"].n) == (35.6, 10)
    assert by_group.loc["SG13", "consented"].low is None  # two meetings
    few = outputs.contributions_per_output(table[table["group"] == "SG13"], "published")
    assert (few.n, few.low) == (2, None)


def test_rfcs_by_year():
    series = texts.rfcs(pd.read_parquet(SHIPPED / "ietf" / "rfcs.parquet"))
    counts = texts.per_year(series, first_year=2001, last_year=2021)
    by_year = counts.groupby("year")["texts"].sum()
    plain = series["published"].dt.year.value_counts()
    assert by_year.to_dict() == plain.reindex(by_year.index).to_dict()
    every, each = texts.mean_per_year(counts, "recorded")
    assert every.n == 21
    assert each["group"][0] == "IETF"
    assert sum(one.value for one in each["mean"]) == pytest.approx(every.value)


def test_a_group_is_averaged_over_the_whole_years_in_which_it_was_there():
    counts = pd.DataFrame({
        "year": [2022, 2023, 2024, 2025] * 3, "group": ["SG9"] * 4 + ["SG21"] * 4 + ["unknown"] * 4,
        "texts": [6, 8, 3, 1] + [0, 0, 11, 89] + [1, 2, 3, 2],
    })  # fmt: skip
    lives = pd.DataFrame({"group": ["SG9", "SG9", "SG21"], "period": ["T17", "T22", "T25"],
                          "from_date": ["2017-01-01", None, None], "to_date": None})  # fmt: skip
    periods = pd.DataFrame({"period": ["T17", "T22", "T25"], "start": ["2016-11-04", "2022-03-10", "2024-10-25"],
                            "end": ["2022-03-09", "2024-10-24", "2028-12-31"]})  # fmt: skip
    years = texts.whole_years(lives, periods)
    assert years.loc["SG9"].tolist() == [2017, 2023]
    found = texts.mean_per_year(counts, "recorded", years)[1].set_index("group")
    assert found["years"].to_dict() == {"SG21": "2025", "SG9": "2022 to 2023", "unknown": "2022 to 2025"}
    assert [(one.value, one.n, one.low) for one in found["mean"][:2]] == [(89, 1, None), (7, 2, None)]
    assert (found["mean"]["unknown"].value, found["mean"]["unknown"].low is None) == (2, False)
    gone = years.assign(last=2001)
    assert not texts.mean_per_year(counts, "recorded", gone)[1].set_index("group").loc["SG9", "mean"].estimable


def test_coverage_is_simulated_for_each_kind_of_interval():
    found = coverage_progress.coverage(draws=6)
    assert list(found.columns) == [
        "measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note",
    ]  # fmt: skip
    assert set(found["measure"]) == set(coverage_progress.FACES)
    assert found["covered"].mean() > 0.85


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: pipeline.day_of("soon", pd.Timestamp("2019-03-01")), "as_of is 'soon'"),
        (lambda: pipeline.day_of("2030-01-01", pd.Timestamp("2019-03-01")), "after 2019-03-01"),
        (lambda: pipeline.selected(ITEMS, ["SG99"]), "no group SG99 .* there are SG13"),
        (
            lambda: pipeline.selected(ITEMS[ITEMS["registered"].notna()], as_of="1999-01-01"),
            "no work item was registered",
        ),
        (lambda: pipeline.selected(ITEMS.assign(stage="frozen")), "no stage frozen; there are registered"),
        (lambda: pipeline.last_day(ITEMS.assign(**dict.fromkeys(DAYS, pd.NaT))), "say as_of"),
        (lambda: progress.durations(pipeline.selected(ITEMS), "published"), "decided or approved"),
        (lambda: progress.time_to(progress.durations(pipeline.selected(ITEMS)), "ignored"), "competing or censored"),
        (lambda: item_shares.overdue(pipeline.selected(ITEMS), "week"), "precision is 'week'"),
        (lambda: texts.per_year(CATALOGUE, first_year=2200), "no text of whole years from 2200 to 2019"),
        (lambda: texts.per_year(CATALOGUE, ["SG99"]), "no group SG99 .* there are SG13"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(call, said):
    with pytest.raises(DataError, match=said):
        call()

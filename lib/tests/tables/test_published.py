"""The published tables: their schemas, their agreement with the typed facts, their flags."""

import csv
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from engagement.tables.published import TABLES

DATA = Path(__file__).parents[3] / "data"
BY_NAME = {table.name: table for table in TABLES}
FILES = {
    "itut_meetings": ["meeting_figures"],
    "joint_meetings": ["joint_meetings"],
    "itut_leadership": ["leadership"],
    "itut_questions": ["questions"],
    "itut_work_and_value": ["figures", "executive_meeting_companies", "active_organizations"],
    "cxo_priorities": ["executive_priorities"],
    "other_sdos": ["other_sdos"],
}
ROWS = {
    "meeting_figures": 130,
    "joint_meetings": 66,
    "leadership": 228,
    "questions": 177,
    "figures": 239,
    "executive_meeting_companies": 63,
    "active_organizations": 16,
    "executive_priorities": 58,
    "other_sdos": 69,
}
COUNTS = ["participants", "remote_participants", "countries", "member_states", "sector_members", "associates"]
COUNTS += ["academia", "contributions", "tds", "ls_in", "ls_out", "consented", "determined", "approved"]
COUNTS += ["new_work_items", "female_pct"]
QUALIFIED = [
    ("meeting_figures", "participants", "participants_qualifier"),
    ("meeting_figures", "participants", "participants_counted"),
    ("meeting_figures", "remote_participants", "remote_qualifier"),
    ("meeting_figures", "countries", "countries_qualifier"),
    ("joint_meetings", "participants", "participants_qualifier"),
    ("joint_meetings", "participants", "participants_counted"),
    ("joint_meetings", "input_documents", "input_documents_qualifier"),
    ("figures", "value", "qualifier"),
]


def raw(name):
    """The shipped CSV as text; NA stays text, since it is Namibia."""
    return pd.read_csv(DATA / BY_NAME[name].file, dtype=str, keep_default_na=False, encoding="utf-8")


def load(name):
    """The shipped CSV, typed and validated by its schema."""
    table, frame = BY_NAME[name], raw(name).replace("", pd.NA)
    for column, rule in table.schema.columns.items():
        if str(rule.dtype) == "boolean":
            frame[column] = frame[column].map({"true": True, "false": False})
    return table.schema.validate(frame, lazy=True)


def facts(name):
    """Rows of a file of typed facts, where the machine has them."""
    data = os.environ.get("ENGAGEMENT_DATA")
    if not data:
        pytest.skip("ENGAGEMENT_DATA is not set: the typed facts lie beside that folder")
    path = Path(data).parent / "facts" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the typed facts are not on this machine")
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def pairs(fact_name, name):
    """Typed facts beside shipped rows, in the same order."""
    typed, shipped = facts(fact_name), raw(name).to_dict("records")
    assert len(typed) == len(shipped)
    return list(zip(typed, shipped, strict=True))


def disagree(fact, row, columns):
    """Columns in which a typed fact and a shipped row differ; ``fact=row`` where the names differ."""
    names = [(name.split("=") * 2)[:2] for name in columns.split()]
    return [name for name in names if fact[name[0]] != row[name[1]]]


def as_known(day, precision):
    """A date cut to what is known of it."""
    return day[: {"day": 10, "month": 7, "year": 4, "not stated": 0}[precision]]


def fit(text):
    """A text without qualifiers in parentheses."""
    return re.sub(r" \((about|around|some|over|more than|nearly|almost|at least|range|double)\b[^()]*\)", "", text)


@pytest.mark.parametrize("name", list(BY_NAME))
def test_schema_takes_every_shipped_row(name):
    assert len(load(name)) == ROWS[name]


@pytest.mark.parametrize("name", list(BY_NAME))
def test_every_column_is_documented(name):
    assert all(rule.description for rule in BY_NAME[name].schema.columns.values())
    assert list(raw(name).columns) == list(BY_NAME[name].schema.columns)


@pytest.mark.parametrize("name", list(BY_NAME))
def test_file_is_plain_utf8_with_unix_line_ends(name):
    content = (DATA / BY_NAME[name].file).read_bytes()
    assert b"\r" not in content
    assert content.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name", list(BY_NAME))
def test_no_source_text_and_no_titles_of_persons(name):
    frame = raw(name)
    assert "quote" not in frame.columns
    assert frame["source"].str.startswith("http").all()
    for column in set(frame.columns) - {"title", "source"}:
        assert frame[column].str.len().max() <= 200, column
        assert not frame[column].str.contains(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\b").any(), column


@pytest.mark.parametrize(("fact_name", "names"), FILES.items())
def test_no_long_piece_of_a_quote_is_shipped(fact_name, names):
    pieces = {p.strip() for row in facts(fact_name) for p in re.split(r"…|\.\.\.|\[|\]", row["quote"])}
    typed = {value for row in facts(fact_name) for column, value in row.items() if column != "quote"}
    shipped = {value for name in names for column in raw(name) for value in raw(name)[column]} - typed
    assert not [piece for piece in pieces if len(piece) > 40 and any(piece in value for value in shipped)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_references_within_the_published_facts_hold(table):
    for column, (other, key) in table.references.items():
        assert column in table.schema.columns
        if other in BY_NAME:
            assert set(raw(table.name)[column]) - {""} <= set(raw(other)[key])


def test_meetings_keep_every_fact():
    for fact, row in pairs("itut_meetings", "meeting_figures"):
        assert fact["group"] == (row["part"] or row["group"])
        assert fact["meeting_start"] == as_known(row["start"], row["start_precision"])
        assert not disagree(fact, row, " ".join(["meeting_end=end", "place", "mode", "source", *COUNTS]))


def test_joint_meetings_keep_every_fact():
    same = "team meeting_number end place country participants input_documents colocated_with partner source"
    for fact, row in pairs("joint_meetings", "joint_meetings"):
        assert fact["start"] == as_known(row["start"], row["start_precision"])
        assert not disagree(fact, row, same)
        qualifiers = {row["participants_qualifier"], row["input_documents_qualifier"]} - {""}
        assert (fact["approx"] == "yes") == bool(qualifiers - {"exact"})


def test_leadership_keeps_every_fact():
    for fact, row in pairs("itut_leadership", "leadership"):
        assert fact["group"] == (row["group"] if row["group_stated"] == "true" else "(study group not stated)")
        assert fact["role"].replace("WP", "working party") == (row["role_printed"] or row["role"])
        mark = " (e-mail domain)" if row["organization_is_domain"] == "true" else ""
        assert fact["organization"].removesuffix(" (sic)") == row["organization_printed"] + mark
        assert not disagree(fact, row, "period scope country=country_printed source")
        assert bool(row["country"]) == bool(row["country_printed"])
        assert not row["question"] or f"Q{row['question']}" == row["scope"]


def test_questions_keep_every_fact():
    for fact, row in pairs("itut_questions", "questions"):
        mark = "(Discontinued) " if row["status"] == "discontinued" else ""
        assert fact["title"] == mark + row["title"]
        assert not disagree(fact, row, "group period question working_party source")


def test_work_and_value_is_split_in_three_and_loses_nothing():
    typed = facts("itut_work_and_value")
    companies = [row for row in typed if row["indicator"].startswith("company present")]
    active = [row for row in typed if row["indicator"].startswith("organization named")]
    figures = [row for row in typed if row not in companies and row not in active]
    names = ["figures", "executive_meeting_companies", "active_organizations"]
    shipped = [raw(name).to_dict("records") for name in names]
    assert len(typed) == 318 == sum(len(rows) for rows in shipped)
    for fact, row in zip(figures, shipped[0], strict=True):
        assert float(fact["value"]) == float(row["value"])
        assert not disagree(fact, row, "entity period=period_printed source")
        assert row["indicator"] in fact["indicator"]
        assert fact["unit"] == "documents/items" or fit(fact["unit"]) == row["unit"]
    for fact, row in zip(companies, shipped[1], strict=True):
        assert not disagree(fact, row, "value=meeting entity=organization_printed source")
        assert fact["period"].startswith(as_known(row["date"], row["date_precision"]))
    for fact, row in zip(active, shipped[2], strict=True):
        assert not disagree(fact, row, "value=group entity=organization_printed source")


def test_priorities_keep_every_fact():
    for fact, row in pairs("cxo_priorities", "executive_priorities"):
        assert fact["date"] == as_known(row["date"], row["date_precision"])
        assert not disagree(fact, row, "meeting place theme source")


def test_other_sdos_keep_every_fact():
    for fact, row in pairs("other_sdos", "other_sdos"):
        assert fact["value"] == (row["value"] or "-".join(filter(None, [row["value_low"], row["value_high"]])))
        assert fit(fact["indicator"]) == row["indicator"]
        assert row["unit"] in fact["unit"] or fact["unit"] in row["remark"]
        assert not disagree(fact, row, "sdo year=date_printed source")


def test_numbers_of_figures_are_those_of_the_readme_of_the_facts():
    meetings = load("meeting_figures")
    with_figure = meetings[COUNTS].notna()
    assert with_figure[["participants", "countries", "contributions"]].sum().tolist() == [82, 45, 40]
    assert (~with_figure.any(axis=1)).sum() == 27


@pytest.mark.parametrize("name", ["meeting_figures", "joint_meetings", "figures"])
def test_flags_name_columns_that_hold_a_value(name):
    for row in raw(name).to_dict("records"):
        for flagged in f"{row['derived']};{row.get('suspicious', '')}".split(";"):
            assert not flagged or row[flagged], row
        if row["derived"] or row.get("suspicious"):
            assert row["remark"], row


def test_a_qualifier_stands_where_a_figure_stands_and_only_there():
    for name, figure, word in QUALIFIED:
        frame = load(name)
        assert (frame[figure].notna() == frame[word].notna()).all(), (name, figure)


@pytest.mark.parametrize("name", ["meeting_figures", "joint_meetings", "figures"])
def test_no_meeting_ends_before_it_starts(name):
    frame = load(name).dropna(subset=["start", "end"])
    assert (frame["end"] >= frame["start"]).all()


def test_parts_do_not_exceed_the_whole():
    meetings = load("meeting_figures")
    for part in ("remote_participants", "countries"):
        assert (meetings[part] <= meetings["participants"]).fillna(True).all()
    assert (meetings["member_states"] <= meetings["participants"]).fillna(True).all()
    virtual = meetings[meetings["participants_counted"] == "remote only"]
    assert (virtual["remote_participants"] == virtual["participants"]).all()
    assert (virtual["mode"] == "virtual").all()


def test_warnings_of_the_facts_are_carried():
    meetings = raw("meeting_figures").set_index("meeting_id")
    suspicious = meetings["suspicious"]
    assert suspicious["SG15-2014-03-24"] == suspicious["SG15-2012-09-10"] == "countries"
    assert suspicious["SG17-2019-08-27"] == "new_work_items"
    assert suspicious["TSAG-2024-07-28"] == "start"
    assert suspicious["TSAG-2023-05-30"] == "end"
    announced = meetings.index[meetings["date_status"] == "announced"]
    assert set(announced) == {"SG9-2016-08-29", "SG9-2017-05-24", "SG17-2012-02-20"}
    about = ["SG3-2016-02-22", "SG20-2016-07-25", "TSAG-2022-12-12", "TSAG-2023-05-30", "TSAG-2024-01-22"]
    assert set(meetings.loc[about, "participants_qualifier"]) == {"about"}
    derived = "SG13-2013-11-04 SG13-2015-04-20 SG2-2025-09-05 SG15-2012-09-10 SG9-2016-01-21 SG13-2024-07-15"
    derived += " SG13-2025-03-03 TSAG-2025-05-26 SG15-WP1-2012-05-11"
    assert (meetings.loc[derived.split(), "derived"] != "").all()
    assert raw("questions").query("occurrence == '2'")["question"].tolist() == [
        "1/12",
        "2/15",
        "19/15",
        "6/16",
    ]
    assert (raw("leadership")["group"] == "").sum() == 4


def test_duplicates_repeat_the_figure_they_name():
    figures = load("figures").set_index("figure_id")
    again = figures.dropna(subset=["duplicate_of"])
    assert (again["value"].to_numpy() == figures.loc[again["duplicate_of"], "value"].to_numpy()).all()

"""The worklist of names, and decisions typed there that come back into the tables."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.organizations import decisions, resolve, review
from engagement.organizations.worklist import worklist

SHIPPED = Path(__file__).parents[3] / "data" / "reference"
ORGANIZATIONS = pd.DataFrame(
    {
        "organization_id": ["velmor", "zantara"], "name": ["Velmor", "Zantara"], "kind": ["industry"] * 2,
        "member_kind": ["", "SIO"], "sector": ["vendor"] * 2, "country": ["CN", "SE"], "verified": ["no"] * 2,
        "evidence": ["made up, for a test"] * 2,
    }
)  # fmt: skip
ALIASES = pd.DataFrame(
    {"name": ["ZTR"], "organization_id": ["zantara"], "evidence": ["initials"], "decided_on": ["2026-01-01"]}
)
REFUSED = pd.DataFrame(
    {"name": ["Velmora"], "organization_id": ["velmor"], "evidence": ["another"], "decided_on": ["2026-01-01"]}
)
TABLES = {"organizations": ORGANIZATIONS, "aliases": ALIASES, "refused_names": REFUSED}
MENTIONS = pd.DataFrame(
    [
        ("Zantara", "documents 3gpp", 90), ("Zantara Labs", "documents 3gpp", 5),
        ("Zantara Labs", "attendance ietf", 7),
        ("Korvexa", "documents 3gpp", 20), ("Zantara Mobile", "documents 3gpp", 3), ("self", "attendance ietf", 50),
        ("", "attendance ietf", 9), ("Korvexa; Velmor", "documents 3gpp", 2), ("ZTR", "documents 3gpp", 4),
    ],
    columns=["name", "place", "mentions"],
)  # fmt: skip
SOURCES = pd.DataFrame({"document": ["1", "1", "2", "2"], "name": ["Korvexa", "Zantara", "Korvexa", "Zantara"]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project's folder of tables edited by hand."""
    reference = tmp_path / "data" / "reference"
    reference.mkdir(parents=True)
    for name, frame in TABLES.items():
        frame.to_csv(reference / f"{name}.csv", index=False, lineterminator="\n")
    monkeypatch.setenv("ENGAGEMENT_HOME", str(tmp_path))
    return reference


@pytest.fixture
def book(folder, tmp_path, monkeypatch):
    """A worklist as written from these tables."""
    loaded = {"known_organizations": "organizations", "known_names": "aliases", "refused_names": "refused_names"}
    monkeypatch.setattr(review, "load", lambda name: TABLES[loaded[name]])
    monkeypatch.setattr(review, "mentions", lambda: MENTIONS)
    monkeypatch.setattr(review, "sources", lambda: SOURCES)
    path = tmp_path / "review.xlsx"
    assert review.write(path) == 4
    return path


def decide(path, **typed):
    """Type into the rows of names: decision, other_id …"""
    file = openpyxl.load_workbook(path)
    sheet = file[review.SHEET]
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for column, value in typed.get(row[0].value.replace(" ", "_"), {}).items():
            row[header.index(column)].value = value
    file.save(path)


def rows(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_worklist_has_what_is_unknown_or_doubtful_most_frequent_first():
    listed = worklist(MENTIONS, SOURCES, organizations=ORGANIZATIONS, aliases=ALIASES)
    assert listed["name"].tolist() == ["Korvexa", "Zantara Labs", "Zantara Mobile", "Korvexa; Velmor"]
    by_name = listed.set_index("name")
    assert by_name.loc["Korvexa", "beside"] == "Zantara"
    assert by_name.loc["Zantara Labs", "where"] == "attendance ietf 7; documents 3gpp 5"
    assert by_name.loc["Zantara Labs", "mentions"] == 12
    assert by_name.loc[["Zantara Labs", "Zantara Mobile"], "candidate"].tolist() == ["zantara", "zantara"]
    assert by_name["candidate"].isna()[["Korvexa", "Korvexa; Velmor"]].all()
    assert "several organizations" in by_name.loc["Korvexa; Velmor", "why"]
    assert len(worklist(MENTIONS, organizations=ORGANIZATIONS, aliases=ALIASES, most=1)) == 1
    assert worklist(MENTIONS.head(0), organizations=ORGANIZATIONS, aliases=ALIASES).empty


def test_the_spreadsheet_offers_the_decisions_to_choose_from(book):
    file = openpyxl.load_workbook(book)
    sheet = file[review.SHEET]
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"accept,refuse,other,new"' in offered and len(offered) == 3
    assert [cell.value for cell in file[review.LOOKUP]["A"]] == ["organization_id", "velmor", "zantara"]
    assert review.read(book) == []


def test_decisions_come_back_sorted_and_no_row_is_lost(book, folder):
    decide(
        book,
        Zantara_Labs={"decision": "accept", "note": "its laboratory"},
        Zantara_Mobile={"decision": "refuse"},
        Korvexa={"decision": "new", "other_id": "korvexa", "kind": "industry", "sector": "operator", "country": "FI"},
    )
    assert review.take_in(book, date(2026, 12, 1)) == {"organizations": 1, "aliases": 1, "refused": 1}
    assert [row["organization_id"] for row in rows(folder, "organizations")] == ["korvexa", "velmor", "zantara"]
    assert [row["name"] for row in rows(folder, "aliases")] == ["Zantara Labs", "ZTR"]
    assert rows(folder, "aliases")[0] == {
        "name": "Zantara Labs", "organization_id": "zantara", "evidence": "its laboratory", "decided_on": "2026-12-01",
    }  # fmt: skip
    assert [row["name"] for row in rows(folder, "refused_names")] == ["Velmora", "Zantara Mobile"]
    again = {name: pd.read_csv(folder / f"{name}.csv", dtype="string", keep_default_na=False) for name in TABLES}
    found = resolve(
        ["Zantara Labs", "Zantara Mobile", "Korvexa"],
        organizations=again["organizations"], aliases=again["aliases"], refused=again["refused_names"],
    )  # fmt: skip
    assert found["organization_id"].tolist() == ["zantara", "new-zantara-mobile", "korvexa"]
    assert list(folder.iterdir()) == [path for path in folder.iterdir() if path.suffix == ".csv"]


def test_taking_the_same_decisions_in_twice_adds_nothing(book, folder):
    decide(book, Zantara_Labs={"decision": "Accept "}, Zantara_Mobile={"decision": "refuse"})
    review.take_in(book)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert review.take_in(book) == {"organizations": 0, "aliases": 0, "refused": 0}
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decision": "acept"}, "row 2: decision 'acept' is none of accept, refuse, other, new"),
        ({"decision": "accept"}, "'Korvexa' has no candidate to accept; choose other or new"),
        ({"decision": "other"}, "other_id '' is no identifier"),
        ({"decision": "other", "other_id": "nowhere"}, "'nowhere' is not in organizations.csv"),
        ({"decision": "new", "other_id": "Korvexa!"}, "other_id 'Korvexa!' is no identifier"),
        ({"decision": "new", "other_id": "velmor"}, "'velmor' is in organizations.csv already; choose other"),
        ({"decision": "new", "other_id": "korvexa", "kind": "firm"}, "kind 'firm' is none of industry"),
        ({"decision": "new", "other_id": "korvexa", "kind": "industry", "sector": "x"}, "sector 'x' is none of"),
        (
            {"decision": "new", "other_id": "korvexa", "kind": "industry", "sector": "vendor", "country": "Finland"},
            "country 'Finland' is no ISO code",
        ),
    ],
)
def test_a_wrong_decision_is_an_error_and_nothing_is_written(book, folder, typed, said):
    decide(book, Korvexa=typed, Zantara_Labs={"decision": "accept"})
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(DataError, match=r"review.xlsx, sheet names: 1 decisions cannot be used(.|\n)*") as error:
        review.take_in(book)
    assert said in str(error.value)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_decisions_that_contradict_the_tables_are_errors(folder):
    def one(**typed):
        return [{"row": 2, "note": "", "other_id": "", "kind": "", "sector": "", "country": "", **typed}]

    for wrong, said in (
        (one(name="ZTR", candidate="velmor", decision="accept"), "stands for zantara already"),
        (one(name="Velmora", candidate="velmor", decision="accept"), "is refused for velmor"),
        (one(name="ZTR", candidate="zantara", decision="refuse"), "is a name of zantara"),
        (one(name="Korvexa", candidate="gone", decision="accept"), "'gone' is not in organizations.csv"),
    ):
        with pytest.raises(DataError, match=said):
            decisions.take_in(wrong, folder, "a list")


def test_a_file_that_is_no_worklist_is_an_error(tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_text("not a workbook")
    with pytest.raises(DataError, match="no worklist with a sheet names"):
        review.read(path)
    pd.DataFrame({"name": ["x"]}).to_excel(path, sheet_name="names", index=False)
    with pytest.raises(DataError, match="no column candidate, decision"):
        review.read(path)


def test_the_lines_of_the_shipped_tables_stay_as_they_are_and_new_ones_come_between(tmp_path):
    before = {}
    for file in decisions.FILES.values():
        before[file] = (SHIPPED / file).read_text(encoding="utf-8")
        (tmp_path / file).write_text(before[file], encoding="utf-8")
    new = {
        "row": 2,
        "candidate": "",
        "decision": "new",
        "kind": "industry",
        "sector": "vendor",
        "country": "",
        "note": "",
    }
    refuse = {**new, "name": "Zantara", "candidate": "nokia", "decision": "refuse", "other_id": ""}
    other = {**new, "name": "Zantara, Inc.", "decision": "other", "other_id": "zantara-test"}
    listed = [{**new, "name": "Zantara Test", "other_id": "zantara-test"}, other, refuse]
    assert set(decisions.take_in(listed, tmp_path, "a list").values()) == {1}
    for file, text in before.items():
        after = (tmp_path / file).read_text(encoding="utf-8").splitlines()
        old = text.splitlines()
        assert len(after) == len(old) + 1
        assert [line for line in after if "antara" not in line] == old


def test_decisions_given_to_the_notebook_are_written(folder):
    done = review.decide(["Zantara Labs = zantara"], ["Zantara = Mobile = zantara"], date(2026, 1, 2))
    assert done == {"organizations": 0, "aliases": 1, "refused": 1}
    aliases = pd.read_csv(folder / "aliases.csv")
    assert aliases.iloc[0].tolist() == ["Zantara Labs", "zantara", "decided in a review of names", "2026-01-02"]
    assert pd.read_csv(folder / "refused_names.csv")["name"].tolist() == ["Velmora", "Zantara = Mobile"]


def test_no_decision_writes_nothing(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert review.decide() == {"organizations": 0, "aliases": 0, "refused": 0}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("accept", "refuse", "said"),
    [
        (["Zantara Labs"], [], "accept, item 1: 'Zantara Labs' is not of the form"),
        (["Zantara Labs = zantara", "Korvexa = korvexa"], [], "row 2 of accept: other_id 'korvexa' is not in"),
        ([], ["ZTR = zantara"], "row 1 of refuse: 'ZTR' is a name of zantara"),
    ],
)
def test_a_decision_that_cannot_be_used_is_an_error_and_none_is_written(folder, accept, refuse, said):
    before = (folder / "aliases.csv").read_bytes()
    with pytest.raises(DataError, match=said):
        review.decide(accept, refuse)
    assert (folder / "aliases.csv").read_bytes() == before

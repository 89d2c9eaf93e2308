"""The catalogue of ITU-T publications as a flattened list: number, series, kind and owner from what it prints."""

import os
from pathlib import Path

import pandas as pd
import pytest

import engagement
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

HEAD = "file_id,id,title,doctype,published,stage,study_group_current\n"
ROW = "x,ITU-T X.9999 (10/2019),Framework of examples,recommendation,2019-10-14,Published,ITU-T Study Group 17\n"
DATA = os.environ.get("ENGAGEMENT_DATA")
with_data = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the data are not on this machine")


def put(folder, *rows, name="catalogue.csv"):
    path = folder / name
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def read(path):
    """Rows of a file, problems, and how many rows there are."""
    reader, found, _ = recognise(path)
    parts = list(found.read())
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    return frame, pd.concat([part.problems for part in parts]), sum(part.present for part in parts)


def one(folder, **cells):
    """The row of a publication with these cells."""
    row = dict(zip(HEAD.strip().split(","), ROW.strip().split(","), strict=True)) | cells
    return read(put(folder, ",".join(row.values()) + "\n"))[0].iloc[0]


def test_a_catalogue_becomes_publications_with_their_place(project):
    put(project.home / "data/inbox", ROW, ROW.replace("X.9999", "X.9998").replace("Published", "Withdrawal"))
    build()
    rows = engagement.load("publications", body="itu-t", basis="recorded")
    first = rows.iloc[0]
    assert first[["publication_id", "recommendation", "series", "kind", "status", "owner", "title"]].tolist() == [
        "ITU-T X.9999 (10/2019)", "X.9999", "X", "recommendation", "Published", "SG17", "Framework of examples",
    ]  # fmt: skip
    assert first["published"] == pd.Timestamp("2019-10-14")
    assert rows["status"].tolist() == ["Published", "Withdrawal"]
    assert rows["row"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("identifier", "doctype", "kind"),
    [
        ("ITU-T A.1 (03/1993)", "recommendation", "recommendation"),
        ("ITU-T A.11 (2012) Err. 1 (02/2020)", "recommendation", "erratum"),
        ("ITU-T G.671 (2005) Amd. 1 Err. 1 (11/2006)", "recommendation-amendment", "erratum"),
        ("ITU-T G.992.1 (1999) Amd. 1 Cor. 1 (12/2003)", "recommendation-amendment", "corrigendum"),
        ("ITU-T H.262 (1995) Technical Cor. 1 (11/1996)", "recommendation-corrigendum", "corrigendum"),
        ("ITU-T E.164 Suppl. 3 (2004) Amd. 1 (11/2009)", "recommendation-supplement", "amendment"),
        ("ITU-T G Suppl. 1 (12/1972)", "recommendation-supplement", "supplement"),
        ("ITU-T A.23 Annex A (02/2010)", "recommendation-annex", "annex"),
        ("ITU-T I.363 (1993) Add. 1 (11/1993)", "recommendation", "other"),
        ("ITU-T G.101 App. I (05/2000)", "recommendation", "other"),
        ("ITU-T X.Imp500 (2009)", "implementers-guide", "implementers guide"),
        ("ITU-T HSTP-EX (2009)", "technical-paper", "technical paper"),
    ],
)
def test_what_a_text_is_follows_from_the_last_word_of_its_identifier(tmp_path, identifier, doctype, kind):
    assert one(tmp_path, id=identifier, doctype=doctype)["kind"] == kind


@pytest.mark.parametrize(
    ("identifier", "recommendation", "series"),
    [
        ("ITU-T G.992.1 (1999) Amd. 1 (12/2003)", "G.992.1", "G"),
        ("ITU-T D.103/E.231 (10/1984)", "D.103", "D"),
        ("ITU-T V.25 bis (10/1984)", "V.25 bis", "V"),
        ("ITU-T F.80bis/E.322 (10/1976)", "F.80 bis", "F"),
        ("ITU-T D.200 R (10/1976)", "D.200 R", "D"),
        ("ITU-T D.502R (02/2026)", "D.502 R", "D"),
        ("ITU-T Q.2931 B (12/2000)", "Q.2931 B", "Q"),
        ("ITU-T Q.732.2-5 (03/1993)", "Q.732.2-5", "Q"),
        ("ITU-T Q.120-Q.139 (11/1988)", "Q.120-Q.139", "Q"),
        ("ITU-T F.742 (V2) (03/2025)", "F.742", "F"),
        ("ITU-T A.23 Annex A (02/2010)", "A.23", "A"),
        ("ITU-T G Suppl. 1 (12/1972)", None, "G"),
        ("ITU-T E-100 series Suppl. 1 (02/2019)", None, "E"),
        ("ITU-T EMC-3 (1974) Amd. 1 (01/1978)", None, None),
    ],
)
def test_number_and_series_are_those_of_the_identifier(tmp_path, identifier, recommendation, series):
    row = one(tmp_path, id=identifier)
    assert [None if pd.isna(row[name]) else row[name] for name in ("recommendation", "series")] == [
        recommendation,
        series,
    ]


@pytest.mark.parametrize(
    ("printed", "owner"),
    [
        ("ITU-T Study Group 2", "SG2"),
        ("Telecommunication Standardization Advisory Group", "TSAG"),
        ("", None),
    ],
)
def test_the_owner_is_a_group(tmp_path, printed, owner):
    found = one(tmp_path, study_group_current=printed)["owner"]
    assert pd.isna(found) if owner is None else found == owner


@pytest.mark.parametrize(
    ("old", "new", "column", "value", "reason"),
    [
        ("ITU-T Study Group 17", "Focus Group on examples", "owner", "Focus Group on examples", "names no group"),
        ("ITU-T X.9999", "ITU-R M.9999", "publication_id", "ITU-R M.9999 (10/2019)", "is no publication of ITU-T"),
        (",recommendation,", ",letter,", "kind", "letter", "is none of"),
        (",recommendation,", ",,", "kind", None, "is missing"),
        ("2019-10-14", "2019-10-34", "published", "2019-10-34", "is not a date"),
        ("2019-10-14", "1902-10-14", "published", "1902-10-14", "is not between 1950-01-01 and 2099-12-31"),
        ("2019-10-14", "9999-12-31", "published", "9999-12-31", "is not a date written 2024-07-15 (of 1700 to 2200)"),
        (",Published,", ",Draft,", "status", "Draft", "is none of"),
    ],
)
def test_a_row_that_cannot_be_read_is_told(tmp_path, old, new, column, value, reason):
    assert old in ROW
    file, rejects = check(put(tmp_path, ROW.replace("X.9999", "X.1"), ROW.replace(old, new)))
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (2, 1, 1)
    (told,) = rejects
    assert (told["row"], told["column"]) == (3, column)
    assert pd.isna(told["value"]) if value is None else told["value"] == value
    assert reason in told["reason"]
    assert told["remedy"]


def test_a_list_without_the_columns_of_the_catalogue_is_another(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("id,title\nITU-T X.9999 (10/2019),Examples\n")
    assert "no reader takes it" in check(path)[0].problem


@with_data
def test_the_real_catalogue_is_read_whole():
    path = Path(DATA) / "itu/itut_recommendations.csv.gz"
    file, rejects = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected, rejects) == (16172, 16172, 0, [])
    rows, _, _ = read(path)
    assert rows["kind"].value_counts().to_dict() == {
        "recommendation": 12707, "amendment": 1398, "supplement": 897, "corrigendum": 766, "erratum": 192, "annex": 142,
        "other": 70,
    }  # fmt: skip
    printed = rows["publication_id"]
    assert set(printed[rows["kind"] == "erratum"]) == set(printed[printed.str.contains(r" Err\. ")])
    no_number = printed[rows["recommendation"].isna()]
    assert len(no_number) == 838
    assert no_number.str.contains(r"Suppl|ITU-T [A-Z]{2,}").all()
    owners = rows["owner"].value_counts(dropna=False)
    assert (owners["SG15"], owners["TSAG"], int(rows["owner"].isna().sum())) == (2986, 102, 1431)

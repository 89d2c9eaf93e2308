"""A small series in a temporary folder, from the files to the four frames and their bytes."""

import dataclasses
import gzip
import json

import pandas as pd
import pyarrow as pa
import pytest

from engagement.errors import DataError
from engagement.sources.country_names import CountryNames
from engagement.sources.rfc.series import FRAMES, read, write
from engagement.tables.ietf import TABLES

INDEX = """
(CREATED ON: 03/04/2021.)

0001 Stones. A. Moss. April 1969. (Format: TXT) (Status: UNKNOWN)

0002 Sand. B. Fern, A. Moss. May 1999. (Format: TXT) (Status: PROPOSED STANDARD)

0003 Clay. A. Moss. June 2001. (Format: PDF) (Status: INFORMATIONAL)
"""
TEXTS = {
    1: "Working Group                         A. Moss\nRequest for Comments: 1      Stone Inc.\n\nStones.\n",
    2: "Working Group                         B. Fern\nRequest for Comments: 2      Stone Inc.\n\n"
    "See RFC 1, RFC 2 and ITU-T Recommendation X.25 (10/1996).\n",
}


@pytest.fixture
def series(tmp_path):
    folder = tmp_path / "usr/share/doc/RFC"
    (folder / "standard").mkdir(parents=True)
    (folder / "queue").mkdir()
    (folder / "old" / "unclassified").mkdir(parents=True)
    (folder / "rfc-index.txt.gz").write_bytes(gzip.compress(INDEX.encode()))
    (folder / "old" / "unclassified" / "rfc1.txt.gz").write_bytes(gzip.compress(TEXTS[1].encode()))
    (folder / "standard" / "rfc2.txt").write_text(TEXTS[2], encoding="latin-1")
    (folder / "queue" / "rfc3.txt").write_text("waits", encoding="utf-8")
    facts = {"draft": "draft-ietf-sand-shore-03", "source": "Sand and Shore", "page_count": "12"}
    (folder / "standard" / "rfc2.json").write_text(json.dumps(facts), encoding="utf-8")
    return tmp_path


def frames_of(directory, **options):
    return read(directory, CountryNames(), progress=False, **({"workers": 1} | options))


def test_the_folder_may_be_given_at_any_level(series):
    for level in (series, series / "usr" / "share", series / "usr/share/doc/RFC"):
        assert len(frames_of(level).rfcs) == 3


def test_rfcs_carry_what_index_and_json_say(series):
    rfcs = frames_of(series).rfcs.set_index("rfc")
    assert rfcs.loc[2, ["stream", "working_group", "working_group_acronym"]].tolist() == [
        "IETF", "Sand and Shore", "sand",
    ]  # fmt: skip
    assert rfcs.loc[2, "pages"] == 12
    assert rfcs["has_text"].tolist() == [True, True, False]


def test_authors_are_numbered_by_first_appearance(series):
    authorships = frames_of(series).authorships
    assert authorships["author"].tolist() == ["A00001", "A00002", "A00001", "A00001"]
    assert authorships["organization_printed"].tolist()[:2] == ["Stone Inc.", "Stone Inc."]


def test_citations_and_mentions(series):
    found = frames_of(series)
    assert found.citations[["rfc", "cited_rfc"]].to_numpy().tolist() == [[2, 1]]
    assert found.itut_mentions["recommendation"].tolist() == ["X.25"]
    assert str(found.itut_mentions["edition_date"].iloc[0].date()) == "1996-10-01"


def test_drafts_of_persons_are_not_kept(series):
    path = series / "usr/share/doc/RFC/standard/rfc2.json"
    path.write_text(json.dumps({"draft": "draft-fern-sand-00", "source": "INDEPENDENT"}), encoding="utf-8")
    rfcs = frames_of(series).rfcs.set_index("rfc")
    assert rfcs.loc[2, "stream"] == "Independent"
    assert rfcs["draft"].isna().all()


def test_every_frame_keeps_its_schema(series):
    found = frames_of(series)
    for table in TABLES:
        table.schema.validate(getattr(found, table.name), lazy=True)


def test_a_cut_file_is_reported_and_the_rest_is_read(series):
    path = series / "usr/share/doc/RFC/old/unclassified/rfc1.txt.gz"
    path.write_bytes(path.read_bytes()[:-12])
    found = frames_of(series)
    assert len(found.problems) == 1 and "rfc1.txt.gz: not a whole gzip file" in found.problems[0]
    assert found.rfcs["has_text"].tolist() == [False, True, False]
    assert len(found.citations) == 1


def test_json_that_is_none_is_reported(series):
    (series / "usr/share/doc/RFC/standard/rfc2.json").write_text("{", encoding="utf-8")
    assert "rfc2.json: not JSON" in frames_of(series).problems[0]


def test_a_folder_without_an_index_is_refused(tmp_path):
    with pytest.raises(DataError, match="no rfc-index.txt.gz at or below it"):
        frames_of(tmp_path)


def test_a_cut_index_is_refused(series):
    path = series / "usr/share/doc/RFC/rfc-index.txt.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError, match="not a whole gzip file"):
        frames_of(series)


def test_the_same_rows_are_the_same_bytes_whatever_the_workers(series, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    write(frames_of(series, workers=1), one)
    write(frames_of(series, workers=2), two)
    for name in FRAMES:
        assert (one / f"{name}.parquet").read_bytes() == (two / f"{name}.parquet").read_bytes()


def test_a_failing_write_leaves_the_files_of_before(series, tmp_path):
    target = tmp_path / "ietf"
    found = frames_of(series)
    before = {path.name: path.read_bytes() for path in write(found, target)}
    mixed = pd.DataFrame({"recommendation": ["X.25", 25]})
    cannot = dataclasses.replace(found, rfcs=found.rfcs.head(1), itut_mentions=mixed)
    with pytest.raises(pa.ArrowException):
        write(cannot, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before

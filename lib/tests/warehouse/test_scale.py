"""Done for many rows at once, it comes out as row by row, in portions of any size and by any number of workers."""

import itertools

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.organizations.splitting import split
from engagement.sources import frames
from engagement.tables.inbox import DOCUMENTS
from engagement.tables.validation import sifted
from engagement.warehouse import parts
from engagement.warehouse.build import build
from engagement.warehouse.comparing import Passed
from engagement.warehouse.merging import Merging
from engagement.warehouse.reading import Origin, read_part
from engagement.warehouse.references import References

COLUMNS = ["body", "document_id", "revision", "series", "title", "source_printed", "questions", "date", "replaced_by"]
HEAD = ",".join(COLUMNS) + "\n"
CELLS = {
    "body": st.sampled_from(["itu-t", "3gpp"]),
    "document_id": st.sampled_from(["C1", "C2", "C3", "C4"]),
    "revision": st.sampled_from(["0", "1", "2"]),
    "series": st.sampled_from(["contribution", "report"]),
    "title": st.sampled_from(["", "Scope", "Terms"]),
    "source_printed": st.sampled_from(["", ";", "Example Telecom", "Example Telecom; Example Systems (Editor)"]),
    "questions": st.sampled_from(["", "1/13", "1/13; 2/13; ALL/13"]),
    "date": st.sampled_from(["", "2022-07-04", "2022-07-05"]),
    "replaced_by": st.sampled_from(["", "", "", "C1", "C3"]),
}
FAULTY = {
    "body": ["", "itu"], "revision": ["", "first", "1.5", "-1", "5000"], "series": ["letter"],
    "questions": ["one"], "date": ["soon", "2022-02-30", "2300-01-01"],
}  # fmt: skip


WRONG = {name: st.one_of(CELLS[name], st.sampled_from(values)) for name, values in FAULTY.items()}


def rows(cells, least=0, most=6):
    """Rows of documents as people fill them in."""
    return st.lists(st.fixed_dictionaries(cells), min_size=least, max_size=most)


def read(folder, files):
    """What is read of files of such rows: their folders and FileReads by digest, and all rows with their rank."""
    folders, done = {}, {}
    for number, one in enumerate(files):
        path = folder / f"{number}.csv"
        path.write_text(HEAD + "".join(",".join(row[name] for name in COLUMNS) + "\n" for row in one), encoding="utf-8")
        part = folder / f"part-{number}"
        what = read_part(path, path.name, Origin("inbox", "recorded"), References({}), b"", part)
        if what.tables and what.file_sha256 not in done:
            folders[what.file_sha256], done[what.file_sha256] = part, what
    read = [pd.read_parquet(part / "documents.parquet").assign(rank=rank) for rank, part in enumerate(folders.values())]
    return folders, done, pd.concat(read, ignore_index=True) if read else pd.DataFrame()


def counted(documents, one):
    """Whether a row counts, found by looking at every other."""
    alike = documents[(documents["body"] == one["body"]) & (documents["document_id"] == one["document_id"])]
    latest = alike.sort_values(["revision", "rank", "row"]).iloc[-1]
    if (latest["rank"], latest["row"]) != (one["rank"], one["row"]):
        return False
    if pd.isna(one["replaced_by"]) or one["replaced_by"] == one["document_id"]:
        return True
    return not ((documents["body"] == one["body"]) & (documents["document_id"] == one["replaced_by"])).any()


def contradictions(documents, done):
    """Values in which a row contradicts the latest of the same revision, found by looking at every pair."""
    name = {digest: file.file for digest, file in done.items()}
    for _, alike in documents.groupby(["body", "document_id", "revision"]):
        ordered = [row for _, row in alike.sort_values(["rank", "row"], ascending=False).iterrows()]
        for other, column in itertools.product(ordered[1:], DOCUMENTS.columns):
            said = [row[column] for row in (ordered[0], other)]
            if column not in ("document_id", "revision") and pd.notna(said).all() and said[0] != said[1]:
                said = [str(one.date()) if column == "date" else one for one in said]
                where = [f"{name[row['file_sha256']]}, row {row['row']}" for row in (ordered[0], other)]
                key = f"document_id {other['document_id']}, revision {other['revision']}"
                yield "documents", other["body"], key, column, *said, *where


@settings(max_examples=30, deadline=None)
@given(st.lists(rows(CELLS, least=1), min_size=1, max_size=3))
def test_which_row_counts_and_what_contradicts_it_is_what_looking_at_every_pair_finds(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("files")
    folders, done, documents = read(folder, files)
    with Merging(folders, done, folder) as merging:
        for name in ("documents", "document_sources", "document_questions"):
            merging.write(name)
    merged = pd.read_parquet(folder / "documents.parquet")
    assert list(merged["document_id"]) == list(documents["document_id"])
    assert list(merged["counts"]) == [counted(documents, row) for _, row in documents.iterrows()]
    found = [tuple(one.values()) for one in merging.conflicts]
    assert sorted(found) == sorted(contradictions(documents, done))
    if (folder / "document_sources.parquet").exists():
        sources = pd.read_parquet(folder / "document_sources.parquet")
        of_parents = sources.merge(merged, on=["file_sha256", "row"], validate="many_to_one")
        assert list(of_parents["counts_x"]) == list(of_parents["counts_y"])


@settings(max_examples=30, deadline=None)
@given(rows(CELLS, least=1))
def test_each_thing_in_a_list_is_a_row_with_its_place_and_its_share(tmp_path_factory, one):
    folders, _, documents = read(tmp_path_factory.mktemp("files"), [one])
    (folder,) = folders.values()
    sources = [
        (row["row"], place, *pair, 1 / len(pairs))
        for _, row in documents.dropna(subset=["source_printed"]).iterrows()
        for pairs in [split(row["source_printed"])]
        for place, pair in enumerate(pairs, 1)
    ]
    questions = [
        (row["row"], place, question, 1 / len(named))
        for _, row in documents.dropna(subset=["questions"]).iterrows()
        for named in [row["questions"].split("; ")]
        for place, question in enumerate(named, 1)
    ]
    expected = {
        "document_sources": (["row", "position", "organization_printed", "role_printed", "weight"], sources),
        "document_questions": (["row", "position", "question", "weight"], questions),
    }
    for name, (columns, rows_expected) in expected.items():
        path = folder / f"{name}.parquet"
        found = pd.read_parquet(path)[columns].astype(object) if path.exists() else pd.DataFrame(columns=columns)
        assert [tuple(None if pd.isna(cell) else cell for cell in row) for row in found.to_numpy()] == rows_expected


@settings(max_examples=15, deadline=None)
@given(rows(CELLS | WRONG, least=1, most=4))
def test_rows_held_against_the_schema_together_fare_as_each_alone(written):
    text = pd.DataFrame(written, dtype="string").replace("", pd.NA).reindex(columns=list(DOCUMENTS.entry.columns))
    text = text.astype("string")
    held, problems = sifted(text, DOCUMENTS.entry)
    alone = [sifted(text.loc[[at]], DOCUMENTS.entry) for at in text.index]
    assert list(held.index) == [at for at in text.index if len(alone[at][0])]
    if len(held):
        pd.testing.assert_frame_equal(held, pd.concat([one for one, _ in alone if len(one)]))
    expected = pd.concat([wrong for _, wrong in alone])
    told = [sorted(one.astype("string").fillna("").to_numpy().tolist()) for one in (problems, expected)]
    assert told[0] == told[1]


DATES = st.sampled_from(
    ["", "2022-06-20", "3/4/2022", "25/4/2022", "4/25/2022", "5 May 2022", "4/4/2022 10:30", "soon"]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(DATES, min_size=1, max_size=7), st.integers(1, 4))
def test_dates_are_read_alike_however_many_rows_are_read_at_once(tmp_path_factory, dates, chunk):
    row = dict.fromkeys(COLUMNS, "") | {"body": "itu-t", "document_id": "C1", "revision": "0", "series": "report"}
    written, told = [], []
    for size in (frames.CHUNK, chunk):
        folder = tmp_path_factory.mktemp("files")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frames, "CHUNK", size)
            _, done, documents = read(folder, [[row | {"date": date} for date in dates]])
        rejects = folder / "part-0" / "rejects.parquet"
        written.append(documents)
        said = sorted(pd.read_parquet(rejects).astype(str).to_numpy().tolist()) if rejects.exists() else []
        told.append((said, [one.notes for one in done.values()]))
    pd.testing.assert_frame_equal(*written)
    assert told[0] == told[1]


PLACES = st.tuples(st.sampled_from("abc"), st.sampled_from([None, "s", "t"]), st.integers(1, 5))


@given(st.sets(PLACES), st.lists(PLACES, max_size=20))
def test_places_that_are_passed_over_are_found_again(passed, asked):
    groups = [
        (file, sheet, np.array(sorted(row for *where, row in passed if where == [file, sheet])))
        for file, sheet in sorted({place[:2] for place in passed}, key=str)
    ]
    columns = zip(*asked, strict=True) if asked else [[], [], []]
    types = {"file_sha256": pa.string(), "sheet": pa.string(), "row": pa.int64()}
    table = pa.table(
        {name: pa.array(list(cells), kind) for (name, kind), cells in zip(types.items(), columns, strict=True)}
    )
    assert list(Passed(groups).among(table)) == [place in passed for place in asked]


def test_any_number_of_workers_writes_the_same_bytes(project, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "WORTH_A_PROCESS", 0)
    line = "itu-t,C{},{},report,Scope {} of {},Example {}; Example Systems,1/13,2022-07-0{},\n"
    for number in range(5):
        body = "".join(line.format(n, number % 2, n % 3, number, n % 7, 1 + n % 9) for n in range(number, 60 + number))
        (project.home / "data" / "inbox" / f"{number}.csv").write_text(HEAD + body, encoding="utf-8")
    for workers in (1, 2, 4):
        build(tidy=tmp_path / str(workers), workers=workers)
    one, two, four = ({path.name: path.read_bytes() for path in (tmp_path / n).glob("*.parquet")} for n in "124")
    assert one == two == four
    assert len(pd.read_parquet(tmp_path / "1" / "documents.parquet")) == 300
    assert len(pd.read_parquet(tmp_path / "1" / "conflicts.parquet")) > 0

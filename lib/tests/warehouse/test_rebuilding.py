"""Built again: what is read anew, that the bytes are the same, and what a build that dies or is killed leaves."""

import os
import shutil
import subprocess
import sys
import time

import pytest

import engagement
from engagement.errors import DataError
from engagement.warehouse import parts
from engagement.warehouse.build import build
from tests.warehouse.lists import HEAD, ONE, TWO, put


def test_a_file_that_is_taken_out_takes_its_rows_along(inbox):
    put(inbox, "a.csv", ONE)
    put(inbox, "b.csv", TWO)
    build()
    (inbox / "a.csv").unlink()
    build()
    assert list(engagement.load("documents")["document_id"]) == ["T22-SG13-C-0002"]
    (inbox / "b.csv").unlink()
    build()
    assert not engagement.available("documents")
    with pytest.raises(DataError, match="`engagement template documents FILE.xlsx` writes one"):
        engagement.load("documents")


def test_only_what_changed_is_read_again(inbox, monkeypatch):
    put(inbox, "a.csv", ONE)
    put(inbox, "b.csv", TWO)
    build()
    read = []
    real = parts.read_part
    monkeypatch.setattr(parts, "read_part", lambda path, *rest: read.append(path.name) or real(path, *rest))
    monkeypatch.setattr("engagement.warehouse.reading.read_file", _spy(read))
    put(inbox, "b.csv", TWO.replace("Terms", "Words"))
    build()
    assert [name for name in read if name.startswith("read ")] == ["read b.csv"]
    assert list(engagement.load("documents")["title"]) == ["Scope", "Words"]


def _spy(read):
    from engagement.warehouse.reading import read_file

    return lambda path, *rest: read.append(f"read {path.name}") or read_file(path, *rest)


def test_nothing_changed_is_nothing_done(inbox):
    put(inbox, "a.csv", ONE)
    first = build()
    stamp = (inbox.parent / "tidy" / "documents.parquet").stat().st_mtime_ns
    os.utime(inbox / "a.csv")
    again = build()
    assert (first.changed, again.changed) == (True, False)
    assert again.files == first.files
    assert (inbox.parent / "tidy" / "documents.parquet").stat().st_mtime_ns == stamp


def test_building_twice_from_nothing_gives_the_same_bytes(inbox, tmp_path):
    put(inbox, "a.csv", ONE, TWO)
    put(inbox, "b.csv", ONE.replace("Scope", "Another title"))
    build(tidy=tmp_path / "one", workers=1)
    build(tidy=tmp_path / "two", workers=2)
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").glob("*.parquet")}
    assert {path.name: path.read_bytes() for path in (tmp_path / "two").glob("*.parquet")} == written
    assert "conflicts.parquet" in written


def test_a_build_that_dies_leaves_the_former_tables(inbox, monkeypatch):
    put(inbox, "a.csv", ONE)
    build()
    put(inbox, "b.csv", TWO)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr("engagement.warehouse.merging.Merging.write_names", lambda self: 1 / 0)
        build()
    assert list(engagement.load("documents")["document_id"]) == ["T22-SG13-C-0001"]
    build()
    assert len(engagement.load("documents")) == 2


def test_a_build_that_is_killed_while_it_puts_the_tables_in_place_is_mended_on_load(inbox):
    put(inbox, "a.csv", ONE)
    build()
    tidy = inbox.parent / "tidy"
    tidy.rename(tidy.parent / ".tidy-former")
    shutil.rmtree(tidy, ignore_errors=True)
    assert len(engagement.load("documents")) == 1


def test_a_killed_build_leaves_the_former_tables_and_the_next_one_goes_on(inbox):
    put(inbox, "a.csv", ONE)
    build()
    rows = "".join(ONE.replace("0001", f"{number:06d}") for number in range(200_000))
    (inbox / "b.csv").write_text(HEAD + rows, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "engagement.cli", "build"], stderr=subprocess.DEVNULL)
    time.sleep(2.5)
    process.kill()
    process.wait()
    assert list(engagement.load("documents")["document_id"]) == ["T22-SG13-C-0001"]
    build()
    assert len(engagement.load("documents")) == 200_001

"""What comes is written whole, noted, and never over a file of the user."""

import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

import engagement

from .answering import LIST, NEWER, PAGE, TEXT, document, failure, left, status, workbook


def test_a_file_comes_whole_and_is_noted(ask, server, caplog):
    server.says("/rfc/rfc9000.txt", document())
    with caplog.at_level("INFO", "engagement.fetching"):
        assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT
    digest = hashlib.sha256(TEXT).hexdigest()
    note = json.loads((ask.folder / ".fetched/rfc9000.txt.json").read_text())
    assert (note["sha256"], note["bytes"], note["etag"]) == (digest, len(TEXT), '"1"')
    assert digest in caplog.text
    assert server.asked[0].headers["User-Agent"].startswith(f"engagement/{engagement.__version__} ")
    assert left(ask) == (["rfc9000.txt"], ["rfc9000.txt.json"])


@pytest.mark.parametrize(
    ("source", "items", "path", "body", "content_type"),
    [
        ("3gpp-ran1-tdocs", "110", LIST, workbook(), "application/vnd.openxmlformats"),
        ("ietf-attendees", "117", "/meeting/117/proceedings/attendees/", PAGE, "text/html; charset=utf-8"),
        ("rfc-index", None, "/rfc-index.txt", b"RFC INDEX\n", "text/plain"),
        ("relaton-itu", None, "/relaton/relaton-data-itu/archive/refs/heads/main.tar.gz", gzip.compress(TEXT), "x/y"),
    ],
)
def test_each_kind_of_file_is_taken_for_what_it_is(ask, server, source, items, path, body, content_type):
    server.says(path, status(200, body, Content_Type=content_type))
    (name,) = ask(source, items)
    assert (ask.folder / name).read_bytes() == body


def test_what_has_not_changed_is_left_alone(ask, server):
    server.says("/rfc/rfc9000.txt", document())
    ask("rfc-texts", "9000")
    before = (ask.folder / "rfc9000.txt").stat()
    assert ask("rfc-texts", "9000") == []
    assert (ask.folder / "rfc9000.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert server.asked[1].headers["If-None-Match"] == '"1"'


def test_the_date_of_the_last_change_serves_where_there_is_no_tag(ask, server):
    said = "Tue, 01 Jul 2025 10:00:00 GMT"
    server.says("/rfc/rfc9000.txt", document(etag=None, Last_Modified=said), status(304))
    ask("rfc-texts", "9000")
    assert ask("rfc-texts", "9000") == []
    assert server.asked[1].headers["If-Modified-Since"] == said


def test_what_has_changed_replaces_the_former_file(ask, server):
    server.says("/rfc/rfc9000.txt", document(), document(NEWER, '"2"'))
    ask("rfc-texts", "9000")
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == NEWER


def test_a_file_of_the_user_is_not_written_over(ask, server):
    server.says("/rfc/rfc9000.txt", document())
    ask.folder.mkdir()
    (ask.folder / "rfc9000.txt").write_text("mine")
    assert "is there already" in failure(ask, "rfc-texts", "9000")
    assert (ask.folder / "rfc9000.txt").read_text() == "mine" and not server.asked


def test_a_file_the_user_changed_is_not_written_over(ask, server):
    server.says("/rfc/rfc9000.txt", document(), document(NEWER, '"2"'))
    ask("rfc-texts", "9000")
    (ask.folder / "rfc9000.txt").write_text("corrected by hand")
    assert "move it away" in failure(ask, "rfc-texts", "9000")
    assert (ask.folder / "rfc9000.txt").read_text() == "corrected by hand"


def test_being_stopped_between_note_and_file_does_no_harm(ask, server, monkeypatch):
    server.says("/rfc/rfc9000.txt", document(), document(NEWER, '"2"'))
    ask("rfc-texts", "9000")

    def dies(start, end, real=os.replace):
        if Path(end) == ask.folder / "rfc9000.txt":
            raise KeyboardInterrupt
        real(start, end)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(os, "replace", dies)
        ask("rfc-texts", "9000")
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT
    server.says("/rfc/rfc9000.txt", status(416), document(NEWER, '"2"'))
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == NEWER


def test_a_server_that_packs_all_the_same_is_understood(ask, server):
    server.says("/rfc/rfc9000.txt", status(200, gzip.compress(TEXT), Content_Encoding="gzip", ETag='"1"'))
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_the_part_of_a_packed_file_is_not_continued(ask, server):
    packed = gzip.compress(os.urandom(60_000).hex().encode())
    kept = {"ETag": '"1"', "Content_Encoding": "gzip"}
    server.says("/rfc/rfc9000.txt", status(200, packed, cut=len(packed) - 9000, **kept), document())
    ask("rfc-texts", "9000")
    assert "Range" not in server.asked[1].headers
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT

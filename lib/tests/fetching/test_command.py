"""`engagement fetch` as a person uses it."""

from functools import partial

import pytest

from engagement import fetching
from engagement.cli import main
from engagement.fetching.client import Client

from .answering import LIST, RFCS, TDOCS, TEXT, document


@pytest.fixture
def command(project, monkeypatch, server, time):
    """`engagement fetch` against the server."""
    client = Client(time.sleep, time.clock, timeout=0.3)
    monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, mirrors={RFCS: server.address}, client=client))
    return lambda *words: main(["fetch", *words])


def test_the_command_prints_what_it_wrote_where_the_source_belongs(command, server, project, capsys):
    server.says("/rfc/rfc9000.txt", document())
    assert command("rfc-texts", "--items", "9000") == 0
    path = project.home / "data/rfc-series/rfc9000.txt"
    assert path.read_bytes() == TEXT and capsys.readouterr().out == f"{path}\n"


def test_the_command_fails_where_part_of_it_failed(command, server, tmp_path, capsys):
    server.says("/rfc/rfc9001.txt", document())
    assert command("rfc-texts", str(tmp_path), "--items", "9000-9001", "--only", "rfc*") == 1
    said = capsys.readouterr()
    assert "rfc9001.txt" in said.out and "1 of 2 files not fetched" in said.err and "rfc9000.txt: " in said.err


def test_the_command_lists_the_sources_with_standing_and_terms(command, server, capsys):
    assert command("list") == 0
    said = capsys.readouterr().out
    for source in fetching.read().values():
        assert f"{source.id} ({source.status}): {source.title}" in said
    assert said.count("terms: ") == len(fetching.read()) and not server.asked


def test_the_command_names_the_sources_if_there_is_no_such(command, capsys):
    assert command("itu") == 2
    assert "itu-documents, itu-meeting-documents" in capsys.readouterr().err


def test_a_dry_run_prints_addresses_and_asks_for_none(command, server, capsys, tmp_path):
    assert command("3gpp-ran1-tdocs", str(tmp_path), "--items", "110,111", "--only", "*110*", "--dry-run") == 0
    assert capsys.readouterr().out == f"{TDOCS}{LIST} -> {tmp_path / 'TDoc_List_Meeting_RAN1#110.xlsx'}\n"
    assert not server.asked and not list(tmp_path.glob("*.xlsx"))

"""Nobody is asked but the hosts a source names; what stands in the way is told."""

import gzip

import pytest

from engagement.publishing.lock import only_run

from .answering import ARCHIVES, GITHUB, RFCS, TEXT, document, failure, left, status


def test_a_redirect_to_a_stranger_is_refused_and_the_stranger_not_asked(ask, server, other):
    server.says("/rfc/rfc9000.txt", status(302, Location=f"{other.address}/rfc9000.txt"))
    said = failure(ask, "rfc-texts", "9000")
    assert f"redirects to {other.address}/rfc9000.txt, outside of {server.address}" in said
    assert not other.asked and left(ask) == ([], [])


@pytest.mark.parametrize("address", ["https://127.0.0.1/x", "file:///etc/hosts", "http://[", "//example.org/x"])
def test_a_redirect_to_another_scheme_or_host_is_refused(ask, server, address):
    server.says("/rfc/rfc9000.txt", status(301, Location=address))
    assert "outside of" in failure(ask, "rfc-texts", "9000")


def test_a_redirect_to_a_host_that_only_begins_alike_is_refused(ask, server):
    server.says("/rfc/rfc9000.txt", status(302, Location=f"{server.address}.example.org/x"))
    assert "outside of" in failure(ask, "rfc-texts", "9000")


def test_a_redirect_within_the_host_is_followed(ask, server):
    server.says("/rfc/rfc9000.txt", status(301, Location="/moved/rfc9000.txt"))
    server.says("/moved/rfc9000.txt", document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]


def test_a_redirect_to_a_host_the_source_names_is_followed(ask, server, other):
    place = "/relaton/relaton-data-itu/archive/refs/heads/main.tar.gz"
    server.says(place, status(302, Location=f"{other.address}/main.tar.gz"))
    other.says("/main.tar.gz", document(gzip.compress(TEXT)))
    assert ask("relaton-itu", mirrors={GITHUB: server.address, ARCHIVES: other.address}) == ["relaton-data-itu.tar.gz"]


def test_redirects_in_a_circle_end(ask, server):
    server.says("/rfc/rfc9000.txt", status(302, Location="/rfc/rfc9000.txt"))
    assert "more than 5 times" in failure(ask, "rfc-texts", "9000")


def test_passwords_of_other_programs_are_not_sent(ask, server, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server.says("/rfc/rfc9000.txt", document())
    ask("rfc-texts", "9000")
    assert "Authorization" not in server.asked[0].headers


def test_without_a_network_the_command_says_so_and_ends(ask, time):
    said = failure(ask, "rfc-texts", "9000-9004", mirrors={RFCS: "https://nowhere.invalid"})
    assert "https://nowhere.invalid/rfc/rfc9000.txt: its host is not found: there is no network" in said
    assert "4 more were not asked for" in said


def test_a_closed_door_is_told(ask, server):
    server.close()
    assert "no connection ([Errno" in failure(ask, "rfc-index")


def test_two_at_once_into_one_folder_are_refused(ask, server):
    with only_run(ask.folder / ".fetched" / "lock"), pytest.raises(ValueError, match="another run is at work"):
        ask("rfc-index")
    assert not server.asked

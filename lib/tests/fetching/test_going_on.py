"""A download that breaks goes on from where it broke, where the server proves that the part fits."""

from contextlib import contextmanager

import pytest

from engagement.fetching.client import Client

from .answering import NEWER, RFCS, TEXT, document, left, status


@pytest.mark.parametrize(
    "kept", [{"etag": '"1"'}, {"etag": None, "Last_Modified": "Tue, 01 Jul 2025 10:00:00 GMT"}], ids=["tag", "date"]
)
def test_a_cut_download_goes_on_from_where_it_broke(ask, server, kept):
    server.says("/rfc/rfc9000.txt", document(cut=100_000, **kept), document(**kept))
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT
    start = int(server.asked[1].headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert 50_000 < start <= 100_000
    assert server.asked[1].headers["If-Range"] in kept.values()


@pytest.mark.parametrize("etag", [None, 'W/"1"'], ids=["nothing to compare", "a weak tag"])
def test_a_part_that_cannot_be_proven_to_fit_is_asked_for_anew(ask, server, etag):
    server.says("/rfc/rfc9000.txt", document(cut=100_000, etag=etag), document(NEWER, etag=etag))
    ask("rfc-texts", "9000")
    assert "Range" not in server.asked[1].headers
    assert (ask.folder / "rfc9000.txt").read_bytes() == NEWER


def test_a_file_that_changed_meanwhile_is_not_pieced_together(ask, server):
    server.says("/rfc/rfc9000.txt", document(cut=100_000), document(NEWER, '"2"'))
    ask("rfc-texts", "9000")
    assert "Range" in server.asked[1].headers
    assert (ask.folder / "rfc9000.txt").read_bytes() == NEWER


@pytest.mark.parametrize(
    "answer",
    [status(416), status(206, TEXT[10:], Content_Range=f"bytes 10-{len(TEXT) - 1}/{len(TEXT)}")],
    ids=["no such part", "another part"],
)
def test_a_part_the_server_does_not_continue_is_thrown_away(ask, server, answer):
    server.says("/rfc/rfc9000.txt", document(cut=100_000), answer, document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT


class Interrupted(Client):
    """Control-C while the body comes."""

    @contextmanager
    def get(self, wanted, headers):
        with super().get(wanted, headers) as response:
            chunks = response.iter_content(40_000)

            def two_chunks(_):
                yield next(chunks)
                yield next(chunks)
                raise KeyboardInterrupt

            response.iter_content = two_chunks
            yield response


def test_control_c_leaves_the_part_and_the_next_call_goes_on(ask, server, time):
    server.says("/rfc/rfc9000.txt", document())
    with pytest.raises(KeyboardInterrupt):
        ask("rfc-texts", "9000", client=Interrupted(time.sleep, time.clock))
    assert left(ask) == ([], ["rfc9000.txt.part", "rfc9000.txt.part.json"])
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert server.asked[1].headers["Range"] == "bytes=80000-"
    assert (ask.folder / "rfc9000.txt").read_bytes() == TEXT
    assert left(ask) == (["rfc9000.txt"], ["rfc9000.txt.json"])


def test_a_part_from_another_address_is_not_continued(ask, server, other, time):
    server.says("/rfc/rfc9000.txt", document())
    other.says("/rfc/rfc9000.txt", document(NEWER))
    with pytest.raises(KeyboardInterrupt):
        ask("rfc-texts", "9000", client=Interrupted(time.sleep, time.clock))
    assert ask("rfc-texts", "9000", mirrors={RFCS: other.address}) == ["rfc9000.txt"]
    assert "Range" not in other.asked[0].headers
    assert (ask.folder / "rfc9000.txt").read_bytes() == NEWER


def test_what_is_kept_beside_the_files_is_passed_over_by_the_build(ask, server, time, project):
    from engagement.warehouse.build import _under

    server.says("/rfc/rfc9000.txt", document())
    ask("rfc-texts", "9000")
    with pytest.raises(KeyboardInterrupt):
        server.says("/rfc/rfc9001.txt", document())
        ask("rfc-texts", "9001", client=Interrupted(time.sleep, time.clock))
    assert [path.name for path in _under(ask.folder, ("",))] == ["rfc9000.txt"]

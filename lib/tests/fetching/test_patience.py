"""A busy or silent server is asked again, at the distance it asks for, and given up in the end."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from engagement.fetching.client import ATTEMPTS

from .answering import document, failure, status


def test_a_busy_server_is_asked_again_with_growing_pauses(ask, server, time):
    server.says("/rfc/rfc9000.txt", *[status(503)] * 3, document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    waits = [pause for pause in time.sleeps if pause >= 1]
    assert all(low <= wait <= low + 1 for low, wait in zip((1, 2, 4), waits, strict=True))


def test_a_server_that_stays_busy_is_told_with_what_to_do(ask, server):
    server.says("/rfc/rfc9000.txt", status(502))
    server.says("/rfc/rfc9001.txt", document())
    said = failure(ask, "rfc-texts", "9000,9001")
    assert f"{server.address}/rfc/rfc9000.txt: the server says 502 Bad Gateway; run the same command again" in said
    assert server.paths().count("/rfc/rfc9000.txt") == ATTEMPTS
    assert (ask.folder / "rfc9001.txt").exists()


def test_the_wait_a_server_asks_for_is_kept(ask, server, time):
    server.says("/rfc/rfc9000.txt", status(429, Retry_After="90"), document())
    ask("rfc-texts", "9000")
    assert 90 in time.sleeps


def test_the_wait_may_be_said_as_a_date(ask, server, time):
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    server.says("/rfc/rfc9000.txt", status(503, Retry_After=until), document())
    ask("rfc-texts", "9000")
    assert any(95 < wait <= 100 for wait in time.sleeps)


def test_a_wait_that_cannot_be_read_is_as_good_as_none(ask, server, time):
    server.says("/rfc/rfc9000.txt", status(503, Retry_After="soon"), document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert sum(time.sleeps) < 5


def test_a_wait_of_hours_ends_the_command(ask, server, time):
    server.says("/rfc/rfc9000.txt", status(429, Retry_After="7200"))
    said = failure(ask, "rfc-texts", "9000-9009")
    assert "wait for 120 minutes" in said and "9 more were not asked for" in said
    assert len(server.asked) == 1 and not time.sleeps


def test_requests_to_a_host_keep_their_distance(ask, server, time):
    for number in (9000, 9001, 9002):
        server.says(f"/rfc/rfc{number}.txt", document())
    ask("rfc-texts", "9000-9002")
    assert time.sleeps == [1, 1]


def test_silence_is_given_up_and_asked_again(ask, server):
    def silent(handler):
        server.done.wait(2)

    server.says("/rfc/rfc9000.txt", silent, document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]


def test_silence_within_a_file_is_given_up_and_the_rest_asked_for(ask, server):
    def stalls(handler):
        document(cut=100_000)(handler)
        handler.wfile.flush()
        server.done.wait(2)

    server.says("/rfc/rfc9000.txt", stalls, document())
    assert ask("rfc-texts", "9000") == ["rfc9000.txt"]
    assert "Range" in server.asked[1].headers

"""Fetching, against servers on this machine only."""

import ast
import gzip
import hashlib
import io
import json
import os
import socket
import threading
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement
from engagement import fetching
from engagement.cli import main
from engagement.errors import DataError
from engagement.fetching.addresses import Source
from engagement.fetching.client import ATTEMPTS, Client
from engagement.publishing.lock import only_run

RFCS, IETF, TDOCS = "https://www.rfc-editor.org", "https://datatracker.ietf.org", "https://www.3gpp.org"
GITHUB, ARCHIVES = "https://github.com", "https://codeload.github.com"
TEXT = b"".join(b"%07d a line of a text\n" % number for number in range(8000))
NEWER = TEXT.replace(b"a text", b"B text")
PAGE = b"<!DOCTYPE html><html><body><table><tr><td>Alder Networks</td></tr></table></body></html>"
SIGN_IN = b"<!DOCTYPE html><html><title>Sign in</title><form></form></html>"
TEXTS = fetching.find("rfc-texts")
LIST = "/ftp/tsg_ran/WG1_RL1/TSGR1_110/Docs/TDoc_List_Meeting_RAN1%23110.xlsx"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now, self.sleeps = 0.0, []

    def sleep(self, seconds):
        self.sleeps.append(seconds)
        self.now += seconds

    def clock(self):
        return self.now


class Server:
    """Answers on 127.0.0.1 as a test says, path by path; the last answer to a path is repeated."""

    def __init__(self):
        self.answers, self.asked, self.done = {}, [], threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append(SimpleNamespace(path=self.path, headers=dict(self.headers)))
                answers = server.answers.get(self.path) or [status(404)]
                (answers.pop(0) if len(answers) > 1 else answers[0])(self)

            def log_message(self, *_):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def says(self, path, *answers):
        self.answers[path] = list(answers)

    def paths(self):
        return [one.path for one in self.asked]

    def close(self):
        self.done.set()
        self._http.shutdown()
        self._http.server_close()


def status(code, body=b"", cut=None, length=True, **headers):
    """An answer; ``cut`` bytes of it only, before the connection breaks."""

    def answer(handler):
        handler.send_response(code)
        if length:
            handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body[:cut])

    return answer


def document(body=TEXT, etag='"1"', cut=None, **headers):
    """A file as a good server gives it: 304 if it has not changed, the rest if a part is there."""
    kept = {"ETag": etag, **headers} if etag else headers

    def answer(handler):
        wanted, asked = handler.headers.get("Range"), handler.headers
        if etag and asked.get("If-None-Match") == etag:
            status(304, **kept)(handler)
        elif wanted and asked.get("If-Range") in (etag, headers.get("Last_Modified")):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            place = f"bytes {start}-{len(body) - 1}/{len(body)}"
            status(206, body[start:], Content_Range=place, **kept)(handler)
        else:
            status(200, body, cut, **kept)(handler)

    return answer


def workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.fixture(autouse=True)
def this_machine_only(monkeypatch):
    """No name but this machine's is looked up; anything else fails like a machine without a network."""
    real = socket.getaddrinfo

    def look_up(host, *arguments, **options):
        if host != "127.0.0.1":
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


@pytest.fixture
def other():
    running = Server()
    yield running
    running.close()


@pytest.fixture
def ask(project, server, time, tmp_path):
    """Fetch from the server into a folder of the test: the names written."""

    def fetch(source, items=None, *, mirrors=None, client=None, **options):
        client = client or Client(time.sleep, time.clock, timeout=0.3)
        mirrors = mirrors or dict.fromkeys((RFCS, IETF, TDOCS, GITHUB), server.address)
        paths = fetching.fetch(source, tmp_path / "into", items=items, mirrors=mirrors, client=client, **options)
        return [path.name for path in paths]

    fetch.folder = tmp_path / "into"
    return fetch


def failure(ask, *arguments, **options):
    """The message of a fetch that fails in part."""
    with pytest.raises(fetching.FetchError) as raised:
        ask(*arguments, **options)
    return str(raised.value)


def left(ask):
    """Names of files in place, and of what is kept beside them."""
    kept = ask.folder / ".fetched"
    names = {path.name for path in kept.iterdir()} - {"lock"} if kept.exists() else set()
    return sorted(path.name for path in ask.folder.iterdir() if path.is_file()), sorted(names)


# What comes


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


# Breaks, and going on


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


# Patience


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


# What is refused


@pytest.mark.parametrize(("code", "says"), [(404, "there is no such file"), (403, "does not let us in"), (400, "400")])
def test_a_refusal_names_address_and_remedy_and_the_rest_goes_on(ask, server, code, says):
    server.says("/rfc/rfc9000.txt", status(code))
    server.says("/rfc/rfc9001.txt", document())
    said = failure(ask, "rfc-texts", "9000-9001")
    assert said.startswith("1 of 2 files not fetched:")
    assert f"{server.address}/rfc/rfc9000.txt: the server says {code}" in said
    assert says in said and "open the address in a browser" in said
    assert server.paths() == ["/rfc/rfc9000.txt", "/rfc/rfc9001.txt"]
    assert (ask.folder / "rfc9001.txt").exists()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(200, SIGN_IN, Content_Type="text/html"), "a web page is offered in the place of an Excel workbook"),
        (status(200, SIGN_IN, Content_Type="application/zip"), "Sign in"),
        (status(200, workbook()[:60], length=False), "a cut or damaged workbook came"),
        (status(200, b"TDoc;Title\n"), "something else came in the place of an Excel workbook"),
        (status(200, b""), "nothing came"),
    ],
)
def test_what_is_no_workbook_is_refused(ask, server, answer, says):
    server.says(LIST, answer)
    assert says in failure(ask, "3gpp-ran1-tdocs", "110")
    assert left(ask) == ([], [])


@pytest.mark.parametrize(
    ("source", "items", "path", "body"),
    [
        ("ietf-attendees", "117", "/meeting/117/proceedings/attendees/", SIGN_IN),
        ("ietf-attendees", "117", "/meeting/117/proceedings/attendees/", b"Alder <table>"),
        ("rfc-index", None, "/rfc-index.txt", PAGE),
        ("rfc-index", None, "/rfc-index.txt", b"\0\1\2"),
        ("relaton-itu", None, "/relaton/relaton-data-itu/archive/refs/heads/main.tar.gz", b"Not Found"),
    ],
)
def test_what_is_of_another_kind_is_refused(ask, server, source, items, path, body):
    server.says(path, status(200, body))
    assert "came in the place of" in failure(ask, source, items)
    assert left(ask) == ([], [])


@pytest.mark.parametrize(
    ("length", "says"), [(True, "200,000 bytes are announced"), (False, "more has come")], ids=["announced", "silent"]
)
def test_a_file_beyond_the_limit_is_refused(ask, server, project, length, says):
    project.edit("data/reference/fetch_sources.yml", "most_megabytes: 30", "most_megabytes: 0.1")
    server.says("/rfc-index.txt", status(200, TEXT[:200_000].ljust(200_000), length=length))
    said = failure(ask, "rfc-index")
    assert says in said and "at most 100,000 bytes" in said and "raise most_megabytes of rfc-index" in said
    assert left(ask) == ([], [])


def test_an_endless_file_is_left_at_the_limit(ask, server, project):
    project.edit("data/reference/fetch_sources.yml", "most_megabytes: 30", "most_megabytes: 0.1")
    sent = []

    def endless(handler):
        status(200, length=False)(handler)
        try:
            for _ in range(1000):
                handler.wfile.write(b"x" * 100_000)
                sent.append(100_000)
        except OSError:
            server.done.set()

    server.says("/rfc-index.txt", endless)
    assert "more has come" in failure(ask, "rfc-index")
    assert server.done.wait(5) and sum(sent) < 50_000_000


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


# Which files


def test_texts_are_those_the_index_lists(ask, server):
    index = (
        "RFC INDEX\n\n0001 Of trees. A. Moss. April 1969. (Format:\n     TXT, HTML) (Status: UNKNOWN)\n\n"
        "0008 Of ferns. (Format: PDF, HTML)\n\n0014 Not Issued.\n\n9000 Of mosses. B. Fern.\n     (Format: HTML, TXT)\n"
    )
    server.says("/rfc-index.txt", document(index.encode()))
    for number in (1, 9000):
        server.says(f"/rfc/rfc{number}.txt", document())
    assert ask("rfc-texts") == ["rfc-index.txt", "rfc1.txt", "rfc9000.txt"]
    assert ask("rfc-texts") == []
    assert "/rfc/rfc8.txt" not in server.paths()


def test_an_index_that_lists_nothing_is_told(ask, server):
    server.says("/rfc-index.txt", document(b"RFC INDEX\n"))
    with pytest.raises(DataError, match="lists nothing of rfc-texts"):
        ask("rfc-texts")


def test_without_the_index_no_text_is_asked_for(ask, server):
    assert "rfc-index.txt" in failure(ask, "rfc-texts")
    assert server.paths() == ["/rfc-index.txt"]


def test_a_former_index_is_no_reason_to_ask_on_without_a_network(ask, server):
    server.says("/rfc-index.txt", document(b"9000 Of mosses. (Format: TXT)\n"))
    ask("rfc-index")
    assert failure(ask, "rfc-texts", mirrors={RFCS: "https://nowhere.invalid"}).startswith("1 of 1 files not fetched")


def test_a_pattern_chooses_among_the_names(ask, server):
    server.says("/rfc/rfc9001.txt", document())
    assert ask("rfc-texts", "9000-9009", only="rfc*1.txt") == ["rfc9001.txt"]
    assert server.paths() == ["/rfc/rfc9001.txt"]
    with pytest.raises(DataError, match=r"none of the 2 files of rfc-texts fits '\*.pdf', such as rfc9000.txt"):
        ask("rfc-texts", "9000-9001", only="*.pdf")


@pytest.mark.parametrize(
    ("source", "items", "says"),
    [
        ("rfcs", None, "there is no source 'rfcs'.*rfc-index, rfc-texts, ietf-attendees, 3gpp-ran1-tdocs"),
        ("ietf-attendees", None, "needs to know which; for example: --items 110-118"),
        ("ietf-attendees", "110,Vienna", "has no 'Vienna'.*--items 110-118"),
        ("ietf-attendees", "118-110", "'118-110' is no range"),
        ("rfc-texts", "1-90000", "no range of up to 20,000"),
        ("rfc-texts", "9000/../9001", "has no '9000/../9001'"),
        ("rfc-index", "9000", "takes no items"),
    ],
)
def test_what_cannot_be_asked_for_is_told_before_anything_is_asked(ask, server, source, items, says):
    with pytest.raises(DataError, match=says):
        ask(source, items)
    assert not server.asked


@pytest.mark.parametrize(
    ("source", "item", "address", "name"),
    [
        (
            "3gpp-ran1-tdocs",
            "110b-e",
            f"{TDOCS}/ftp/tsg_ran/WG1_RL1/TSGR1_110b-e/Docs/TDoc_List_Meeting_RAN1%23110-bis-e.xlsx",
            "TDoc_List_Meeting_RAN1#110-bis-e.xlsx",
        ),
        (
            "itu-leadership",
            "T22-SG05",
            "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=5&Period=17",
            "itu-leadership-T22-SG05.html",
        ),
        (
            "itu-meeting-documents",
            "T22-SG13-240715-C@50",
            "https://www.itu.int/md/meetingdoc.asp?lang=en&parent=T22-SG13-240715-C&PageLB=50",
            "itu-documents-T22-SG13-240715-C-50.html",
        ),
        ("itu-documents", "T25-TSAG-C", "https://www.itu.int/md/T25-TSAG-C/en", "itu-documents-T25-TSAG-C.html"),
    ],
)
def test_addresses_are_spelled_as_their_bodies_spell_them(tmp_path, source, item, address, name):
    assert fetching.preview(source, tmp_path, items=item) == [(address, tmp_path / name)]


def test_the_period_is_numbered_as_in_the_table_of_periods(tmp_path):
    lines = (Path(__file__).parents[2] / "data/reference/study_periods.csv").read_text().splitlines()[1:]
    numbers = {line.split(",")[0]: line.split(",")[2] for line in lines if line.split(",")[2]}
    asked = {
        period: fetching.preview("itu-leadership", tmp_path, items=f"{period}-SG13")[0][0].rpartition("=")[2]
        for period in numbers
    }
    assert asked == numbers and len(numbers) >= 4


@given(st.lists(st.one_of(st.integers(1, 99_999), st.tuples(st.integers(1, 90_000), st.integers(0, 50))), min_size=1))
def test_items_are_numbers_and_ranges_each_once_and_in_order(said):
    words = [f"{one[0]}-{sum(one)}" if isinstance(one, tuple) else str(one) for one in said]
    meant = [number for one in said for number in (range(one[0], sum(one) + 1) if isinstance(one, tuple) else [one])]
    assert TEXTS.items(" , ".join(words)) == list(dict.fromkeys(map(str, meant)))


# The table of sources


def test_every_source_says_what_it_rests_on_and_shows_an_example():
    for source in fetching.read().values():
        assert source.terms and source.evidence
        assert all(one.address.startswith("https://") for one in source.wanted(source.items(source.example)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  status: stable\n", "", "rfc-index, status: Field required"),
        ("  delay: 1\n", "  delay: 0\n", "rfc-index, delay: Input should be greater than or equal to 1, not 0"),
        ("  kind: text\n", "  kind: pdf\n", "rfc-index, kind: .*not 'pdf'"),
        ("  kind: text\n", "  kind: text\n  speed: 3\n", "rfc-index, speed: Extra inputs"),
        ("https://www.rfc-editor.org/rfc-index.txt", "http://x.org/i.txt", "must be https and a host"),
        ("file: rfc-index.txt", "file: ../rfc-index.txt", "no plain name"),
        ("file: rfc-index.txt", "file: .hidden", "no plain name"),
        ("id: rfc-texts", "id: rfc-index", "rfc-index stands there twice"),
        ("id: rfc-index", "id: list", "the id 'list'"),
        ("source: rfc-index", "source: rfc-list", "rfc-texts is listed in rfc-list, which is no source"),
        ("  example: 9000-9010\n", "", "item and example belong together"),
        ("example: 9000-9010", "example: nine", "has no 'nine'"),
        ("rfc{{ number }}.txt", "rfc{{ numero }}.txt", "'numero' is undefined"),
        ("- id: rfc-index", "id: rfc-index\n- x", "cannot be read as YAML"),
        ("- id: rfc-index", "- [", "cannot be read as YAML"),
    ],
)
def test_a_table_that_breaks_its_form_is_told_with_file_and_entry(project, old, new, says):
    project.edit("data/reference/fetch_sources.yml", old, new)
    with pytest.raises(DataError, match=f"(?s)fetch_sources.yml: .*{says}"):
        fetching.read()


@pytest.mark.parametrize("content", ["sources: []\n", "- word\n", ""])
def test_a_table_of_another_shape_is_told(project, content):
    (project.home / "data/reference/fetch_sources.yml").write_text(content)
    with pytest.raises(DataError, match=r"fetch_sources.yml: (the whole|entry 1): "):
        fetching.read()


# The command


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


# One door


NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpcore", "httpx", "imaplib", "paramiko", "poplib", "pycurl", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "tornado", "urllib3", "websocket", "websockets", "xmlrpc",
}  # fmt: skip
PACKAGE = Path(engagement.__file__).parent


def imported(path):
    """Every module a file names in an import, at whatever depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def is_network(module):
    return module.split(".")[0] in NETWORK or module.startswith("urllib.request")


def test_no_other_module_knows_the_network():
    guilty = {
        path.relative_to(PACKAGE).as_posix(): found
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "fetching" and (found := [name for name in imported(path) if is_network(name)])
    }
    assert not guilty
    assert any(is_network(name) for path in (PACKAGE / "fetching").glob("*.py") for name in imported(path))


def test_only_the_command_knows_the_fetching():
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "fetching" and any(name.startswith("engagement.fetching") for name in imported(path))
    }
    assert users == {"cli/tables.py"}


def test_a_source_cannot_name_a_host_without_encryption():
    entry = next(iter(fetching.read().values())).model_dump()
    with pytest.raises(ValueError, match="must be https"):
        Source(**{**entry, "also": ("http://www.rfc-editor.org",)})

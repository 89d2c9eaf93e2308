"""A server on this machine that answers as a test says, a clock that only sleeping moves, and what they give."""

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from engagement import fetching

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

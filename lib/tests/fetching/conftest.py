"""Every test of fetching asks servers on this machine only."""

import socket

import pytest

from engagement import fetching
from engagement.fetching.client import Client

from .answering import GITHUB, IETF, RFCS, TDOCS, Server, Time


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

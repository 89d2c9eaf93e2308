"""One package alone knows the network."""

import ast
from pathlib import Path

import pytest

import engagement
from engagement import fetching
from engagement.fetching.addresses import Source

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

"""Whether a file that came is what was asked for: a sign-in page in the place of a workbook is not."""

import zipfile
from pathlib import Path

HEAD = 4096
NAMES = {
    "text": "a plain text",
    "page": "a web page with a table",
    "xlsx": "an Excel workbook",
    "gzip": "a packed archive",
}


def problem(path, kind):
    """Say what is wrong with a file.

    Parameters
    ----------
    path : path-like
    kind : str
        What it should be: ``text``, ``page``, ``xlsx`` or ``gzip``.

    Returns
    -------
    str or None

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "list.xlsx"
    >>> _ = path.write_text("<!DOCTYPE html><title>Sign in</title>")
    >>> problem(path, "xlsx")
    "a web page came in the place of an Excel workbook; it begins with '<!DOCTYPE html><title>Sign in</title>'"
    """
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        return "nothing came, the file is empty"
    if _IS[kind](Path(path), head):
        return None
    came = "a web page" if _is_html(head) else "a cut or damaged workbook" if _is_zip(head) else "something else"
    shown = " ".join(head[:80].decode("utf-8", "replace").split())
    return f"{came} came in the place of {NAMES[kind]}; it begins with {shown!r}"


def announced_problem(content_type, kind):
    """Say what is wrong with a file from its announcement, before it is received; None where nothing is."""
    if content_type.casefold().startswith(("text/html", "application/xhtml")) and kind != "page":
        return f"a web page is offered in the place of {NAMES[kind]}"
    return None


def _is_html(head):
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and any(mark in start for mark in (b"<!doctype html", b"<html", b"<head", b"<table"))


def _is_zip(head):
    return head.startswith(b"PK\x03\x04")


_IS = {
    "text": lambda path, head: b"\0" not in head and not _is_html(head),
    "page": lambda path, head: _is_html(head) and b"<table" in path.read_bytes().lower(),
    "xlsx": lambda path, head: _is_zip(head) and zipfile.is_zipfile(path),
    "gzip": lambda path, head: head.startswith(b"\x1f\x8b"),
}

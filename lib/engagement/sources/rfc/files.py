"""The files of the RFC series: where they lie, their bytes, their text.

The folder is the one that Debian's ``doc-rfc`` packages unpack to: an index,
``rfc-index.txt.gz``, and beside it folders by status with ``rfcN.txt.gz``,
``rfcN.json`` and, for newer ones, ``rfcN.xml.gz``.
"""

import gzip
import os
import re
import zlib
from collections import defaultdict
from pathlib import Path

from engagement.errors import DataError

INDEX = "rfc-index.txt"
_FILE = re.compile(r"rfc(\d+)\.(txt|json|xml)(?:\.gz)?")
_NOT_ISSUED = {"queue", "links"}  # drafts that wait, and second names of the same files


def find_index(directory):
    """The index below a directory, whatever the level the directory was given at.

    Raises
    ------
    DataError
        If no folder at or below ``directory`` holds one.
    """
    for folder, folders, files in os.walk(directory):
        folders.sort()
        for name in (f"{INDEX}.gz", INDEX):
            if name in files:
                return Path(folder) / name
    raise DataError(
        f"{directory}: no {INDEX}.gz at or below it; unpack the doc-rfc packages there and name their folder"
    )


def list_files(root):
    """The files of each RFC: number to suffix (txt, json, xml) to path.

    A plain file goes before its compressed twin; waiting drafts and links are left out.
    """
    found = defaultdict(dict)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - _NOT_ISSUED)
        for name in sorted(files):
            match = _FILE.fullmatch(name)
            if match:
                found[int(match[1])].setdefault(match[2], os.path.join(folder, name))
    return found


def read_bytes(path):
    """The bytes of a file, unpacked where its name ends in ``.gz``.

    Raises
    ------
    DataError
        If the compressed file is cut or broken.
    """
    data = Path(path).read_bytes()
    try:
        return gzip.decompress(data) if str(path).endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: not a whole gzip file ({error}); fetch it again") from None


def decode(data):
    """The text of a file's bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # some thirty texts are older than UTF-8
        return data.decode("latin-1")


def without_page_breaks(text):
    """The text without the footers and headers that pages put between its lines."""
    text = text.replace("\r\n", "\n")
    if "\f" not in text:
        return text
    first, *others = text.split("\f")
    pages = [_without_footer(first)]
    pages += [_without_footer(page.lstrip("\n").partition("\n")[2]) for page in others]
    return "\n".join(pages)


def _without_footer(page):
    page = page.rstrip()
    return page[: page.rfind("\n") + 1].rstrip() if page.endswith("]") else page

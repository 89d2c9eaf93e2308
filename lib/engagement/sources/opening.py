"""What a file really is, whatever its name says, and whether it can be opened at all."""

import contextlib
import gzip
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import olefile

from engagement.errors import DataError

HEAD = 65_536
BOMB_RATIO, BOMB_BYTES = 200, 200_000_000
MOST_UNPACKED = 1_500_000_000
CONTROL = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
NAMED = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".htm": "html", ".html": "html", ".yaml": "yaml", ".yml": "yaml", ".tar": "tar", ".tgz": "tar", ".zip": "zip",
}  # fmt: skip
WORDS = {
    "csv": "a text table (CSV)",
    "xlsx": "an Excel workbook",
    "xls": "an old Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "html": "a web page",
    "yaml": "a YAML record",
    "tar": "an archive of records",
    "zip": "an archive",
}


class Unreadable(DataError):
    """A file that cannot be read at all.

    Attributes
    ----------
    reason, remedy
        What is wrong, and what to do about it.
    """

    def __init__(self, reason, remedy):
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason}; {remedy}")


@dataclass(frozen=True)
class Opened:
    """A file whose kind is known.

    Attributes
    ----------
    path
    kind
        ``csv``, ``xlsx``, ``xls``, ``ods``, ``html``, ``yaml`` or ``tar``.
    notes
        What a user should know, one sentence each.
    """

    path: Path
    kind: str
    notes: tuple[str, ...] = ()

    def stream(self):
        """The bytes of the file, unpacked where it is compressed."""
        return gzip.open(self.path) if _is_gzip(self.path) else open(self.path, "rb")


def open_file(path):
    """Find out what a file is, by its content.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    Opened

    Raises
    ------
    Unreadable
        If it is empty, encrypted, damaged, of a kind nobody reads here, or
        would unpack to more than a machine can hold.
    """
    path = Path(path)
    try:
        with damage_told(), gzip.open(path) if _is_gzip(path) else open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror or error})", "check that it can be read") from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("the file is empty", "export it again, or take it out of the inbox")
    kind, notes = _kind(path, head)
    return Opened(path, kind, (*notes, *_misnamed(path, kind)))


@contextlib.contextmanager
def damage_told():
    """Tell of a compressed file that is cut off or damaged as of any other that cannot be read."""
    try:
        yield
    except EOFError as error:
        raise Unreadable("the compressed file is cut off", "copy it again, whole") from error
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"the compressed file is damaged ({error})", "copy it again") from error


def _kind(path, head):
    compound = head.startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
    if (compound or head.startswith(b"PK")) and _is_gzip(path):
        raise Unreadable("it is a workbook or an archive that has been compressed once more", "unpack it")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if compound:
        return _compound(path), ()
    if head[257:262] == b"ustar":
        return "tar", ()
    if head.startswith(b"%PDF"):
        raise Unreadable("it is a PDF", "export the table itself, as HTML, XLSX or CSV")
    start = _text(head).lstrip("\ufeff \t\r\n").casefold()
    if start.startswith("<") and ("<html" in start or "<table" in start or start.startswith("<!doctype html")):
        return "html", ()
    if path.suffix.casefold() in (".yaml", ".yml") or start.startswith("---"):
        return "yaml", ()
    if start.startswith("<?xml"):
        raise Unreadable("it is XML, but no web page", "open it in a spreadsheet program and save it as XLSX")
    if b"\0" in head and not is_utf16(head) and len(head.translate(None, CONTROL)) < 0.95 * len(head):
        raise Unreadable("it is neither text nor a spreadsheet", "export the table as XLSX, ODS, HTML or CSV")
    return "csv", ()


def _zipped(path):
    """XLSX or ODS, having made sure that it does not unpack to more than it should."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            kind_of_ods = archive.read("mimetype")[:60] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise Unreadable(f"the file is damaged or cut off ({error})", "copy or export it again") from error
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > BOMB_BYTES and unpacked > BOMB_RATIO * max(packed, 1)):
        raise Unreadable(
            f"it would unpack from {packed:,} to {unpacked:,} bytes, as made to fill a machine",
            "export the table again, as CSV if it is really that large",
        )
    if any(part.flag_bits & 1 for part in parts) or "EncryptedPackage" in names:
        raise Unreadable("it is protected by a password", "save it without a password")
    if "xl/workbook.xml" in names:
        macros = any(name.endswith("vbaProject.bin") for name in names)
        return "xlsx", ("the workbook holds macros; they are not run",) if macros else ()
    if b"opendocument.spreadsheet" in kind_of_ods:
        return "ods", ()
    if "xl/workbook.bin" in names:
        raise Unreadable("it is a binary Excel workbook (XLSB)", "save it as XLSX")
    raise Unreadable("it is an archive without a spreadsheet", "unpack it and put the files themselves here")


def _compound(path):
    """An old Excel workbook, or a newer one under a password."""
    try:
        with olefile.OleFileIO(path) as file:
            protected, book = file.exists("EncryptedPackage"), file.exists("Workbook") or file.exists("Book")
    except (OSError, ValueError) as error:
        raise Unreadable(f"the Office file is damaged or cut off ({error})", "copy or export it again") from error
    if protected:
        raise Unreadable("it is protected by a password", "save it without a password")
    if not book:
        raise Unreadable("it is an Office file without a spreadsheet", "export the table as XLSX, ODS or CSV")
    return "xls"


def _misnamed(path, kind):
    suffixes = [suffix.casefold() for suffix in path.suffixes if suffix.casefold() != ".gz"]
    meant = NAMED.get(suffixes[-1]) if suffixes else None
    if meant and meant != kind:
        return (f"named {suffixes[-1]}, but it is {WORDS[kind]}, and read as such",)
    return ()


def _is_gzip(path):
    with open(path, "rb") as file:
        return file.read(2) == b"\x1f\x8b"


def is_utf16(head):
    """Whether the first bytes of a text are UTF-16, with or without its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = head[: len(head) // 2 * 2]
    return bool(sample) and max(sample[0::2].count(0), sample[1::2].count(0)) > len(sample) / 2 * 0.6


def _text(head):
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")

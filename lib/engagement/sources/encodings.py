"""The encoding of a text: proved by its bytes where that can be, else guessed and said to be."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from engagement.sources.opening import Unreadable, damage_told, is_utf16

BLOCK = 1 << 20
WESTERN, CENTRAL = "cp1252", "cp1250"  # what Excel writes in Western and in Central Europe
OTHERS = ["cp1251", "cp1253", "cp1255", "cp1256", "shift_jis", "gb18030", "big5", "cp949"]
AMONG_LATIN = re.compile(rb"(?:[A-Za-z][\x80-\xff]{1,2}|(?<![\x80-\xff])[\x80-\xff]{1,2}[A-Za-z])(?![\x80-\xff])")
TOGETHER = re.compile(rb"[\x80-\xff]{3,}|(?<![A-Za-z\x80-\xff])[\x80-\xff]{2}(?![A-Za-z\x80-\xff])")
CENTRAL_LETTERS = re.compile(  # letters in Windows-1250 that are signs such as pounds in Windows-1252
    rb"[A-Za-z\xc0-\xff][\xa5\xb3\xb9\xbe\xbf][a-z\xc0-\xff]|[\xa3\xa5\xaf][a-z\xb3\xb9\xbf\xe0-\xff]{2}"
)
NOT_WESTERN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a text are to be read.

    Attributes
    ----------
    name
        As Python calls it.
    certain
        Whether the bytes prove it.
    ended
        Whether the last line is.
    """

    name: str
    certain: bool
    ended: bool


@dataclass
class _Look:
    """What a look at all bytes of a text showed."""

    sample: bytes = b""
    last: bytes = b""
    zero: int | None = None
    bad: int | None = None
    beyond_ascii: bool = False
    unfinished: bool = False


def find(opened):
    """Find the encoding of a text.

    Parameters
    ----------
    opened : Opened

    Returns
    -------
    Encoding

    Raises
    ------
    Unreadable
        If it is cut off within a character, or damaged.
    """
    with damage_told():
        look = _look(opened)
    ended = look.last.rstrip(b"\0").endswith((b"\n", b"\r"))
    if look.zero is not None and is_utf16(look.sample):
        return Encoding(*_utf16(look.sample), ended)
    if look.zero is not None:
        raise Unreadable(f"byte {look.zero + 1:,} is zero, as in a damaged file", "export it again")
    if look.unfinished and look.beyond_ascii:
        raise Unreadable("it ends within a character, so it is cut off", "copy it again, whole")
    if look.bad is None and not look.unfinished:
        return Encoding("utf-8-sig", True, ended)
    if _mostly_utf8(look.sample):
        raise Unreadable(
            f"it is UTF-8, but for some bytes from about byte {look.bad or 0:,} on", "export it again in UTF-8"
        )
    return Encoding(_guess(look.sample), False, ended)


def _look(opened):
    look, place, decoder = _Look(), 0, codecs.getincrementaldecoder("utf-8")()
    with opened.stream() as file:
        while block := file.read(BLOCK):
            look.sample = look.sample or block
            look.last = (look.last + block)[-4:]
            if look.zero is None and b"\0" in block:
                look.zero = place + block.index(b"\0")
            if look.bad is None:
                try:
                    look.beyond_ascii |= not decoder.decode(block).isascii()
                except UnicodeDecodeError as error:
                    look.bad, look.sample = place + error.start, block if place else look.sample
            place += len(block)
    look.unfinished = look.bad is None and bool(decoder.getstate()[0])
    return look


def _utf16(sample):
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    return ("utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"), False


def _mostly_utf8(sample):
    text = sample.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return sum(not sign.isascii() for sign in text) - lost > lost


def _guess(sample):
    """Latin letters beyond ASCII stand among those of ASCII; letters of other scripts stand together."""
    others = OTHERS
    if NOT_WESTERN.search(sample):
        others = [*OTHERS, CENTRAL]
    elif len(AMONG_LATIN.findall(sample)) >= len(TOGETHER.findall(sample)):
        return CENTRAL if CENTRAL_LETTERS.search(sample) else WESTERN
    best = from_bytes(sample, cp_isolation=others).best()
    return best.encoding if best else WESTERN

"""Text as it was meant: letters of a wrong script, bytes read in a wrong encoding, signs that nobody sees."""

import html
import re
import unicodedata

# Letters of other scripts that look like Latin ones; used only within a word that is partly Latin.
_CYRILLIC = dict(zip("аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅһԁӏ", "aAbBeEkKmMnHoOpPcCtTyYxXiIjJsShdl", strict=True))
_GREEK = dict(zip("αΑΒεΕΖΗιΙκΚμΜνΝοΟρΡτΤυΥχΧ", "aABeEZHiIkKuMvNoOpPtTuYxX", strict=True))
LOOK_ALIKES = str.maketrans(_CYRILLIC | _GREEK)
# Letters that have no accent to take off but a plain letter people write instead.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_FOREIGN = re.compile("[" + "".join(map(re.escape, _CYRILLIC | _GREEK)) + "]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]+")
_MISREAD = re.compile("[ÂÃâ][\x80-\xff–-₿]")
_UNBROKEN = re.compile(r"\S+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ACCENT = re.compile("[\u0300-\u036f]")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]")


def clean(printed):
    """A printed name on one line of plain signs; what a reader sees stays as it is.

    Control signs become blanks, invisible ones vanish, ``&amp;`` becomes ``&``, text read in a wrong encoding is
    read again, and letters of another script within a Latin word become the Latin ones they look like.

    Parameters
    ----------
    printed : str

    Returns
    -------
    str

    Examples
    --------
    >>> clean(" AT&amp;T" + chr(10) + "Labs "), clean("Universit" + chr(0xC3) + chr(0xA9))
    ('AT&T Labs', 'Université')
    >>> clean("N" + chr(0x43E) + "kia").isascii()
    True
    """
    text = str(printed)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if text.isascii():
        return " ".join((text if text.isprintable() else _CONTROL.sub(" ", text)).split())
    text = _UNSEEN.sub("", _read_again(text))
    text = unicodedata.normalize("NFKC", _CONTROL.sub(" ", text))
    if _FOREIGN.search(text):
        text = _WORD.sub(lambda word: _one_script(word.group()), text)
    text = " ".join(text.split())
    return text if text == printed else clean(text)  # what control signs kept apart may now be read again


def plain(text):
    """Small letters without accents.

    Examples
    --------
    >>> plain("Universität Tromsø"), plain("Straße")
    ('universitat tromso', 'strasse')
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENT.sub("", folded).translate(PLAIN))


def _read_again(text):
    """UTF-8 that was read as Latin, word by word: ``Ã©`` is ``é``."""
    return _UNBROKEN.sub(lambda word: _decoded(word.group()), text) if _MISREAD.search(text) else text


def _decoded(word):
    for encoding in ("cp1252", "latin-1"):
        try:
            return word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return word


def _one_script(word):
    return word.translate(LOOK_ALIKES) if _LATIN.search(word) and _FOREIGN.search(word) else word

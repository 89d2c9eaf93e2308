"""The key under which spellings of one organization's name meet."""

import re

from engagement.organizations.legal_forms import GLUED_FORMS, LEGAL_FORMS, without_forms
from engagement.organizations.scripts import clean, plain

__all__ = ["LEGAL_FORMS", "key_of", "name_key"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_OPEN = re.compile(r"\([^()]*$")
_INITIALS = re.compile(r"(?<![^\W_])([^\W_])\.(?=[^\W_](?![^\W_]))")
_AMPERSAND = re.compile(r"(?<![^\W_])([^\W_]{1,2})\s?&\s?([^\W_]{1,2})(?![^\W_])")
_SLASH = re.compile(r"(?<![^\W_])([^\W\d_])/([^\W\d_])(?![^\W_])")
_PLUS = re.compile(r"(?<=[^\W_])\+(?!\s?[^\W_])")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_APOSTROPHE = re.compile(r"['’‘`´ʼ\ufffd]")
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[^a-z0-9 ]")


def name_key(printed):
    """Reduce a printed name to a key: spellings of one name meet, other names stay apart.

    Unseen signs, wrong scripts, accents and case go first (see `scripts`); a part in brackets is dropped if
    something stands outside it; initials close up (``S.p.A.``, ``AT&T`` and ``A/S`` give ``spa``, ``att``, ``as``),
    a plus at the end of a word is read out, other signs become blanks; "the" and legal forms (Inc., GmbH,
    Co., Ltd., S.A. de C.V., 株式会社 …) are dropped, but never the last word left. A key is its own key.

    Parameters
    ----------
    printed
        The name as printed.

    Returns
    -------
    str
        Words of letters and digits with one blank between; empty where there are none.

    Examples
    --------
    >>> name_key("Cisco Systems, Inc."), name_key("CISCO SYSTEMS INC")
    ('cisco systems', 'cisco systems')
    >>> name_key("Télécom Bretagne (ENST)"), name_key("The AT&T Co."), name_key("Ericsson Telecom S.A. de C.V.")
    ('telecom bretagne', 'att', 'ericsson telecom')
    """
    return key_of(clean(printed))


def key_of(text):
    """The key of a name that is clean already (`scripts.clean`)."""
    key = _shorter(text)
    while not key.isascii() and (again := _shorter(clean(key))) != key:
        key = again
    return key


def _shorter(text):
    text = plain(text) if not text.isascii() else text.lower()
    if _SIGNS.search(text):
        text = _without_signs(_outside(text))
    return " ".join(without_forms(text.split()))


def _outside(text):
    """The text outside of brackets, where there is any."""
    if "(" in text or "[" in text or "{" in text:
        while (shorter := _BRACKETS.sub(" ", text)) != text and _WORD.search(shorter):
            text = shorter
        shorter = _OPEN.sub(" ", text)
        text = shorter if _WORD.search(shorter) else text
    return text


def _without_signs(text):
    if "." in text:
        text = _DECIMAL.sub("", _INITIALS.sub(r"\1", text))
    if "&" in text:
        text = _AMPERSAND.sub(r"\1\2", text)
    if "/" in text:
        text = _SLASH.sub(r"\1\2", text)
    if "+" in text:
        text = _PLUS.sub("plus", text)
    if not text.isascii():
        for form in GLUED_FORMS:
            text = text.replace(form, " ") if text.strip() != form else text
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", text)))

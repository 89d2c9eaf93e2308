"""The shorter forms of a name's key: without abbreviations, places and trade words, as far as these may go."""

# ruff: noqa: SIM905 (long lists of words are read more easily unquoted)

import re
from functools import lru_cache
from typing import NamedTuple

from engagement.organizations.legal_forms import CLEAR_FORMS
from engagement.organizations.names import key_of
from engagement.organizations.neighbours import one_edit_away
from engagement.organizations.words import (
    CITIES,
    COMMON,
    COUNTRIES,
    HEADS,
    LINES,
    ORDINARY,
    PLACE_PAIRS,
    PLACES,
    SAME,
    SMALL,
    SOFT,
)

SPELLED_OUT, NO_FORM, NO_PLACE, NO_TRADE = 0.98, 0.97, 0.95, 0.94
NO_LINE = 0.7
STEP = 0.01
SHORT = 4
LONGEST_INITIALS = 7
_INSIDE = re.compile(r"\(([^()]*)")
_BRACKET_SIGNS = re.compile(r"[()]")
VOWELS = frozenset("aeiouy")
SURE_LENGTH = 7
CHINA = frozenset(
    """
    beijing shanghai shenzhen guangzhou guangdong hangzhou zhejiang nanjing jiangsu suzhou wuhan hubei
    chengdu sichuan chongqing xian shaanxi tianjin dongguan qingdao dalian xiamen fujian hefei anhui
    shandong jinan hunan changsha zhuhai henan hebei shenyang ningbo wuxi china
""".split()
)


class Form(NamedTuple):
    """A shorter form of a key.

    Attributes
    ----------
    text
        Its words, with one blank between.
    score
        How sure it is that the form stands for the same organization, 0 to 1.
    left_out
        What was done to get there, in words.
    strong
        Whether what is left singles out an organization by itself; a weak form only leads to a listed firm.
    dropped
        Places and trade words that went, in their order.
    """

    text: str
    score: float
    left_out: str
    strong: bool
    dropped: tuple = ()

    @property
    def places(self):
        """The places among what went."""
        return [word for word in self.dropped if word not in SOFT and word not in LINES]


def squash(text):
    """A key without its blanks: where words are parted is a matter of spelling."""
    return text.replace(" ", "")


def key_in_full(text):
    """The key of a clean name, of an institution with what stands in brackets, unless that is initials.

    A country in brackets goes only where a word singles the institution out without it.

    Examples
    --------
    >>> key_in_full("Institute of Examples (Zurich)"), key_in_full("Institute of Examples (IoE)")
    ('institute of examples zurich', 'institute of examples')
    >>> key_in_full("Ministry of Transport (Ghana)"), key_in_full("Example (Ghana) Ltd")
    ('ministry of transport ghana', 'example')
    """
    key = key_of(text)
    words = key.split()
    if "(" not in text or HEADS.isdisjoint(words):
        return key
    inside = key_of(" ".join(_INSIDE.findall(text))).split()
    if len(inside) == 1 and 1 < len(inside[0]) <= LONGEST_INITIALS and inside[0] not in PLACES:
        return key
    if all(word in COUNTRIES for word in inside) and any(singles_out(word) or word in CITIES for word in words):
        return key
    return key_of(_BRACKET_SIGNS.sub(" ", text))


def forms(key):
    """The shorter forms of a key, longest first; without the key itself.

    Parameters
    ----------
    key : str
        As `names.name_key` gives.

    Returns
    -------
    list of Form

    Examples
    --------
    >>> [(form.text, form.strong) for form in forms("zantara technologies sweden")]
    [('zantara technology sweden', True), ('zantara technology', True), ('zantara', True)]
    >>> [form.text for form in forms("university of sweden")]
    ['university sweden']
    >>> forms("zantara")
    []
    """
    written = key.split()
    tokens = [canonical(word) for word in written]
    kept = [word for word in tokens if word not in SMALL] or tokens
    found = []
    score = SPELLED_OUT
    if kept != written:
        found.append(Form(" ".join(kept), score, "abbreviations and small words", _is_strong(kept)))
    plain = [word for word in kept if word not in CLEAR_FORMS] or kept
    if plain != kept:
        score = NO_FORM
        found.append(Form(" ".join(plain), score, "legal form", _is_strong(plain)))
    half, odd = divmod(len(plain), 2)
    if half and not odd and plain[:half] == plain[half:]:
        plain, score = plain[:half], NO_PLACE
        found.append(Form(" ".join(plain), score, "repetition", _is_strong(plain)))
    if len(plain) > 1 and not HEADS.intersection(plain):
        found += _stripped(plain, score, len(tokens) > len(kept) and _bound_place(tokens))
    return found


def _stripped(words, score, bound):
    """Trailing places and trade words off, one after the other; then a Chinese place in front."""
    dropped, found = [], []
    while len(words) > 1:
        size, step = _last(words, bound)
        if not size:
            break
        score = round(min(score, step) - (STEP if dropped else 0), 3)
        dropped = words[-size:] + dropped
        words, bound = words[:-size], False
        found.append(Form(" ".join(words), score, f"'{' '.join(dropped)}'", _is_strong(words), tuple(dropped)))
    if len(words) > 1 and words[0] in CHINA and _is_strong(words[1:]):
        found += _after_place(words, dropped, score)
    if len(words) == 2 and words[1] in LINES and _is_strong(words[:1]):
        dropped = [words[1], *dropped]
        found.append(Form(words[0], NO_LINE, f"'{' '.join(dropped)}', a line of business", True, tuple(dropped)))
    return found


def _after_place(words, dropped, score):
    """Names registered in China: place, brand, line of business (Beijing Example Mobile Software)."""
    brand = list(words[1:])
    trade = []
    while len(brand) > 1 and (brand[-1] in LINES or brand[-1] in SOFT):
        trade.insert(0, brand.pop())
    said = " … ".join(filter(None, [words[0], " ".join([*trade, *dropped])]))
    if not _is_strong(brand):
        return []
    dropped = (words[0], *trade, *dropped)
    return [Form(" ".join(brand), round(min(score, NO_TRADE) - STEP, 3), f"'{said}'", True, dropped)]


def _last(words, bound):
    """How many words at the end may go, and how sure the rest is."""
    last = words[-1]
    if last in SOFT:
        return 1, NO_TRADE
    if bound:
        return 0, 0
    if last in PLACES:
        return 1, NO_PLACE
    return (2, NO_PLACE) if len(words) > 2 and f"{words[-2]} {last}" in PLACE_PAIRS else (0, 0)


def _bound_place(tokens):
    """Whether "of" binds the last word to a word that is part of the name: City of Example, Bank of Example."""
    for place in range(len(tokens) - 1, 0, -1):
        if tokens[place] in SMALL:
            before = tokens[place - 1]
            return before not in SOFT and before not in CLEAR_FORMS
        if tokens[place] not in PLACES:
            return False
    return False


def _is_strong(words):
    return any(map(singles_out, words))


@lru_cache(maxsize=200_000)
def singles_out(word):
    """Whether a word names one organization rather than a trade, a place or an idea: long enough, and not ordinary."""
    return len(word) >= SHORT and word not in ORDINARY and not word.isdigit() and has_vowel(word)


def has_vowel(word):
    """Whether a word can be spoken; initials often cannot."""
    return not VOWELS.isdisjoint(word) or not word.isascii()


@lru_cache(maxsize=200_000)
def canonical(word):
    """The way a common word meets its abbreviations and misspellings; other words stay.

    Examples
    --------
    >>> canonical("univ"), canonical("coporation"), canonical("microelctronics"), canonical("example")
    ('university', 'corporation', 'microelectronics', 'example')
    """
    if word in SAME:
        return SAME[word]
    if len(word) < SURE_LENGTH or word in ORDINARY or word in CLEAR_FORMS or not word.isalpha():
        return word
    near = one_edit_away(word, _COMMON_WORDS)
    return SAME.get(near, near) if near else word


_COMMON_WORDS = tuple(
    sorted(
        word
        for word in (SOFT | LINES | HEADS | CLEAR_FORMS | set(SAME) | set(SAME.values())) - COMMON
        if len(word) >= SURE_LENGTH and word.isalpha()
    )
)

"""How likely two keys that differ by a slip of the pen are one name."""

import re

from rapidfuzz.distance import OSA

from engagement.organizations.forms import SHORT, canonical, has_vowel
from engagement.organizations.words import HEADS, ORDINARY, PLACES, SMALL, SOFT

VOWELS = frozenset("aeiouy")
DOUBLED, SWAPPED, LOOKS_ALIKE, VOWEL, CONSONANT_MORE, OTHER, TWICE = 0.4, 0.5, 0.3, 0.8, 0.95, 1.35, 2.2
AT_START, AT_END = 2.0, 1.3
PLURAL = 0.93
SHORTEST = 7
SHORTEST_SWAP = 6
LONG = 10
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"(.)\1+")
_SHAPES = str.maketrans({"1": "l", "i": "l", "0": "o"})


def likeness(one, other):
    """A score between 0 and 1 that two keys one or two edits apart are spellings of one name.

    Numbers must agree, words that single an organization out may differ by a slip only, and what a slip weighs depends
    on its kind and on the length of the word: a doubled letter weighs little, another consonant much, a first letter
    most; words that many names share (university, bank, the name of a country) lend no support. Initials and words of
    less than six letters are never alike unless two letters changed places.

    Parameters
    ----------
    one, other : str
        Keys.

    Examples
    --------
    >>> likeness("ericsson", "ericson") > 0.9, likeness("nortel", "nortek") < 0.85
    (True, True)
    >>> likeness("university of york", "university of cork"), likeness("group 11", "group 12")
    (0.0, 0.0)
    """
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    left, right = one.split(), other.split()
    if len(left) != len(right):
        return _joined(one, other)
    unequal = [(a, b) for a, b in zip(left, right, strict=True) if canonical(a) != canonical(b)]
    support = sum(len(a) for a, b in zip(left, right, strict=True) if a == b and _supports(a))
    return min((_word(a, b, support) for a, b in unequal), default=1.0)


def _supports(word):
    return word not in HEADS and word not in PLACES and word not in SMALL and canonical(word) not in SOFT


def _joined(one, other):
    """Keys with other blanks: compared as one long word each."""
    left, right = one.replace(" ", ""), other.replace(" ", "")
    return _word(left, right, 0) if min(len(left), len(right)) >= LONG and len(left) != len(right) else 0.0


def _word(a, b, support):
    if a + "s" == b or b + "s" == a:
        return PLURAL
    if a in ORDINARY and b in ORDINARY:
        return 0.0
    shorter = min(len(a), len(b))
    if shorter < SHORT or not (has_vowel(a) and has_vowel(b)):
        return 0.0
    slip, swap = _slip(a, b)
    length = shorter + support / 2
    if slip is None or shorter < (SHORTEST_SWAP if swap else SHORTEST) and length < SHORTEST + 2:
        return 0.0
    return max(0.0, 1 - slip / length)


def _slip(a, b):
    """What the difference of two words weighs, and whether it is no more than letters doubled, swapped or alike."""
    if _REPEATED.sub(r"\1", a) == _REPEATED.sub(r"\1", b):
        return DOUBLED * max(1, abs(len(a) - len(b))), True
    if a.translate(_SHAPES) == b.translate(_SHAPES):
        return LOOKS_ALIKE, True
    edits = OSA.distance(a, b, score_cutoff=2)
    if edits == 1:
        return _one_edit(a, b)
    if edits == 2 and min(len(a), len(b)) > SHORTEST:
        return TWICE * (AT_START if a[0] != b[0] else 1), False
    return None, False


def _one_edit(a, b):
    start = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    at_end = start >= max(len(a), len(b)) - 1
    place = AT_START if start == 0 else AT_END if at_end else 1
    if len(a) != len(b):
        longer = a if len(a) > len(b) else b
        return (VOWEL if longer[start] in VOWELS else CONSONANT_MORE) * place, False
    if start + 1 < len(a) and a[start] == b[start + 1] and a[start + 1] == b[start]:
        return SWAPPED * (AT_START if start == 0 else 1), True
    both = a[start] in VOWELS and b[start] in VOWELS
    return (VOWEL if both else OTHER) * place, False

"""Roles printed with an organization: in brackets behind it, or the organization in brackets behind the role."""

import re

from rapidfuzz.distance import OSA

_WORDS = (
    r"(?:co-?|vice-?|associate\s+|deputy\s+|acting\s+|liaison\s+)*"
    r"(?:rapporteur|editor|moderator|chair(?:wom[ae]n|m[ae]n|persons?|s|m[ae]n[’']?s)?|secretary|secretariat|convenor|"
    r"convener|feature\s+lead|leader|lead|contact|summary|coordinator|ad-?\s?hoc)s?"
)
ROLE = re.compile(rf"\b(?:{_WORDS}|FL)\b", re.IGNORECASE)
_WHOSE = r"WI|SI|session|work\s+item|study\s+item|UMTS|LTE|NR|topic|discussion|draft|document|former|main"
_ONLY_ROLE = re.compile(rf"(?:(?:{_WHOSE})\s+){{0,3}}(?:{_WORDS})(?:[’']?s?\s+notes?)?", re.IGNORECASE)
_FRONT = re.compile(
    rf"(?P<role>{_WORDS})\s*(?:of\s+|for\s+|,\s*|\s)\s*(?P<name>(?:Q|SG|WP|ITU|TSAG|JCA|FG)\S.*)", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?P<name>.*\S)\s+(?P<role>(?:co-?|vice-?)*(?:chair(?:wom[ae]n|m[ae]n|persons?|s)?|rapporteurs?|conven[eo]rs?))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"^(?P<outside>.*?)\s*[-–—:]?\s*\((?P<inside>[^()]*)\)?\s*$", re.DOTALL)
_GROUP = re.compile(r"(?:TSG[- ]?)?(?:RAN|SA|CT|GERAN|R|S|C)[- ]?(?:WG)?\d?(?:[- ]?AH)?", re.IGNORECASE)
_TYPED = ("moderator", "moderators", "rapporteur", "rapporteurs", "chairman", "chairperson")
SLIPS = 2


def with_role(part):
    """The names in a part of a source field, and the role they are given.

    Parameters
    ----------
    part : str
        What stands between two separators.

    Returns
    -------
    list of tuple of (str, str or None)
        Text of one or more names, and the role.

    Examples
    --------
    >>> with_role("China Mobile (Rapporteur)"), with_role("Moderators (AT&T, NTT DOCOMO)")
    ([('China Mobile', 'Rapporteur')], [('AT&T, NTT DOCOMO', 'Moderators')])
    >>> with_role("RAN1 Chair"), with_role("Example (Switzerland)")
    ([('RAN1', 'Chair')], [('Example (Switzerland)', None)])
    >>> with_role("RAN1 (Example, Sample)")
    [('RAN1', None), ('Example, Sample', None)]
    """
    found = _BRACKET.match(part) if "(" in part else None
    if not found:
        return [_plain(part)]
    outside, inside = found["outside"].strip(" ,-–—:"), found["inside"].strip(" ,")
    if not outside:
        return [(inside, None)]
    if not inside:
        return [_plain(outside)]
    if _is_role(outside):
        return [(inside, outside)]
    if ROLE.search(inside):
        return [(outside, inside)]
    if "," in inside and _GROUP.fullmatch(outside):
        return [(outside, None), (inside, None)]
    return [(part, None)]


def is_only_role(text):
    """Whether a text names a role and nobody in it.

    Examples
    --------
    >>> is_only_role("WI rapporteur"), is_only_role("Example Systems")
    (True, False)
    """
    return bool(_ONLY_ROLE.fullmatch(text.strip()))


def _plain(part):
    """A name with a role before or behind it, without brackets."""
    if is_only_role(part):
        return part, None
    for pattern in (_FRONT, _BEHIND):
        found = pattern.fullmatch(part)
        if found:
            return found["name"].strip(" ,"), found["role"]
    return part, None


def _is_role(outside):
    if ROLE.search(outside):
        return True
    word = outside.split()[-1].casefold()
    return len(word) > 6 and any(OSA.distance(word, role, score_cutoff=SLIPS) <= SLIPS for role in _TYPED)

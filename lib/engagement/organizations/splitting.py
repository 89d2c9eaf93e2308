"""A printed list of sources -> its organizations, each as printed, with the role it is given in brackets."""

import re
from functools import lru_cache

from engagement.organizations.names import LEGAL_FORMS

ROLE_WORDS = re.compile(
    r"\b(rapporteurs?|editors?|moderators?|chair(man|woman|person|s)?|co-?chairs?|vice-?chair(man|s)?|secretary|"
    r"secretariat|convenors?|feature lead|lead|leader|contact|summary)\b",
    re.IGNORECASE,
)
HARD = re.compile(r"\s*[;\n|]\s*|\s+/\s+")
BRACKETED = re.compile(r"^(?P<outside>.*?)\s*\((?P<inside>[^()]*)\)\s*(?P<rest>.*)$", re.DOTALL)


def split(printed):
    """The organizations a source field names.

    Semicolons, line breaks, bars and slashes between blanks part them; where
    there is none of these, commas do, but not within brackets and not before a legal form.

    Parameters
    ----------
    printed : str

    Returns
    -------
    tuple of (str, str or None)
        Organization as printed and its role, each pair once, in order.

    Examples
    --------
    >>> split("LG Electronics, Inc., InterDigital, Inc.")
    (('LG Electronics, Inc.', None), ('InterDigital, Inc.', None))
    >>> split("China Mobile (Rapporteur)"), split("Moderator (Apple)"), split("Korea (Rep. of)")
    ((('China Mobile', 'Rapporteur'),), (('Apple', 'Moderator'),), (('Korea (Rep. of)', None),))
    >>> [name for name, _ in split("AT&T; Verizon / T-Mobile USA")]
    ['AT&T', 'Verizon', 'T-Mobile USA']
    """
    return _split(printed)


@lru_cache(maxsize=200_000)
def _split(printed):
    parts = HARD.split(printed.strip())
    if len(parts) == 1:
        parts = _by_commas(printed)
    named = [_role(part.strip(" ,")) for part in parts]
    return tuple(dict.fromkeys(pair for pair in named if pair[0]))


def _by_commas(printed):
    """Parts between commas outside of brackets; a legal form stays with the name before it."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(printed):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth <= 0:
            parts.append(printed[start:place])
            start = place + 1
    parts.append(printed[start:])
    joined = parts[:1]
    for part in parts[1:]:
        if _is_legal_form(part):
            joined[-1] += "," + part
        else:
            joined.append(part)
    return joined


def _is_legal_form(part):
    words = re.findall(r"[^\W_]+", re.sub(r"[.'’]", "", part.casefold()))
    return bool(words) and all(word in LEGAL_FORMS for word in words)


def _role(part):
    """A name and its role: ``China Mobile (Rapporteur)`` and ``Moderator (Apple)`` both have one."""
    found = BRACKETED.match(part)
    if not found:
        return part, None
    outside, inside, rest = found["outside"].strip(), found["inside"].strip(), found["rest"].strip(" ,")
    if rest:
        return part, None
    if ROLE_WORDS.search(inside) and outside:
        return outside, inside
    if inside and re.fullmatch(rf"(?:[\w-]+\s+)?(?:{ROLE_WORDS.pattern})", outside, re.IGNORECASE):
        return inside, outside
    return part, None

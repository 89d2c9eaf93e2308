"""A printed list of sources -> its organizations, each as printed, with the role it is given in brackets."""

# ruff: noqa: SIM905 (long lists of words are read more easily unquoted)

import re
from functools import lru_cache

from engagement.organizations.forms import squash
from engagement.organizations.legal_forms import CLEAR_FORMS, LEGAL_FORMS
from engagement.organizations.names import name_key
from engagement.organizations.roles import is_only_role, with_role
from engagement.organizations.words import HEADS, PLACE_PAIRS, PLACES, SMALL

# fmt: off
SUBJECTS = frozenset("""
    trade industry industries energy information communication communications technology technologies
    science sciences research education higher culture sport sports tourism transport transportation
    infrastructure infrastructures media post posts postal telecommunication telecommunications telecoms
    digital economy economic innovation internal affairs commerce finance labour labor health environment
    agriculture planning public works security defence defense water space arts engineering mines mining
    development electronics housing urban justice youth employment regional statistics meteorology consumer
    services cultural scientific technical foreign interior home power resources natural
""".split())
_OF_A_STATE = frozenset("""
    republic rep dem democratic people peoples s kingdom states federation federal islamic arab united
    islands state union commonwealth plurinational bolivarian
""".split())
# fmt: on
AND_MORE = frozenset(["and all", "all", "et al", "et al.", "etc", "etc.", "and others", "others"])
NAMES_TOO = frozenset(["SIA", "GIE", "SAC", "SAL", "CIA", "ANS"])  # initials of organizations as well as legal forms
_WORD = re.compile(r"[^\W_]+")
_HARD = re.compile(r"\s*[;；\n\r\v\f|•]\s*|\s+/\s+")
_LINES = re.compile(r"\s*[\n\r\v\f]\s*")
_COMMAS = str.maketrans({"，": ",", "、": ",", "\xa0": " ", "\t": " "})
_LABEL = re.compile(r"^\s*sources?\s*:\s*", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:\.?\s*\band\b|/|(?<=\w{3})&(?=\w{3})|\s&\s|\+|\s-\s)\s*", re.IGNORECASE)
_STOPS = re.compile(r"\.\s+")
_BRACKET_PAIRS = {")": "(", "]": "["}
MOST_WORDS = 40


class Known:
    """Names that stand for an organization, for telling where a list lacks its commas.

    Parameters
    ----------
    ids : dict of str to str
        Squashed key of a name -> the organization.
    names : set of str
        The names themselves, case-folded.
    """

    def __init__(self, ids, names=frozenset()):
        self._ids, self._names = ids, names

    def __bool__(self):
        return bool(self._ids)

    def which(self, text):
        """The organization a text names, or None."""
        return self._ids.get(squash(name_key(text)))

    def has(self, text):
        """Whether a text is a name sign by sign, but for case and blanks."""
        return " ".join(text.split()).casefold() in self._names


NOTHING = Known({})


def split(printed, known=NOTHING):
    """The organizations a source field names.

    Semicolons, line breaks, bars and slashes between blanks part them, and commas, but not within brackets and not
    before a legal form, a place or the rest of a ministry's subjects. Where there are semicolons, bars or slashes,
    commas belong to the names. Names that are known also come apart at "and", "&", "/", "+", a full stop, or where a
    comma was forgotten, if each piece is known and they are not one organization.

    Parameters
    ----------
    printed : str
    known : Known, optional

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
    >>> split("Ministry of Trade, Industry and Energy")
    (('Ministry of Trade, Industry and Energy', None),)
    """
    return _split(printed, known)


@lru_cache(maxsize=100_000)
def _split(printed, known):
    text = _LABEL.sub("", printed.translate(_COMMAS)).strip()
    found = []
    lines = _LINES.split(_unwrapped(text))
    for line in lines:
        parts = [part for part in _HARD.split(line) if part]
        for part in parts:
            found += _members(part, known, commas=len(parts) == 1)
    found = list(dict.fromkeys(found))
    return tuple(pair for pair in found if len(found) == 1 or pair[0].casefold() not in AND_MORE)


def _members(part, known, commas):
    """The names and roles in a part that no hard separator parts any more."""
    pieces = _by_commas(part) if commas else [part]
    found = []
    for piece in _rejoined(pieces, known):
        for text, role in with_role(_unwrapped(piece)):
            inner = _by_commas(text) if role or text != piece else [text]
            for name in _rejoined(inner, known):
                found += [(" ".join(one.split()), role) for one in _apart(_unwrapped(name), known)]
    return [(name, role) for name, role in _roles_apart(found) if re.search(r"[^\W_]", name)]


def _by_commas(text):
    """Parts between commas outside of brackets; what cannot be a name stays with the name before it."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    parts = [part.strip() for part in parts if _WORD.search(part)]
    joined, listing_states = parts[:1], bool(parts) and _is_place(parts[0])
    for part in parts[1:]:
        if _belongs(part, joined[-1], listing_states):
            joined[-1] += ", " + part
        else:
            joined.append(part)
    return joined


def _belongs(part, before, listing_states):
    words = [word for word in _WORD.findall(part.casefold()) if word not in SMALL]
    if all(word in LEGAL_FORMS for word in name_key(part).split()) and part not in NAMES_TOO:
        return True
    if _is_place(part):
        return not listing_states
    if all(word in _OF_A_STATE for word in words):
        return True
    return all(word in SUBJECTS for word in words) and not HEADS.isdisjoint(name_key(before).split())


def _is_place(text):
    words = [word for word in _WORD.findall(text.casefold()) if word not in SMALL and word not in CLEAR_FORMS]
    if not set(words).isdisjoint(("states", "kingdom")) and "united" in words:
        return all(word in _OF_A_STATE or word in PLACES for word in words)
    places = [word for word in words if word not in _OF_A_STATE]
    return bool(places) and (all(word in PLACES for word in places) or " ".join(places) in PLACE_PAIRS)


def _rejoined(pieces, known):
    """Pieces put together again where a known name has a comma in it."""
    if not known or len(pieces) < 2:
        return pieces
    done, place = [], 0
    while place < len(pieces):
        end = next(
            (end for end in range(len(pieces), place + 1, -1) if known.has(", ".join(pieces[place:end]))), place + 1
        )
        done.append(", ".join(pieces[place:end]))
        place = end
    return done


def _apart(name, known):
    """A name as it is, or the known names it is made of."""
    if not known or known.has(name):
        return [name]
    for signs in (_JOINS, _STOPS):
        pieces = [piece.strip(" ,") for piece in signs.split(name) if piece.strip(" ,")]
        apart = [
            one for piece in pieces for one in ([piece] if known.which(piece) else _run(piece.split(), known) or [""])
        ]
        if len(pieces) > 1 and _are_several(apart, known):
            return apart
    run = [] if known.which(name) else _run(name.split(), known)
    return run if _are_several(run, known) else [name]


def _are_several(names, known):
    found = {known.which(name) for name in names}
    return None not in found and len(found) > 1


def _run(words, known):
    """Words as known names one after the other, the longest first; nothing if some are left over."""
    if not 1 < len(words) <= MOST_WORDS:
        return []
    ends = {len(words): []}
    for start in range(len(words) - 1, -1, -1):
        for end in range(len(words), start, -1):
            name = " ".join(words[start:end])
            if end in ends and not _is_place(name) and known.which(name):
                ends[start] = [name, *ends[end]]
                break
    return ends.get(0, [])


def _roles_apart(found):
    """A role between commas belongs to the name before it, or to the one behind where it comes first."""
    done, waiting = [], None
    for name, role in found:
        if role is None and len(found) > 1 and is_only_role(name):
            if done and done[-1][1] is None:
                done[-1] = (done[-1][0], name)
            else:
                waiting = name
            continue
        done.append((name, role or waiting))
        waiting = None
    return done if waiting is None else [*done, (waiting, None)]


def _unwrapped(text):
    """Text without brackets around all of it, or brackets that are never opened or closed."""
    text = text.strip(" ,")
    while len(text) > 1 and text[0] in "([" and text[-1] == {"(": ")", "[": "]"}[text[0]] and _wraps(text):
        text = text[1:-1].strip(" ,")
    if text.count("[") != text.count("]"):
        text = text.replace("[", " ").replace("]", " ").strip()
    return text


def _wraps(text):
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == text[0]) - (_BRACKET_PAIRS.get(sign) == text[0])
        if depth == 0:
            return place == len(text) - 1
    return False

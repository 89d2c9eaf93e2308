"""Names of persons: whether a printed line is an author's name, or holds one."""

import re
import unicodedata
from functools import lru_cache

# "U. Delaware" is no person, nor is a firm whatever its first word.
_FIRM = re.compile(
    r"(?:^(?:U|St|Dept|Univ)\b|\b(?:Associates|Consult\w*|Inc|Ltd|LLC|GmbH|Corp\w*|Co|Company|Labs?|Laborator\w*|Systems"
    r"|Networks?|Technolog\w*|Solutions|Software|Research|Institute|University|Univ|College|School|Foundation"
    r"|Communications?|Security|Group|Services)\b)",
    re.I,
)
_PERSONLIKE = re.compile(
    r"(?:[A-Z]\w{0,2}\. ?-?)+(?<=[ -])(?:(?:van|von|de|der|den|la|le|du|di|el|al) )*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
    r"(?:,? (?:Ed(?:itor)?s?\.?|Jr\.?|I{2,3}|3rd|2nd))*[.,;]?"
)
_ROLE = re.compile(r"\(.*?\)|\b(?:Eds?|Editors?|Jr|Sr|II|III|IV|2nd|3rd|Dr|Prof|Mr|Ms|PhD)\b\.?", re.I)
_NO_WORD = re.compile(r"[^\w\s]")
_NO_GIVEN_NAME = {"saint", "san", "santa", "new", "university", "dept", "department"}


@lru_cache(maxsize=50_000)  # the same lines are held against every author
def fold(name):
    """A name without case, accents, roles and punctuation."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("ß", "ss"))
        name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NO_WORD.sub(" ", _ROLE.sub(" ", name)).casefold().split())


@lru_cache(maxsize=20_000)
def _initial_and_surname(author):
    words = fold(author).split()
    start = 0
    while start < len(words) - 1 and len(words[start]) <= 2 and words[start] not in ("de", "le", "la", "di", "el"):
        start += 1
    return (words[0][0] if start else ""), " ".join(words[start:])


def names_author(line, author):
    """Whether a printed line is the name of an author of the index, given names in full or not.

    Examples
    --------
    >>> names_author("Ada B. Moss (editor)", "A. Moss")
    True
    >>> names_author("Moss Systems, Inc.", "A. Moss")
    False
    """
    words = fold(line).split()
    if not words or len(words) > 7:
        return False
    initial, surname = _initial_and_surname(author)
    joined = " ".join(words)
    if joined == fold(author) or joined == surname:
        return True
    if not initial or not surname:
        return False
    given = joined[: -len(surname)].split() if joined.endswith(" " + surname) else None
    if given is None and joined.startswith(surname + " "):  # family name first
        given = joined[len(surname) :].split()
        return len(given) == 1 and given[0][0] == initial and not is_firm(line)
    return bool(given) and len(given) <= 4 and any(word[0] == initial for word in given)


def which_author(line, authors):
    """Position of the author whose name a line is, or None."""
    for position, author in enumerate(authors):
        if names_author(line, author):
            return position
    return None


def is_firm(piece):
    """Whether a piece of a line has a word that firms and institutes have in their names."""
    return _FIRM.search(piece) is not None


def is_role(piece):
    """Whether a piece of a line is a role or title, such as "Ed.", without a name."""
    return _ROLE.fullmatch(piece) is not None


def is_person(piece):
    """Whether a piece of a line looks like anybody's initials and surname."""
    return _PERSONLIKE.fullmatch(piece) is not None and not is_firm(piece)


def holds_name(text, author):
    """Whether an author's name stands anywhere in a text."""
    initial, surname = _initial_and_surname(author)
    if names_author(text, author):
        return True
    if not initial or len(surname) < 3:
        return False
    return re.search(rf"\b{initial}\w? (?:\w )?{re.escape(surname)}\b", fold(text)) is not None


def persons(names):
    """Initial and surname of many authors, to tell an organization from somebody's name."""
    return {_initial_and_surname(name) for name in names}


def holds_known_person(organization, known):
    """Whether a line taken for an organization holds the name of one of the persons known.

    A firm named after its owner in full counts too: it would tell the name.

    Examples
    --------
    >>> known = persons(["A. Moss"])
    >>> holds_known_person("c/o Ada B. Moss, Lakeside", known), holds_known_person("Moss Inc.", known)
    (True, False)
    """
    for piece in re.split(r"[;,/|]", organization.replace("'", "").replace("’", "")):
        words = fold(piece).split()
        # A short line without a firm's words: anything may stand between the first name and the surname.
        short = 2 <= len(words) <= 5 and not is_firm(piece)
        if short and any((words[0][0], " ".join(words[n:])) in known for n in range(1, len(words))):
            return True
        for place, first in enumerate(words):
            rest = words[place + 1 : place + 4]
            rest = rest[1:] if len(rest) > 1 and len(rest[0]) == 1 else rest
            surnames = (" ".join(rest[:n]) for n in range(1, len(rest) + 1))
            if first not in _NO_GIVEN_NAME and any(len(s) > 2 and (first[0], s) in known for s in surnames):
                return True
    return False

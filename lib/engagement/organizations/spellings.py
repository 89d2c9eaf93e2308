"""A printed name made ready for comparison: cleaned, without role and address, with its key and shorter forms."""

import re
from typing import NamedTuple

from engagement.organizations.forms import NO_PLACE, STEP, Form, forms, key_in_full, singles_out, squash
from engagement.organizations.legal_forms import LEGAL_FORMS
from engagement.organizations.names import key_of, name_key
from engagement.organizations.refusals import refusal
from engagement.organizations.roles import is_only_role
from engagement.organizations.scripts import clean
from engagement.organizations.splitting import split
from engagement.organizations.words import COUNTRIES, HEADS, PLACES

_SIGNS = re.compile(r"[,;/|(\[\n\r；，、]")
_HINTS = re.compile("chair|rapporteur|moderator|editor|secretar|conven|ad ?hoc")
_HARD = re.compile(r"[;；\n\r|]|\s/\s")
_ROLE = re.compile(
    r"^\W*\w*(?:mod|rap)\w*\W|chair|rapporteur|moderator|editor|secretar|conven|ad-?hoc|\bFL\b", re.IGNORECASE
)
_ONE_FORM = re.compile(r"[^,;|\[\n\r；，、]*,\s*([a-z.]+)", re.IGNORECASE)


class Spelling(NamedTuple):
    """A printed name that may stand for an organization.

    Attributes
    ----------
    text
        The name, cleaned, without its role.
    key
        As `names.name_key` gives.
    shorter
        Its shorter forms, longest first.
    note
        What was left out before, in words, or empty.
    """

    text: str
    key: str
    shorter: list
    note: str = ""


class Refused(Exception):
    """The printed text stands for no organization; the message says why."""


def spelling(printed, text, key, known, present):
    """Make a printed name ready.

    Parameters
    ----------
    printed : str
    text, key : str
        The same, cleaned, and its key.
    known : splitting.Known
        Names of curated organizations.
    present : set of str
        Squashed keys of all the names at hand.

    Returns
    -------
    Spelling

    Raises
    ------
    Refused
        If the text is empty, several organizations, a person, an address, a role or a legal form.
    """
    note = ""
    if (_SIGNS.search(printed) and not _is_plain(printed)) or _HINTS.search(key):
        text, note = _single(printed, text, known, present)
        key = key_in_full(text)
        if is_only_role(text):
            raise Refused("a role, not an organization")
    why = refusal(text, key)
    if why:
        raise Refused(why)
    shorter = forms(key)
    if "," in text:
        shorter = _without_address(text) + shorter
    return Spelling(text, key, shorter, note)


def _is_plain(printed):
    """Whether all that could part a name is a comma before its legal form, or brackets without a role."""
    if _ROLE.search(printed):
        return False
    form = _ONE_FORM.fullmatch(printed)
    if form:
        return form[1].replace(".", "").lower() in LEGAL_FORMS and " / " not in printed
    return not _SIGNS.search(printed.replace("(", "", 1)) and not printed.startswith("(")


def _single(printed, text, known, present):
    """The one organization a text names and what was left out, or the text itself where it is a name with a comma."""
    if known.which(text) and "(" not in text:
        return text, ""
    parts = split(printed, known)
    names = list(dict.fromkeys(clean(name) for name, _ in parts))
    if len(names) == 1:
        role = parts[0][1]
        return names[0], f"role '{role}' left out; " if role else ""
    several = _HARD.search(printed) or any(role for _, role in parts)
    if names and (several or _all_known(names, known, present)):
        raise Refused(f"several organizations ({'; '.join(names[:5])}); split the field first")
    return text, ""


def _all_known(names, known, present):
    """Whether each name is met elsewhere; an institution may have one of its parts behind a comma."""
    keys = [name_key(name) for name in names]
    return not any(HEADS.intersection(key.split()) for key in keys) and all(
        known.which(key) or squash(key) in present for key in keys
    )


def _without_address(text):
    """Forms of a name without the place behind its last commas; of an institution only a country may go."""
    found = []
    while "," in text:
        text, _, tail = text.rpartition(",")
        words = key_of(tail).split()
        if not words or not PLACES.issuperset(words):
            break
        key = key_of(text)
        if not key or HEADS.intersection(key.split()) and not COUNTRIES.issuperset(words):
            break
        strong = any(singles_out(word) or word in PLACES for word in key.split())
        found.append(Form(key, NO_PLACE, f"place after a comma ({' '.join(words)})", strong))
        found += [form._replace(score=min(form.score, NO_PLACE) - STEP) for form in forms(key)]
    return found

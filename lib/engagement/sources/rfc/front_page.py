"""Organizations from the head of an RFC's first page."""

import re

from engagement.sources.rfc.affiliation import clean_organization
from engagement.sources.rfc.persons import is_person, is_role, which_author

_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_META = re.compile(
    r"(?:request for comments|rfc\b|network working group|nwg|category|obsoletes|updates|obsoleted|issn|status"
    r"|bcp|std|fyi|ien|nic[ #]+\d|internet engineering task force|internet (?:research|architecture)|independent sub"
    r"|references|replaces|related|document|see also|doi|expires|page \d|best current|standards track"
    r"|informational$|experimental$|historic$|ed(?:itor)?s?\.?$|(?:contributors?|editors?):|authors? of|\()",
    re.I,
)
_GOES_ON = re.compile(r"(?:[,&/-]|\b(?:and|of|for|the|at|de))$", re.I)
_CONTINUES = re.compile(
    r"(?:Inc|Ltd|LLC|Corp|Co|GmbH|Limited|Incorporated|Corporation|S\.?A|AG|and|of|for)\b"
    r"|(?:University|Laborator(?:y|ies)|Networks|Systems|Technologies|Research)$",
    re.I,
)


def _join(lines):
    joined = ""
    for line in lines:
        near = _GOES_ON.search(joined) or _CONTINUES.match(line)
        joined = line if not joined else f"{joined}{' ' if near else '; '}{line}"
    return joined


def _right_column(text):
    """The right-hand pieces of the first page's head, down to its first blank line after some content."""
    pieces, blank, dated = [], False, False
    for number, line in enumerate(text[:8000].lstrip("\ufeff \t\r\n\f").splitlines()[:80]):
        if not line.strip():
            blank = number > 1
            continue
        indent = len(line) - len(line.lstrip())
        if blank and (dated or indent < 40 or len(line.rstrip()) < 68):
            break
        parts = re.split(r"\s{2,}", line.strip())
        if len(parts) > 1 or (indent >= 25 and number):
            # A line left blank on this side says that the author above has no organization.
            pieces += [""] if blank else []
            pieces.append(parts[-1].strip())
        else:
            pieces.append("")
        blank, dated = False, dated or bool(_DATE.search(pieces[-1]))
    return pieces


def _authors_in(piece, authors):
    if (alone := which_author(piece, authors)) is not None:
        return [alone], ""
    named, rest = [], []
    together = re.split(r",?\s+and\s+|\s*[,&/]\s*", piece)
    if all(which_author(part, authors) is not None for part in together if part):
        return [which_author(part, authors) for part in together if part], ""
    for part in re.split(r",\s*|\s*[()]\s*", piece):
        position = which_author(part, authors) if part else None
        if position is None:
            rest.append(part)
        else:
            named.append(position)
    return named, ", ".join(part for part in rest if part and not is_role(part)) if named else ""


def from_first_page(text, authors):
    """Organizations from the right column of the first page.

    An organization belongs to the authors printed just above it, back to the
    organization before.

    Returns
    -------
    dict of int to str
        Position in ``authors`` (from 0) to the organization as printed.
    """
    found, waiting, lines = {}, [], []

    def settle():
        organization = clean_organization(_join(lines), authors)
        if organization:
            found.update({position: organization for position in waiting if position not in found})

    for piece in _right_column(text):
        if not piece:
            waiting = waiting if lines else []
            continue
        named, rest = _authors_in(piece, authors)
        if named or is_person(piece):
            if lines:
                settle()
                waiting, lines = [], []
            waiting += named
            lines += [rest] if rest else []
        elif _DATE.search(piece) and len(piece) < 30 or _META.match(piece):
            continue
        elif waiting:
            lines.append(piece)
    settle()
    return found

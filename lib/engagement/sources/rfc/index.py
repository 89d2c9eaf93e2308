"""The index of the RFC series, ``rfc-index.txt``: one entry an RFC, with title, authors, date and status."""

import datetime
import re
from dataclasses import dataclass

from engagement.errors import DataError

MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6,
    "July": 7, "August": 8, "September": 9, "October": 10, "November": 11, "December": 12,
}  # fmt: skip

_ENTRY = re.compile(r"^(\d{1,5}) (\S.*)$", re.DOTALL)
_DATED = re.compile(r"^(?P<said>.*)\. (?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]+) (?P<year>\d{4})\. \(")
_STATUS = re.compile(r"\(Status: ([A-Z ]+)\)")
_CREATED = re.compile(r"\(CREATED ON: (\d\d)/(\d\d)/(\d{4})")

# Initials come first ("J-P.", "Y(J).", "RJ", "S P."), then a surname of up to five words.
_PERSON = (
    r"(?:(?:[^\W\d_](?:\([^\W\d_]\))?[\w']{0,2}\. ?-?|[^\W\d_][.-]|[A-Z]{1,2} )+ ?"
    r"[^\W\d_][\w'’.()-]*(?: [\w'’-]+){0,4}(?: (?:[23][nr]d|[JS]r\.))?)"
)
_SUFFIX = r"(?:, (?:Ed\.|Eds\.|Jr\.?|Sr\.?|II|III|IV|[23][nr]d))*"
_PERSONS = re.compile(rf"{_PERSON}{_SUFFIX}(?:, {_PERSON}{_SUFFIX}|, et al\.)*")
# Bodies sign without initials; one of the early ones is printed with a full stop inside.
_BODY = r"(?:Network Information Center\. Stanford Research Institute|[A-Z][\w/&()-]*(?: [\w/&().-]*[\w)])*)"
_SIGNED = rf"(?:{_PERSON}{_SUFFIX}|{_BODY})"
_SIGNATURES = re.compile(rf"{_SIGNED}(?:, {_SIGNED})*")
_IS_SUFFIX = re.compile(r"(?:Ed\.|Eds\.|Jr\.?|Sr\.?|II|III|IV|[23][nr]d|et al\.)")


@dataclass(frozen=True)
class IndexEntry:
    """One issued RFC as the index prints it."""

    rfc: int
    title: str
    authors: tuple[str, ...]
    published: datetime.date
    date_precision: str
    status: str


def split_authors(printed):
    """Split the authors of an index entry, without the marks of editors.

    Suffixes that follow a comma belong to the name before it; "et al." is nobody.

    Examples
    --------
    >>> split_authors("A. Moss, Ed., B. Fern, III, IAB")
    ('A. Moss', 'B. Fern III', 'IAB')
    """
    names = []
    for piece in (part.strip() for part in printed.split(", ")):
        if not _IS_SUFFIX.fullmatch(piece):
            names.append(piece)
        elif names and not piece.startswith(("Ed", "et")):
            names[-1] = f"{names[-1]} {piece}"
    return tuple(name for name in names if name)


def _split_title(said):
    # A title may itself hold ". ": the first place after which only persons follow ends it.
    places = [match.start() for match in re.finditer(r"\. (?=\S)", said)]
    for signed in (_PERSONS, _SIGNATURES):
        for place in places:
            if signed.fullmatch(said[place + 2 :]):
                return said[:place], said[place + 2 :]
    place = places[-1] if places else len(said)
    return said[:place], said[place + 2 :]


def parse_entry(entry, file="rfc-index.txt"):
    """Read one entry of the index.

    Parameters
    ----------
    entry
        The entry's text, on one line or wrapped.
    file
        Named in errors.

    Returns
    -------
    IndexEntry or None
        None for a number that was not issued.

    Raises
    ------
    DataError
        If the entry has no number, date or status where they belong.

    Examples
    --------
    >>> parse_entry("0007 On Moss. A. Moss. May 1969. (Format: TXT) (Status: UNKNOWN)").published
    datetime.date(1969, 5, 1)
    """
    folded = " ".join(entry.split())
    numbered = _ENTRY.match(folded)
    if numbered and numbered[2].startswith("Not Issued"):
        return None
    dated = _DATED.match(numbered[2]) if numbered else None
    status = _STATUS.search(folded)
    if not (dated and status and dated["month"] in MONTHS):
        raise DataError(
            f"{file}: entry {folded[:60]!r} lacks a number, a date or a status; "
            "restore the entry from the RFC Editor's index"
        )
    title, authors = _split_title(dated["said"])
    try:
        published = datetime.date(int(dated["year"]), MONTHS[dated["month"]], int(dated["day"] or 1))
    except ValueError as error:
        raise DataError(f"{file}: entry {folded[:60]!r} has no such date ({error}); correct the entry") from None
    precision = "day" if dated["day"] else "month"
    return IndexEntry(int(numbered[1]), title, split_authors(authors), published, precision, status[1].lower())


def read_index(text, file="rfc-index.txt"):
    """Read all entries of the index.

    Parameters
    ----------
    text
        The whole file.
    file
        Named in errors and problems.

    Returns
    -------
    entries : list of IndexEntry
        The issued RFCs, by number.
    problems : list of str
        Entries that cannot be read, one sentence each.

    Raises
    ------
    DataError
        If no entry can be read at all.
    """
    entries, problems = {}, []
    for block in re.split(r"\n[ \t\r]*\n", text):
        if not _ENTRY.match(block.strip()):
            continue
        try:
            entry = parse_entry(block, file)
        except DataError as error:
            problems.append(str(error))
            continue
        if entry is not None:
            entries[entry.rfc] = entry
    if not entries:
        raise DataError(f"{file}: no entry like '0001 Title. Authors. Month Year. (Status: …)'; is it the RFC index?")
    return [entries[rfc] for rfc in sorted(entries)], problems


def created_on(text):
    """The date the index says it was made on, or None."""
    made = _CREATED.search(text)
    return datetime.date(int(made[3]), int(made[1]), int(made[2])) if made else None

"""Which meeting a list is of: told by its first lines, or by the name of the file."""

import datetime
import re

from engagement.sources.dates import MONTHS
from engagement.sources.opening import Unreadable

NAMED = re.compile(
    r"(?<![A-Z0-9])(?P<group>SG ?\d{1,2}|TSAG|SCV)(?P<parts>(?:[-_ ](?:WP\d[\d-]*|RGM?|Q\d{1,2}|JOINT|[A-Z]{2,8}))*?)"
    r"[-_ ](?P<day>\d{4}-\d{2}-\d{2})(?!\d)"
)
GROUP = re.compile(r"\b(?:SG|Study\s+Group|COM)\s*-?\s*0*(?P<number>\d{1,2})\b|\b(?P<other>TSAG|SCV)\b", re.IGNORECASE)
OF_PARTY = re.compile(
    r"\b(?:WP|Working\s+Party)\s*(?P<party>\d)\s*/\s*(?:SG\s*)?0*(?P<number>\d{1,2})\b", re.IGNORECASE
)
PARTY = re.compile(r"\b(?:WP|Working\s+Party)\s*(\d)\b", re.IGNORECASE)
RAPPORTEURS = re.compile(r"\bRGM\b|\brapporteurs?'?\s+(?:group\s+)?meeting", re.IGNORECASE)
OTHERS = re.compile(
    r"\bRG\b|\bregional\s+group|\bfocus\s+group|\bFG\b|\bJCA\b|\bjoint|\bworkshop|\bforum|\bsymposium", re.IGNORECASE
)
_DASH = r"\s*(?:[-–—]|to)\s*"
_MONTH = r"(?P<{}>[A-Z][a-z]{{2,8}})\.?"
SPANS = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:\s+{_MONTH.format('month')})?(?:,?\s+(?P<year>\d{{4}}))?{_DASH}"
        rf"\d{{1,2}}\s+{_MONTH.format('last_month')},?\s+(?P<last_year>\d{{4}})\b",
        rf"\b{_MONTH.format('month')}\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?{_DASH}"
        r"(?:[A-Z][a-z]{2,8}\.?\s+)?\d{1,2},?\s+(?P<last_year>\d{4})\b",
        rf"\b(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_DASH}\d{{4}}-\d{{2}}-\d{{2}}\b",
    )
]
DAYS = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        rf"\b(?P<day>\d{{1,2}})\s+{_MONTH.format('month')},?\s+(?P<year>\d{{4}})\b",
        rf"\b{_MONTH.format('month')}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\b",
    )
]


def in_name(name):
    """The meeting a file is named after, None where it is named after none.

    Examples
    --------
    >>> in_name("SG13-2024-07-15-participants.xlsx"), in_name("list of SG13-WP1_2024-10-01.csv")
    ('SG13-2024-07-15', 'SG13-WP1-2024-10-01')
    >>> in_name("participants.xlsx")
    """
    found = NAMED.search(name.upper())
    if not found or not _day(found["day"][:4], found["day"][5:7], found["day"][8:]):
        return None
    parts = [part for part in re.split(r"[_ ]|-(?=[A-Z])", found["parts"]) if part]
    return "-".join([found["group"].replace(" ", ""), *parts, found["day"]])


def in_lines(text):
    """The meeting that the first lines of a list name; None where they name none or several, or one beside the group's.

    Examples
    --------
    >>> in_lines("ITU-T Study Group 13, Geneva, 15-26 July 2024"), in_lines("SG13 (Geneva, 2024-07-15)")
    ('SG13-2024-07-15', 'SG13-2024-07-15')
    >>> in_lines("Working Party 1/15, 30 October - 3 November 2017, list of 5 November 2017")
    'SG15-WP1-2017-10-30'
    """
    party = OF_PARTY.search(text)
    groups = {_group(found) for found in GROUP.finditer(text)} | ({f"SG{int(party['number'])}"} if party else set())
    spans = _days(text, SPANS)
    days = spans or _days(text, DAYS)
    if len(groups) != 1 or len(days) != 1 or OTHERS.search(text):
        return None
    party = party["party"] if party else (PARTY.findall(text) or [None])[0]
    part = f"WP{party}-" if party else "RGM-" if RAPPORTEURS.search(text) else ""
    return f"{groups.pop()}-{part}{days.pop()}"


def in_cell(text):
    """The meeting a cell names, None where it names none or several.

    Examples
    --------
    >>> in_cell("SG13-2024-07-15"), in_cell("ITU-T SG13 (Geneva, 15-26 July 2024)")
    ('SG13-2024-07-15', 'SG13-2024-07-15')
    >>> in_cell("Plenary")
    """
    return in_name(text) or in_lines(text)


def alike(one, other):
    """Whether two meetings are of one group and begin on one day; a list may leave out the part of the group.

    Examples
    --------
    >>> alike("SG13-2024-07-15", "SG13-WP1-2024-07-15"), alike("SG13-2024-07-15", "SG5-2024-07-15")
    (True, False)
    """
    return (one.split("-")[0], one[-10:]) == (other.split("-")[0], other[-10:])


def meeting(name, text):
    """The meeting a list is of.

    Parameters
    ----------
    name : str
        Of the file; it may tell of a part of the group where the list does not.
    text : str
        The first lines of the list.

    Returns
    -------
    str or None

    Raises
    ------
    Unreadable
        If the two name different meetings.
    """
    one, other = in_name(name), in_lines(text)
    if one and other and not alike(one, other):
        raise Unreadable(
            f"the file is named after the meeting {one}, its first lines are of {other}",
            "correct the one that is wrong",
        )
    return one or other


def _group(found):
    return f"SG{int(found['number'])}" if found["number"] else found["other"].upper()


def _days(text, patterns):
    """The first days named, those that the calendar has."""
    found = set()
    for pattern in patterns:
        for one in pattern.finditer(text):
            said = {"month": None, "last_month": None, "year": None, "last_year": None} | one.groupdict()
            found.add(_day(said["year"] or said["last_year"], said["month"] or said["last_month"], one["day"]))
    return found - {None}


def _day(year, month, day):
    month = int(month) if month.isdigit() else MONTHS.get(month.casefold(), 0)
    try:
        return datetime.date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None

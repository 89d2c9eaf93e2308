"""What ITU-T's work programme prints in its cells: status, timing, approval process, editors."""

import re
from functools import lru_cache

from engagement.organizations.names import LEGAL_FORMS
from engagement.sources.dates import MONTHS
from engagement.sources.reference_lists import countries
from engagement.sources.web_pages import lines

# Status as printed -> stage. Codes of the AAP that nobody has checked are left out, and rows with them rejected.
STAGES = {
    "registered": "registered", "new": "registered",
    "under study": "under study", "under development": "under study", "under preparation": "under study",
    "in progress": "under study", "draft": "under study", "active": "under study", "ongoing": "under study",
    "consented": "consented", "consent": "consented", "c": "consented", "aap": "consented",
    "determined": "determined", "determination": "determined", "tap": "determined",
    "last call": "last call", "lc": "last call", "last call judgement": "last call", "last call judgment": "last call",
    "lj": "last call",
    "additional review": "additional review", "ar": "additional review",
    "approved": "approved", "agreed": "approved", "published": "approved", "in force": "approved",
    "deleted": "deleted", "discontinued": "deleted", "cancelled": "deleted", "canceled": "deleted",
    "withdrawn": "deleted", "removed": "deleted", "stopped": "deleted",
}  # fmt: skip
PROCESSES = {
    "aap": "AAP", "alternative approval process": "AAP", "tap": "TAP", "traditional approval process": "TAP",
    "agreement": "agreement", "agreed": "agreement",
}  # fmt: skip
NOTHING = ("", "-", "–", "—", "n/a", "none", "tbd", "to be determined", "not set", "unknown")
REMARK = re.compile(r"\[[^\]]*\]")
DATED = re.compile(r"^(?P<words>\D*?)(?:\s+(?:on|in))?[\s(:,-]*(?P<date>\d{1,4}\W.*?)\)?$")
PRIORITY = re.compile(r"\(([^()]*priority[^()]*)\)", re.IGNORECASE)
QUARTERS = (r"(?P<year>\d{4})\W{0,3}Q(?P<quarter>[1-4])", r"Q(?P<quarter>[1-4])\W{0,3}(?P<year>\d{4})",
            r"(?P<quarter>[1-4])Q\W{0,3}(?P<year>\d{4})")  # fmt: skip
MONTH_OF_YEAR = (r"(?P<year>\d{4})\W(?P<month>\d{1,2})", r"(?P<month>\d{1,2})\W(?P<year>\d{4})",
                 r"(?P<word>[A-Za-z]{3,9})\.?\W{0,2}(?P<year>\d{4})",
                 r"(?P<year>\d{4})\W{0,2}(?P<word>[A-Za-z]{3,9})")  # fmt: skip
ROLE = re.compile(r"(?:co-?)?(?:editors?|rapporteurs?|contacts?|associate rapporteurs?)", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def stage(printed):
    """The stage a status stands for and the day it names.

    Returns
    -------
    (str, str)
        Stage, None where the words are not known, "" where there are none;
        day as printed, or "".

    Examples
    --------
    >>> stage("Approved on 2024-07-15 [Issued from previous study period]"), stage("Under study"), stage("XY")
    (('approved', '2024-07-15'), ('under study', ''), (None, ''))
    """
    text = " ".join(REMARK.sub(" ", printed).split())
    found = DATED.match(text)
    words, day = (found["words"], found["date"]) if found else (text, "")
    words = words.strip(" .:,-()").casefold()
    return ("" if words in NOTHING else STAGES.get(words)), day.strip()


@lru_cache(maxsize=10_000)
def process(printed):
    """The approval process; None where the words are not known, "" where there are none.

    Examples
    --------
    >>> process("AAP"), process("Agreement"), process("-"), process("vote")
    ('AAP', 'agreement', '', None)
    """
    words = " ".join(printed.casefold().split())
    return "" if words in NOTHING else PROCESSES.get(words.partition(" (")[0])


@lru_cache(maxsize=10_000)
def target(printed):
    """The first day of the time a work item is planned for, and the priority that stands beside it.

    Returns
    -------
    (str, str)
        Day, None where it cannot be understood, "" where there is none; priority or "".

    Examples
    --------
    >>> target("2024-Q4"), target("4Q/2024"), target("2024-11"), target("Nov 2024"), target("2025-Q2 (Medium priority)")
    (('2024-10-01', ''), ('2024-10-01', ''), ('2024-11-01', ''), ('2024-11-01', ''), ('2025-04-01', 'Medium priority'))
    >>> target("soon")
    (None, '')
    """
    found = PRIORITY.search(printed)
    text = " ".join(PRIORITY.sub(" ", printed).split())
    return _first_day(text), found[1].strip() if found else ""


def _first_day(text):
    if text.casefold() in NOTHING:
        return ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    if found := _either(QUARTERS, text.upper()):
        return f"{found['year']}-{int(found['quarter']) * 3 - 2:02d}-01"
    if found := _either(MONTH_OF_YEAR, text):
        said = found.groupdict()
        month = int(said["month"]) if said.get("month") else MONTHS.get(said["word"].casefold(), 0)
        return f"{said['year']}-{month:02d}-01" if 1 <= month <= 12 else None
    return f"{text}-01-01" if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _either(patterns, text):
    return next((found for one in patterns if (found := re.fullmatch(one, text))), None)


def editors(printed, of_contacts=False):
    """The organizations of editors; their names are not kept.

    Parameters
    ----------
    printed : str
        ``Name, Organization, Country``, one a line; a line without an organization tells none.
    of_contacts : bool
        Whether other contacts and their addresses may stand there too: only lines that end in a country count then.

    Returns
    -------
    tuple of str
        None where a line cannot be taken apart for certain.

    Examples
    --------
    >>> editors("A. Person, Example Systems, Inc., Switzerland")
    ('Example Systems, Inc.',)
    >>> editors("A. Person, Editor", of_contacts=True), editors("Person, A., Example Telecom, Labs")
    ((), None)
    """
    found = []
    for line in lines(printed):
        parts = [part for part in map(str.strip, line.split(",")) if part and not ROLE.fullmatch(part)]
        within = len(parts) > 1 and countries().code(parts[-1]) is not None
        if of_contacts and not within:
            continue
        firm = _with_legal_forms(parts[1 : len(parts) - within])
        if len(firm) > 1:
            return None
        found += firm
    return tuple(dict.fromkeys(found))


def _with_legal_forms(parts):
    """``Example Systems`` and ``Inc.`` as one."""
    joined = parts[:1]
    for part in parts[1:]:
        words = re.findall(r"[^\W_]+", re.sub(r"[.'’]", "", part.casefold()))
        if words and all(word in LEGAL_FORMS for word in words):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined

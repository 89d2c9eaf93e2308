"""What an ITU-T page is about, whatever its list: group, study period, series and meeting."""

import datetime
import re

from engagement.sources.dates import MONTHS
from engagement.sources.itut_document_numbers import SERIES, group_name
from engagement.sources.reference_lists import periods

BEGINNING = 3_000  # signs of a page's words in which it says what it is about

# T22-SG13-240715-TD-WP1 and the like, in addresses of lists and of documents
LISTED = re.compile(
    r"(?P<period>T\d\d)-(?P<group>SG\d{1,2}(?:RG[A-Z.]*)?|TSAG|SCV)(?:-(?P<day>\d{6}))?"
    rf"(?:-(?P<series>{'|'.join(sorted(SERIES, key=len, reverse=True))})(?:-(?P<part>GEN|PLEN|WP\d+))?\b)?"
)
GROUP_ASKED = re.compile(r"[?&](?:group|sg)=(?:SG)?(TSAG|SCV|\d{1,2})\b", re.IGNORECASE)
PERIOD_ASKED = re.compile(r"[?&](?:period|sp)=(\d{1,2})\b", re.IGNORECASE)
IN_FOLDER = re.compile(r"/studygroups/(?P<years>\d{4}-\d{4})/(?P<group>\d{1,2}|tsag)\b", re.IGNORECASE)
GROUP_NAMED = re.compile(r"\b(?:SG|Study Group|COM) ?-?(\d{1,2})(?:[ -]?(RG))?\b|\b(TSAG|SCV)\b", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d ?[-–—] ?(?:19|20)\d\d\b")
SERIES_NAMED = {
    "C": r"\bcontributions?\b", "TD": r"\btemporary documents?\b|\bTDs?\b", "R": r"\breports?\b",
    "LS": r"\bliaison statements?\b", "COL": r"\bcollective letters?\b|\bcirculars?\b",
}  # fmt: skip
DAYS = re.compile(
    r"\b(?P<day>\d{1,2})(?: (?P<month>[A-Z][a-z]{2,8})\.?)?(?: (?P<year>20\d\d))? ?[-–—] ?"
    r"\d{1,2} (?P<last_month>[A-Z][a-z]{2,8})\.?,? (?P<last_year>20\d\d)\b"
)
NOT_OF_THE_GROUP = re.compile(r"rapporteur|working part|\bWP|\bRGM", re.IGNORECASE)


def about(page):
    """What a page says it is about.

    Its addresses come first, then its title, headings, what is chosen in its
    lists, its links and its first words; of these the first that names exactly one.

    Parameters
    ----------
    page : Page

    Returns
    -------
    dict of str to str or None
        group, period, series (``C``), part (``GEN``), meeting_id and
        period_number, a number of a study period that is not known.
    """
    words = [(page.title,), page.headings, page.chosen]
    listed = [found for one in page.addresses for found in LISTED.finditer(one)]
    linked = [found for one in page.links for found in LISTED.finditer(one)]
    group = _first(
        _groups_in_addresses(page, listed), *map(_groups, words), _of(linked, "group"), _groups((page.text,))
    )
    asked = [found[1] for one in page.addresses for found in PERIOD_ASKED.finditer(one)]
    period = _first(_periods_in_addresses(page, listed, asked), *map(_periods, words), _of(linked, "period"))
    day = _first(_of(listed, "day"), _of(linked, "day"))
    start = day_of(day) or _first_day(words)
    period = period or (periods().on(start) if start else _first(_periods((page.text[:BEGINNING],))))
    return {
        "group": group,
        "period": period,
        "series": _first(_of(listed, "series"), *map(_series, words)),
        "part": _first(_of(listed, "part")),
        "meeting_id": meeting_id(group, start),
        "period_number": next((one for one in asked if not periods().numbered(one)), None),
    }


def meeting_id(group, start):
    """``SG13-2024-07-15`` for the meeting of a group that begins on a day, None where one of them is not known."""
    return f"{group}-{start}" if group and start else None


def day_of(digits):
    """The day of a meeting in the address of its documents, None where there is none.

    Examples
    --------
    >>> day_of("240715"), day_of("241399"), day_of(None)
    ('2024-07-15', None, None)
    """
    return in_calendar(f"20{digits[:2]}-{digits[2:4]}-{digits[4:]}") if digits else None


def in_calendar(day):
    """The day, None where the calendar has no such day.

    Examples
    --------
    >>> in_calendar("2024-02-29"), in_calendar("2023-02-29")
    ('2024-02-29', None)
    """
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _first(*layers):
    """The one that the first layer with exactly one names."""
    return next((next(iter(layer)) for layer in map(set, layers) if len(layer) == 1), None)


def _of(found, name):
    return {group_name(one[name]) if name == "group" else one[name] for one in found if one[name]}


def _groups_in_addresses(page, listed):
    named = [found[1] for one in page.addresses for found in GROUP_ASKED.finditer(one)]
    named += [found["group"] for one in page.addresses for found in IN_FOLDER.finditer(one)]
    return _of(listed, "group") | {_group(one) for one in named}


def _group(named):
    return f"SG{int(named)}" if named.isdigit() else named.upper()


def _groups(texts):
    found = [one for text in texts for one in GROUP_NAMED.finditer(text[:BEGINNING])]
    return {one[3].upper() if one[3] else f"SG{int(one[1])}{' RG' if one[2] else ''}" for one in found}


def _periods_in_addresses(page, listed, asked):
    years = [found["years"] for one in page.addresses for found in IN_FOLDER.finditer(one)]
    return _of(listed, "period") | ({*map(periods().numbered, asked), *map(periods().printed, years)} - {None})


def _periods(texts):
    found = [periods().printed(one[0]) for text in texts for one in YEARS.finditer(text)]
    return set(found) - {None}


def _series(texts):
    return {
        code for code, words in SERIES_NAMED.items() if any(re.search(words, text, re.IGNORECASE) for text in texts)
    }


def _first_day(words):
    """The first day of the meeting of the group whose days a title or a heading names."""
    for text in (text for texts in words for text in texts):
        found = DAYS.search(text)
        if found and not NOT_OF_THE_GROUP.search(text):
            month = MONTHS.get((found["month"] or found["last_month"]).casefold())
            if month:
                return in_calendar(f"{found['year'] or found['last_year']}-{month:02d}-{int(found['day']):02d}")
    return None

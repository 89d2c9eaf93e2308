"""The date printed for the edition of a Recommendation that a text cites."""

import datetime
import re

from engagement.sources.rfc.index import MONTHS

_MONTH_NUMBER = {name[:3].casefold(): number for name, number in MONTHS.items()}
_MONTH_YEAR = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?(?: \d{1,2},)? ?((?:19|20)\d\d)\b", re.I
)
_IN_BRACKETS = re.compile(r"\((0?[1-9]|1[0-2])/((?:19|20)\d\d|\d\d)\)")
_AFTER_NUMBER = re.compile(
    r"(?:bis|ter)?(?:/[A-Z][.\d]+)?[\s,|]*[(\[](?:(0?[1-9]|1[0-2])[/-])?((?:19|20)\d\d|\d\d)[)\]]"
)
_YEAR = re.compile(r"(?<![\d:/.-])((?:19[5-9]|20[0-4])\d)(?![\d/-])")
_OTHER_DOCUMENT = re.compile(r"\bRFC ?\d|Work in Progress|work in progress|draft-|Internet[- ]Draft")


def _full_year(printed):
    year = int(printed)
    return year if year > 99 else (1900 if year >= 50 else 2000) + year


def printed_edition(folded, end, entry):
    """The date printed for the edition cited.

    Parameters
    ----------
    folded
        The paragraph, on one line.
    end
        Where the Recommendation's number ends in it.
    entry
        Whether the paragraph is an entry of the references: elsewhere only a date
        that follows the number at once counts.

    Returns
    -------
    tuple or None
        Year, and month or None.

    Examples
    --------
    >>> printed_edition("X.680 (07/2002)", 5, entry=False)
    (2002, 7)
    """
    after = _AFTER_NUMBER.match(folded, end)
    if after:
        return _full_year(after[2]), int(after[1]) if after[1] else None
    if not entry or _OTHER_DOCUMENT.search(folded):
        return None
    for start in (end, 0):
        if found := _MONTH_YEAR.search(folded, start):
            return int(found[2]), _MONTH_NUMBER[found[1][:3].casefold()]
    if found := _IN_BRACKETS.search(folded):
        return _full_year(found[2]), int(found[1])
    for start in (end, 0):
        if found := _YEAR.search(folded, start):
            return int(found[1]), None
    return None


def is_plausible(edition, published):
    """Whether an edition is no older than the CCITT and no younger than the text that cites it."""
    year, month = edition
    return datetime.date(1956, 1, 1) <= datetime.date(year, month or 1, 1) <= published

"""Which ITU-T Recommendations the text of an RFC names, with the edition it cites.

They are counted where the text says that a number such as X.509 is one: a bare
"X.509 certificate" is none.
"""

import datetime
import re
from dataclasses import dataclass

from engagement.sources.rfc.editions import is_plausible, printed_edition


@dataclass(frozen=True)
class Mention:
    """One ITU-T Recommendation a text names, with the edition it cites."""

    recommendation: str
    edition_date: datetime.date | None
    edition_precision: str | None  # month, year
    n_editions_printed: int
    printed: str  # named (a body or the word Recommendation before it, on the line), joined (in another way)


_ABOUT = ("ITU", "CCITT", "Recommendation", "Rec.", "International Tele")
# Longer words, versions and section numbers are no Recommendations; there is no series W.
_RECOMMENDATION = re.compile(r"([A-VX-Z](?<![\w.].)\.\d{1,4}(?:\.\d{1,3})?)(?![\dx])")
_MAYBE = re.compile(r"[A-VX-Z]\.\d")
_TAGGED = re.compile(r"(?:ITU-?T?[._-]|T-REC-\s?)([A-VX-Z]\.\d{1,4}(?:\.\d{1,2})?)(?!\d)")
_BODY = (
    r"(?:ITU(?:[-/ ]?TS{0,2})?|CCITT|International Telecommunications? Union"
    r"|Telecommunication Standardization Sector)"
)
_NAMED_ON_LINE = re.compile(
    r"(?:(?:ITU(?<!\wITU)(?:-T)?|CCITT(?<!\wCCITT))\b[^\n]{0,60}?(?<![\w.])|Rec(?:ommendation|\.)?\s+)"
    r"([A-VX-Z]\.\d{1,4}(?:\.\d{1,3})?)(?![\dx])"
)
_WORD_BEFORE = re.compile(
    r"(?:\b(?:ITU(?:[-/]?\s?TS{0,2})?|CCITT|Telecommunication Union)\W*"
    r"|\bRec(?:ommendation|s?\.)?[\s,:(\"']*|\bRecommendations[\s,:(\"']*|\brecommendations?\s+)"
    r"(?:(?:Draft|draft|new|revised|Standards?|standards?|Specification|specification|Rec\.?|Recommendations?"
    r"|recommendations?|Series|series|Doc\.?|document|protocols?|No\.?|19\d\d|20\d\d)[\s:,\"'(]*)*$"
)
_BODY_BEFORE = re.compile(rf"\b{_BODY}\b(?:[^.]|\b[ei]\.[ge]\.){{0,60}}$")
_WORD_AFTER = re.compile(r"(?: series)?(?: of)?(?: ITU-T| CCITT)? [Rr]ecommendations?\b")
_JOINS = re.compile(
    r"(?:\s*(?:,|/|&|\||-|–|and|or|to|through|series|bis|ter|Annex \w|Recommendations?|Rec\.|\[[^\]]{1,20}\]"
    r"|\((?:\d\d?/)?\d{2,4}\)))*\s*"
)
_SECTION = re.compile(
    r"\b(?:[Ss]ections?|[Aa]ppendix|[Aa]ppendices|[Aa]nnex|[Cc]lauses?|[Tt]ables?|[Ff]ig(?:ures?|\.)|[Cc]hapter|§)\W{0,3}$"
)
# "SG16 Q.6" is Question 6 of the study group.
_QUESTION = re.compile(r"(?:\bSG ?\d+|\bStudy Group \w+|\bmeeting of)\W*Q\.\d{1,2}$")
_OTHER_BODY = re.compile(r"(?:ITU-R|CCIR|Radiocommunication\w*|ETSI|ANSI|3GPP)\b(?:(?!ITU-T|CCITT)[^.]){0,40}$")
_ENTRY = re.compile(r"\s*(?:\[[^\]\n]{1,40}\]|\d{1,3}\.?\s)")
_RADIO = re.compile(r"ITU-R|CCIR|Radiocommunication")
_BLANK_LINE = re.compile(r"\n[ \t]+(?=\n)")


def _paragraphs(text):
    """Paragraphs with a number like X.509, folded onto one line, and whether each is a reference entry."""
    text = _BLANK_LINE.sub("\n", text)
    done = 0
    for number in _MAYBE.finditer(text):
        if number.start() < done:
            continue
        start, done = text.rfind("\n\n", 0, number.start()) + 1, text.find("\n\n", number.start())
        done = len(text) if done < 0 else done
        # "ITU-" at the end of a line is the beginning of a word.
        folded = re.sub(r"(?<=ITU-)\s+(?=T)", "", " ".join(text[start:done].split()))
        yield folded, _ENTRY.match(folded) is not None


def _section_like(number):
    # "G.3.1" may be a section of this very text.
    series, _, rest = number.partition(".")
    return series in "ABCDEFG" and len(rest.split(".")[0]) == 1


def _accepted(folded, entry):
    """Recommendations of one paragraph with the place where each ends."""
    radio = _RADIO.search(folded) is not None
    body = re.search(_BODY, folded) is not None
    last, series = None, ""
    for match in _RECOMMENDATION.finditer(folded):
        before, after = folded[max(0, match.start() - 90) : match.start()], folded[match.end() : match.end() + 30]
        if _QUESTION.search(before + match[1]) or _SECTION.search(before) or _OTHER_BODY.search(before):
            last = None
            continue
        named = _WORD_BEFORE.search(before) or (_WORD_AFTER.match(after) and not _section_like(match[1]))
        joined = last is not None and _JOINS.fullmatch(folded, last, match.start())
        joined = joined and (not _section_like(match[1]) or series == match[1][0])
        spoken = not _section_like(match[1]) and (_BODY_BEFORE.search(before) or (entry and body and not radio))
        if named or joined or spoken:
            last, series = match.end(), match[1][0]
            yield match[1], match.end()
        else:
            last = None
    for match in _TAGGED.finditer(folded):
        yield match[1], match.end()


def itut_mentions(text, published=datetime.date.max):
    """The ITU-T (or CCITT) Recommendations a text names.

    A number counts where a body or the word Recommendation goes before it, where it
    continues a list of such, or where an entry of the references names the body.

    Parameters
    ----------
    text
        Text of the RFC, without page breaks.
    published
        Its date: an edition printed later than this is a misprint or a plan, and left out.

    Returns
    -------
    list of Mention
        By number, one each. If several editions are printed the earliest is kept;
        a month goes before a bare year of the same edition.

    Examples
    --------
    >>> itut_mentions("See ITU-T Recommendation X.680 (07/2002).")[0].edition_date
    datetime.date(2002, 7, 1)
    >>> itut_mentions("An X.509 certificate, see Section G.3.")
    []
    """
    if not any(word in text for word in _ABOUT):
        return []
    named = {match[1] for match in _NAMED_ON_LINE.finditer(text)}
    editions = {}
    for folded, entry in _paragraphs(text):
        for number, end in _accepted(folded, entry):
            known = editions.setdefault(number, set())
            edition = printed_edition(folded, end, entry)
            if edition and is_plausible(edition, published):
                known.add(edition)
    return [_mention(number, editions[number], number in named) for number in sorted(editions)]


def _mention(number, editions, named):
    dated = {year for year, month in editions if month}
    distinct = {edition for edition in editions if edition[1] or edition[0] not in dated}
    printed = "named" if named else "joined"
    if not distinct:
        return Mention(number, None, None, 0, printed)
    year, month = min(distinct, key=lambda edition: (edition[0], edition[1] or 0))
    precision = "month" if month else "year"
    return Mention(number, datetime.date(year, month or 1, 1), precision, len(distinct), printed)

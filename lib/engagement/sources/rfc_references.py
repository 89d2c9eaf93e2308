"""What the text of an RFC cites: other RFCs, and ITU-T Recommendations with the edition's date.

RFCs are counted wherever the text prints their number, in a list of references or
outside of it, boilerplate included. ITU-T Recommendations are counted where the
text says that a number such as X.509 is one: a bare "X.509 certificate" is none.
"""

import datetime
import re
from dataclasses import dataclass

from engagement.sources.rfc_index import MONTHS

# ---- pages -----------------------------------------------------------------------------------------------


def without_page_breaks(text):
    """The text without the footers and headers that pages put between its lines."""
    text = text.replace("\r\n", "\n")
    if "\f" not in text:
        return text
    first, *others = text.split("\f")
    pages = [_without_footer(first)]
    pages += [_without_footer(page.lstrip("\n").partition("\n")[2]) for page in others]
    return "\n".join(pages)


def _without_footer(page):
    page = page.rstrip()
    return page[: page.rfind("\n") + 1].rstrip() if page.endswith("]") else page


# ---- RFCs ------------------------------------------------------------------------------------------------

# Patterns begin with a letter, not with a boundary: the engine then skips to it, which is ten times faster.
# Below three digits only "RFC 33" and "RFC #33" count: a number on the next line may be a section or a year.
_RFC = re.compile(
    r"RFC(?:[ -]?(?P<together>\d{1,4})\b"
    r"|(?:[ \t]*-?\n[ \t]*|[ \t]{2,})(?P<wrapped>\d{3,4})\b(?!\.\d)"
    r"|(?:[ \t]*(?:#|[Nn]o\.?)[ \t]*|[ -]?0+)(?P<numbered>[1-9]\d{0,3})\b(?!\.\d)"
    r"|s\s+(?P<listed>\d{3,4}\b(?:(?:\s*,\s*and\s+|\s*(?:,|and|or|&)\s*)(?:RFC\s*)?\d{2,4}\b)*))"
)
_NUMBER = re.compile(r"\d+")
_HEADING = re.compile(r" {0,3}(?:(?:[A-Z]|\d+)[\d.]*\s+)?(Non-)?(Normative|Informative) References?\s*:?\s*", re.I)
_NEXT_HEADING = re.compile(r"\n[^\s]")


@dataclass(frozen=True)
class Citation:
    """One RFC that another one cites."""

    cited_rfc: int
    kind: str  # normative, informative, unspecified
    printed: str  # together ("RFC 793"), apart (across lines, "RFC #33", in a list)


def _reference_sections(text):
    """Where the divided lists of references stand: (start, end, kind)."""
    sections = []
    for marker in ("ormative Ref", "ormative ref", "ORMATIVE REF"):
        at = text.find(marker)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            heading = _HEADING.fullmatch(text[start:end]) if end > 0 else None
            if heading:
                normative = not heading[1] and heading[2].casefold() == "normative"
                following = _NEXT_HEADING.search(text, end)
                end_of_section = following.start() if following else len(text)
                sections.append((end, end_of_section, "normative" if normative else "informative"))
            at = text.find(marker, at + 1)
    return sections


def _occurrences(text):
    """Every number the text gives an RFC: (place, number, how it is printed)."""
    for match in _RFC.finditer(text):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if match["together"]:
            yield start, int(match["together"]), "together"
        elif match["wrapped"] or match["numbered"]:
            yield start, int(match["wrapped"] or match["numbered"]), "apart"
        else:
            for number in _NUMBER.findall(match["listed"]):
                yield start, int(number), "apart"


def citations(text, rfc, issued):
    """The RFCs a text names.

    Parameters
    ----------
    text
        Text of the RFC, without page breaks.
    rfc
        Its own number, which never counts.
    issued
        Numbers that exist; others are misprints or examples.

    Returns
    -------
    list of Citation
        By cited number. ``kind`` is normative or informative where the RFC's divided
        reference sections list the number (normative if both do), else unspecified.

    Examples
    --------
    >>> [(c.cited_rfc, c.printed) for c in citations("See RFC 791 and RFC\\n   793.", 9000, {791, 793})]
    [(791, 'together'), (793, 'apart')]
    """
    sections = _reference_sections(text)
    printed, kinds = {}, {}
    for place, number, how in _occurrences(text):
        if number == rfc or number not in issued:
            continue
        if printed.get(number) != "together":
            printed[number] = how
        for start, end, kind in sections:
            if start <= place < end and kinds.get(number) != "normative":
                kinds[number] = kind
    return [Citation(number, kinds.get(number, "unspecified"), printed[number]) for number in sorted(printed)]


# ---- ITU-T Recommendations -------------------------------------------------------------------------------


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


# ---- editions --------------------------------------------------------------------------------------------

_MONTH_NUMBER = {name[:3].casefold(): number for name, number in MONTHS.items()}
_MONTH_YEAR = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?(?: \d{1,2},)? ?((?:19|20)\d\d)\b", re.I
)
_SLASHED = re.compile(r"\(?\b(0?[1-9]|1[0-2])[/-]((?:19|20)\d\d|\d\d)\b\)?")
_AFTER_NUMBER = re.compile(
    r"(?:bis|ter)?(?:/[A-Z][.\d]+)?[\s,|]*[(\[](?:(0?[1-9]|1[0-2])[/-])?((?:19|20)\d\d|\d\d)[)\]]"
)
_YEAR = re.compile(r"(?<![\d:/.-])((?:19[5-9]|20[0-4])\d)(?![\d/-])")
_OTHER_DOCUMENT = re.compile(r"\bRFC ?\d|Work in Progress|work in progress|draft-|Internet[- ]Draft")


def _full_year(printed):
    year = int(printed)
    return year if year > 99 else (1900 if year >= 50 else 2000) + year


def _edition(folded, end, entry):
    """The date printed for the edition cited: (year, month or None), or None."""
    after = _AFTER_NUMBER.match(folded, end)
    if after:
        return _full_year(after[2]), int(after[1]) if after[1] else None
    if not entry or _OTHER_DOCUMENT.search(folded):
        return None
    for start in (end, 0):
        if found := _MONTH_YEAR.search(folded, start):
            return int(found[2]), _MONTH_NUMBER[found[1][:3].casefold()]
    if found := re.search(r"\((0?[1-9]|1[0-2])/((?:19|20)\d\d|\d\d)\)", folded):
        return _full_year(found[2]), int(found[1])
    for start in (end, 0):
        if found := _YEAR.search(folded, start):
            return int(found[1]), None
    return None


def _plausible(edition, published):
    year, month = edition
    return datetime.date(1956, 1, 1) <= datetime.date(year, month or 1, 1) <= published


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
            edition = _edition(folded, end, entry)
            if edition and _plausible(edition, published):
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

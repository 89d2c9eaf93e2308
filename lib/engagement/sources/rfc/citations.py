"""Which other RFCs the text of an RFC cites.

RFCs are counted wherever the text prints their number, in a list of references or
outside of it, boilerplate included.
"""

import re
from dataclasses import dataclass

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

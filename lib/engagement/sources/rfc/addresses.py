"""Organizations and countries from the section of an RFC that prints its authors' addresses."""

import re

from engagement.sources.rfc.affiliation import Affiliation, clean_organization
from engagement.sources.rfc.countries import country_of, country_of_line, is_contact
from engagement.sources.rfc.persons import is_firm, which_author

_HEADING_WORD = re.compile(r"ddress|DDRESS|nformation|NFORMATION|ontact|CONTACT|oordinates|Addess")
_HEADING = re.compile(
    r"[ ]{0,8}(?:(?:[A-Z]|\d+)[\d.]*\s+)?(?:Security Considerations and )?(?:the )?"
    r"(?:Authors?|Editors?|Chairs?|Contact|Principal Authors?)[’'`´]?s?[’'`´]?(?: and [A-Z]\w+[’']?s?[’']?)?s? ?"
    r"(?:and|&|/)?(?: ?Editors?[’']?s?[’']?)? ?(?:Contact )?"
    r"(?:Address(?:es)?|Information|Contacts?|Coordinates|Addess(?:es)?)"
    r"[^\n]{0,25}$",
    re.I,
)
_END = re.compile(
    r"^(?:\d+\.?\d*\.?\s+|Appendix\s+\S+\s+|[A-Z]\.\s+)?(?:Full Copyright|Intellectual Property|Copyright|Acknowledg"
    r"|(?:\w+ )?References|Appendix|Disclaimer|Security Considerations|Expiration|Table of Contents|Index$)",
    re.I,
)
_STREET = re.compile(
    r"^(?:\d+[\w-]*,? |p\.? ?o\.? ?box|suite|room|m/s|ms |mail ?stop|bldg|building|floor|\d+(?:st|nd|rd|th)\b)"
    r"|\b(?:street|str\.|avenue|ave\.?|road|rd\.?|drive|blvd|boulevard|lane|parkway|way|strasse|straße)\b[ .,\d]*$"
    r"|(?:str\.|straat|weg|gatan|vej) ?\d|\b\d{1,4}[a-z]?$",
    re.I,
)
_MOST_LINES = 30


def _address_lines(text, authors):
    # The last such heading that an author's name follows: the table of contents prints one too.
    for start in reversed([word.start() for word in _HEADING_WORD.finditer(text)]):
        end = text.find("\n", start)
        if end < 0 or not _HEADING.match(text[text.rfind("\n", 0, start) + 1 : end]):
            continue
        lines = text[end : end + 600 * (len(authors) + 4)].splitlines()
        if any(which_author(line.split(",")[0], authors) is not None for line in lines[:120]):
            return lines
    # Without a heading: the last page or so, where a name stands alone on a line.
    return text[-(2500 + 600 * len(authors)) :].splitlines()


def _blocks(lines, authors):
    """Lines below each author's name; authors without lines of their own share the next block."""
    blocks, open_authors, block, written, left = {}, [], [], False, False
    for line in [*lines, "Full Copyright"]:
        text = line.strip()
        ends = _END.match(text) is not None and len(line) - len(line.lstrip()) < 4
        position = None if ends else which_author(text, authors)
        rest = ""
        if position is None and not ends and "," in text and not is_contact(text):
            position = which_author(text.split(",")[0], authors)
            rest = text.partition(",")[2].strip() if position is not None else ""
        if (position is not None and any(block)) or ends:
            blocks.update({known: block for known in open_authors if known not in blocks})
            open_authors, block = [], []
        if position is not None:
            open_authors.append(position)
            block, written, left = [rest] if rest else [], False, False
        elif open_authors and not left and len(block) < _MOST_LINES:
            # After the ways to write and a blank line comes somebody else, whom the index does not name.
            contact = is_contact(text) or "@" in text
            left = bool(text) and not contact and block[-1:] == [""] and written
            written = written or contact
            block += [] if left else [text]
    return blocks


def _first_line(lines, authors, names):
    # The organization stands first, unless the address begins with the street, the town or a way to write.
    first, following = [*lines, "", ""][:2]
    if is_contact(first) or _STREET.search(first) or country_of_line(first, names):
        return None
    if following and names.country(following) and not is_firm(first):
        return None
    return clean_organization(first, authors)


def from_addresses(text, authors, names):
    """Organizations and countries from the section of the authors' addresses.

    Returns
    -------
    dict of int to Affiliation
        By position in ``authors`` (from 0).
    """
    found = {}
    for position, block in _blocks(_address_lines(text, authors), authors).items():
        lines = [line for line in block if line]
        country, country_found_in = country_of(lines, names)
        organization = _first_line(lines, authors, names)
        found[position] = Affiliation(organization, country, "address" if organization else None, country_found_in)
    return found

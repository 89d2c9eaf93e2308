"""Which country the lines of a postal address name."""

import re

from engagement.sources.country_names import spelling_key

_ZIP = re.compile(
    r"(?P<state>(?:(?:New|North|South|West|Rhode|District of) )?[A-Za-z.]+)[,\s]\s*\d{5}(?:\s*[-–]\s*\d{4})?\b"
)
_CITY_STATE = re.compile(r",\s*(?P<state>[A-Z][A-Za-z. ]*?)\.?\s*$")
_CANADIAN = re.compile(r"\b[ABCEGHJ-NPR-TVXY]\d[A-Z][ -]?\d[A-Z]\d\b")
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[ABD-HJLNP-UW-Z]{2}\b")
_PREFIXED = re.compile(r"(?<![\w-])([A-Z]{1,3}-)\s?\d{3,6}\b")
_TELEPHONE = re.compile(r"(?:\+|\b00)\s?\(?(\d[\d ().-]{6,})")
# "Tel Aviv" and "Webster, NY" are places.
_CONTACT = re.compile(
    r"^\s*(?:(?:tele)?(?:phone|fax|tel|telex|e-?mail|uri|url|web(?: ?(?:page|site))?|voice|mobile|internet|net|fon)"
    r"(?: ?(?:no|number))?[\s.]*(?:[:#+(\d/,]|$)|https?:|www\.)",
    re.I,
)


def _named_country(line, names):
    pieces = [piece for piece in re.split(r"[,;/]|\s-\s|\(|\)", line) if piece.strip()]
    found = names.country(line) or (names.country(pieces[-1]) if pieces else None)
    words = spelling_key(line).split()
    code = line.strip()
    if len(code) == 2 and code.isupper() and not names.state(code) and code in names.countries.values():
        return code
    for n in (3, 2, 1):
        found = found or (names.country(" ".join(words[-n:])) if len(words) > n else None)
    return found


def is_contact(line):
    """Whether a line of an address is a telephone number, a web page or another way to get in touch."""
    return _CONTACT.match(line) is not None


def country_of_line(line, names):
    """The country one line of an address names, or None."""
    zipped = _ZIP.search(line)
    if zipped:
        state = zipped["state"].split()
        for printed in (" ".join(state), state[-1]):
            if names.state(printed) == "US":
                return "US"
    city = _CITY_STATE.search(line)
    if city and names.state(city["state"]):
        return names.state(city["state"])
    found = _named_country(line, names)
    if found:
        return found
    if _CANADIAN.search(line):
        return "CA"
    prefixed = _PREFIXED.search(line)
    if prefixed and prefixed[1] in names.prefixes:
        return names.prefixes[prefixed[1]]
    return "GB" if _BRITISH.search(line) else None


def country_of(lines, names):
    """The country an address names, and whether its lines or its telephone code say so.

    A state or province counts with its postal code or after its city. The code +1 is
    shared by several countries and decides nothing.

    Examples
    --------
    >>> from engagement.sources.country_names import CountryNames
    >>> names = CountryNames(countries={"finland": "FI"}, states={"ca": "US"}, telephone={"47": "NO"})
    >>> country_of(["1 Moss Lane", "Fernville, CA 94025"], names)
    ('US', 'address')
    >>> country_of(["Phone: +47 22 00 00 00"], names)
    ('NO', 'telephone')
    """
    for line in reversed([line for line in lines if not is_contact(line) and "@" not in line]):
        found = country_of_line(line.strip(), names)
        if found:
            return found, "address"
    for line in lines:
        dialled = _TELEPHONE.search(line)
        digits = re.sub(r"\D", "", dialled[1]) if dialled else ""
        for n in (3, 2, 1):
            if digits[:n] in names.telephone:
                return names.telephone[digits[:n]], "telephone"
    return None, None

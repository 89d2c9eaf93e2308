"""Where the authors of an RFC work: from its first page, its authors' addresses, its XML."""

import csv
import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from functools import lru_cache

from engagement.errors import DataError

KINDS = ("country", "postal prefix", "telephone code")  # all other notes are states and provinces


@dataclass
class Affiliation:
    """What is printed of one author: organization and country, and where each was found."""

    organization: str | None = None
    country: str | None = None
    found_in: str | None = None
    country_found_in: str | None = None


@dataclass
class CountryNames:
    """Printed spellings of countries, states, postal prefixes and telephone codes, each with its ISO code."""

    countries: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    telephone: dict[str, str] = field(default_factory=dict)


def _key(printed):
    return re.sub(r"[\s.,:;()\[\]-]+", " ", printed).strip().casefold()


def read_country_names(path):
    """Read ``country_names.csv`` (columns printed, iso2, note).

    Raises
    ------
    DataError
        If a column is missing or a code is not two capital letters.
    """
    names = CountryNames()
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if not {"printed", "iso2", "note"} <= set(reader.fieldnames or ()):
            raise DataError(f"{path}: columns {reader.fieldnames}; it needs printed, iso2, note")
        for row in reader:
            if not re.fullmatch(r"[A-Z]{2}", row["iso2"] or ""):
                raise DataError(f"{path}, line {reader.line_num}: iso2 {row['iso2']!r} is not two capital letters")
            targets = (names.countries, names.prefixes, names.telephone)
            target = dict(zip(KINDS, targets, strict=True)).get(row["note"], names.states)
            printed = row["printed"].lstrip("+") if row["note"] in KINDS[1:] else _key(row["printed"])
            target[printed] = row["iso2"]
    return names


# ---- countries -------------------------------------------------------------------------------------------

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
    found = names.countries.get(_key(line)) or (names.countries.get(_key(pieces[-1])) if pieces else None)
    words = _key(line).split()
    code = line.strip()
    if len(code) == 2 and code.isupper() and _key(code) not in names.states and code in names.countries.values():
        return code
    for n in (3, 2, 1):
        found = found or (names.countries.get(" ".join(words[-n:])) if len(words) > n else None)
    return found


def _country_of_line(line, names):
    zipped = _ZIP.search(line)
    if zipped:
        state = zipped["state"].split()
        for printed in (" ".join(state), state[-1]):
            if names.states.get(_key(printed)) == "US":
                return "US"
    city = _CITY_STATE.search(line)
    if city and _key(city["state"]) in names.states:
        return names.states[_key(city["state"])]
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
    >>> names = CountryNames(countries={"finland": "FI"}, states={"ca": "US"}, telephone={"47": "NO"})
    >>> country_of(["1 Moss Lane", "Fernville, CA 94025"], names)
    ('US', 'address')
    >>> country_of(["Phone: +47 22 00 00 00"], names)
    ('NO', 'telephone')
    """
    for line in reversed([line for line in lines if not _CONTACT.match(line) and "@" not in line]):
        found = _country_of_line(line.strip(), names)
        if found:
            return found, "address"
    for line in lines:
        dialled = _TELEPHONE.search(line)
        digits = re.sub(r"\D", "", dialled[1]) if dialled else ""
        for n in (3, 2, 1):
            if digits[:n] in names.telephone:
                return names.telephone[digits[:n]], "telephone"
    return None, None


# ---- names of persons ------------------------------------------------------------------------------------

# "U. Delaware" is no person, nor is a firm whatever its first word.
_FIRM = re.compile(
    r"(?:^(?:U|St|Dept|Univ)\b|\b(?:Associates|Consult\w*|Inc|Ltd|LLC|GmbH|Corp\w*|Co|Company|Labs?|Laborator\w*|Systems"
    r"|Networks?|Technolog\w*|Solutions|Software|Research|Institute|University|Univ|College|School|Foundation"
    r"|Communications?|Security|Group|Services)\b)",
    re.I,
)
_PERSONLIKE = re.compile(
    r"(?:[A-Z]\w{0,2}\. ?-?)+(?<=[ -])(?:(?:van|von|de|der|den|la|le|du|di|el|al) )*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
    r"(?:,? (?:Ed(?:itor)?s?\.?|Jr\.?|I{2,3}|3rd|2nd))*[.,;]?"
)
_ROLE = re.compile(r"\(.*?\)|\b(?:Eds?|Editors?|Jr|Sr|II|III|IV|2nd|3rd|Dr|Prof|Mr|Ms|PhD)\b\.?", re.I)

_NO_WORD = re.compile(r"[^\w\s]")


@lru_cache(maxsize=50_000)  # the same lines are held against every author
def fold(name):
    """A name without case, accents, roles and punctuation."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("ß", "ss"))
        name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NO_WORD.sub(" ", _ROLE.sub(" ", name)).casefold().split())


@lru_cache(maxsize=20_000)
def _initial_and_surname(author):
    words = fold(author).split()
    start = 0
    while start < len(words) - 1 and len(words[start]) <= 2 and words[start] not in ("de", "le", "la", "di", "el"):
        start += 1
    return (words[0][0] if start else ""), " ".join(words[start:])


def names_author(line, author):
    """Whether a printed line is the name of an author of the index, given names in full or not.

    Examples
    --------
    >>> names_author("Ada B. Moss (editor)", "A. Moss")
    True
    >>> names_author("Moss Systems, Inc.", "A. Moss")
    False
    """
    words = fold(line).split()
    if not words or len(words) > 7:
        return False
    initial, surname = _initial_and_surname(author)
    joined = " ".join(words)
    if joined == fold(author) or joined == surname:
        return True
    if not initial or not surname:
        return False
    given = joined[: -len(surname)].split() if joined.endswith(" " + surname) else None
    if given is None and joined.startswith(surname + " "):  # family name first
        given = joined[len(surname) :].split()
        return len(given) == 1 and given[0][0] == initial and not _FIRM.search(line)
    return bool(given) and len(given) <= 4 and any(word[0] == initial for word in given)


def _which_author(line, authors):
    for position, author in enumerate(authors):
        if names_author(line, author):
            return position
    return None


def _is_person(piece):
    return _PERSONLIKE.fullmatch(piece) is not None and not _FIRM.search(piece)


_SENTENCE = re.compile(
    r"\b(?:this|was|were|is|are|document|authors?|following|passed|please|I met)\b|\S@\S+\.\S|^editors?$"
    # lines of reference lists and running heads
    r"|^\"|\beds?\.,|\bRequest for Comments\b|\bRFC-?\d|#\s?\d|\b[A-Z]\.,",
    re.I,
)


def _clean(organization, authors):
    """Whitespace folded; None where the line is a person, a sentence or nothing."""
    folded = re.sub(r"^For the ", "", " ".join(organization.split()).strip(" ,;|"))
    unusable = (
        not re.search(r"[^\W\d_]", folded)
        or not 2 <= len(folded) <= 150
        or _SENTENCE.search(folded)
        or _is_person(folded)
        or any(_holds_name(folded, author) for author in authors)
    )
    return None if unusable else folded


def _holds_name(text, author):
    initial, surname = _initial_and_surname(author)
    if names_author(text, author):
        return True
    if not initial or len(surname) < 3:
        return False
    return re.search(rf"\b{initial}\w? (?:\w )?{re.escape(surname)}\b", fold(text)) is not None


# ---- the first page --------------------------------------------------------------------------------------

_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_META = re.compile(
    r"(?:request for comments|rfc\b|network working group|nwg|category|obsoletes|updates|obsoleted|issn|status"
    r"|bcp|std|fyi|ien|nic[ #]+\d|internet engineering task force|internet (?:research|architecture)|independent sub"
    r"|references|replaces|related|document|see also|doi|expires|page \d|best current|standards track"
    r"|informational$|experimental$|historic$|ed(?:itor)?s?\.?$|(?:contributors?|editors?):|authors? of|\()",
    re.I,
)
_GOES_ON = re.compile(r"(?:[,&/-]|\b(?:and|of|for|the|at|de))$", re.I)
_CONTINUES = re.compile(
    r"(?:Inc|Ltd|LLC|Corp|Co|GmbH|Limited|Incorporated|Corporation|S\.?A|AG|and|of|for)\b"
    r"|(?:University|Laborator(?:y|ies)|Networks|Systems|Technologies|Research)$",
    re.I,
)


def _join(lines):
    joined = ""
    for line in lines:
        near = _GOES_ON.search(joined) or _CONTINUES.match(line)
        joined = line if not joined else f"{joined}{' ' if near else '; '}{line}"
    return joined


def _right_column(text):
    """The right-hand pieces of the first page's head, down to its first blank line after some content."""
    pieces, blank, dated = [], False, False
    for number, line in enumerate(text[:8000].lstrip("\ufeff \t\r\n\f").splitlines()[:80]):
        if not line.strip():
            blank = number > 1
            continue
        indent = len(line) - len(line.lstrip())
        if blank and (dated or indent < 40 or len(line.rstrip()) < 68):
            break
        parts = re.split(r"\s{2,}", line.strip())
        if len(parts) > 1 or (indent >= 25 and number):
            # A line left blank on this side says that the author above has no organization.
            pieces += [""] if blank else []
            pieces.append(parts[-1].strip())
        else:
            pieces.append("")
        blank, dated = False, dated or bool(_DATE.search(pieces[-1]))
    return pieces


def _authors_in(piece, authors):
    if (alone := _which_author(piece, authors)) is not None:
        return [alone], ""
    named, rest = [], []
    together = re.split(r",?\s+and\s+|\s*[,&/]\s*", piece)
    if all(_which_author(part, authors) is not None for part in together if part):
        return [_which_author(part, authors) for part in together if part], ""
    for part in re.split(r",\s*|\s*[()]\s*", piece):
        position = _which_author(part, authors) if part else None
        if position is None:
            rest.append(part)
        else:
            named.append(position)
    return named, ", ".join(part for part in rest if part and not _ROLE.fullmatch(part)) if named else ""


def from_first_page(text, authors):
    """Organizations from the right column of the first page.

    An organization belongs to the authors printed just above it, back to the
    organization before.

    Returns
    -------
    dict of int to str
        Position in ``authors`` (from 0) to the organization as printed.
    """
    found, waiting, lines = {}, [], []

    def settle():
        organization = _clean(_join(lines), authors)
        if organization:
            found.update({position: organization for position in waiting if position not in found})

    for piece in _right_column(text):
        if not piece:
            waiting = waiting if lines else []
            continue
        named, rest = _authors_in(piece, authors)
        if named or _is_person(piece):
            if lines:
                settle()
                waiting, lines = [], []
            waiting += named
            lines += [rest] if rest else []
        elif _DATE.search(piece) and len(piece) < 30 or _META.match(piece):
            continue
        elif waiting:
            lines.append(piece)
    settle()
    return found


# ---- the authors' addresses ------------------------------------------------------------------------------

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
_MOST_LINES = 30


def _address_lines(text, authors):
    # The last such heading that an author's name follows: the table of contents prints one too.
    for start in reversed([word.start() for word in _HEADING_WORD.finditer(text)]):
        end = text.find("\n", start)
        if end < 0 or not _HEADING.match(text[text.rfind("\n", 0, start) + 1 : end]):
            continue
        lines = text[end : end + 600 * (len(authors) + 4)].splitlines()
        if any(_which_author(line.split(",")[0], authors) is not None for line in lines[:120]):
            return lines
    # Without a heading: the last page or so, where a name stands alone on a line.
    return text[-(2500 + 600 * len(authors)) :].splitlines()


def _blocks(lines, authors):
    """Lines below each author's name; authors without lines of their own share the next block."""
    blocks, open_authors, block, written, left = {}, [], [], False, False
    for line in [*lines, "Full Copyright"]:
        text = line.strip()
        ends = _END.match(text) is not None and len(line) - len(line.lstrip()) < 4
        position = None if ends else _which_author(text, authors)
        rest = ""
        if position is None and not ends and "," in text and not _CONTACT.match(text):
            position = _which_author(text.split(",")[0], authors)
            rest = text.partition(",")[2].strip() if position is not None else ""
        if (position is not None and any(block)) or ends:
            blocks.update({known: block for known in open_authors if known not in blocks})
            open_authors, block = [], []
        if position is not None:
            open_authors.append(position)
            block, written, left = [rest] if rest else [], False, False
        elif open_authors and not left and len(block) < _MOST_LINES:
            # After the ways to write and a blank line comes somebody else, whom the index does not name.
            contact = bool(_CONTACT.match(text)) or "@" in text
            left = bool(text) and not contact and block[-1:] == [""] and written
            written = written or contact
            block += [] if left else [text]
    return blocks


_STREET = re.compile(
    r"^(?:\d+[\w-]*,? |p\.? ?o\.? ?box|suite|room|m/s|ms |mail ?stop|bldg|building|floor|\d+(?:st|nd|rd|th)\b)"
    r"|\b(?:street|str\.|avenue|ave\.?|road|rd\.?|drive|blvd|boulevard|lane|parkway|way|strasse|straße)\b[ .,\d]*$"
    r"|(?:str\.|straat|weg|gatan|vej) ?\d|\b\d{1,4}[a-z]?$",
    re.I,
)


def _first_line(lines, authors, names):
    # The organization stands first, unless the address begins with the street, the town or a way to write.
    first, following = [*lines, "", ""][:2]
    if _CONTACT.match(first) or _STREET.search(first) or _country_of_line(first, names):
        return None
    if following and names.countries.get(_key(following)) and not _FIRM.search(first):
        return None
    return _clean(first, authors)


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


# ---- XML -------------------------------------------------------------------------------------------------


def _xml_text(element, path):
    found = element.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _xml_affiliation(author, authors, names):
    organization = _clean(_xml_text(author, "organization"), authors)
    address = author.find("address")
    postal = [] if address is None else ["".join(part.itertext()).strip() for part in address.iter("postalLine")]
    country = names.countries.get(_key(_xml_text(author, "address/postal/country")))
    if country is None:
        city, region, code, phone = (
            _xml_text(author, f"address/{path}") for path in ("postal/city", "postal/region", "postal/code", "phone")
        )
        place = f"{', '.join(filter(None, (city, region)))} {code}".strip()
        country, _ = country_of([line for line in (*postal, place, f"Phone: {phone}") if line], names)
    return Affiliation(organization, country, "xml" if organization else None, "xml" if country else None)


def _xml_names(author):
    said = {part: author.get(f"ascii{part.title()}") or author.get(part) or "" for part in ("initials", "surname")}
    full = author.get("asciiFullname") or author.get("fullname") or ""
    return full, f"{said['initials']} {said['surname']}"


def from_xml(data, authors, names):
    """Organizations and countries from the front of an RFC's XML.

    Parameters
    ----------
    data
        The file's bytes.

    Returns
    -------
    dict of int to Affiliation

    Raises
    ------
    DataError
        If the front is no well-formed XML.
    """
    start, end = data.find(b"<front"), data.find(b"</front>")
    try:
        front = ET.fromstring(data[start : end + len(b"</front>")])
    except ET.ParseError as error:
        raise DataError(f"its <front> is no well-formed XML ({error}); fetch the file again") from None
    found = {}
    for author in front.findall("author"):
        for printed in (*_xml_names(author), _xml_text(author, "organization")):
            position = _which_author(printed, authors) if printed.strip() else None
            if position is not None:
                found.setdefault(position, _xml_affiliation(author, authors, names))
                break
    return found


def affiliations(authors, names, text="", xml=b""):
    """One affiliation an author, in order: XML before the first page before the addresses.

    Parameters
    ----------
    authors
        Names as the index prints them, in order.
    names
        Country spellings, see `read_country_names`.
    text, xml
        The RFC's text and, for newer ones, its XML.

    Returns
    -------
    list of Affiliation
    """
    marked = from_xml(xml, authors, names) if xml else {}
    headed = from_first_page(text, authors) if text else {}
    addressed = from_addresses(text, authors, names) if text else {}
    result = []
    for position in range(len(authors)):
        best = marked.get(position, Affiliation())
        address = addressed.get(position, Affiliation())
        if best.organization is None and position in headed:
            best.organization, best.found_in = headed[position], "header"
        if best.organization is None:
            best.organization, best.found_in = address.organization, address.found_in
        if best.country is None:
            best.country, best.country_found_in = address.country, address.country_found_in
        if best.organization is not None and _key(best.organization) in names.countries:
            best.organization, best.found_in = None, None
        result.append(best)
    return result


_NO_GIVEN_NAME = {"saint", "san", "santa", "new", "university", "dept", "department"}


def persons(names):
    """Initial and surname of many authors, to tell an organization from somebody's name."""
    return {_initial_and_surname(name) for name in names}


def holds_known_person(organization, known):
    """Whether a line taken for an organization holds the name of one of the persons known.

    A firm named after its owner in full counts too: it would tell the name.

    Examples
    --------
    >>> known = persons(["A. Moss"])
    >>> holds_known_person("c/o Ada B. Moss, Lakeside", known), holds_known_person("Moss Inc.", known)
    (True, False)
    """
    for piece in re.split(r"[;,/|]", organization.replace("'", "").replace("’", "")):
        words = fold(piece).split()
        # A short line without a firm's words: anything may stand between the first name and the surname.
        short = 2 <= len(words) <= 5 and not _FIRM.search(piece)
        if short and any((words[0][0], " ".join(words[n:])) in known for n in range(1, len(words))):
            return True
        for place, first in enumerate(words):
            rest = words[place + 1 : place + 4]
            rest = rest[1:] if len(rest) > 1 and len(rest[0]) == 1 else rest
            surnames = (" ".join(rest[:n]) for n in range(1, len(rest) + 1))
            if first not in _NO_GIVEN_NAME and any(len(s) > 2 and (first[0], s) in known for s in surnames):
                return True
    return False

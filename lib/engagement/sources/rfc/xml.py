"""Organizations and countries from the front of an RFC's XML."""

import xml.etree.ElementTree as ET

from engagement.errors import DataError
from engagement.sources.rfc.affiliation import Affiliation, clean_organization
from engagement.sources.rfc.countries import country_of
from engagement.sources.rfc.persons import which_author


def _text(element, path):
    found = element.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _affiliation(author, authors, names):
    organization = clean_organization(_text(author, "organization"), authors)
    address = author.find("address")
    postal = [] if address is None else ["".join(part.itertext()).strip() for part in address.iter("postalLine")]
    country = names.country(_text(author, "address/postal/country"))
    if country is None:
        city, region, code, phone = (
            _text(author, f"address/{path}") for path in ("postal/city", "postal/region", "postal/code", "phone")
        )
        place = f"{', '.join(filter(None, (city, region)))} {code}".strip()
        country, _ = country_of([line for line in (*postal, place, f"Phone: {phone}") if line], names)
    return Affiliation(organization, country, "xml" if organization else None, "xml" if country else None)


def _names(author):
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
        for printed in (*_names(author), _text(author, "organization")):
            position = which_author(printed, authors) if printed.strip() else None
            if position is not None:
                found.setdefault(position, _affiliation(author, authors, names))
                break
    return found

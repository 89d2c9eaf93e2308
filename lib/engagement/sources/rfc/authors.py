"""Where the authors of an RFC work: from its XML, its first page, its authors' addresses."""

from engagement.sources.rfc.addresses import from_addresses
from engagement.sources.rfc.affiliation import Affiliation
from engagement.sources.rfc.front_page import from_first_page
from engagement.sources.rfc.xml import from_xml


def affiliations(authors, names, text="", xml=b""):
    """One affiliation an author, in order: XML before the first page before the addresses.

    Parameters
    ----------
    authors
        Names as the index prints them, in order.
    names
        Country spellings, see `country_names.read_country_names`.
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
        if best.organization is not None and names.country(best.organization):
            best.organization, best.found_in = None, None
        result.append(best)
    return result

"""What is printed of one author: the organization, cleaned of persons and sentences, and the country."""

import re
from dataclasses import dataclass

from engagement.sources.rfc.persons import holds_name, is_person


@dataclass
class Affiliation:
    """What is printed of one author: organization and country, and where each was found."""

    organization: str | None = None
    country: str | None = None
    found_in: str | None = None
    country_found_in: str | None = None


_SENTENCE = re.compile(
    r"\b(?:this|was|were|is|are|document|authors?|following|passed|please|I met)\b|\S@\S+\.\S|^editors?$"
    # lines of reference lists and running heads
    r"|^\"|\beds?\.,|\bRequest for Comments\b|\bRFC-?\d|#\s?\d|\b[A-Z]\.,",
    re.I,
)


def clean_organization(printed, authors):
    """The organization with whitespace folded; None where the line is a person, a sentence or nothing."""
    folded = re.sub(r"^For the ", "", " ".join(printed.split()).strip(" ,;|"))
    unusable = (
        not re.search(r"[^\W\d_]", folded)
        or not 2 <= len(folded) <= 150
        or _SENTENCE.search(folded)
        or is_person(folded)
        or any(holds_name(folded, author) for author in authors)
    )
    return None if unusable else folded

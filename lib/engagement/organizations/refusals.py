"""What is printed in place of an organization: nothing, an address, a person, a role, a legal form."""

import re

from engagement.organizations.forms import canonical
from engagement.organizations.legal_forms import LEGAL_FORMS
from engagement.organizations.words import COMMON, GIVEN_NAMES, HEADS, LINES, NOBODY, PLACES, SAME, SMALL, SOFT

LONGEST = 300
NO_ORGANIZATION = "says that there is no organization, or nothing of it"
PERSON = "reads like a person's name"
# Legal forms that are no organization's initials.
ONLY_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "limited",
        "ltd",
        "ltda",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "kg",
        "ag",
        "sa",
        "sas",
        "spa",
        "srl",
        "sarl",
        "ab",
        "oy",
        "oyj",
        "bv",
        "nv",
        "bvba",
        "sprl",
        "as",
        "asa",
        "kk",
        "pty",
        "pte",
        "pvt",
        "private",
        "sro",
        "doo",
        "kft",
        "zrt",
        "lda",
        "jsc",
        "pjsc",
        "ooo",
        "oao",
        "zao",
        "ооо",
        "оао",
        "зао",
        "пао",
    ]
)
# Parts of universities, which many have.
PARTS = frozenset(["department", "dept", "faculty", "school", "division", "institute", "laboratory", "lab", "college"])
ACADEMIC = frozenset(["computer", "computing", "informatics", "mathematics", "physics", "electrical", "engineering"])
ACADEMIC_WORDS = ACADEMIC | PARTS | SMALL | {"science", "sciences", "electronic", "electronics", "software", "applied"}
TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam", "mme", "eng"])
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_.,' -][^\W\d_]*(?:[.,' -]+[^\W\d_]+)*\.?")
_LETTER = re.compile(r"[^\W\d_]")
_OPENING = GIVEN_NAMES | TITLES
_ORGANIZATION_WORDS = (SOFT | LINES | HEADS | COMMON | PLACES | set(SAME)) - GIVEN_NAMES


def refusal(text, key):
    """Why a printed name stands for no organization, or None.

    Parameters
    ----------
    text : str
        The name, cleaned (`scripts.clean`).
    key : str
        Its key (`names.name_key`).

    Examples
    --------
    >>> refusal("Inc.", "inc"), refusal("a.person@example.org", "a person example org")
    ('only a legal form', 'an e-mail address, not an organization')
    >>> refusal("Example Systems", "example systems")
    """
    if not text:
        return "empty"
    if not _LETTER.search(text) or not key:
        return "no letters"
    if "@" in text and _MAIL.search(text):
        return "an e-mail address, not an organization"
    words = key.split()
    if key in NOBODY:
        return NO_ORGANIZATION
    if all(word in ONLY_FORMS for word in words):
        return "only a legal form"
    if words[0] in PARTS and ACADEMIC.intersection(words) and ACADEMIC_WORDS.issuperset(words):
        return "a part of an institution without its name"
    if len(key) < 2:
        return "a single letter"
    return PERSON if _is_person(text, words) else None


def _is_person(text, words):
    """A title and a name, or a given name and one or two words that no organization would add to it."""
    if words[0] not in _OPENING and "," not in text:
        return False
    if not LEGAL_FORMS.isdisjoint(re.findall(r"\w+", text.casefold())):
        return False
    if words[0] in TITLES and 1 < len(words) <= 4:
        return not any(word in _ORGANIZATION_WORDS for word in words[1:])
    if (
        not 2 <= len(words) <= 3
        or not text.replace(".", "").replace(",", "").replace("-", "").replace(" ", "").isalpha()
    ):
        return False
    if any(word.isupper() and len(word) > 2 for word in text.split()):
        return False
    first, rest = (words[-1], words[:-1]) if "," in text else (words[0], words[1:])
    given = first in GIVEN_NAMES
    return given and not any(word in _ORGANIZATION_WORDS or canonical(word) in _ORGANIZATION_WORDS for word in rest)

"""The key under which spellings of one organization's name meet."""

import re
import unicodedata

# fmt: off
LEGAL_FORMS = frozenset([
    "ab", "ag", "as", "asa", "bv", "co", "company", "corp", "corporation", "ev", "gmbh", "inc",
    "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "nv", "oy", "oyj", "plc", "pte",
    "pty", "pvt", "sa", "sarl", "sas", "spa", "srl",
])
# fmt: on


def name_key(printed):
    """Reduce a printed name to a key: spellings of one name meet, other names stay apart.

    In this order: accents and case are dropped; a part in parentheses is dropped if something
    stands outside it; periods, apostrophes and ampersands vanish (``AT&T`` gives ``att``), other signs
    become blanks; a leading "the" and trailing legal forms (Inc., GmbH, Co., Ltd. …) are dropped, but
    never the last word left. These steps are repeated until nothing changes, so a key is its own key.

    Parameters
    ----------
    printed
        The name as printed.

    Returns
    -------
    str
        Words of letters and digits with one blank between; empty where there are none.

    Examples
    --------
    >>> name_key("Cisco Systems, Inc."), name_key("CISCO SYSTEMS INC")
    ('cisco systems', 'cisco systems')
    >>> name_key("Télécom Bretagne (ENST)"), name_key("The AT&T Co.")
    ('telecom bretagne', 'att')
    """
    text = str(printed)
    while (again := _shorter(text)) != text:
        text = again
    return text


def _shorter(text):
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    outside = re.sub(r"\([^()]*\)", " ", plain)
    plain = outside if re.search(r"\w", outside) else plain
    words = re.findall(r"[^\W_]+", re.sub(r"[.'’`&]", "", plain))
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)

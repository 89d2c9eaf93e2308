"""What ITU-T pages print in the place of a Question: ``Q16/13, Q20/13``, ``QALL/13``, ``WP1/15``."""

import re
from dataclasses import dataclass

QUESTION = re.compile(
    r"(?:Q(?:UESTIONS?)?[. ]*)?(?P<number>ALL|[0-9]{1,3}[A-Z]?|[A-Z]{1,2})\s*/\s*(?:SG\s*)?0*(?P<group>\d{1,2})"
)
WITHOUT_GROUP = re.compile(r"(?P<named>Q(?:UESTIONS?)?[. ]*)?(?P<number>ALL|[0-9]{1,3}[A-Z]?)(?: QUESTIONS)?")
WORKING_PARTY = re.compile(r"(?:WP|WORKING PARTY)\s*(?P<number>\d{1,2})(?:\s*/\s*(?:SG\s*)?0*(?P<group>\d{1,2}))?")
BESIDE = re.compile(
    r"PLEN(?:ARY)?|GEN(?:ERAL)?|SG\s*\d{1,2}|AI\s*[\d.]+|(?:WP|WORKING PARTY)\s*\d{1,2}(?:\s*/\s*\d{1,2})?"
)
NOTHING = ("", "-", "–", "—", "N/A", "NONE", "TBD")
BETWEEN = re.compile(r"[;,\n&|]|\bAND\b|(?<=/\d)\s+(?=\S*/)|(?<=/\d\d)\s+(?=\S*/)", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """What a cell names.

    Attributes
    ----------
    questions
        ``16/13``, each once, in order.
    beside
        Working parties and other bodies that are no Questions, as printed.
    unknown
        What cannot be understood, as printed.
    """

    questions: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def scope(printed, group=None, numbers=True):
    """The Questions and other bodies a cell names.

    Parameters
    ----------
    printed : str
    group : str, optional
        Group whose Questions those are that are printed without one.
    numbers : bool
        Whether a mere number is a Question: not where the column also holds items of an agenda.

    Returns
    -------
    Scope

    Examples
    --------
    >>> scope("Q16/13, Q20/13").questions, scope("QALL/13").questions, scope("Q1, 2, 5/13").questions
    (('16/13', '20/13'), ('ALL/13',), ('1/13', '2/13', '5/13'))
    >>> scope("WP1/13; 7", "SG13")
    Scope(questions=('7/13',), beside=('WP1/13',), unknown=())
    >>> scope("4.1").unknown
    ('4.1',)
    """
    questions, beside, unknown, waiting = [], [], [], []
    for part in (part.strip(" ()[].") for part in BETWEEN.split(printed)):
        upper = part.upper()
        if upper in NOTHING:
            continue
        if found := QUESTION.fullmatch(upper):
            questions += [(number, found["group"]) for number in (*waiting, found["number"])]
            waiting = []
        elif BESIDE.fullmatch(upper):
            beside.append(part)
        elif (found := WITHOUT_GROUP.fullmatch(upper)) and (numbers or found["named"] or found["number"] == "ALL"):
            waiting.append(found["number"])
        else:
            unknown.append(part)
    own = number_of(group)
    if own:
        questions += [(number, own) for number in waiting]
    else:
        unknown += waiting
    named = (f"{number.lstrip('0') or number}/{int(of)}" for number, of in questions)
    return Scope(tuple(dict.fromkeys(named)), tuple(beside), tuple(unknown))


def working_party(printed, group=None):
    """``WP1/13`` for a working party, None for anything else.

    Examples
    --------
    >>> working_party("Working Party 1/13"), working_party("WP2", "SG13"), working_party("WP2")
    ('WP1/13', 'WP2/13', None)
    """
    found = WORKING_PARTY.fullmatch(printed.strip().upper())
    of = (found["group"] or number_of(group)) if found else None
    return f"WP{int(found['number'])}/{int(of)}" if of else None


def number_of(group):
    """The number of a study group, None for a group of another kind.

    Examples
    --------
    >>> number_of("SG13"), number_of("TSAG")
    ('13', None)
    """
    found = re.fullmatch(r"SG(\d{1,2})", group or "")
    return found[1] if found else None

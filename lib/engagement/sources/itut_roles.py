"""Roles as ITU-T prints them -> the words of the table roles, and the working party or Questions they are for."""

import re

from engagement.sources.itut_scopes import WORKING_PARTY, scope, working_party

# Words of a role, in any order -> role. Those of the secretariat and of helpers have no word of their own.
ROLES = {
    "chair": "chair",
    "vice-chair": "vice-chair",
    "wp chair": "working party chair",
    "wp vice-chair": "working party vice-chair",
    "rapporteur": "rapporteur",
    "associate rapporteur": "associate rapporteur",
    "liaison rapporteur": "liaison rapporteur",
    "editor": "editor",
    "rg chair": "regional group chair",
    "jca chair": "JCA chair",
} | dict.fromkeys(
    (
        "rg vice-chair", "jca vice-chair", "liaison officer", "mentor", "convener", "coordinator", "focal point",
        "secretary", "counsellor", "adviser", "engineer", "project officer", "assistant", "project assistant",
        "administrative assistant",
    ),
    "other",
)  # fmt: skip
BY_WORDS = {frozenset(words.split()): role for words, role in ROLES.items()}
OF_WORKING_PARTIES = {"chair": "working party chair", "vice-chair": "working party vice-chair"}
SPELLINGS = (
    (r"\bCHAIR(?:MAN|WOMAN|PERSON|MEN)?\b", "CHAIR"),
    (r"\bVICE[ -]*CHAIR\b", "VICE-CHAIR"),
    (r"\bCO[ -]+(?=CHAIR|RAPPORTEUR|EDITOR|CONVENER|VICE)", ""),
    (r"\bASSOC\.|\bASSOCIATED\b", "ASSOCIATE"),
    (r"\bCONVENOR\b", "CONVENER"),
    (r"\bCO-ORDINATOR\b", "COORDINATOR"),
    (r"\bADVISOR\b", "ADVISER"),
    (r"\bCOUNSELOR\b", "COUNSELLOR"),
    (r"\bJCA(?:-[\w&]+)*", "JCA"),
    (r"\b(?:SG\s*\d{1,2}[ -]*)?RG(?:-[A-Z]+)?\b|\bREGIONAL GROUP\b", "RG"),
    (r"(?<![/\w])(?:SG|STUDY GROUP)\s*\d{1,2}\b", " "),
)
ONE = r"(?:Q(?:UESTIONS?)?[. ]*)?\d{1,3}(?:\s*/\s*(?:SG\s*)?\d{1,2})?"
QUESTIONS = re.compile(rf"\b{ONE}(?:(?:[\s,;&]|\bAND\b)+{ONE})*\b")
BESIDE = {
    "sg", "study", "group", "itu-t", "tsag", "tsb", "scv", "of", "the", "for", "and", "to", "on", "in", "acting",
    "interim", "question", "questions",
}  # fmt: skip
NO_SCOPE = re.compile(r"[\W_]*(?:PLEN(?:ARY)?|GEN(?:ERAL)?|TSAG|SCV|N/A)?[\W_]*")


def seat(printed, beside="", group=None):
    """The role and what it is for.

    Parameters
    ----------
    printed : str
        The role.
    beside : str
        Working party or Questions printed elsewhere; counts where the role names none.
    group : str, optional
        Group whose Questions those are that are printed without one.

    Returns
    -------
    role : str or None
        None where the words are not known, or name several roles.
    scope : str or None
        ``WP1/13``, ``16/13``, several parted by ``; ``.
    unknown : bool
        Whether what stands beside the role cannot be understood.

    Examples
    --------
    >>> seat("Rapporteur Q16/13"), seat("WP1/15 Chairman"), seat("Co-Chair", "WP2", "SG13")
    (('rapporteur', '16/13', False), ('working party chair', 'WP1/15', False), ('working party chair', 'WP2/13', False))
    >>> seat("Vice-Chair, SG13"), seat("Vice-Chair and WP1/13 Chair")[0]
    (('vice-chair', None, False), None)
    """
    words, parties, questions = _parted(printed, group)
    unknown = False
    if not (parties or questions):
        rest, parties, questions = _parted(beside, group)
        unknown = bool(rest) and not (parties or questions)
    role = BY_WORDS.get(words)
    if parties and not questions:
        role = OF_WORKING_PARTIES.get(role, role)
    elif questions and role in OF_WORKING_PARTIES:
        role = None
    leads_party = role in OF_WORKING_PARTIES.values()
    unknown |= leads_party and bool(questions) and not parties
    return role, "; ".join(parties if leads_party else questions or parties) or None, unknown


def _parted(printed, group):
    """Words of a role, working parties and Questions."""
    rest = " ".join(printed.upper().split())
    for pattern, word in SPELLINGS:
        rest = re.sub(pattern, word, rest)
    parties = [working_party(found[0], group) for found in WORKING_PARTY.finditer(rest)]
    rest = WORKING_PARTY.sub(" ", rest)
    runs = [found[0] for found in QUESTIONS.finditer(rest)]
    marked = [run for run in runs if "Q" in run or "/" in run]  # other numbers belong to the title of a Question
    named = [scope(run, group) for run in marked or runs]
    questions = [question for one in named for question in one.questions]
    lost = ["?"] if None in parties or any(one.unknown for one in named) else []
    rest = QUESTIONS.sub(" ", rest)
    rest = "" if NO_SCOPE.fullmatch(rest) else rest.casefold().replace("working party", "wp")
    words = (set(re.findall(r"\w[\w-]*", rest)) - BESIDE) | set(lost)
    if parties and len(words) > 1:
        words -= {"wp"}
    return frozenset(words), tuple(dict.fromkeys(filter(None, parties))), tuple(dict.fromkeys(questions))

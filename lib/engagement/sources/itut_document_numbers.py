"""Numbers of ITU-T documents in all the forms lists print them in."""

import re
import unicodedata
from dataclasses import dataclass

SERIES = {
    "C": "contribution", "TD": "temporary document", "R": "report", "LS": "liaison statement", "COL": "circular",
    "CIR": "circular",
}  # fmt: skip
WORDS = {"CONTRIBUTION": "C", "REPORT": "R"}
PARTS = {"G": "GEN", "P": "PLEN"}
HEAD = re.compile(
    r"(?:(?P<period>T\d\d)-)?(?:(?P<group>(?:SG|COM) ?\d{1,2}(?:RG[A-Z.-]*)?|TSAG|SCV)(?:-| -? ?))?(?:(?P<day>\d{6})-)?"
    r"(?:(?P<series>CONTRIBUTION|REPORT|COL|CIR|TD|LS|C|R)[ .-]*(?:NO\.? ?)?)?"
    r"(?:(?P<part>GEN|PLEN|WP ?\d{1,2})[ /-]*)?(?P<number>\d{1,5})(?!\d)"
)
TAILS = (
    ("revision", re.compile(r"[ (!.-]*R(?:EV)?[. ]*(\d{1,3})(?!\d)\)?")),
    ("addendum", re.compile(r"[ (!.-]*A(?:DD)?[. ]*(\d{1,2})(?!\d)\)?")),
    ("part", re.compile(r"[ /(-]*(GEN|PLEN|WP ?\d{1,2}|P|G)(?![A-Z])(?:/\d{1,2})?\)?")),
    ("withdrawn", re.compile(r"[ (-]*WITHDRAWN\)?")),
    (None, re.compile(r"!(?:MSW|PDF|HTM|PPT|ZIP)-[A-Z]|- ?E")),  # format and language
)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("[]\n", " ") | dict.fromkeys("\u200e\u200f"))


@dataclass(frozen=True)
class Number:
    """What the number of a document says; None where it does not say.

    Attributes
    ----------
    number
    revision
    series
        ``C``, ``TD``, ``R`` …
    part
        ``GEN``, ``PLEN``, ``WP1``: which TDs.
    addendum
    period, group
    day
        First day of the meeting, ``240715``.
    withdrawn
        Whether it is said to be withdrawn.
    """

    number: int
    revision: int | None = None
    series: str | None = None
    part: str | None = None
    addendum: int | None = None
    period: str | None = None
    group: str | None = None
    day: str | None = None
    withdrawn: bool = False


def identifier(number, period, group, series, part=None):
    """``T22-SG13-C-0123``, ``T22-SG13-TD-0045-GEN``: the identifier of a document, without its revision.

    Parameters
    ----------
    number : Number
    period, group, series : str
        As the number has them, or as the page does.
    part : str, optional

    Examples
    --------
    >>> identifier(parse("[ 367-WP1 ]"), "T25", "SG5", "TD", "WP1")
    'T25-SG05-TD-0367-WP1'
    """
    padded = re.sub(r"^SG(\d)$", r"SG0\1", group)
    more = f"-{part}" if part else ""
    more += f"-A{number.addendum}" if number.addendum else ""
    return f"{period}-{padded}-{series}-{number.number:04d}{more}"


def parse(printed):
    """The number of a document.

    Parameters
    ----------
    printed : str

    Returns
    -------
    Number or None

    Examples
    --------
    >>> found = parse("C123-R1")
    >>> found.series, found.number, found.revision
    ('C', 123, 1)
    >>> [parse(text).number for text in ("[ 123 ]", "TD 45 (GEN)", "123 Rev.1", "SG13-C123", "T22-SG13-C-0123")]
    [123, 45, 123, 123, 123]
    >>> parse("see below") is None
    True
    """
    text = " ".join(unicodedata.normalize("NFKC", printed).translate(DASHES).upper().split())
    found = HEAD.match(text)
    if not found or not int(found["number"]):
        return None
    said = _rest(text[found.end() :].strip(), found["part"])
    if said is None or (said["part"] and found["series"] not in ("TD", None)):
        return None
    return Number(
        int(found["number"]),
        series=WORDS.get(found["series"], found["series"]) or ("TD" if said["part"] else None),
        period=found["period"],
        group=group_name(found["group"]),
        day=found["day"],
        **said,
    )


def group_name(printed):
    """``SG5`` for SG05, SG 5 and COM 5; None for none.

    Examples
    --------
    >>> group_name("SG05"), group_name("COM 13"), group_name("TSAG")
    ('SG5', 'SG13', 'TSAG')
    """
    found = re.fullmatch(r"(?:SG|COM) ?0*(\d{1,2})(RG.*)?", printed or "")
    return f"SG{found[1]}{' RG' if found[2] else ''}" if found else printed


def _rest(text, part):
    """What follows the number; None where it cannot be understood."""
    said = {"part": part, "revision": None, "addendum": None, "withdrawn": False}
    while text:
        name, found = next(((name, found) for name, tail in TAILS if (found := tail.match(text))), (None, None))
        if not found or said.get(name):
            return None
        if name == "withdrawn":
            said[name] = True
        elif name:
            said[name] = found[1] if name == "part" else int(found[1])
        text = text[found.end() :].strip()
    if said["part"]:
        said["part"] = PARTS.get(said["part"], said["part"]).replace(" ", "")
    return said

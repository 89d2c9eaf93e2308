"""Real records of the RFC series: RFCs, who wrote them where, what they cite, which Recommendations they name."""

import pandera.pandas as pa

from engagement.tables.definition import Table, choice, date, flag, schema, text, whole

AS_OF = "2023-01-21"
ORIGIN = (
    f"RFC texts and index (IETF Trust), as distributed in Debian's doc-rfc packages, index of {AS_OF}; "
    "read with engagement.sources.rfc"
)
LICENCE = (
    "Facts drawn from RFCs; the texts themselves are not shipped and remain under the IETF Trust's legal provisions"
)

STATUSES = (
    "proposed standard",
    "draft standard",
    "internet standard",
    "best current practice",
    "informational",
    "experimental",
    "historic",
    "unknown",
)
STREAMS = ("IETF", "IAB", "IRTF", "Independent", "Legacy", "Editorial")
PLACES = ("xml", "header", "address")
COUNTRY_PLACES = ("xml", "address", "telephone")

_LAST_RFC = 9_999
_AUTHOR = pa.Check.str_matches(r"^A\d{5}$")
_ISO2 = pa.Check.str_matches(r"^[A-Z]{2}$")
_RECOMMENDATION = pa.Check.str_matches(r"^[A-VX-Z]\.\d{1,4}(\.\d{1,3})?$")


def _rfc(description):
    return whole(description, 1, _LAST_RFC)


def _series(name, row, columns, key):
    """A table drawn from the RFC series."""
    return Table(name, f"ietf/{name}.parquet", row, "recorded", ORIGIN, LICENCE, schema(columns, key))


RFCS = _series(
    "rfcs",
    "issued RFC",
    {
        "rfc": whole("Number of the RFC", 1, _LAST_RFC, unique=True),
        "published": date("Date of the index; the first day of the month where only the month is printed"),
        "date_precision": choice("What of the date is printed", ("month", "day")),
        "title": text("Title, as the index prints it"),
        "status": choice("Status at the date of the index, not when the RFC was published", STATUSES),
        "stream": choice("Stream; Legacy where the RFC is older than streams", STREAMS, nullable=True),
        "working_group": text("Working or research group, full name as given, where there is one", nullable=True),
        "working_group_acronym": text(
            "Acronym of the group, from the name draft-ietf-ACRONYM-… or draft-irtf-ACRONYM-…", nullable=True
        ),
        "draft": text(
            "Last draft, where it is a group's or a body's; drafts of persons carry their names and are left out",
            nullable=True,
        ),
        "pages": whole("Length", 1, 1_000, unit="pages", nullable=True),
        "has_text": flag("Whether the text could be read; without it nothing is known of citations and places"),
    },
    ["rfc"],
)

AUTHORSHIPS = _series(
    "authorships",
    "author of an RFC",
    {
        "rfc": _rfc("Number of the RFC"),
        "position": whole("Place in the list of authors", 1, 100),
        "author": text(
            "Pseudonym, numbered by first appearance. The same printed name is the same pseudonym: namesakes with "
            "the same initials are taken for one, a person who prints another form of the name for two",
            _AUTHOR,
        ),
        "organization_printed": text(
            "Organization as printed, whitespace folded; several lines are parted by '; '. Missing where none is "
            "printed or where it is named after the author",
            nullable=True,
        ),
        "country": text("Country of the printed address, ISO 3166-1 alpha-2", _ISO2, nullable=True),
        "found_in": choice("Where the organization was found", PLACES, nullable=True),
        "country_found_in": choice(
            "Where the country was found; telephone is the code dialled before the number",
            COUNTRY_PLACES,
            nullable=True,
        ),
    },
    ["rfc", "position"],
)

CITATIONS = _series(
    "citations",
    "RFC that another RFC's text names",
    {
        "rfc": _rfc("RFC that cites"),
        "cited_rfc": _rfc(
            "RFC cited anywhere in the text; 2119, 5741, 7841 and 8174 mostly in boilerplate. A higher number than "
            "the citing one's is a companion that appeared together with it"
        ),
        "kind": choice(
            "Which list of references holds the number; unspecified where the references are not divided or only "
            "the text outside of them names it",
            ("normative", "informative", "unspecified"),
        ),
        "printed": choice(
            "together: 'RFC 793' on one line at least once; apart: only across a line break, as 'RFC #33', "
            "or in a list ('RFCs 1001 and 1002')",
            ("together", "apart"),
        ),
    },
    ["rfc", "cited_rfc"],
)

ITUT_MENTIONS = _series(
    "itut_mentions",
    "ITU-T Recommendation that an RFC names",
    {
        "rfc": _rfc("RFC that names it"),
        "recommendation": text(
            "Number without bis, ter, annex or edition: X.509, G.722.1; CCITT's count as ITU-T's", _RECOMMENDATION
        ),
        "edition_date": date(
            "Earliest edition date printed for it; the first of the month, or of the year", nullable=True
        ),
        "edition_precision": choice("What of the edition's date is printed", ("month", "year"), nullable=True),
        "n_editions_printed": whole(
            "Different edition dates printed; take 1 where the edition must be clear", 0, 50, unit="editions"
        ),
        "printed": choice(
            "named: ITU, ITU-T or CCITT goes before it on the line, or Recommendation directly; joined: it "
            "continues a list or a double number (G.8013/Y.1731), or a reference entry names the body elsewhere",
            ("named", "joined"),
        ),
    },
    ["rfc", "recommendation"],
)

TABLES = [RFCS, AUTHORSHIPS, CITATIONS, ITUT_MENTIONS]

"""Lists of the members of ITU-T: file -> rows of memberships."""

import re

import pandas as pd

from engagement.sources.cells import NOTHING
from engagement.sources.itut_meeting_names import GROUP
from engagement.sources.reader import PLACE, gone_wrong, tabular
from engagement.sources.reference_lists import ADD_COUNTRY, COUNTRY_HEADINGS, countries
from engagement.sources.shapes import Shape, find_header, heading_key

NAME, TITLE = "itut-members", "list of the members of ITU-T"
SHAPE = Shape(
    {
        "member": (
            "Member", "Member name", "Name of member", "Organization", "Organisation", "Entity", "Company", "Name",
        ),
        "category": (
            "Category", "Membership category", "Member category", "Member type", "Membership type", "Type of member",
            "Type of membership", "Membership", "Kind", "Type",
        ),
        "group": ("Study group", "Study groups", "SG", "Study group(s)", "Associate of", "Group"),
        "country": COUNTRY_HEADINGS,
        "start": (
            "Member since", "Since", "Joined", "Date joined", "Date of joining", "Start", "Start date", "Member from",
            "From", "Date of admission", "Admitted",
        ),
        "end": (
            "Member until", "Until", "Left", "Date left", "End", "End date", "Withdrawal", "Date of withdrawal", "To",
        ),
    },
    ("member", "category"),
)  # fmt: skip
ORGANIZATIONS = r"regional|international|intergovernmental|other|telecommunications?|standardi[sz]ation|and|or"
KINDS = {
    "Member State": r"member states?|(?:national )?administrations?(?: of member states?)?",
    "ROA": r"roas?|recogni[sz]ed (?:private )?operating agenc(?:y|ies)",
    "SIO": r"sios?|scientific (?:or|and) industrial organi[sz]ations?",
    "other entity": r"other entit(?:y|ies)(?: dealing with telecommunications? matters)?",
    "regional or international organization": rf"(?:(?:{ORGANIZATIONS}) )+organi[sz]ations?",
    "Associate": r"associates?",
    "Academia": r"academia|academics?|universit(?:y|ies)|research (?:institutes?|establishments?)",
    "small company": r"smes?|small compan(?:y|ies)|small (?:and|or) medium (?:sized )?(?:enterprises?|compan(?:y|ies))",
}
BESIDE = re.compile(
    r"\bitu t\b|\bsector members?\b|\bmembers?\b(?! states?)|\bsg \d{1,2}\b|\bsg\d{1,2}\b|\bstudy group \d{1,2}\b"
)
SECTOR_MEMBER = re.compile(r"(?:itu t )?sector members?")  # a category of ITU-T's, though of several kinds
LASTING = ("present", "current", "ongoing", "today")
WORDS = f"write {', '.join(KINDS)}; a Sector Member is a ROA, a SIO or another entity"


def kind(printed):
    """The kind of member a category stands for, None where it is not known.

    Examples
    --------
    >>> kind("Sector Member (ROA)"), kind("Associate (SG13)"), kind("ITU-T Academia")
    ('ROA', 'Associate', 'Academia')
    >>> kind("Sector Member")
    """
    key = heading_key(printed)
    for text in (key, " ".join(BESIDE.sub(" ", key).split())):
        for name, pattern in KINDS.items():
            if re.fullmatch(pattern, text):
                return name
    return None


def _known(contents):
    """No facts, or None for a list whose categories are mostly others."""
    heads = [(sheet.head, header) for sheet in contents.lists if (header := find_header(sheet.head, SHAPE))]
    placed = any({"country", "start"} & set(header.columns) for _, header in heads)
    said = [
        cells[header.columns["category"]]
        for head, header in heads
        for number, cells in head
        if number > header.last_row and len(cells) > header.columns["category"]
    ]
    known = [one for one in said if kind(one) or SECTOR_MEMBER.fullmatch(heading_key(one))]
    return {} if placed and len(known) * 2 >= len(said) else None


def _convert(frame, context):
    frame = frame.reindex(columns=[*SHAPE.fields, *PLACE]).astype(dict.fromkeys(SHAPE.fields, "string"))
    frame = frame.mask(frame.isin(NOTHING))
    rows = frame[PLACE].assign(
        body="itu-t",
        organization_printed=frame["member"],
        kind=_each(frame["category"], kind),
        group=_each(frame["group"], _group).where(frame["group"].notna(), _each(frame["category"], _group)),
        country=_each(frame["country"], countries().code),
        start=frame["start"],
        end=frame["end"].mask(frame["end"].str.casefold().isin(LASTING)),
    )
    return rows, pd.concat(_problems(frame, rows))


def _problems(frame, rows):
    for field, column, reason, remedy in (
        ("category", "kind", "is no known kind of member", WORDS),
        (
            "group",
            "group",
            "is not one study group",
            "write it as SG13; a membership in another group is a row of its own",
        ),
        ("country", "country", "is no country by any known spelling", ADD_COUNTRY),
    ):
        yield gone_wrong(frame, frame[field].notna() & rows[column].isna(), field, reason, remedy)


def _each(values, function):
    """A function of texts, called once for each that occurs."""
    return values.map({one: function(one) for one in values.dropna().unique()}).astype("string")


def _group(printed):
    """The study group a cell names, None where it names none or several."""
    found = {one["number"] or one["other"].upper() for one in GROUP.finditer(printed)}
    found = found or ({printed} if re.fullmatch(r"\d{1,2}", printed) else set())
    one = found.pop() if len(found) == 1 else None
    return f"SG{int(one)}" if one and one.isdigit() else one


READERS = (tabular(NAME, TITLE, "memberships", SHAPE, _convert, known=_known),)

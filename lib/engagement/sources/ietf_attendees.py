"""Attendees of an IETF meeting, as its proceedings list them on a page: file -> rows of attendance."""

import re

import pandas as pd

from engagement.sources.ietf_registrations import NO_ORGANIZATION, PRESENCE
from engagement.sources.reader import PLACE, gone_wrong, tabular
from engagement.sources.shapes import Shape

NAME, TITLE, TABLE = "ietf-attendees", "attendees of an IETF meeting", "attendance"
SHAPE = Shape(
    {
        "family": ("Last Name",),
        "first": ("First Name",),
        "organization": ("Organization", "Organisation", "Affiliation"),
        "country": ("Country",),
        "presence": ("Registration Type",),
    },
    ("family", "first", "organization", "presence"),
)
MEETING = re.compile(r"\bIETF[- _]?(\d{2,3})\b", re.IGNORECASE)
NAME_FILE = "name the file after it, such as ietf-117-attendees.html"


def meeting(file, headings):
    """Number of the meeting a page is of, None where neither its headings nor its name tell one.

    Examples
    --------
    >>> meeting("ietf-117-attendees.html", []), meeting("list.html", ["IETF 98 Proceedings"]), meeting("list.html", [])
    ('117', '98', None)
    """
    told = [found[1] for text in (*headings, file) if (found := MEETING.search(text))]
    return told[0] if told else None


def _known(contents):
    page = contents.page
    above = () if page is None else (*page.headings, page.title)
    return {"meeting": meeting(contents.opened.path.name, above)}


def _convert(frame, context):
    frame = frame.reindex(columns=[*SHAPE.fields, *PLACE]).astype(dict.fromkeys(SHAPE.fields, "string"))
    number = context.facts["meeting"]
    kind = frame["presence"].str.casefold().str.replace(r"[ _-]+", "_", regex=True)
    words = {word.replace("-", "_"): sense for word, sense in PRESENCE.items()}
    rows = frame[PLACE].assign(
        body="ietf",
        meeting_id=pd.Series("IETF" + number if number else pd.NA, index=frame.index, dtype="string"),
        person=frame["family"]
        .fillna("")
        .str.cat(frame["first"].fillna(""), sep=", ")
        .str.strip(", ")
        .replace("", pd.NA),
        organization_printed=frame["organization"].mask(frame["organization"] == NO_ORGANIZATION),
        country=frame["country"].str.upper(),
        presence=kind.map(words).fillna(frame["presence"]),
    )
    wrong = pd.Series(number is None, index=frame.index)
    return rows, gone_wrong(
        frame, wrong, "meeting", "neither the page nor its name says which meeting it is of", NAME_FILE
    )


READERS = (tabular(NAME, TITLE, TABLE, SHAPE, _convert, known=_known),)

"""Registrations for IETF meetings, one row a person without a name: file -> rows."""

from dataclasses import replace

import pandas as pd

from engagement.sources.reader import Reader, gone_wrong, tabular
from engagement.sources.shapes import Shape

NAME, TITLE, TABLE = "ietf-registrations", "registrations for IETF meetings", "attendance"
SHAPE = Shape(
    {
        "meeting": ("meeting",),
        "country": ("country",),
        "organization": ("organization", "organisation", "affiliation"),
        "presence": ("presence",),
    },
    ("meeting", "country", "organization", "presence"),
)
NUMBER = r"(?:IETF[- ]?)?(\d{1,3})"
PRESENCE = {
    "on-site": "on site",
    "onsite": "on site",
    "remote": "remote",
    "not-arrived": "registered only",
    "hackathon_onsite": "registered only",
    "hackathon_remote": "registered only",
}
HACKATHON = ("hackathon_onsite", "hackathon_remote")
NO_ORGANIZATION = "Not Provided"
ROUND = 100  # lists are cut at numbers such as 500 or 1,000


def _take(contents):
    """A claim to the file, having counted the whole list once."""
    claim = tabular(NAME, TITLE, TABLE, SHAPE, lambda frame, _: frame).take(contents)
    if claim is None:
        return None
    whole = pd.concat([rows.frame for rows in claim.read()], ignore_index=True)
    meeting = whole["meeting"].str.extract(rf"^{NUMBER}$", expand=False)
    if meeting.notna().mean() < 0.5:
        return None
    found = tabular(NAME, TITLE, TABLE, SHAPE, _convert).take(contents)
    return replace(found, notes=(*found.notes, *_notes(whole, meeting)))


def _convert(frame, context):
    number = frame["meeting"].str.extract(rf"^{NUMBER}$", expand=False)
    rows = pd.DataFrame(
        {
            "body": "ietf",
            "meeting_id": "IETF" + number,
            "organization_printed": frame["organization"].mask(frame["organization"] == NO_ORGANIZATION),
            "country": frame["country"].str.upper(),
            "presence": frame["presence"].replace(PRESENCE),
            "sheet": frame["sheet"],
            "row": frame["row"],
        }
    )
    wrong = frame["meeting"].notna() & number.isna()
    return rows, gone_wrong(frame, wrong, "meeting", "is no number of an IETF meeting", "write it as 116")


def _notes(whole, meeting):
    """What a user should know of the list, counted in it."""
    yield from cut(meeting.value_counts())
    at_hackathon = int(whole["presence"].isin(HACKATHON).sum())
    if at_hackathon:
        yield f"{at_hackathon:,} registrations are for the hackathon alone and count as registered only"
    unnamed = int((whole["organization"] == NO_ORGANIZATION).sum())
    if unnamed:
        yield f"{unnamed:,} registrations give their organization as '{NO_ORGANIZATION}', which is taken as none"


def cut(sizes):
    """Sentences on meetings whose lists seem to be cut off.

    Several meetings of exactly the same round number of rows are no accident; a
    meeting with one row less lost its last line to the same limit.

    Parameters
    ----------
    sizes : Series of int
        Rows by meeting.

    Examples
    --------
    >>> list(cut(pd.Series({"112": 1344, "113": 999, "114": 1000, "115": 1000})))
    ['the lists of meetings 113, 114, 115 seem to be cut off at 1,000 rows, where 114, 115 end: leave them out']
    """
    for size, times in sizes.value_counts().items():
        if size % ROUND or times < 2:
            continue
        exactly = sorted(sizes.index[sizes == size], key=int)
        nearly = sorted(sizes.index[sizes.between(size - 1, size)], key=int)
        yield (
            f"the lists of meetings {', '.join(nearly)} seem to be cut off at {size:,} rows, "
            f"where {', '.join(exactly)} end: leave them out"
        )


READERS = (Reader(NAME, TITLE, TABLE, _take),)

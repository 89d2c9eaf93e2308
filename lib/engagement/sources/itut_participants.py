"""Lists of the participants of an ITU-T meeting: file -> rows of attendance."""

from dataclasses import replace

import pandas as pd

from engagement.sources.cells import NOTHING
from engagement.sources.itut_meeting_names import alike, in_cell, meeting
from engagement.sources.reader import PLACE, Reader, gone_wrong, tabular
from engagement.sources.reference_lists import ADD_COUNTRY, COUNTRY_HEADINGS, countries
from engagement.sources.shapes import Shape, find_header, heading_key

NAME, TITLE = "itut-participants", "list of the participants of an ITU-T meeting"
SHAPE = Shape(
    {
        "family": (
            "Family name", "Last name", "Surname", "Family names", "Family", "Name", "Full name", "Participant",
            "Delegate",
        ),
        "first": ("First name", "Given name", "Forename", "First", "First names", "Given names", "First (given) name"),
        "organization": (
            "Organization", "Organisation", "Company", "Entity", "Affiliation", "Organization / Company",
            "Company / Organization", "Organization name", "Entity name", "Represented entity", "Representing",
        ),
        "country": COUNTRY_HEADINGS,
        "participation": (
            "Participation", "Mode of participation", "Participation mode", "Mode", "Type of participation",
            "Participation type", "Attendance", "Presence", "Attendance type", "Registration status", "Status",
        ),
        "meeting": ("Meeting", "Meeting ID", "Meeting name", "Name of meeting", "Event", "Event name"),
    },
    ("family", "organization"),
)  # fmt: skip
PRESENCE = {
    "on site": (
        "on site", "onsite", "physical", "physically", "in person", "physical participation", "physical presence",
        "on site participation", "face to face", "f2f",
    ),
    "remote": ("remote", "remotely", "remote participation", "virtual", "virtually", "online", "on line", "by remote"),
    "attended": ("attended", "participated", "present"),
    "registered only": (
        "registered", "registered only", "registration only", "not attended", "did not attend", "no show", "absent",
    ),
}  # fmt: skip
WORDS = {heading_key(spelling): word for word, spellings in PRESENCE.items() for spelling in spellings}
NAME_FILE = "name the file after it, such as SG13-2024-07-15-participants.xlsx, or fill in a column Meeting"
NAME_MEETING = "write group and first day, such as SG13-2024-07-15"


def _take(contents):
    """A claim to a list that shows a sign of a meeting: how people took part, or its name."""
    found = tabular(NAME, TITLE, "attendance", SHAPE, _convert, known=_known).take(contents)
    if found is None:
        return None
    headers = [header for sheet in contents.lists if (header := find_header(sheet.head, SHAPE))]
    if all("participation" in header.columns for header in headers):
        return found
    said = f"the list does not say how people took part: all are taken as '{_presence(contents)}'"
    return replace(found, notes=(*found.notes, said))


def _known(contents):
    """The meeting of each sheet."""
    found, told = {}, False
    for sheet in contents.lists:
        header = find_header(sheet.head, SHAPE)
        if header:
            found[sheet.name] = meeting(contents.opened.path.name, _above(contents, sheet, header))
            told |= "participation" in header.columns or _names_meetings(sheet, header)
    return {"meetings": found} if told or any(found.values()) else None


def _names_meetings(sheet, header):
    """Whether the list has a column of meetings, and one of its first rows names one."""
    place = header.columns.get("meeting")
    if place is None:
        return False
    below = [cells for number, cells in sheet.head if number > header.last_row]
    return any(in_cell(cells[place]) for cells in below if place < len(cells))


def _above(contents, sheet, header):
    """What stands above the headings, or for a page, over its tables."""
    if contents.page is not None:
        return "\n".join((contents.page.title, *contents.page.headings))
    return "\n".join(" ".join(filter(None, cells)) for number, cells in sheet.head if number < header.last_row)


def _presence(contents):
    """What a list without a column for it says of all who stand on it."""
    above = (
        contents.page.text[:1000]
        if contents.page
        else "\n".join(" ".join(row) for _, row in contents.lists[0].head[:5])
    )
    return "registered only" if "regist" in f"{contents.opened.path.name} {above}".casefold() else "attended"


def _convert(frame, context):
    frame = frame.reindex(columns=[*SHAPE.fields, *PLACE]).astype(dict.fromkeys(SHAPE.fields, "string"))
    frame = frame.mask(frame.isin(NOTHING))
    printed, participation = frame["country"], frame["participation"]
    country = printed.map({one: countries().code(one) for one in printed.dropna().unique()}).astype("string")
    if "participation" in context.header.columns:
        presence = participation.map({one: WORDS.get(heading_key(one)) for one in participation.dropna().unique()})
    else:
        presence = pd.Series(_presence(context.contents), index=frame.index)
    whole = context.facts["meetings"][context.sheet]
    named = frame["meeting"].map({one: in_cell(one) for one in frame["meeting"].dropna().unique()}).astype("string")
    names = frame[["family", "first"]]
    rows = frame[PLACE].assign(
        body="itu-t",
        meeting_id=named.fillna(whole) if whole else named,
        person=names["family"]
        .str.cat(names["first"].fillna(""), sep=", ", na_rep="")
        .str.strip(", ")
        .replace("", pd.NA),
        organization_printed=frame["organization"],
        country=country,
        presence=presence.astype("string"),
    )
    return rows, pd.concat(_problems(frame, rows, whole))


def _problems(frame, rows, whole):
    known = rows["meeting_id"]
    other = known.map({one: whole is not None and not alike(one, whole) for one in known.dropna().unique()})
    for where, column, reason, remedy in (
        (
            known.isna() & frame["meeting"].isna(),
            "meeting", "neither the list nor its name says which meeting it is of", NAME_FILE,
        ),
        (known.isna() & frame["meeting"].notna(), "meeting", "names no meeting", NAME_MEETING),
        (other, "meeting", f"is another meeting than {whole}, of which the list is", "correct the one that is wrong"),
        (
            frame["organization"].isna() & frame["country"].isna(),
            "organization", "is missing, and so is the country", "fill one of them in, or leave out a line of totals",
        ),
        (
            rows["country"].isna() & frame["country"].notna(),
            "country", "is no country by any known spelling", ADD_COUNTRY,
        ),
        (
            rows["presence"].isna() & frame["participation"].notna(),
            "participation", "is no known way of taking part", f"write {', '.join(PRESENCE)}",
        ),
    ):  # fmt: skip
        yield gone_wrong(frame, where, column, reason, remedy)


READERS = (Reader(NAME, TITLE, "attendance", _take),)

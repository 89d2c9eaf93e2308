"""List of the documents of a 3GPP meeting, as the portal exports it: file -> rows."""

import re
from dataclasses import dataclass, replace

import pandas as pd

from engagement.sources.exchanged_dates import Verdict, exchange, is_open, verdict
from engagement.sources.reader import Reader, Rows, gone_wrong, tabular
from engagement.sources.shapes import Shape

NAME, TITLE, TABLE = "3gpp-tdocs", "3GPP TDoc list", "documents"
SHAPE = Shape(
    {
        "document": ("TDoc",),
        "meeting": ("meeting",),
        "title": ("Title",),
        "source": ("Source",),
        "type": ("Type",),
        "agenda_item": ("Agenda item",),
        "status": ("TDoc Status",),
        "reserved": ("Reservation date",),
        "uploaded": ("Uploaded",),
        "revised_to": ("Revised to",),
    },
    ("document", "source", "type", "status"),
)
LIST = tabular(NAME, TITLE, TABLE, SHAPE, lambda frame, _: frame)  # as printed
GROUPS = {
    "RP": "RAN", "R1": "RAN1", "R2": "RAN2", "R3": "RAN3", "R4": "RAN4", "R5": "RAN5", "R6": "RAN6",
    "SP": "SA", "S1": "SA1", "S2": "SA2", "S3": "SA3", "S4": "SA4", "S5": "SA5", "S6": "SA6",
    "CP": "CT", "C1": "CT1", "C3": "CT3", "C4": "CT4", "C6": "CT6", "GP": "GERAN",
}  # fmt: skip
AREAS = {"R": "RAN", "S": "SA", "C": "CT"}
NUMBERED = r"(?P<number>\d?){}(?P<meeting>\d+(?:bis|b)?(?:[-_]?e)?)(?![A-Za-z0-9])"
NAMES = [
    re.compile(rf"TSG_?(?P<area>[RSC]){NUMBERED.format('_')}", re.IGNORECASE),  # TSGR1_109-e
    re.compile(rf"(?P<area>RAN|SA|CT){NUMBERED.format('#')}", re.IGNORECASE),  # Meeting_RAN1#109-e
]
MEETING = re.compile(r"(\d+)(bis|b)?[-_ ]?(e)?", re.IGNORECASE)
SERIES = {
    "discussion": "contribution", "other": "contribution", "response": "contribution", "CR": "contribution",
    "draftCR": "contribution", "pCR": "contribution", "draft TS": "contribution", "draft TR": "contribution",
    "Work Plan": "contribution", "WID new": "contribution", "WID revised": "contribution", "SID new": "contribution",
    "SID revised": "contribution", "WI exception request": "contribution",
    "LS in": "liaison statement", "LS out": "liaison statement",
    "report": "report", "WI status report": "report", "WI summary": "report",
    "agenda": "other", "CR pack": "other", "ToR": "other", "TS or TR cover": "other",
}  # fmt: skip
OUTCOMES = {
    "agreed": "accepted", "approved": "accepted", "endorsed": "accepted", "conditionally agreed": "accepted",
    "conditionally approved": "accepted", "partially approved": "accepted", "technically endorsed": "accepted",
    "noted": "noted", "treated": "noted", "replied to": "noted", "revised": "revised",
    "reissued": "revised", "merged": "merged",
    "postponed": "postponed", "not concluded": "postponed", "rejected": "not accepted", "not pursued": "not accepted",
    "not treated": "not treated", "withdrawn": "withdrawn",
}  # fmt: skip
NO_OUTCOME = ("available", "reserved")
NOWHERE_NEAR, NEAR = 60, 30  # days from the middle of a meeting's dates
FEW = 20  # dates of a meeting that have no middle yet


@dataclass(frozen=True)
class Facts:
    """What the list as a whole tells.

    Attributes
    ----------
    group, meeting
        Those the name of the file gives, None where it gives none.
    day
        Field the date is taken from.
    dates
        Whether day and month of that column were exchanged.
    """

    group: str | None
    meeting: str | None
    day: str
    dates: Verdict


def named(file):
    """Group and meeting in the name of a file, None for what it does not tell.

    Examples
    --------
    >>> named("TDoc_List_TSGR1_109-e.xlsx"), named("TDoc_List_Meeting_SA2#150E.xlsx"), named("TSGC_95e.xlsx")
    (('RAN1', '109-e'), ('SA2', '150-e'), ('CT', '95-e'))
    >>> named("list.xlsx")
    (None, None)
    """
    for pattern in NAMES:
        if found := pattern.search(file):
            area = found["area"].upper()
            return AREAS.get(area, area) + found["number"], meeting_number(found["meeting"])
    return None, None


def meeting_number(printed):
    """The number of a meeting in one spelling.

    Examples
    --------
    >>> [meeting_number(printed) for printed in ("100_e", "84bis", "RAN1#104b-e", "AH 1801")]
    ['100-e', '84b', '104b-e', 'AH-1801']
    """
    number = printed.rsplit("#", 1)[-1].strip()
    found = MEETING.fullmatch(number)
    if not found:
        return re.sub(r"[\s_]+", "-", number)
    return f"{found[1]}{'b' if found[2] else ''}{'-e' if found[3] else ''}"


def _take(contents):
    """A claim to the file; what its rows mean is decided by the whole list, which is held as text for it."""
    claim = LIST.take(contents)
    if claim is None:
        return None
    parts = list(claim.read())
    whole = pd.concat([part.frame for part in parts], ignore_index=True)
    day = "uploaded" if "uploaded" in whole else "reserved"
    whole = whole.reindex(columns=[*SHAPE.fields, "row"]).astype(dict.fromkeys(SHAPE.fields, "string"))
    facts = Facts(*named(contents.opened.path.name), day, verdict(whole[day]))
    return replace(
        claim,
        read=lambda: (_converted(part, facts) for part in parts),
        notes=(*claim.notes, *filter(None, _notes(whole, facts))),
    )


def _converted(part, facts):
    rows, more = _convert(part.frame, facts)
    return Rows(rows, pd.concat([part.problems, more]), part.present)


def _convert(frame, facts):
    frame = frame.reindex(columns=[*SHAPE.fields, "sheet", "row"]).astype(dict.fromkeys(SHAPE.fields, "string"))
    group, day = _groups(frame["document"]), frame[facts.day]
    exchanged = is_open(day)
    rows = pd.DataFrame(
        {
            "body": "3gpp",
            "document_id": frame["document"],
            "revision": "0",
            "meeting_id": group + "-" + _meetings(frame["meeting"], group, facts),
            "group": group,
            "series": frame["type"].map(SERIES).fillna("other"),
            "title": frame["title"],
            "source_printed": frame["source"],
            "agenda_item": frame["agenda_item"],
            "date": day.mask(exchanged, exchange(day)) if facts.dates.decided == "exchanged" else day,
            "outcome": frame["status"].map(OUTCOMES),
            "outcome_printed": frame["status"],
            "replaced_by": frame["revised_to"].str.split(r"\s*[,;]\s*", regex=True).str[0],
            "sheet": frame["sheet"],
            "row": frame["row"],
        }
    )
    unknown = gone_wrong(
        rows, frame["document"].notna() & group.isna(), "document_id", "begins with no group of 3GPP that is known",
        "write the number as R1-2203010, S2-2200001 or CP-220001",
    )  # fmt: skip
    undecided = gone_wrong(
        rows, exchanged & (facts.dates.decided == "open"), "date",
        "may have day and month exchanged, and the list does not decide",
        "export the list again, and do not open it in a spreadsheet before",
    )  # fmt: skip
    return rows, pd.concat([unknown, undecided])


def _groups(documents):
    numbered = documents.str.match(r"[A-Z][A-Z0-9]-\S+$")
    return documents.str.slice(0, 2).where(numbered.fillna(False)).map(GROUPS).astype("string")


def _meetings(printed, group, facts):
    """The number of each row's meeting: its own, or that of the file where the file is the group's."""
    numbers = printed.map({one: meeting_number(one) for one in printed.dropna().unique()}).astype("string")
    if facts.meeting is None:
        return numbers
    return numbers.fillna(pd.Series(facts.meeting, index=printed.index).where(group == facts.group))


def _notes(whole, facts):
    """What a user should know of the list, counted in it."""
    groups = _groups(whole["document"]).dropna().unique()
    if facts.meeting is None and whole["meeting"].isna().all():
        yield "the name of the file tells no meeting, write it as TDoc_List_TSGR1_109-e.xlsx to have it in the table"
    elif facts.group and facts.group not in groups:
        of = ", ".join(groups)
        yield f"the file is named after {facts.group}, its documents are of {of}: no meeting is taken from the name"
    yield facts.dates.said("Uploaded" if facts.day == "uploaded" else "Reservation date")
    undated = int(whole[facts.day].isna().sum())
    if facts.day == "reserved":
        yield "there is no column Uploaded, dates are those on which numbers were reserved"
    elif undated:
        yield f"{undated:,} documents were never uploaded and have no date"
    if facts.dates.decided == "kept":
        yield _far(whole, facts.day)
    yield _unknown(whole["type"], SERIES, "types that are not known, taken as the series 'other'")
    yield _unknown(
        whole["status"],
        {**OUTCOMES, **dict.fromkeys(NO_OUTCOME)},
        "status words that are not known, without an outcome",
    )
    open_still = int(whole["status"].isin(NO_OUTCOME).sum())
    if open_still:
        yield f"{open_still:,} documents are marked {' or '.join(NO_OUTCOME)}, which is no outcome"
    several = int(whole["revised_to"].str.contains(r"[,;]").sum())
    if several:
        yield f"{several:,} documents were revised into several, the first of them is kept"


def _unknown(words, known, said):
    left = words[words.notna() & ~words.isin(list(known))]
    return f"{len(left):,} rows have {said}: {', '.join(sorted(left.unique())[:10])}" if len(left) else ""


def _far(whole, field):
    """Dates far from those of their meeting that were near if day and month were exchanged: told, and kept."""
    dated = whole[whole[field].str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(False)]
    day = pd.to_datetime(dated[field], errors="coerce")
    other = pd.to_datetime(exchange(dated[field]).where(is_open(dated[field])), errors="coerce")
    by_meeting = day.groupby(dated["meeting"].fillna(""))
    middle = by_meeting.transform("median").where(by_meeting.transform("size") >= FEW)
    far = dated[((day - middle).abs().dt.days > NOWHERE_NEAR) & ((other - middle).abs().dt.days <= NEAR)]
    if far.empty:
        return ""
    first = far.iloc[0]
    return (
        f"{len(far):,} dates are far from the others of their meeting and would be near with day and month exchanged, "
        f"they are kept as printed: {first[field]} in row {first['row']} is the first"
    )


READERS = (Reader(NAME, TITLE, TABLE, _take),)

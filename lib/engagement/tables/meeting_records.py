"""Tables filled from files: meetings, documents submitted to them, who came, and who leads."""

from engagement.tables.definition import choice, date, text, whole
from engagement.tables.record_columns import (
    ENDS_FIRST,
    IN_COUNTRY,
    PERSON,
    PRINTED,
    WITHIN,
    country,
    group,
    period,
    questions,
    words,
)
from engagement.tables.records import Listing, record

MEETING_KINDS = {
    "plenary": "meeting of a whole group",
    "working party": "working party meeting between plenaries",
    "rapporteur group": "meeting of the experts of a Question, or of several",
    "joint": "meeting with another organization",
}
MODES = ("physical", "hybrid", "virtual")
SERIES = {
    "contribution": "document by members (C)",
    "temporary document": "TD of a meeting",
    "report": "report of a meeting (R)",
    "liaison statement": "letter from or to another body (LS)",
    "circular": "letter of the bureau",
    "other": "any other document",
}
OUTCOMES = {
    "accepted": "agreed, approved or endorsed, also in part",
    "noted": "presented or read, without a decision in its favour",
    "revised": "replaced by a later document",
    "merged": "taken up in another document",
    "postponed": "put off to a later meeting",
    "not accepted": "rejected or not pursued",
    "not treated": "not taken up",
    "withdrawn": "taken back by its source",
}
PRESENCE = {
    "on site": "came to the place",
    "remote": "took part from elsewhere",
    "attended": "took part, the list does not say where",
    "registered only": "registered; the list does not say, or denies, that the person came",
}
ROLES = (
    "chair", "vice-chair", "working party chair", "working party vice-chair", "rapporteur", "associate rapporteur",
    "liaison rapporteur", "editor", "regional group chair", "JCA chair", "other",
)  # fmt: skip

MEETINGS = record(
    "meetings",
    "meeting of a group or a part of one",
    {
        "meeting_id": text("group, part where there is one, and first day: SG13-2024-07-15, SG15-WP1-2024-10-01"),
        "group": group(),
        "kind": words("kind of meeting", MEETING_KINDS),
        "part": text("working party or Questions that met: WP1/15, Q5/13", nullable=True),
        "joint_with": text("other organizations of a joint meeting, parted by '; '", nullable=True),
        "period": period(),
        "start": date("first day", nullable=True),
        "end": date("last day", nullable=True),
        "place": text("city as printed", nullable=True),
        "mode": choice("way of meeting", MODES, nullable=True),
    },
    ["meeting_id"],
    {"body": "itu-t", "meeting_id": "SG13-2024-07-15", "group": "SG13", "kind": "plenary", "period": "T22",
     "start": "2024-07-15", "end": "2024-07-26", "place": "Geneva", "mode": "hybrid"},
    rules=ENDS_FIRST,
    references=WITHIN,
)  # fmt: skip
DOCUMENTS = record(
    "documents",
    "revision of a document",
    {
        "document_id": text("identifier without revision: T22-SG13-C-0123, R1-2203010"),
        "revision": whole("number of the revision, 0 for the first issue", 0, 1000),
        "meeting_id": text("meeting it was submitted to", nullable=True),
        "group": group(),
        "period": period(),
        "series": words("series", SERIES),
        "title": text("title as printed", nullable=True),
        "source_printed": text("sources as printed", nullable=True),
        "questions": questions(),
        "agenda_item": text("item of the agenda", nullable=True),
        "date": date("day it was submitted or posted", nullable=True),
        "outcome": words("what became of it", OUTCOMES, nullable=True),
        "outcome_printed": text("the same as printed", nullable=True),
        "replaced_by": text("document that replaced it, where it is another", nullable=True),
    },
    ["document_id"],
    {"body": "itu-t", "document_id": "T22-SG13-C-0123", "revision": "1", "meeting_id": "SG13-2024-07-15",
     "group": "SG13", "period": "T22", "series": "contribution", "title": "Proposal for the scope of Y.example",
     "source_printed": "Example Telecom; Example Systems", "questions": "16/13; 20/13", "date": "2024-07-02",
     "outcome": "accepted"},
    revision="revision",
    replaced_by="replaced_by",
    references=WITHIN,
    listings=[
        Listing("document_sources", "source_printed", ("organization_printed", "role_printed"), "names"),
        Listing("document_questions", "questions", ("question",)),
    ],
)  # fmt: skip
ATTENDANCE = record(
    "attendance",
    "person on the list of participants of a meeting",
    {
        "meeting_id": text("meeting"),
        "person": text(PERSON, nullable=True),
        "organization_printed": text(PRINTED, nullable=True),
        "country": country("the list gives the person"),
        "presence": words("how the person took part", PRESENCE),
    },
    ["meeting_id", "person"],
    {"body": "itu-t", "meeting_id": "SG13-2024-07-15", "person": "p-0001", "organization_printed": "Example Telecom",
     "country": "CH", "presence": "on site"},
    known_by="person",
    references=IN_COUNTRY,
)  # fmt: skip
SEATS = record(
    "roles",
    "seat somebody holds",
    {
        "role": choice("role", ROLES),
        "role_printed": text("role as printed", nullable=True),
        "group": group(),
        "scope": text("working party or Question the role is for: WP1/15, 5/13", nullable=True),
        "period": period(),
        "person": text(PERSON, nullable=True),
        "organization_printed": text(PRINTED, nullable=True),
        "country": country("of the person or the organization, as the list has it"),
        "start": date("first day, where known", nullable=True),
        "end": date("last day, where known", nullable=True),
    },
    ["role", "group", "scope", "period", "person"],
    {"body": "itu-t", "role": "rapporteur", "group": "SG13", "scope": "16/13", "period": "T22", "person": "p-0001",
     "organization_printed": "Example Telecom", "country": "CH", "start": "2022-03-10"},
    known_by="person",
    rules=ENDS_FIRST,
    references=WITHIN | IN_COUNTRY,
)  # fmt: skip

"""The tables a statistician's files become: meetings, documents, attendance, roles, work items and what follows."""

import pandas as pd
import pandera.pandas as pa

from engagement.tables.definition import choice, count, date, number, text, whole
from engagement.tables.records import Listing, listed, record

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
MEMBER_KINDS = {
    "Member State": "administration of a State",
    "ROA": "recognized operating agency",
    "SIO": "scientific or industrial organization",
    "other entity": "other entity dealing with telecommunication matters",
    "regional or international organization": "organization of States or of others",
    "Associate": "takes part in the work of one study group",
    "Academia": "university or research institute admitted as such",
    "small company": "company admitted at a reduced fee",
    "not a member": "takes part otherwise",
}
PROCESSES = {"AAP": "alternative approval process", "TAP": "traditional approval process", "agreement": "agreed text"}
STAGES = {
    "registered": "new work item agreed",
    "under study": "being drafted",
    "consented": "AAP started",
    "determined": "TAP started",
    "last call": "AAP last call",
    "additional review": "AAP additional review",
    "approved": "approved or agreed",
    "deleted": "discontinued",
}
PUBLICATION_KINDS = (
    "recommendation", "amendment", "supplement", "corrigendum", "annex", "erratum", "implementers guide",
    "technical paper", "rfc", "specification", "other",
)  # fmt: skip
OPTIONS = {
    "2.1": "licences free of charge",
    "2.2": "licences on reasonable and non-discriminatory terms",
    "2.3": "no licences of either kind",
}

GROUP = "study group or TSAG for ITU-T (SG13), working group elsewhere"
PERSON = "pseudonym of the person, made from the name with a key that stays on this machine; no name is kept"
PRINTED = "organization as printed"
COUNTRY = pa.Check.str_matches(r"^[A-Z]{2}$")
PERIOD = pa.Check.str_matches(r"^T\d\d$")
QUESTIONS = pa.Check.str_matches(r"^[0-9A-Z]+/\d{1,2}(; [0-9A-Z]+/\d{1,2})*$")
_STEP = rf"\d{{4}}-\d{{2}}-\d{{2}} ({'|'.join(STAGES)})"
HISTORY = pa.Check.str_matches(rf"^{_STEP}(; {_STEP})*$")
WITHIN = {"group": ("study_groups", "group"), "period": ("study_periods", "period")}
IN_COUNTRY = {"country": ("countries", "iso2")}
ENDS_FIRST = {"ends before it starts": lambda rows: rows["end"] < rows["start"]}


def _impossible_days(rows):
    """Rows whose history names a day that the calendar has not, or that no table can hold."""
    days = rows["history"].dropna().str.findall(r"\d{4}-\d{2}-\d{2}").explode()
    read = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
    wrong = days[~read.between(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-12-31"))]
    return pd.Series(rows.index.isin(wrong.index), index=rows.index)


def country(whose):
    """A column with the code of a country."""
    return text(f"country {whose}, ISO 3166-1 alpha-2; NA is Namibia", COUNTRY, nullable=True)


def words(meaning, allowed, **options):
    """A choice whose words are explained in the description."""
    return choice(f"{meaning} ({'; '.join(f'{word}: {sense}' for word, sense in allowed.items())})", allowed, **options)


def questions():
    """The Questions a row is about."""
    return text("Questions, number/group, parted by '; '; ALL/13 is all of them", QUESTIONS, nullable=True)


def group():
    """The group a row belongs to."""
    return text(GROUP, nullable=True)


def period():
    """The study period a row belongs to."""
    return text("study period of ITU-T; from the date where the file does not say", PERIOD, nullable=True)


ORGANIZATIONS = record(
    "organizations",
    "organization under its identifier",
    {
        "organization_id": text("identifier, small letters and hyphens", pa.Check.str_matches(r"^[a-z0-9][a-z0-9-]*$")),
        "name": text("name to print"),
        "kind": words("kind of member", MEMBER_KINDS, nullable=True),
        "country": country("of the seat"),
    },
    ["organization_id"],
    {"body": "itu-t", "organization_id": "example-telecom", "name": "Example Telecom", "kind": "ROA", "country": "CH"},
    references=IN_COUNTRY,
)
ORGANIZATION_NAMES = record(
    "organization_names",
    "spelling of an organization's name in any of the tables",
    {
        "name_printed": text("name as printed"),
        "organization_id": text("organization it stands for, where somebody said so", nullable=True),
        "evidence": text("why it stands for that organization", nullable=True),
        "mentions": count("records that print it", "records", 10**9),
    },
    ["name_printed"],
    {"body": "itu-t", "name_printed": "Example Telecom S.A.", "organization_id": "example-telecom",
     "evidence": "imprint of its site"},
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
WORK_ITEMS = record(
    "work_items",
    "item of a work programme",
    {
        "work_item_id": text("name of the item: Y.example"),
        "group": group(),
        "period": period(),
        "questions": questions(),
        "title": text("subject or title", nullable=True),
        "process": words("approval process", PROCESSES, nullable=True),
        "stage": words("where it stands", STAGES, nullable=True),
        "stage_printed": text("the same as printed", nullable=True),
        "priority": text("priority as printed", nullable=True),
        "registered": date("day it was agreed as new work", nullable=True),
        "target": date("day, or first day of the month, it is to be consented or determined", nullable=True),
        "updated": date("day of its last update", nullable=True),
        "history": text(
            "dates and stages, parted by '; ': 2022-07-08 registered; 2024-03-15 consented", HISTORY, nullable=True
        ),
        "editors_printed": text("organizations of the editors as printed", nullable=True),
        "supporters_printed": text("supporting members as printed", nullable=True),
    },
    ["work_item_id", "group"],
    {"body": "itu-t", "work_item_id": "Y.example", "group": "SG13", "period": "T22", "questions": "16/13",
     "title": "Framework of examples", "process": "AAP", "stage": "under study", "registered": "2022-07-08",
     "target": "2024-11-01", "history": "2022-07-08 registered", "editors_printed": "Example Telecom",
     "supporters_printed": "Example Telecom; Example Systems"},
    rules={"its history names a day that does not exist": _impossible_days},
    references=WITHIN,
    listings=[
        Listing("work_item_organizations", "editors_printed", ("organization_printed", "role_printed"), "names",
                {"part": "editor"}),
        Listing("work_item_organizations", "supporters_printed", ("organization_printed", "role_printed"), "names",
                {"part": "supporter"}),
        Listing("work_item_stages", "history", ("date", "stage"), "dated"),
        Listing("work_item_questions", "questions", ("question",)),
    ],
)  # fmt: skip
PUBLICATIONS = record(
    "publications",
    "edition of a Recommendation, or of an amendment, supplement, corrigendum or other text",
    {
        "publication_id": text("identifier as printed, with its date: ITU-T X.509 (10/2019)"),
        "recommendation": text("number without date, amendment or corrigendum: X.509", nullable=True),
        "series": text("letter of the series", nullable=True),
        "kind": choice("what it is", PUBLICATION_KINDS),
        "published": date("date of the edition", nullable=True),
        "status": choice("in force or withdrawn, as the catalogue says", ("Published", "Withdrawal"), nullable=True),
        "owner": text("group that owns the text today, as the catalogue says", nullable=True),
        "owner_then": text("group that owned it on its date, by the table recommendation_series", nullable=True),
        "title": text("title, where the catalogue has one", nullable=True),
    },
    ["publication_id"],
    {"body": "itu-t", "publication_id": "ITU-T Y.3001 (05/2011)", "recommendation": "Y.3001", "series": "Y",
     "kind": "recommendation", "published": "2011-05-20", "status": "Published", "owner": "SG13",
     "title": "Future networks"},
)  # fmt: skip
VALUE_INDICATORS = record(
    "value_indicators",
    "value of an indicator for a text",
    {
        "publication": text("Recommendation, with its date where one edition is meant"),
        "indicator": text("what is measured: citations, downloads, products conforming …"),
        "date": date("day the value stands for", nullable=True),
        "value": number("the value, see unit", -1e15, 1e15),
        "unit": text("unit of the value"),
    },
    ["publication", "indicator", "date"],
    {"body": "itu-t", "publication": "Y.3001", "indicator": "downloads", "date": "2023-12-31", "value": "1200",
     "unit": "downloads per year"},
)  # fmt: skip
PATENT_STATEMENTS = record(
    "patent_statements",
    "statement on patents for a Recommendation",
    {
        "recommendation": text("number of the Recommendation or name of the draft"),
        "organization_printed": text(PRINTED),
        "option": words("what is declared", OPTIONS, nullable=True),
        "date": date("day of the statement", nullable=True),
        "country": country("of the organization, as printed"),
    },
    ["recommendation", "organization_printed", "option", "date"],
    {"body": "itu-t", "recommendation": "H.265", "organization_printed": "Example Systems", "option": "2.2",
     "date": "2013-04-13", "country": "CH"},
    references=IN_COUNTRY,
)  # fmt: skip
PRIORITIES = record(
    "priorities",
    "priority that executives name",
    {
        "occasion": text("meeting or letter in which it is named"),
        "theme": text("priority, in a few words"),
        "date": date("day it was named", nullable=True),
        "place": text("place as printed", nullable=True),
    },
    ["occasion", "theme"],
    {"body": "itu-t", "occasion": "CxO roundtable, Dubai", "theme": "quantum networks", "date": "2023-12-06",
     "place": "Dubai"},
)  # fmt: skip
MEMBERSHIPS = record(
    "memberships",
    "membership of an organization",
    {
        "organization_printed": text(PRINTED),
        "kind": words("kind of member", MEMBER_KINDS),
        "group": text("study group an Associate works in", nullable=True),
        "country": country("of the member"),
        "start": date("first day, where known", nullable=True),
        "end": date("last day; empty while it lasts", nullable=True),
    },
    ["organization_printed", "kind", "group", "start"],
    {"body": "itu-t", "organization_printed": "Example Systems", "kind": "Associate", "group": "SG13", "country": "CH",
     "start": "2021-01-01"},
    rules=ENDS_FIRST,
    references={"group": ("study_groups", "group")} | IN_COUNTRY,
)  # fmt: skip

_NAMED = {
    "organization_printed": text(PRINTED),
    "role_printed": text("what the source adds in parentheses: Rapporteur, Editor …", nullable=True),
}
_DOCUMENT = {"document_id": text("document"), "revision": whole("its revision", 0, 1000)}
_ITEM = {"work_item_id": text("work item"), "group": group()}
_QUESTION = {"question": text("Question, number/group; ALL/13 is all of them")}
LISTS = [
    listed("document_sources", "organization among the sources of a document", _DOCUMENT, _NAMED),
    listed("document_questions", "Question a document is for", _DOCUMENT, _QUESTION),
    listed(
        "work_item_organizations",
        "organization behind a work item",
        _ITEM,
        _NAMED | {"part": choice("as whose organization it is named", ("editor", "supporter"))},
    ),
    listed("work_item_questions", "Question a work item belongs to", _ITEM, _QUESTION),
    listed(
        "work_item_stages",
        "stage a work item reached",
        _ITEM,
        {"date": date("day it was reached"), "stage": choice("stage", STAGES)},
    ),
]
RECORDS = [
    ORGANIZATIONS, ORGANIZATION_NAMES, MEETINGS, DOCUMENTS, ATTENDANCE, SEATS, WORK_ITEMS, PUBLICATIONS,
    VALUE_INDICATORS, PATENT_STATEMENTS, PRIORITIES, MEMBERSHIPS,
]  # fmt: skip
TABLES = [*RECORDS, *LISTS]

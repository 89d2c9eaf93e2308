"""The tables that the files people drop in become, and those with a row for each thing such a row names."""

from engagement.tables.definition import choice, date, text, whole
from engagement.tables.meeting_records import ATTENDANCE, DOCUMENTS, MEETINGS, SEATS
from engagement.tables.member_records import MEMBERSHIPS, ORGANIZATION_NAMES, ORGANIZATIONS
from engagement.tables.record_columns import PRINTED, group
from engagement.tables.records import listed
from engagement.tables.work_records import (
    PATENT_STATEMENTS,
    PRIORITIES,
    PUBLICATIONS,
    STAGES,
    VALUE_INDICATORS,
    WORK_ITEMS,
)

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

"""Lists of participants known to be cut off: a meeting on them looks smaller than it was."""

from engagement.tables.definition import choice, text, whole
from engagement.tables.records import BODIES
from engagement.tables.reference import reference

CUT_LISTS = {
    "body": choice("standards body", BODIES),
    "meeting_id": text("meeting, as in the table attendance"),
    "rows": whole("rows at which the list ends; with another number of rows it is not the one that is cut", 1, 10**7),
    "evidence": text("how it is known that the list is cut"),
}

TABLES = [
    reference("cut_lists", "list of participants known to be cut off", CUT_LISTS, ["body", "meeting_id"]),
]

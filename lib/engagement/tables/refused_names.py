"""A table edited by hand or through a worklist: names and organizations that look alike and are not one."""

from engagement.tables.definition import date, text
from engagement.tables.known_organizations import IDENTIFIER, KNOWN, ORIGIN
from engagement.tables.reference import evidence, reference

REFUSED_NAMES = {
    "name": text("name as printed"),
    "organization_id": text("organization it does not stand for", IDENTIFIER),
    "evidence": evidence(),
    "decided_on": date("day it was decided"),
}
TABLES = [
    reference(
        "refused_names",
        "name and organization that were found not to be one",
        REFUSED_NAMES,
        ["name", "organization_id"],
        {"organization_id": KNOWN},
        ORIGIN,
    )
]

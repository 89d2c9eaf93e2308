"""Tables filled from files: organizations, their names and memberships."""

import pandera.pandas as pa

from engagement.tables.definition import count, date, text
from engagement.tables.record_columns import ENDS_FIRST, IN_COUNTRY, PRINTED, country, words
from engagement.tables.records import record

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

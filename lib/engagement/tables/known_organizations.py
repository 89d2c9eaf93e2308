"""Tables edited by hand: organizations under one identifier each, the names they are printed by, who owns whom."""

import pandera.pandas as pa

from engagement.tables.definition import choice, date, text
from engagement.tables.member_records import MEMBER_KINDS
from engagement.tables.reference import ALL_KINDS, KINDS, evidence, reference, verified, words

SECTORS = {
    "operator": "carries telecommunication or Internet traffic for others",
    "vendor": "makes equipment for networks",
    "semiconductor": "makes or designs chips",
    "device": "makes telephones, computers and what else people hold, or lives on licences for it",
    "software and internet": "makes software, runs services or registries for profit",
    "satellite and broadcast": "runs satellites, radio or television",
    "utility and vertical": "uses networks in another trade: energy, cars, aircraft, defence, banks",
    "testing and certification": "makes test equipment, tests or certifies",
    "consultancy": "advises",
    "research": "institute or research network",
    "academia": "university",
    "government": "state and what belongs to it",
    "standards and associations": "keeps standards, names and numbers, or speaks for a trade or a cause",
    "other": "none of these",
}
RELATIONS = {
    "subsidiary of": "the other firm controls it, or it is an institute of the other",
    "merged into": "the other took it up",
    "renamed to": "the same organization goes on under the other name",
    "joint venture of": "held with others; the parent is the one that leads or consolidates it",
}
PRECISIONS = {"day": "to the day", "month": "to the month", "year": "to the year"}
IDENTIFIER = pa.Check.str_matches(r"^[a-z0-9][a-z0-9-]*$")
KNOWN = ("known_organizations", "organization_id")
OWN_PARENT = {"an organization cannot be its own parent": lambda rows: rows["organization_id"] == rows["parent_id"]}
ENDS_FIRST = {"ends before it starts": lambda rows: rows["to_date"] < rows["from_date"]}
ORIGIN = (
    "judged by this project; kinds and countries compared with organization_categories.csv of datactive/bigbang (MIT), "
    "names with the sources of 3GPP RAN1, IETF registrations, RFC authors and ITU-T lists"
)

KNOWN_ORGANIZATIONS = {
    "organization_id": text("identifier, small letters, digits and hyphens; it never changes", IDENTIFIER, unique=True),
    "name": text("name it is usually printed by"),
    "kind": choice(words("kind of organization", KINDS), KINDS),
    "member_kind": choice(
        words("kind of ITU member, where known; of a ministry or regulator: it speaks for a State", MEMBER_KINDS),
        MEMBER_KINDS,
        nullable=True,
    ),
    "sector": choice(words("line of business", SECTORS), SECTORS),
    "country": text(
        "country of the seat, ISO 3166-1 alpha-2; NA is Namibia", pa.Check.str_matches(r"^[A-Z]{2}$"), nullable=True
    ),
    "verified": verified("country, and what evidence says of the rest, agree with a source other than memory"),
    "evidence": evidence(),
}
KNOWN_NAMES = {
    "name": text("name as printed", unique=True),
    "organization_id": text("organization it stands for", IDENTIFIER),
    "evidence": evidence(),
    "decided_on": date("day it was decided"),
}
OWNERSHIP = {
    "organization_id": text("organization that belongs to another", IDENTIFIER),
    "parent_id": text("organization it belongs to", IDENTIFIER),
    "relation": choice(words("how", RELATIONS), RELATIONS),
    "from_date": date("first day; empty where it was so before any record", nullable=True),
    "to_date": date("last day; empty where it is still so", nullable=True),
    "date_precision": choice(words("how exact the dates are", PRECISIONS), PRECISIONS),
    "verified": verified("relation and dates, to their precision, agree with a source other than memory"),
    "evidence": evidence(),
}
MEMBERS = {
    "member_kind": choice(words("kind of member", MEMBER_KINDS), MEMBER_KINDS, unique=True),
    "kind": choice(words("kind of organization it is counted as where nothing else is known", ALL_KINDS), ALL_KINDS),
    "reason": text("why"),
}

TABLES = [
    reference(
        "known_organizations",
        "organization whose names somebody checked",
        KNOWN_ORGANIZATIONS,
        ["organization_id"],
        {"country": ("countries", "iso2")},
        ORIGIN,
        "as the project; facts from an MIT list",
        "organizations",
    ),
    reference(
        "known_names",
        "name by which an organization is printed, other than its usual one",
        KNOWN_NAMES,
        ["name"],
        {"organization_id": KNOWN},
        ORIGIN,
        "as the project; facts from an MIT list",
        "aliases",
    ),
    reference(
        "organization_ownership",
        "time during which an organization belonged to another",
        OWNERSHIP,
        ["organization_id", "from_date"],
        {"organization_id": KNOWN, "parent_id": KNOWN},
        rules=OWN_PARENT | ENDS_FIRST,
    ),
    reference(
        "member_kinds", "kind of ITU member and the kind of organization it is counted as", MEMBERS, ["member_kind"]
    ),
]

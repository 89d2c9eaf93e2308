"""Published facts beside meetings: leadership, Questions, figures, executives' priorities, other SDOs."""

import pandera.pandas as pa

from engagement.tables import published_meetings
from engagement.tables.definition import Table, choice, date, flag, number, schema, text, whole
from engagement.tables.published_meetings import (
    COLUMN_NAMES,
    COUNTRIES,
    COUNTRY,
    DATE_STATUSES,
    DERIVED,
    GROUP,
    GROUPS,
    IN_PERIOD,
    KEY,
    LICENCE,
    PERIOD,
    PRECISIONS,
    QUALIFIERS,
    SHORT,
    overwritten,
    qualifier,
    remark,
    source,
    vocabulary,
)

ROLES = {
    "chair": "chair of the group",
    "vice-chair": "vice-chair of the group",
    "working party chair": "chair or co-chair of a working party",
    "working party vice-chair": "vice-chair of a working party",
    "working party chair or vice-chair": "one of the two, the source does not say which",
    "rapporteur": "rapporteur or co-rapporteur of a Question or rapporteur group",
    "acting rapporteur": "rapporteur or co-rapporteur for the time being",
    "associate rapporteur": "associate rapporteur of a Question",
    "liaison rapporteur": "speaks for the group in another body",
    "regional group chair": "chair of a regional group of a study group",
    "JCA chair": "chair of a joint coordination activity",
    "mentor": "mentor of delegates",
}
CERTAINTY = {"same": "there is only one such seat", "possible": "the other row may be another seat"}
STATUSES = {
    "current": "under study in this period",
    "discontinued": "printed as discontinued",
    "draft": "draft of a new Question",
}
UNSTATED = {**PRECISIONS, "not stated": "no date in the row"}
SPANS = {
    **PRECISIONS,
    "study period": "a whole study period",
    "event": "an assembly by its name, without a date",
    "not stated": "no date, or too vague for one",
}
OTHER_QUALIFIERS = {**QUALIFIERS, "range": "printed as a range", "in words": "printed in words only"}
QUESTION = pa.Check.str_matches(r"^[0-9A-Z]+/\d{1,2}$")
ORGANIZATION = "organization as printed, in its script, sometimes with a translation in parentheses"

LEADERSHIP = {
    "seat_id": text("number of the row", KEY, unique=True),
    "group": text("study group, TSAG, SCV or regional group", GROUP, nullable=True),
    "group_stated": flag("false where the source names no group"),
    "period": text("study period", PERIOD),
    "role": choice(vocabulary("role", ROLES), ROLES),
    "role_printed": text("role as recorded, where our word says something else", nullable=True),
    "scope": text("working party, Question or body the role is for, as recorded", nullable=True),
    "question": text("Question, number/group", QUESTION, nullable=True),
    "working_party": text("working party, number/group", nullable=True),
    "organization_printed": text(ORGANIZATION, nullable=True),
    "organization_is_domain": flag("true where only the domain of an e-mail address is known"),
    "country_printed": text("country as printed", nullable=True),
    "country": text("country, ISO 3166-1 alpha-2; Korea: the Republic of Korea", COUNTRY, nullable=True),
    "repeats": text("seat_id of an earlier row that states this seat, or may state it", KEY, nullable=True),
    "repeat_certainty": choice(vocabulary("how sure the repetition is", CERTAINTY), CERTAINTY, nullable=True),
    "remark": remark(),
    "source": source(),
    "source_overwritten": overwritten(),
}
QUESTIONS = {
    "group": text("study group", GROUP),
    "period": text("study period", PERIOD),
    "question": text("Question, number/group; letters are proposals for the next period", QUESTION),
    "occurrence": whole("2 where the Question stands in a second source: count occurrence 1 only", 1, 9),
    "title": text("title as printed", pa.Check.str_length(max_value=400)),
    "status": choice(vocabulary("status in this period", STATUSES), STATUSES),
    "working_party": text("working party or other part as printed; PLEN: the plenary", nullable=True),
    "remark": remark(),
    "source": source(),
}
FIGURES = {
    "figure_id": text("number of the row", KEY, unique=True),
    "indicator": text("what is measured", SHORT),
    "entity": text("whom or what it is measured of, as recorded"),
    "group": text("study group or TSAG named by the row", GROUP, nullable=True),
    "question": text("Question named by the row, number/group", QUESTION, nullable=True),
    "period_printed": text("time as recorded"),
    "start": date("first day of the time stated", nullable=True),
    "end": date("last day of the time stated", nullable=True),
    "date_precision": choice(vocabulary("what is known of the time", SPANS), SPANS),
    "value": number("the figure, see unit", 0, 1e7, nullable=True),
    "qualifier": qualifier("value"),
    "unit": text("unit of value"),
    "derived": text(DERIVED, COLUMN_NAMES, nullable=True),
    "duplicate_of": text("figure_id of a row with the same figure: never sum both", KEY, nullable=True),
    "remark": remark(),
    "source": source(),
    "source_overwritten": overwritten(),
}
EXECUTIVE_MEETING_COMPANIES = {
    "meeting": text("meeting of executives, as recorded"),
    "date": date("first day of what is known", nullable=True),
    "date_precision": choice(vocabulary("what is known of the date", UNSTATED), UNSTATED),
    "organization_printed": text(ORGANIZATION),
    "remark": remark(),
    "source": source(),
}
ACTIVE_ORGANIZATIONS = {
    "group": text("study group", GROUP),
    "period": text("study period", PERIOD),
    "organization_printed": text(ORGANIZATION + ", with the country in parentheses"),
    "country": text("country in parentheses, ISO 3166-1 alpha-2", COUNTRY, nullable=True),
    "source": source(),
}
PRIORITIES = {
    "priority_id": text("number of the row", KEY, unique=True),
    "meeting": text("meeting as named by the source"),
    "occasion": text("date and city: rows with the same one are taken as one meeting"),
    "date": date("first day of what is known", nullable=True),
    "date_precision": choice(vocabulary("what is known of the date", UNSTATED), UNSTATED),
    "date_status": choice(vocabulary("standing of the date", DATE_STATUSES), DATE_STATUSES),
    "place": text("place as printed", nullable=True),
    "theme": text("priority, in a few words; empty where only the meeting is known", SHORT, nullable=True),
    "remark": remark(),
    "source": source(),
}
OTHER_SDOS = {
    "other_id": text("number of the row", KEY, unique=True),
    "sdo": text("standards organization"),
    "year": whole("first year stated", 1980, 2030, unit="year", nullable=True),
    "date_printed": text("date or occasion as recorded", nullable=True),
    "indicator": text("what is measured", SHORT),
    "value": number("the figure, see unit", 0, 1e6, nullable=True),
    "value_low": number("lower end of a range", 0, 1e6, nullable=True),
    "value_high": number("upper end of a range", 0, 1e6, nullable=True),
    "qualifier": qualifier("the figure", OTHER_QUALIFIERS),
    "unit": text("unit of value"),
    "remark": remark(),
    "source": source(),
}

ITU_PAGES = "pages of ITU, its members and the press"


def published(name, row, columns, key, origin=ITU_PAGES, **references):
    """A table of published facts under ``published/``."""
    file = f"published/{name}.csv"
    return Table(name, file, row, "published", origin, LICENCE, schema(columns, key), references=references)


TABLES = [
    *published_meetings.TABLES,
    published(
        "leadership",
        "printed statement of a seat, no names",
        LEADERSHIP,
        ["seat_id"],
        **IN_PERIOD,
        country=COUNTRIES,
        repeats=("leadership", "seat_id"),
    ),
    published(
        "questions",
        "printed statement of a Question in a study period",
        QUESTIONS,
        ["group", "period", "question", "occurrence"],
        **IN_PERIOD,
    ),
    published(
        "figures",
        "other published figure about ITU-T",
        FIGURES,
        ["figure_id"],
        group=GROUPS,
        duplicate_of=("figures", "figure_id"),
    ),
    published(
        "executive_meeting_companies",
        "company named as present at a meeting of executives; the lists may be incomplete",
        EXECUTIVE_MEETING_COMPANIES,
        ["meeting", "date", "organization_printed"],
    ),
    published(
        "active_organizations",
        "organization named as an example of those active in a study group",
        ACTIVE_ORGANIZATIONS,
        ["group", "period", "organization_printed"],
        **IN_PERIOD,
        country=COUNTRIES,
    ),
    published("executive_priorities", "priority of a meeting of executives", PRIORITIES, ["priority_id"]),
    published(
        "other_sdos",
        "published figure about another standards organization",
        OTHER_SDOS,
        ["other_id"],
        "pages of the organizations, their members and the press",
    ),
]

"""Published figures of meetings: study groups, TSAG, working parties, rapporteur groups, joint meetings."""

import pandera.pandas as pa

from engagement.tables.definition import Table, choice, count, date, flag, number, schema, text, whole

LICENCE = (
    "facts and figures typed from public pages, each row names its source; "
    "no text of a source is reproduced; the pages themselves stay under the terms of their publishers"
)
QUALIFIERS = {
    "exact": "printed as a plain figure",
    "about": "printed as about, around, some or approximately",
    "more than": "printed as more than or over",
    "nearly": "printed as nearly or almost",
    "up to": "printed as up to, the most at one time",
}
PRECISIONS = {"day": "day stated", "month": "only month stated", "year": "only year stated"}
DATE_STATUSES = {"held": "reported after the meeting", "announced": "from an invitation, unconfirmed"}
COUNTED = {
    "attending": "said to attend or take part, without saying whether on site or remotely",
    "registered": "registered, which may be more than attended",
    "on site and remote": "on site and remote together, as stated or as printed side by side",
    "on site": "a meeting in person, or those at the place only",
    "remote only": "a virtual meeting: all took part remotely",
}
JOINT_COUNTED = {**COUNTED, "counted from list": "counted from a printed list of participants"}
MEETING_KINDS = {
    "SG": "plenary of a study group",
    "TSAG": "meeting of the advisory group",
    "WP": "working party meeting between plenaries, or of several working parties on one day",
    "RGM": "co-located meetings of rapporteur groups, counted together",
}
JOINT_KINDS = {
    "joint standards meeting": "a team that writes texts together with another organization",
    "co-located meetings": "meetings of two bodies held at one place or hosted by one for the other",
    "coordination": "a body that compares and divides work and writes no Recommendations",
    "focus group": "an ITU-T focus group run with another organization",
    "internal": "ITU sectors among themselves",
    "symposium or forum": "an event for the public",
}
STATED_IN = {
    "own": "report, summary or invitation of the meeting itself",
    "following meeting": "the report of a following meeting, as a comparison or an approval of the report",
    "elsewhere": "a page by others: another group, a member, the host, a regulator",
}
COUNTRY = pa.Check.str_matches(r"^[A-Z]{2}$")
KEY = pa.Check.str_matches(r"^[A-Za-z0-9-]+$")
GROUP = pa.Check.str_matches(r"^(SG\d{1,2}( RG)?|TSAG|SCV)$")
PERIOD = pa.Check.str_matches(r"^T\d\d$")
COLUMN_NAMES = pa.Check.str_matches(r"^[a-z_]+(;[a-z_]+)*$")
GROUPS = ("study_groups", "group")
COUNTRIES = ("countries", "iso2")
IN_PERIOD = {"group": GROUPS, "period": ("study_periods", "period")}


def vocabulary(meaning, words):
    """A column of coded words, with the meaning of each word in its description."""
    return f"{meaning} ({'; '.join(f'{word}: {sense}' for word, sense in words.items())})"


def qualifier(of, words=QUALIFIERS):
    """How exactly a figure is stated; empty where there is no figure."""
    return choice(vocabulary(f"how exactly {of} is stated", words), words, nullable=True)


def remark():
    """A note in our own words."""
    return text("why a figure is suspicious, how it is derived, what else to mind", SHORT, nullable=True)


def source():
    """The public page a row was typed from."""
    return text("address of the page the row was typed from, as recorded", pa.Check.str_startswith("http"))


def overwritten():
    """Whether the live page may show another meeting."""
    return flag("true where the address is reused after each meeting: the live page may show another one")


SHORT = pa.Check.str_length(max_value=200)
DERIVED = "columns of this row, by semicolons, that are sums, differences or counts of what is printed"
SUSPICIOUS = "columns of this row, by semicolons, that are kept as printed but look wrong"

MEETINGS = {
    "meeting_id": text("group, part and start as far as known: SG13-2024-07-15", KEY, unique=True),
    "group": text("study group or TSAG; the parent of working parties and rapporteur groups", GROUP),
    "kind": choice(vocabulary("kind of meeting", MEETING_KINDS), MEETING_KINDS),
    "part": text("working parties or rapporteur groups as printed (WP1-2/5, RGM/13)", nullable=True),
    "period": text("study period; it turns with the assembly (WTSA), not with the calendar year", PERIOD),
    "start": date("first day of what is known of the start"),
    "start_precision": choice(vocabulary("what is known of the start", PRECISIONS), PRECISIONS),
    "date_note": text("what else is known of the date", SHORT, nullable=True),
    "end": date("last day", nullable=True),
    "date_status": choice(vocabulary("standing of the dates", DATE_STATUSES), DATE_STATUSES),
    "place": text("city as printed; virtual or e-meeting where there was none", nullable=True),
    "mode": choice("way of meeting, where stated", ["physical", "hybrid", "virtual"], nullable=True),
    "participants": count("participants, see participants_counted", "persons", 1000),
    "participants_counted": choice(vocabulary("what is counted", COUNTED), COUNTED, nullable=True),
    "participants_qualifier": qualifier("participants"),
    "remote_participants": count("remote participants, a part of participants", "persons", 1000),
    "remote_qualifier": qualifier("remote_participants"),
    "countries": count("countries represented", "countries", 200),
    "countries_qualifier": qualifier("countries"),
    "member_states": count("Member States represented", "members", 194),
    "sector_members": count("Sector Members represented", "members", 600),
    "associates": count("Associates represented", "members", 300),
    "academia": count("Academia members represented", "members", 300),
    "contributions": count("contributions received", "documents", 1000),
    "tds": count("temporary documents (TDs) considered", "documents", 1500),
    "ls_in": count("incoming liaison statements", "documents", 300),
    "ls_out": count("outgoing liaison statements", "documents", 300),
    "consented": count("texts consented (AAP)", "texts", 200),
    "determined": count("texts determined (TAP)", "texts", 100),
    "approved": count("texts approved", "texts", 100),
    "new_work_items": count("new work items agreed", "work items", 200),
    "female_pct": number("share of women among participants, as printed", 0, 100, unit="%", nullable=True),
    "derived": text(DERIVED, COLUMN_NAMES, nullable=True),
    "suspicious": text(SUSPICIOUS, COLUMN_NAMES, nullable=True),
    "remark": remark(),
    "stated_in": choice(vocabulary("where the row is stated", STATED_IN), STATED_IN),
    "source": source(),
    "source_overwritten": overwritten(),
}

JOINT_MEETINGS = {
    "joint_id": text("team and start as far as known: JCT-VC-2011-11-21", KEY, unique=True),
    "team": text("team, body or event, with its partner where that is part of the name"),
    "kind": choice(vocabulary("kind of meeting", JOINT_KINDS), JOINT_KINDS),
    "meeting_number": whole("number of the meeting in the team's own count", 1, 200, nullable=True),
    "start": date("first day of what is known of the start"),
    "start_precision": choice(vocabulary("what is known of the start", PRECISIONS), PRECISIONS),
    "end": date("last day", nullable=True),
    "date_status": choice(vocabulary("standing of the dates", DATE_STATUSES), DATE_STATUSES),
    "place": text("city; online where there was none", nullable=True),
    "country": text("country of the place, ISO 3166-1 alpha-2", COUNTRY, nullable=True),
    "participants": count("participants, see participants_counted", "persons", 2000),
    "participants_counted": choice(vocabulary("what is counted", JOINT_COUNTED), JOINT_COUNTED, nullable=True),
    "participants_qualifier": qualifier("participants"),
    "input_documents": count("input documents", "documents", 3000),
    "input_documents_qualifier": qualifier("input_documents"),
    "colocated_with": text("meeting or event at the same place and time, as recorded", nullable=True),
    "partner": text("organizations outside ITU-T that take part, as recorded", nullable=True),
    "itut_group": text("study group the row itself names (team, co-location, source)", GROUP, nullable=True),
    "duplicate_of": text("joint_id of the same meeting elsewhere: never sum both", KEY, nullable=True),
    "derived": text(DERIVED, COLUMN_NAMES, nullable=True),
    "remark": remark(),
    "source": source(),
}

ENDS_FIRST = "ends before it starts"
MEETING_RULES = {
    ENDS_FIRST: lambda rows: rows["end"] < rows["start"],
    "has more remote participants than participants": lambda rows: rows["remote_participants"] > rows["participants"],
}

TABLES = [
    Table(
        name="meeting_figures",
        file="published/meeting_figures.csv",
        row="meeting of a study group, TSAG, working parties or rapporteur groups, 2003-2026",
        basis="published",
        origin="executive summaries and reports of meetings by ITU, and copies of them; pages of members",
        licence=LICENCE,
        schema=schema(MEETINGS, ["meeting_id"], MEETING_RULES),
        references=IN_PERIOD,
    ),
    Table(
        name="joint_meetings",
        file="published/joint_meetings.csv",
        row="published statement of a meeting with other organizations, 1991-2024",
        basis="published",
        origin="reports of joint teams, announcements and news of ITU and its partners",
        licence=LICENCE,
        schema=schema(JOINT_MEETINGS, ["joint_id"], {ENDS_FIRST: lambda rows: rows["end"] < rows["start"]}),
        references={
            "itut_group": GROUPS,
            "country": COUNTRIES,
            "duplicate_of": ("joint_meetings", "joint_id"),
        },
    ),
]

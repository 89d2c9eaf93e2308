"""Tables filled from files: work items, publications, what they are worth, and what executives ask for."""

import pandas as pd
import pandera.pandas as pa

from engagement.tables.definition import choice, date, number, text
from engagement.tables.record_columns import IN_COUNTRY, PRINTED, WITHIN, country, group, period, questions, words
from engagement.tables.records import Listing, record

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


_STEP = rf"\d{{4}}-\d{{2}}-\d{{2}} ({'|'.join(STAGES)})"
HISTORY = pa.Check.str_matches(rf"^{_STEP}(; {_STEP})*$")


def _impossible_days(rows):
    """Rows whose history names a day that the calendar has not, or that no table can hold."""
    days = rows["history"].dropna().str.findall(r"\d{4}-\d{2}-\d{2}").explode()
    read = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
    wrong = days[~read.between(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-12-31"))]
    return pd.Series(rows.index.isin(wrong.index), index=rows.index)


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

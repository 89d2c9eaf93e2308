"""ITU-T work programmes and pages of single work items, as saved from ITU's site: file -> rows."""

import re

import pandas as pd

from engagement.sources import dates
from engagement.sources.itut_about import GROUP_NAMED, YEARS, about, in_calendar
from engagement.sources.itut_pages import (
    ADD_PERIOD,
    ADDRESSED,
    BODY,
    NAME_GROUP,
    List,
    is_addressed,
    without_list,
)
from engagement.sources.itut_scopes import scope
from engagement.sources.itut_work_words import editors, process, stage, target
from engagement.sources.reader import PLACE, Found, Reader, Rows, problems
from engagement.sources.reference_lists import periods
from engagement.sources.shapes import Shape, heading_key
from engagement.sources.web_pages import lines

TABLE = "work_items"
LIST_TITLE, ITEM_TITLE = "ITU-T work programme", "page of an ITU-T work item"
SHAPE = Shape(
    {
        "work_item": ("Work item", "Work item name", "Work items", "Name of the work item", "Provisional name",
                      "Acronym", "Draft name", "Draft Recommendation"),
        "questions": ("Question", "Question(s)", "Questions", "Q", "Q."),
        "equivalent": ("Equivalent number", "Equiv. Num.", "Equiv. number", "Equivalent num.", "Equivalent"),
        "status": ("Status", "Stage", "Current status", "Status of the work item"),
        "timing": ("Timing", "Target date", "Target", "Planned timing", "Planned", "Due", "Due date"),
        "process": ("Approval process", "Approval", "Approval procedure", "Process"),
        "version": ("Version", "New/Revised", "New / Rev."),
        "liaison": ("Liaison relationship", "Liaison", "Liaisons", "Liaison relationships", "Relationships"),
        "title": ("Subject / Title", "Subject/title", "Title", "Subject"),
        "priority": ("Priority",),
        "type": ("Type of work item", "Type"),
        "base_texts": ("Base text(s)", "Base texts", "Base document(s)", "Base documents"),
        "summary": ("Summary", "Scope", "Abstract"),
        "comment": ("Comment", "Comments", "Remark", "Remarks"),
        "references": ("Reference(s)", "References", "Historic reference(s)", "Historic references"),
        "related": ("Related work", "Related work items", "Related work item(s)"),
        "supporters": ("Supporting members", "Supporting member(s)", "Supporters", "Supported by"),
        "editors": ("Editor(s)", "Editors", "Editor"),
        "contacts": ("Contact(s)", "Contacts", "Contact"),
        "group": ("Study group", "SG", "Group", "Lead study group"),
        "working_party": ("Working party", "WP"),
        "period": ("Study period", "Period"),
        "registered": ("First registration in the WP", "First registration", "Registered", "Created"),
        "updated": ("Last update", "Last updated", "Updated", "Last modified"),
    },
    ("work_item", "title", "process"),
)  # fmt: skip
OF_AN_ITEM = ("title", "status", "process", "timing", "version", "registered", "updated")
COLUMNS = ("work_item_id", "group", "period", "questions", "title", "process", "stage", "stage_printed", "priority",
           "registered", "target", "updated", "editors_printed", "supporters_printed")  # fmt: skip
LIST_ADDRESS = re.compile(r"\bwp_search\.aspx", re.IGNORECASE)
ITEM_ADDRESS = re.compile(r"\bwp_item\.aspx", re.IGNORECASE)
WRITE = "correct it, or write the row into the form: engagement template work_items FILE.xlsx"
FIELDS = {heading_key(spelling): name for name, spellings in SHAPE.fields.items() for spelling in spellings}


def _take_list(contents):
    """The claim to a list; a page that tells of one item is none."""
    if contents.page is None or _pairs(contents.page):
        return None
    return LIST.take(contents)


def _take_item(contents):
    """The claim to the page of one item."""
    page = contents.page
    if page is None:
        return None
    said = _pairs(page)
    if not said:
        if ITEM_ADDRESS.search(page.source or ""):
            raise without_list(ITEM_TITLE, Shape(SHAPE.fields, ("work_item", "title", "status")))
        return None
    frame = pd.DataFrame([said], dtype="string").assign(row=int(said["row"]))
    rows, wrong = _items(frame, about(page))
    return Found(
        read=lambda: iter([Rows(rows, wrong, 1)]),
        sure=len(SHAPE.required) + ADDRESSED * is_addressed(page, ITEM_ADDRESS),
        basis=page.basis,
        notes=page.notes,
    )


def _pairs(page):
    """Fields of an item, from rows of a heading and a value, and the place of its name; None if it is no such page."""
    said, place = {}, {}
    for table in page.tables:
        for number, cells in table.rows():
            for heading, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
                name = FIELDS.get(heading_key(heading))
                if name is None or heading_key(value) in FIELDS:
                    break
                if name not in said:
                    said[name], place[name] = value, (table.name, number)
    if not said.get("work_item") or sum(name in said for name in OF_AN_ITEM) < 3:
        return None
    sheet, row = place["work_item"]
    return said | {"sheet": sheet, "row": str(row)}


def _convert(frame, context):
    return _items(frame, context.facts)


def _items(frame, facts):
    """Rows of the table work_items; every one that cannot be understood is told."""
    frame = frame.reindex(columns=[*SHAPE.fields, *PLACE])
    rows, wrong = [], []
    for printed in frame.to_dict("records"):
        row, fault = _row({name: _text(printed[name]) for name in SHAPE.fields}, facts)
        rows.append(row)
        wrong += [(printed["sheet"], printed["row"], *fault)] if fault else []
    texts = {name: pd.array([row[name] or None for row in rows], dtype="string") for name in (*COLUMNS, "stage_day")}
    items = pd.DataFrame(texts).assign(body=BODY, sheet=frame["sheet"].to_numpy(), row=frame["row"].to_numpy())
    return items.drop(columns="stage_day").assign(history=_history(items)), problems(wrong)


def _row(printed, facts):
    """A row of the table, and what is wrong with it: column, value, reason and remedy."""
    page_group = _group(printed["group"]) or facts["group"]
    named = scope(printed["questions"], page_group)
    status, day = stage(printed["status"])
    first, priority = target(_line(printed["timing"]))
    by_contacts = not printed["editors"]
    firms = editors(printed["contacts"] if by_contacts else printed["editors"], by_contacts)
    row = {
        "work_item_id": _line(printed["work_item"]),
        "group": page_group or _group_of(named.questions),
        "period": _period(printed["period"]) or facts["period"],
        "questions": "; ".join(named.questions),
        "title": _line(printed["title"]),
        "process": process(_line(printed["process"])),
        "stage": status,
        "stage_printed": _line(printed["status"]),
        "stage_day": day,
        "priority": _line(printed["priority"]) or priority,
        "registered": _day(printed["registered"]),
        "target": first,
        "updated": _day(printed["updated"]),
        "editors_printed": "; ".join(firms or ()),
        "supporters_printed": "; ".join(line.strip(" ,;") for line in lines(printed["supporters"])),
    }
    return row, _fault(printed, row, named, firms, facts)


def _fault(printed, row, named, firms, facts):
    if not row["work_item_id"]:
        return "work_item_id", None, "is missing", "fill it in"
    if row["group"] is None:
        return "group", None, "neither the page nor the Question says of which group it is", NAME_GROUP
    if named.unknown:
        return "questions", _line(printed["questions"]), f"names no Question: {', '.join(named.unknown)}", WRITE
    if row["stage"] is None:
        return "stage", row["stage_printed"], "is no status that is known here", WRITE
    if row["process"] is None:
        return "process", _line(printed["process"]), "is neither AAP, TAP nor agreement", WRITE
    if row["target"] is None:
        return "target", _line(printed["timing"]), "is no time such as 2024-Q4 or 2024-11", WRITE
    if firms is None:  # the value is not told: it holds names of persons
        remedy = "write each on a line of its own: name, organization, country"
        return "editors_printed", None, "has a line in which the organization cannot be told from the name", remedy
    if not row["period"] and (printed["period"] or facts["period_number"]):
        value = _line(printed["period"]) or facts["period_number"]
        return "period", value, "is no study period", ADD_PERIOD
    return None


def _history(items):
    """The registration, and the status where its day is printed, in order of their days."""
    days = {name: dates.rewrite(items[name], dates.order(items[name]))[0] for name in ("registered", "stage_day")}
    history = []
    for registered, day, reached in zip(days["registered"], days["stage_day"], items["stage"], strict=True):
        steps = ((registered, "registered"), (day, reached))
        known = {f"{one} {what}" for one, what in steps if _is_day(one) and not pd.isna(what)}
        history.append("; ".join(sorted(known)) or None)
    return pd.array(history, dtype="string")


def _is_day(value):
    return not pd.isna(value) and in_calendar(value) is not None


def _group(printed):
    found = GROUP_NAMED.search(printed)
    return (found[3].upper() if found[3] else f"SG{int(found[1])}") if found else None


def _group_of(questions):
    of = {question.partition("/")[2] for question in questions}
    return f"SG{of.pop()}" if len(of) == 1 else None


def _period(printed):
    found = YEARS.search(printed)
    if found:
        return periods().printed(found[0])
    return printed.strip() if printed.strip() in periods() else None


def _day(printed):
    first = next(iter(lines(printed)), "").strip("[]() ")
    return "" if first in ("-", "–") else first


def _line(value):
    return " ".join(value.split())


def _text(value):
    return "" if pd.isna(value) else value


LIST = List("itut-work-programme", LIST_TITLE, TABLE, SHAPE, _convert, LIST_ADDRESS)
READERS = (
    Reader("itut-work-programme", LIST_TITLE, TABLE, _take_list),
    Reader("itut-work-item", ITEM_TITLE, TABLE, _take_item),
)

"""Lists of the documents of an ITU-T group or of one of its meetings, as saved from ITU's site: file -> rows."""

import re

import pandas as pd

from engagement.sources import itut_document_numbers
from engagement.sources.itut_about import day_of, meeting_id
from engagement.sources.itut_document_numbers import SERIES
from engagement.sources.itut_pages import ADD_PERIOD, BODY, List
from engagement.sources.itut_scopes import number_of, scope
from engagement.sources.reader import PLACE, problems
from engagement.sources.shapes import Shape, heading_key
from engagement.sources.web_pages import lines

TITLE = "list of ITU-T meeting documents"
SHAPE = Shape(
    {
        "number": ("Number", "No.", "N°", "Nr", "Doc. number", "Document number", "Document No.", "Doc. No.",
                   "Document", "Doc.", "Contribution", "Contribution number", "TD", "TD number", "Numéro", "Número"),
        "title": ("Title", "Document title", "Subject", "Subject / Title", "Titre", "Título"),
        "source": ("Source", "Source(s)", "Sources", "Submitted by", "Contributor", "Contributor(s)", "Origin",
                   "Origen"),
        "questions": ("Question(s)", "Question", "Questions", "AI/Question", "AI/Question(s)", "AI / Questions", "Q",
                      "Q(s)", "Q/SG", "Related Question(s)", "Related Questions", "Cuestión", "Cuestiones"),
        "agenda_item": ("AI", "Agenda item", "Agenda items"),
        "date": ("Date", "Posted", "Date posted", "Posting date", "Posted on", "Date received", "Received", "Submitted",
                 "Submission date", "Submitted on", "Publication date", "Fecha"),
    },
    ("number", "title", "source"),
)  # fmt: skip
ADDRESS = re.compile(r"itu\.int/md/|\bmeetingdoc\.aspx?\b", re.IGNORECASE)
COLUMNS = ("document_id", "revision", "meeting_id", "group", "period", "series", "title", "source_printed", "questions",
           "agenda_item", "date", "outcome", "outcome_printed")  # fmt: skip
LIAISON = re.compile(r"^\W*LS\b|\bLS/[io]\b|\[(?:from|to)\b", re.IGNORECASE)
REVISED = re.compile(r"\(\s*Rev(?:ision)?[. ]*(\d{1,3})\s*\)\s*$", re.IGNORECASE)
WITHDRAWN = re.compile(r"\W*withdrawn\W*", re.IGNORECASE)
SAVE_AGAIN = "save the page again from its own address, or add the {} to the title of the page"
WRITE = "correct it, or write the row into the form: engagement template documents FILE.xlsx"


def _convert(frame, context):
    """Rows of the table documents; every one that cannot be understood is told."""
    frame = frame.reindex(columns=[*SHAPE.fields, *PLACE])
    mixed = "questions" in context.header.columns and _holds_agenda_items(context.header)
    rows, wrong = [], []
    for printed in frame.to_dict("records"):
        row, fault = _row({name: _known(printed[name]) for name in SHAPE.fields}, context.facts, mixed)
        rows.append(row | {"body": BODY, "sheet": printed["sheet"], "row": printed["row"]})
        wrong += [(printed["sheet"], printed["row"], *fault)] if fault else []
    columns = ["body", *COLUMNS, *PLACE]
    texts = {name: pd.array([row.get(name) for row in rows], dtype="string") for name in columns[:-1]}
    return pd.DataFrame(texts | {"row": frame["row"].to_numpy()}), problems(wrong)


def _row(printed, facts, mixed):
    """A row of the table, and what is wrong with it: column, value, reason and remedy."""
    number = itut_document_numbers.parse(printed["number"])
    if number is None:
        said = ("is missing", "fill it in") if not printed["number"] else ("is no number of a document", WRITE)
        return {}, ("number", _shown(printed["number"]), *said)
    group, period = number.group or facts["group"], number.period or facts["period"]
    series = number.series or facts["series"]
    missing = _missing(group, period, series, facts)
    if missing:
        return {}, missing
    if not (printed["title"] or printed["source"]):
        return {}, ("title", None, "is missing, and so is the source", "fill one of them in")
    part = number.part or (facts["part"] if series == "TD" else None)
    identifier = itut_document_numbers.identifier(number, period, group, series, part)
    title = " ".join(printed["title"].split())
    named = scope(printed["questions"], group, numbers=not mixed) if number_of(group) else scope("")
    row = {
        "document_id": identifier,
        "revision": str(_revision(number, title)),
        "meeting_id": meeting_id(group, day_of(number.day)) or facts["meeting_id"],
        "group": group,
        "period": period,
        "series": "liaison statement" if series in ("TD", "LS") and LIAISON.search(title) else SERIES[series],
        "title": title or None,
        "source_printed": "; ".join(line.strip(" ,;") for line in lines(printed["source"])) or None,
        "questions": "; ".join(named.questions) or None,
        "agenda_item": _agenda_item(printed, group, named),
        "date": _date(printed["date"]),
    }
    withdrawn = number.withdrawn or bool(WITHDRAWN.fullmatch(title))
    row |= {"outcome": "withdrawn", "outcome_printed": "withdrawn"} if withdrawn else {}
    if named.unknown:
        return row, ("questions", _shown(printed["questions"]), f"names no Question: {', '.join(named.unknown)}", WRITE)
    return row, None


def _missing(group, period, series, facts):
    """What of a document's identifier neither its number nor the page says."""
    if not period and facts["period_number"]:
        return "period", facts["period_number"], "is no number of a study period", ADD_PERIOD
    for column, value in (("group", group), ("period", period), ("series", series)):
        if not value:
            said = column if column == "series" else f"study {column}"
            return column, None, f"neither the page nor the number says of which {said} it is", SAVE_AGAIN.format(said)
    return None


def _revision(number, title):
    """The revision in the number; the one at the end of the title where the number has none; else 0."""
    if number.revision is not None:
        return number.revision
    found = REVISED.search(title)
    return int(found[1]) if found else 0


def _agenda_item(printed, group, named):
    """What stands in the place of a Question and is none; groups that have no Questions print nothing else there."""
    beside = named.beside if number_of(group) else lines(printed["questions"])
    return "; ".join((*lines(printed["agenda_item"]), *beside)) or None


def _date(printed):
    first = next(iter(lines(printed)), "").strip("[]() ")
    return first if first not in ("", "-") else None


def _holds_agenda_items(header):
    place = header.columns["questions"]
    return place < len(header.cells) and heading_key(header.cells[place]).startswith("ai ")


def _known(value):
    return "" if pd.isna(value) else value


def _shown(value):
    return " ".join(value.split()) or None


def _has_numbers(rows):
    """Whether most numbers of a list are numbers of documents."""
    return (rows.problems["column"] == "number").sum() <= rows.present / 2


READERS = (List("itut-documents", TITLE, "documents", SHAPE, _convert, ADDRESS, _has_numbers).reader(),)

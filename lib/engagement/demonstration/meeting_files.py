"""Files of the meetings, written one meeting after another: document lists and lists of participants."""

import numpy as np
import pandas as pd

from engagement.demonstration import pages, workbooks
from engagement.demonstration.attendance import name
from engagement.demonstration.contributions import DAY
from engagement.demonstration.forms import Form
from engagement.demonstration.spellings import Spellings

PAGE_ROWS = 20_000
LARGEST_NUMBER = 99_999  # that lists print; very large worlds have more documents
HEADINGS = ["Family name", "First name", "Organization", "Country", "Participation"]


def write(world, folder, meetings):
    """Draw and write what happens at each meeting.

    Plenaries get their list of contributions as a web page, the other meetings
    theirs in the form of documents; each gets a workbook of participants.
    Documents with a number that lists do not print go into the form too.

    Parameters
    ----------
    world : World
    folder : pathlib.Path
    meetings : iterable
        Rows of the calendar, in the order of time.
    """
    spellings = Spellings(world.random["spellings"], world.organizations, world.truth.organizations.name_variants)
    for part in ("documents", "participants"):
        (folder / part).mkdir()
    with Form("documents", folder / "documents") as form:
        for meeting in meetings:
            documents = world.contributions.of(meeting)
            rows = _rows(world, meeting, documents, spellings)
            listed = (rows["number"] <= LARGEST_NUMBER) & (meeting.kind == "plenary")
            _pages(world, meeting, rows[listed], folder / "documents")
            if not listed.all():
                form.add(_as_form(world, meeting, rows[~listed]))
            _participants(world, meeting, spellings, folder / "participants")
    with Form("organization_names", folder) as form:
        form.add(spellings.known())


def _rows(world, meeting, documents, spellings):
    """A row for each document and each of its revisions, in the order of lists; revisions after the first issue."""
    printed = spellings.printed(documents.sources)
    there = documents.sources >= 0
    sources = [list(names[mask]) for names, mask in zip(printed, there, strict=True)]
    issues = documents.revisions + 1
    place = np.repeat(np.arange(len(documents)), issues)
    revision = np.arange(len(place)) - np.repeat(np.cumsum(issues) - issues, issues)
    last = np.datetime64(meeting.end, "D")
    date = np.minimum(documents.date[place] + 7 * revision * DAY, last)
    return pd.DataFrame({
        "number": documents.number[place],
        "revision": revision,
        "title": np.array(documents.title, dtype=object)[place],
        "sources": pd.Series([sources[n] for n in place], dtype=object),
        "questions": np.array(documents.questions, dtype=object)[place],
        "date": date.astype(str),
        "outcome": np.where(revision == documents.revisions[place], documents.outcome[place], "revised"),
    })  # fmt: skip


def _pages(world, meeting, rows, folder):
    """The list of a plenary, in pages of so many rows at most."""
    for first in range(0, len(rows), PAGE_ROWS):
        part = rows.iloc[first : first + PAGE_ROWS]
        numbered = zip(part["number"], part["revision"], strict=True)
        lines = zip(
            map(_number, numbered), part["title"], part["sources"], part["questions"], part["date"], strict=True
        )
        page = pages.document_list(meeting.group_name, world.ground, world.truth.period, meeting.start, lines)
        more = f"-{first // PAGE_ROWS + 1}" if len(rows) > PAGE_ROWS else ""
        pages.save(folder / f"{meeting.meeting_id}{more}.html", page)


def _number(numbered):
    """``C 123``, ``C 123 (Rev.1)``."""
    number, revision = numbered
    return f"C {number} (Rev.{revision})" if revision else f"C {number}"


def _as_form(world, meeting, rows):
    """Documents with what became of them; those of plenaries are numbered through the period, others by meeting."""
    number = int(meeting.group_name.removeprefix("SG"))
    series = f"SG{number:02d}-C" if meeting.kind == "plenary" else meeting.meeting_id
    return pd.DataFrame({
        "body": "itu-t",
        "document_id": [f"{world.truth.period}-{series}-{n:04d}" for n in rows["number"]],
        "revision": rows["revision"],
        "meeting_id": meeting.meeting_id,
        "group": meeting.group_name,
        "period": world.truth.period,
        "series": "contribution",
        "title": rows["title"],
        "source_printed": rows["sources"].map("; ".join),
        "questions": rows["questions"],
        "date": rows["date"],
        "outcome": rows["outcome"],
    })  # fmt: skip


def _participants(world, meeting, spellings, folder):
    """The list of participants, by country and name as such lists are."""
    attendees, persons = world.attendance.at(meeting), world.persons
    country = world.ground.countries["printed"].to_numpy(object)[persons.country[attendees.person]]
    order = np.lexsort([attendees.person, country])
    person, country, presence = attendees.person[order], country[order], attendees.presence[order]
    firm = spellings.printed(persons.organization[person])
    rows = list(zip((name(n) for n in person), [""] * len(person), firm, country, presence, strict=True))
    title = f"ITU-T {meeting.group_name}, {meeting.place}, {_days(meeting.start, meeting.end)}"
    workbooks.write_list(folder / f"{meeting.meeting_id}-participants.xlsx", title, HEADINGS, rows)


def _days(start, end):
    """``6-17 November 2017``, ``30 October - 3 November 2017``."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{end.day} {start:%B %Y}"
    year = "" if start.year == end.year else f" {start.year}"
    return f"{start.day} {start:%B}{year} - {end.day} {end:%B %Y}"

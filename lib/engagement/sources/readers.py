"""Every format there is, and which of them a file is."""

from engagement.sources import (
    ietf_attendees,
    ietf_registrations,
    itu_catalogue,
    itut_documents,
    itut_leadership,
    itut_members,
    itut_participants,
    itut_work_programme,
    relaton,
    tdoc_list,
    templates,
)
from engagement.sources.opening import Unreadable, open_file
from engagement.sources.reader import Contents
from engagement.sources.shapes import headings, lacking

READERS = (
    *templates.READERS,
    *itu_catalogue.READERS,
    *relaton.READERS,
    *tdoc_list.READERS,
    *itut_documents.READERS,
    *itut_leadership.READERS,
    *itut_members.READERS,
    *itut_participants.READERS,
    *itut_work_programme.READERS,
    *ietf_registrations.READERS,
    *ietf_attendees.READERS,
)
SHAPES = {
    **{f"the form of the table {name}": templates.shape(table) for name, table in templates.FORMS.items()},
    f"a {itut_members.TITLE}": itut_members.SHAPE,
    f"a {itut_participants.TITLE}": itut_participants.SHAPE,
}


def recognise(path):
    """Find the reader of a file.

    Returns
    -------
    Reader
    Found
    tuple of str
        Notes on the file.

    Raises
    ------
    Unreadable
        If it cannot be opened, or no reader takes it.
    """
    opened = open_file(path)
    contents = Contents(opened)
    claims = [(found.sure, reader, found) for reader in READERS if (found := reader.take(contents))]
    if not claims:
        shown = headings(row for sheet in contents.sheets[:1] for row in sheet.rows())
        raise Unreadable(
            f"no reader takes it{f'; it begins with: {shown}' if shown else ''}{_nearly(contents)}",
            "`engagement template TABLE FILE.xlsx` writes a form to copy its rows into; README.md lists what is read",
        )
    _, reader, found = max(claims, key=lambda claim: claim[0])
    return reader, found, (*opened.notes, *found.notes)


def _nearly(contents):
    """What the headings of a file come nearest to, and which of them it lacks; empty where they are far from all."""
    found = [
        (known, -len(missing), name, missing)
        for name, shape in SHAPES.items()
        for sheet in contents.lists
        for known, missing in [lacking(sheet.head, shape)]
        if missing
    ]
    if not found:
        return ""
    *_, name, missing = max(found)
    lacks = "the columns {} are missing" if len(missing) > 1 else "the column {} is missing"
    return f"; it is nearly {name}: {lacks.format(', '.join(missing))}"

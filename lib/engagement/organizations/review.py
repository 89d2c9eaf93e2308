"""A spreadsheet of names to decide on, and the decisions typed there back into the tables edited by hand."""

import pandas as pd
import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from engagement import locations
from engagement.errors import DataError
from engagement.organizations import decisions
from engagement.organizations.identities import MADE_UP
from engagement.organizations.worklist import MOST, worklist
from engagement.tables.definition import BASES
from engagement.tables.known_organizations import KINDS, SECTORS
from engagement.tables.registry import TABLES
from engagement.warehouse.loading import available, load

SHEET, LOOKUP = "names", "organizations"
TYPED = ["decision", "other_id", "kind", "sector", "country", "note"]
WIDTHS = {"name": 40, "where": 30, "beside": 40, "why": 50, "candidate_why": 40, "more": 40, "note": 40}
WIDTH = 14
HELP = {
    "decision": "accept: the name stands for the candidate; refuse: it does not; other: for the organization in "
    "other_id; new: for an organization that is not listed yet",
    "other_id": "identifier of another organization (sheet organizations), or one for a new organization",
    "kind": "of a new organization",
    "sector": "of a new organization",
    "country": "of a new organization: ISO code of two letters",
    "note": "why; kept as evidence",
}


def write(path, most=MOST):
    """Write a worklist of the most frequent unknown and doubtful names.

    Parameters
    ----------
    path : pathlib.Path
        XLSX file; one that is there is replaced.
    most : int
        Names on the list.

    Returns
    -------
    int
        Names written.
    """
    organizations = load("known_organizations")
    rows = worklist(
        mentions(),
        sources(),
        organizations=organizations,
        aliases=load("known_names"),
        refused=load("refused_names"),
        most=most,
    )
    try:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            _fill(book, rows.reindex(columns=[*rows.columns, *TYPED]))
            _list(book, organizations)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise DataError(f"{path}: cannot be written ({error}); close it where it is open, or name another") from error
    return len(rows)


def take_in(path, today=None):
    """Take the decisions typed into a worklist into data/reference; parameters and result as `decisions.take_in`."""
    folder = locations.data() / "reference"
    return decisions.take_in(read(path), folder, f"{path}, sheet {SHEET}", today)


def decide(accept=(), refuse=(), today=None):
    """Take in decisions typed as ``printed name = organization_id``.

    Parameters
    ----------
    accept, refuse : sequence of str
        Names that stand for an organization, and names that do not, whatever they look like.
    today : datetime.date, optional

    Returns
    -------
    dict of str to int
        As `decisions.take_in`; all 0 where nothing is given, and then nothing is written.

    Raises
    ------
    DataError
        If one cannot be read or used; none is then written.
    """
    rows = []
    for part, decision in (("accept", decisions.OTHER), ("refuse", decisions.REFUSE)):
        for number, text in enumerate({"accept": accept, "refuse": refuse}[part], 1):
            name, sign, target = (word.strip() for word in text.rpartition("="))
            if not (name and sign and target):
                raise DataError(f"{part}, item {number}: {text!r} is not of the form 'printed name = organization_id'")
            rows.append({"row": f"{number} of {part}", "name": name, "candidate": target, "decision": decision,
                         "other_id": target, "note": ""})  # fmt: skip
    if not rows:
        return dict.fromkeys(decisions.FILES, 0)
    return decisions.take_in(rows, locations.data() / "reference", "the decisions given", today)


def read(path):
    """The rows of a worklist with a decision, as `decisions.take_in` takes them.

    Raises
    ------
    DataError
        If the file is no worklist.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            cells = book.get_sheet_by_name(SHEET).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise DataError(
            f"{path}: no worklist with a sheet {SHEET} ({error}); write one with `engagement review`"
        ) from error
    header = [str(cell).strip() for cell in cells[0]] if cells else []
    missing = [column for column in ("name", "candidate", *TYPED) if column not in header]
    if missing:
        raise DataError(
            f"{path}, sheet {SHEET}: no column {', '.join(missing)}; write it again with `engagement review`"
        )
    rows = [{"row": number, **dict(zip(header, map(str, row), strict=True))} for number, row in enumerate(cells[1:], 2)]
    return [row for row in rows if row["decision"].strip()]


def mentions():
    """How often each table and body prints each name; made-up records are left out."""
    found = []
    for name, table in TABLES.items():
        columns = [one for one in ("organization_printed", "body") if one in table.schema.columns]
        if "organization_printed" not in columns or not available(name):
            continue
        for rows in _real(name, table, columns):
            rows = rows.dropna(subset="organization_printed")
            place = name + (" " + rows["body"].astype("string") if "body" in rows else "")
            found.append(pd.DataFrame({"name": rows["organization_printed"], "place": place}))
    together = pd.concat(found) if found else pd.DataFrame({"name": [], "place": []}, dtype="string")
    return together.groupby(["name", "place"]).size().reset_index(name="mentions")


def sources():
    """What is printed together in the source of a document; None where there are no documents but made-up ones."""
    columns = ["body", "document_id", "revision", "organization_printed"]
    parts = _real("document_sources", TABLES["document_sources"], columns)
    if not parts:
        return None
    rows = pd.concat(parts)
    document = rows["body"].astype("string") + " " + rows["document_id"] + " " + rows["revision"].astype("string")
    return pd.DataFrame({"document": document, "name": rows["organization_printed"]})


def _real(name, table, columns):
    """The rows of a table that are not made up, one frame a basis."""
    if "basis" not in table.schema.columns:
        return [load(name, columns=columns)]
    there = [basis for basis in BASES if basis != MADE_UP and available(name, basis=basis)]
    return [load(name, columns=columns, basis=basis) for basis in there]


def _fill(book, rows):
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    typed = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1"})
    for place, column in enumerate(rows.columns):
        sheet.write(0, place, column, head)
        sheet.set_column(place, place, WIDTHS.get(column, WIDTH), typed if column in TYPED else wrap)
        if column in HELP:
            sheet.write_comment(0, place, HELP[column])
    for row, values in enumerate(rows.itertuples(index=False), 1):
        for place, value in enumerate(values):
            if not pd.isna(value):
                sheet.write(row, place, value)
    last = max(len(rows), 1)
    for column, allowed in (("decision", decisions.CHOICES), ("kind", KINDS), ("sector", SECTORS)):
        place = rows.columns.get_loc(column)
        book_list = {"validate": "list", "source": list(allowed)}
        sheet.data_validation(1, place, last, place, book_list)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(rows.columns) - 1)


def _list(book, organizations):
    sheet = book.add_worksheet(LOOKUP)
    for place, column in enumerate(("organization_id", "name", "kind", "country")):
        sheet.write_column(0, place, [column, *organizations[column].fillna("")])
        sheet.set_column(place, place, 30)
    sheet.freeze_panes(1, 0)

"""The rows below the headings of a sheet -> frames of text, and what in them cannot be read."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.cells import fault

CHUNK = 100_000
PLACE = ["sheet", "row"]
PROBLEM = ["sheet", "row", "column", "value", "reason", "remedy"]


def problems(rows=()):
    """A frame of problems, from tuples of sheet, row, column, value, reason and remedy."""
    frame = pd.DataFrame(list(rows), columns=PROBLEM)
    return frame.astype({name: "Int64" if name == "row" else "string" for name in PROBLEM})


def frames(sheet, header, strict):
    """Rows below the headings, some at a time.

    Parameters
    ----------
    sheet : Sheet
    header : Header
    strict : bool
        Whether a row has to have as many cells as the headings, as in a CSV.

    Yields
    ------
    pandas.DataFrame
        Fields, text, empty cells as NA, and sheet and row.
    pandas.DataFrame
        Problems of rows that have too many cells or too few, and are not in the frame.
    """
    numbers, flat, ragged = [], [], []
    width = max(len(header.cells), 1 + max(header.columns.values()))
    for number, cells in sheet.rows():
        if number <= header.last_row or cells == header.cells:
            continue
        if len(cells) != width:
            if strict:
                ragged.append(_ragged(sheet, number, cells, header))
                continue
            cells = (cells + [""] * (width - len(cells)))[:width]
        numbers.append(number)
        flat += cells
        if len(numbers) == CHUNK:
            yield _frame(sheet, header, numbers, flat, width), problems(ragged)
            numbers, flat, ragged = [], [], []
    if numbers or ragged:
        yield _frame(sheet, header, numbers, flat, width), problems(ragged)


def _frame(sheet, header, numbers, flat, width):
    """A frame of cells that stand in one long list, row after row."""
    frame = pd.DataFrame({name: _text(flat[place::width]) for name, place in header.columns.items()})
    return frame.assign(sheet=pd.Series([sheet.name] * len(numbers), dtype="string"), row=numbers)


def _text(values):
    texts = pa.array(values, pa.large_string())
    return pd.array(pc.if_else(pc.equal(texts, ""), None, texts), dtype="string")


def _ragged(sheet, number, row, header):
    reason = f"has {len(row)} cells where the headings have {len(header.cells)}"
    remedy = "put a cell that holds the separator in quotation marks, or complete the line"
    return (sheet.name, number, None, None, reason, remedy)  # not its cells, which may hold names of persons


def faulty(frame, header):
    """Problems for cells that hold an error in the place of a value; in the frame they are emptied."""
    found = []
    for name in header.columns:
        for at in frame.index[frame[name].str.startswith(("#", "Err:")).fillna(False)]:
            value = frame.at[at, name]
            if said := fault(value):
                found.append((frame.at[at, "sheet"], frame.at[at, "row"], name, value, *said))
                frame.at[at, name] = pd.NA
    return problems(sorted(found, key=lambda one: one[1]))


def unread(sheet, header):
    """What stands in a sheet and is not read, a sentence each."""
    if header.unknown:
        yield f"columns not read: {', '.join(header.unknown)}"
    if header.repeated:
        yield f"headings that stand more than once, of which the first was read: {', '.join(header.repeated)}"
    if nameless := [_place(header, place) for place in _nameless(sheet, header)]:
        yield f"columns without a heading are not read: {', '.join(nameless)}"
    width = 1 + _last(header)
    if any(len(cells) > width for _, cells in sheet.head):
        beyond = [number for number, cells in sheet.rows() if number > header.last_row and any(cells[width:])]
        if beyond:
            rows = f"row {beyond[0]}" if len(beyond) == 1 else f"{len(beyond):,} rows from row {beyond[0]} on"
            yield f"cells beyond the last heading are not read, in {rows}"


def _last(header):
    """Place of the last heading; of two rows of headings, the upper one may reach further."""
    return max((*header.columns.values(), *(place for place, cell in enumerate(header.cells) if cell)))


def _nameless(sheet, header):
    """Places of columns, before the last heading, that hold something and have no heading."""
    empty = [
        place for place in range(_last(header)) if not header.cells[place] and place not in header.columns.values()
    ]
    below = [cells for number, cells in sheet.head if number > header.last_row] if empty else []
    return [place for place in empty if any(place < len(cells) and cells[place] for cells in below)]


def _place(header, place):
    """Where a column stands, in words: a sheet need not begin in its column A."""
    left = next((cell for cell in reversed(header.cells[:place]) if cell), None)
    return f"right of {left}" if left else f"left of {next(filter(None, header.cells[place:]), 'the headings')}"

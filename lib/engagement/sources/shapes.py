"""The columns a list is known by, found under their headings wherever they stand."""

import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from engagement.sources.cells import HEADER_WITHIN


@dataclass(frozen=True)
class Shape:
    """What the headings of a list look like.

    Attributes
    ----------
    fields
        Field -> spellings of its heading, the usual one first.
    required
        Fields without which it is another list.
    distinctive
        Whether these headings are this list's alone; a shape that any table
        could have takes a file only where no distinctive one does.
    example
        Field -> text of a row that shows how to fill the list in; right below
        the headings, and as it is, that row is no data.
    """

    fields: dict[str, tuple[str, ...]]
    required: tuple[str, ...]
    distinctive: bool = True
    example: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """Headings found in a sheet.

    Attributes
    ----------
    last_row
        Number of the last row of headings.
    cells
        The cells of that row; long lists print them again on each page.
    columns
        Field -> position of its column.
    unknown
        Headings no field is known for.
    repeated
        Headings of a field that stand more than once; the first one counts.
    """

    last_row: int
    cells: list[str]
    columns: dict[str, int]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def find_header(rows, shape):
    """Look for the headings of a shape in the first rows of a sheet.

    Headings may stand in one row or in two, where the upper one names several
    columns together; their order does not matter.

    Parameters
    ----------
    rows : iterable of (int, list of str)
    shape : Shape

    Returns
    -------
    Header or None

    Examples
    --------
    >>> shape = Shape({"number": ("Number", "No."), "title": ("Title",)}, ("number", "title"))
    >>> rows = [(1, ["List of documents", ""]), (2, ["Title", "No."]), (3, ["Scope of X", "C1"])]
    >>> find_header(rows, shape).columns
    {'title': 0, 'number': 1}
    """
    first = list(itertools.islice(rows, HEADER_WITHIN))
    before = None
    for (number, cells), below in itertools.zip_longest(first, first[1:]):
        for names in (cells, *(_under(before, cells) if before else ())):
            found = _match(names, shape)
            if found:
                return (below and _parted(cells, found, *below, shape)) or Header(number, cells, *found)
        before = cells
    return None


def _parted(upper, found, number, lower, shape):
    """The headings where the row below parts some of them and so tells more fields; None where it holds none."""
    known = {heading_key(spelling) for spellings in shape.fields.values() for spelling in spellings}
    filled = [heading_key(cell) for cell in lower if cell]
    if sum(key in known for key in filled) * 2 <= len(filled):
        return None
    parted = [one for names in _under(upper, lower) if (one := _match(names, shape))]
    best = max(parted, key=lambda one: len(one[0]), default=found)
    return Header(number, lower, *best) if len(best[0]) > len(found[0]) else None


def lacking(rows, shape):
    """What the headings of a sheet lack to be those of a shape, where they come near.

    Parameters
    ----------
    rows : iterable of (int, list of str)
    shape : Shape

    Returns
    -------
    known : int
        Headings known of the row that comes nearest: three at least, and most of that row; else 0.
    missing : tuple of str
        The usual spellings of the required headings it lacks.

    Examples
    --------
    >>> shape = Shape({name: (name,) for name in ("number", "title", "date", "source")}, ("number", "title"))
    >>> lacking([(1, ["Title", "Date", "Source"])], shape)
    (3, ('number',))
    """
    best = (0, ())
    for _, cells in itertools.islice(rows, HEADER_WITHIN):
        keys = {heading_key(cell) for cell in cells if cell}
        named = {name: keys & {heading_key(one) for one in spellings} for name, spellings in shape.fields.items()}
        known = sum(bool(found) for found in named.values())
        if known >= 3 and known * 2 > len(keys) and known > best[0]:
            best = known, tuple(shape.fields[name][0] for name in shape.required if not named[name])
    return best


@lru_cache(maxsize=50_000)  # every reader asks for the same cells
def heading_key(heading):
    """What spellings of one heading have in common.

    Examples
    --------
    >>> heading_key(" AI/Question(s) "), heading_key("Meeting-ID"), heading_key("Meeting_id")
    ('ai question s', 'meeting id', 'meeting id')
    """
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def headings(rows, most=1):
    """The first rows in words, to tell a user what was found.

    Parameters
    ----------
    rows : iterable of (int, list of str)
    most : int
    """
    shown = [", ".join(filter(None, cells))[:120] for _, cells in itertools.islice(rows, most)]
    return " / ".join(filter(None, shown))


def _match(names, shape):
    """Columns of the fields and headings left over, None where a required field is missing."""
    keys = [heading_key(name) for name in names]
    columns = {}
    for name, spellings in shape.fields.items():
        wanted = [heading_key(spelling) for spelling in spellings]
        found = next((keys.index(key) for key in wanted if key in keys), None)
        if found is not None and found not in columns.values():
            columns[name] = found
    if any(name not in columns for name in shape.required):
        return None
    rest = [(names[place], key) for place, key in enumerate(keys) if key and place not in columns.values()]
    taken = {keys[place] for place in columns.values()}
    unknown = tuple(name for name, key in rest if key not in taken)
    repeated = tuple(dict.fromkeys(name for name, key in rest if key in taken))
    return dict(sorted(columns.items(), key=lambda pair: pair[1])), unknown, repeated


def _under(upper, lower):
    """Headings of two rows: both, the upper one also over the empty cells to its right; or the lower one."""
    reach, joined, alone = "", [], []
    for above, below in itertools.zip_longest(upper, lower, fillvalue=""):
        reach = above or (reach if below else "")
        joined.append(f"{reach} {below}".strip() if below else above)
        alone.append(below or above)
    return joined, alone

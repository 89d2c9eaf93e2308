"""The tables and figures that an executed notebook left behind, in the order of the page."""

import copy
import re
from dataclasses import dataclass
from html import escape

from engagement.errors import DataError
from engagement.views.contents import FIGURE, TABLE

KINDS = {TABLE: "table", FIGURE: "figure"}
ELEMENT = re.compile(r"<(table|figure)\b(?![^>]*\bid=)")
FORMATS = {"table": ["csv"], "figure": ["svg", "png", "csv"]}


@dataclass(frozen=True)
class Item:
    """A table or figure: which one of its kind, from 1, what it holds, and its HTML."""

    kind: str
    number: int
    content: dict
    html: str

    @property
    def id(self):
        """Its name on the page and among the files."""
        return f"{self.kind}-{self.number}"


def items(notebook):
    """Tables and figures of a notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed.

    Returns
    -------
    list of Item

    Raises
    ------
    DataError
        If an output has no such content as its media type says.
    """
    return [item for item, _ in _found(notebook)]


def linked(notebook, id):
    """A notebook whose tables and figures have their ids, and below them links to their files in the folder ``id``."""
    notebook = copy.deepcopy(notebook)
    for item, data in _found(notebook):
        data["text/html"] = ELEMENT.sub(rf'<\1 id="{item.id}"', item.html, count=1) + _links(item, id)
    return notebook


def _found(notebook):
    counts = dict.fromkeys(KINDS.values(), 0)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for media in KINDS.keys() & data.keys():
                kind = KINDS[media]
                counts[kind] += 1
                yield Item(kind, counts[kind], _checked(data[media], media), "".join(data.get("text/html", ""))), data


def _checked(content, media):
    well = isinstance(content, dict) and {"caption", "columns", "rows"} <= content.keys()
    width = len(content["columns"]) if well else 0
    well = well and all(isinstance(one, dict) and {"name", "type"} <= one.keys() for one in content["columns"])
    if not well or not all(isinstance(row, list) and len(row) == width for row in content["rows"]):
        raise DataError(f"an output of type {media} holds no caption, columns and rows; make it with engagement.views")
    return content


def _links(item, id):
    files = {file: file for file in (f"{item.id}.{end}" for end in FORMATS[item.kind])}
    if item.kind == "table":
        files["all as XLSX"] = f"{id}.xlsx"
    # Their words alone tell links apart: some readers go through a page from link to link.
    links = " · ".join(f'<a href="{escape(f"{id}/{file}")}" download>{words}</a>' for words, file in files.items())
    return f'<p class="along">Take along: {links}</p>'

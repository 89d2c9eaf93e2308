"""The data dictionary: every table with its rows, columns, units, key, origin, licence and basis."""

from engagement.publishing.shell import ASSETS, shell
from engagement.sources import itut_members, itut_participants
from engagement.tables.definition import BY_ROW
from engagement.tables.records import Record
from engagement.tables.registry import TABLES


def text():
    """``data/README.md``: an introduction kept by hand, headings of lists, then a section a table from its schema."""
    introduction = (ASSETS / "dictionary.md").read_text(encoding="utf-8")
    lists = [headings(source.TITLE, source.SHAPE) for source in (itut_participants, itut_members)]
    return "\n".join([introduction, *lists, *(section(table) for table in TABLES.values())])


def page():
    """The same as a page of the site."""
    tables = [
        {"name": table.name, "row": table.row, "facts": _facts(table), "columns": _columns(table)}
        for table in TABLES.values()
    ]
    return shell("definitions.html.j2").render(tables=tables)


def section(table):
    """One table in Markdown."""
    rows = [f"| `{name}` | {kind} | {unit} | {_cell(meaning)} |" for name, kind, unit, meaning in _columns(table)]
    return "\n".join(
        [
            f"## {table.name}",
            "",
            f"One row per {table.row}.",
            "",
            *(f"- {label}: {words}" if words else f"- {label}" for label, words in _facts(table)),
            "",
            "| column | type | unit | meaning |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def headings(title, shape):
    """The headings by which a list is read, in Markdown: what each column holds, and any spelling of its heading."""
    rows = [
        f"| {name} | {'yes' if name in shape.required else 'no'} | {_cell(', '.join(spellings))} |"
        for name, spellings in shape.fields.items()
    ]
    return "\n".join(
        [
            f"## Headings of a {title}",
            "",
            "In any order, below any title; capitals and punctuation do not matter.",
            "",
            "| column | required | headings it may have |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _facts(table):
    """What is said of a table as a whole, each with its label."""
    key = table.key if isinstance(table, Record) else table.schema.unique
    return [
        ("File", _where(table)),
        *([("Key", ", ".join(f"`{name}`" for name in key))] if key else []),
        ("Basis", "as each row says" if table.basis == BY_ROW else table.basis),
        ("Origin", table.origin),
        ("Licence", table.licence),
        *((f"`{column}` refers to `{other}`", "") for column, (other, _) in table.references.items()),
    ]


def _columns(table):
    """Name, type, unit and meaning of each column."""
    return [
        (name, _type(column), column.metadata["unit"] or "", column.description)
        for name, column in table.schema.columns.items()
    ]


def _where(table):
    built = f"data/tidy/{table.name}.parquet"
    if isinstance(table, Record):
        return f"`{built}`, from files; `engagement template {table.name} FILE.xlsx` writes a form"
    return f"`{built}`, made by the build" if table.optional else f"`data/{table.file}`"


def _type(column):
    names = {"Int64": "whole number", "Float64": "number", "datetime64[ns]": "date", "boolean": "true/false"}
    return names.get(str(column.dtype), "text") + (", may be empty" if column.nullable else "")


def _cell(words):
    return str(words).replace("|", "\\|").replace("\n", " ")

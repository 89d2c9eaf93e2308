"""What became of the files: which were read as what, which rows were not, and where files contradict each other."""

from engagement.tables.definition import BASES, BY_ROW, Table, choice, count, schema, text, whole

ROWS = "rows"


def about_files(name, row, columns, key):
    """A table about the files of a build."""
    return Table(
        name=name,
        file=name,
        row=row,
        basis=BY_ROW,
        origin="the build of the tidy tables",
        licence="as the project",
        schema=schema(columns, key=key),
        optional=True,
    )


FILE = {
    "file": text("file, below the folder it was found in"),
    "file_sha256": text("digest of the file", nullable=True),
    "basis": choice("what its rows rest on", BASES),
}
FILES = {
    **FILE,
    "bytes": count("size", "bytes", 10**13),
    "reader": text("reader that took it; empty where none did", nullable=True),
    "title": text("what it was taken for, in words", nullable=True),
    "table": text("table its rows belong to", nullable=True),
    "rows_present": count("rows in the file", ROWS, 10**12),
    "rows_read": count("rows that became rows of the table", ROWS, 10**12),
    "rows_rejected": count("rows that could not be used, see rejects", ROWS, 10**12),
    "notes": text("what a user should know, sentences parted by '; '", nullable=True),
    "problem": text("why the file cannot be read at all", nullable=True),
}
REJECTS = {
    **FILE,
    "sheet": text("sheet, table of a page or member of an archive; empty where there is but one", nullable=True),
    "row": whole("row, or line; empty where the whole file is meant", 1, 2**53, nullable=True),
    "column": text("column", nullable=True),
    "value": text("value as found", nullable=True),
    "reason": text("what is wrong"),
    "remedy": text("what to do"),
}
CONFLICTS = {
    "table": text("table"),
    "body": text("standards organization"),
    "key": text("what the rows are about"),
    "column": text("column they disagree in"),
    "counted": text("value of the row that counts", nullable=True),
    "other": text("value of the other row", nullable=True),
    "counted_place": text("file, sheet and row that count"),
    "other_place": text("file, sheet and row of the other"),
}
TABLES = [
    about_files("files", "file found", FILES, ["file"]),
    about_files("rejects", "cell, row or file that could not be used", REJECTS, []),
    about_files("conflicts", "value in which two rows about one thing disagree", CONFLICTS, []),
]

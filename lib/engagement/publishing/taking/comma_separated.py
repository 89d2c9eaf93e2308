"""A table as CSV."""

import csv
import io

from engagement.publishing.taking.plain_text import inert


def written(content):
    """The bytes of a CSV file.

    UTF-8 with a byte order mark: without it Excel takes the file for another encoding and spoils names, while pandas,
    R's readr, DuckDB and LibreOffice pass over it. Numbers have all their digits, dates are as 2026-11-30, what is
    missing is empty.

    Parameters
    ----------
    content : dict
        As `engagement.views.contents.content` gives it.

    Returns
    -------
    bytes
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow([inert(column["name"]) for column in content["columns"]])
    rows.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in content["rows"])
    return file.getvalue().encode("utf-8-sig")

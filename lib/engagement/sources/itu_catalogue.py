"""Catalogue of ITU-T publications, the flattened CSV of relaton-data-itu: file -> rows."""

import pandas as pd

from engagement.errors import DataError

COLUMNS = {"id": "edition", "series": "series", "doctype": "kind", "published": "published", "stage": "status",
           "study_group_current": "owner", "title": "title"}  # fmt: skip
NUMBER = r"^ITU-T ([A-Z](?:\.[0-9A-Za-z]+)+)"


def read(path):
    """Read the catalogue.

    Parameters
    ----------
    path : path-like
        CSV, plain or compressed, with columns id, series, doctype, published,
        stage, study_group_current and title.

    Returns
    -------
    pandas.DataFrame
        Text columns of the table ``recommendations``, one row per publication;
        the index is the line in the file. Rows whose id carries no
        Recommendation number (series supplements) are left out.

    Raises
    ------
    DataError
        If the file is no such catalogue.
    """
    try:
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"{path}: not a readable CSV ({error}); fetch the catalogue again") from error
    missing = [name for name in COLUMNS if name not in raw.columns]
    if missing:
        raise DataError(f"{path}: not the catalogue of ITU-T publications, columns {', '.join(missing)} are missing")
    rows = raw[list(COLUMNS)].rename(columns=COLUMNS)
    rows.insert(1, "recommendation", rows["edition"].str.extract(NUMBER, expand=False))
    rows["kind"] = rows["kind"].str.removeprefix("recommendation-")
    rows["owner"] = rows["owner"].map(_group, na_action="ignore")
    rows.index = rows.index + 2
    return rows[rows["recommendation"].notna()]


def _group(name):
    return "TSAG" if "Advisory" in name else "SG" + name.rsplit(" ", 1)[-1]

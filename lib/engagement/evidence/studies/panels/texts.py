"""Recommendations of each Question, year by year: contributions to the work item, and citations of the text."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures.stale import named_items


def texts_panel(documents, work_items, publications, indicators, years=0, since=None, until=None):
    """One row a Recommendation and year of citations.

    Parameters
    ----------
    documents, work_items : pandas.DataFrame
        As `engagement.activities.contributions` and `engagement.activities.work_items` give.
    publications, indicators : pandas.DataFrame
        Tables ``publications`` and ``value_indicators``.
    years : int
        0: citations are counted in each calendar year.
    since, until : int, optional
        Years of citations, both included.

    Returns
    -------
    pandas.DataFrame
        ``text``, ``group``, ``question`` (the first of the item), ``year``, ``age`` (years since publication),
        ``group_year``, ``citations``, ``contributions`` (that name the item in their title), ``log_contributions`` (of
        1 more), ``sources`` (organizations behind them), ``log_sources``, ``supporters``, ``any``
        (some contribution names it), ``from_second_year``. ``attrs["left_out"]`` says what is missing and why.
    """
    if years:
        raise DataError(f"years is {years}; citations are counted year by year, so it is 0")
    texts = publications[publications["counts"]].merge(
        work_items[["work_item_id", "group", "questions", "supporters"]],
        left_on=["recommendation", "owner_then"], right_on=["work_item_id", "group"],
    )  # fmt: skip
    named = named_items(documents, work_items)
    behind = documents[["document_id", "organization"]].merge(named, on="document_id")
    texts["contributions"] = texts["work_item_id"].map(named["work_item_id"].value_counts()).fillna(0).astype(int)
    sources = behind.groupby("work_item_id")["organization"].nunique()
    texts["sources"] = texts["work_item_id"].map(sources).fillna(0).astype(int)
    cited = indicators[indicators["counts"] & indicators["indicator"].eq("citations")]
    rows = cited[["publication", "date", "value"]].merge(texts, left_on="publication", right_on="publication_id")
    year = pd.to_datetime(rows["date"]).dt.year
    rows = rows.assign(year=year)[(year >= (since or 0)) & (year <= (until or 9999))].reset_index(drop=True)
    found = pd.DataFrame({
        "text": rows["recommendation"], "group": rows["group"], "question": rows["questions"].str.split(";").str[0],
        "year": rows["year"], "age": rows["year"] - rows["published"].dt.year,
        "group_year": rows["group"] + " " + rows["year"].astype(str), "citations": rows["value"],
        "contributions": rows["contributions"], "log_contributions": np.log1p(rows["contributions"]),
        "sources": rows["sources"], "log_sources": np.log1p(rows["sources"]), "supporters": rows["supporters"],
    })  # fmt: skip
    found = found.assign(any=found["contributions"] > 0, from_second_year=found["age"] >= 1)
    found.attrs["left_out"] = {
        "Recommendations whose work item is not on record": int(publications["counts"].sum() - len(texts)),
        "rows without a Question": int(found["question"].isna().sum()),
    }
    return found.dropna(subset="question").reset_index(drop=True)

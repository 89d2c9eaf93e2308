"""How far tables reach: the day of the latest thing a table knows of."""

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engagement import locations
from engagement.warehouse.contents import state

DAYS = {
    "meeting_figures": "start", "joint_meetings": "start", "executive_meeting_companies": "date",
    "executive_priorities": "date", "rfcs": "published", "meetings": "start", "documents": "date",
    "work_items": "updated", "work_item_stages": "date", "publications": "published", "value_indicators": "date",
    "patent_statements": "date", "priorities": "date",
}  # fmt: skip


def latest(name, basis):
    """The latest day a table knows of.

    Parameters
    ----------
    name : str
    basis : str
        Rows on another basis are left out.

    Returns
    -------
    str or None
        Such as ``2026-07-17``; None where the table has no day, no such row, or is not there.
    """
    return _latest(name, basis, str(locations.tidy()), tuple(state(name) or ())) if name in DAYS else None


@cache
def _latest(name, basis, tidy, now):
    """``tidy`` and ``now``, the state of the file, are there to tell tables apart that were built anew."""
    if not now:
        return None
    try:
        path = locations.tidy() / f"{name}.parquet"
        rules = [("basis", "==", basis)] if "basis" in pq.read_schema(path).names else None
        day = pc.max(pq.read_table(path, columns=[DAYS[name]], filters=rules)[DAYS[name]]).as_py()
    except (OSError, pa.ArrowException):
        return None
    return day.date().isoformat() if day is not None else None

"""Meetings that records name and no list of meetings holds: of them no group, kind or dates are known."""

import pyarrow.compute as pc
import pyarrow.parquet as pq

NAMING = ("attendance", "documents")


def unlisted(tidy):
    """Meetings of ITU-T that recorded rows name and the table ``meetings`` does not hold.

    Parameters
    ----------
    tidy : pathlib.Path
        Folder of a build.

    Returns
    -------
    dict of str to list of str
        Table that names them -> identifiers of the meetings, sorted; tables without any are left out.
    """
    listed = _meetings(tidy / "meetings.parquet", None)
    named = {name: _meetings(tidy / f"{name}.parquet", _recorded()) for name in NAMING}
    return {name: sorted(found - listed) for name, found in named.items() if found - listed}


def _recorded():
    return (pc.field("body") == "itu-t") & (pc.field("basis") == "recorded")


def _meetings(path, rows):
    if not path.exists():
        return set()
    return set(pc.unique(pq.read_table(path, columns=["meeting_id"], filters=rows)["meeting_id"]).to_pylist()) - {None}

"""Published facts as rows of the tables that files fill: one call serves the printed and the recorded."""

import pandas as pd

from engagement.sources.reader import Found, Reader, Rows, problems
from engagement.tables.meeting_records import ROLES

KINDS = {"SG": "plenary", "TSAG": "plenary", "WP": "working party", "RGM": "rapporteur group"}
PLAIN_ROLES = {
    "working party chair or vice-chair": "other", "acting rapporteur": "rapporteur", "mentor": "other",
}  # fmt: skip


def facts(frames):
    """Readers of the shipped tables that hold such facts, with what each reads.

    Parameters
    ----------
    frames : dict of str to pandas.DataFrame
        Shipped tables by name, the index of each the line of its file.

    Yields
    ------
    Reader, Found, str
        The last is the shipped table.
    """
    for name, (table, convert) in FACTS.items():
        if name not in frames:
            continue
        rows = convert(frames[name]).assign(body="itu-t", sheet=pd.NA)
        rows = rows.assign(row=rows.index)
        reader = Reader(f"published-{name}", f"published facts, {name}", table, None)
        yield reader, Found(lambda rows=rows: iter([Rows(rows, problems(), len(rows))]), 0), name


def _text(days):
    return days.dt.strftime("%Y-%m-%d").astype("string")


def _known_day(rows, day, precision):
    """A day as text, where the day and not only its month is known."""
    return _text(rows[day].where(rows[precision] == "day"))


def _meetings(rows):
    return pd.DataFrame({
        "meeting_id": rows["meeting_id"],
        "group": rows["group"],
        "kind": rows["kind"].map(KINDS),
        "part": rows["part"],
        "period": rows["period"],
        "start": _known_day(rows, "start", "start_precision"),
        "end": _text(rows["end"]),
        "place": rows["place"],
        "mode": rows["mode"],
    })  # fmt: skip


def _joint_meetings(rows):
    """Meetings of the teams that write texts together, each once."""
    rows = rows[(rows["kind"] == "joint standards meeting") & rows["duplicate_of"].isna()]
    return pd.DataFrame({
        "meeting_id": rows["joint_id"],
        "group": rows["itut_group"],
        "kind": "joint",
        "part": rows["team"],
        "joint_with": rows["partner"].str.replace(r"\s*[;,]\s*", "; ", regex=True),
        "start": _known_day(rows, "start", "start_precision"),
        "end": _text(rows["end"]),
        "place": rows["place"],
    })  # fmt: skip


def _roles(rows):
    """Seats, each statement of the same one once."""
    rows = rows[rows["repeat_certainty"].ne("same").fillna(True)]
    role = rows["role"].replace(PLAIN_ROLES)
    return pd.DataFrame({
        "role": role.where(role.isin(ROLES), "other"),
        "role_printed": rows["role_printed"].fillna(rows["role"]),
        "group": rows["group"],
        "scope": rows["question"].fillna(rows["working_party"]),
        "period": rows["period"],
        "organization_printed": rows["organization_printed"],
        "country": rows["country"],
    })  # fmt: skip


def _priorities(rows):
    rows = rows[rows["theme"].notna()]
    return pd.DataFrame({
        "occasion": rows["occasion"],
        "theme": rows["theme"],
        "date": _known_day(rows, "date", "date_precision"),
        "place": rows["place"],
    })  # fmt: skip


FACTS = {
    "meeting_figures": ("meetings", _meetings),
    "joint_meetings": ("meetings", _joint_meetings),
    "leadership": ("roles", _roles),
    "executive_priorities": ("priorities", _priorities),
}

"""Organizations, year by year: registrations for IETF meetings, and RFCs their people write in the years after."""

import numpy as np
import pandas as pd

from engagement.errors import DataError

FIRST_MEETING, FIRST_YEAR, A_YEAR = 71, 2008, 3  # IETF 71 was the first of 2008; there are three a year
ON_SITE = "on site"


def registrations_panel(attendances, authorships, rfcs, years=2, since=None, until=None):
    """One row an organization and year, years without a registration among them.

    Parameters
    ----------
    attendances : pandas.DataFrame
        ``meeting_id`` (``IETF72``), ``presence`` and ``organization``, one row a registration.
    authorships : pandas.DataFrame
        ``rfc`` and ``organization``, one row an authorship.
    rfcs : pandas.DataFrame
        Table ``rfcs``.
    years : int
        Length of the window, in calendar years after that of the registrations.
    since, until : int, optional
        Years of registrations, both included.

    Returns
    -------
    pandas.DataFrame
        Organizations that ever register and ever write, in every year from the first in which each is seen at a
        meeting: ``organization``, ``year``, ``registrations``, ``log_registrations`` (of 1 more),
        ``on_site``, ``log_on_site``, ``meetings``, ``rfcs_after`` and ``authorships_after`` (in the window),
        ``rfcs_now`` (in the year itself), ``log_rfcs_now``, ``came`` (whether any registered), ``before_2020``.
        ``attrs["left_out"]`` says what is not there.

    Raises
    ------
    DataError
        If the window is not above 0, or no year has it behind it.
    """
    if years <= 0:
        raise DataError(f"the window is {years} years, not above 0")
    rows = attendances.dropna(subset="organization")
    number = rows["meeting_id"].str.extract(r"(\d+)$", expand=False).astype(int)
    rows = rows.assign(year=FIRST_YEAR + (number - FIRST_MEETING) // A_YEAR)
    newest = rfcs["published"].max()
    last = newest.year - 1 if (newest.month, newest.day) != (12, 31) else newest.year  # the last whole year
    written = _written(authorships, rfcs)
    writers = set(written.index.get_level_values("organization"))
    kept = rows[rows["organization"].isin(writers)]
    first, end = max(since or 0, rows["year"].min()), min(until or 9999, last - years, rows["year"].max())
    if first > end or kept.empty:
        raise DataError(f"no year has {years} years of RFCs behind it; the RFCs end in {newest:%B %Y}")
    found = _grid(kept, first, end)
    found = found.assign(**_came(kept, found), **_wrote(written, found, years))
    for name in ("registrations", "on_site", "rfcs_now"):
        found[f"log_{name}"] = np.log1p(found[name])
    found = found.assign(came=found["registrations"] > 0, before_2020=found["year"] < 2020)
    found.attrs["left_out"] = {
        "registrations without an organization": int(attendances["organization"].isna().sum()),
        "registrations of organizations that never write an RFC": len(rows) - len(kept),
    }
    return found


def _written(authorships, rfcs):
    """RFCs and authorships of each organization in each year."""
    rows = authorships.dropna(subset="organization")
    rows = rows.assign(year=rows["rfc"].map(rfcs.set_index("rfc")["published"].dt.year)).dropna(subset="year")
    return rows.groupby(["organization", "year"])["rfc"].agg(rfcs="nunique", authorships="size")


def _grid(kept, first, end):
    """Every organization in every year from its first one on."""
    began = kept[kept["year"] <= end].groupby("organization")["year"].min().clip(lower=first)
    pairs = [(one, year) for one, start in began.items() for year in range(int(start), end + 1)]
    return pd.DataFrame(pairs, columns=["organization", "year"])


def _came(kept, found):
    keys = pd.MultiIndex.from_frame(found[["organization", "year"]])
    of = kept.groupby(["organization", "year"])
    counts = {
        "registrations": of.size(),
        "on_site": kept[kept["presence"] == ON_SITE].groupby(["organization", "year"]).size(),
        "meetings": of["meeting_id"].nunique(),
    }
    return {name: count.reindex(keys, fill_value=0).to_numpy(int) for name, count in counts.items()}


def _wrote(written, found, years):
    def counted(column, ahead):
        keys = pd.MultiIndex.from_arrays([found["organization"], found["year"] + ahead])
        return written[column].reindex(keys, fill_value=0).to_numpy(int)

    after = range(1, years + 1)
    return {
        "rfcs_after": sum(counted("rfcs", ahead) for ahead in after),
        "authorships_after": sum(counted("authorships", ahead) for ahead in after),
        "rfcs_now": counted("rfcs", 0),
    }

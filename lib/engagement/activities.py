"""Who did what in a standards body: contributions, attendances, seats and work items, each with its organization."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.credits import credits
from engagement.organizations.identities import identify, identify_under
from engagement.tables.records import BODIES
from engagement.warehouse.loading import available, load

MADE_UP = "demonstration"
SHORT = {"itu-t": "ITU-T", "ietf": "IETF", "3gpp": "3GPP"}
NEEDED = {
    "contributions": "documents",
    "attendances": "attendance",
    "seats": "roles",
    "work_items": "work_items",
}
SERIES = "contribution"
RFC_SERIES = ("ietf", "recorded")


def bodies(activity):
    """The standards bodies, and the basis of their records, for which there are rows.

    Parameters
    ----------
    activity : {"contributions", "attendances", "seats", "work_items"}

    Returns
    -------
    list of tuple
        Body and basis; ITU-T first. For contributions the RFC series stands as ``("ietf", "recorded")``: an RFC is a
        document, its authors' organizations are its sources.

    Raises
    ------
    DataError
        If there is no such activity.
    """
    if activity not in NEEDED:
        raise DataError(f"there is no activity {activity!r}; there are {', '.join(NEEDED)}")
    found = [
        (body, basis)
        for body in BODIES
        for basis in ("published", "recorded", MADE_UP)
        if available(NEEDED[activity], body=body, basis=basis)
    ]
    if activity == "contributions" and RFC_SERIES not in found and available("authorships"):
        found.append(RFC_SERIES)
    return found


def title(body, basis):
    """How records are called in reports: ``ITU-T (demonstration)``, ``3GPP``."""
    name = SHORT.get(body, body)
    return name if basis == "recorded" else f"{name} ({basis})"


def contributions(body, basis, *, counting="whole", by="member", resolution=None):
    """The credit of each organization in each contribution.

    Parameters
    ----------
    body, basis : str
        As `bodies` gives.
    counting : {"whole", "fractional", "first"}
        See `engagement.measures.credits.credits`.
    by : {"member", "corporate group"}
        See `engagement.organizations.identify`.
    resolution : pandas.Series, optional
        One draw of plausible resolutions, see `engagement.organizations.draw`.

    Returns
    -------
    pandas.DataFrame
        One row a document and organization: document_id, group, meeting_id, period, date, title, agenda_item, outcome,
        questions, position, organization (missing where the source stands for none), name, kind, sector,
        organization_country, credit (documents). Revisions count once; ``attrs["basis"]`` is the basis.
    """
    return next(_credited(body, basis, [resolution], counting, by))


def redrawn(body, basis, draws, *, counting="whole", by="member"):
    """The same under one plausible resolution of names after another: the records are read once.

    Parameters
    ----------
    body, basis, counting, by
        As for `contributions`.
    draws : pandas.DataFrame
        As `engagement.organizations.draw` gives, a column a resolution.

    Yields
    ------
    pandas.DataFrame
        As `contributions` gives.
    """
    yield from _credited(body, basis, (draws[one] for one in draws), counting, by)


def _credited(body, basis, resolutions, counting, by):
    documents, sources = documents_of(body, basis)
    day = sources["document_id"].map(documents.set_index("document_id")["date"])
    for who in identify_under(resolutions, sources["organization_printed"], basis == MADE_UP, by=by, dates=day):
        found = credits(documents, sources[["document_id", "position"]].join(who), counting)
        found.attrs["basis"] = basis
        yield found


def documents_of(body, basis):
    """The contributions of a body, one row each, and their sources as printed.

    Returns
    -------
    pandas.DataFrame
        Documents that count.
    pandas.DataFrame
        document_id, position, organization_printed.

    Raises
    ------
    DataError
        If there are none.
    """
    if not available("documents", body=body, basis=basis):
        if (body, basis) == RFC_SERIES and available("authorships"):
            return _rfcs()
        there = ", ".join(f"{one} {other}" for one, other in bodies("contributions"))
        raise DataError(f"there are no documents of {body} that are {basis}; there are those of: {there}")
    documents = load("documents", body=body, basis=basis)
    documents = documents[documents["counts"] & (documents["series"] == SERIES)]
    sources = load("document_sources", body=body, basis=basis)
    kept = documents[["document_id", "revision"]].merge(sources, on=["document_id", "revision"])
    kept = kept[kept["counts"]]
    columns = [
        "document_id", "group", "meeting_id", "period", "date", "title", "agenda_item", "outcome", "questions",
    ]  # fmt: skip
    return documents[columns].reset_index(drop=True), kept[["document_id", "position", "organization_printed"]]


def attendances(body, basis, *, by="member", resolution=None, whole=False):
    """Who took part in which meeting.

    Parameters
    ----------
    body, basis, by, resolution
        As for `contributions`.
    whole : bool
        Leave out meetings whose lists are known to be cut off, table ``cut_lists``: they look smaller than they were.

    Returns
    -------
    pandas.DataFrame
        One row a person and meeting: meeting_id, group, meeting_kind, period, start, person, country (of the person),
        presence, organization, name, kind, sector, organization_country. ``attrs["cut"]`` names the meetings left out.
    """
    rows = load("attendance", body=body, basis=basis)
    cut = _cut(rows, body) if whole else []
    rows = rows[rows["counts"] & ~rows["meeting_id"].isin(cut)].reset_index(drop=True)
    rows = rows.merge(meetings(body, basis)[["meeting_id", "group", "meeting_kind", "period", "start"]], how="left")
    who = identify(rows["organization_printed"], basis == MADE_UP, by=by, dates=rows["start"], resolution=resolution)
    columns = ["meeting_id", "group", "meeting_kind", "period", "start", "person", "country", "presence"]
    found = rows[columns].join(who)
    found.attrs |= {"basis": basis, "cut": cut}
    return found


def _cut(rows, body):
    """Meetings whose lists end where those known to be cut off do; a list with more rows is another, whole one."""
    known = load("cut_lists")
    known = known[known["body"] == body]
    sizes = rows["meeting_id"].value_counts()
    return known.loc[known["meeting_id"].map(sizes.to_dict()) == known["rows"], "meeting_id"].tolist()


def meetings(body, basis):
    """The meetings of a body: meeting_id, group, meeting_kind, part, joint_with, period, start, end, mode.

    Where no list of meetings is there, as for the IETF, those that other tables name, without dates.
    """
    if available("meetings", body=body, basis=basis):
        rows = load("meetings", body=body, basis=basis)
        found = rows[rows["counts"]].rename(columns={"kind": "meeting_kind"})
        columns = ["meeting_id", "group", "meeting_kind", "part", "joint_with", "period", "start", "end", "mode"]
        return found[columns].reset_index(drop=True)
    there = [name for name in ("attendance", "documents") if available(name, body=body, basis=basis)]
    named = pd.concat([pd.Series(dtype="str"), *(load(name, body=body, basis=basis)["meeting_id"] for name in there)])
    empty = dict.fromkeys(["group", "meeting_kind", "part", "joint_with", "period", "mode"], pd.NA)
    return pd.DataFrame({"meeting_id": named.dropna().unique(), **empty, "start": pd.NaT, "end": pd.NaT})


def seats(body, basis, *, by="member", resolution=None):
    """Who holds which seat.

    Returns
    -------
    pandas.DataFrame
        One row a seat: role, group, scope, period, person, country, start, end, organization, name, kind, sector,
        organization_country.
    """
    rows = load("roles", body=body, basis=basis)
    rows = rows[rows["counts"]].reset_index(drop=True)
    who = identify(rows["organization_printed"], basis == MADE_UP, by=by, dates=rows["start"], resolution=resolution)
    found = rows[["role", "group", "scope", "period", "person", "country", "start", "end"]].join(who)
    found.attrs["basis"] = basis
    return found


def _rfcs():
    """The RFC series in the form of contributions: the group is the working group, else the stream."""
    rfcs, authorships = load("rfcs"), load("authorships")
    documents = pd.DataFrame(
        {
            "document_id": "RFC" + rfcs["rfc"].astype("string"),
            "group": rfcs["working_group_acronym"].fillna(rfcs["stream"]),
            "meeting_id": pd.array([pd.NA] * len(rfcs), dtype="string"),
            "period": rfcs["published"].dt.year.astype("string"),
            "date": rfcs["published"],
            "title": rfcs["title"],
            "agenda_item": rfcs["working_group_acronym"],
            "outcome": pd.array([pd.NA] * len(rfcs), dtype="string"),
            "questions": pd.array([pd.NA] * len(rfcs), dtype="string"),
        }
    )
    sources = authorships[["rfc", "position", "organization_printed"]].rename(columns={"rfc": "document_id"})
    return documents, sources.assign(document_id="RFC" + sources["document_id"].astype("string"))


def work_items(body, basis, *, by="member", resolution=None):
    """The items of a work programme, with the days of their stages and the organizations behind them.

    Returns
    -------
    pandas.DataFrame
        One row an item: work_item_id, group, period, questions, title, process, stage, priority, registered, target,
        updated; consented, determined, approved, deleted (first day on which its history says so); supporters
        (different organizations among its supporting members; missing where it names none).
    """
    rows = load("work_items", body=body, basis=basis)
    rows = rows[rows["counts"]].reset_index(drop=True)
    key = ["work_item_id", "group"]
    stages = load("work_item_stages", body=body, basis=basis)
    days = stages[stages["counts"]].pivot_table(index=key, columns="stage", values="date", aggfunc="min")
    days = days.reindex(columns=["consented", "determined", "approved", "deleted"]).astype("datetime64[s]")
    behind = load("work_item_organizations", body=body, basis=basis)
    behind = behind[behind["counts"] & (behind["part"] == "supporter")].reset_index(drop=True)
    who = identify(behind["organization_printed"], basis == MADE_UP, by=by, resolution=resolution)
    who = who["organization"].fillna(behind["organization_printed"])  # a name that stands for none is a supporter too
    count = who.groupby([behind[name] for name in key]).nunique().rename("supporters").astype("Int64")
    columns = [
        *key, "period", "questions", "title", "process", "stage", "priority", "registered", "target", "updated",
    ]  # fmt: skip
    found = rows[columns].merge(days.reset_index(), on=key, how="left").merge(count.reset_index(), on=key, how="left")
    found.attrs["basis"] = basis
    return found

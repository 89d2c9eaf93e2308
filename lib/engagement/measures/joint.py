"""Joint meetings: how active teams shared with other organizations are, and who of ITU-T's organizations takes part."""

import pandas as pd

from engagement.disclosure import tell
from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence.proportions import proportion
from engagement.measures import attendance
from engagement.measures.ratios import rate

KIND = "joint"
STANDARDS = ("joint standards meeting",)  # teams that write texts together; no symposia, no ITU sectors by themselves
EXACT = "exact"


def published(rows, kinds=STANDARDS, teams=()):
    """The published joint meetings that can be counted: each once, of the kinds asked for.

    Parameters
    ----------
    rows : pandas.DataFrame
        Table ``joint_meetings``.
    kinds : sequence of str
        Kinds of meeting. By default only teams that write texts together with another organization: symposia,
        coordination and what ITU's sectors do among themselves are no joint standards work.
    teams : sequence of str
        Teams to keep; none named means all.

    Returns
    -------
    pandas.DataFrame
        With ``year``. A meeting that stands twice (``duplicate_of``) is there once.

    Raises
    ------
    DataError
        If a kind or team is not there.

    Examples
    --------
    >>> rows = pd.DataFrame({"team": ["JCT-VC", "JCT-VC", "GSC"], "kind": [*STANDARDS, *STANDARDS, "coordination"],
    ...                      "duplicate_of": [None, "a", None], "start": pd.to_datetime(["2011-11-21"] * 3)})
    >>> published(rows)[["team", "year"]].to_numpy().tolist()
    [['JCT-VC', 2011]]
    """
    for column, named in (("kind", kinds), ("team", teams)):
        if unknown := [name for name in named if not (rows[column] == name).any()]:
            there = ", ".join(sorted(rows[column].dropna().unique()))
            raise DataError(f"no {column} {', '.join(unknown)} among the joint meetings; there are {there}")
    kept = rows[rows["kind"].isin(list(kinds)) & rows["duplicate_of"].isna()]
    kept = kept[kept["team"].isin(list(teams))] if len(teams) else kept
    found = kept.assign(year=kept["start"].dt.year).sort_values("start", kind="stable", ignore_index=True)
    found.attrs = dict(rows.attrs)
    return found


def per_team(rows):
    """What is published of each team.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `published` gives.

    Returns
    -------
    pandas.DataFrame
        One row a team, the most meetings first: ``team``, ``partner``, ``group``, ``meetings`` (rows, which are not
        all meetings the team held), ``first`` and ``last`` (year, as text), ``number`` (highest number a meeting has
        in the team's own count), ``participants`` and ``documents`` (least to most of what is published, with
        "about" where a figure is not exact), ``with_participants`` and ``with_documents`` (meetings that have one). No
        interval: which meetings have a published figure is no random draw.
    """
    found = []
    for team, here in rows.groupby("team", sort=False, observed=True):
        found.append({
            "team": team, "partner": _first(here["partner"]), "group": _first(here["itut_group"]),
            "meetings": len(here),
            "first": str(here["year"].min()), "last": str(here["year"].max()), "number": here["meeting_number"].max(),
            "participants": between(here["participants"], here["participants_qualifier"]),
            "with_participants": int(here["participants"].count()),
            "documents": between(here["input_documents"], here["input_documents_qualifier"]),
            "with_documents": int(here["input_documents"].count()),
        })  # fmt: skip
    table = pd.DataFrame(found)
    return table.sort_values("meetings", ascending=False, kind="stable", ignore_index=True)


def between(values, qualifiers):
    """Least and most of figures in words, with what is known of how exact they are.

    Examples
    --------
    >>> between(pd.Series([157, 200, None]), pd.Series(["exact", "about", None])), between(pd.Series([]), pd.Series([]))
    ('157 to about 200', None)
    """
    known = values.dropna().astype(float).sort_values(kind="stable")
    if known.empty:
        return None
    said = [_qualified(known[place], qualifiers[place]) for place in (known.index[0], known.index[-1])]
    return said[0] if known.iloc[0] == known.iloc[-1] else " to ".join(said)


def partners(rows, column="partner"):
    """With which organizations, and how often.

    Parameters
    ----------
    rows : pandas.DataFrame
        Meetings with names parted by '; ', such as ``partner`` of `published` or ``joint_with`` of
        `engagement.activities.meetings`. Different spellings and units of one organization (working groups of ISO/IEC
        JTC 1) are put together under their parent where the name begins with it.

    Returns
    -------
    pandas.DataFrame
        ``organization``, ``meetings``, the most first: a complete count of the rows.

    Examples
    --------
    >>> partners(pd.DataFrame({"partner": ["ISO/IEC JTC 1/SC 29/WG 11", "ISO/IEC JTC1/SC29", "ETSI; ISO-IEC JTC1"]}))[
    ...     ["organization", "meetings"]].to_numpy().tolist()
    [['ISO/IEC JTC 1', 3], ['ETSI', 1]]
    """
    named = (
        rows[column].dropna().astype(object).str.split("; ").map(lambda names: list(dict.fromkeys(map(_parent, names))))
    )
    counts = named.explode().value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return pd.DataFrame({"organization": list(counts.index), "meetings": counts.astype(int).tolist()})


def recorded(meetings, attendances, contributions):
    """Joint meetings on record, with who came and what was contributed.

    Parameters
    ----------
    meetings, attendances, contributions : pandas.DataFrame
        As `engagement.activities` gives.

    Returns
    -------
    pandas.DataFrame
        One row a meeting of kind joint, by date: ``meeting_id``, ``group``, ``team``, ``joint_with``, ``year``,
        ``start``, ``participants``, ``delegations``, ``countries`` (missing where there is no list), ``contributions``
        (documents; those that the partner holds are not among them) and ``contributors`` (organizations).
    """
    own = meetings[meetings["meeting_kind"] == KIND].rename(columns={"part": "team"})
    found = own[["meeting_id", "group", "team", "joint_with", "start"]].assign(year=own["start"].dt.year)
    lists = attendances[attendances["meeting_id"].isin(own["meeting_id"])]
    figures = ["participants", "delegations", "countries"]
    if len(lists):
        found = found.merge(attendance.per_meeting(lists)[["meeting_id", *figures]], on="meeting_id", how="left")
    else:
        found = found.assign(**dict.fromkeys(figures, float("nan")))
    papers = contributions[contributions["meeting_id"].isin(own["meeting_id"])]
    by = papers.groupby("meeting_id", observed=True)
    for column, counted in (("contributions", "document_id"), ("contributors", "organization")):
        many = found["meeting_id"].map(by[counted].nunique().to_dict())
        found[column] = many.fillna(0).astype(int)
    return found.sort_values("start", kind="stable", ignore_index=True)


def per_meeting(rows, figure, basis):
    """Mean of a figure per joint meeting; n counts meetings that have it, see `engagement.measures.ratios.rate`."""
    unit = f"{figure} per joint meeting"
    known = rows[figure].dropna().astype(float)
    return rate(known, unit, basis, f"mean {unit}", clusters="meetings")


def taking_part(attendances, meetings, basis, by="group"):
    """How many of the organizations at a group's own meetings also come to its joint meetings.

    Parameters
    ----------
    attendances, meetings : pandas.DataFrame
        As `engagement.activities` gives.
    basis : str
    by : str
        Column to tell apart by.

    Returns
    -------
    pandas.DataFrame
        One row a group with joint meetings: ``group``, ``meetings`` (joint), ``organizations`` (at its plenaries),
        ``joint`` (at its joint meetings), ``both``, and two shares (Estimates in percent): ``of_group``, of the
        organizations at plenaries, those also at joint meetings; ``of_joint``, of those at joint meetings, those also
        at plenaries. n counts organizations, taken as independent draws of organizations like these; Wilson interval.
        Rows without a known organization are left out, and an organization that came once counts like one that came
        always.
    """
    present = attendance.took_part(attendances).dropna(subset=["organization", by])
    kind = meetings.set_index("meeting_id")["meeting_kind"].to_dict()
    kinds = present["meeting_id"].map(kind)
    found = []
    for group, here in present[kinds == KIND].groupby(by, observed=True):
        joint = set(here["organization"])
        own = set(present.loc[(kinds == "plenary") & (present[by] == group), "organization"])
        both = len(joint & own)
        found.append({
            by: group, "meetings": here["meeting_id"].nunique(), "organizations": len(own), "joint": len(joint),
            "both": both,
            "of_group": _share(both, own, basis, f"organizations at plenaries of {group} also at joint meetings"),
            "of_joint": _share(both, joint, basis, f"organizations at joint meetings of {group} also at its plenaries"),
        })  # fmt: skip
    columns = [by, "meetings", "organizations", "joint", "both", "of_group", "of_joint"]
    return pd.DataFrame(found, columns=columns)


def most_active(attendances, contributions, meetings, rule, first=10):
    """The organizations most often at joint meetings.

    Parameters
    ----------
    attendances, contributions, meetings : pandas.DataFrame
        As `engagement.activities` gives.
    rule : engagement.disclosure.Rule
    first : int

    Returns
    -------
    pandas.DataFrame
        ``organization``, ``name``, ``kind``, ``meetings`` (joint meetings it came to), ``person_meetings`` (its
        participants over them, in words: rounded, or ``withheld``) and ``contributions`` (credits at them), at most
        `first` rows: a complete count. Those that came equally often stand by their contributions, then by name: the
        order says nothing of how many they sent.
    """
    own = meetings.loc[meetings["meeting_kind"] == KIND, "meeting_id"]
    here = attendance.took_part(attendances)
    here = here[here["meeting_id"].isin(own)].dropna(subset="organization")
    by = here.groupby("organization", observed=True)
    found = by[["name", "kind"]].first().assign(meetings=by["meeting_id"].nunique())
    papers = contributions[contributions["meeting_id"].isin(own)]
    credit = papers.groupby("organization", observed=True)["credit"].sum().astype(float)
    found["contributions"] = credit.reindex(found.index).fillna(0.0)
    found = found.reset_index().sort_values("name", kind="stable")
    found = found.sort_values(["meetings", "contributions"], ascending=False, kind="stable", ignore_index=True)
    told = tell(here, [["organization"]], [["organization"]], rule) if len(here) else None
    words = [told.words(["organization"], (one,)) for one in found["organization"].head(first)]
    found = found.head(first)
    found.insert(4, "person_meetings", pd.Series(words, index=found.index, dtype=object))
    return found


def _share(both, of, basis, method):
    if not of:
        return Estimate.not_estimable("no organizations", 0, "%", basis)
    return proportion(both, len(of), basis, method)


def _parent(name):
    """``ISO/IEC JTC 1`` for its subcommittees, however printed."""
    plain = name.replace("ISO-IEC", "ISO/IEC").replace("JTC1", "JTC 1")
    return "ISO/IEC JTC 1" if plain.startswith("ISO/IEC JTC 1") else name


def _qualified(value, qualifier):
    said = f"{value:,.0f}"
    return said if pd.isna(qualifier) or qualifier == EXACT else f"{qualifier} {said}"


def _first(column):
    known = column.dropna()
    return None if known.empty else known.iloc[0]

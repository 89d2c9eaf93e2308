"""Files that do not belong to one meeting: the calendar, organizations, members, leaders, priorities."""

import numpy as np
import pandas as pd

from engagement.demonstration import leadership, pages, value, workbooks
from engagement.demonstration.attendance import name
from engagement.demonstration.forms import write_forms
from engagement.demonstration.organizations import NEVER


def write(world, folder):
    """Write them.

    Parameters
    ----------
    world : World
        After its last meeting.
    folder : pathlib.Path
    """
    write_forms(folder, meetings=_meetings(world), organizations=_organizations(world), priorities=_priorities(world))
    _members(world, folder / "members.xlsx")
    _leaders(world, folder)


def _meetings(world):
    rows = world.meetings
    return rows[["meeting_id", "kind", "part", "joint_with", "place", "mode"]].assign(
        group=rows["group_name"], period=world.truth.period, start=days(rows["start"]), end=days(rows["end"])
    )


def _organizations(world):
    firms = world.organizations
    return pd.DataFrame({
        "organization_id": firms.id, "name": firms.name, "kind": firms.kind, "country": codes(world)[firms.country],
    })  # fmt: skip


def _priorities(world):
    rows = value.priorities(world.random["priorities"], world.truth, world.ground)
    return rows.assign(date=days(rows["date"]))


def _members(world, path):
    """The list of members, a line a membership."""
    firms, groups = world.organizations, world.groups
    single = np.where(firms.kind == "Associate", firms.interest.argmax(axis=1), -1)
    countries = world.ground.countries["printed"].to_numpy(object)
    rows = []
    for place in range(len(firms)):
        for start, end in firms.spells[place]:
            if start < NEVER:
                group = groups[single[place]] if single[place] >= 0 else ""
                until = "" if end > world.ground.end else str(end)
                country = countries[firms.country[place]]
                rows.append((firms.name[place], firms.kind[place], group, country, str(start), until))
    headings = ["Member", "Category", "Study group", "Country", "Member since", "Member until"]
    workbooks.write_list(path, f"ITU-T membership, {world.truth.period}", headings, rows)


def _leaders(world, folder):
    """Present holders on a page a group, former ones with their terms in the form of roles."""
    seats = leadership.make(
        world.random["leadership"], world.truth, world.ground, world.questions, world.organizations, world.persons,
        world.contributions.by_organization,
    )  # fmt: skip
    persons, firms = world.persons, world.organizations
    seats["organization"] = firms.name[persons.organization[seats["person"]]]
    home = persons.country[seats["person"]]
    seats["printed"], seats["code"] = world.ground.countries["printed"].to_numpy(object)[home], codes(world)[home]
    (folder / "leadership").mkdir()
    for group, rows in seats[seats["end"].isna()].groupby("group"):
        called = world.groups[group]
        lines = (
            ("", name(row.person), leadership.printed(row.role, row.scope), row.organization, row.printed)
            for row in rows.itertuples()
        )
        pages.save(folder / "leadership" / f"{called}.html", pages.leadership_list(called, world.ground, lines))
    former = seats[seats["end"].notna()]
    write_forms(folder, roles=pd.DataFrame({
        "role": former["role"], "group": [world.groups[g] for g in former["group"]],
        "scope": former["scope"].replace("", None), "period": world.truth.period,
        "person": [name(n) for n in former["person"]],
        "organization_printed": former["organization"], "country": former["code"],
        "start": days(former["start"]), "end": days(former["end"]),
    }))  # fmt: skip


def codes(world):
    """Codes of the countries, by their places."""
    return world.ground.countries["iso2"].to_numpy(object)


def days(column):
    """Days as text."""
    return column.dt.strftime("%Y-%m-%d")

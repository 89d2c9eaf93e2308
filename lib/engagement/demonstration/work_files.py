"""Files of the work and what became of it: work programme, Recommendations, citations, patent statements."""

import pandas as pd

from engagement.demonstration import pages, value, work_items
from engagement.demonstration.attendance import name
from engagement.demonstration.forms import write_forms
from engagement.demonstration.lists import codes, days
from engagement.demonstration.pages import NOTICE


def write(world, folder):
    """Write them.

    Parameters
    ----------
    world : World
        After its last meeting.
    folder : pathlib.Path
    """
    _work(world, folder)
    _outcomes(world, folder)


def _work(world, folder):
    """The work programme of each group, pages of some items, and all items with their history in their form."""
    names = [[world.organizations.name[n] for n in row if n >= 0] for row in world.champions]
    rows = _items(world, names)
    (folder / "work-programme" / "items").mkdir(parents=True)
    for group, part in rows.groupby("group", sort=False):
        lines = map(_line, part.to_dict("records"))
        pages.save(folder / "work-programme" / f"{group}.html", pages.work_programme(group, world.ground, lines))
        going = part[part["stage"] == "under study"]  # of these a page tells all that their history does
        for place, row in going.head(world.truth.work_items.pages_per_group).iterrows():
            page = pages.work_item(place + 1, _item(world, row, world.champions[place]))
            pages.save(folder / "work-programme" / "items" / f"{row['work_item_id']}.html", page)
    write_forms(folder, work_items=rows)


def _items(world, names):
    """The items as their form has them; ``names`` are the organizations behind each."""
    items = world.items
    return pd.DataFrame({
        "work_item_id": items["item"],
        "group": [world.groups[g] for g in items["group"]],
        "period": world.truth.period,
        "questions": [world.questions[g].numbers[q] for g, q in zip(items["group"], items["question"], strict=True)],
        "title": items["title"],
        "process": items["process"],
        "stage": items["stage"].replace("registered", "under study"),
        "priority": items["priority"],
        "registered": days(items["registered"]),
        "target": days(items["target"]),
        "updated": days(items[list(work_items.STAGES)].max(axis=1)),
        "history": work_items.history(items),
        "editors_printed": [one[0] for one in names],
        "supporters_printed": ["; ".join(one) for one in names],
    })  # fmt: skip


def _line(row):
    """An item as the work programme lists it."""
    return {
        "Work item": row["work_item_id"],
        "Question": "Q" + row["questions"],
        "Equivalent number": "",
        "Status": row["stage"].capitalize(),
        "Timing": row["target"][:7],
        "Approval process": row["process"],
        "Version": "New",
        "Subject / Title": row["title"],
        "Priority": row["priority"],
    }


def _item(world, row, champions):
    """An item as its own page tells it."""
    firms, persons = world.organizations, world.persons
    names = [firms.name[n] for n in champions if n >= 0]
    editor = name(int((persons.organization == champions[0]).argmax()))
    country = world.ground.countries["printed"].iloc[firms.country[champions[0]]]
    return {
        "Work item": row["work_item_id"],
        "Subject/title": row["title"],
        "Status": row["stage"].capitalize(),
        "Approval process": row["process"],
        "Type of work item": "Recommendation",
        "Version": "New",
        "Equivalent number": "",
        "Timing": row["target"][:7],
        "Liaison": "",
        "Supporting members": "\n".join(names),
        "Summary": NOTICE,
        "Comment": "",
        "Reference(s)": "",
        "Question": "Q" + row["questions"],
        "Study group": row["group"],
        "Study period": world.ground.period_years,
        "Editor(s)": f"{editor}, {names[0]}, {country}",
        "First registration in the WP": row["registered"],
        "Last update": row["updated"],
    }


def _outcomes(world, folder):
    """Recommendations, citations and patent statements."""
    truth, end, firms = world.truth, world.ground.end, world.organizations
    rows = value.publications(world.items, end)
    drawn = world.contributions.by_item[rows.index]
    cited = value.citations(world.random["citations"], truth, rows, drawn)
    stated = value.patents(world.random["patents"], truth, rows, drawn, firms, end)
    write_forms(
        folder,
        publications=pd.DataFrame({
            "publication_id": rows["publication"], "recommendation": rows["recommendation"],
            "series": rows["recommendation"].str[0], "kind": "recommendation", "published": days(rows["published"]),
            "status": "Published", "owner": [world.groups[g] for g in rows["group"]], "title": rows["title"],
        }),
        value_indicators=pd.DataFrame({
            "publication": cited["publication"], "indicator": "citations", "date": cited["year"].astype(str) + "-12-31",
            "value": cited["citations"], "unit": "citations per year",
        }),
        patent_statements=pd.DataFrame({
            "recommendation": stated["recommendation"], "organization_printed": firms.name[stated["organization"]],
            "option": stated["option"], "date": days(stated["date"]),
            "country": codes(world)[firms.country[stated["organization"]]],
        }),
    )  # fmt: skip

"""Developing countries within one body as a page shows them: industry's part, group by group, year by year.

Each function takes a `engagement.measures.development_bodies.Body` and gives a figure, a table or a paragraph.
"""

import pandas as pd

from engagement.views import concentration_charts, sentences
from engagement.views.developing import intervals
from engagement.views.figures import DEMONSTRATION, show
from engagement.views.sentences import say, span, verdict
from engagement.views.tables import table

DECIDES = "whether the two differ is told by the difference, since the interval of the ratio is made on another scale"


def industry_table(body, parts, industry):
    """Industry's part in each activity; ``parts`` by activity, as `engagement.measures.development_industry` gives."""
    rows = [
        (name, part.developing, part.other, part.difference, part.ratio, 100 * part.known)
        for name, part in parts.items()
    ]
    heads = ["activity", "developing, %", "others, %", "difference, points", "ratio", "kind known, %"]
    return table(
        pd.DataFrame(rows, columns=heads),
        f"{body.title}: share of industry ({industry}) in what developing countries and others do, with 95% intervals; "
        f"{DECIDES}",
        basis=body.basis,
    )


def industry_said(body, part):
    """Whether industry has a greater part in the contributions of developing countries than in those of others."""
    return say(
        f"{body.title}: industry has {span(part.developing, '%')} of the contributions of developing countries and",
        f"{span(part.other, '%')} of those of the others. The difference is "
        f"{span(part.difference, 'percentage points')}:",
        verdict(
            part.difference, 0, "a greater part in developing countries.", "a smaller part in developing countries.",
            "whether it is a greater or smaller part cannot be told.",
        ),
        basis=body.basis,
    )  # fmt: skip


def industry_definitions(body, frame):
    """Industry's part in contributions under each definition."""
    caption = f"share of industry in contributions under each definition, in percent, with 95% intervals; {DECIDES}"
    return table(frame, f"{body.title}: {caption}", basis=body.basis)


def groups(body, frame):
    """Their share in each group beside that in all groups."""
    return intervals(
        body, frame["group"], frame["share"], "share, %", body.share.value,
        f"share of developing countries in {body.lead} by group; the line is that of all groups."
        + f" n counts organizations and, as one each, {body.lead} whose organization is not known." * _unknown(body),
    )  # fmt: skip


def groups_said(body, frame):
    """From where to where it runs, and which groups differ from all groups."""
    level, last, first = body.share.value, frame.iloc[-1], frame.iloc[0]
    bounds = [(one.low, one.high) for one in frame["share"]]
    beyond = [low is not None and not low <= level <= high for low, high in bounds]
    apart = list(frame.loc[beyond, "group"])
    return say(
        f"{body.title}: {body.lead} by group, from {span(last['share'], '%')} in {last['group']}",
        f"to {span(first['share'], '%')} in {first['group']}.",
        f"The share of all groups lies outside the {'interval' if len(apart) == 1 else 'intervals'} of "
        f"{sentences.listing(apart)}."
        if apart
        else "All intervals hold the share of all groups: which of them differ cannot be told.",
        basis=body.basis,
    )


def periods_table(body, frame):
    """Their share in each study period, where years are not known."""
    return table(
        frame.drop(columns="classified").rename(columns={"credit": body.lead, "share": "share, %"}),
        f"{body.title}: share of developing countries in {body.lead} by study period, with 95% intervals",
        basis=body.basis,
    )


def years(body, frame):
    """Their share in each year."""
    ends = {f"share_{end}": [getattr(one, end) for one in frame["share"]] for end in ("low", "high")}
    frame = frame.assign(**ends, share=[one.value for one in frame["share"]])
    first, last = (f"{row['share']:.3g}% in {row['year']:.0f}" for _, row in frame.iloc[[0, -1]].iterrows())
    return show(
        concentration_charts.through_years, frame, "share", "share of developing countries, %",
        caption=f"{body.title}: share of developing countries in the {body.lead} of each year; the band is the 95% "
        "interval.",
        alt=f"Share of developing countries: {first}, {last}.", basis=body.basis, height=3.2,
    )  # fmt: skip


def years_said(body, change):
    """Whether it grew; ``change`` as `engagement.measures.development_tables.change` gives."""
    return say(
        f"{body.title}: from {change.since:.0f} on the share in {body.lead} is {span(change.late, '%')}, after "
        f"{span(change.early, '%')} up to {change.until:.0f}:",
        f"a change of {span(change.difference, 'percentage points')};",
        verdict(change.difference, 0, "it has grown.", "it has become smaller.", "whether it grew cannot be told."),
        basis=body.basis,
    )


def _unknown(body):
    """Whether n counts rows that name no organization, in the activity that leads."""
    return bool(body.overview.loc[body.lead, "unknown"])


def told(body, part, name):
    """Industry's part in contributions, for the answer of a page."""
    made_up = "made-up records of " if body.basis == DEMONSTRATION else ""
    return (
        f"in {made_up}{name} industry has {span(part.developing, '%')} of the contributions of developing countries, "
        f"and {span(part.other, '%')} of those of others"
    )

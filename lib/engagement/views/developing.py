"""Developing countries in one body as a page shows them: in each activity, under each definition, country by country.

Each function takes a `engagement.measures.development_bodies.Body` and gives a figure, a table or a paragraph.
"""

import pandas as pd

from engagement.evidence import comparing
from engagement.measures import development_tables, placed
from engagement.measures.development_sensitivity import sides
from engagement.views import charts, sentences
from engagement.views.figures import DEMONSTRATION, show
from engagement.views.sentences import say, span, verdict
from engagement.views.tables import table

ROW = 0.32  # inches of a figure for each interval
ALT = "Share of developing countries in percent: "


def counted(body, names):
    """How many rows there are of each activity, how countries were filled in, and which are left out."""
    filled = int(body.overview["filled"].sum())
    left = development_tables.not_classified(body.rows[body.lead])
    most = [f"{names.get(row.country, row.country)} ({row.share:.2g}%)" for row in left.head(3).itertuples()]
    rows = ", ".join(f"{count:,} rows of {name}" for name, count in body.overview["rows"].items())
    return say(
        f"{body.title}: {rows}.",
        f"In {filled:,} of them the country is that of the organization." if filled else "",
        f"Of {body.lead}, {left['share'].sum():.3g}% are left out, since their country is not stated or not "
        f"classified: {sentences.listing(most)}."
        if most
        else "",
        basis=body.basis,
    )


def shares(body):
    """Their share of each activity beside their share of Member States."""
    frame, level = body.overview, body.benchmark.value
    return intervals(
        body,
        frame["activity"],
        frame["share"],
        "share, %",
        level,
        f"share of developing countries; the line is their share of Member States, {level:.0f}%.",
    )


def shares_table(body, definition):
    """The same as a table, with the representation ratio."""
    frame = body.overview.assign(n=[share.n for share in body.overview["share"]])
    frame = frame.assign(classified=100 * frame["classified"])
    frame = frame[["activity", "rows", "classified", "share", "ratio", "n", "unknown"]]
    heads = {"share": "share, %", "ratio": "representation ratio", "classified": "country classified, %",
             "unknown": "of n, not known"}  # fmt: skip
    return table(
        frame.rename(columns=heads),
        f"{body.title}: developing countries by definition '{definition}', with 95% intervals; the ratio is 1 where "
        "their share is that of Member States; n counts organizations (meetings for countries present, authors for "
        "authorships) and, as one each, rows of which that is not known",
        basis=body.basis,
    )


def shares_said(body):
    """In which activities their part is clearly smaller or greater than their number."""
    frame = body.overview
    side = {"below": [], "above": [], "open": []}
    for activity, share, ratio in zip(frame["activity"], frame["share"], frame["ratio"], strict=True):
        if share.estimable:
            side[verdict(ratio, 1, "above", "below", "open")].append(activity)
    behind = [f"of {row.activity}, {row.behind}" for row in frame.itertuples() if row.unknown]
    return say(
        f"{body.title}: developing countries have {span(body.share, '%')} of {body.lead}",
        f"and are {body.benchmark.value:.0f}% of the Member States.",
        f"n counts, {'; '.join(behind)}." if behind else "",
        of_one_group(body),
        f"Their part is clearly smaller than that in {sentences.listing(side['below'])}." if side["below"] else "",
        f"It is clearly greater in {sentences.listing(side['above'])}." if side["above"] else "",
        f"For {sentences.listing(side['open'])} this cannot be told." if side["open"] else "",
        basis=body.basis,
    )


def of_one_group(body):
    """That seats over all groups are mostly those of one: a sentence, empty unless a body leads with its seats."""
    found = development_tables.largest_group(body.rows[body.lead])
    if body.lead not in placed.BENCHES or found is None or found[1] == found[2]:
        return ""
    return (
        f"{found[0]} has {found[1]} of the {found[2]} {body.lead} known, so that their share over all groups hangs "
        "on the groups whose seats were found."
    )


def seats_said(body):
    """Their share of each kind of seat against that of contributions: a list of paragraphs, empty without both."""
    of = body.overview["share"]
    benches = [name for name in placed.BENCHES if {name, "contributions"} <= set(of.index)]
    ratios = {name: comparing.ratio(of[name], of["contributions"]) for name in benches}
    return [
        say(
            f"{body.title}: their share of {name} is {span(ratio, 'times their share of contributions')}:",
            verdict(
                ratio, 1, "more than they contribute.", "less than they contribute.", "more or less cannot be told."
            ),
            basis=body.basis,
        )
        for name, ratio in ratios.items()
    ]


def definitions_table(body, frames):
    """Their share of each activity under each definition; ``frames`` by activity, as `under_each` gives."""
    first = frames[body.lead]
    wide = {"definition": first["definition"], "Member States": [one.value for one in first["benchmark"]]}
    return table(
        pd.DataFrame(wide | {name: list(frame["share"]) for name, frame in frames.items()}),
        f"{body.title}: share of developing countries in percent under each definition, with 95% intervals",
        basis=body.basis,
    )


def definitions(body, frame):
    """Their representation in the activity that leads, under each definition."""
    known = frame[[ratio.estimable for ratio in frame["ratio"]]]
    return intervals(
        body,
        known["definition"],
        known["ratio"],
        "share over share of Member States",
        1,
        f"representation of developing countries in {body.lead} under each definition; 1 is as their number.",
        alt="Representation ratio: ",
    )


def definitions_said(body, frame):
    """How far the answer hangs on the definition."""
    side, values, among = sides(frame["ratio"]), _values(frame["ratio"]), _values(frame["share"])
    if not values:
        return say(
            f"{body.title}: no definition says of any of the {body.lead} whether it comes from there.", basis=body.basis
        )
    return say(
        f"{body.title}: by the definition, the share of developing countries in {body.lead} runs from "
        f"{min(among):.2g}% to {max(among):.2g}%,",
        f"and its ratio to their share of Member States from {min(values):.2g} to {max(values):.2g}.",
        f"Under {side['below']} of {len(frame)} definitions they clearly do less than their number, under "
        f"{side['above']} more; under {side['neither']} that cannot be told.",
        basis=body.basis,
    )


def disputed_table(body, frame, names):
    """The countries that definitions put on different sides."""
    return table(
        frame.assign(country=frame["country"].map(names)).rename(columns={"share": f"% of {body.lead}"}),
        f"{body.title}: countries that definitions put on different sides, the most active first",
        basis=body.basis,
    )


def without_table(body, frame, names):
    """What is left when one of the largest is taken out."""
    heads = {"credit": f"its % of {body.lead}", "share": "share of developing countries among the rest, %"}
    return table(
        frame.assign(without=frame["without"].map(names).fillna("none")).rename(columns=heads),
        f"{body.title}: {body.lead} without one developing country",
        basis=body.basis,
    )


def without_said(body, frame, names):
    """What the largest of them makes of the answer: a list of one paragraph, empty where there is none."""
    if len(frame) < 2:
        return []
    top = frame.iloc[1]
    return [
        say(
            f"{body.title}: {names[top['without']]} alone has {top['credit']:.3g}% of the {body.lead} whose country is "
            "classified; without it the share of developing countries is",
            f"{span(top['share'], '%')} in place of {frame['share'].iloc[0].value:.3g}%.",
            basis=body.basis,
        )
    ]


def reach_table(body, frames):
    """The Member States seen in each activity; ``frames`` by activity, as `engagement.measures.development.reach`."""
    rows = []
    for name, frame in frames.items():
        frame = frame.set_index("status")
        seen = {
            f"{kind} ({frame.loc[kind, 'member_states']}), seen": int(frame.loc[kind, "seen"]) for kind in frame.index
        }
        rows.append({"activity": name} | seen | {f"{kind}, %": float(frame.loc[kind, "share"]) for kind in frame.index})
    caption = f"{body.title}: Member States seen at least once, of all of them; complete counts"
    return table(pd.DataFrame(rows), caption, basis=body.basis)


def reach_said(body, frames):
    """How many are seen in the activity that leads."""
    few = frames[body.lead].set_index("status")
    return say(
        f"{body.title}: in {body.lead}, {few.loc['developing', 'seen']} of {few.loc['developing', 'member_states']} "
        "developing Member States",
        f"are seen at least once, and {few.loc['other', 'seen']} of {few.loc['other', 'member_states']} others.",
        basis=body.basis,
    )


def chairs_said(body, definition):
    """Their share of chairs beside what was published: a list of one paragraph, empty where no chair is known."""
    share = body.overview["share"].get(placed.CHAIRS)
    if share is None:
        return []
    return [
        say(
            f"By definition '{definition}', developing countries hold {span(share, '%')} of the chairs and vice-chairs "
            "that pages of ITU name in the groups and years chosen here. The shares published are of other seats, of "
            "which no list is on record, so the two need not agree.",
            of_one_group(body),
            basis=body.basis,
        )
    ]


def told(body, frame, name):
    """Their share of the activity that leads, for the answer of a page; ``frame`` as for `definitions`."""
    made_up = "made-up records of " if body.basis == DEMONSTRATION else ""
    named = " that pages of ITU name" if body.basis == "published" else ""
    seats = development_tables.largest_group(body.rows[body.lead]) if body.lead in placed.BENCHES else None
    of_one = f", {seats[1]} of the {seats[2]} being those of {seats[0]}" if seats else ""
    behind = f" (n counts {body.overview.loc[body.lead, 'behind']})" if body.overview.loc[body.lead, "unknown"] else ""
    return (
        f"in {made_up}{name}{_years(body)} they have {span(body.share, '%')} of {body.lead}{named}{behind}{of_one}, "
        f"by its interval less than their share of Member States under {sides(frame['ratio'])['below']} of "
        f"{len(frame)} definitions"
    )


def intervals(body, labels, estimates, xlabel, null, caption, alt=ALT, row=ROW):
    """Intervals of one body, one above the other; ``null`` is the line they are held against."""
    return show(
        charts.intervals,
        list(labels),
        list(estimates),
        xlabel,
        null=null,
        caption=f"{body.title}: {caption}",
        alt=alt + sentences.reading(labels, estimates),
        basis=body.basis,
        height=1.2 + row * len(labels),
    )


def _years(body):
    """The years of the activity that leads: ``, 2005 to 2022,``; nothing where only study periods are known."""
    years = body.rows[body.lead]["year"].dropna()
    if years.empty:
        return ""
    return f", {years.min():.0f} to {years.max():.0f}," if years.nunique() > 1 else f" in {years.max():.0f}"


def _values(estimates):
    return [one.value for one in estimates if one.estimable]

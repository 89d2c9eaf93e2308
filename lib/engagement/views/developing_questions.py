"""Developing countries in the Questions of one body as a page shows them.

Each function takes a `engagement.measures.development_bodies.Body` and rows of
`engagement.measures.question_development.overview`.
"""

import pandas as pd

from engagement.views.developing import intervals
from engagement.views.sentences import say
from engagement.views.tables import table

HEADS = {
    "raw": "as counted, %",
    "share": "contributions, pooled, %",
    "organizations": "organizations, pooled, %",
    "rapporteurs": "rapporteurs, pooled, %",
    "industry": "industry in theirs, pooled, %",
}
DIGITS = {HEADS["raw"]: 1, "rank": 0}


def of_largest(rows, most):
    """The first rows of the group that has most Questions."""
    return rows[rows["group"] == rows["group"].value_counts().index[0]].head(most)


def questions_table(body, rows, word):
    """Questions of one group; ``word`` is what they are called, as a plural."""
    return table(
        _shown(rows, word[:-1], "rank"),
        f"{body.title}: share of developing countries in the {word} of {rows['group'].iloc[0]} with most "
        "contributions, and industry's part in what developing countries contribute, with 95% intervals; rank by "
        "contributions, pooled; credits are contributions, counted for each of their sources",
        digits=DIGITS,
        basis=body.basis,
    )


def questions(body, rows, word):
    """Their share in each of these Questions beside that in all of the group."""
    return intervals(
        body, rows["question"], rows["share"], "share of contributions, %", rows["whole"].iloc[0],
        f"share of developing countries in contributions to {word} of {rows['group'].iloc[0]}, pooled, with 95% "
        f"intervals; the line is that of all its {word}.",
        row=0.3,
    )  # fmt: skip


def questions_said(body, rows, word):
    """From where to where shares run over all Questions, and how far they can be told apart."""
    values, places = [share.value for share in rows["share"]], [rank.high - rank.low + 1 for rank in rows["rank"]]
    apart = sum(not share.low <= level <= share.high for share, level in zip(rows["share"], rows["whole"], strict=True))
    return say(
        f"{body.title}: over {len(rows):,} {word} the share of developing countries in contributions runs from "
        f"{min(values):.0f}% to {max(values):.0f}% once pooled; as counted, from {rows['raw'].min():.0f}% to "
        f"{rows['raw'].max():.0f}%.",
        f"{apart:,} of the {len(rows):,} intervals do not hold the share in the group; by chance alone it would be "
        f"about {len(rows) / 20:.0f} or fewer."
        if apart
        else "All intervals hold the share in the group: which differ cannot be told.",
        f"For half of them the rank within the group may be any of {pd.Series(places).median():.0f} places or more.",
        basis=body.basis,
    )


def parties_table(body, rows):
    """Working parties, in the form of Questions."""
    return table(
        _shown(rows, "working party"),
        f"{body.title}: working parties, as above; Questions whose working party is not known are left out, and fewer "
        "than three of a group are not pooled",
        digits=DIGITS,
        basis=body.basis,
    )


def _shown(rows, name, *more):
    columns = ["question", "credit", *(column for column in HEADS if column in rows), *more]
    return rows[columns].rename(columns={"question": name, "credit": "credits", **HEADS})

"""Names worth a look: the most frequent of the unknown and doubtful, with where they stand and what they may be."""

import pandas as pd

from engagement.organizations.listed import ALIAS, EXACT, UNRESOLVED
from engagement.organizations.newcomers import PREFIX
from engagement.organizations.refusals import NO_ORGANIZATION
from engagement.organizations.resolving import candidates, resolve

SURE = 0.97  # a rule that only spells out or drops a legal form needs no look
SETTLED = ("empty", "no letters", NO_ORGANIZATION)
MOST, BESIDE = 500, 3
COLUMNS = [
    "name", "mentions", "where", "beside", "organization_id", "score", "method", "why",
    "candidate", "candidate_name", "candidate_score", "candidate_why", "more",
]  # fmt: skip


def worklist(mentions, sources=None, *, organizations, aliases, refused=None, most=MOST):
    """The names to decide on, most frequent first.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row a name and place: ``name``, ``place`` (a table and body), ``mentions``.
    sources : pandas.DataFrame, optional
        Lists of sources: ``document`` and ``name``, for what is printed beside a name.
    organizations, aliases, refused : pandas.DataFrame
        As in `resolve`.
    most : int
        Length of the list.

    Returns
    -------
    pandas.DataFrame
        One row a name: ``name``, ``mentions``, ``where``, ``beside``; what it resolves to (``organization_id``,
        ``score``, ``method``, ``why``); the curated organization it may be (``candidate``, ``candidate_name``,
        ``candidate_score``, ``candidate_why``) and ``more`` of them.
    """
    tables = {"organizations": organizations, "aliases": aliases, "refused": refused}
    counts = mentions.groupby("name")["mentions"].sum()
    resolved = resolve(counts.index.repeat(counts), **tables).drop_duplicates("name")
    doubtful = resolved[~_is_settled(resolved)].assign(mentions=lambda rows: rows["name"].map(counts))
    rows = doubtful.sort_values(["mentions", "name"], ascending=[False, True]).head(most)
    rows = rows.rename(columns={"evidence": "why"}).reset_index(drop=True)
    rows["where"] = rows["name"].map(_where(mentions[mentions["name"].isin(rows["name"])]))
    rows["beside"] = rows["name"].map(_beside(rows["name"], sources))
    found = _candidates(rows, candidates(list(counts.index), **tables), organizations)
    return rows.join(found)[COLUMNS]


def _is_settled(resolved):
    named = resolved["method"].isin([EXACT, ALIAS]) | (resolved["score"].ge(SURE) & _is_listed(resolved))
    return named | (resolved["method"].eq(UNRESOLVED) & resolved["evidence"].isin(SETTLED))


def _is_listed(resolved):
    return resolved["organization_id"].notna() & ~resolved["organization_id"].fillna("").str.startswith(PREFIX)


def _where(mentions):
    ordered = mentions.sort_values(["name", "mentions", "place"], ascending=[True, False, True])
    said = ordered["place"] + " " + ordered["mentions"].astype(str)
    return said.groupby(ordered["name"]).agg("; ".join).to_dict()


def _beside(names, sources):
    """The names most often printed in the same list of sources."""
    if sources is None or sources.empty:
        return {}
    hits = sources[sources["name"].isin(names)]
    pairs = hits.merge(sources[sources["document"].isin(hits["document"])], on="document", suffixes=("", "_other"))
    pairs = pairs[pairs["name"] != pairs["name_other"]]
    counts = pairs.groupby(["name", "name_other"]).size().reset_index(name="n")
    counts = counts.sort_values(["name", "n", "name_other"], ascending=[True, False, True])
    top = counts.groupby("name").head(BESIDE)
    return top.groupby("name")["name_other"].agg("; ".join).to_dict()


def _candidates(rows, doubts, organizations):
    """For each row the curated organizations it may be: the one it resolves to, then the doubtful ones."""
    names = dict(zip(organizations["organization_id"], organizations["name"], strict=True))
    options = {}
    resolved = rows[_is_listed(rows)]
    for name, one, score, why in resolved[["name", "organization_id", "score", "why"]].itertuples(index=False):
        options.setdefault(name, []).append((one, score, why))
    for name, one, score, why in doubts[["name", "organization_id", "score", "evidence"]].itertuples(index=False):
        if one in names:
            options.setdefault(name, []).append((one, score, why))
    found = [_told(options.get(name, []), names) for name in rows["name"]]
    return pd.DataFrame(found, columns=COLUMNS[8:], index=rows.index)


def _told(options, names):
    if not options:
        return [None] * 5
    (best, score, why), *rest = options
    more = "; ".join(f"{one} ({names[one]}, {score:.2f})" for one, score, _ in rest)
    return [best, names[best], score, why, more or None]

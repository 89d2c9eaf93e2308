"""Developing countries in each Question or working party: its contributions, its organizations, its rapporteurs."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.development import DEVELOPING, OTHER, classified
from engagement.measures.question_shares import by_period, exploded
from engagement.measures.question_work import RAPPORTEURS
from engagement.measures.shares import sectors

KEYS = ["group", "period", "question"]


def contributions(rows, statuses):
    """Contributions to each Question, by the country of the seat of each organization.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.question_shares.exploded` gives.
    statuses : pandas.Series
        As `engagement.measures.development.status` gives.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``contributions``, and ``contributing organizations`` (a row an organization and Question, whatever it
        contributed), with ``development_status``, missing where the country is not known or not classified.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": "SG13", "period": "T22", "question": "1/13", "credit": 1.0,
    ...                      "organization": list("aab"), "organization_country": ["IN", "IN", "FR"]})
    >>> found = contributions(rows, pd.Series({"IN": "developing", "FR": "other"}))
    >>> [of["development_status"].tolist() for of in found.values()]
    [['developing', 'developing', 'other'], ['developing', 'other']]
    """
    placed = classified(rows, statuses, "organization_country")
    once = placed.dropna(subset="organization").drop_duplicates([*KEYS, "organization"]).assign(credit=1.0)
    return {"contributions": placed, "contributing organizations": once.reset_index(drop=True)}


def seats(held, statuses, parties=None):
    """Seats of rapporteurs and associate rapporteurs, by the country of the holder or else of the organization.

    Parameters
    ----------
    held : pandas.DataFrame
        As `engagement.activities.seats` gives, see `engagement.measures.placed.held`; ``scope`` is the Question.
    statuses : pandas.Series
    parties : pandas.Series, optional
        Working party by Question, see `engagement.measures.working_parties`: seats are then those of the Questions of
        each, and of Questions without one left out.

    Returns
    -------
    pandas.DataFrame
        A row a seat in the form of `contributions`, none where no seat is of a Question.
    """
    own = held[held["role"].isin(RAPPORTEURS) & held["scope"].notna()]
    country = own["country"].astype(object).where(own["country"].notna(), own["organization_country"].astype(object))
    own = own.assign(question=own["scope"].astype(object), country=country, credit=1.0, document_id=pd.NA)
    if parties is not None:
        own = own.assign(question=own["question"].map(parties.to_dict()).astype(object)).dropna(subset="question")
    return classified(own.reset_index(drop=True), statuses)


def forms(credits, held, statuses, column="questions", parties=None):
    """What `overview` takes: contributions to Questions, and the seats of their rapporteurs where these are known.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.
    held : pandas.DataFrame or None
        As `seats` takes it.
    statuses : pandas.Series
    column : {"questions", "agenda_item"}
        Rapporteurs are of Questions only.
    parties : pandas.Series, optional
        As for `seats`.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    found = contributions(exploded(credits, column), statuses)
    if held is not None and column == "questions":
        found["rapporteurs"] = seats(held, statuses, parties)
    return found


def pooled(rows, basis, **options):
    """The share of developing countries in each Question, drawn towards the others of its group.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `contributions` or `seats` gives.
    basis : str
    **options
        ``level``, ``draws``, ``rng`` and ``ranked`` as for `engagement.measures.question_shares.pooled_shares`.

    Returns
    -------
    pandas.DataFrame
        As `engagement.measures.question_shares.by_period`, organizations being drawn: all contributions of an
        organization are of one country, so that a Question counts with its effective number of organizations,
        ``(sum c)^2 / sum c^2`` over their credits c. Rows whose country is not classified are in neither part nor
        whole. An organization behind several Questions is an error they have in common. n counts organizations.
        Simulated (`engagement.validation.coverage_questions`, Questions of 5 to 40 out of 60 organizations), 95%
        intervals cover 96% over 5 Questions, 94% over 10 and 94% over 30.

    Raises
    ------
    DataError
        If no row is of a country that is classified.
    """
    if not rows["development_status"].notna().any():
        raise DataError("no row of a Question is of a country that is classified; choose another definition")
    hit = rows["development_status"].eq(DEVELOPING).astype(object).where(rows["development_status"].notna())
    return by_period(_own(rows), hit, basis, drawn="organization", **options)


def industry(rows, firms, basis, **options):
    """Industry's part in what developing countries contribute to each Question, beside its part in what others do.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `contributions` gives.
    firms : collection of str
        Kinds that count as industry, see `engagement.measures.industry_kinds`.
    basis : str
    **options
        ``level``, ``draws`` and ``rng`` as for `pooled`.

    Returns
    -------
    pandas.DataFrame
        One row a Question to which either contributed: ``group``, ``period``, ``question``; ``developing`` and
        ``other`` (Estimates in percent, each pooled among the Questions of the group; missing where countries of that
        status contributed nothing of a known kind), with ``raw_developing`` and ``raw_other`` as counted.

    Raises
    ------
    DataError
        If neither contributed anything of a known kind.
    """
    sides = [side for status in (DEVELOPING, OTHER) if len(side := _side(rows, firms, status, basis, **options))]
    if not sides:
        raise DataError("no contribution is of an organization whose kind and country are known")
    columns = [DEVELOPING, f"raw_{DEVELOPING}", OTHER, f"raw_{OTHER}"]
    return pd.concat(sides, axis=1).reindex(columns=columns).reset_index()


def _side(rows, firms, status, basis, **options):
    """Industry's part by Question in what countries of one status contribute; no rows where they contribute nothing."""
    of = sectors(rows["kind"], firms)
    mine = (rows["development_status"].eq(status) & of.notna()).to_numpy(dtype=bool)
    if not mine.any():
        return pd.DataFrame(columns=[*KEYS, status, f"raw_{status}"]).set_index(KEYS)
    hit = of[mine].eq("industry")
    side = by_period(_own(rows[mine]), hit, basis, drawn="organization", ranked=False, **options)
    names = {"share": status, "raw": f"raw_{status}"}
    return side.rename(columns=names).set_index(KEYS)[list(names.values())]


def overview(forms, firms, basis):
    """Developing countries in each Question in one table.

    Parameters
    ----------
    forms : dict of str to pandas.DataFrame
        As `contributions` gives, and ``rapporteurs`` as `seats` gives, where there are any.
    firms : collection of str
    basis : str

    Returns
    -------
    pandas.DataFrame
        One row a Question with contributions from classified countries: as `pooled` of the contributions, with
        ``whole`` (their share in those to all Questions of the group and period as counted, %), ``organizations``,
        ``rapporteurs`` (Estimates of their share among these) and ``industry`` (Estimate of industry's part in what
        developing countries contribute); missing where a Question has none.

    Raises
    ------
    DataError
        As `pooled`.
    """
    found = pooled(forms["contributions"], basis)
    sums = found.assign(hits=found["raw"] * found["credit"]).groupby(KEYS[:2])[["hits", "credit"]].sum()
    whole = sums["hits"] / sums["credit"]
    found["whole"] = whole.loc[pd.MultiIndex.from_frame(found[KEYS[:2]])].to_numpy()
    for name, rows in forms.items():
        if name != "contributions" and rows["development_status"].notna().any():
            share = pooled(rows, basis, ranked=False).set_index(KEYS)["share"]
            found = found.join(share.rename(name.removeprefix("contributing ")), on=KEYS)
    if sectors(forms["contributions"]["kind"], firms).notna().any():
        part = _side(forms["contributions"], firms, DEVELOPING, basis)[DEVELOPING]
        found = found.join(part.rename("industry"), on=KEYS)
    return found


def _own(rows):
    """Rows that can be drawn by organization: one without an organization is one of its own."""
    number = pd.Series([f"row {place}" for place in range(len(rows))], index=rows.index, dtype=object)
    return rows.assign(organization=rows["organization"].astype(object).where(rows["organization"].notna(), number))

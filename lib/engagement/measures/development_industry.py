"""Industry's part in what developing countries contribute, beside its part elsewhere."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence import comparing
from engagement.measures import development, placed
from engagement.measures.ratios import share
from engagement.measures.shares import sectors
from engagement.measures.told_shares import of_industry


@dataclass(frozen=True)
class IndustryPart:
    """Industry's part by development status.

    Parameters
    ----------
    developing, other : Estimate
        Industry's share of the credits of developing countries, and of the others, in percent.
    difference : Estimate
        The first less the second, in percentage points: what says whether the two differ, since it has an interval also
        where one of them is 0.
    ratio : Estimate
        The first over the second. Its interval is made on another scale, and may leave out 1 where that of the
        difference just holds 0.
    known : float
        Share of the credits of classified countries whose kind of organization is known, 0 to 1.
    """

    developing: Estimate
    other: Estimate
    difference: Estimate
    ratio: Estimate
    known: float


def industry_part(activity, rows, industry, basis, rule=None):
    """Industry's share in what developing countries contribute, against its share in what the others do.

    Parameters
    ----------
    activity : str
        As `engagement.measures.placed` names it.
    rows : pandas.DataFrame
        As that module gives, with ``development_status``.
    industry : collection of str
        Kinds that count as industry, see `engagement.measures.industry_kinds`.
    basis : str
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told; without it, as they are.

    Returns
    -------
    IndustryPart
        n counts organizations (or what is drawn); of difference and ratio, those of the smaller side. No organization
        is on both sides, so the two shares are independent and their intervals are put together
        (`engagement.evidence.comparing`). Simulated (`engagement.validation.coverage_development`), those of ratio and
        difference cover 93-98% from 30 organizations on; with 10 they cover nearly always, and one ratio in five has no
        interval since only industry, or none, is on one side. A ratio of nothing, or over nothing, is not estimable.

    Raises
    ------
    DataError
        If a column is missing.

    Examples
    --------
    >>> rows = pd.DataFrame({"development_status": ["developing"] * 2 + ["other"] * 2, "credit": [1.0, 3, 2, 2],
    ...                      "kind": ["industry", "government", "industry", "academia"], "drawn": list("abcd")})
    >>> found = industry_part("contributions", rows, ["industry"], "recorded")
    >>> found.developing.value, found.other.value, found.difference.value, found.ratio.value
    (25.0, 50.0, -25.0, 0.5)
    """
    if lacking := [name for name in ("development_status", "credit", "kind", "drawn") if name not in rows]:
        raise DataError(f"the rows have no column {', '.join(lacking)}; they have {', '.join(rows.columns)}")
    placed_rows = rows[rows["development_status"].notna()]
    of = sectors(placed_rows["kind"], industry)
    mine = placed_rows.assign(industry=of.eq("industry"))[of.notna()]
    both = (development.DEVELOPING, development.OTHER)
    found = {one: _side(activity, mine[mine["development_status"] == one], one, basis) for one in both}
    found = list(of_industry(found, mine, rule).values())
    whole = float(placed_rows["credit"].sum())
    known = float(mine["credit"].sum()) / whole if whole else 0.0
    return IndustryPart(*found, comparing.difference(*found, "percentage points"), comparing.ratio(*found), known)


def parts(activities, industry, basis, rule=None):
    """`industry_part` of each activity in which the kind of any organization is known.

    Parameters
    ----------
    activities : dict of str to pandas.DataFrame
        As the functions of `engagement.measures.placed` give, with ``development_status``.
    industry, basis, rule
        As for `industry_part`.

    Returns
    -------
    dict of str to IndustryPart
    """
    known = {name: rows for name, rows in activities.items() if rows["kind"].fillna("unknown").ne("unknown").any()}
    return {name: industry_part(name, rows, industry, basis, rule) for name, rows in known.items()}


def _side(activity, rows, name, basis):
    credit = rows["credit"].astype(float).to_numpy()
    part = np.where(rows["industry"].to_numpy(dtype=bool), credit, 0.0)
    method = f"industry's share in the {activity} of {name} countries"
    labels = rows["drawn"].astype(object).where(rows["drawn"].notna(), "not known")
    return share(part, credit, basis, method, clusters=placed.drawn_in(activity), labels=labels)


def under_each(activity, rows, countries, definitions, industry, basis):
    """Industry's part under every definition of developing countries.

    Returns
    -------
    pandas.DataFrame
        One row a definition: ``definition``, ``developing``, ``other``, ``difference`` and ``ratio`` (Estimates).
    """
    found = []
    for name in development.definitions_there(definitions):
        mine = development.classified(rows, development.status(countries, definitions, name))
        part = industry_part(activity, mine, industry, basis)
        found.append((name, part.developing, part.other, part.difference, part.ratio))
    return pd.DataFrame(found, columns=["definition", "developing", "other", "difference", "ratio"])

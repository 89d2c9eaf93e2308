"""Who wrote an RFC together: organizations, industry's part and countries among its authors."""

import numpy as np
import pandas as pd


def teams(authorships, kinds, industry):
    """Describe the authors of each RFC.

    Parameters
    ----------
    authorships : pandas.DataFrame
        Table ``authorships``: ``rfc``, ``author``, ``organization_printed``, ``country``.
    kinds : pandas.DataFrame
        One row an authorship, in the same order: ``organization`` (one name for
        one organization) and ``kind``, as ``engagement.organizations.kinds.classify`` gives.
    industry : collection of str
        The kinds that count as industry.

    Returns
    -------
    pandas.DataFrame
        One row an RFC: ``rfc``; ``authors``; ``known``, authors whose
        organization is printed; ``classified``, those whose organization is of a
        known kind; ``organizations``, distinct ones among the known;
        ``countries``, distinct ones among the known; ``industry_share``, the
        part of the classified who come from industry (0 to 1, missing where
        none is classified).
    """
    rows = authorships[["rfc", "author", "country"]].reset_index(drop=True)
    kind = kinds["kind"].reset_index(drop=True)
    rows["organization"] = kinds["organization"].reset_index(drop=True)
    rows["classified"] = rows["organization"].notna() & (kind != "unknown")
    rows["industry"] = kind.isin(list(industry)) & rows["classified"]
    team = rows.groupby("rfc").agg(
        authors=("author", "size"),
        known=("organization", "count"),
        classified=("classified", "sum"),
        organizations=("organization", "nunique"),
        countries=("country", "nunique"),
        industry=("industry", "sum"),
    )
    share = team.pop("industry") / team["classified"].replace(0, np.nan)
    return team.assign(industry_share=share.astype(float)).reset_index().astype({"rfc": "Int64"})


def industry_kinds(definitions, definition):
    """The kinds of organization that one definition counts as industry.

    Raises
    ------
    ValueError
        If there is no definition of that name.
    """
    chosen = definitions[definitions["definition"] == definition]
    if chosen.empty:
        raise ValueError(
            f"no definition {definition!r} of industry; there are {', '.join(pd.unique(definitions['definition']))}"
        )
    return tuple(chosen.loc[chosen["counts"], "kind"])

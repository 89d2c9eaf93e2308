"""RFCs, who wrote them, and how often later RFCs cite them within a window."""

import pandas as pd

from engagement.measures.citations import citations_by_others, citations_within
from engagement.measures.teams import teams


def citations_panel(rfcs, citations, authorships, identities, industries, left_out=(), years=5, since=None, until=None):
    """One row an RFC whose whole window has passed.

    Parameters
    ----------
    rfcs, citations, authorships : pandas.DataFrame
        The tables of these names.
    identities : pandas.DataFrame
        ``organization`` and ``kind`` of each authorship, in the same order, see `engagement.organizations.identify`.
    industries : dict of str to sequence of str
        The kinds that each definition counts as industry; the first is the main one.
    left_out : collection of int
        RFCs that others cite as boilerplate.
    years : int
        Length of the window.
    since, until : int, optional
        Years of the first and last RFCs, both included.

    Returns
    -------
    pandas.DataFrame
        ``rfc``, ``year``, ``stream``, ``working_group`` (an RFC without one stands alone), ``citations``,
        ``citations_by_others`` (no author in common), ``organizations``, ``countries``, ``authors``, ``pages``,
        ``industry_share`` and one more column a further definition; ``all_known`` (every author's organization is of
        a known kind), ``in_group`` (its working group has others), ``first_organization``. ``attrs["left_out"]`` says
        how many RFCs are missing and why.
    """
    cited = citations_within(rfcs, citations, years, left_out=left_out, since=since)
    cited = cited[cited["published"].dt.year <= (until or cited["published"].dt.year.max())]
    others = citations_within(rfcs, citations_by_others(citations, authorships), years).set_index("rfc")["citations"]
    main, *further = industries
    rows = cited.merge(teams(authorships, identities, industries[main]), on="rfc", how="left")
    for name in further:
        share = teams(authorships, identities, industries[name]).set_index("rfc")["industry_share"]
        rows[f"industry_share_{name}"] = rows["rfc"].map(share)
    known = rows["classified"].fillna(0) > 0
    kept = rows[known & rows["pages"].notna()]
    group = kept["working_group"].fillna("RFC " + kept["rfc"].astype(str))
    found = kept.assign(
        year=kept["published"].dt.year,
        citations_by_others=kept["rfc"].map(others),
        working_group=group,
        all_known=kept["classified"] == kept["authors"],
        in_group=group.duplicated(keep=False),
        first_organization=kept["rfc"].map(_first(authorships, identities)),
    ).reset_index(drop=True)
    found.attrs["left_out"] = {
        "no author whose organization is of a known kind": int((~known).sum()),
        "number of pages not known": int((known & rows["pages"].isna()).sum()),
    }
    return found


def _first(authorships, identities):
    """The organization of the first author who has one."""
    rows = pd.DataFrame({
        "rfc": authorships["rfc"].to_numpy(), "organization": identities["organization"].to_numpy()
    })  # fmt: skip
    return rows.dropna().drop_duplicates("rfc").set_index("rfc")["organization"]

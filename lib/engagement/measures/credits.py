"""Who is credited with a document, and with how much of it: whole, fractional and first-source counting."""

from engagement.errors import DataError
from engagement.measures.held import checked

COUNTINGS = {
    "whole": "each organization among the sources is credited with the whole document",
    "fractional": "the organizations among the sources share the document equally",
    "first": "the source that stands first is credited with the document",
}


def credits(documents, sources, counting="whole"):
    """The credit each organization has in each document.

    Parameters
    ----------
    documents : pandas.DataFrame
        One row a document that counts: ``document_id`` and whatever else is to be kept (group, meeting_id, date …).
    sources : pandas.DataFrame
        One row a source: ``document_id``, ``position`` (1 is first) and ``organization`` (missing where the name
        stands for none), with what is to be kept of it (name, kind, country …).
    counting : {"whole", "fractional", "first"}
        An organization named twice, as itself and by a subsidiary counted with it, is one source. A source that
        stands for no organization holds its place: it has a row without ``organization``.

    Returns
    -------
    pandas.DataFrame
        One row a document and organization, with the columns of both and ``credit``, in documents: 1 for whole and
        first, 1 divided by the number of sources for fractional, so that the credits of a document add up to 1.
        A document without sources has none.

    Raises
    ------
    DataError
        If there is no such counting, or a document stands twice.

    References
    ----------
    Gauffriau (2021), Quantitative Science Studies 2(3).

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["C1", "C2"]})
    >>> sources = pd.DataFrame({"document_id": ["C1", "C1", "C2"], "position": [1, 2, 1],
    ...                         "organization": ["a", "b", "a"]})
    >>> for counting in COUNTINGS:
    ...     print(credits(documents, sources, counting).groupby("organization")["credit"].sum().to_dict())
    {'a': 2.0, 'b': 1.0}
    {'a': 1.5, 'b': 0.5}
    {'a': 2.0}
    """
    if counting not in COUNTINGS:
        raise DataError(f"counting {counting!r} is none of {', '.join(COUNTINGS)}")
    twice = documents["document_id"][documents["document_id"].duplicated()]
    if len(twice):
        raise DataError(
            f"{len(twice)} documents stand more than once, such as {twice.iloc[0]}; keep the rows that count"
        )
    ordered = sources.sort_values("position", kind="stable")
    known = ordered["organization"].notna()
    ordered = ordered[~(ordered.duplicated(["document_id", "organization"]) & known)]
    if counting == "first":
        ordered = ordered.drop_duplicates("document_id")
    many = ordered.groupby("document_id")["document_id"].transform("size")
    weighed = ordered.assign(credit=1 / many if counting == "fractional" else 1.0)
    kept = [name for name in weighed if name == "document_id" or name not in documents]
    return documents.merge(weighed[kept], on="document_id")


def totals(credits, by="organization", within=None):
    """Credits of each organization, or of each country, kind …

    Parameters
    ----------
    credits : pandas.DataFrame
        As `credits` gives.
    by : str
        Column that says who; rows without it are left out.
    within : str or list of str, optional
        Columns to count apart: group, meeting_id …

    Returns
    -------
    pandas.DataFrame
        ``within``, ``by`` and ``credit`` (documents), the most first within each.

    Raises
    ------
    DataError
        If a credit is missing, negative or infinite, or `by` is in `within`.
    """
    apart = [within] if isinstance(within, str) else list(within or ())
    if by in apart:
        raise DataError(f"by is {by}, within which they are counted apart; name what has the credits, as organization")
    checked(credits["credit"])
    summed = credits.dropna(subset=[*apart, by]).groupby([*apart, by], observed=True, sort=True)["credit"].sum()
    return summed.reset_index().sort_values(
        [*apart, "credit"], ascending=[True] * len(apart) + [False], kind="stable", ignore_index=True
    )

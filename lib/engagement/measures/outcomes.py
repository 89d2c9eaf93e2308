"""What became of contributions: accepted, noted, not treated … as shares of those whose outcome is known."""

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.held import checked
from engagement.measures.ratios import share

CLOSED = ("accepted", "noted", "not accepted")  # dealt with: neither left nor taken back nor replaced
OF = {"known": "contributions whose outcome is known", "treated": "contributions accepted, noted or not accepted"}


def outcomes(credits, basis):
    """What became of the contributions.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.
    basis : str

    Returns
    -------
    pandas.DataFrame
        ``outcome``, ``contributions`` (each once, however they are counted) and ``share`` (Estimate in percent of
        those whose outcome is known; n counts meetings, which are what is drawn), the most frequent first. No rows
        where no outcome is known.
    """
    known = credits.drop_duplicates("document_id").dropna(subset="outcome").assign(credit=1.0)
    counts = known["outcome"].value_counts()
    shares = [_share(known["outcome"] == outcome, known, f"share {outcome}", basis) for outcome in counts.index]
    return pd.DataFrame({"outcome": list(counts.index), "contributions": counts.astype(int).tolist(), "share": shares})


def accepted(credits, basis, of="known"):
    """The share of contributions accepted.

    Parameters
    ----------
    credits : pandas.DataFrame
    basis : str
    of : {"known", "treated"}
        Of all whose outcome is known, those withdrawn or not treated among them; or of those accepted, noted or not
        accepted.

    Returns
    -------
    Estimate
        0 to 100 %; n counts meetings with such contributions, which are what is drawn: what a meeting decides hangs
        together. Where meetings are missing, each contribution is a draw of its own. Not estimable where no outcome is
        known. Interval: `engagement.measures.ratios.ratio`; simulated, it covers 94-96% from 5 meetings on.

    Raises
    ------
    DataError
        If `of` is something else.

    Examples
    --------
    >>> rows = pd.DataFrame({"document_id": ["C1", "C2", "C3"], "meeting_id": ["M1", "M1", "M2"],
    ...                      "outcome": ["accepted", "noted", "not treated"]})
    >>> [accepted(rows, "recorded", of).value for of in OF]
    [33.33333333333333, 50.0]
    """
    known = _known(credits, of).drop_duplicates("document_id").assign(credit=1.0)
    if known.empty:
        return Estimate.not_estimable("no outcome is known", 0, "%", basis)
    return _share(known["outcome"] == "accepted", known, f"share accepted of {OF[of]}", basis)


def accepted_by(credits, by, basis, of="known", least=20):
    """The share accepted of each firm, agenda item …

    Parameters
    ----------
    credits : pandas.DataFrame
    by : str
        ``name`` or ``organization``, weighed by credits; else a column of documents, such as ``agenda_item``.
    basis, of
        As for `accepted`.
    least : float
        Contributions with known outcome below which a row is left out: too few to say anything.

    Returns
    -------
    pandas.DataFrame
        The column, ``contributions`` (with known outcome; credits for firms) and ``accepted`` (Estimate, n counts
        meetings), the most contributions first. Firms are not ranked by it: what they submit on differs.

    Raises
    ------
    DataError
        If a credit of a firm is missing, negative or infinite.
    """
    known = _known(credits, of).dropna(subset=by)
    if by in ("name", "organization"):
        checked(known["credit"])
    else:
        known = known.drop_duplicates("document_id").assign(credit=1.0)
    sums = known.groupby(by, observed=True)["credit"].sum().astype(float).sort_values(ascending=False)
    kept = dict(iter(known[known[by].map(sums) >= least].groupby(by, observed=True)))
    names = [name for name in sums.index if name in kept]
    method = f"share accepted of {OF[of]}"
    shares = [_share(kept[name]["outcome"] == "accepted", kept[name], method, basis) for name in names]
    return pd.DataFrame({by: names, "contributions": sums[names].tolist(), "accepted": shares})


def _known(credits, of):
    if of not in OF:
        raise DataError(f"of is {of!r}; the share is of what is {' or '.join(OF)}")
    return credits[credits["outcome"].isin(CLOSED) if of == "treated" else credits["outcome"].notna()]


def _share(hit, rows, method, basis):
    """Clusters are meetings; contributions where they name none."""
    named = rows["meeting_id"].notna()
    labels = rows["meeting_id"].astype(object).where(named, rows["document_id"].astype(object))
    weight = rows["credit"].to_numpy(dtype=float)
    clusters = "meetings" if named.any() else "contributions"
    return share(hit.to_numpy(dtype=float) * weight, weight, basis, method, clusters=clusters, labels=labels)

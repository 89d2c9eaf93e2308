"""Several plausible resolutions of the same names, for how far matching could move a number."""

import pandas as pd

from engagement.organizations.names import name_key
from engagement.organizations.newcomers import identifier
from engagement.organizations.resolving import THRESHOLD

DOUBTFUL = 0.5  # share of its score with which a candidate below the threshold is drawn


def draw(resolved, k, rng, candidates=None, *, threshold=THRESHOLD):
    """Draw K plausible resolutions.

    A name keeps the organization it resolves to with a probability of its score, which is about the share of such
    matches that proved right on checked lists. Otherwise it is an organization of its own, or one of its candidates:
    these are drawn in proportion to their scores, those below the threshold at half of them. Spellings of one key go
    together. Names that match exactly, and unresolved ones without candidates, are the same in every draw.

    Parameters
    ----------
    resolved : pandas.DataFrame
        As `resolve` gives.
    k : int
        How many resolutions.
    rng : numpy.random.Generator
    candidates : pandas.DataFrame, optional
        As `resolving.candidates` gives, for the same names.
    threshold : float
        The one the names were resolved with.

    Returns
    -------
    pandas.DataFrame
        One row a distinct name (the index, in order) and one column a draw, 0 to K-1: organization_id, or missing.

    Raises
    ------
    ValueError
        If `k` is not positive or a column is missing.

    Examples
    --------
    >>> import numpy as np
    >>> resolved = pd.DataFrame({"name": ["Example", "Exmaple"], "organization_id": ["example", "example"],
    ...                          "score": [1.0, 0.9], "method": ["exact", "fuzzy"], "evidence": ["", ""]})
    >>> draws = draw(resolved, 1000, np.random.default_rng(1))
    >>> draws.loc["Example"].unique().tolist(), sorted(draws.loc["Exmaple"].unique())
    (['example'], ['example', 'new-exmaple'])
    >>> 0.87 < (draws.loc["Exmaple"] == "example").mean() < 0.93
    True
    """
    _check(resolved, k)
    rows = resolved.drop_duplicates("name")
    options = _candidates(candidates)
    drawn, by_key = {}, {}
    for name, one, score in rows[["name", "organization_id", "score"]].itertuples(index=False, name=None):
        ids, weights = _options(name, one, score, options.get(name, ()), threshold)
        if len(ids) == 1:
            drawn[name] = ids * k
            continue
        key = (name_key(name), tuple(ids))
        if key not in by_key:
            by_key[key] = [ids[place] for place in rng.choice(len(ids), size=k, p=weights)]
        drawn[name] = by_key[key]
    frame = pd.DataFrame.from_dict(drawn, orient="index", columns=range(k), dtype=pd.StringDtype(na_value=pd.NA))
    return frame.rename_axis("name")


def _check(resolved, k):
    missing = [column for column in ("name", "organization_id", "score") if column not in resolved]
    if missing:
        raise ValueError(
            f"resolved has no column {', '.join(missing)}; pass what engagement.organizations.resolve gave"
        )
    if k < 1:
        raise ValueError(f"k is {k}; draw at least one resolution")


def _candidates(candidates):
    """Name -> its candidates and their scores."""
    options = {}
    if candidates is not None:
        for name, one, score in candidates[["name", "organization_id", "score"]].itertuples(index=False, name=None):
            options.setdefault(name, []).append((one, score))
    return options


def _options(name, one, score, others, threshold):
    """The organizations a name may be, and the probability of each."""
    one = one if isinstance(one, str) else None
    key = name_key(name)
    own = identifier(key) if key else None
    matched = one is not None and one != own
    free = 1 - score if matched else 1.0
    chances = {other: likely * (1 if likely >= threshold else DOUBTFUL) for other, likely in others if other != one}
    total = sum(chances.values())
    taken = free * min(1.0, total)
    weights = {other: taken * chance / total for other, chance in chances.items()}
    kept = own if matched else one
    weights[kept] = weights.get(kept, 0.0) + free - taken
    if matched:
        weights[one] = weights.get(one, 0.0) + score
    possible = {other: weight for other, weight in weights.items() if weight > 0}
    return list(possible), [weight / sum(possible.values()) for weight in possible.values()]

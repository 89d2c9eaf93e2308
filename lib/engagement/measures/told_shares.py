"""Shares of persons by the rule for few of them; shares of documents, organizations or offices stay as they are."""

from engagement.disclosure import coarse, kept_back, tell

STATUS, FIRMS = "development_status", "industry"


def of_developing(share, rows, rule):
    """The share of developing countries as it may be told.

    Parameters
    ----------
    share : Estimate
        As `engagement.measures.development.share` gives.
    rows : pandas.DataFrame
        What it is a share of, with ``development_status``; rows that count persons have ``person`` and ``meeting_id``.
    rule : engagement.disclosure.Rule or None

    Returns
    -------
    Estimate
        The same where there is no rule or rows do not count persons; else to multiples of what the rounding of persons
        comes to, or not estimable where few of either side are there.
    """
    if rule is None or "person" not in rows or not share.estimable:
        return share
    known = rows.dropna(subset=STATUS)
    withheld = tell(known, [[STATUS]], [[STATUS]], rule).withheld([STATUS])
    return kept_back(share, rule) if any(withheld.values()) else coarse(share, len(known), rule)


def of_industry(sides, rows, rule):
    """Industry's share on each side as it may be told.

    Parameters
    ----------
    sides : dict of str to Estimate
        By development status.
    rows : pandas.DataFrame
        With ``development_status`` and ``industry`` (yes or no).
    rule : engagement.disclosure.Rule or None

    Returns
    -------
    dict of str to Estimate
        As for `of_developing`.
    """
    if rule is None or "person" not in rows or rows.empty:
        return sides
    told = tell(rows, [[STATUS], [STATUS, FIRMS], [FIRMS]], [[STATUS], [FIRMS]], rule)
    cells = told.withheld([STATUS, FIRMS])
    found = {}
    for status, share in sides.items():
        mine = [hidden for key, hidden in cells.items() if key[0] == status]
        whole = int((rows[STATUS] == status).sum())
        found[status] = kept_back(share, rule) if any(mine) else coarse(share, whole, rule)
    return found

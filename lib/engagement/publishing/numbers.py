"""The estimates a report saved, in the words of its page."""

from dataclasses import dataclass

from engagement.estimate import Estimate, plain

MOST = 6  # at the top of a page


@dataclass(frozen=True)
class Number:
    """An estimate as a page shows it: its name, its value and unit, and the words for how sure it is."""

    name: str
    value: str
    unit: str
    interval: str
    n: str
    basis: str
    method: str


def numbers(results):
    """The estimates of a report in the order saved.

    Parameters
    ----------
    results : dict of str to dict
        Estimates as plain values, by name.

    Returns
    -------
    list of Number

    Examples
    --------
    >>> rate = Estimate(12.5, 9, 16, 0.95, 40, "%", "recorded", "mean, t interval").to_dict()
    >>> (one,) = numbers({"Share of industry, IETF": rate})
    >>> one.name, one.value, one.unit, one.interval, one.n
    ('Share of industry, IETF', '12.5%', '', '95% interval 9 to 16', '40')
    """
    return [_number(name, Estimate(**given)) for name, given in results.items()]


def certainty(results):
    """How many of the estimates have an interval, in a sentence.

    Examples
    --------
    >>> count = Estimate(4, None, None, 0.95, 4, "meetings", "published", "complete count").to_dict()
    >>> certainty({"meetings": count})
    'The one number saved here is a complete count or has no interval; its method says which.'
    """
    estimates = [Estimate(**given) for given in results.values()]
    if not estimates:
        return "This report saves no numbers of its own."
    ranged = sum(estimate.low is not None for estimate in estimates)
    lacking = sum(not estimate.estimable for estimate in estimates)
    if len(estimates) == 1:
        told = "has an interval" if ranged else "is a complete count or has no interval; its method says which"
        return f"The one number saved here {'cannot be estimated' if lacking else told}."
    parts = [f"{ranged} {'has' if ranged == 1 else 'have'} an interval"] if ranged else []
    counts = len(estimates) - ranged - lacking
    parts += (
        [f"{counts} {'is' if counts == 1 else 'are'} counted in full or without one, as the method says"]
        if counts
        else []
    )
    parts += [f"{lacking} cannot be estimated, and the table says why"] if lacking else []
    return f"Of the {len(estimates)} numbers saved here " + ", ".join(parts) + "."


def named(name):
    """The name of an estimate in words.

    Examples
    --------
    >>> named("Gini of mentions, RFC series"), named("share_of_ten")
    ('Gini of mentions, RFC series', 'Share of ten')
    """
    words = name.replace("_", " ") if name.isidentifier() else name
    return words[:1].upper() + words[1:]


def _number(name, estimate):
    percent = estimate.unit == "%"
    value = plain(estimate.value) + ("%" if percent else "") if estimate.estimable else "not estimable"
    return Number(
        name=named(name),
        value=value,
        unit="" if percent else estimate.unit,
        interval=estimate.interval,
        n=f"{estimate.n:,}",
        basis=estimate.basis,
        method=estimate.method,
    )

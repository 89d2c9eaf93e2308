"""Sentences that read a result out, computed from it."""

from html import escape

from IPython.display import HTML

from engagement.estimate import plain
from engagement.views.marks import marked


def say(*sentences, basis=None):
    """A paragraph of computed sentences; a report that counts demonstration records needs its basis."""
    attribute, marks = marked(basis)
    return HTML(f'<p class="said"{attribute}>{marks}{escape(" ".join(filter(None, sentences)))}</p>')


def listing(words):
    """Words in a row: ``a, b and c``.

    Examples
    --------
    >>> listing(["SG5", "SG13", "SG15"])
    'SG5, SG13 and SG15'
    """
    words = [str(word) for word in words]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]])) if words else "none"


def span(estimate, unit=""):
    """Value, interval and n in words.

    Examples
    --------
    >>> from engagement import Estimate
    >>> span(Estimate(136, 70, 162, 0.95, 7, "participants per meeting", "published", "median"), "participants")
    '136 participants (95% interval 70 to 162; n = 7)'
    """
    if not estimate.estimable:
        return f"{estimate.method} (n = {estimate.n:,})"
    gap = "" if unit in ("", "%") else " "
    return f"{plain(estimate.value)}{gap}{unit} ({estimate.interval}; n = {estimate.n:,})"


def reading(labels, estimates):
    """Estimates read out one after another, for those who cannot see the figure.

    Examples
    --------
    >>> from engagement import Estimate
    >>> reading(["SG5"], [Estimate(136, 70, 162, 0.95, 7, "participants", "published", "median")])
    'SG5 136 (95% interval 70 to 162; n = 7).'
    """
    return "; ".join(f"{label} {span(estimate)}" for label, estimate in zip(labels, estimates, strict=True)) + "."


def change(ratio, words=("more", "fewer")):
    """A ratio with its interval as a change in percent.

    Parameters
    ----------
    ratio : Estimate
        A ratio above 0 with an interval.
    words : pair of str
        For a ratio above 1 and one below; what is no count, such as a share, is ``higher`` or ``lower``.

    Examples
    --------
    >>> from engagement import Estimate
    >>> change(Estimate(1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", "Poisson"))
    '10% more (95% interval 2% fewer to 25% more; n = 900)'
    >>> change(Estimate(0.75, 0.5, 1.2, 0.95, 900, "ratio", "recorded", "Poisson"), ("higher", "lower"))
    '25% lower (95% interval 50% lower to 20% higher; n = 900)'
    """
    if not ratio.estimable:
        return f"{ratio.method} (n = {ratio.n:,})"
    value, low, high = (_more(number, *words) for number in (ratio.value, ratio.low, ratio.high))
    return f"{value} ({ratio.level:.0%} interval {low} to {high}; n = {ratio.n:,})"


def verdict(estimate, null, above, below, neither):
    """One of three sentences: the interval lies wholly above the null, wholly below it, or covers it or is missing.

    Examples
    --------
    >>> from engagement import Estimate
    >>> verdict(Estimate(1.1, 0.9, 1.3, 0.95, 30, "ratio", "recorded", "m"), 1, "more", "fewer", "cannot be told")
    'cannot be told'
    """
    if estimate.low is None:
        return neither
    if estimate.low > null:
        return above
    return below if estimate.high < null else neither


def number_of(count, noun):
    """A count with its noun: ``1 meeting``, ``13 meetings``.

    Examples
    --------
    >>> number_of(1, "meeting"), number_of(1300, "meeting")
    ('1 meeting', '1,300 meetings')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _more(ratio, above, below):
    percent = plain(float(f"{abs(ratio - 1) * 100:.2g}"))
    return "no change" if percent == "0" else f"{percent}% {above if ratio > 1 else below}"

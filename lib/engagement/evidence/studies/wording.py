"""Words of cause, and words of likelihood: which may be printed, and when."""

import re

CAUSAL = re.compile(
    r"\b(?:clear(?:ly)?\s+(?:impact|effect|influence)s?|impact(?:s|ed|ing)?|lead(?:s|ing)? to|led to"
    r"|caus(?:e|es|ed|ing|al|ally)|driv(?:e|es|en|ing)|bring(?:s|ing)? about|brought about|results? in|resulted in"
    r"|due to|because of|thanks to|owing to|influenc(?:e|es|ed|ing)|(?:has|have|had) an? effect"
    r"|makes? (?:them|it|for) (?:more|less|better|worse))\b",
    re.IGNORECASE,
)
FIRM = ("A", "B")  # grades that may speak of impact
LIKELY = (  # Mastrandrea et al. (2010), Guidance Note for Lead Authors of the IPCC
    (0.99, "virtually certain"),
    (0.95, "extremely likely"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
)


def causal(text):
    """The first words of a text that speak of cause and effect; None where there are none.

    Examples
    --------
    >>> causal("participation has a clear impact on value"), causal("ten more go with two more")
    ('clear impact', None)
    """
    found = CAUSAL.search(text)
    return found.group() if found else None


def guarded(text, grade):
    """A sentence that may be printed at a grade of evidence.

    Parameters
    ----------
    text : str
    grade : str or None
        A to D; None where nothing was graded.

    Returns
    -------
    str
        The text.

    Raises
    ------
    ValueError
        If it speaks of cause and effect, and the grade is not A or B.

    Examples
    --------
    >>> guarded("More contributions go with more texts.", "D")
    'More contributions go with more texts.'
    >>> guarded("Participation has a clear impact.", "C")
    Traceback (most recent call last):
    ValueError: evidence of grade C cannot be told as 'clear impact': Participation has a clear impact.
    """
    if grade not in FIRM and (found := causal(text)):
        raise ValueError(f"evidence of grade {grade} cannot be told as {found!r}: {text}")
    return text


def missed(power):
    """How often an effect is missed that is found with some chance.

    Parameters
    ----------
    power : float
        0 to 1.

    Examples
    --------
    >>> missed(0.7993), missed(0.06), missed(0.9996)
    ('missed in 20.1% of cases', 'missed in 94.0% of cases', 'missed in under 0.1% of cases')
    """
    return f"missed in {f'{1 - power:.1%}' if power <= 0.999 else 'under 0.1%'} of cases"


def likelihood(probability):
    """A calibrated word for a probability.

    Parameters
    ----------
    probability : float
        0 to 1.

    References
    ----------
    Mastrandrea et al. (2010), Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on Consistent
    Treatment of Uncertainties.

    Examples
    --------
    >>> [likelihood(p) for p in (0.999, 0.97, 0.92, 0.7, 0.5, 0.2)]
    ['virtually certain', 'extremely likely', 'very likely', 'likely', 'about as likely as not', 'unlikely']
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"a probability of {probability} is not between 0 and 1")
    return next((word for least, word in LIKELY if probability >= least), "unlikely")

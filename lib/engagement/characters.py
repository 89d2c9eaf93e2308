"""Characters that are not seen, or turn writing round: in what readers get they are made visible."""

import re

GONE = "\N{REPLACEMENT CHARACTER}"
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
HIDDEN = re.compile("[\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def visible(text):
    """A text whose hidden characters are seen: what turns writing round or has no width stands as its number.

    Parameters
    ----------
    text : object
        Anything but a str is given back as it is.

    Returns
    -------
    object
        Of the same type. Characters that no text holds (controls, halves of a pair) become U+FFFD. Joiners and marks
        that Arabic, Persian and Indic writing needs stay.

    References
    ----------
    Boucher and Anderson (2021), Trojan Source: Invisible Vulnerabilities; Unicode Standard Annex 9.

    Examples
    --------
    >>> visible("Nokia\\u202egpj.exe")
    'Nokia[U+202E]gpj.exe'
    """
    if not isinstance(text, str):
        return text
    shown = HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", NO_TEXT.sub(GONE, text))
    return type(text)(shown)

"""Text that comes from data, made safe for files that other programs open."""

import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def printable(text):
    """Text without signs that no file format takes."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def inert(text):
    """Text that a spreadsheet will not take for a formula: an apostrophe goes before what begins like one.

    Spreadsheets read a cell of a CSV file that begins with = + - @, their wide forms, a tab or a line break as
    something to compute. Numbers are not text and keep their sign.

    References
    ----------
    OWASP, CSV Injection.

    Examples
    --------
    >>> inert("=1+1"), inert("SG13")
    ("'=1+1", 'SG13')
    """
    text = printable(text)
    return f"'{text}" if FORMULA.match(text) else text

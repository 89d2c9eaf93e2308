"""The basis of a figure, table or sentence, for the eye and for the page that holds it."""

from html import escape


def marked(basis):
    """The attribute and the visible marks of what a number rests on.

    Parameters
    ----------
    basis : str or None
        One word or several, parted by commas, as in the ``attrs`` of a table.

    Returns
    -------
    str, str
        An attribute for the outer element and the marks to show; both empty for None.

    Examples
    --------
    >>> marked("demonstration")
    (' data-basis="demonstration"', '<span class="basis demonstration">demonstration</span> ')
    """
    if not basis:
        return "", ""
    words = list(dict.fromkeys(word.strip() for word in basis.split(",")))
    shown = "".join(f'<span class="basis {escape(word)}">{escape(word)}</span> ' for word in words)
    return f' data-basis="{escape(", ".join(words))}"', shown

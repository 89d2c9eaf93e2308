"""What may stand in a page: elements that only show something."""

import re
from collections import Counter

import nh3
from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from engagement.errors import DataError

TAGS = nh3.ALLOWED_TAGS | {"picture", "section", "source", "style", "tfoot"}
EVERYWHERE = {"class", "dir", "id", "lang", "role", "style", "tabindex", "title"}
OF_TAGS = {"a": {"download"}, "details": {"open"}, "img": {"decoding", "loading"}, "table": {"border"},
           "source": {"height", "media", "srcset", "type", "width"}, "style": {"scoped", "type"},
           "td": {"valign"}, "th": {"valign"}}  # fmt: skip
PICTURE = re.compile(r"data:image/(svg\+xml|png|jpeg|gif|webp)[;,]")
LINK = re.compile(r"(https?://|mailto:|#|[\w./-]+(?:[#?]|$))", re.IGNORECASE)


def refuse(html, parsed=None):
    """Refuse outputs of a notebook that hold more than what shows something.

    Parameters
    ----------
    html : str
        The body of a page, made of the notebook's outputs.
    parsed : bs4.BeautifulSoup, optional
        What it was written from.

    Raises
    ------
    DataError
        If an element or attribute is not allowed: scripts, forms, frames, handlers of events, addresses that run or
        hold a program. It is told which; nothing is mended in silence.

    Examples
    --------
    >>> refuse('<p class="said">two &lt;script&gt; of SG13</p>')
    >>> refuse('<p onclick="f()">press</p>')
    Traceback (most recent call last):
     ...
    engagement.errors.DataError: an output holds onclick="f()" in a <p>, which has no place in a report; show text ...
    """
    soup = parsed or BeautifulSoup(html, "html.parser")
    if soup.find(string=lambda text: isinstance(text, PreformattedString)):
        raise DataError("an output holds an HTML comment or declaration, which has no place in a report; leave it out")
    kept = _parts(BeautifulSoup(_cleaned(html), "html.parser"))
    for name, attribute, value in _parts(soup) - kept:
        what = f"a <{name}>" if attribute is None else f'{attribute}="{" ".join(value.split())[:60]}" in a <{name}>'
        raise DataError(
            f"an output holds {what}, which has no place in a report; show text with engagement.views, which write it "
            "as it stands"
        )


def _cleaned(html):
    """What is left of it by an allow-list, as a browser reads it."""
    attributes = {name: set(nh3.ALLOWED_ATTRIBUTES.get(name, ())) | OF_TAGS.get(name, set()) for name in TAGS}
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=set(),
        attributes=attributes | {"*": EVERYWHERE},
        generic_attribute_prefixes={"aria-", "data-"},
        attribute_filter=_harmless,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def _harmless(_, attribute, value):
    """The value of an attribute, unless it is an address of something else than a picture or a page."""
    if attribute in ("src", "srcset"):
        return value if PICTURE.match(value) else None
    if attribute in ("href", "cite"):
        return value if LINK.match(value) else None
    return value


def _parts(soup):
    """How often each element is there, and each of its attributes."""
    found = Counter()
    for tag in soup.find_all(True):
        found[tag.name, None, None] += 1
        for attribute, value in tag.attrs.items():
            found[tag.name, attribute, " ".join(value) if isinstance(value, list) else value] += 1
    return found

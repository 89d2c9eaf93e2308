"""A figure as SVG and as PNG."""

import base64
from html import escape
from urllib.parse import unquote

import resvg_py
from bs4 import BeautifulSoup

from engagement.errors import DataError

ZOOM = 1.5  # 144 dots an inch at the size of the page
SVG = "data:image/svg+xml"


def svg(item):
    """The wide figure for light paper, with its caption and its alternative text as title and description."""
    image = BeautifulSoup(item.html, "html.parser").find("img")
    address = image.get("src", "") if image else ""
    if not address.startswith(SVG):
        raise DataError(f"{item.id} is no SVG figure; draw it with engagement.views.show")
    header, content = address.split(",", 1)
    text = base64.b64decode(content).decode("utf-8") if header.endswith(";base64") else unquote(content)
    start = text.index("<svg")
    end = text.index(">", start) + 1
    words = f"<title>{escape(item.content['caption'])}</title><desc>{escape(image.get('alt', ''))}</desc>"
    return f"{text[:end]}\n {words}{text[end:]}"


def png(svg):
    """The same on white paper, in dots."""
    return resvg_py.svg_to_bytes(svg_string=svg, background="#ffffff", zoom=ZOOM, dpi=96, skip_system_fonts=True)

"""A figure as SVG and as PNG."""

import base64
import re
from html import escape
from urllib.parse import unquote

import resvg_py
from bs4 import BeautifulSoup

from engagement.characters import visible
from engagement.errors import DataError

ZOOM = 1.5  # 144 dots an inch at the size of the page
SVG = "data:image/svg+xml"
RECTANGLE = re.compile(r'<clipPath id="(\w+)">\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
CLIPPED = re.compile(r'(<path d="([MLQCz\d.\s-]*)") clip-path="url\(#(\w+)\)"')


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
    return f"{text[:end]}\n {visible(words)}{text[end:]}"


def png(svg):
    """The same on white paper, in dots."""
    return resvg_py.svg_to_bytes(
        svg_string=_without_idle_clips(svg), background="#ffffff", zoom=ZOOM, dpi=96, skip_system_fonts=True
    )


def _without_idle_clips(svg):
    """The same figure without the clips that cut nothing off: each takes as long to draw as the whole page."""
    frames = {name: tuple(map(float, numbers)) for name, *numbers in RECTANGLE.findall(svg)}

    def kept(match):
        start, path, name = match.groups()
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
        if name not in frames or not numbers:
            return match[0]
        x, y, width, height = frames[name]
        inside = x <= min(numbers[::2]) and max(numbers[::2]) <= x + width
        inside = inside and y <= min(numbers[1::2]) and max(numbers[1::2]) <= y + height
        return start if inside else match[0]

    return CLIPPED.sub(kept, svg)

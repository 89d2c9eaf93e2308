"""A figure as SVG and as PNG."""

from html import escape
from pathlib import Path

import matplotlib
import resvg_py
from bs4 import BeautifulSoup

from engagement.characters import visible
from engagement.errors import DataError
from engagement.views.svg import plain, read

ZOOM = 1.5  # 144 dots an inch at the size of the page
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # those of matplotlib, on every machine the same


def svg(item):
    """The wide figure for light paper, with its caption and its alternative text as title and description."""
    image = BeautifulSoup(item.html, "html.parser").find("img")
    try:
        text = plain(read(image.get("src", "") if image else ""))
    except ValueError as error:
        raise DataError(f"{item.id} is no SVG figure; draw it with engagement.views.show") from error
    end = text.index(">") + 1
    words = f"<title>{escape(item.content['caption'])}</title><desc>{escape(image.get('alt', ''))}</desc>"
    return f"{text[:end]}\n {visible(words)}{text[end:]}"


def png(svg):
    """The same on white paper, in dots."""
    fonts = [str(FONTS / f"DejaVuSans{style}.ttf") for style in ("", "-Bold")]
    return resvg_py.svg_to_bytes(
        svg_string=svg, background="#ffffff", zoom=ZOOM, dpi=96, skip_system_fonts=True, font_files=fonts
    )

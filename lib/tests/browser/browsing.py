"""Pages in a real browser: what they ask for, what axe-core finds, how much they weigh, how soon they can be used."""

import re
import shutil
from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LACKING = "there is no Chromium; install it: sudo apt-get install chromium"
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
# What is folded or out of sight has no place of its own until it is shown; axe would see it over its neighbours.
UNFOLD = """() => { for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("main *, .topic")) one.style.contentVisibility = "visible"; }"""
DATA = re.compile(r"data:[^\"')\s]+")
SHOWN = re.compile(r"<(figure|table)\b.*?</\1>", re.DOTALL)
# Milliseconds until it is drawn and its script has run; a page is usable then, pictures may still come.
USABLE = """() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => {
  const [load] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint");
  resolve(Math.max(load.domContentLoadedEventEnd, ...paint.map((one) => one.startTime)));
}, 50)))"""


def weights(html):
    """Bytes of a page without the data of pictures, and those beyond figures and tables.

    >>> weights('<p>ab</p><figure><img src="data:image/svg+xml;base64,AAAA"></figure>')
    (38, 9)
    """
    bare = DATA.sub("", html)
    return len(bare.encode()), len(SHOWN.sub("", bare).encode())


class Watch:
    """What a page asks for beyond itself, and what the browser complains of."""

    def __init__(self, page):
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console", lambda told: self.complaints.append(told.text) if told.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def leaving(self, *own):
        """Addresses asked for that are neither these files nor within the page."""
        known = {Path(file).as_uri() for file in own}
        return [
            one for one in self.requests if one.split("#")[0] not in known and not one.startswith(("data:", "blob:"))
        ]

"""How soon the index answers a search: 500 made-up reports, in Chromium, also on a processor four times slower.

    python benchmarks/searching.py

prints milliseconds from a keystroke until the answer is painted, of many keystrokes.
"""

import random
import shutil
import tempfile
from pathlib import Path

from measuring import line, table

from engagement.publishing.contents import index

REPORTS, SECTIONS = 500, 8
WORDS = (
    "participation",
    "contributions",
    "attendance",
    "leadership",
    "Côte",
    "Türkiye",
    "meeting",
    "value",
    "progress",
)
KEYSTROKES = ["a", "at", "att", "attendance", "cote", "sg13", "sg13 leadership", "nothing of the kind", ""]
ANSWER = """words => new Promise(done => {
  const box = document.getElementById("q"), start = performance.now();
  box.value = words;
  box.dispatchEvent(new Event("input", {bubbles: true}));
  requestAnimationFrame(() => { const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now() - start); after.port2.postMessage(0); });
})"""


def made_up(folder, reports=REPORTS):
    """Write pages of made-up reports into a folder, and give the entries of its manifest."""
    draw = random.Random(8)
    for number in range(reports):
        titles = (" ".join(draw.choices(WORDS, k=4)) for _ in range(SECTIONS))
        sections = "".join(f'<h2 id="section-{place}">{title}</h2>' for place, title in enumerate(titles, 1))
        (folder / f"report-{number}.html").write_text(f"<main>{sections}</main>", encoding="utf-8")
        yield {
            "id": f"report-{number}", "page": f"report-{number}.html", "status": "ok", "reason": None, "earlier": False,
            "title": f"Report {number} on {' '.join(draw.choices(WORDS, k=3))}", "topic": f"Topic {number % 8}",
            "headline": " ".join(draw.choices(WORDS, k=40)), "audience": "TSAG", "bases": ["recorded"],
            "groups": [f"SG{number % 21}"], "periods": [f"T{number % 6}"], "parameters": {}, "data_until": "2026-07-17",
        }  # fmt: skip


def milliseconds(browser, page, slower=1):
    """Milliseconds until the answer is painted, one for each keystroke."""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    tab.goto(page.as_uri())
    return [tab.evaluate(ANSWER, words) for _ in range(5) for words in KEYSTROKES]


def lines():
    """Lines of the table, with a processor as it is and four times slower."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="engagement-bench-") as name, sync_playwright() as playwright:
        page = Path(name) / "index.html"
        page.write_text(index(list(made_up(page.parent)), page.parent), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for slower, words in ((1, ""), (4, ", processor four times slower")):
            took = sorted(milliseconds(browser, page, slower))
            told = f"median {took[len(took) // 2]:.0f} ms, slowest {took[-1]:.0f} ms of {len(took)}"
            yield line(f"search among {REPORTS} reports{words}", told, wanted="" if slower > 1 else "< 100 ms")
        browser.close()


if __name__ == "__main__":
    print(table(list(lines())))

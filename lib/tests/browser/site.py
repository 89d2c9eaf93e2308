"""Open every page of the published site in Chromium and say what is wrong: ``make check-site``.

A page may ask for nothing beyond itself, axe-core and the browser may complain of nothing in light or dark, without the
data of pictures it weighs at most 400 KB, at most 60 KB of them beyond figures and tables, and it can be used
within a second on a processor slowed down four times. That second is one of a machine with nothing else to do: where
others share it, ``--untimed`` leaves the clock out.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from engagement import locations
from tests.browser.browsing import AXE, CHROMIUM, FIND, LACKING, RULES, UNFOLD, USABLE, Watch, weights

WHOLE, FRAME = 400_000, 60_000  # bytes
SOON = 1000  # milliseconds
SLOWED, TRIES, AT_ONCE = 4, 3, 2
VIEWS = [("light", 1400), ("dark", 390)]


async def usable(browser, file):
    """Milliseconds until a page can be used on a slow processor: the best of some tries.

    Where others keep the machine busy, the clock says nothing of the page; then it is the time that the processor
    spends on it, as many times as it would be slower.
    """
    best = float("inf")
    for _ in range(TRIES):
        best = min(best, await _on_a_telephone(browser, file, _by_the_clock))
        if best <= SOON:
            return best
    busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > os.cpu_count()
    return await _on_a_telephone(browser, file, _by_the_processor) if busy else best


async def _on_a_telephone(browser, file, measured):
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    milliseconds = await measured(page, await context.new_cdp_session(page), file.as_uri())
    await context.close()
    return milliseconds


async def _by_the_clock(page, session, address):
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    await page.goto(address)
    return await page.evaluate(USABLE)


async def _by_the_processor(page, session, address):
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(address)
    await page.evaluate(USABLE)
    told = {one["name"]: one["value"] for one in (await session.send("Performance.getMetrics"))["metrics"]}
    return SLOWED * 1000 * told["TaskDuration"]


async def faults(browser, file, scheme, width):
    """What is wrong with a page to a reader of that scheme and width."""
    context = await browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = await context.new_page()
    watch = Watch(page)
    await page.goto(file.as_uri())
    await page.evaluate(UNFOLD)
    wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    await page.evaluate(AXE)
    found = [f"axe: {one}" for one in await page.evaluate(FIND, RULES)]
    await context.close()
    found += [f"asks for {address}" for address in watch.leaving(file)]
    found += [f"the browser complains: {complaint}" for complaint in watch.complaints]
    found += [f"is {wider} pixels wider than the screen"] if wider > 0 else []
    return [f"{scheme}, {width} pixels wide: {one}" for one in found]


def heavy(file):
    """Weights of a page, and what is wrong with them."""
    whole, frame = weights(file.read_text(encoding="utf-8"))
    wrong = [f"weighs {whole:,} bytes, more than {WHOLE:,}"] if whole > WHOLE else []
    wrong += [f"weighs {frame:,} bytes beyond figures and tables, more than {FRAME:,}"] if frame > FRAME else []
    return whole, frame, wrong


async def check(files, timed=True, told=print):
    """Check pages, a line each; what is wrong with them, by page."""
    wrong, times = {}, {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        for file in files:  # one at a time: nothing else may slow it down
            times[file] = await usable(browser, file) if timed else None
        room = asyncio.Semaphore(AT_ONCE)

        async def seen(file):
            async with room:
                return [one for view in VIEWS for one in await faults(browser, file, *view)]

        found = await asyncio.gather(*map(seen, files))
        await browser.close()
    told(f"{'page':<28}{'usable':>10}{'bytes':>10}{'frame':>9}  faults")
    for file, faulty in zip(files, found, strict=True):
        whole, frame, weighty = heavy(file)
        late = [f"can be used after {times[file]:,.0f} ms, later than {SOON:,}"] if timed and times[file] > SOON else []
        wrong[file.name] = [*faulty, *weighty, *late]
        usably = f"{times[file]:,.0f} ms" if timed else "–"
        told(f"{file.name:<28}{usably:>10}{whole:>10,}{frame:>9,}  {len(wrong[file.name]) or 'none'}")
    return {name: ones for name, ones in wrong.items() if ones}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.browser.site", description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", type=Path, default=locations.home() / "reports" / "site")
    parser.add_argument("--untimed", action="store_true", help="do not look at the clock: others share this machine")
    options = parser.parse_args(arguments)
    site = options.site.resolve()
    files = sorted(site.glob("*.html"))
    if CHROMIUM is None or not files:
        print(f"nothing is checked: {LACKING if CHROMIUM is None else f'{site} has no pages; run make reports'}")
        return 2
    wrong = asyncio.run(check(files, not options.untimed))
    for name, ones in wrong.items():
        print(f"\n{name}", *ones, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""The frame of the site's pages, and how a failure is told in it."""

from functools import cache
from pathlib import Path

import jinja2

from engagement.characters import visible

ASSETS = Path(__file__).parent / "assets"
MAIN = '<main id="main">'


@cache
def shell(name):
    """A template of the site's pages."""
    loader = jinja2.FileSystemLoader(ASSETS)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.ChainableUndefined, finalize=visible
    ).get_template(name)


@cache
def style():
    """The one style sheet, to be put into a page."""
    return jinja2.utils.markupsafe.Markup((ASSETS / "style.css").read_text(encoding="utf-8"))


def failure_told(page, failure):
    """A page of an earlier run that says, above all else, that the last run failed, why and where."""
    told = shell("failure.html.j2").render(failure=failure, earlier=True)
    return page.replace(MAIN, f"{MAIN}\n{told}", 1)


def failure_page(report, failure):
    """The page of a report that has never been made: the reason and the last cell."""
    return shell("failed.html.j2").render(report=report, failure=failure, earlier=False, style=style())

"""The frame of the site's pages, and how a failure is told in it."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import jinja2

from engagement.characters import visible

ASSETS = Path(__file__).parent / "assets"
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
MAIN = '<main id="main">'
POLICY = (
    "default-src 'none'; img-src data:; style-src {style}; script-src {scripts}; base-uri 'none'; form-action 'none'"
)


@cache
def shell(name):
    """A template of the site's pages.

    A template that needs scripts names them, files of ``assets``, in ``scripts`` (``{% set scripts = ["page.js"] %}``);
    no other script runs in its page. Style sheets it needs beside the common one it names in ``styles``.
    """
    loader = jinja2.FileSystemLoader(ASSETS)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.ChainableUndefined, finalize=visible
    )
    environment.globals.update(style=style(), inlined=inlined, policy=policy)
    return environment.get_template(name)


@cache
def inlined(name):
    """A style sheet or script of ``assets``, to be put into a page; every page carries it, so it is `lean`."""
    return jinja2.utils.markupsafe.Markup(lean((ASSETS / name).read_text(encoding="utf-8")))


def lean(text):
    """A style sheet or script without indentation and comments (of a script, those on lines of their own).

    Examples
    --------
    >>> lean("/* Ink. */\\na { color: red; }\\n\\nb {\\n  top: 0;\\n}")
    'a { color: red; }\\nb {\\ntop: 0;\\n}'
    """
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "\n".join(filter(None, lines))


def style():
    """The one style sheet, to be put into a page."""
    return inlined("style.css")


def policy(scripts=(), styles=()):
    """The content security policy of a page: it loads nothing, and has the scripts and styles named and no others.

    Examples
    --------
    >>> print(policy().split("; ")[3])
    script-src 'none'
    """
    allowed = " ".join(_source(name) for name in scripts) or "'none'"
    looks = " ".join(_source(name) for name in ("style.css", *styles))
    return jinja2.utils.markupsafe.Markup(POLICY.format(style=looks, scripts=allowed))


def failure_told(page, failure):
    """A page of an earlier run that says, above all else, that the last run failed, why and where."""
    told = shell("failure.html.j2").render(failure=failure, earlier=True)
    return page.replace(MAIN, f"{MAIN}\n{told}", 1)


def failure_page(report, failure):
    """The page of a report that has never been made: the reason and the last cell."""
    return shell("failed.html.j2").render(report=report, failure=failure, earlier=False)


def _source(name):
    """How a policy names what is written into the page: by its digest."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inlined(name).encode()).digest()).decode()}'"

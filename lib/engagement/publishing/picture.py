"""A finding of a published report, put into the README as its sentence and its figure."""

import json
import os
from html import escape

from bs4 import BeautifulSoup

from engagement.errors import DataError
from engagement.views.svg import plain, read

START, END = "<!-- finding -->", "<!-- end of finding -->"


def put_into(readme, site, report, number, target):
    """Replace the finding in a README by what a report now says.

    Parameters
    ----------
    readme : pathlib.Path
        A Markdown file with the two marks around the finding.
    site : pathlib.Path
        The published site.
    report : str
        Id of the report; its answer becomes the sentence.
    number : int
        Which figure of its page, from 1.
    target : pathlib.Path
        ``target-light.svg`` and ``target-dark.svg`` are written beside one another.

    Raises
    ------
    DataError
        If the report is not published, has no such figure, or the README lacks the marks.
    """
    entry, picture = _published(site, report, number)
    light, dark = (target.with_name(f"{target.name}-{mode}.svg") for mode in ("light", "dark"))
    drawing = read(picture.img["src"])
    light.write_text(plain(drawing, "light"), encoding="utf-8", newline="\n")
    dark.write_text(plain(drawing, "dark"), encoding="utf-8", newline="\n")
    places = [os.path.relpath(path, readme.parent).replace(os.sep, "/") for path in (light, dark)]
    block = (
        f"> {entry['headline']}\n\n<picture>\n"
        f'  <source media="(prefers-color-scheme: dark)" srcset="{places[1]}">\n'
        f'  <img src="{places[0]}" alt="{escape(picture.img["alt"])}">\n</picture>'
    )
    text = readme.read_text(encoding="utf-8")
    if text.count(START) != 1 or text.count(END) != 1:
        raise DataError(f"{readme.name}: needs one {START} and one {END} around the finding")
    before, after = text.split(START)[0], text.split(END)[1]
    readme.write_text(f"{before}{START}\n{block}\n{END}{after}", encoding="utf-8")


def _published(site, report, number):
    manifest, page = site / "reports.json", site / f"{report}.html"
    if not manifest.exists() or not page.exists():
        raise DataError(f"there is no report {report} in {site}; run `make reports` first")
    entry = next(entry for entry in json.loads(manifest.read_text(encoding="utf-8")) if entry["id"] == report)
    pictures = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find_all("picture")
    if entry["status"] != "ok" or not 1 <= number <= len(pictures):
        raise DataError(
            f"report {report} is {entry['status']} and has {len(pictures)} figures, asked for number {number}"
        )
    return entry, pictures[number - 1]

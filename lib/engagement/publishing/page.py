"""An executed notebook -> one self-contained HTML page."""

import json
import platform
import re
from functools import cache
from importlib.metadata import version

from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from traitlets.config import Config

from engagement.errors import DataError
from engagement.publishing.numbers import MOST, certainty, numbers
from engagement.publishing.parameters import declared
from engagement.publishing.safety import refuse
from engagement.publishing.shell import ASSETS, shell
from engagement.publishing.taking.items import linked
from engagement.views.results import RESULTS

PACKAGES = ("engagement", "pandas", "numpy", "pyfixest", "statsmodels", "matplotlib", "seaborn")
REGION = {"role": "region"}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PROGRESS = re.compile(r"[^\n]*\d+%\|[^\n]*\[[^\n\]]*\]\s*")  # as tqdm draws it
LOADS = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "srcset", "object": "data",
         "embed": "src", "video": "src", "audio": "src", "image": "href", "use": "href"}  # fmt: skip


def render(report, run):
    """The page of a report.

    Parameters
    ----------
    report : Report
    run : Run
        With its executed notebook.

    Returns
    -------
    str
        HTML that asks for nothing outside itself: no script, style, font or image from elsewhere. Its figures are
        ``figure-1``, ``figure-2`` …, its tables ``table-1``, … as they come, the data of figures left out.

    Raises
    ------
    DataError
        If an output of the notebook would load something from elsewhere, holds what a page may not hold, is a figure
        without words or without its data, or does not state its basis in a report that counts demonstration records.
    """
    parsed, headings = _body(linked(run.notebook, report.id), must_state="demonstration" in run.bases)
    body = str(parsed)
    outside = foreign(parsed)
    if outside:
        raise DataError(f"an output loads {outside[0]!r} from elsewhere; put it into the page itself")
    refuse(body, parsed)
    defaults = {name: parameter.default for name, parameter in declared(report.path).items()}
    return shell("page.html.j2").render(
        report=report,
        run=run,
        body=body,
        headings=headings,
        parameters={name: _as_json(value) for name, value in (defaults | report.parameters).items()},
        versions=versions(),
        numbers=numbers(run.results),
        most=MOST,
        certainty=certainty(run.results),
        ranged=any(given["low"] is not None for given in run.results.values()),
    )


def _as_json(value):
    return json.dumps(value, ensure_ascii=False, default=str)


def foreign(page):
    """What a page, as text or parsed, would load from outside itself (a link to follow is no load)."""
    soup = BeautifulSoup(page, "html.parser") if isinstance(page, str) else page
    wanted = [
        str(tag[attribute]) for name, attribute in LOADS.items() for tag in soup.find_all(name) if tag.get(attribute)
    ]
    styles = " ".join(
        [tag.get_text() for tag in soup.find_all("style")] + [tag["style"] for tag in soup.find_all(style=True)]
    )
    wanted += re.findall(r"url\(\s*['\"]?([^'\")]+)", styles) + re.findall(r"@import\s+['\"]?([^'\";]+)", styles)
    return [address for address in wanted if not address.strip().startswith(("data:", "#"))]


@cache
def versions():
    """Python and the packages a result depends on, in words."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)])


def _body(notebook, must_state):
    """The cells, parsed, and (id, title) of their second-level headings; the plan's title stands for the notebook's."""
    html, _ = _exporter().from_notebook_node(_for_readers(notebook))
    html = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", html)
    soup = BeautifulSoup(html, "html.parser")
    for title in soup.find_all("h1"):
        title.decompose()
    silent = [image for image in soup.find_all("img") if not image.get("alt", "").strip()]
    if silent:
        raise DataError("an image has no alternative text; draw it with engagement.views.show, which asks for one")
    for figure in soup.find_all("figure"):
        if not figure.get("id") or not figure.find_next_sibling("details", class_="data"):
            raise DataError("a figure has no table of its data below it; draw it with engagement.views.show")
    if must_state:
        _basis_stated(soup)
    for header in soup.find_all("th", scope=False):
        header["scope"] = "col" if header.find_parent("thead") else "row"
    for kind, words in (("figure", "figcaption"), ("table", "caption")):
        _count(soup, kind, words)
    headings = []
    for number, heading in enumerate(soup.find_all("h2"), 1):
        heading["id"] = f"section-{number}"
        headings.append((heading["id"], heading.get_text()))
    return soup, headings


def _for_readers(notebook):
    """Take out of the outputs what a page does not show: saved numbers, and progress on its way."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                output["text"] = PROGRESS.sub("", output["text"]).strip("\r")
        if "outputs" in cell:
            cell.outputs = [one for one in cell.outputs if RESULTS not in one.get("data", {}) and one.get("text") != ""]
    return notebook


def _count(soup, kind, words):
    """Say on the page which figure or table it is, so that one can speak of it; files to take along have that name."""
    for element in soup.find_all(kind, id=re.compile(rf"^{kind}-\d+$")):
        label = soup.new_tag("span", attrs={"class": "count"})
        label.string = f"{kind.capitalize()} {element['id'].rpartition('-')[2]}"
        element.find(words).insert(0, label, " ")
        _name(element.find_parent(attrs=REGION), element.find(words), f"{element['id']}-{words}")
        if kind == "figure":
            data = element.find_next_sibling("details", class_="data").find(attrs=REGION)
            _name(data, data and data.find("caption"), f"{element['id']}-data")


def _name(region, words, id):
    """Name a region by its caption, which then need not be in the page twice."""
    if region:
        words["id"] = region["aria-labelledby"] = id
        del region["aria-label"]


def _basis_stated(soup):
    """Refuse a page with demonstration numbers on which a figure, table or sentence does not say what it rests on."""
    for element in [*soup.find_all("figure"), *soup.find_all("table"), *soup.find_all("p", class_="said")]:
        if not element.has_attr("data-basis") and not element.find_parent(attrs={"data-basis": True}):
            words = " ".join(element.get_text(" ").split())[:80]
            raise DataError(
                f"this report counts demonstration records, but does not state the basis of {words!r}; "
                f"give `basis` to show, table or say"
            )


class BodyExporter(HTMLExporter):
    """Nbconvert's, which does not parse what it has written: that is done here, and it would describe images itself."""

    def from_notebook_node(self, nb, resources=None, **options):
        """HTML of a notebook, and resources."""
        self.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata={}, parent=self))
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **options)


@cache
def _exporter():
    config = Config()
    config.HTMLExporter.exclude_anchor_links = True
    config.HTMLExporter.embed_images = True
    return BodyExporter(config=config, template_name="notebook", extra_template_basedirs=[str(ASSETS)])

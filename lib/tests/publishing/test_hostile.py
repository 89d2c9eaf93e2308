"""Names, titles, words and parameters that are meant to do harm, tried through every path to what readers get."""

import base64
import csv
import hashlib
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import docx
import nbformat
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from IPython.display import HTML, Markdown

from engagement import Estimate
from engagement.characters import visible
from engagement.errors import DataError
from engagement.publishing.editions import Editions
from engagement.publishing.kept import write
from engagement.publishing.page import render
from engagement.publishing.plan import Report
from engagement.publishing.runner import Run
from engagement.publishing.safety import refuse
from engagement.publishing.shell import failure_page, failure_told
from engagement.publishing.site import Site
from engagement.publishing.taking.writing import take
from engagement.views import charts, results, save, say, sentences, show, svg, table

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "apostrophe": "' onmouseover='alert(1)",
    "end of everything": "--></title></style></script></textarea><svg onload=alert(1)>",
    "address": "javascript:alert(1)",
    "Markdown link": "[x](javascript:alert(1))",
    "Markdown": "**b** _c_ `d` <!-- e -->",
    "formula": '=HYPERLINK("http://x","y")',
    "commands": "+cmd|' /C calc'!A0",
    "LaTeX": r"$\frac{",
    "mathematics": "$x^2$ and $$y_1$$",
    "template": "{{ 7 * 7 }}{% raw %}{0}%s",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;",
    "right to left": "Nokia\u202egpj.exe\u2066x",
    "no width": "No\u200bkia\ufeff",
    "controls": "bell\x07 escape\x1b[31m",
    "lines": "one\u2028two\u2029three",
    "long": "Deutsche " * 60,
}
every = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
GIVEN = {"level": 0.95, "n": 7, "basis": "published"}


def estimate(text):
    return Estimate(3.0, 2.0, 4.0, unit=text, method=text, **GIVEN)


def _nothing(figure):
    """A figure without anything: what is drawn is tried apart from the page."""


def _bundle(output):
    return output._repr_mimebundle_() if hasattr(output, "_repr_mimebundle_") else {"text/html": output._repr_html_()}


class Paths:
    """Ways from a text to what readers get; each gives its content. A new format is one more method, and its check."""

    def __init__(self, home, monkeypatch):
        self.home, self.displayed = home, []
        monkeypatch.setenv("ENGAGEMENT_HOME", str(home))
        monkeypatch.setattr(results, "display", lambda data, raw: self.displayed.append(data))

    def page(self, text):
        """Prose, tables, figures and sentences computed from data, and all that the plan says."""
        frame = pd.DataFrame({text: [text, "b"], "value": [1.0, 2.0], "estimate": [estimate(text)] * 2})
        outputs = [
            say(text, sentences.span(estimate(text), text), basis="published"),
            table(frame, text, basis="published"),
            show(_nothing, caption=text, alt=text, basis="published", table=frame),
            estimate(text),
            frame[[text, "value"]],
        ]
        return self._rendered(text, [_bundle(one) for one in outputs], text)

    def printed(self, text):
        """What a notebook prints, in its stream and as plain text."""
        return self._rendered(text, [{"text/plain": text}], text)

    def saved(self, text):
        """The answer, and the names and words of saved estimates."""
        save(text, **{text: estimate(text)})
        return self._rendered(text, self.displayed, text)

    def failed(self, text):
        """The page of a report that failed and had none, with its cell."""
        failure = {"reason": text, "cell": {"number": 3, "source": text}}
        return failure_page(self._report(text), failure)

    def failed_later(self, text):
        """The reason of a failure on a page of an earlier run."""
        return failure_told(self.printed("as before"), {"reason": text, "cell": {"number": 3, "source": text}})

    def index(self, text):
        """The index of a site, with a report that was made and one that failed."""
        return (self._site(text) / "index.html").read_text(encoding="utf-8")

    def manifest(self, text):
        """The list of reports for programs."""
        return (self._site(text) / "reports.json").read_text(encoding="utf-8")

    def numbers(self, text):
        """The numbers of a page as JSON."""
        write(self.home / "one.json", {text: estimate(text).to_dict()})
        return (self.home / "one.json").read_text(encoding="utf-8")

    def along(self, text):
        """The folder of files to take along from a report whose table and figure hold the text."""
        frame = pd.DataFrame({"a": [text, "b"], "value": [1.0, 2.0], text: [text, text]})
        shown = [table(frame, text), show(charts.intervals, [text], [estimate("%")], text[:40], caption=text, alt=text)]
        cell = nbformat.v4.new_code_cell("name = 1", outputs=[
            nbformat.v4.new_output("display_data", data=one._repr_mimebundle_()) for one in shown])  # fmt: skip
        notebook, report = (
            nbformat.v4.new_notebook(cells=[cell]),
            replace(self._report(text), document={"source": text}),
        )
        source = {"table": "t", "basis": "published", "file": text, "sha256": "0" * 64}
        run = Run(1.0, [source], notebook)
        take(report, run, render(report, run), self.home / "along")
        return self.home / "along"

    def picture(self, *texts):
        """A figure as SVG, the texts its labels."""
        shown = show(charts.intervals, texts, [estimate("%")] * len(texts), texts[0], caption="c", alt="a")
        return svg.read(re.search(r'alt="a" src="([^"]+)', shown.data)[1])

    def _report(self, text):
        notebook = nbformat.v4.new_notebook()
        notebook.cells.append(nbformat.v4.new_code_cell("group = 'SG5'", metadata={"tags": ["parameters"]}))
        (self.home / "notebooks").mkdir(exist_ok=True)
        nbformat.write(notebook, self.home / "notebooks" / "a.ipynb")
        return Report("one", text, "a.ipynb", parameters={"group": text}, audience=text)

    def _rendered(self, text, bundles, stream):
        cell = nbformat.v4.new_code_cell(f"name = {text!r}")
        cell.outputs = [nbformat.v4.new_output("display_data", data=data) for data in bundles]
        cell.outputs.append(nbformat.v4.new_output("stream", text=stream))
        answer = {"answer": text, "estimates": {text: estimate(text).to_dict()}}
        cell.outputs.append(nbformat.v4.new_output("display_data", data={results.RESULTS: answer}))
        notebook = nbformat.v4.new_notebook(cells=[cell])
        source = {"table": text, "basis": "published", "file": text, "sha256": "0" * 64}
        return render(self._report(text), Run(1.0, [source], notebook))

    def _site(self, text):
        made = {"headline": text, "seconds": 1.0, "inputs": [], "bases": ["published"]}
        failure = {"reason": text, "cell": {"number": 1, "source": text}, "seconds": 1.0, "inputs": [], "bases": []}
        kept, target = self.home / "kept", self.home / "site"
        kept.mkdir(exist_ok=True)
        (kept / "page.html").write_text(self.printed(text), encoding="utf-8")
        write(kept / "results.json", {})
        with Site(target) as site:
            site.add(self._report(text), made, kept)
            site.add_failed(Report("two", text, "a.ipynb", parameters={}, audience=text), failure, self.home / "none")
            site.publish(Editions(target), {}, 1)
        return target


@pytest.fixture
def paths(tmp_path, monkeypatch):
    return Paths(tmp_path, monkeypatch)


PAGES = ("page", "printed", "saved", "failed", "failed_later", "index")
RUNS = {"script", "iframe", "object", "embed", "svg", "math", "form", "base", "template", "noscript"}


def harmless(html):
    """Nothing in a page runs, whichever way it is read."""
    for parser in ("html.parser", "lxml"):
        soup = BeautifulSoup(html, parser)
        assert not [tag.name for tag in soup.find_all(RUNS) if not _ours(tag)]
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], tag.name
            for name in ("href", "src", "srcset", "action", "formaction"):
                assert not re.match(r"\s*(javascript|vbscript|data:text)", str(tag.get(name, "")), re.IGNORECASE)


def _ours(element):
    """Whether it is the form that searches the index, which sends nothing, or a script allowed by its digest."""
    if element.name == "form":
        return element.get("id") == "find" and not element.has_attr("action")
    digest = base64.b64encode(hashlib.sha256(element.get_text().encode()).digest()).decode()
    return element.name == "script" and f"'sha256-{digest}'" in _policy(element.find_parent("html"))


def _policy(soup):
    return soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]


TRIED = [("page", text) for text in HOSTILE.values()] + [(path, " ".join(HOSTILE.values())) for path in PAGES[1:]]


@pytest.mark.parametrize(("path", "text"), TRIED, ids=[*HOSTILE, *PAGES[1:]])
def test_a_page_shows_the_text_as_it_stands_and_runs_nothing(paths, path, text):
    html = getattr(paths, path)(text)
    harmless(html)
    said = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert " ".join(visible(text).split()) in said
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069\ufeff\x07\x1b]", html)


def test_what_cannot_be_seen_is_said_as_it_stands(paths):
    """Alternative texts and labels of regions, for those who hear a page."""
    text = " ".join(HOSTILE.values())
    soup = BeautifulSoup(paths.page(text), "html.parser")
    assert visible(text) == soup.find("figure").find("img")["alt"]
    regions = [region for region in soup.main.find_all(role="region") if not region.find_parent(class_="back")]
    names = [one.get("aria-label") or soup.find(id=one["aria-labelledby"]).get_text() for one in regions]
    assert len(names) == 2 and all(visible(text) in name for name in names)


def test_a_picture_is_drawn_with_the_texts_as_they_stand(paths):
    drawn = paths.picture(*(text[:60] for text in HOSTILE.values()))
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069\ufeff\x07\x1b]", drawn)
    for element in ElementTree.fromstring(drawn).iter():
        assert element.tag.rpartition("}")[2] not in RUNS - {"svg"} | {"a", "foreignObject"}
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not any(str(value).strip().lower().startswith("javascript:") for value in element.attrib.values())


def test_a_picture_holds_its_texts_letter_by_letter(paths):
    """Signs of mathematics are signs, and what looks like the drawing's own language stays a text."""
    texts = ["axa 1b", "$x$ 1b", 'id="a" fill="#0b62a3" font-family: \'DejaVu Sans\'; var(--c0)', "<g> a > #i0 </g>"]
    for drawn in (svg.plain(paths.picture(*texts), mode) for mode in ("light", "dark")):
        shown = [one.text for one in ElementTree.fromstring(drawn).iter() if one.tag.endswith("text")]
        assert set(texts) <= set(shown)


@pytest.mark.parametrize("path", ["manifest", "numbers"])
def test_json_is_valid_and_holds_the_text_unchanged(paths, path):
    text = " ".join(HOSTILE.values())
    content = json.loads(getattr(paths, path)(text))
    assert text in (content if path == "numbers" else [content[0]["title"]])


@every
def test_data_in_markdown_outputs_are_shown_or_refused_never_run(paths, text):
    output = {"text/markdown": Markdown(f"Of **{text}**: {text}").data}
    try:
        html = paths._rendered("plain", [output], "plain")
    except DataError as error:
        assert re.search("has no place in a report|loads|no alternative text", str(error))
    else:
        harmless(html)


@every
def test_files_to_take_along_hold_the_text_and_nothing_that_runs(paths, text):
    folder = paths.along(text)
    with open(folder / "table-1.csv", encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+@\t\r-]", cell)]
    book = openpyxl.load_workbook(folder / "one.xlsx")
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in values if cell.data_type == "f" or cell.hyperlink]
    document = docx.Document(folder / "one.docx")
    said = " ".join(document.element.xpath("string(.)").split())
    assert " ".join(visible(text).split())[:40] in said
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert not [target for target in targets if not target.startswith(("https://", "http://", "mailto:"))]
    assert not document.element.xpath(".//w:instrText[not(contains(., 'PAGE'))] | .//w:object | .//w:altChunk")
    drawn = ElementTree.fromstring((folder / "figure-1.svg").read_text(encoding="utf-8"))
    assert not [one.tag for one in drawn.iter() if one.tag.rpartition("}")[2] in RUNS - {"svg"}]


RUNNING = (
    "<script>alert(1)</script>",
    "<img src='data:image/png;base64,AA==' alt='a' onerror='alert(1)'>",
    "<p onclick='alert(1)'>a</p>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' java\nscript:alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<form action='x'><input></form>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg onload='alert(1)'></svg>",
    "<math><mtext></mtext></math>",
    "<base href='http://example.org'>",
    "<meta http-equiv='refresh' content='0'>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>",
)


@pytest.mark.parametrize("html", RUNNING)
def test_raw_html_that_runs_is_refused_with_its_name(paths, html):
    with pytest.raises(DataError, match=r"an output holds .* has no place in a report"):
        paths._rendered("plain", [{"text/html": HTML(html).data}], "plain")


SHOWING = (
    "<p class='said'>a <b>b</b> <a href='https://example.org/?a=1#b'>c</a> <a href='#section-1'>d</a></p>",
    "<a href='attendance.html'>a</a> <a href='one/figure-1.svg' >b</a> <a href='mailto:tsbmail@itu.int'>c</a>",
    "<picture><source media='print' srcset='data:image/svg+xml;base64,AA=='><img alt='a' src='data:image/png;base64,A'>"
    "</picture>",
    "<details open><summary>a</summary><table><caption>b</caption><tr><th scope='col' data-key='1'>c</table></details>",
    pd.DataFrame({"a": ["<b>"]})._repr_html_(),
)


@pytest.mark.parametrize("html", SHOWING)
def test_what_only_shows_something_is_let_through(html):
    refuse(html)


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_of_every_page_lets_nothing_in(paths, path):
    """Nothing is loaded, and no script runs but those whose digest the policy names."""
    soup = BeautifulSoup(getattr(paths, path)("plain"), "html.parser")
    rules = dict(rule.strip().partition(" ")[::2] for rule in _policy(soup).split(";"))
    assert rules["default-src"] == "'none'"
    scripts = rules.get("script-src", "'none'").split()
    assert all(word == "'none'" or word.startswith("'sha256-") for word in scripts)
    assert set(rules) <= {"default-src", "img-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["img-src"] == "data:"
    before = [tag.name for tag in soup.find("meta", attrs={"http-equiv": True}).find_all_previous(["script", "style"])]
    assert before == []

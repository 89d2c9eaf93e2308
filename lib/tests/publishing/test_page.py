import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.publishing.page import foreign, render
from engagement.publishing.plan import Report
from engagement.publishing.runner import Run
from engagement.views.contents import FIGURE, TABLE
from engagement.views.results import RESULTS


@pytest.mark.parametrize(
    "load",
    [
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<link rel="stylesheet" href="a.css">',
        '<iframe src="http://example.org"></iframe>',
        '<picture><source srcset="a.svg"></picture>',
        "<style>@import 'a.css'</style>",
        "<style>p { background: url(https://example.org/a.png) }</style>",
        '<p style="background: url(a.png)">',
        '<svg><image href="a.png"/></svg>',
    ],
)
def test_what_loads_from_elsewhere_is_found(load):
    assert len(foreign(f"<html><body>{load}</body></html>")) == 1


@given(st.sampled_from(["img", "source"]), st.text("abcABC0123456789+/=", min_size=1))
def test_what_the_page_holds_itself_is_not(name, content):
    attribute = "src" if name == "img" else "srcset"
    assert foreign(f'<{name} {attribute}="data:image/png;base64,{content}">') == []


def test_a_link_to_follow_is_no_load():
    assert foreign('<a href="https://example.org">a</a>') == []


FRAME = (
    "<div role='region' aria-label='{0}'><table><caption>{0}</caption><thead><tr><th>a</th></tr></thead></table></div>"
)
CONTENT = {"caption": "A", "basis": None, "columns": [], "rows": []}
FIGURE_OF = (
    "<figure><img alt='A.' src='data:image/png;base64,AA'><figcaption>{}</figcaption></figure>"
    "<details class='data'>{}</details>"
)
SHOWN = [
    {FIGURE: CONTENT, "text/html": FIGURE_OF.format("First.", FRAME.format("Data"))},
    {TABLE: CONTENT, "text/html": FRAME.format("Rows")},
    {"text/html": "<table><thead><tr><th>no words</th></tr></thead></table>"},
    {FIGURE: CONTENT, "text/html": FIGURE_OF.format("Second.", FRAME.format("Data"))},
]


@pytest.fixture
def page(project):
    """The page of a notebook, as its parser sees it: shown, saved and said along the way."""
    project.notebook("a.ipynb", "pass")
    bar = (
        "specifications:   0%|          | 0/108 [00:00<?, ?it/s]\rspecifications:   1%|          | 1/108 [00:00<00:17]"
    )
    outputs = [nbformat.v4.new_output("display_data", shown) for shown in SHOWN]
    outputs += [nbformat.v4.new_output("stream", name="stderr", text=text) for text in (bar, f"{bar}\na warning\n")]
    saved = {"answer": "One.", "order": ["second", "first"], "estimates": {"first": COUNT, "second": RATE}}
    outputs.append(nbformat.v4.new_output("display_data", {RESULTS: saved, "text/html": "<p>saved</p>"}))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass", outputs=outputs)])
    made = render(Report("one", "One", "a.ipynb"), Run(1.0, [], notebook))
    return BeautifulSoup(made, "html.parser")


COUNT = {
    "value": 3,
    "low": None,
    "high": None,
    "level": 0.95,
    "n": 3,
    "unit": "rows",
    "basis": "published",
    "method": "m",
}
RATE = COUNT | {"low": 2, "high": 4, "unit": "%"}


def test_figures_and_tables_with_words_are_numbered_as_they_come(page):
    main = page.main
    assert [figure["id"] for figure in main.find_all("figure")] == ["figure-1", "figure-2"]
    assert [words.get_text() for words in main.find_all("figcaption")] == ["Figure 1 First.", "Figure 2 Second."]
    table = main.find(id="table-1")
    assert table.caption.get_text() == "Table 1 Rows"
    assert table.find_parent(role="region")["aria-labelledby"] == table.caption["id"]
    folded = main.find("details", class_="data").find(role="region")
    assert folded["aria-labelledby"] == folded.caption["id"] == "figure-1-data"
    assert main.find(id="table-2") is None


def test_saved_numbers_stand_at_the_top_and_the_end_in_the_order_saved(page):
    assert [name.get_text() for name in page.select(".key .name")] == ["Second", "First"]
    assert [row.th.get_text() for row in page.select("#numbers tbody tr")] == ["Second", "First"]
    assert (
        "Of the 2 numbers saved here 1 has an interval, 1 is counted in full or without one"
        in page.find(id="how-sure").get_text()
    )
    assert "saved</p>" not in str(page)


def test_bars_of_progress_are_left_out_and_warnings_are_not(page):
    assert [told.get_text() for told in page.find_all("pre", class_="warning")] == ["a warning\n"]


@pytest.mark.parametrize(
    "image", ["<img src='data:image/png;base64,AA'>", "<img alt=' ' src='data:image/png;base64,AA'>"]
)
def test_an_image_without_words_is_refused_and_not_given_some(project, image):
    project.notebook("a.ipynb", "pass")
    output = nbformat.v4.new_output("display_data", {"text/html": image})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass", outputs=[output])])
    with pytest.raises(DataError, match="no alternative text"):
        render(Report("one", "One", "a.ipynb"), Run(1.0, [], notebook))

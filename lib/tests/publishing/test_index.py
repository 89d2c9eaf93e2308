"""The index as a reader has it: with scripts off, and searched and filtered in a browser."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from engagement import cli
from engagement.publishing.contents import index


def entry(id, **other):
    usual = {
        "id": id, "page": f"{id}.html", "status": "ok", "reason": None, "earlier": False, "title": f"The {id} report",
        "topic": "Participation", "headline": f"So much of {id}.", "audience": "TSAG", "bases": ["published"],
        "groups": [], "periods": [], "parameters": {}, "data_until": "2026-04-02",
    }  # fmt: skip
    return usual | other


ENTRIES = [
    entry("attendance", groups=["SG13"], parameters={"groups": ["SG13"]}),
    entry("leaders", headline="Chairs come from Côte d'Ivoire and Türkiye.", bases=["demonstration"]),
    entry("value", topic="Value", groups=["SG5"], page=None, status="failed", reason="cell 3 raised <b>Error</b>"),
]


@pytest.fixture
def page(tmp_path):
    for id, section in (("attendance", "Who came &amp; <em>from</em> where"), ("leaders", "Chairs")):
        html = f'<main><h2 id="section-1">Limits</h2><h2 id="section-2">{section}</h2></main>'
        (tmp_path / f"{id}.html").write_text(html, encoding="utf-8")
    number = {"value": 7, "low": 5, "high": 9, "level": 0.95, "n": 12, "unit": "seats", "basis": "recorded",
              "method": "count"}  # fmt: skip
    (tmp_path / "leaders.json").write_text(json.dumps({"seats_of_women": number}))
    path = tmp_path / "index.html"
    path.write_text(index(ENTRIES, tmp_path), encoding="utf-8")
    return path


@pytest.fixture
def tab(browser, page):
    tab = browser.new_page()
    tab.requests, tab.errors = [], []
    tab.on("request", lambda request: tab.requests.append(request.url))
    tab.on("console", lambda message: tab.errors.append(message.text))
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.goto(page.as_uri())
    yield tab
    assert tab.errors == []
    assert {url.partition("#")[0] for url in tab.requests} == {page.as_uri()}
    tab.close()


def shown(tab):
    return tab.locator(".topic li:visible h4").all_text_contents()  # those further down are drawn later


def test_it_can_be_read_without_its_script(page):
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.find(id="find").has_attr("hidden")
    assert [part.h3.get_text() for part in soup.find_all("section", class_="topic")] == ["Participation", "Value"]
    first, _, failed = soup.select(".topic li")
    assert first.h4.a["href"] == "attendance.html"
    for words in ("So much of attendance.", "For TSAG", "published", "Data to 2026-04-02"):
        assert words in first.get_text()
    assert failed.h4.a is None
    assert "cell 3 raised <b>Error</b>" in failed.get_text()
    assert "1 of 3 reports failed" in soup.get_text()
    assert not soup.select(".topic li[hidden], .topic[hidden]")


def test_reports_about_the_numbers_come_last(tmp_path):
    written = [entry("methods", topic="Methods", page=None), entry("other", page=None), entry("more", page=None)]
    soup = BeautifulSoup(index(written, tmp_path), "html.parser")
    assert [part.h3.get_text() for part in soup.find_all("section", class_="topic")] == ["Participation", "Methods"]
    options = [option.get_text() for option in soup.select("#by-topics option")]
    assert options == ["All topics", "Participation", "Methods"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TURKIYE", ["The leaders report"]),
        ("cote ivoire", ["The leaders report"]),
        ("came where", ["The attendance report"]),
        ("seats of women", ["The leaders report"]),
        ("sg13", ["The attendance report"]),
        ("raised", ["The value report"]),
        ("report", ["The attendance report", "The leaders report", "The value report"]),
        ("nowhere", []),
    ],
)
def test_a_search_goes_over_titles_answers_sections_numbers_and_groups(tab, words, found):
    tab.get_by_role("searchbox").fill(words)
    assert shown(tab) == found
    said = f"{len(found)} of 3 reports match" if found else "None of 3 reports matches"
    assert said in tab.get_by_role("status").inner_text()


def test_it_says_in_which_section_the_words_are(tab):
    tab.get_by_role("searchbox").fill("from where")
    link = tab.get_by_role("link", name="Who came & from where")
    assert link.get_attribute("href") == "attendance.html#section-2"
    tab.get_by_role("searchbox").fill("attendance")
    assert not link.is_visible()


def test_filters_go_with_the_search_and_topics_without_reports_go(tab):
    tab.get_by_label("Topic").select_option("Participation")
    assert shown(tab) == ["The attendance report", "The leaders report"]
    assert tab.get_by_role("heading", name="Value", exact=True).count() == 0
    tab.get_by_role("searchbox").fill("chairs")
    assert shown(tab) == ["The leaders report"]
    tab.get_by_role("button", name="Show all").click()
    tab.wait_for_function("location.hash === ''")
    assert len(shown(tab)) == 3
    tab.get_by_label("Group").select_option("SG5")
    assert shown(tab) == ["The value report"]
    tab.get_by_label("Group").select_option("All groups")
    tab.get_by_label("Status").select_option("failed")
    assert shown(tab) == ["The value report"]
    assert tab.get_by_label("Study period").count() == 0


def test_the_address_keeps_the_search(tab, page):
    tab.get_by_role("searchbox").fill("côte")
    tab.get_by_label("Topic").select_option("Participation")
    address = tab.url
    tab.goto("about:blank")
    tab.requests.clear()
    tab.goto(address)
    assert tab.get_by_role("searchbox").input_value() == "côte"
    assert shown(tab) == ["The leaders report"]
    tab.evaluate("location.hash = 'main'")  # as the link that skips to the content does
    assert shown(tab) == ["The leaders report"]


def test_it_can_be_used_with_the_keyboard(tab):
    for _ in range(2):
        tab.keyboard.press("Tab")
    tab.keyboard.type("leaders")
    assert shown(tab) == ["The leaders report"]
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.textContent") == "The leaders report"


def test_a_run_puts_topics_groups_periods_and_the_date_of_the_data_into_the_manifest(project):
    saves = "save(f'{len(meetings)} rows.', rows_there=Estimate(1, 1, 2, 0.95, 9, 'rows', 'published', 'count'))"
    cells = ("import engagement\nfrom engagement import Estimate\nfrom engagement.views import save",
             "meetings = engagement.load('meeting_figures')", saves)  # fmt: skip
    project.notebook("a.ipynb", *cells, parameters="groups: list[str] = []  # groups\nperiod = ''  # a period")
    common = {"title": "Title", "notebook": "a.ipynb"}
    given = {"groups": ["SG5", "SG13"], "period": "T22"}
    project.plan({"id": "one", "topic": "Coming", "parameters": given, **common}, {"id": "brief", **common})
    assert cli.main(["run"]) == 0
    one, brief = json.loads((project.site / "reports.json").read_text())
    found = [one[name] for name in ("topic", "groups", "periods", "data_until")]
    assert found == ["Coming", ["SG5", "SG13"], ["T22"], "2026-04-02"]
    assert [brief[name] for name in ("topic", "groups", "periods")] == ["", [], []]
    top = BeautifulSoup((project.site / "index.html").read_text(), "html.parser").find("section", class_="brief")
    words = re.sub(r"\s+", " ", top.get_text())
    assert "130 rows." in words
    assert "Rows there 1 rows 95% interval 1 to 2; n = 9 published" in words

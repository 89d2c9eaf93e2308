"""Pages as a reader has them: in a real browser, by mouse, keyboard and screen reader, on screen and on paper."""

import io
import re
import subprocess
import sys
from pathlib import Path

import matplotlib
import pandas as pd
import pytest

from engagement.views.figures import INKS, PAPER
from tests.browser.browsing import AXE, FIND, RULES, weights

PAGES = ("index", "good", "bad")
INJECT = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
LEVELS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]))"
FOCUS = """() => {
  const all = [...document.querySelectorAll("*")], now = document.activeElement, look = getComputedStyle(now);
  return [all.indexOf(now), now.tagName, look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2];
}"""


def column(page, number, table="#table-1"):
    rows = page.locator(f"{table} tbody tr:visible")
    return [row.locator("th, td").nth(number).inner_text() for row in rows.all()]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_and_nothing_leaves_the_page(opened, site, name, scheme, width):
    with opened(name, width=width, scheme=scheme) as (page, watch):
        for folded in page.locator("details").all():
            folded.evaluate("details => details.open = true")
        page.evaluate(AXE)
        assert page.evaluate(FIND, RULES) == []
        assert watch.leaving(site / f"{name}.html") == []
        assert watch.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_headings_are_in_order_and_headers_of_tables_have_their_scope(opened, name):
    with opened(name) as (page, _):
        levels = page.evaluate(LEVELS)
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
        assert page.locator("th:not([scope=col]):not([scope=row])").count() == 0
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_a_page_is_never_wider_than_a_telephone_or_than_the_screen_at_four_times_the_size(opened, name, width):
    with opened(name, width=width, height=256) as (page, _):
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate("document.querySelector('#show-code')?.click()")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_answer_and_key_numbers_come_first_with_interval_n_and_basis(opened):
    with opened() as (page, _):
        assert page.locator("h1").inner_text() == "A good report"
        assert page.locator(".answer").inner_text().startswith("One in eight contributions")
        cards = [re.sub(r"\s+", " ", card.inner_text()) for card in page.locator(".key li").all()]
        assert cards == [
            "Share, ITU-T 12.5% 95% interval 9 to 16; n = 40 demonstration",
            "Documents 1,240 documents no interval; n = 1,240 published",
            "Gini, IETF not estimable Gini coefficient no interval; n = 1 recorded",
        ]
        assert page.locator(".key").bounding_box()["y"] < 900


def test_a_table_sorts_by_values_from_the_keyboard(opened):
    with opened() as (page, _):
        table = page.locator("#table-1")
        as_it_came, numbers = column(page, 0), ["5", "7", "12", "31", "45", "77", "98", "310", "640", "1,000", "1,203"]
        header = table.get_by_role("columnheader", name="documents")
        for key, state, expected in (
            ("Enter", "ascending", [*numbers, "–"]),
            ("Space", "descending", [*numbers[::-1], "–"]),
        ):
            header.get_by_role("button").press(key)
            assert header.get_attribute("aria-sort") == state
            assert column(page, 1) == expected
        header.get_by_role("button").press("Enter")
        assert (header.get_attribute("aria-sort"), column(page, 0)) == (None, as_it_came)
        table.get_by_role("columnheader", name="share in %").get_by_role("button").click()
        assert [cell.split(" ")[0] for cell in column(page, 2)][:3] == ["0.5", "0.7", "1.2"]
        assert column(page, 2)[-1].startswith("not estimable")
        table.get_by_role("columnheader", name="first day").get_by_role("button").click()
        assert column(page, 3) == sorted(column(page, 3))
        table.get_by_role("columnheader", name="group").get_by_role("button").click()
        assert column(page, 0)[:3] == ["SG2", "SG3", "SG5"] and column(page, 0)[-1] == "TSAG"
        assert table.locator("[aria-sort]").count() == 1


def test_a_table_of_many_rows_filters_and_tells_how_many_are_left(opened):
    with opened() as (page, _):
        boxes = page.get_by_role("searchbox", name="Filter rows")
        assert boxes.count() == 1  # the short tables have none
        told = page.locator(".filter output")
        assert told.inner_text() == "12 rows"
        boxes.press_sequentially("sg1 remark")
        assert column(page, 0) == ["SG11", "SG12", "SG13", "SG15", "SG16", "SG17"]
        assert told.inner_text() == "6 of 12 rows"
        page.locator("#table-1").get_by_role("columnheader", name="group").get_by_role("button").click()
        assert len(column(page, 0)) == 6
        boxes.fill("")
        assert (len(column(page, 0)), told.inner_text()) == (12, "12 rows")
        assert told.evaluate("output => output.computedRole ?? 'status'") == "status"


def test_a_table_is_downloaded_with_all_that_the_page_shows_of_it(opened, site):
    with opened() as (page, _):
        link = page.get_by_role("link", name="table-1.csv")
        with page.expect_download() as waiting:
            link.click()
        got = waiting.value.path().read_bytes()
        assert waiting.value.suggested_filename == "table-1.csv"
        shown = column(page, 0)
    assert got == (site / "good" / "table-1.csv").read_bytes()
    rows = pd.read_csv(io.BytesIO(got))
    assert list(rows["group"]) == shown
    assert list(rows["documents"].dropna().astype(int))[:2] == [1203, 45]


def test_everything_is_reached_by_the_keyboard_in_the_order_of_the_page(opened):
    with opened() as (page, _):
        seen = []
        for _ in range(80):
            page.keyboard.press("Tab")
            place, tag, outlined = page.evaluate(FOCUS)
            if tag == "BODY":
                break
            seen.append((place, tag))
            assert outlined, tag
        assert [place for place, _ in seen] == sorted({place for place, _ in seen})
        assert {tag for _, tag in seen} >= {"A", "INPUT", "BUTTON", "SUMMARY", "DIV"}


def test_one_switch_shows_the_code_and_a_link_of_the_contents_opens_what_is_folded(opened):
    with opened() as (page, _):
        code, switch = page.locator("pre.code").first, page.get_by_role("switch", name="Show the code")
        assert not code.is_visible()
        switch.press("Space")
        assert code.is_visible()
        switch.press("Space")
        assert not code.is_visible()
        for id in ("how-sure", "data-used", "reproduce"):
            assert not page.locator(f"#{id}").is_visible()
            page.locator(f".contents a[href='#{id}']").press("Enter")
            page.locator(f"#{id}").wait_for(state="visible")
        assert page.locator("#reproduce code").first.text_content() == ".venv/bin/engagement run --only good"


def test_without_scripts_only_sorting_and_filtering_go(opened):
    with opened(java_script_enabled=False) as (page, _):
        assert page.locator("th button, .filter").count() == 0
        assert len(column(page, 0)) == 12
        page.get_by_role("switch", name="Show the code").check()
        assert page.locator("pre.code").first.is_visible()
        page.get_by_text("Data used", exact=True).last.click()
        assert page.locator("#data-used").is_visible()


def test_on_paper_all_is_opened_in_ink_on_white_and_links_are_spelled_out(opened):
    with opened(scheme="dark", java_script_enabled=False) as (page, _):
        page.emulate_media(media="print", color_scheme="dark")
        for id in ("how-sure", "data-used", "reproduce"):
            assert page.locator(f"#{id}").bounding_box()["height"] > 20
        assert not page.locator(".contents").is_visible()
        link = page.locator("main a[href^='https']").first
        assert "itu.int" in link.evaluate("link => getComputedStyle(link, '::after').content")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator("figure img").first.evaluate("image => image.currentSrc === image.src")  # wide and light


def test_a_page_prints_to_a4(opened):
    with opened() as (page, _):
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF")
        (box,) = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf))
        assert [round(float(side) * 25.4 / 72) for side in box] == [210, 297]


def test_only_the_scripts_of_the_policy_run(opened):
    with opened() as (page, watch):
        page.evaluate(INJECT)
        assert page.evaluate("window.ran") is None
        assert any("Content Security Policy" in complaint for complaint in watch.complaints)


def test_figures_say_their_finding_and_have_their_place_before_they_are_drawn(opened):
    with opened() as (page, _):
        image = page.locator("#figure-1 img")
        assert image.get_attribute("alt") == "SG2 and SG3 have 12.5% each."
        assert image.evaluate("image => image.width / image.height") == pytest.approx(8.4 / 1.8, rel=0.02)
        assert page.locator("#figure-1 figcaption").inner_text().startswith("Figure 1")


@pytest.mark.parametrize(("width", "scheme", "media"), [(1400, "light", "screen"), (1400, "dark", "screen"),
                                                        (390, "dark", "screen"), (1400, "dark", "print")])  # fmt: skip
def test_a_figure_is_drawn_in_ink_on_the_paper_of_its_page(opened, width, scheme, media):
    with opened(width=width, scheme=scheme) as (page, _):
        page.emulate_media(media=media, color_scheme=scheme)
        image = page.locator("#figure-1 img")
        image.scroll_into_view_if_needed()
        dots = matplotlib.image.imread(io.BytesIO(image.screenshot()))[:, :, :3]
        mode = "light" if media == "print" else scheme
        paper, ink = (matplotlib.colors.to_rgb(one) for one in (PAPER[mode], INKS[mode][0]))
        assert dots[2, 2] == pytest.approx(paper, abs=0.01)
        assert (abs(dots - ink).max(axis=2) < 0.15).any()


def test_a_page_is_light(site):
    whole, frame = weights((site / "good.html").read_text(encoding="utf-8"))
    assert whole <= 400_000
    assert frame <= 60_000


def test_the_command_that_checks_a_site_tells_what_is_wrong(browser, site, tmp_path):
    good = (site / "good.html").read_text(encoding="utf-8")
    (tmp_path / "bad.html").write_text(good.replace("<main", "<img src='a.png'><main", 1), encoding="utf-8")
    command = [sys.executable, "-m", "tests.browser.site", str(tmp_path)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr
    assert "image-alt" in ended.stdout and "a.png" in ended.stdout

"""The site in a real Chromium: it works, it fetches nothing from elsewhere, it fits a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tests.serve.odd_data import TITLES, iri_of
from tests.serve.served import BASE, PAGE, Served, quoted

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

YASGUI = ROOT / "icmlpo_rdf" / "serve" / "static" / "yasgui.min.js"
ADDRESSES = {
    "front": "/",
    "search": "/search?q=希臘",
    "series": "/series",
    "matrix": f"/matrix/{PAGE}",
    "organization": "/page/zh/希腊共产主义组织",
    "the series' page": f"/page/{PAGE}",
    "meeting": f"/page/{PAGE}?part=meeting-10",
    "record": f"/page/{PAGE}?part=meeting-10/德国马列主义党",
    "source": f"/page/source/{PAGE}",
    "bodies": "/bodies",
    "countries": "/countries",
    "sources": "/sources",
    "questions": "/query",
    "an answer": "/query?named=newcomers-and-leavers",
    "what is missing": "/query?named=companions",
    "what is not clear": "/query?named=companions&p-organization=共产党",
    "a query of one's own": "/query?query=SELECT ?m {?m a icm:Meeting}",
    "cite": f"/cite/{PAGE}?part=meeting-10",
    "vocabulary": "/page/ontology",
    "for programs": "/about",
    "not there": "/page/zh/没有",
}
# The ratio of WCAG 2.1, section 1.4.3, of each text to what is painted behind it.
CONTRAST = """() => {
  const parts = (c) => (c.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    if (e.closest(".unseen, .skip, .absent, .untold, [hidden]") || !e.checkVisibility()) continue;
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(e.outerHTML.slice(0, 90) + ((a + .05) / (b + .05)).toFixed(2));
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nobody for anything by itself."""
    quiet = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet.split())
        yield started
        started.close()


@contextmanager
def opened(
    browser: Browser,
    served: Served,
    width: int = 1280,
    *,
    dark: bool = False,
    scripts: bool = True,
    locale: str = "en-GB",
) -> Iterator[Page]:
    """A page in which nothing may go wrong and from which nothing may be asked of another host."""
    context = browser.new_context(
        viewport={"width": width, "height": 850},
        color_scheme="dark" if dark else "light",
        locale=locale,
        java_script_enabled=scripts,
    )
    wrong: list[str] = []
    page = context.new_page()
    page.on(
        "request",
        lambda one: wrong.append(one.url) if not one.url.startswith((served.address, "data:")) else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda one: wrong.append(one.text) if one.type == "error" and "404" not in one.text else None,
    )
    yield page
    context.close()
    assert not wrong


def go(page: Page, served: Served, path: str) -> None:
    """Open an address of the site."""
    page.goto(served.address + quoted(path))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_and_can_be_read(browser: Browser, site: Served, width: int, dark: bool) -> None:
    """No page is wider than the window, and every text stands out from what is behind it, opened evidence too."""
    with opened(browser, site, width, dark=dark) as page:
        for name, path in ADDRESSES.items():
            go(page, site, path)
            for number in range(min(2, page.locator("details.evidence").count())):
                page.locator("details.evidence summary").nth(number).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert page.evaluate(CONTRAST) == [], name
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(23, 21, 18)" if dark else "rgb(250, 248, 243)")


def test_long_and_odd_names_fit_a_phone(browser: Browser, odd: Served) -> None:
    """Labels with markup, without a place to break, from right to left."""
    with opened(browser, odd, 390) as page:
        for title in TITLES:
            if title not in {".", "../../etc/passwd"}:  # a browser folds the dots away
                go(page, odd, f"/page/zh/{iri_of(title).removeprefix(f'{BASE}zh/')}")
                assert page.locator("h1").inner_text() == title
                assert page.evaluate("document.documentElement.scrollWidth") <= 390, title
                assert page.title() != "owned"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_search_to_the_line(browser: Browser, site: Served, scripts: bool) -> None:
    """Traditional characters find the simplified name; its page; the proof of a fact; the line in the source."""
    with opened(browser, site, scripts=scripts) as page:
        go(page, site, "/")
        page.get_by_role("searchbox").fill("希臘")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="希腊共产主义组织").click()
        assert page.locator("h1").inner_text() == "希腊共产主义组织"
        heading, row = page.locator(".evidence.all .heading").first, page.locator("#attended-1")
        assert not heading.is_visible()
        page.locator(".time .ref").first.focus()
        page.keyboard.press("Enter")
        assert "第十次会议（2011年）参加者" in heading.inner_text()
        assert row.is_visible()
        assert "希腊共产主义组织" in row.inner_text()
        row.locator("a").first.click()
        assert "#line=49,53" in page.url
        if scripts:
            assert page.locator(".lit").count() == 4
        assert page.locator("#L50").evaluate(
            "e => e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().top >= 0"
        )


def test_the_matrix_leads_to_the_evidence(browser: Browser, site: Served) -> None:
    """A newcomer's cell, told by its sign; its link shows the lines; names stay in sight when one scrolls sideways."""
    with opened(browser, site, 390) as page:
        go(page, site, f"/matrix/{PAGE}")
        row = page.locator("tbody tr", has_text="俄罗斯毛主义党")
        cell = row.locator("a.cell")
        assert cell.locator("[aria-hidden]").inner_text() == "✦"
        page.locator(".scroll").evaluate("e => e.scrollLeft = 400")
        assert row.locator("th").evaluate("e => e.getBoundingClientRect().left") < 40
        cell.click()
        assert "俄罗斯毛主义党" in page.locator(".proof .lines").last.inner_text()


def test_a_fragment_leads_to_its_own_page(browser: Browser, site: Served) -> None:
    """The IRI of a meeting, which no server sees whole, ends at the meeting's page."""
    with opened(browser, site) as page:
        go(page, site, f"/{PAGE}#meeting-10")
        page.wait_for_url("**?part=meeting-10")
        assert page.locator("h1").inner_text() == "第十次会议（2011年）"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_answer_to_a_ready_question_is_in_sight(
    browser: Browser, site: Served, width: int, scripts: bool
) -> None:
    """Whoever asks sees the answer, or what is wrong, without a scroll."""
    in_sight = """(one) => { const {top, bottom} = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"""
    with opened(browser, site, width, scripts=scripts) as page:
        page.set_viewport_size({"width": width, "height": 800})
        for called, shown in (
            ("马列主义政党和组织国际会议", "#answer tbody tr >> nth=0"),
            ("没有这个", "#answer .problem"),
        ):
            for name in ("newcomers-and-leavers", "participants"):
                go(page, site, f"/query?named={name}")
                page.locator(".narrow summary").click()
                page.locator("#p-series").fill(called)
                page.locator(".parameters button").click()
                assert page.locator(shown).evaluate(in_sight), (name, called)
        go(page, site, "/query")
        page.locator(".own-query summary").click()
        page.get_by_role("button", name="Ask", exact=True).click()
        assert page.locator("#answer tbody tr >> nth=0").evaluate(in_sight)


def test_a_query_is_asked_and_answered(browser: Browser, site: Served) -> None:
    """By the keyboard, without leaving the page; what is wrong is said on it."""
    with opened(browser, site) as page:
        go(page, site, "/query")
        page.locator(".own-query summary").click()
        page.locator("#query").fill("SELECT ?y { ?m icm:year ?y } ORDER BY ?y")
        page.locator("#query").press("Control+Enter")
        page.wait_for_selector(".answer tbody tr")
        assert page.locator(".answer tbody td").all_inner_texts() == ["1999", "2001", "2004", "2007", "2011"]
        page.locator("#query").fill("SELECT")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_selector(".problem")
        assert "no valid SPARQL" in page.locator(".problem").inner_text()
        page.locator("#query").fill(f'SELECT (STRLEN("{"党" * 20_000}") AS ?n) {{}}')
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_role("cell", name="20000", exact=True).wait_for()
        assert page.url == f"{site.address}/query"


@pytest.mark.skipif(not YASGUI.is_file(), reason="the full editor is not there (make editor)")
def test_the_full_editor_asks_too(browser: Browser, site: Served) -> None:
    """Yasgui under our policy: the ready questions as tabs, an answer, nothing from elsewhere."""
    with opened(browser, site) as page:
        go(page, site, "/query")
        page.locator(".own-query summary").click()
        page.get_by_role("button", name="Open the full editor").click()
        page.wait_for_selector(".yasgui .tabsList .tab >> text=newcomers-and-leavers")
        page.locator(".yasgui .tabPanel.active .yasqe_queryButton").click()
        page.wait_for_selector(".yasr table tbody tr")
        assert "第六次会议（1999年）" in page.locator(".tabPanel.active .yasr table").inner_text()


@pytest.mark.skipif(not YASGUI.is_file(), reason="the full editor is not there (make editor)")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_full_editor_wears_the_site_s_colours(
    browser: Browser, site: Served, width: int, dark: bool
) -> None:
    """No white sheet in the dark: its ground is the site's, and its texts can be read, query, answer and error."""
    with opened(browser, site, width, dark=dark) as page:
        go(page, site, "/query")
        page.locator(".own-query summary").click()
        page.get_by_role("button", name="Open the full editor").click()
        page.locator(".yasgui .tabPanel.active .yasqe_queryButton").click()
        page.wait_for_selector(".yasr table tbody tr")
        sheet = "rgb(31, 28, 24)" if dark else "rgb(255, 255, 255)"
        for ground in ("#yasgui", "#yasgui .CodeMirror"):
            assert page.locator(ground).first.evaluate("e => getComputedStyle(e).backgroundColor") == sheet
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_answer_comes_before_the_query(browser: Browser, site: Served) -> None:
    """Which is in a fold; the names in the answer are links to the things, two of one name told apart; files have all of it."""
    with opened(browser, site, 390) as page:
        go(page, site, "/query?named=meetings-per-organization")
        assert page.locator("h1").inner_text() == "How many meetings did each organization attend?"
        assert not page.locator("#query").is_visible()
        names = page.locator(".answer tbody tr td:first-child").all_inner_texts()
        assert len(names) == len(set(names)) == 37
        with page.expect_download() as told:
            page.get_by_role("link", name="CSV").click()
        assert told.value.suggested_filename == "meetings-per-organization.csv"
        assert len(told.value.path().read_text(encoding="utf-8").splitlines()) == 38
        go(page, site, "/query?named=participants")
        assert page.locator(".answer thead th").all_inner_texts() == [
            "meeting",
            "participant",
            "as printed",
            "place",
            "lines",
        ]
        assert page.locator(".answer tbody td:first-child a").count() == 126
        page.get_by_role("link", name="德国马列主义党", exact=True).first.click()
        assert page.locator("h1").inner_text() == "德国马列主义党"


def test_what_is_not_clear_is_chosen(browser: Browser, site: Served) -> None:
    """Several things have the name: each is a link to the question about it."""
    with opened(browser, site) as page:
        go(page, site, "/query?named=companions&p-organization=尼泊尔共产党（火炬）")
        assert "Which one is meant?" in page.locator(".problem").inner_text()
        page.locator(".problem a").last.click()
        assert page.locator(".answer tbody tr").count() > 10


def test_the_keyboard_reaches_everything_in_order(browser: Browser, site: Served) -> None:
    """The first stop is the way past the head of the page; each stop can be seen."""
    with opened(browser, site) as page:
        go(page, site, "/page/zh/希腊共产主义组织")
        stops = []
        for _ in range(10):
            page.keyboard.press("Tab")
            stops.append(
                page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
            )
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert stops[0] == "Skip to the content"
        assert stops[7:9] == ["q", "中文"]
        assert stops[9].startswith("Where does it say so? 希腊共产主义组织")


def test_what_is_alike_is_told_apart(browser: Browser, site: Served) -> None:
    """Who goes from one proof to the next hears of what each is; no two of a page are called alike."""
    with opened(browser, site) as page:
        for name in ("organization", "meeting", "the series' page"):
            go(page, site, ADDRESSES[name])
            called = page.locator("details.evidence summary, .ref").all_text_contents()
            assert len(called) == len(set(called)), name
        go(page, site, ADDRESSES["meeting"])
        marks = page.locator(".ref").all_text_contents()
        assert any(one.startswith("Where does it say so? 俄罗斯毛主义党") for one in marks)


def test_a_thumb_hits_what_stands_by_itself(browser: Browser, site: Served) -> None:
    """24 pixels high (WCAG 2.2, 2.5.8), but for links within a sentence."""
    small = """() => [...document.querySelectorAll("a, summary, button, input")]
      .filter((e) => e.checkVisibility() && !e.closest(".skip, p:not(.eyebrow, .past)"))
      .filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 90))"""
    with opened(browser, site, 390) as page:
        for name, path in ADDRESSES.items():
            go(page, site, path)
            assert page.evaluate(small) == [], name


def test_the_keyboard_passes_over_a_source_s_lines(browser: Browser, site: Served) -> None:
    """Each line is a link; one before them leads behind them."""
    with opened(browser, site) as page:
        go(page, site, ADDRESSES["source"])
        page.get_by_role("link", name="Skip past the text").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Cite this"

"""The report in a real Chromium: nothing runs, nothing is fetched, all of it can be reached at any width."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.reports.drawings import Drawing, drawing_of
from icmlpo_rdf.reports.html_report import html_report
from icmlpo_rdf.reports.series_choice import Choice
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from tests.conftest import PAGES, SEED
from tests.hostile_data import SOURCE_TEXT, hostile_store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

WIDTHS = (1280, 390)
SHOWN = ("seed", "hostile", "members", "untold", "gaps")
FILES = {
    "members": "革命国际主义运动.md",
    "untold": "金砖国家.md",
    "gaps": "세계_녹색노동당_대회.md",
}

# WCAG 2.1: relative luminance and contrast ratio, of each text against what is painted behind it.
CONTRAST = """() => {
  const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest('.vh, .skip, svg')) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push([e.outerHTML.slice(0, 80), ratio]);
  }
  return poor;
}"""

# Line numbers and years that were broken over two lines.
BROKEN = """() => [...document.querySelectorAll('.n, .when bdi:last-child')].map(e => {
  const range = document.createRange(); range.selectNodeContents(e);
  return /^\\d+$/.test(e.textContent) && range.getClientRects().length > 1 ? e.textContent : null; }).filter(Boolean)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nobody for anything by itself."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, seed_conversion: Conversion) -> dict[str, Path]:
    """Reports, as files."""
    folder = tmp_path_factory.mktemp("reports")
    source = folder / "source.md"
    source.write_text(SOURCE_TEXT, encoding="utf-8", newline="")
    made = {
        "seed": html_report(store_of(seed_conversion.quads), Choice(), str(SEED)),
        "hostile": html_report(hostile_store(), Choice(), str(source)),
    }
    for name, file in FILES.items():
        (page,) = [one for one in PAGES if one.name == file]
        made[name] = html_report(store_of(convert(read_page_file(str(page))).quads), Choice(), str(page))
    for name, data in made.items():
        (folder / f"{name}.html").write_bytes(data)
    (folder / "hostile.svg").write_bytes(drawing_of(hostile_store(), Drawing.MATRIX, Choice(), "m.svg"))
    return {path.name: path for path in folder.iterdir()}


class Watched:
    """A page and all that it tried."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = self.context.new_page()
        self.tried: list[str] = []
        own = path.as_uri()
        self.page.on(
            "request",
            lambda one: (
                self.tried.append(one.url)
                if one.url.split("#")[0] != own and not one.url.startswith("data:")
                else None
            ),
        )
        self.page.on("dialog", lambda one: self.tried.append(one.message))
        self.page.on("console", lambda one: self.tried.append(one.text))
        self.page.on("pageerror", lambda one: self.tried.append(str(one)))
        self.page.goto(own)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("name", ["hostile.html", "hostile.svg", "seed.html"])
def test_nothing_runs_and_nothing_is_fetched(browser: Browser, files: dict[str, Path], name: str) -> None:
    """Not on loading, not when everything is pointed at and clicked on."""
    with Watched(browser, files[name]) as watched:
        page = watched.page
        for link in page.locator("a[href^='#']:not(.skip), text").all()[:40]:
            if link.is_visible():
                link.hover(force=True)
        for link in page.locator("td.present a").all()[:20]:
            link.click()
        assert page.evaluate("window.ran") is None
        assert watched.tried == []
        assert page.url.split("#")[0] == files[name].as_uri()


def test_the_policy_stops_a_script_that_got_in(browser: Browser, files: dict[str, Path]) -> None:
    """Should a text ever slip through, the browser still runs nothing, and no server hears of it."""
    with socket.create_server(("127.0.0.1", 0)) as server, Watched(browser, files["seed.html"]) as watched:
        watched.page.evaluate(
            """port => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);
            const b = document.createElement('b'); b.setAttribute('onclick', 'window.ran = 1'); document.body.append(b); b.click();
            const i = document.createElement('img'); i.src = `http://127.0.0.1:${port}/a.png`; document.body.append(i);
            return new Promise(done => { i.onerror = i.onload = done; }).then(() => 0); }""",
            server.getsockname()[1],
        )
        assert watched.page.evaluate("window.ran") is None
        assert sum("Content Security Policy" in one for one in watched.tried) == 3
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SHOWN)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, files: dict[str, Path], name: str, width: int
) -> None:
    """The page never scrolls sideways, and the matrix scrolls within its frame; no cell is hidden, no number broken."""
    with Watched(browser, files[f"{name}.html"], width) as watched:
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.page.evaluate(BROKEN) == []
        cells = watched.page.locator("td.present a")
        for cell in (cells.first, cells.last):
            if cells.count():
                cell.scroll_into_view_if_needed()
                box = cell.bounding_box()
                assert box
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width + 1
                assert box["width"] >= 24  # WCAG 2.2, target size
                assert box["height"] >= 18


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_every_text_can_be_read(browser: Browser, files: dict[str, Path], name: str, scheme: str) -> None:
    """A contrast of at least 4.5 to 1 in both schemes, which differ."""
    with Watched(browser, files[f"{name}.html"], scheme=scheme) as watched:
        assert watched.page.evaluate(CONTRAST) == []
        paper = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (paper == "rgb(23, 22, 20)") == (scheme == "dark")


def test_the_keyboard_leads_from_a_cell_to_its_lines(browser: Browser, files: dict[str, Path]) -> None:
    """First the way past the head; then the focused cell's Enter shows the lines, and they are marked."""
    with Watched(browser, files["seed.html"], 390) as watched:
        page = watched.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        cell = page.get_by_label("第6次 1999, 希腊共产主义组织: participant; to the evidence")
        cell.focus()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        target = page.locator(":target")
        assert "A/辛涅奇亚" in target.inner_text()
        assert target.locator("summary").all_inner_texts() == [
            "第六次会议（1999年）参加者 line 480 of source 1",
            "A/辛涅奇亚 lines 518–521 of source 1",
        ]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert "480" in target.locator("pre").first.inner_text()
        box = target.bounding_box()
        assert box
        assert 0 <= box["y"] < 844


def test_names_are_drawn_in_their_own_language(browser: Browser, files: dict[str, Path]) -> None:
    """Korean and Chinese names ask for fonts of their own, headings for those with serifs."""
    with Watched(browser, files["gaps.html"]) as watched:
        fonts = watched.page.evaluate(
            "[...document.querySelectorAll('h1 bdi, tbody th bdi')].map(e => getComputedStyle(e).fontFamily)"
        )
        assert "Noto Serif CJK KR" in fonts[0]
        assert "Noto Sans CJK KR" in fonts[1]


def test_it_prints_on_paper_that_lies_on_its_side(
    browser: Browser, files: dict[str, Path], tmp_path: Path
) -> None:
    """A4 landscape, black on white even for those who read in the dark."""
    with Watched(browser, files["seed.html"], scheme="dark") as watched:
        watched.page.emulate_media(media="print")
        assert (
            watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        printed = watched.page.pdf(prefer_css_page_size=True, path=tmp_path / "seed.pdf")
        assert b"/MediaBox [0 0 841.9" in printed
        # Matrix and figures first; the evidence is an appendix of what stands in the cells, not of the source's lines.
        assert 2 <= len(re.findall(rb"/Type */Page\b", printed)) < 12
        quote = watched.page.locator(".evidence .quote").first
        assert not quote.is_visible()
        assert watched.page.locator(".evidence .proof summary").first.is_visible()

"""What axe-core finds on each kind of page, in both languages, light and dark; and what is left at 400 % and on paper."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.serve.served import Served
from tests.serve.test_browser import ADDRESSES, CHROMIUM, browser, go, opened

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
RUN = """axe.run(document).then(({violations, passes}) => ({
  passed: passes.length,
  found: violations.map(({id, impact, nodes}) => `${impact} ${id}: ${nodes.map((one) => one.html.slice(0, 120)).join(" ; ")}`),
}))"""


@pytest.mark.parametrize(("dark", "width", "locale"), [(False, 1280, "en-GB"), (True, 390, "zh-CN")])
def test_axe_finds_nothing(browser: Browser, site: Served, dark: bool, width: int, locale: str) -> None:
    """With all folds open."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with opened(browser, site, width, dark=dark, locale=locale) as page:
        for name, path in ADDRESSES.items():
            go(page, site, path)
            page.evaluate(OPEN_ALL)
            page.evaluate(axe)
            told = page.evaluate(RUN)
            assert told["found"] == [], name
            assert told["passed"] > 20, name


def test_axe_would_find_what_is_wrong(browser: Browser, site: Served) -> None:
    """A picture without words and a pale text are found: the check above can fail."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with opened(browser, site) as page:
        go(page, site, "/about")
        page.evaluate(
            """() => { const one = document.createElement("img"); one.src = "data:,"; document.querySelector("main").append(one);
            document.querySelector("h1").style.color = "#ddd"; }"""
        )
        page.evaluate(axe)
        found = " ".join(page.evaluate(RUN)["found"])
    assert "image-alt" in found
    assert "color-contrast" in found


def test_pages_flow_at_400_percent(browser: Browser, site: Served) -> None:
    """A window of 1280 pixels has 320 then (WCAG 2.1, 1.4.10): only tables scroll sideways, within their frames."""
    with opened(browser, site, 320, locale="zh-CN") as page:
        for name, path in ADDRESSES.items():
            go(page, site, path)
            page.evaluate(OPEN_ALL)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_paper_has_the_evidence_and_no_forms(browser: Browser, site: Served) -> None:
    """What is folded on the screen is printed; what can only be clicked is not."""
    with opened(browser, site) as page:
        go(page, site, ADDRESSES["meeting"])
        page.emulate_media(media="print")
        row = page.locator("#attended-1")
        assert row.evaluate(
            "(one) => one.checkVisibility({contentVisibilityAuto: true}) && one.getBoundingClientRect().height > 8"
        )
        for what in (".find", ".forms", ".top nav"):
            assert not page.locator(what).first.is_visible(), what

"""The files in a real Chromium: opened from the disk, and from a plain server under a sub-path."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
import urllib3
from playwright.sync_api import Browser, Page, expect, sync_playwright

from icmlpo_rdf.static_site.file_names import page_file
from icmlpo_rdf.static_site.page_chunks import SiteChoice
from icmlpo_rdf.static_site.page_chunks import opened as opened_site
from tests.static_site.odd_site import ALL_TITLES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

SERIES = "zh/马列主义政党和组织国际会议"
WAYS = ["disk", "server"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nobody for anything by itself."""
    quiet = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet.split())
        yield started
        started.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's parent on Python's own server: the site stands under a sub-path."""
    command = [
        sys.executable,
        "-u",
        "-m",
        "http.server",
        "0",
        "--bind",
        "127.0.0.1",
        "--directory",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        port = int(server.stdout.readline().split("port ")[1].split()[0])
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def roots(seed_site: Path, odd_site: Path) -> Iterator[dict[tuple[str, str], str]]:
    """Where each site begins, by how it is reached."""
    with served(seed_site.parent) as seed, served(odd_site.parent) as odd:
        yield {
            ("seed", "disk"): f"{seed_site.as_uri()}/",
            ("seed", "server"): f"{seed}{seed_site.name}/",
            ("odd", "disk"): f"{odd_site.as_uri()}/",
            ("odd", "server"): f"{odd}{odd_site.name}/",
        }


@contextmanager
def opened(browser: Browser, root: str, *, scripts: bool = True) -> Iterator[Page]:
    """A page in which nothing may go wrong, and from which nothing may be asked from outside the site."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 850})
    wrong: list[str] = []
    page = context.new_page()
    page.on("request", lambda one: None if one.url.startswith((root, "data:")) else wrong.append(one.url))
    # A browser that goes on leaves what it was still loading.
    page.on("requestfailed", lambda one: None if "ABORTED" in (one.failure or "") else wrong.append(one.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    yield page
    context.close()
    assert not wrong


@pytest.mark.parametrize("way", WAYS)
def test_search_and_the_way_to_a_line(browser: Browser, roots: dict[tuple[str, str], str], way: str) -> None:
    """Traditional characters find the simplified name; its page; the line in the source, lit."""
    root = roots["seed", way]
    with opened(browser, root) as page:
        page.goto(f"{root}index.html")
        page.locator("main form.find input").fill("希臘")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hits li")
        assert page.locator("#hits .kind").all_inner_texts() == ["organization"]
        page.locator("#hits a").click()
        assert page.locator("h1").inner_text() == "希腊共产主义组织"
        page.locator("details.evidence summary").last.click()
        page.locator("a[href*='#line=']").last.click()
        page.wait_for_selector(".lit")
        assert "/source/zh/" in page.url
        page.get_by_role("link", name="中文").click()
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        assert "/hl-zh/source/zh/" in page.url
        page.locator("header form.find input").fill("会议 2011")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hits li")
        assert "/hl-zh/search/" in page.url
        page.locator("#hits a").first.click()
        assert "/hl-zh/zh/" in page.url
        assert page.locator("h1").inner_text() == "第十次会议（2011年）"


@pytest.mark.parametrize("way", WAYS)
def test_the_search_finds_what_the_sites_own_finds(
    browser: Browser, roots: dict[tuple[str, str], str], seed_choice: SiteChoice, way: str
) -> None:
    """In the same order: single characters, several words, either script, other widths; and it says when there is nothing."""
    root = roots["seed", way]
    site = opened_site(seed_choice).site
    with opened(browser, root) as page:
        for wanted in ("印", "印度 民主", "ＩＣＭＬＰＯ 10", "1", "共產黨", "會議", "没有这个名字"):
            page.goto(f"{root}search/index.html?q={wanted}")
            page.wait_for_function("document.getElementById('told').textContent")
            hrefs = page.locator("#hits a").evaluate_all("all => all.map(one => one.href)")
            expected = [site.addresses.page(one.iri) or "" for one in site.names.find(wanted)]
            assert [unquote(one).removeprefix(unquote(root)) for one in hrefs] == [
                page_file(*_parted(one)) for one in expected
            ], wanted
            assert (f"“{wanted}”" in page.locator("#told").inner_text()) == (not expected)


def _parted(address: str) -> tuple[str, str]:
    path, _, part = address.removeprefix("/page/").partition("?part=")
    return path, unquote(part)


@pytest.mark.parametrize("way", WAYS)
def test_no_script_is_needed_to_read(browser: Browser, roots: dict[tuple[str, str], str], way: str) -> None:
    """From the search, which then does nothing, to all names, to a thing, to a meeting, to the matrix."""
    root = roots["seed", way]
    with opened(browser, root, scripts=False) as page:
        page.goto(f"{root}index.html")
        page.locator("main form.find input").fill("希腊")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="All names, by their first character").click()
        page.get_by_role("link", name="希", exact=True).click()
        page.get_by_role("link", name="希腊共产主义组织", exact=True).first.click()
        page.locator("ol.time a").first.click()
        assert page.locator("h1").inner_text() == "第十次会议（2011年）"
        page.get_by_role("link", name="Attendance matrix").click()
        expect(page.locator("table.matrix tbody tr")).to_have_count(37)
        page.get_by_role("link", name="by name").click()
        assert page.url.endswith("/name.html")


@pytest.mark.parametrize("way", WAYS)
def test_a_fragment_leads_to_its_own_page(
    browser: Browser, roots: dict[tuple[str, str], str], way: str
) -> None:
    """The IRI of a meeting, which no server sees whole, ends at the meeting's page."""
    root = roots["seed", way]
    with opened(browser, root) as page:
        page.goto(f"{root}{SERIES}/index.html#meeting-10")
        page.wait_for_url("**/_/meeting-10.html")
        assert page.locator("h1").inner_text() == "第十次会议（2011年）"


@pytest.mark.parametrize("way", WAYS)
def test_odd_titles_are_found_and_open(browser: Browser, roots: dict[tuple[str, str], str], way: str) -> None:
    """By the links of a meeting's page and by the search: each leads to the page of that name."""
    root = roots["odd", way]
    with opened(browser, root) as page:
        page.goto(f"{root}zh/odd/_/meeting-1.html")
        links = page.locator("ul.rows .name a")
        found = dict(
            zip(links.all_inner_texts(), links.evaluate_all("all => all.map(one => one.href)"), strict=True)
        )
        assert len(found) == len(ALL_TITLES)
        for name, href in found.items():
            page.goto(href)
            assert page.locator("h1").inner_text() == name, unquote(href)
        for wanted in ("World Bank", "谁？是", "草莓100%", "𠮷野家", "C#_與", "~tilde"):
            page.goto(f"{root}search/index.html")
            page.locator("main form.find input").fill(wanted)
            page.keyboard.press("Enter")
            page.wait_for_selector("#hits li")
            href = page.locator("#hits a").first.get_attribute("href")
            assert href in found.values(), wanted


def test_a_host_shows_its_page_for_what_is_not_there(seed_site: Path, browser: Browser) -> None:
    """Also deep in the site: its styles and links are those of the address that was given."""
    text = (seed_site / "404.html").read_text(encoding="utf-8")
    with served(seed_site.parent) as root:
        own = f"{root}{seed_site.name}/"
        place = seed_site.parent / "deep" / "er"
        place.mkdir(parents=True)
        (place / "x.html").write_text(
            text.replace("https://somebody.github.io/meetings/", own), encoding="utf-8"
        )
        assert urllib3.request("GET", f"{own}static/site.css").status == 200
        with opened(browser, root) as page:
            page.goto(f"{root}deep/er/x.html")
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
            page.get_by_role("link", name="To the front page").click()
            assert page.url == f"{own}index.html"

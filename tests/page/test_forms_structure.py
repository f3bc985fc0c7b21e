"""Headings, tables, lists, links and bold of a page's wikitext are those of the HTML that a real MediaWiki made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interop.structure import differences
from tests.conftest import ROOT
from tests.page.pages_in_forms import FORMS, TITLES


@pytest.mark.parametrize("form", ["parsoid", "skin", "render"])
@pytest.mark.parametrize("title", TITLES)
def test_html_has_what_the_wikitext_has(title: str, form: str) -> None:
    """All of it, templates aside."""
    wikitext = (FORMS / "wikitext" / f"{title}.wikitext").read_text(encoding="utf-8")
    html = (FORMS / "html" / f"{title}.{form}.html").read_text(encoding="utf-8")
    assert differences(wikitext, html, title) == []


RENDERED = sorted((ROOT / "tests" / "pages" / "rendered").rglob("*.wikitext"))


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: path.stem)
def test_pages_of_other_languages(path: Path) -> None:
    """Pages that other parsers are tested with, of three Wikipedias."""
    html = path.with_suffix(".html").read_text(encoding="utf-8")
    assert differences(path.read_text(encoding="utf-8"), html, path.stem, path.parent.name) == []


@pytest.mark.parametrize(
    ("wikitext", "html"),
    [
        ("== 甲 ==", "<h3>甲</h3>"),
        ("{|\n|a||b\n|}", "<table><tr><td>a</td></tr></table>"),
        ("{|\n|a\n|}", "<table><tr><th>a</th></tr></table>"),
        (
            "{|\n|rowspan=2|a||b\n|-\n|c\n|}",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        ),
        ("{|\n|[[乙]]\n|}", "<table><tr><td><a href='/wiki/丙'>乙</a></td></tr></table>"),
        ("* a\n** b", "<ul><li>a</li><li>b</li></ul>"),
        ("* a\n\n* b", "<ul><li>a</li><li>b</li></ul>"),
        ("* '''a'''", "<ul><li>a</li></ul>"),
        ("甲[[乙]]", "<p>甲乙</p>"),
    ],
)
def test_what_differs_is_found(wikitext: str, html: str) -> None:
    """Each of these has one thing otherwise."""
    page = f"<div class='mw-parser-output'>{html}</div>"
    assert differences(wikitext, page, "甲")

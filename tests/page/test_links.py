"""Every spelling of a wiki link leads to the page that MediaWiki means."""

from __future__ import annotations

import re

import pytest

from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import Namespace, Target, read_page
from icmlpo_rdf.page.links import parse_destination
from icmlpo_rdf.page.titles import split_prefixes
from icmlpo_rdf.source import RawPage, read_page_file
from tests.conftest import PAGES, SEED

PAGE, CATEGORY, FILE, PROJECT = Namespace.PAGE, Namespace.CATEGORY, Namespace.FILE, Namespace.PROJECT


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        # In the dump, or on the web: the prefix says nothing of identity (docs/pages.md, 3).
        ("../Page/霍查主义.md", Target("zh", PAGE, "霍查主义", True)),
        ("https://zh.wikipedia.org/wiki/霍查主义", Target("zh", PAGE, "霍查主义", False)),
        (
            "https://zh.wikipedia.org/wiki/%E9%9C%8D%E6%9F%A5%E4%B8%BB%E4%B9%89",
            Target("zh", PAGE, "霍查主义", False),
        ),
        ("https://mirror.example/wiki/霍查主义", Target("zh", PAGE, "霍查主义", False)),
        ("../Redirect/霍查主義.md", Target("zh", PAGE, "霍查主義", False)),
        # Odd targets (docs/pages.md, 7).
        (
            "https://zh.wikipedia.org/wiki/保加利亚工人党/共产党人/",
            Target("zh", PAGE, "保加利亚工人党/共产党人/", False),
        ),
        ("https://zh.wikipedia.org/wiki/Rupa_&_Co.", Target("zh", PAGE, "Rupa_&_Co.", False)),
        ("../Page/一起！.md", Target("zh", PAGE, "一起！", True)),
        ("../Page/en:GNU_GRUB#Variants.md", Target("en", PAGE, "GNU_GRUB", False)),
        ("https://zh.wikipedia.org/wiki/:en:List_of_x", Target("en", PAGE, "List_of_x", False)),
        ("https://zh.wikipedia.org/wiki/:s:法", Target("s", PAGE, "法", False)),
        ("https://zh.wikipedia.org/wiki/mozillawiki:CA:x", Target("mozillawiki", PAGE, "CA:x", False)),
        ("../Page/Re:从零开始.md", Target("zh", PAGE, "Re:从零开始", True)),
        ("../Page/X.509.md", Target("zh", PAGE, "X.509", True)),
        # Namespaces.
        ("https://zh.wikipedia.org/wiki/Category:毛派 组织", Target("zh", CATEGORY, "毛派_组织", False)),
        ("https://zh.wikipedia.org/wiki/:分类:毛派组织", Target("zh", CATEGORY, "毛派组织", False)),
        ("https://zh.wikipedia.org/wiki/File:A.jpg", Target("zh", FILE, "A.jpg", False)),
        ("https://zh.wikipedia.org/wiki/Template:A", Target("zh", PROJECT, "A", False)),
        # MediaWiki's own spelling: first letter, spaces.
        ("../Page/world_ trade__x.md", Target("zh", PAGE, "World_trade_x", True)),
        ("https://en.wikipedia.org/wiki/Foo", Target("en", PAGE, "Foo", False)),
        # No possible title.
        ("../Page/.md", None),
        ("../Page/a<b.md", None),
        ("https://example.org/", None),
        ("", None),
    ],
)
def test_destination(destination: str, expected: Target | None) -> None:
    """A destination leads to the page that MediaWiki means, or to none."""
    assert parse_destination(destination, "zh") == expected


@pytest.mark.parametrize(
    ("written", "namespace"),
    [
        ("Categoria:Trattati", Namespace.CATEGORY),
        ("categoria: Trattati", Namespace.CATEGORY),
        ("Immagine:A.jpg", Namespace.FILE),
        ("Thể loại:A", Namespace.CATEGORY),
        ("Soubor:A.svg", Namespace.FILE),
        ("Imagine: a song", Namespace.PAGE),
    ],
)
def test_what_files_and_categories_are_called_in_many_languages(written: str, namespace: Namespace) -> None:
    """A page files itself under categories in its own wiki's word; a word that begins titles is none of them."""
    assert split_prefixes(written, "it")[1] is namespace


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_every_wikilink_of_real_pages_is_found(path: object) -> None:
    """As many links as the text has link titles, each on a line that has one."""
    raw = read_page_file(str(path))
    document, _ = read_page(raw, PageOptions())
    source = raw.data.decode().split("\n")
    assert len(document.links) == len(re.findall(r'"wikilink"', raw.data.decode()))
    for link in document.links:
        lines = document.lines.lines(link.span)
        assert "wikilink" in "".join(source[lines.first - 1 : lines.last + 1])
        assert link.target is not None


def test_parentheses_are_escaped_in_markdown_only() -> None:
    r"""`\(` in Markdown and `(` in HTML are the same title (docs/pages.md, 6)."""
    text = '**T** [a](../Page/X_\\(1983年\\).md "wikilink")\n\n<table>\n<tr>\n<td><a href="../Page/X_(1983年).md" title="wikilink">a</a></td>\n</tr>\n</table>\n'
    document, _ = read_page(RawPage("t.md", text.encode(), "t.md"), PageOptions())
    assert [link.target.title for link in document.links if link.target] == ["X_(1983年)"] * 2

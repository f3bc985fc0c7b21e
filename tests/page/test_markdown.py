"""Markdown to HTML, by the C library's own calls."""

from __future__ import annotations

import sys
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from icmlpo_rdf.page.markdown.commonmark import markdown_to_html
from tests.conftest import PAGES, SEED


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_the_html_is_that_of_the_bindings(path: Path) -> None:
    """What the bindings make of a page in one call."""
    text = path.read_text(encoding="utf-8")
    options = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE | 1 << 16
    whole = cmarkgfm.markdown_to_html_with_extensions(text, options=options, extensions=["table"])
    assert markdown_to_html(text) == whole


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_page_stays_in_memory() -> None:
    """The seed, 20 KB, left 41 KB behind each time; a million pages are read in one process."""
    text = SEED.read_text(encoding="utf-8")

    def resident_pages() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1])

    for _ in range(20):
        markdown_to_html(text)
    before = resident_pages()
    for _ in range(200):
        markdown_to_html(text)
    assert resident_pages() - before < 500

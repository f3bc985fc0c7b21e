"""What every way but ours finds a page's links and tables with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

__all__ = ["LINK", "TABLE", "tables", "title_of"]

LINK = re.compile(r'\]\(((?:[^()\\\s]|\\.)+) "wikilink"\)|<a href="([^"]+)" title="wikilink">')
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"^##+ (.*)$", re.MULTILINE)


def tables(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each table's markup, the heading over it, and its first line."""
    headings = [(match.start(), match[1]) for match in _HEADING.finditer(text)]
    for match in TABLE.finditer(text):
        over = [heading for at, heading in headings if at < match.start()]
        yield match[0], over[-1] if over else "", text.count("\n", 0, match.start()) + 1


def title_of(href: str) -> str:
    """Return the title that a link leads to."""
    return unquote(href.removesuffix(".md").rpartition("/wiki/")[2].rpartition("/Page/")[2].replace("\\", ""))

"""What of an HTML page is no content: the skin around it, what is hidden, what a browser runs or draws."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["BOUNDARIES", "NO_TEXT", "WITH_ITS_END", "Chrome", "chrome"]

NO_TEXT = frozenset(
    "script style noscript template head title textarea svg audio video form button math".split()
)
"""Elements in which nothing is text of a page."""
WITH_ITS_END = frozenset("table tr ul ol dl a h1 h2 h3 h4 h5 h6".split())
"""Elements whose place takes in their end tag."""
BOUNDARIES = frozenset(
    "div center pre section article main header footer figure address details summary aside nav".split()
)
"""Elements that only part what is in them from what is around them."""
_HIDES = lazy_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chrome:
    """What tells content from the rest (`chrome.toml`)."""

    skipped_ids: frozenset[str]
    skipped_classes: frozenset[str]
    skipped_rels: frozenset[str]
    navigation_classes: frozenset[str]
    hidden_classes: frozenset[str]
    references_classes: frozenset[str]
    infobox_classes: frozenset[str]
    content_ids: tuple[str, ...]
    content_classes: tuple[str, ...]

    def content_begin(self, text: str) -> int:
        """Where the element begins that holds a page's content; negative where the page is all content."""
        by_id = [(name, rf"<\w++[^<>]*\bid=[\"']{name}[\"']") for name in self.content_ids]
        by_class = [(name, rf"<\w++[^<>]*\bclass=[\"'][^\"']*\b{name}\b") for name in self.content_classes]
        for name, pattern in (*by_id[:1], *by_class, *by_id[1:]):
            if name in text and (match := re.search(pattern, text)):
                return match.start()
        return -1

    def skips(self, attributes: Mapping[str, str], classes: list[str]) -> bool:
        """True for an element of the skin."""
        return (
            attributes.get("id") in self.skipped_ids
            or attributes.get("rel") in self.skipped_rels
            or not self.skipped_classes.isdisjoint(classes)
        )

    def hides(self, tag: str, attributes: Mapping[str, str], classes: list[str], text: str) -> bool:
        """True for an element of the page `text` that is not shown, nor folded for its reader to unfold."""
        style, is_hidden = attributes.get("style"), "hidden" in attributes
        # What is hidden until it is found is shown to who searches for it: https://html.spec.whatwg.org/#the-hidden-attribute
        is_hidden = is_hidden and attributes["hidden"].lower() != "until-found"
        is_hidden = is_hidden or (style is not None and _HIDES.search(style) is not None)
        is_hidden = is_hidden or not self.hidden_classes.isdisjoint(classes)
        return is_hidden and not _is_folded(tag, classes, text)


@cache
def chrome() -> Chrome:
    """Read `chrome.toml`."""
    table = tomllib.loads((files("icmlpo_rdf.page.html") / "chrome.toml").read_text(encoding="utf-8"))
    return Chrome(
        frozenset(table["skipped_ids"]),
        frozenset(table["skipped_classes"]),
        frozenset(table["skipped_rels"]),
        frozenset(table["navigation_classes"]),
        frozenset(table["hidden_classes"]),
        frozenset(table["references_classes"]),
        frozenset(table["infobox_classes"]),
        tuple(table["content_ids"]),
        tuple(table["content_classes"]),
    )


_FOLDED = frozenset({"mw-collapsible-content", "NavContent"})
_MADE_BY_SCRIPT = "mw-made-collapsible"
"""The class by which MediaWiki's script marks what it has folded, whose rows it hides."""


def _is_folded(tag: str, classes: list[str], text: str) -> bool:
    """True for an element that is not shown where it is a list that its reader may unfold, as a browser saves it."""
    return not _FOLDED.isdisjoint(classes) or (tag == "tr" and _MADE_BY_SCRIPT in text)

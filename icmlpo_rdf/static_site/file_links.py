"""The links of a page, changed from addresses of the site to files: relative, so that they hold wherever the files lie."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urldefrag, urlsplit

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.static_site.file_names import relative
from icmlpo_rdf.static_site.site_addresses import Answering

__all__ = ["HOW_TO_ASK", "PageLinks"]

HOW_TO_ASK = "/about#asking"
"""Where it is said how to get what needs a server."""
_ATTRIBUTE = lazy_pattern(r'(?<=[ \n])(href|src|action)="([^"]*)"')
_ANCHOR = lazy_pattern(r'<a (?>(?:[^<>]*? )?href="([^"<>]*+)")[^<>]*+>[^<]*+</a>')
_LINES = "line="
_FORMS = ("/data/", "/cite/")
_ABOUT_THINGS = ("/page/", "/matrix/", "/agree/")
_KEPT = 50_000


@dataclass(slots=True)
class PageLinks:
    """Changes the links of pages, and notes where they lead."""

    answering: Answering
    is_quoted: Callable[[str], bool]
    """Whether the text of a source is at hand, by the path of its document: else its page has no lines to lead to."""
    language: str
    found: set[str] = field(default_factory=set)
    """Addresses of pages that the pages lead to."""
    _files: dict[str, str | None] = field(default_factory=dict)

    def changed(self, html: str, address: str, file: str) -> str:
        """Return a page with other links.

        Args:
            html: the page, as the site serves it.
            address: its address there.
            file: where it will lie.
        """
        html = _ANCHOR.sub(self._kept_form, html)
        here = urlsplit(address).path
        html = _within(
            html, "<nav", "</nav>", lambda nav: _ANCHOR.sub(lambda match: self._kept_way(match, here), nav)
        )

        def link(match: re.Match[str]) -> str:
            to = self._link(match[2], here, file)
            return "" if to is None else f'{match[1]}="{to}"'

        return _ATTRIBUTE.sub(link, html)

    def _kept_form(self, match: re.Match[str]) -> str:
        """Leave out a form of a document that is not written."""
        href = unescape(match[1])
        return "" if href.startswith(_FORMS) and self.answering.target(href) is None else match[0]

    def _kept_way(self, match: re.Match[str], here: str) -> str:
        """Leave out a way to what needs a server, or to a language that is not written."""
        href = unescape(match[1])
        if href.startswith("?"):
            language = self.answering.language_of(href)
            if language and language not in self.answering.languages:
                return ""
            href = here + href
        return "" if href.startswith("/") and self.answering.target(href) is None else match[0]

    def _link(self, written: str, here: str, file: str) -> str | None:
        """A link as it is in a file; None where nothing is there."""
        value = unescape(written)
        if value.startswith("?"):
            value = here + value
        if not value.startswith("/"):
            return written  # a fragment, or another site
        address, fragment = urldefrag(value)
        to = self._file(address)
        if to is None and value.startswith(_ABOUT_THINGS):
            return None
        if to is None:
            address, fragment = urldefrag(HOW_TO_ASK)
            to = self._file(address) or ""
        if fragment.startswith(_LINES) and not self.is_quoted(urlsplit(address).path.removeprefix("/page/")):
            fragment = ""
        place = f"#{fragment}" if fragment else ""
        return escape(place if place and to == file else f"{relative(file, to)}{place}")

    def _file(self, address: str) -> str | None:
        if address not in self._files:
            found = self.answering.target(address)
            if found is not None and found.is_page:
                self.found.add(address)
            if len(self._files) >= _KEPT:
                self._files.clear()
            self._files[address] = self.answering.file(address, self.language)
        return self._files[address]


def _within(text: str, opening: str, closing: str, change: Callable[[str], str]) -> str:
    """Change what stands between marks, wherever they stand."""
    pieces, place = [], 0
    while (start := text.find(opening, place)) >= 0 and (end := text.find(closing, start)) >= 0:
        pieces += [text[place:start], change(text[start:end])]
        place = end
    return "".join((*pieces, text[place:]))

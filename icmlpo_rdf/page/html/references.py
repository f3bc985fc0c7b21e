"""The footnotes of an HTML page: what each cites, in the order of their first marks."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.citations import cited_by_call, cited_by_coins, cited_work
from icmlpo_rdf.page.document import Reference
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["ReferenceList", "footnote_of", "is_mark"]

_MARKED = lazy_pattern(r"href=[\"']?[^\"'#\s>]{0,500}#([^\"'\s>]+)")
_LONGEST_MARK = 2_000  # or each one that is left open would be looked through to the end of the page


def is_mark(attributes: Mapping[str, str]) -> bool:
    """True for the `<sup>` of a footnote's mark."""
    is_parsoids = attributes.get("typeof", "").startswith("mw:Extension/ref")
    return is_parsoids or not {"reference", "mw-ref"}.isdisjoint(attributes.get("class", "").split())


def footnote_of(text: str, begin: int) -> tuple[str, int]:
    """The id of the footnote that a mark leads to, empty where it leads to none, and where the mark ends.

    Args:
        text: the page.
        begin: where the content of the mark's `<sup>` begins.
    """
    closing = text.find("</sup", begin, begin + _LONGEST_MARK)
    end = begin if closing < 0 else closing
    match = _MARKED.search(text, begin, end)
    return _identifier(match[1]) if match else "", end


def _identifier(written: str) -> str:
    """A footnote's id, from an element or an address, in which letters may be written as references and in percents."""
    return unquote(html.unescape(written))


@dataclass(slots=True)
class _Note:
    begin: int = 0
    end: int = 0
    parts: list[str] = field(default_factory=list)
    url: str = ""
    title: list[str] = field(default_factory=list)
    cited: Mapping[str, str] = field(default_factory=dict)
    """What the page marks of the work; empty where it does not."""
    is_called: bool = False
    """True when the mark is the template's call itself."""


class ReferenceList:
    """Marks stand in the text, their footnotes in a list that mostly comes after it."""

    def __init__(self, lines: LineIndex) -> None:
        self._lines = lines
        self._order: dict[str, int] = {}
        self._notes: dict[str, _Note] = {}
        self._open: _Note | None = None
        self._in_link = False

    def mark(self, identifier: str) -> int:
        """The footnote of an id (`cite_note-1`); which of all it is."""
        return self._order.setdefault(identifier, len(self._order))

    def begin(self, identifier: str, at: int) -> None:
        """A footnote begins."""
        self._open = self._notes.setdefault(_identifier(identifier), _Note(at, at))

    def end(self, at: int) -> None:
        """It ends."""
        if self._open:
            self._open.end = max(at, self._open.begin)
        self._open = None

    def text(self, text: str) -> None:
        """Some of its text."""
        if self._open:
            self._open.parts.append(text)
            if self._in_link:
                self._open.title.append(text)

    def link(self, href: str) -> None:
        """A link in it begins; the first to a web address is its source."""
        is_web = href.startswith(("http://", "https://", "//"))
        if self._open and not self._open.url and is_web:
            self._open.url = f"https:{href}" if href.startswith("//") else href
            self._in_link = True

    def marked(self, attributes: Mapping[str, str]) -> None:
        """An element in it begins, which may say what is cited: the call of a citation template, else COinS."""
        note = self._open
        if note is None or note.is_called:
            return
        if "mw:Transclusion" in attributes.get("typeof", ""):
            if said := cited_by_call(attributes.get("data-mw", "")):
                note.cited, note.is_called = said, True
        elif not note.cited and "Z3988" in attributes.get("class", "").split():
            note.cited = cited_by_coins(attributes.get("title", ""))

    def link_ends(self) -> None:
        """A link in it ends."""
        self._in_link = False

    def ordered(self) -> tuple[Reference, ...]:
        """All of them that are marked."""
        found = []
        for identifier in self._order:
            note = self._notes.get(identifier, _Note())
            span = Span(note.begin, note.end)
            if note.cited:
                said = {"url": note.url, **{kind: part for kind, part in note.cited.items() if part}}
                found.append(cited_work(lambda kind: said.get(kind, ""), span))  # noqa: B023 - called at once
                continue
            text = " ".join("".join(note.parts).split()).lstrip("↑^ ")
            title = " ".join("".join(note.title).split())
            found.append(Reference(text, note.url, title, "", "", "", span))
        return tuple(found)

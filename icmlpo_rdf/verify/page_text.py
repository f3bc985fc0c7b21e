"""A page of the source: stretches of its text, read on demand, and the headings over them.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from icmlpo_rdf.verify.excerpt import Excerpt, read_excerpt
from icmlpo_rdf.verify.page_form import Site, Written

__all__ = ["NOWHERE", "PageText", "Range"]

Range = tuple[int, int]
"""First character, counted from 0, and the one behind the last."""

NOWHERE: Range = (-1, -1)
"""The place of what names none."""

_HEADING_MARKS = {
    Written.MARKDOWN: re.compile(r" {0,3}+(#{1,6}+)(?:\s|$)"),
    Written.WIKITEXT: re.compile(r"(={1,6}+)(?!=)"),
}
_MARK_AND_COMMENT = re.compile(r"=[ \t]*+<!--")
_HTML_HEADING = re.compile(r"<h([1-6])\b", re.IGNORECASE)
_ROW = re.compile(r"<tr\b|^\|-", re.IGNORECASE | re.MULTILINE)
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_UNDERLINED = re.compile(r"(?!\s|[-*+>|<#]|\d+[.)]).")
_LOWEST = 7
_OPEN_TAG = re.compile(r"</?[a-z](?:[^<>\n]|\n(?![ \t]*\n))*", re.IGNORECASE)
_LONGEST_TAG = 2_000


class PageText:
    """The text of one source file."""

    def __init__(self, text: str, site: Site) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._begins = [0, *(match.end() for match in re.finditer("\n", self._text)), len(self._text) + 1]
        self._site = site
        self._form = site.form
        self._read: dict[Range, Excerpt] = {}

    def read(self, place: Range) -> Excerpt:
        """Return a stretch read; a tag that it begins or ends within is read whole."""
        if place not in self._read:
            begin, end = place
            if (opened := self._open_tag(max(begin - _LONGEST_TAG, 0), begin)) is not None:
                begin = opened
            if self._open_tag(begin, end) is not None:
                end = self._text.find(">", end, end + _LONGEST_TAG) + 1 or end
            self._read[place] = read_excerpt(self._text[begin:end], self._site)
        return self._read[place]

    def last_row(self, place: Range) -> Range:
        """Return the last row of a stretch: one that shares a cell reaches from the row that has the cell."""
        marks = [match.start() for match in _ROW.finditer(self._text, *place)]
        return (marks[-1], place[1]) if len(marks) > 1 else place

    def cut(self, place: Range) -> str:
        """Return a stretch as it is written."""
        return self._text[place[0] : place[1]]

    def behind(self, place: Range) -> str:
        """Return the beginning of what follows a stretch."""
        return self._text[place[1] : place[1] + _LONGEST_TAG]

    def lines(self, first: int, last: int) -> Range | None:
        """Return the stretch of whole lines, counted from 1, or None when the page has no such lines."""
        if not 1 <= first <= last < len(self._begins):
            return None
        return self._begins[first - 1], self._begins[last] - 1

    def characters(self, begin: int, end: int) -> Range | None:
        """Return the stretch of these characters, or None when the page is shorter."""
        return (begin, end) if begin <= end <= len(self._text) else None

    def shown(self, place: Range) -> str:
        """Return the lines on which a stretch stands, for people: `46-49`."""
        first = bisect_right(self._begins, place[0])
        return f"{first}-{max(first, bisect_right(self._begins, max(place[0], place[1] - 1)))}"

    def _open_tag(self, begin: int, end: int) -> int | None:
        """Where a tag begins that is still open at the end of a stretch of the text."""
        at = self._text.rfind("<", begin, end)
        if self._text[at - 1 : at] == "\\":  # Markdown's escape: no tag
            return None
        return at if at >= 0 and _OPEN_TAG.fullmatch(self._text, at, end) else None

    @cached_property
    def whole(self) -> Excerpt:
        """The whole page read."""
        return read_excerpt(self._text, self._site)

    @cached_property
    def _headings(self) -> tuple[tuple[int, int], ...]:
        """The place and level of each heading."""
        if self._form is Written.HTML:
            return tuple((match.start(), int(match[1])) for match in _HTML_HEADING.finditer(self._text))
        lines = self._text.split("\n")
        is_markdown = self._form is Written.MARKDOWN
        found = set()
        for number, line in enumerate(lines):
            if level := _level(line, self._form):
                found.add((self._begins[number], level))
            elif (
                number
                and is_markdown
                and _UNDERLINED.match(lines[number - 1])
                and _UNDERLINE.match(line)
                and not (line.startswith("-") and any("|" in row for row in lines[number + 1 : number + 3]))
            ):
                # A rule of dashes over rows with bars is that of a table (html2text).
                found.add((self._begins[number - 1], 1 if line.startswith("=") else 2))
        return tuple(sorted(found))

    def headings_over(self, at: int) -> list[int]:
        """Return where the headings stand that hold a place: the nearest before it, then each nearest of a higher level."""
        found: list[int] = []
        level = _LOWEST
        for place, own in reversed(self._headings[: bisect_left(self._headings, (at, 0))]):
            if own < level:
                level = own
                found.append(place)
        return found

    def section_of(self, at: int) -> Range:
        """Return what stands from the nearest heading at or before a place to the next one behind it."""
        starts = [place for place, _ in self._headings]
        number = bisect_right(starts, at)
        return (
            starts[number - 1] if number else 0,
            starts[number] if number < len(starts) else len(self._text),
        )

    def above(self, at: int) -> Excerpt:
        """Return what stands from the heading of the highest section around a place to its line: where its group is named."""
        end = self._begins[bisect_right(self._begins, at)] - 1
        return self.read((min(self.headings_over(at), default=0), min(end, len(self._text))))


def _level(line: str, form: Written) -> int:
    """The level of the heading that a line of Markdown or wikitext is; 0 for a line that is none."""
    marks = _HEADING_MARKS[form].match(line)
    if marks and (form is Written.MARKDOWN or _is_closed(line[marks.end() :])):
        return len(marks[1])
    tag = _HTML_HEADING.search(line)
    return int(tag[1]) if tag else 0


def _is_closed(rest: str) -> bool:
    """Whether what follows a heading's first marks ends with such a mark, a comment behind it or not."""
    rest = rest.rstrip(" \t")
    return rest.endswith("=") or (
        rest.endswith("-->") and _MARK_AND_COMMENT.search(rest.removesuffix("-->")) is not None
    )

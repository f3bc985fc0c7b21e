"""A page of the source: its lines, read on demand, and the headings over them.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from icmlpo_rdf.verify.excerpt import Excerpt, read_excerpt

__all__ = ["PageLines", "Range"]

Range = tuple[int, int]
"""First and last line, counted from 1."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)|.*?<h([1-6])\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_UNDERLINED = re.compile(r"(?!\s|[-*+>|<#]|\d+[.)]).")
_LOWEST = 7
_OPEN_TAG = re.compile(r"</?[a-z](?:[^<>\n]|\n(?![ \t]*\n))*", re.IGNORECASE)
_LONGEST_TAG = 2_000


class PageLines:
    """The lines of one source file."""

    def __init__(self, text: str, wiki: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self._text.split("\n")
        self._begins = [0, *(match.end() for match in re.finditer("\n", self._text)), len(self._text) + 1]
        self._wiki = wiki
        self._read: dict[Range, Excerpt] = {}

    def read(self, lines: Range) -> Excerpt:
        """Return some lines read; a tag that they begin or end within is read whole."""
        if lines not in self._read:
            begin, end = self._begins[lines[0] - 1], self._begins[lines[1]] - 1
            if (opened := self._open_tag(max(begin - _LONGEST_TAG, 0), begin)) is not None:
                begin = opened
            if self._open_tag(begin, end) is not None:
                end = self._text.find(">", end, end + _LONGEST_TAG) + 1 or end
            self._read[lines] = read_excerpt(self._text[begin:end].split("\n"), self._wiki)
        return self._read[lines]

    def lines_of(self, begin: int, end: int) -> Range | None:
        """Return the lines on which the characters from `begin` up to `end` stand, or None when the page is shorter."""
        if not begin <= end <= len(self._text):
            return None
        first = bisect_right(self._begins, begin)
        return (first, max(first, bisect_right(self._begins, max(begin, end - 1))))

    def _open_tag(self, begin: int, end: int) -> int | None:
        """Where a tag begins that is still open at the end of a stretch of the text."""
        at = self._text.rfind("<", begin, end)
        return at if at >= 0 and _OPEN_TAG.fullmatch(self._text, at, end) else None

    @cached_property
    def whole(self) -> Excerpt:
        """The whole page read."""
        return read_excerpt(self.lines, self._wiki)

    @cached_property
    def _headings(self) -> tuple[tuple[int, int], ...]:
        """The line and level of each heading."""
        found = []
        for number, line in enumerate(self.lines, 1):
            if match := _HEADING.match(line):
                found.append((number, len(match[1]) if match[1] else int(match[2])))
            elif number > 1 and _UNDERLINED.match(self.lines[number - 2]) and _UNDERLINE.match(line):
                found.append((number - 1, 1 if line.startswith("=") else 2))
        return tuple(sorted(set(found)))

    def headings_over(self, line: int) -> list[int]:
        """Return the lines of the headings that hold a line: the nearest above it, then each nearest of a higher level."""
        found: list[int] = []
        level = _LOWEST
        for number, own in reversed(self._headings[: bisect_left(self._headings, (line, 0))]):
            if own < level:
                level = own
                found.append(number)
        return found

    def section_of(self, line: int) -> Range:
        """Return the lines from the nearest heading at or above a line to the next one below it."""
        starts = [number for number, _ in self._headings]
        at = bisect_right(starts, line)
        return (
            starts[at - 1] if at else 1,
            starts[at] - 1 if at < len(starts) else len(self.lines),
        )

    def above(self, line: int) -> Excerpt:
        """Return what stands from the heading of the highest section around a line to the line: where its group is named."""
        return self.read((min(self.headings_over(line), default=1), line))

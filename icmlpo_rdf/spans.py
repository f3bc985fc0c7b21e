"""Places of a source text: spans of characters, and the lines that they lie on.

A text is what a source's bytes decode to, with line feeds for line ends. Characters are counted from 0, lines from 1,
as editors do.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from msgspec import Struct

from icmlpo_rdf.short_repr import ShortRepr

__all__ = ["LineIndex", "Lines", "Span"]


class Lines(Struct, frozen=True, gc=False, order=True):
    """A range of lines of the source, both ends included, counted from 1 as editors do."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            msg = f"not a range of lines: {self.first}-{self.last}"
            raise ValueError(msg)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Span(Struct, frozen=True, gc=False, order=True):
    """A stretch of the source text: from `begin` up to and without `end`, counted in characters from 0."""

    begin: int
    end: int

    def __or__(self, other: Span) -> Span:
        """The span from the first character of both to the last of both."""
        return Span(min(self.begin, other.begin), max(self.end, other.end))

    def cut(self, text: str) -> str:
        """What stands there in the source text."""
        return text[self.begin : self.end]


class LineIndex(ShortRepr, Struct, frozen=True, gc=False):
    """Where the lines of a text begin."""

    starts: tuple[int, ...]
    """For each line the number of characters before it; the first is 0."""
    ends: tuple[int, ...]
    """For each line the number of characters before the line feed that ends it, or before the text's end."""
    length: int
    """Characters of the text."""

    @classmethod
    def of(cls, text: str) -> LineIndex:
        """Index a text. A line feed at its end begins no further line."""
        lines = text.removesuffix("\n").split("\n")
        starts = (0, *accumulate([len(line) + 1 for line in lines[:-1]]))
        return cls(starts, (*[start - 1 for start in starts[1:]], len(text)), len(text))

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self.starts)

    def line_at(self, place: int) -> int:
        """The line on which a character stands, counted from 1."""
        return max(1, bisect_right(self.starts, place))

    def lines(self, span: Span) -> Lines:
        """The lines on which a span lies; a line feed at its end does not count."""
        first = self.line_at(span.begin)
        return Lines(first, max(first, self.line_at(max(span.begin, span.end - 1))))

    def span(self, lines: Lines) -> Span:
        """The characters of whole lines, without the last one's line feed."""
        count = len(self.starts)
        return Span(self.starts[min(lines.first, count) - 1], self.ends[min(lines.last, count) - 1])

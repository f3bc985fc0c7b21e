"""Running text under construction: white space folded, links and marks kept with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.text import Call, FootnoteMark, Link, Mark, Picture, Target, Text
from icmlpo_rdf.spans import Span

__all__ = ["WHITE_SPACE", "TextBuilder"]

# HTML's white space; U+3000 and the no-break space are characters of a name, for the facts to judge.
WHITE_SPACE = " \t\n\r\f"
_WHITE_SPACE = lazy_pattern(f"[{WHITE_SPACE}]+")
# What a raised number is a power of: km², 10⁶.
_UNIT = lazy_pattern(r"(?<![A-Za-z])[cdkm]?m\Z|\d\Z")


_Kind = TypeVar("_Kind")
_Marked = TypeVar("_Marked", Link, Mark)
_Stretch = TypeVar("_Stretch", Link, Call)
_START = attrgetter("start")


def _with(kept: tuple[_Kind, ...] | list[_Kind], one: _Kind) -> list[_Kind]:
    """What is kept, with one more."""
    if isinstance(kept, list):
        kept.append(one)
        return kept
    return [one]


def _in_order(marks: Iterable[_Marked]) -> tuple[_Marked, ...]:
    """Links or bold letters as they begin: of those within others the inner one was told first."""
    return tuple(sorted(marks, key=_START))


def _before(one: _Stretch, end: int) -> _Stretch:
    """A link or call that ends no further than the text."""
    return replace(one, start=min(one.start, end), end=min(one.end, end)) if one.end > end else one


class TextBuilder:
    """Collects the text of one block, cell or item.

    Places are characters of the source; `length` and all starts are characters of the text made so far.
    """

    __slots__ = ("_begin", "_bold", "_calls", "_end", "_footnotes", "_links", "_parts", "_pictures", "length")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        # Most texts have none of these: a page may have a hundred thousand texts.
        self._links: tuple[Link, ...] | list[Link] = ()
        self._bold: tuple[Mark, ...] | list[Mark] = ()
        self._pictures: tuple[Picture, ...] | list[Picture] = ()
        self._calls: tuple[Call, ...] | list[Call] = ()
        self._footnotes: tuple[FootnoteMark, ...] | list[FootnoteMark] = ()
        self._begin = -1
        self._end = -1

    def add(self, text: str, begin: int, end: int) -> None:
        """Append text; its first and last characters that are no white space stand at `begin` and before `end`."""
        # Of white space the space alone is printable.
        folded = text if text.isprintable() and "  " not in text else _WHITE_SPACE.sub(" ", text)
        if folded[:1] == " " and self._at_boundary():
            folded = folded[1:]
        if not folded:
            return
        if folded != " ":
            self.reach(begin, end)
        self._parts.append(folded)
        self.length += len(folded)

    def space(self) -> None:
        """Append a space, unless a line begins or a space ends here."""
        if not self._at_boundary():
            self._parts.append(" ")
            self.length += 1

    def reach(self, begin: int, end: int) -> None:
        """The text's span takes in these characters of the source too."""
        if self._begin < 0 or begin < self._begin:
            self._begin = begin
        if end > self._end or begin > self._end:
            self._end = max(begin, end)

    def _at_boundary(self) -> bool:
        return not self._parts or self._parts[-1][-1] in " \n"

    def break_line(self) -> None:
        """End a line: `<br>`, or the next paragraph of a cell."""
        if self._parts and self._parts[-1][-1] == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self.length -= 1
            if not self._parts[-1]:
                self._parts.pop()
        if self._parts and self._parts[-1][-1] != "\n":
            self._parts.append("\n")
            self.length += 1

    def mark(self) -> tuple[int, int]:
        """Where the text ends now, for `since`."""
        return len(self._parts), self.length

    def since(self, mark: tuple[int, int]) -> tuple[str, int]:
        """What was added since a mark, trimmed, and where it begins in the text."""
        parts, start = mark
        text = "".join(self._parts[parts:])
        trimmed = text.lstrip(" \n")
        return trimmed.rstrip(" \n"), min(start, self.length) + len(text) - len(trimmed)

    def forget(self, mark: tuple[int, int], pattern: re.Pattern[str]) -> None:
        """Take away what was added since the mark, if all of it is what the pattern finds; a unit's power stays: km²."""
        parts, start = mark
        before = "".join(self._parts[max(0, parts - 2) : parts])
        if (
            pattern.fullmatch("".join(self._parts[parts:]).strip())
            and not _UNIT.search(before)
            and not any(link.start >= start for link in self._links)
        ):
            del self._parts[parts:]
            self.length = min(start, self.length)

    def link(self, mark: tuple[int, int], target: Target | None, destination: str, span: Span) -> Link:
        """A link whose label is what was added since the mark; one around a picture alone is the picture's."""
        label, start = self.since(mark)
        link = Link(label, target, destination, span, start, start + len(label))
        around = [] if label else [one for one in self._pictures if one.span.begin >= span.begin]
        if around:
            linked = [replace(one, target=target) for one in around]
            self._pictures = [*self._pictures[: -len(around)], *linked]
        else:
            self._links = _with(self._links, link)
        self.reach(span.begin, span.end)
        return link

    def bold(self, mark: tuple[int, int], span: Span) -> None:
        """What was added since the mark is bold."""
        text, start = self.since(mark)
        if text:
            self._bold = _with(self._bold, Mark(text, span, start, start + len(text)))

    def picture(self, file: str, alt: str, target: Target | None, span: Span) -> None:
        """A picture stands here."""
        self._pictures = _with(self._pictures, Picture(file, alt, target, self.length, span))
        self.reach(span.begin, span.end)

    def call(
        self, name: str, arguments: tuple[tuple[str, str], ...], span: Span, mark: tuple[int, int]
    ) -> None:
        """A template stood here, and what was added since the mark came of it."""
        begin = min(mark[1], self.length)
        self._calls = _with(self._calls, Call(name, arguments, begin, self.length, span))
        self.reach(span.begin, span.end)

    def footnote(self, reference: int, span: Span) -> None:
        """A footnote hangs on what stands before."""
        self._footnotes = _with(self._footnotes, FootnoteMark(reference, self.length, span))

    @property
    def is_empty(self) -> bool:
        """True when neither text nor link nor picture was added."""
        return not self._parts and not self._links and not self._pictures and not self._calls

    @property
    def says_something(self) -> bool:
        """True when there is text or a link: pictures and templates alone are no paragraph."""
        return bool(self._parts or self._links)

    def build(self, span: Span | None = None, at: int = 0) -> Text:
        """Return the text; `span` replaces that of its first to last character, `at` is where an empty one stands."""
        if span is None:
            span = Span(self._begin, self._end) if self._begin >= 0 else Span(at, at)
        text = "".join(self._parts).strip(" \n")
        if len(text) < self.length:
            self._end_at(len(text))
        return Text(
            text,
            _in_order(self._links),
            _in_order(self._bold),
            span,
            tuple(self._pictures),
            tuple(self._calls),
            tuple(self._footnotes),
        )

    def _end_at(self, end: int) -> None:
        """What stands in the white space behind the text stands at its end."""
        self._links = [_before(one, end) for one in self._links]
        self._calls = [_before(one, end) for one in self._calls]
        self._pictures = [replace(one, start=end) if one.start > end else one for one in self._pictures]
        self._footnotes = [replace(one, start=end) if one.start > end else one for one in self._footnotes]

"""Running text under construction: white space folded, links and bold marks kept with their lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from icmlpo_rdf.notes import Lines
from icmlpo_rdf.page.document import Link, Mark, Target, Text
from icmlpo_rdf.page.tree import forget_line_marks

__all__ = ["TextBuilder"]

# HTML's white space; U+3000 and the no-break space are characters of a name, for the facts to judge.
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")


class TextBuilder:
    """Collects the text of one block, cell or item."""

    __slots__ = ("_bold", "_first", "_last", "_length", "_links", "_open_bold", "_open_links", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._bold: list[Mark] = []
        # Where each open mark begins: the number of parts and of characters before it, and its line.
        self._open_links: list[tuple[str, int, int, int]] = []
        self._open_bold: list[tuple[int, int, int]] = []
        self._first = 0
        self._last = 0

    def add(self, text: str, line: int, last_line: int) -> None:
        """Append text that begins on `line`; the renderer's own newlines never lead past the page's last."""
        text = forget_line_marks(text)
        folded = _WHITE_SPACE.sub(" ", text)
        if folded[:1] == " " and self._at_boundary():
            folded = folded[1:]
        if not folded:
            return
        if folded == text:  # one word, as most are: no newline in it
            self._first = self._first or line
            self._last = max(self._last, line)
        elif folded != " ":
            lead = len(text) - len(text.lstrip())
            first = min(line + text.count("\n", 0, lead), last_line)
            self._first = self._first or first
            self._last = min(max(self._last, first + text.strip().count("\n")), last_line)
        self._parts.append(folded)
        self._length += len(folded)

    def _at_boundary(self) -> bool:
        return not self._parts or self._parts[-1][-1] in " \n"

    def break_line(self) -> None:
        """End a line: `<br>`, or the next paragraph of a cell."""
        if self._parts and self._parts[-1][-1] == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            if not self._parts[-1]:
                self._parts.pop()
        if self._parts and self._parts[-1][-1] != "\n":
            self._parts.append("\n")
            self._length += 1

    def open_link(self, destination: str, line: int) -> None:
        """A wiki link begins. Links inside a link's label occur (docs/pages.md, 8)."""
        self._open_links.append((destination, len(self._parts), self._length, line))

    def close_link(self, line: int, target_of: Callable[[str], Target | None]) -> Link:
        """The innermost open link ends; `target_of` tells where its destination leads."""
        destination, parts, start, first = self._open_links.pop()
        label = "".join(self._parts[parts:]).strip(" \n")
        link = Link(
            text=label,
            target=target_of(destination),
            destination=destination,
            lines=Lines(first, max(first, line)),
            start=start,
            end=start + len(label),
        )
        self._links.append(link)
        return link

    def open_bold(self, line: int) -> None:
        """Bold text begins."""
        self._open_bold.append((len(self._parts), self._length, line))

    def close_bold(self, line: int) -> None:
        """Bold text ends."""
        parts, start, first = self._open_bold.pop()
        if text := "".join(self._parts[parts:]).strip(" \n"):
            self._bold.append(Mark(text, Lines(first, max(first, line)), start, start + len(text)))

    @property
    def is_empty(self) -> bool:
        """True when neither text nor link was added."""
        return not self._parts and not self._links

    def build(self, lines: Lines | None = None) -> Text:
        """Return the text; `lines` replaces the lines of its first and last character."""
        if lines is None:
            first = self._first or (self._links[0].lines.first if self._links else 1)
            lines = Lines(first, max(first, self._last))
        return Text("".join(self._parts).strip(" \n"), tuple(self._links), tuple(self._bold), lines)

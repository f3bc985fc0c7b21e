"""Wikitext line by line: headings, paragraphs, lists and tables.

The order is MediaWiki's: tables (Parser::handleTables), then headings, then lists and paragraphs (BlockLevelPass); a
line that a table does not take is a line of the cell that is open, or of the page.
"""

from __future__ import annotations

import re

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.wikitext.inline import InlineReader
from icmlpo_rdf.page.wikitext.list_lines import BLANK, ListLines
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN
from icmlpo_rdf.page.wikitext.nodes import Node
from icmlpo_rdf.spans import Span

__all__ = ["LineReader"]

_BLANK_LINES = f"{BLANK}\n"
_HEADING = lazy_pattern(rf"(={{1,6}})(.+?)(={{1,6}})[ \t{ABSENT}]*\Z")
_TABLE = lazy_pattern(rf"[{BLANK}]*+:*+[ \t]*+\{{\|")
_TABLE_MARK = lazy_pattern(rf"(?m)^[{BLANK}]*+(?:(?P<open>:*+[ \t]*+\{{\|)|\|\}})")
# Lines that are text and nothing else, whatever stands around them: they are read at once.
_PLAIN = lazy_pattern(rf"(?:[^\s*#:;=\-|!{{_'\[<&{HIDDEN}{ABSENT}][^\n_'\[<&{HIDDEN}{ABSENT}]*+\n)++")
_EMPTY_LINES = lazy_pattern(r"\n++")
_RULE = lazy_pattern(r"-{4,}")
# A link or picture may go on over lines behind its title; its line feeds are spaces to what reads lines.
_OVER_LINES = lazy_pattern(
    r"\[\[[^\[\]\n|]*\|[^\[\]\n]*\n(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[(?!\[)[^\[\]]*\])*?\]\]"
)
_LONGEST_LINK = 2_000
_MAX_TABLES = 12
"""Tables in tables; deeper ones are text."""
_ROW = frozenset({"tr"})
_TABLES = frozenset({"table"})
_CELL = frozenset({"td", "th", "caption"})
_HOLDS_LINES = _CELL | {"li", "dd", "dt", "div", "field"}
"""The elements in which paragraphs of their own begin."""
_BLOCK_TAG = lazy_pattern(
    r"\s*</?(?:table|tbody|thead|tr|td|th|caption|ul|ol|dl|li|dt|dd|div|center|blockquote|h[1-6]|hr|p)(?=[\s/>])",
    re.IGNORECASE,
)


class LineReader(ListLines):
    """Reads a stretch of the source as blocks."""

    def __init__(self, inline: InlineReader) -> None:
        super().__init__(inline)
        self._tables: list[tuple[str, int, int]] = []
        """For each open table the prefix around it, how many elements stood open, and where it begins."""
        self._never_closed: frozenset[int] = frozenset()
        """Where the tables begin that no `|}` ends."""

    def read(self, begin: int, end: int, nodes: list[Node] | None = None) -> None:
        """Read the source from `begin` to `end`, whose own nodes are `nodes`."""
        view = self._inline.nest.view(begin, end, nodes)
        if "[[" in view:
            view = _OVER_LINES.sub(_on_one_line, view)
        place, length, builder = 0, len(view), self._builder
        self._at = begin
        self._never_closed = _never_closed(view, begin)
        while place < length and not builder.is_full:
            if view[place] == "\n" and (empty := _EMPTY_LINES.match(view, place)):
                self._close_list(self._at)
                for _ in range(place, empty.end()):
                    if not self._paragraph_ends():
                        break
                place = empty.end()
                continue
            if not self._prefix and (plain := _PLAIN.match(view, place)):
                self._text_line(plain[0], begin + place)
                self._at = begin + place + len(plain[0].rstrip(_BLANK_LINES))
                place = plain.end()
                continue
            stop = view.find("\n", place)
            if stop < 0:
                stop = length
            self._line(view[place:stop], begin + place)
            place = stop + 1
        self._close_list(end)
        while self._tables:
            self._unclosed()
        self._inline.end_to(self._base, min(end, max(self._at, begin)))

    # Lines.

    def _line(self, line: str, at: int) -> None:
        stripped = line.strip(BLANK)
        if not stripped:
            if ABSENT not in line:
                self._close_list(self._at)
                self._paragraph_ends()
            return
        begin = at + line.index(stripped[0])
        if stripped[0] in "{:" and len(self._tables) < _MAX_TABLES and _TABLE.match(line):
            self._table(begin)
        elif self._tables and self._table_line(stripped, begin):
            pass
        else:
            shown = line.lstrip(ABSENT)
            self._block_line(shown, at + len(line) - len(shown))
        self._at = begin + len(stripped)

    def _block_line(self, line: str, at: int) -> None:
        if line[0] == "=" and (match := _HEADING.match(line)) and not self._in_cell():
            self._heading(match, at)
        elif line[0] in "*#:;":
            self._list_line(line, at)
        else:
            if self._prefix:
                self._close_list(self._at)
            if line[0] == "-" and _RULE.match(line):
                self._paragraph_ends()
                return
            self._text_line(line, at)

    def _in_cell(self) -> bool:
        """True inside a table, where a heading is a line; a table left open ends at a heading of the page."""
        # A table that is never closed ends here.
        if not self._tables or self._tables[-1][2] in self._never_closed:
            return False
        return self._inline.open[-1:] != ["table"] and "td" in self._inline.open[self._tables[-1][1] :]

    def _text_line(self, line: str, at: int) -> None:
        inline = self._inline
        if "<" in line and _BLOCK_TAG.match(line):
            self._paragraph_ends()
        elif self._in_paragraph():
            self._builder.space()
        else:
            inline.begin("p", self._builder.paragraph, at)
        inline.read_view(line, at)

    def _in_paragraph(self) -> bool:
        """True where a paragraph stands open within the innermost cell or item."""
        opened = self._inline.open
        for index in range(len(opened) - 1, self._base - 1, -1):
            tag = opened[index]
            if tag == "p" or tag in _HOLDS_LINES:
                return tag == "p"
        return False

    def _heading(self, match: re.Match[str], at: int) -> None:
        self._close_list(self._at)
        while self._tables:
            self._unclosed()
        self._inline.end_to(self._base, self._at)
        opening, closing = len(match[1]), len(match[3])
        level = min(opening, closing)
        begin, end = at + match.start() + level, at + match.end(3) - level
        whole = Span(at + match.start(), at + match.end(3))
        self._inline.begin("h", self._builder.heading, level, whole.begin)
        text = match[0][level : match.end(3) - match.start() - level]
        self._inline.read_view(text, begin)
        self._inline.end_to(self._base, whole.end)
        self._at = end

    # Tables.

    def _table(self, at: int) -> None:
        self._close_list(self._at)
        self._paragraph_ends()
        self._tables.append((self._prefix, len(self._inline.open), at))
        self._prefix = ""
        self._inline.begin("table", self._builder.table, at)

    def _table_line(self, line: str, at: int) -> bool:
        """Read a line as one of the innermost table's own marks; False where it is text of a cell."""
        if line.startswith("|}"):
            self._end_table(at + 2)
            if rest := line[2:].strip(BLANK):
                self._text_line(rest, at + line.index(rest, 2))
        elif line.startswith("|-"):
            self._end_cell()
            self._inline.end_tag(_ROW, self._at, _TABLES)
        elif line[0] in "|!":
            self._cells(line, at)
        else:
            return False
        return True

    def _end_cell(self) -> None:
        if self._prefix:
            self._close_list(self._at)
        self._inline.end_tag(_CELL, self._at, _TABLES)

    def _end_table(self, at: int) -> None:
        self._end_cell()
        prefix, count, _ = self._tables.pop()
        self._inline.end_to(count + 1, self._at)
        self._inline.end_to(count, at)
        self._prefix = prefix

    def _unclosed(self) -> None:
        """The innermost table ends without its `|}`."""
        begin = self._tables[-1][2]
        self._builder.note(Code.TABLE_NOT_CLOSED, Span(begin, begin + 2), "{|", "close the table: |}")
        self._end_table(self._at)

    def _cells(self, line: str, at: int) -> None:
        mark, begin = line[0], 1
        if line.startswith("|+"):
            mark, begin = "+", 2
        place = begin
        for cell, following in _split_cells(line, begin, mark):
            if self._builder.is_full:
                return
            self._cell(mark, cell, at + place, at + (0 if place == begin else place - 2))
            place = following
        self._at = at + len(line)

    def _cell(self, mark: str, cell: str, begin: int, at: int) -> None:
        self._end_cell()
        inline = self._inline
        attributes = ""
        if "|" in cell:
            head, _, rest = cell.partition("|")
            # Before the first bar stand the cell's attributes, unless a link or a variant begins there.
            if "[[" not in head and "-{" not in head and not _holds_variant(head, begin, inline):
                attributes, cell, begin = head, rest, begin + len(head) + 1
        if mark == "+":
            inline.begin("caption", self._builder.caption, at)
        else:
            if "tr" not in inline.open[self._tables[-1][1] :]:
                inline.begin("tr", self._builder.row, at)
            inline.cell(at, attributes, is_header=mark == "!")
        text = cell.strip(" \t")
        first = begin + len(cell) - len(cell.lstrip(" \t"))
        self._at = max(self._at, at + 1)
        if text:
            inline.read_view(text, first)
            self._at = first + len(text.rstrip(BLANK))


def _never_closed(view: str, base: int) -> frozenset[int]:
    """Where the tables of a text begin that no `|}` ends."""
    if view.count("{|") <= view.count("|}"):
        return frozenset()
    waiting: list[int] = []
    for match in _TABLE_MARK.finditer(view):
        if match["open"]:
            waiting.append(base + match.start("open"))
        elif waiting:
            waiting.pop()
    return frozenset(waiting)


def _holds_variant(head: str, begin: int, inline: InlineReader) -> bool:
    """True when what stands before a bar is no attributes: a language variant was hidden there."""
    place = head.find(HIDDEN)
    node = inline.nest.at(begin + place) if place >= 0 else None
    return node is not None and node.kind.value == "variant"


def _split_cells(line: str, begin: int, mark: str) -> list[tuple[str, int]]:
    """The cells of a line between `||` (`!!` too, of headers), each with where the next one begins."""
    if "||" not in line and (mark != "!" or "!!" not in line):
        return [(line[begin:], len(line))]
    pattern = _HEADER_BARS if mark == "!" else _BARS
    cells: list[tuple[str, int]] = []
    place = begin
    while match := pattern.search(line, place):
        cells.append((line[place : match.start()], match.end()))
        place = match.end()
    cells.append((line[place:], len(line)))
    return cells


_BARS = lazy_pattern(r"\|\|")
_HEADER_BARS = lazy_pattern(r"\|\||!!")


def _on_one_line(match: re.Match[str]) -> str:
    return match[0].replace("\n", " ") if len(match[0]) <= _LONGEST_LINK else match[0]

"""A page under construction: what a reader tells of its elements, in order, becomes headings, blocks and links.

The readers of Markdown, HTML and wikitext have one thing in common: elements that begin and end, with text between.
They call these methods with the places of the source at which that happens; what an element is to the page is decided
here, once: a list in a cell is lines of its text, a paragraph in an item is a line, a table in a cell is a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.document import (
    Block,
    Call,
    Cell,
    Field,
    Heading,
    Infobox,
    Item,
    ItemList,
    ItemRole,
    Link,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    Target,
    Text,
)
from icmlpo_rdf.page.text import TextBuilder
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["DocumentBuilder"]

# Real pages nest some dozen elements. Deeper ones are read for their text alone, so that time stays linear.
_MAX_DEPTH = 200
# Of blocks (paragraphs, items, cells, headings), and of what stands in their text (links, templates, pictures, footnotes): a
# page of MediaWiki's largest size (2 MiB) has some ten thousand of each.
_MAX_PARTS = 100_000
# https://html.spec.whatwg.org/multipage/tables.html#attributes-common-to-td-and-th-elements
_MAX_COLSPAN = 1_000
_MAX_ROWSPAN = 65_534
_QUOTE = 60
_SPACES = " \t\n\r\f"

# What stands raised behind a name and belongs to its footnote: 1, [2], a, †, ①.
_FOOTNOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§¶#]{1,3}|[\u2460-\u2473\u2776-\u277f])\]?")

_Ending = Callable[[int], None]
"""What an element's end means, told where that is."""

# Stands for a list item until its end.
_UNFINISHED = Item(Text("", (), (), Span(0, 0)), 1, Span(0, 0))


@dataclass(slots=True)
class _OpenTable:
    begin: int
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    in_head: bool = False
    group: int = 0
    caption: Text | None = None


@dataclass(slots=True)
class _OpenList:
    begin: int
    ordered: bool
    items: list[Item]
    depth: int
    is_gallery: bool
    has_terms: bool = False
    item_depth: int = 0
    """Of the item that stands open."""


def _infobox_of(table: _OpenTable, span: Span) -> Infobox:
    """The rows of a box as fields: a header cell is the label of the cell behind it, or heads the cells below."""
    title, heading, fields = table.caption, "", []
    for row in table.rows:
        labels = [cell for cell in row.cells if cell.is_header]
        values = [cell for cell in row.cells if not cell.is_header]
        label = " ".join(cell.content.text for cell in labels).strip()
        if values:
            fields += [
                Field("", label or heading, cell.content, row.span)
                for cell in values
                if not cell.content.is_empty
            ]
        elif title is None and labels:
            title = labels[0].content
        elif label:
            heading = label
    return Infobox("", title, tuple(fields), span)


class DocumentBuilder:
    """Collects headings, blocks, links and notes in the order of the page."""

    def __init__(
        self,
        lines: LineIndex,
        *,
        spans_are_known: bool = True,
        resolved: Callable[[Target], Target] | None = None,
    ) -> None:
        """Begin a page.

        Args:
            lines: where the source's lines begin.
            spans_are_known: the form keeps rowspans and colspans, so that no cell can have slid.
            resolved: tells where a link leads by the redirects of its dump; None: as it is written.
        """
        self._resolved = resolved
        self.parts: list[Heading | Block] = []
        self.links: list[Link] = []
        self.notes: list[Note] = []
        self.unread_links: list[tuple[Span, str]] = []
        """Links that lead neither to a page of a wiki nor, as is told, elsewhere."""
        self.lines = lines
        self._spans_are_known = spans_are_known
        self._quotes = 0
        self._silent = 0
        self._endings: list[_Ending | None] = []
        self._texts: list[TextBuilder] = []
        self._holders: list[bool] = []
        """What holds text as its own lines; for each whether it is an item, in which lists nest."""
        self._tables: list[_OpenTable] = []
        self._lists: list[_OpenList] = []
        self._fields: list[Field] = []
        self._blocks = self._parts_of_text = 0
        self.is_full = False
        """True when the page has more parts than any real one; what follows is not read."""

    @property
    def depth(self) -> int:
        """How many elements stand open."""
        return len(self._endings)

    def note(self, code: Code, span: Span, text: str, mend: str = "") -> None:
        """Note what was not read, or is wrong with the page."""
        self.notes.append(Note(code, span, " ".join(text.split())[:_QUOTE], mend))

    def end(self, at: int) -> None:
        """The innermost open element ends."""
        if ending := self._endings.pop():
            ending(at)

    def finish(self, at: int) -> None:
        """The page ends."""
        while self._endings:
            self.end(at)
        self._flush_loose()

    def _begin(self, ending: _Ending | None) -> None:
        self._endings.append(ending if len(self._endings) < _MAX_DEPTH else None)

    def _is_too_deep(self, at: int) -> bool:
        """True for an element that is read for its text alone; its end is waited for all the same."""
        if len(self._endings) < _MAX_DEPTH:
            return False
        if len(self._endings) == _MAX_DEPTH:
            self.note(Code.TOO_DEEP, Span(at, at), "", "close the elements that stand open")
        self._endings.append(None)
        return True

    # Text. Outside any block, text that is not white space is a paragraph of its own.

    def text(self, text: str, begin: int, end: int) -> None:
        """Running text, and where all of it stands in the source."""
        if self._silent or (not self._texts and text.isspace()):
            return
        if text and text[0] not in _SPACES and text[-1] not in _SPACES:
            self._builder().add(text, begin, end)
            return
        stripped = text.strip(_SPACES)
        lead = len(text) - len(text.lstrip(_SPACES))
        self._builder().add(text, begin + lead, end - (len(text) - lead - len(stripped)))

    def text_at(self, text: str, begin: int, end: int) -> None:
        """Running text; its first and last characters that are no white space stand at `begin` and before `end`."""
        if not (self._silent or (not self._texts and text.isspace())):
            self._builder().add(text, begin, end)

    def line_break(self) -> None:
        """A line ends within its block: `<br>`."""
        if self._texts and not self._silent:
            self._texts[-1].break_line()

    def picture(self, picture: Picture) -> None:
        """A picture within text."""
        self._count(picture.span.begin, in_text=True)
        if not self._silent:
            self._builder().picture(picture)

    def footnote(self, reference: int, span: Span) -> None:
        """The mark of a footnote."""
        self._count(span.begin, in_text=True)
        if self._texts and not self._silent:
            self._texts[-1].footnote(reference, span)

    def call(self, call: Call) -> None:
        """A template, of which everything up to the end of this element comes."""
        self._count(call.span.begin, in_text=True)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda _at: builder.call(call, mark))

    def silence(self) -> None:
        """An element whose text is no text of the page: hidden, struck out, a list of sources."""
        self._silent += 1

        def end(_at: int) -> None:
            self._silent -= 1

        self._endings.append(end)

    def aside(self) -> None:
        """An element whose text stands beside the page's, such as a picture's caption: its links are the page's."""
        if self._silent:
            self._endings.append(None)
            return
        builder = self._hold()
        self._endings.append(lambda _at: self._release(builder))

    def nothing(self) -> None:
        """An element that means nothing to the page: `<small>`, `<span>`."""
        self._endings.append(None)

    def superscript(self) -> None:
        """`<sup>`: a footnote's mark in it is no text of the page."""
        if self._silent:
            self._endings.append(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda _at: builder.forget(mark, _FOOTNOTE_MARK))

    def then(self, ending: _Ending) -> None:
        """Something that a reader wants to be told at this element's end; one more element to end."""
        self._endings.append(ending)

    def bold(self, at: int) -> None:
        """Bold text begins."""
        self._count(at, in_text=True)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda end: builder.bold(mark, Span(at, max(at, end))))

    def link(self, target: Target | None, destination: str, at: int) -> None:
        """A link to a page of a wiki begins; its label follows."""
        self._count(at, in_text=True)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        leads_to = self._resolved(target) if target and self._resolved else target
        self._begin(
            lambda end: self.links.append(builder.link(mark, leads_to, destination, Span(at, max(at, end))))
        )

    def _count(self, at: int, *, in_text: bool = False) -> None:
        """Count a block, or a part of text. A reader stops where there are too many, so that time is bounded."""
        self._blocks += not in_text
        self._parts_of_text += in_text
        if max(self._blocks, self._parts_of_text) > _MAX_PARTS and not self.is_full:
            self.is_full = True
            self.note(Code.TOO_MANY_PARTS, Span(at, at), f"{_MAX_PARTS:,}", "part the page")

    def _builder(self) -> TextBuilder:
        if not self._texts:
            self._texts.append(TextBuilder())
        return self._texts[-1]

    def _flush_loose(self) -> None:
        """End a paragraph of loose text before a block begins."""
        if not self._holders and self._texts:
            builder = self._texts.pop()
            if builder.says_something:
                self.parts.append(Paragraph(builder.build(), quoted=self._quotes > 0))

    # Blocks.

    def heading(self, level: int, at: int) -> None:
        """A heading; in a cell or an item it is a line of the text."""
        self._count(at)
        if self._is_too_deep(at):
            return
        if self._holders:
            self.boundary(at)
            return
        self._flush_loose()
        builder = TextBuilder()
        self._texts.append(builder)

        def end(_at: int) -> None:
            if self._texts and self._texts[-1] is builder:
                self._texts.pop()
            self.parts.append(Heading(level, builder.build(at=at)))

        self._begin(end)

    def paragraph(self, at: int) -> None:
        """A paragraph; in a cell or an item it is a line of the text."""
        self._count(at)
        if self._holders:
            self.boundary(at)
            return
        self._flush_loose()
        self._texts.append(TextBuilder())
        self._begin(lambda _at: self._flush_loose())

    def boundary(self, at: int) -> None:
        """An element that only parts what is in it from what is around it: `<div>`, `<hr>`."""
        self._count(at)
        if self._holders:
            builder = self._texts[-1]
            builder.break_line()
            self._begin(lambda _end: builder.break_line())
            return
        self._flush_loose()
        self._begin(lambda _end: self._flush_loose())

    def quote(self, at: int) -> None:
        """A block quote."""
        self.boundary(at)
        ending = self._endings.pop()
        self._quotes += 1

        def end(at_end: int) -> None:
            if ending:
                ending(at_end)
            self._quotes -= 1

        self._endings.append(end)

    # Lists. A list inside a cell is lines of the cell's text, as its author meant it.

    def list(self, at: int, *, ordered: bool = False, is_gallery: bool = False) -> None:
        """A list of any kind."""
        self._count(at)
        if self._is_too_deep(at):
            return
        if self._holders and not self._holders[-1]:
            self.boundary(at)
            return
        self._flush_loose()
        outer = self._lists[-1] if self._lists else None
        opened = _OpenList(
            at, ordered, outer.items if outer else [], outer.item_depth + 1 if outer else 1, is_gallery
        )
        self._lists.append(opened)

        def end(_at: int) -> None:
            self._lists.pop()
            if not outer and opened.items:
                # An item without text has a place all the same.
                last = max(max(item.span.begin + 1, item.span.end) for item in opened.items)
                span = Span(at, max(at, min(last, self.lines.length)))
                self.parts.append(ItemList(tuple(opened.items), ordered, span, is_gallery))

        self._begin(end)

    def item(self, at: int, role: ItemRole = ItemRole.ITEM) -> None:
        """An item of a list."""
        self._count(at)
        if self._is_too_deep(at):
            return
        if not self._lists or (self._holders and not self._holders[-1]):
            self.boundary(at)
            return
        opened = self._lists[-1]
        # The item's place is kept now: its nested items are finished before it is.
        place = len(opened.items)
        opened.items.append(_UNFINISHED)
        builder = self._hold(is_item=True)
        opened.has_terms = opened.has_terms or role is ItemRole.TERM
        # A definition stands in its term; without one it is a line that is set in.
        inner = opened.has_terms and role is ItemRole.DEFINITION
        depth = opened.item_depth = opened.depth + inner

        def end(_at: int) -> None:
            self._release(builder)
            text = builder.build(at=at)
            opened.items[place] = Item(text, depth, Span(min(at, text.span.begin), text.span.end), role)

        self._begin(end)

    def _hold(self, *, is_item: bool = False) -> TextBuilder:
        """Open a cell, item or caption: what is a block elsewhere is a line of its text."""
        builder = TextBuilder()
        self._texts.append(builder)
        self._holders.append(is_item)
        return builder

    def _release(self, builder: TextBuilder) -> None:
        while self._texts and self._texts.pop() is not builder:
            pass
        self._holders.pop()

    # Tables.

    def table(self, at: int, *, is_infobox: bool = False) -> None:
        """A table; one inside a cell is a block of its own. Of an infobox each row is a field."""
        self._count(at)
        if self._is_too_deep(at):
            return
        self._flush_loose()
        opened = _OpenTable(at)
        self._tables.append(opened)

        def end(at_end: int) -> None:
            self._tables.pop()
            self._end_row(opened)
            if opened.rows and is_infobox and not self._tables:
                self.parts.append(_infobox_of(opened, Span(at, max(at, at_end))))
            elif opened.rows:
                span = Span(at, max(at, at_end))
                self.parts.append(Table(opened.caption, tuple(opened.rows), span, self._spans_are_known))
            elif opened.caption:
                self.parts.append(Paragraph(opened.caption, quoted=self._quotes > 0))

        self._begin(end)

    def caption(self, at: int) -> None:
        """A table's caption."""
        if not self._tables:
            self.paragraph(at)
            return
        table, builder = self._tables[-1], self._hold()

        def end(_at: int) -> None:
            self._release(builder)
            if not builder.is_empty:
                table.caption = builder.build()

        self._begin(end)

    def row_group(self, _at: int, *, is_head: bool) -> None:
        """A group of rows begins: spans end with the group that they began in."""
        if not self._tables:
            self._begin(None)
            return
        table = self._tables[-1]
        table.group += 1
        table.in_head = is_head

        def end(_end: int) -> None:
            table.group += 1
            table.in_head = False

        self._begin(end)

    def row(self, at: int) -> None:
        """A row of a table."""
        self._count(at)
        if not self._tables:
            self._begin(None)
            return
        table = self._tables[-1]
        self._end_row(table)

        def end(at_end: int) -> None:
            table.rows.append(Row(tuple(table.cells), table.in_head, Span(at, max(at, at_end)), table.group))
            table.cells = []

        self._begin(end)

    def _end_row(self, table: _OpenTable) -> None:
        """Cells that stand in no row are one."""
        if table.cells:
            span = table.cells[0].span | table.cells[-1].span
            table.rows.append(Row(tuple(table.cells), table.in_head, span, table.group))
            table.cells = []

    def cell(
        self, at: int, *, is_header: bool, rowspan: str = "", colspan: str = "", scope: str = ""
    ) -> None:
        """A cell; its spans as written."""
        self._count(at)
        if not self._tables:
            self.boundary(at)
            return
        table, builder = self._tables[-1], self._hold()

        def end(at_end: int) -> None:
            self._release(builder)
            span = Span(at, max(at, at_end))
            table.cells.append(
                Cell(
                    builder.build(span),
                    is_header,
                    self._span(rowspan, "rowspan", _MAX_ROWSPAN, span),
                    self._span(colspan, "colspan", _MAX_COLSPAN, span),
                    span,
                    scope.strip().lower(),
                )
            )

        self._begin(end)

    def _span(self, written: str, name: str, most: int, span: Span) -> int:
        """A span as HTML's rules for parsing non-negative integers say: `2;` is 2.

        https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-non-negative-integers
        """
        if not written:
            return 1
        text = written.strip(" \t\n\f\r").removeprefix("+")
        digits = text[: len(text) - len(text.lstrip("0123456789"))]
        if not digits:
            return 1
        if len(digits) > len(str(most)) + 8 or int(digits) > most:
            self.note(
                Code.SPAN_OUT_OF_RANGE,
                span,
                f'{name}="{digits}"',
                f"give the true span; HTML allows {most} at most",
            )
            return most
        return int(digits)

    # Infoboxes.

    @property
    def in_text(self) -> bool:
        """True within a cell, an item or a caption."""
        return bool(self._holders)

    def infobox(self, name: str, at: int, title: Text | None = None) -> None:
        """A box of facts about the page's subject."""
        self._flush_loose()
        self._fields = []
        fields = self._fields

        def end(at_end: int) -> None:
            self.parts.append(Infobox(name, title, tuple(fields), Span(at, max(at, at_end))))

        self._begin(end)

    def field(self, name: str, label: str, at: int) -> None:
        """One fact of the box; its value follows."""
        self._count(at)
        builder, fields = self._hold(), self._fields

        def end(at_end: int) -> None:
            self._release(builder)
            if not builder.is_empty:
                span = Span(at, max(at, at_end))
                fields.append(Field(name, label, builder.build(at=at), span))

        self._begin(end)

    def sections(self) -> tuple[Section, ...]:
        """What was collected, in sections; the first is the lead."""
        sections: list[Section] = []
        heading: Heading | None = None
        blocks: list[Block] = []
        for part in self.parts:
            if isinstance(part, Heading):
                sections.append(Section(heading, tuple(blocks)))
                heading, blocks = part, []
            else:
                blocks.append(part)
        sections.append(Section(heading, tuple(blocks)))
        return tuple(sections)

"""A page under construction: what a reader tells of its elements, in order, becomes headings, blocks and links.

The readers of Markdown, HTML and wikitext have one thing in common: elements that begin and end, with text between.
They call these methods with the places of the source at which that happens; what an element is to the page is decided
here, once: a list in a cell is lines of its text, a paragraph in an item is a line, a table in a cell is a block of its own.
"""

from __future__ import annotations

from msgspec import Struct, field

from icmlpo_rdf.page.document import (
    Block,
    Field,
    Heading,
    Infobox,
    Item,
    ItemList,
    ItemRole,
    Paragraph,
    Section,
)
from icmlpo_rdf.page.table_builder import TableBuilder
from icmlpo_rdf.page.text import Text
from icmlpo_rdf.page.text_builder import TextBuilder
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.spans import Span

__all__ = ["DocumentBuilder"]

# Stands for a list item until its end.
_UNFINISHED = Item(Text("", (), (), Span(0, 0)), 1, Span(0, 0))


class _OpenList(Struct):
    begin: int
    ordered: bool
    items: list[Item]
    depth: int
    is_gallery: bool
    has_terms: bool = False
    item_depth: int = 0
    """Of the item that stands open."""


class DocumentBuilder(TableBuilder, eq=False):
    """Collects headings, blocks, links and notes in the order of the page."""

    _lists: list[_OpenList] = field(default_factory=list)
    _fields: list[Field] = field(default_factory=list)

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
            if not outer and opened.items and not self._silent:
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

    # Infoboxes.

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

    @property
    def headline(self) -> Heading | None:
        """The page's own name above its text (`# T` of Markdown): the one heading of the first level, a possible title, before anything else."""
        own = [part for part in self.parts if not (isinstance(part, Paragraph) and part.quoted)]
        first = own[0] if own else None
        if not isinstance(first, Heading) or first.level != 1:
            return None
        is_only = sum(isinstance(part, Heading) and part.level == 1 for part in own) == 1
        return first if is_only and normalise(first.content.text) else None

    def sections(self) -> tuple[Section, ...]:
        """What was collected, in sections; the first is the lead, which begins below the headline."""
        headline = self.headline
        sections: list[Section] = []
        heading: Heading | None = None
        blocks: list[Block] = []
        for part in self.parts:
            if part is headline:
                continue
            if isinstance(part, Heading):
                sections.append(Section(heading, tuple(blocks)))
                heading, blocks = part, []
            else:
                blocks.append(part)
        sections.append(Section(heading, tuple(blocks)))
        return tuple(sections)

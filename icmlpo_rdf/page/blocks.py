"""The page's tree, walked once: headings, paragraphs, lists and tables, each with its source lines."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.notes import Code, Lines, Note
from icmlpo_rdf.page.document import (
    Block,
    Cell,
    Heading,
    Item,
    ItemList,
    Link,
    Paragraph,
    Row,
    Table,
    Target,
    Text,
)
from icmlpo_rdf.page.links import parse_destination
from icmlpo_rdf.page.text import TextBuilder
from icmlpo_rdf.page.title_index import Titles, resolve
from icmlpo_rdf.page.tree import (
    LINE_ATTRIBUTE,
    LINES_ATTRIBUTE,
    Element,
    forget_line_marks,
    line_mark,
    walk_tree,
)

__all__ = ["BlockReader"]

# Real pages nest some dozen elements. Deeper ones are read for their text alone, so that no text is in
# more than so many links and bold marks; at the last depth the reading ends, as libxml2 looks through all
# open elements at each closing tag.
_MAX_DEPTH = 200
_LAST_DEPTH = 2_000
# https://html.spec.whatwg.org/multipage/tables.html#attributes-common-to-td-and-th-elements
_MAX_COLSPAN = 1_000
_MAX_ROWSPAN = 65_534
_QUOTE = 60
# Stands for a list item until its end.
_UNFINISHED = Item(Text("", (), (), Lines(1, 1)), 1, Lines(1, 1))


class _OpenTable(Struct):
    first: int
    rows: list[Row] = []
    cells: list[Cell] = []
    in_head: bool = False
    group: int = 0
    caption: Text | None = None


class _OpenList(Struct):
    first: int
    ordered: bool
    items: list[Item]
    depth: int


_Ending = Callable[[], None]


class _TooDeepError(Exception):
    """No page is like that."""


class BlockReader:
    """Walks a tree and collects headings, blocks, links and notes in the order of the page."""

    def __init__(
        self,
        language: str,
        line_count: int,
        titles: Titles | None = None,
        bare_items: Container[int] = (),
    ) -> None:
        """`bare_items`: the lines on which a list item's mark stands alone, so that its text begins on the next."""
        self.parts: list[Heading | Block] = []
        self.links: list[Link] = []
        self.notes: list[Note] = []
        self._language = language
        self._titles = titles
        self._line = 1
        self._line_count = line_count
        self._bare_items = bare_items
        self._last_lines = Lines(1, 1)
        self._quotes = 0
        # What to do at each open element's end. Deciding it at the start keeps both in step on any markup.
        self._endings: list[_Ending | None] = []
        self._data: list[str] = []
        self._last_comment: Note | None = None
        self._texts: list[TextBuilder] = []
        self._holders = 0
        self._tables: list[_OpenTable] = []
        self._lists: list[_OpenList] = []

    def read(self, text: str) -> None:
        """Walk the page's tree. Not recursive, so that no page can exhaust Python's stack."""
        with suppress(_TooDeepError):
            walk_tree(text, self)
        while self._endings:
            self.end()
        if self._data:
            self._flush_data()
        self._flush_loose()

    # What `walk_tree` calls.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._data:
            self._flush_data()
        self._last_comment = None
        if attributes:
            if (position := attributes.get("data-sourcepos")) is not None:
                # cmark-gfm gives line 0 to a paragraph that a table follows without a blank line.
                self._line = int(position.partition(":")[0]) or self._line
            elif (mark := attributes.get(LINE_ATTRIBUTE)) is not None:
                self._line = int(mark)
        depth = len(self._endings) + 1
        handler = _HANDLERS.get(tag) if depth <= _MAX_DEPTH else None
        self._endings.append(handler(self, Element(tag, attributes.get)) if handler else None)
        if attributes:
            if (more := attributes.get(LINES_ATTRIBUTE)) is not None:
                self._line = min(self._line + int(more), self._line_count)
            if tag == "li" and self._line in self._bare_items:
                self._line += 1
        if depth == _MAX_DEPTH:
            here = Lines(self._line, self._line)
            self.notes.append(Note(Code.TOO_DEEP, here, f"<{tag}>", "close the elements that stand open"))
        if depth == _LAST_DEPTH:
            raise _TooDeepError

    def end(self, _tag: str = "") -> None:
        """The innermost open element ends."""
        if self._data:
            self._flush_data()
        if ending := self._endings.pop():
            ending()

    def data(self, text: str) -> None:
        """Some text, which the parser may have cut anywhere."""
        self._last_comment = None
        self._data.append(text)

    def comment(self, text: str) -> None:
        """A comment: not read, but its lines count."""
        if self._data:
            self._flush_data()
        self._line = first = line_mark(text) or self._line
        self._count_lines(text)
        self._last_comment = self._not_text(text, self._lines(first, self._line))

    def pi(self, _target: str, text: str | None) -> None:
        """A processing instruction, as a comment."""
        self.comment(text or "")

    def close(self) -> None:
        """The page ends. The renderer ends it with a newline, unless a comment has swallowed that too."""
        if self._last_comment:
            self.notes.append(
                replace(self._last_comment, code=Code.COMMENT_NOT_CLOSED, mend="close the comment: -->")
            )

    def _not_text(self, text: str, lines: Lines) -> Note | None:
        """Note what stands in the source and is no text, but for the marks that pandoc leaves."""
        shown = " ".join(forget_line_marks(text).split())
        if not shown or shown == "end list":
            return None
        note = Note(Code.NOT_TEXT, lines, shown[:_QUOTE])
        self.notes.append(note)
        return note

    def _lines(self, first: int, last: int) -> Lines:
        """A range of lines. The parts of a row mostly share one: it is made once."""
        if self._last_lines.first != first or self._last_lines.last != last:
            self._last_lines = Lines(first, last)
        return self._last_lines

    # Text. Outside any block, text that is not white space is a paragraph of its own.

    def _flush_data(self) -> None:
        """Read the text since the last tag."""
        data = self._data
        text = data[0] if len(data) == 1 else "".join(data)
        data.clear()
        if self._texts:
            self._texts[-1].add(text, self._line, self._line_count)
        elif not text.isspace():
            self._builder().add(text, self._line, self._line_count)
        if "\n" in text:
            self._count_lines(text)

    def _count_lines(self, text: str) -> None:
        if newlines := text.count("\n"):
            # The renderer ends the page with a newline of its own.
            self._line = min(self._line + newlines, self._line_count)

    def _builder(self) -> TextBuilder:
        if not self._texts:
            self._texts.append(TextBuilder())
        return self._texts[-1]

    def _flush_loose(self) -> None:
        """End a paragraph of loose text before a block begins."""
        if not self._holders and self._texts:
            self._paragraph(self._texts.pop())

    def _paragraph(self, builder: TextBuilder) -> None:
        if not builder.is_empty:
            self.parts.append(Paragraph(builder.build(), quoted=self._quotes > 0))

    def _open_holder(self) -> TextBuilder:
        """Open a cell, item or caption: what is a block elsewhere is a line of its text."""
        builder = TextBuilder()
        self._texts.append(builder)
        self._holders += 1
        return builder

    def _close_holder(self) -> None:
        self._texts.pop()
        self._holders -= 1

    # Elements: each handler does what the start tag means and returns what the end tag means.

    def _heading(self, element: Element) -> _Ending:
        if self._holders:
            return self._boundary(element)
        self._flush_loose()
        self._texts.append(TextBuilder())

        def end() -> None:
            if self._texts:
                self.parts.append(Heading(int(element.tag[1]), self._texts.pop().build()))

        return end

    def _block(self, element: Element) -> _Ending:
        if self._holders:
            return self._boundary(element)
        self._flush_loose()
        self._texts.append(TextBuilder())
        return self._flush_loose

    def _boundary(self, _element: Element) -> _Ending:
        if self._holders:
            builder = self._texts[-1]
            builder.break_line()
            return builder.break_line
        self._flush_loose()
        return self._flush_loose

    def _line_break(self, _element: Element) -> None:
        if self._texts:
            self._texts[-1].break_line()

    def _quote(self, element: Element) -> _Ending:
        boundary = self._boundary(element)
        self._quotes += 1

        def end() -> None:
            boundary()
            self._quotes -= 1

        return end

    def _link(self, element: Element) -> _Ending | None:
        # Only links titled `wikilink` are links between pages; images are titled `fig:…`.
        if element.get("title") != "wikilink":
            return None
        builder = self._builder()
        builder.open_link(forget_line_marks(element.get("href") or ""), self._line)
        return lambda: self.links.append(builder.close_link(self._line, self._target))

    def _target(self, destination: str) -> Target | None:
        target = parse_destination(destination, self._language)
        return resolve(self._titles, target, self._language) if self._titles and target else target

    def _bold(self, _element: Element) -> _Ending:
        builder = self._builder()
        builder.open_bold(self._line)
        return lambda: builder.close_bold(self._line)

    # Lists. A list inside a cell is lines of the cell's text, as its author meant it.

    def _list(self, element: Element) -> _Ending:
        if self._tables and self._holders:
            return self._boundary(element)
        self._flush_loose()
        outer = self._lists[-1] if self._lists else None
        opened = _OpenList(
            first=self._line,
            ordered=element.tag == "ol",
            items=outer.items if outer else [],
            depth=outer.depth + 1 if outer else 1,
        )
        self._lists.append(opened)

        def end() -> None:
            self._lists.pop()
            if not outer and opened.items:
                last = max(opened.first, *(item.lines.last for item in opened.items))
                self.parts.append(ItemList(tuple(opened.items), opened.ordered, Lines(opened.first, last)))

        return end

    def _item(self, element: Element) -> _Ending:
        if not self._lists or (self._tables and self._holders):
            return self._boundary(element)
        opened, first = self._lists[-1], self._line
        # The item's place is kept now: its nested items are finished before it is.
        place = len(opened.items)
        opened.items.append(_UNFINISHED)
        builder = self._open_holder()

        def end() -> None:
            self._close_holder()
            text = builder.build(self._lines(first, first) if builder.is_empty else None)
            lines = self._lines(min(first, text.lines.first), max(first, text.lines.last))
            opened.items[place] = Item(text, opened.depth, lines)

        return end

    # Tables.

    def _table(self, element: Element) -> _Ending:
        self._flush_loose()
        opened = _OpenTable(self._line)
        self._tables.append(opened)

        def end() -> None:
            self._tables.pop()
            self._end_row(opened, opened.first)
            if opened.rows:
                lines = self._lines(opened.first, max(opened.first, self._last_line(element)))
                self.parts.append(Table(opened.caption, tuple(opened.rows), lines))
            elif opened.caption:
                self.parts.append(Paragraph(opened.caption, quoted=self._quotes > 0))

        return end

    def _picture(self, element: Element) -> None:
        self._not_text(element.get("alt") or "", self._lines(self._line, self._line))

    def _code(self, element: Element) -> None:
        # What stands behind the fence: its first word, and the rest.
        language = (element.get("class") or "").removeprefix("language-")
        rest = element.get("data-meta") or ""
        self._not_text(f"{language} {rest}", self._lines(self._line, self._line))

    def _caption(self, element: Element) -> _Ending:
        if not self._tables:
            return self._block(element)
        builder = self._open_holder()

        def end() -> None:
            self._close_holder()
            if self._tables and not builder.is_empty:
                self._tables[-1].caption = builder.build()

        return end

    def _head(self, _element: Element) -> _Ending | None:
        if not self._tables:
            return None
        table = self._tables[-1]
        table.in_head = True
        body_end = self._body(_element)

        def end() -> None:
            table.in_head = False
            if body_end:
                body_end()

        return end

    def _body(self, _element: Element) -> _Ending | None:
        """A row group begins: spans end with the group that they began in."""
        if not self._tables:
            return None
        table = self._tables[-1]
        table.group += 1

        def end() -> None:
            table.group += 1

        return end

    def _row(self, element: Element) -> _Ending | None:
        if not self._tables:
            return None
        table, first = self._tables[-1], self._line
        self._end_row(table, first)

        def end() -> None:
            lines = self._lines(first, max(first, self._last_line(element)))
            table.rows.append(Row(tuple(table.cells), table.in_head, lines, table.group))
            table.cells = []

        return end

    def _end_row(self, table: _OpenTable, last: int) -> None:
        """Cells that stand in no row are one."""
        if table.cells:
            lines = self._lines(table.cells[0].lines.first, max(last, table.cells[-1].lines.last))
            table.rows.append(Row(tuple(table.cells), table.in_head, lines, table.group))
            table.cells = []

    def _cell(self, element: Element) -> _Ending:
        table = self._tables[-1] if self._tables else None
        builder, first = self._open_holder(), self._line

        def end() -> None:
            self._close_holder()
            lines = self._lines(first, max(first, self._last_line(element)))
            if table:
                table.cells.append(
                    Cell(
                        content=builder.build(lines),
                        is_header=element.tag == "th",
                        rowspan=self._span(element, "rowspan", _MAX_ROWSPAN, lines),
                        colspan=self._span(element, "colspan", _MAX_COLSPAN, lines),
                        lines=lines,
                        scope=(element.get("scope") or "").strip().lower(),
                    )
                )
            elif not builder.is_empty:  # a cell outside any table is a paragraph
                self.parts.append(Paragraph(builder.build(lines), quoted=self._quotes > 0))

        return end

    def _last_line(self, element: Element) -> int:
        """Where a table's part ends. In a Markdown table, `3:1-5:41`, newlines between tags are the renderer's own."""
        position = element.get("data-sourcepos")
        return (
            self._line if position is None else int(position[position.index("-") + 1 : position.rindex(":")])
        )

    def _span(self, element: Element, name: str, most: int, lines: Lines) -> int:
        written = element.get(name)
        if written is None:
            return 1
        digits = written.strip()
        if not digits.isascii() or not digits.isdigit():
            return 1
        if len(digits) > len(str(most)) or int(digits) > most:
            mend = f"give the true span; HTML allows {most} at most"
            self.notes.append(Note(Code.SPAN_OUT_OF_RANGE, lines, f'{name}="{digits[:_QUOTE]}"', mend))
            return most
        return int(digits)


_Handler = Callable[[BlockReader, Element], _Ending | None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockReader._heading),
    **dict.fromkeys(("div", "center", "pre", "hr", "section"), BlockReader._boundary),
    **dict.fromkeys(("ul", "ol", "dl"), BlockReader._list),
    **dict.fromkeys(("li", "dt", "dd"), BlockReader._item),
    **dict.fromkeys(("td", "th"), BlockReader._cell),
    **dict.fromkeys(("b", "strong"), BlockReader._bold),
    "p": BlockReader._block,
    "br": BlockReader._line_break,
    "img": BlockReader._picture,
    "code": BlockReader._code,
    "blockquote": BlockReader._quote,
    "a": BlockReader._link,
    "table": BlockReader._table,
    "caption": BlockReader._caption,
    "thead": BlockReader._head,
    "tbody": BlockReader._body,
    "tfoot": BlockReader._body,
    "tr": BlockReader._row,
}

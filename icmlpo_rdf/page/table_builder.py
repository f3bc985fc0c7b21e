"""Tables under construction: rows and cells as they are written, with their spans."""

from __future__ import annotations

from msgspec import Struct, field

from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.document import Cell, Field, Infobox, Paragraph, Row, Table
from icmlpo_rdf.page.text import Text
from icmlpo_rdf.page.text_flow import TextFlow
from icmlpo_rdf.spans import Span

__all__ = ["TableBuilder"]

# https://html.spec.whatwg.org/multipage/tables.html#attributes-common-to-td-and-th-elements
_MAX_COLSPAN = 1_000
_MAX_ROWSPAN = 65_534


class _OpenTable(Struct):
    begin: int
    rows: list[Row] = []
    cells: list[Cell] = []
    in_head: bool = False
    group: int = 0
    caption: Text | None = None


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


class TableBuilder(TextFlow, eq=False):
    """Collects tables besides."""

    spans_are_known: bool = True
    """The form keeps rowspans and colspans, so that no cell can have slid."""
    _tables: list[_OpenTable] = field(default_factory=list)
    _spans_told: set[str] = field(default_factory=set)

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
                self.parts.append(Table(opened.caption, tuple(opened.rows), span, self.spans_are_known))
            elif opened.caption:
                self.parts.append(Paragraph(opened.caption, quoted=self._quotes > 0))

        self._begin(end)

    def caption(self, at: int) -> None:
        """A table's caption."""
        if not self._tables:
            self.paragraph(at)
            return
        self._count(at)
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

    def cell(self, at: int, is_header: bool, rowspan: str = "", colspan: str = "", scope: str = "") -> None:
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
                    self._span(rowspan, "rowspan", _MAX_ROWSPAN, span) if rowspan else 1,
                    self._span(colspan, "colspan", _MAX_COLSPAN, span) if colspan else 1,
                    span,
                    scope.strip().lower() if scope else "",
                )
            )

        self._begin(end)

    def _span(self, written: str, name: str, most: int, span: Span) -> int:
        """A span as HTML's rules for parsing non-negative integers say: `2;` is 2.

        https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-non-negative-integers
        """
        text = written.strip(" \t\n\f\r").removeprefix("+")
        digits = text[: len(text) - len(text.lstrip("0123456789"))]
        if not digits:
            return 1
        if len(digits) > len(str(most)) + 8 or int(digits) > most:
            if name not in self._spans_told:
                self._spans_told.add(name)
                mend = f"give the true span; HTML allows {most} at most"
                self.note(Code.SPAN_OUT_OF_RANGE, span, f'{name}="{digits}"', mend)
            return most
        return int(digits)

"""Tables that kept their spans, with each spanning cell in all the rows and columns that it covers."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.page import Cell, Row, Table, Text, grid_of
from icmlpo_rdf.spans import Span

__all__ = ["SpannedTable", "spanned_table"]


class SpannedTable(Struct, frozen=True):
    """A table as it is seen, beside what was written."""

    table: Table
    written: dict[int, Row]
    """For each row of `table`, by its identity, the row as it was written; nothing in a table without spans."""

    slots: dict[int, tuple[Cell | None, ...]]
    """The same for the cells in all columns that they cover, without the blanks that `table` has for the further ones."""

    def across(self, row: Row) -> tuple[Cell | None, ...]:
        """The cell over each column, also one that began in a column before: a mark across two meetings."""
        return self.slots.get(id(row), row.cells)

    def written_cells(self, row: Row) -> int:
        """How many cells a row was written with: what the coverage counts."""
        return len(self.written.get(id(row), row).cells)

    def is_own(self, row: Row, cell: Cell) -> bool:
        """True when a cell was written in this row, and does not reach down from one above."""
        return not self.written or any(cell is one for one in self.written[id(row)].cells)


def spanned_table(table: Table) -> SpannedTable:
    """Return the table with its spans resolved; one without spans is returned as it is.

    A cell stands in each row that it covers. Of the columns that it covers it stands in all where it is a
    header, and in the first where it is not: a name written across two columns is not said twice. A row's
    lines then begin with those of the first row that it shares a cell with.

    The dumps that we know lost all spans (docs/pages.md, 11); other dumps have them.
    """
    if not any(cell.rowspan != 1 or cell.colspan != 1 for row in table.rows for cell in row.cells):
        return SpannedTable(table, {}, {})
    grid = grid_of(table)
    if grid.cut:
        return SpannedTable(table, {}, {})
    begins = {id(cell): row.span.begin for row in table.rows for cell in row.cells}
    rows = [_seen(row, slots, begins) for row, slots in zip(table.rows, grid.slots, strict=True)]
    written = {id(seen): row for seen, row in zip(rows, table.rows, strict=True)}
    slots = {id(seen): line for seen, line in zip(rows, grid.slots, strict=True)}
    return SpannedTable(replace(table, rows=tuple(rows)), written, slots)


def _seen(row: Row, slots: tuple[Cell | None, ...], begins: dict[int, int]) -> Row:
    header = row.in_head or all(cell.heads_column for cell in row.cells)
    blank = Cell(Text("", (), (), row.span), is_header=header, rowspan=1, colspan=1, span=row.span)
    cells: list[Cell] = []
    for index, cell in enumerate(slots):
        again = index > 0 and cell is slots[index - 1] and not header
        cells.append(blank if cell is None or again else cell)
    first = min(begins.get(id(cell), row.span.begin) for cell in (*cells, blank))
    return replace(row, cells=tuple(cells), span=Span(first, row.span.end))

"""A table's cells in their slots: rowspan and colspan honoured, where a dump still has them.

https://html.spec.whatwg.org/multipage/tables.html#forming-a-table
"""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.page.document import Cell, Row, Table

__all__ = ["Grid", "grid_of"]

_SLOTS_A_CELL = 32
"""A table that has more slots than so many for each of its cells and rows was made by no person. In it no cell is taken for wider
than the row of most cells has cells; if it has too many then, spans are not honoured. So time stays linear in the cells."""

_Below = dict[int, list[tuple[Cell, int]]]
"""For each column the cells that reach down into it, the first written first, and the row where each ends."""


class Grid(Struct, frozen=True):
    """A table as it is seen."""

    width: int
    slots: tuple[tuple[Cell | None, ...], ...]
    """For each row of the table its slots; a cell that spans several stands in each of them. None: no cell."""
    cut: bool = False
    """True when the spans ask for more than any real table, and were not honoured."""


def grid_of(table: Table) -> Grid:
    """Return the table's cells in their slots, by the algorithm for forming a table of the HTML standard.

    A cell that overlaps another leaves it its slots (a table model error, which the standard lets both have).
    """
    if not any(cell.rowspan != 1 or cell.colspan != 1 for row in table.rows for cell in row.cells):
        return _as_written(table, cut=False)
    groups = _groups(table.rows)
    most = _most_slots(table)
    widest = max(len(row.cells) for row in table.rows)
    for colspan in (most, widest):
        if (rows := _formed(groups, colspan, most)) is not None:
            width = max(map(len, rows), default=0)
            return Grid(width, tuple((*line, *[None] * (width - len(line))) for line in rows))
    return _as_written(table, cut=True)


def _as_written(table: Table, *, cut: bool) -> Grid:
    width = max((len(row.cells) for row in table.rows), default=0)
    if cut or width * len(table.rows) > _most_slots(table):
        return Grid(width, tuple(row.cells for row in table.rows), cut=True)
    return Grid(width, tuple((*row.cells, *[None] * (width - len(row.cells))) for row in table.rows))


def _most_slots(table: Table) -> int:
    return _SLOTS_A_CELL * sum(len(row.cells) + 1 for row in table.rows)


def _formed(groups: list[list[Row]], widest: int, most: int) -> list[list[Cell | None]] | None:
    """The rows' slots, with no cell wider than `widest`; None where they are more than `most`."""
    asked = sum(min(cell.colspan, widest) for group in groups for row in group for cell in row.cells)
    rows: list[list[Cell | None]] = []
    for group in groups:
        below: _Below = {}
        for number, row in enumerate(group):
            if asked > most:
                return None
            line, handed_down = _place(row, below, number, len(group), widest)
            asked += handed_down
            rows.append(line)
    return None if max(map(len, rows), default=0) * len(rows) > most else rows


def _groups(rows: tuple[Row, ...]) -> list[list[Row]]:
    """The rows by row group: a span ends with the group that it began in."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and groups[-1][-1].group == row.group:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _place(row: Row, below: _Below, number: int, end: int, widest: int) -> tuple[list[Cell | None], int]:
    """One row's slots, and how many the rows above hand down, those that two hand down counted twice.

    Args:
        row: the row as written.
        below: what the rows above hand down; this row's cells are added to it.
        number: the row's number in its group.
        end: how many rows the group has; a rowspan of 0 reaches there.
        widest: as wide a cell may be.
    """
    line: dict[int, Cell] = {}
    handed_down = 0
    for column in list(below):
        cells = below[column] = [(cell, until) for cell, until in below[column] if until > number]
        if cells:
            line[column] = cells[0][0]
            handed_down += len(cells)
        else:
            del below[column]
    column = 0
    for cell in row.cells:
        while column in line:
            column += 1
        until = min(number + cell.rowspan, end) if cell.rowspan else end
        for covered in range(column, column + max(min(cell.colspan, widest), 1)):
            line.setdefault(covered, cell)
            if until > number + 1:
                below.setdefault(covered, []).append((cell, until))
        column += 1
    return [line.get(index) for index in range(max(line, default=-1) + 1)], handed_down

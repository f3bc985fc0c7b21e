"""A table's cells in their slots: rowspan and colspan honoured, where a dump still has them.

https://html.spec.whatwg.org/multipage/tables.html#forming-a-table
"""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.page.document import Cell, Row, Table

__all__ = ["Grid", "grid_of"]

_MAX_WIDTH = 1_000
_MAX_SLOTS = 100_000
"""What is larger is no table that a person made: spans are not honoured there, so that time stays linear."""

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
    rows: list[list[Cell | None]] = []
    covered = 0
    for group in _groups(table.rows):
        below: _Below = {}
        for number, row in enumerate(group):
            line, reach = _place(row, below, number, len(group))
            covered += reach
            if covered > _MAX_SLOTS or len(line) > _MAX_WIDTH:
                return _as_written(table, cut=True)
            rows.append(line)
    width = max((len(line) for line in rows), default=0)
    if width * len(rows) > _MAX_SLOTS:
        return _as_written(table, cut=True)
    return Grid(width, tuple((*line, *[None] * (width - len(line))) for line in rows))


def _as_written(table: Table, *, cut: bool) -> Grid:
    width = max((len(row.cells) for row in table.rows), default=0)
    if width * len(table.rows) > _MAX_SLOTS:
        return Grid(width, tuple(row.cells for row in table.rows), cut=True)
    return Grid(width, tuple((*row.cells, *[None] * (width - len(row.cells))) for row in table.rows), cut)


def _groups(rows: tuple[Row, ...]) -> list[list[Row]]:
    """The rows by row group: a span ends with the group that it began in."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and groups[-1][-1].group == row.group:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _place(row: Row, below: _Below, number: int, end: int) -> tuple[list[Cell | None], int]:
    """One row's slots, and how many slots its own cells ask for in this row and for those below.

    Args:
        row: the row as written.
        below: what the rows above hand down; this row's cells are added to it.
        number: the row's number in its group.
        end: how many rows the group has; a rowspan of 0 reaches there.
    """
    line: dict[int, Cell] = {}
    for column in list(below):
        cells = below[column] = [(cell, until) for cell, until in below[column] if until > number]
        if cells:
            line[column] = cells[0][0]
        else:
            del below[column]
    column = 0
    reach = len(line)
    for cell in row.cells:
        while column in line:
            column += 1
        until = min(number + cell.rowspan, end) if cell.rowspan else end
        for covered in range(column, min(column + max(cell.colspan, 1), _MAX_WIDTH + 1)):
            line.setdefault(covered, cell)
            reach += 1
            if until > number + 1:
                below.setdefault(covered, []).append((cell, until))
        column += 1
    return [line.get(index) for index in range(max(line, default=-1) + 1)], reach

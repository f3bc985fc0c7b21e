"""Tables that stand side by side in one: their headers come again."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.page import Table

__all__ = ["side_by_side"]


def side_by_side(table: Table, columns: Columns) -> list[Table]:
    """Return the tables of which one is made up: 国家 | 加入年份 | 国家 | 加入年份 is two, side by side."""
    headers, width = columns.headers, len(columns.headers)
    if not any(headers) or len(columns.header_rows) != 1:
        return [table]
    for period in range(1, width // 2 + 1):
        repeats = width % period == 0 and headers == headers[:period] * (width // period)
        if repeats and all(headers[:period]):
            if any(len(row.cells) != width for row in table.rows):
                return [table]
            return [
                replace(
                    table,
                    rows=tuple(replace(row, cells=row.cells[at : at + period]) for row in table.rows),
                )
                for at in range(0, width, period)
            ]
    return [table]

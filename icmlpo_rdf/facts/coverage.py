"""The coverage: each cell and item of a page is used by a fact or stands in the report."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Coverage, Purpose, Reading
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Row, Table

__all__ = ["QUOTE", "RowCoverage", "one_reading", "text_of_row", "text_of_table", "unused_table"]

QUOTE = 80
"""Characters of a row or item that a note quotes."""


def text_of_row(row: Row) -> str:
    """Return a row in one line, shortened; nothing for an empty one."""
    if row.is_empty:
        return ""
    return " | ".join(cell.content.text.replace("\n", " ")[:QUOTE] for cell in row.cells[:QUOTE])[:QUOTE]


def text_of_table(table: Table) -> str:
    """Return what tells a table from others: its caption, else its first row."""
    return clean_text(table.caption.text)[:QUOTE] if table.caption else text_of_row(table.rows[0])


class RowCoverage:
    """Counts a table's rows and cells while it is read. A row's blank cells go with its row."""

    def __init__(self, seen: SpannedTable) -> None:
        self._seen = seen
        self._used_rows = 0
        self._unused_rows = 0
        self._used_cells = 0
        self.shifted = 0
        self.notes: list[Note] = []

    def use_header(self, *rows: Row) -> None:
        """The header's cells told the roles; a header is no row of facts."""
        self._used_cells += sum(self._seen.written_cells(row) for row in rows)

    def use(self, row: Row, unread: int = 0) -> None:
        """A row that gave facts, or that says what the rows after it belong to; `unread` of its cells were not read."""
        self._used_rows += 1
        self._used_cells += max(0, self._seen.written_cells(row) - unread)

    def report(self, row: Row, code: Code) -> None:
        """A row that gave nothing, and why."""
        self._unused_rows += 1
        self.remark(row, code)

    def remark(self, row: Row, code: Code) -> None:
        """A row of which something was not understood."""
        self.notes.append(Note(code, row.span, text_of_row(row)))

    def reading(self, context: Context, purpose: Purpose, columns: Sequence[str]) -> Reading:
        """How the table was read."""
        table = self._seen.table
        cells = sum(self._seen.written_cells(row) for row in table.rows)
        return Reading(
            kind="table",
            span=table.span,
            under=context.under,
            purpose=purpose,
            columns=tuple(columns),
            used=self._used_rows,
            unused=self._unused_rows,
            coverage=Coverage(self._used_cells, cells - self._used_cells),
            shifted=self.shifted,
            because=context.because,
        )


def one_reading(parts: Sequence[Reading]) -> Reading:
    """Return how a table was read of which each part was read as a table of its own; the parts share its rows."""
    read = next((part for part in parts if part.purpose is not Purpose.NONE), parts[0])
    rows = max(part.used + part.unused for part in parts)
    used = max(part.used for part in parts)
    return replace(
        read,
        columns=tuple(column for part in parts for column in part.columns),
        used=used,
        unused=rows - used,
        coverage=Coverage(
            sum(part.coverage.used for part in parts), sum(part.coverage.reported for part in parts)
        ),
        shifted=max(part.shifted for part in parts),
    )


def unused_table(table: Table, under: str, because: str = "") -> Reading:
    """Return the reading of a table that was not read at all."""
    cells = sum(len(row.cells) for row in table.rows)
    return Reading(
        "table", table.span, under, Purpose.NONE, (), 0, len(table.rows), Coverage(0, cells), because=because
    )

"""A table under reading: what its readers share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import RowCoverage
from icmlpo_rdf.facts.model import Purpose
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.tables.aligner import Placed, align
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Cell, Row, Section
from icmlpo_rdf.spans import Span

__all__ = ["TableView", "unread_columns"]


class TableView(Struct, frozen=True):
    """A table with its columns, what stands above it, and where its facts and notes go."""

    seen: SpannedTable
    columns: Columns
    section: Section
    context: Context
    lexicon: Lexicon
    is_series: bool
    """True when the page's title is that of a series of meetings."""
    found: Found
    coverage: RowCoverage

    @property
    def tells_of_meetings(self) -> bool:
        """True where the page, a heading or the caption speaks of meetings or of those who came."""
        return self.is_series or self.context.meetings or self.context.attended

    def rows(self) -> Iterator[Row]:
        """Yield the rows that may say something; header rows and empty ones are accounted for."""
        self.coverage.use_header(*self.columns.header_rows)
        headers = set(self.columns.headers)
        for row in self.columns.rows:
            if row.is_empty:
                self.coverage.report(row, Code.ROW_EMPTY)
            elif headers and headers.issuperset(_texts_of(row)):
                self.coverage.use(row)
            else:
                yield row

    def placed(self, roles: Sequence[ColumnRole], who: frozenset[int]) -> Iterator[tuple[Row, Placed | None]]:
        """Yield these rows with their cells by column; None where they cannot be placed."""
        rows = list(self.rows())
        if self.seen.table.spans_are_known and not any(len(row.cells) > len(roles) for row in rows):
            # Nothing has slid: cells stand where they stand.
            for row in rows:
                missing = (None,) * (len(roles) - len(row.cells))
                yield row, Placed(row, (*row.cells, *missing), frozenset())
            return
        yield from zip(rows, align(rows, roles, who, self.lexicon), strict=True)

    def use(self, placed: Placed, roles: Sequence[ColumnRole], read: frozenset[ColumnRole]) -> None:
        """A row that gave facts; its cells in columns of other roles than those in `read` gave none."""
        unread = [
            cell
            for cell, role in zip(placed.cells, roles, strict=True)
            if cell is not None and role not in read
        ]
        self.use_but(placed.row, unread)
        self.coverage.shifted += placed.is_shifted

    def use_but(self, row: Row, unread: Sequence[Cell]) -> None:
        """A row that gave facts, all but these cells of it; a cell is counted in the row it is written in."""
        said = [cell for cell in unread if not cell.content.is_empty and self.seen.is_own(row, cell)]
        self.coverage.use(row, len(said))

    def header_over(self, index: int) -> tuple[Span, ...]:
        """Return where the header cell stands over a column, which says what is under it; nothing where there is none."""
        return tuple(cell.span for cell in self.columns.header_cells[index : index + 1])

    def finish(self, purpose: Purpose, columns: Sequence[str], unread: Sequence[int] = ()) -> None:
        """Hand over the notes and how the table was read; `unread` are the columns that were not."""
        for index in unread:
            name = self.columns.headers[index] if index < len(self.columns.headers) else ""
            self.found.notes.append(
                Note(Code.COLUMN_NOT_READ, self.seen.table.span, name or f"column {index + 1}")
            )
        self.found.notes.extend(self.coverage.notes)
        self.found.readings.append(self.coverage.reading(self.context, purpose, columns))


def unread_columns(roles: Sequence[ColumnRole], read: frozenset[ColumnRole]) -> list[int]:
    """Return the columns whose role is not among those that were read."""
    return [index for index, role in enumerate(roles) if role not in read]


def _texts_of(row: Row) -> Iterator[str]:
    return filter(None, (clean_text(cell.content.text) for cell in row.cells))

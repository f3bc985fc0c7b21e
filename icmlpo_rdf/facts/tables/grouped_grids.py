"""Tables of nothing but names under rows of headers that span several columns: 成员国, and below these 准成员 | 观察员."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import RowCoverage
from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading
from icmlpo_rdf.facts.model import Purpose
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.statements import Around, Found, state
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row

__all__ = ["read_grouped"]

_ALIKE, _LEAST_CELLS = 0.8, 4


class _Grouped(Struct):
    """The rows of a table: those of names with the context over each column, and those that give no names."""

    names: list[tuple[Row, Sequence[Context | None]]] = []
    others: list[Row] = []

    def cells(self) -> Iterator[tuple[Row, Cell, Context]]:
        """Yield the cells of names with their row and with what their header says."""
        for row, contexts in self.names:
            for cell, here in zip(row.cells, contexts, strict=False):
                if here is not None and not cell.content.is_empty:
                    yield row, cell, here


def read_grouped(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table of countries or organizations under headers that part it; return whether it is one."""
    if not context.members or not _has_wide_header(seen):
        return False
    grouped = _grouped(seen, context, lexicon)
    if grouped is None or not _are_alike(grouped, lexicon):
        return False
    coverage = RowCoverage(seen)
    for row in grouped.others:
        coverage.report(row, Code.ROW_EMPTY if row.is_empty else Code.ROW_NOT_UNDERSTOOD)
    for row, _ in grouped.names:
        coverage.use(row)
    for row, cell, here in grouped.cells():
        for entry in read_names(cell.content, lexicon, cell.span) or ():
            found.statements += state(entry, here, lexicon, row.span, Around(kind=here.kind))[0]
    found.notes.extend(coverage.notes)
    width = max(len(row.cells) for row in seen.table.rows)
    found.readings.append(coverage.reading(context, Purpose.MEMBERS, ["name"] * width))
    return True


def _has_wide_header(seen: SpannedTable) -> bool:
    """True where a header heads several columns, as its span as written says."""
    return bool(seen.written) and any(
        cell.is_header and cell.colspan > 1 for row in seen.table.rows for cell in row.cells
    )


def _grouped(seen: SpannedTable, context: Context, lexicon: Lexicon) -> _Grouped | None:
    """The rows under their headers; None where a header does not say which members stand under it."""
    grouped = _Grouped()
    contexts: Sequence[Context | None] = [context] * max(len(row.cells) for row in seen.table.rows)
    for row in seen.table.rows:
        filled = [cell for cell in row.cells if not cell.content.is_empty]
        if filled and all(cell.is_header for cell in filled):
            contexts = [_under(cell, context, lexicon) for cell in row.cells]
            if not any(contexts):
                return None
        elif len(filled) == 1 and filled[0].colspan > 1:
            grouped.others.append(row)  # what is said of all of them, across the table
        elif filled:
            grouped.names.append((row, contexts))
        else:
            grouped.others.append(row)
    return grouped


def _under(header: Cell, context: Context, lexicon: Lexicon) -> Context | None:
    members = parse_members_heading(clean_text(header.content.text), lexicon)
    if members is None:
        region = region_of(header.content, lexicon)
        return replace(context, region=region) if region else None
    return replace(
        context,
        standing=members.standing,
        kind=members.kind or context.kind,
        said_at=(*context.said_at, header.span),
    )


def _are_alike(grouped: _Grouped, lexicon: Lexicon) -> bool:
    """True where nearly all cells are countries or organizations, and each is a name."""
    cells = [cell for _, cell, _ in grouped.cells()]
    if len(cells) < _LEAST_CELLS or not all(read_names(one.content, lexicon, one.span) for one in cells):
        return False
    all_features = [features_of(cell, lexicon) for cell in cells]
    alike = sum(features.country or features.organization for features in all_features)
    return alike >= _ALIKE * len(all_features)

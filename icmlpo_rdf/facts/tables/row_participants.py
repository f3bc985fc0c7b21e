"""Who took part in a meeting, as the row lists them that tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Kind, Meeting, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import Entry
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.tables.header_countries import country_of
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row

__all__ = ["read_participants"]


def read_participants(
    row: Row, meeting: Meeting, cells: Sequence[Cell | None], view: TableView, roles: Sequence[ColumnRole]
) -> list[Statement]:
    """Return who took part, as the row's own cells list them; one that is not understood is remarked on.

    Args:
        row: the row.
        meeting: the meeting that it tells of.
        cells: the row's cells, one a column.
        view: the table.
        roles: the columns' roles.
    """
    columns = [index for index, role in enumerate(roles) if role is ColumnRole.PARTICIPANTS]
    headed = 0
    statements: list[Statement] = []
    for index in columns:
        cell = cells[index]
        if ColumnRole.PARTICIPANTS in view.columns.candidates[index]:
            headed = index  # else the header of the one before it heads this one too
        if cell is None or cell.content.is_empty:
            continue
        entries = read_names(cell.content, view.lexicon, cell.span)
        if entries is None:
            if clean_text(cell.content.text).lower() not in view.lexicon.not_names:
                view.coverage.remark(row, Code.NAME_NOT_UNDERSTOOD)
            continue
        attended, kind = _under_header(headed, meeting, view)
        sent_by = country_of(view.columns.header_cells[index], view.lexicon) if view.columns.headers else None
        around = Around(kind=Kind.PERSON, on_behalf_of=sent_by) if sent_by else Around(kind=kind)
        if sent_by and entries:
            statements += state(Entry(sent_by), attended, view.lexicon, row.span, Around(kind=Kind.COUNTRY))[
                0
            ]
        for entry in entries:
            statements += state(entry, attended, view.lexicon, row.span, around)[0]
    return statements


def _under_header(index: int, meeting: Meeting, view: TableView) -> tuple[Context, Kind | None]:
    """As what those came who stand under a header, and whether they are persons."""
    said = read_phrase(view.columns.headers[index], view.lexicon) if view.columns.headers else None
    is_guest = said is not None and said.standing is Standing.GUEST
    attended = Context(
        under=view.context.under,
        meeting=meeting,
        attended=True,
        standing=Standing.GUEST if is_guest else None,
        named_at=meeting.span,
        said_at=view.header_over(index),
    )
    # Guests of honour are persons.
    are_persons = (said is not None and said.kind is Kind.PERSON) or (view.lexicon.is_head_first and is_guest)
    return attended, Kind.PERSON if are_persons else None

"""Tables of lists of members under headers that only part them, each row of those who joined at one time: 创始成员 | …, 2008年 | …."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.content.rating import LEAST_SCORE
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import standing_in
from icmlpo_rdf.facts.model import Purpose, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import term_of
from icmlpo_rdf.facts.names.printed_names import Entry
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row

__all__ = ["find_dated_grid", "read_dated_grid"]

_LEAST_COLUMNS, _LEAST_ROWS = 2, 2
_MOST = 0.6


class _Head(Struct, frozen=True):
    """What the first cell of a row says of all named in it."""

    standing: Standing | None
    start: PartialDate | None
    end: PartialDate | None = None


def find_dated_grid(view: TableView) -> Sequence[tuple[Row, _Head]]:
    """Return the rows of such a table, each with what its first cell says; nothing where the table is another.

    No header may say what stands below it, and most names stand in lists: where each cell holds one, it may tell of the row's.
    """
    if not _is_of_members(view.context) or not _has_silent_headers(view.columns):
        return ()
    rows = [row for row in view.columns.rows if not row.is_empty]
    # What members of no told kind have done by years stands in such tables too; their terms are nothing else.
    are_terms = ColumnRole.TERM in view.columns.candidates[0]
    if (view.context.kind is None and not are_terms) and not any(
        standing_in(row.cells[0].content.text, view.lexicon) for row in rows
    ):
        return ()
    told = [
        (row, head)
        for row in rows
        if (head := _head_of(row.cells[0], view.lexicon, are_terms=are_terms)) is not None
    ]
    if len(told) < max(_LEAST_ROWS, _MOST * len(rows)):
        return ()
    return told if _hold_lists([cell for row in rows for cell in row.cells[1:]], view.lexicon) else ()


def _is_of_members(context: Context) -> bool:
    is_sure = context.words + context.profile >= LEAST_SCORE
    return context.members and not context.attended and is_sure


def _has_silent_headers(columns: Columns) -> bool:
    """True where no header behind the first says what stands below it."""
    return len(columns.headers) > _LEAST_COLUMNS and not any(columns.candidates[1:])


def _hold_lists(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """True for cells of nothing but names, most of them in lists."""
    named = [_names_in(cell, lexicon) for cell in cells if not _is_blank(cell)]
    listed = sum(len(names) for names in named if len(names) > 1)
    return bool(named) and all(named) and 2 * listed >= sum(map(len, named))


def _head_of(cell: Cell, lexicon: Lexicon, *, are_terms: bool) -> _Head | None:
    """When those of a row joined, or as what they are members; None where its first cell says neither."""
    text = clean_text(cell.content.text)
    if are_terms and (term := term_of(text))[0] is not None:
        return _Head(None, *term)
    date = parse_date(lexicon.joined.sub("", text).strip())
    if date is not None:
        return None if date.end else _Head(None, date.start)
    standing = standing_in(text, lexicon)
    return _Head(standing, None) if standing is not None else None


def _is_blank(cell: Cell) -> bool:
    return not any(map(str.isalnum, cell.content.text))


def _names_in(cell: Cell, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The names of a cell, where nearly all have a link; none where it holds anything else."""
    features = features_of(cell, lexicon)
    if features.number or features.date:
        return ()
    names = read_names(cell.content, lexicon, cell.span) or ()
    linked = sum(one.name.link is not None for one in names)
    return names if 2 * linked > len(names) else ()


def read_dated_grid(view: TableView, rows: Sequence[tuple[Row, _Head]]) -> None:
    """Read such a table."""
    heads = {id(row): head for row, head in rows}
    for row in view.rows():
        head = heads.get(id(row))
        if head is None:
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
        else:
            view.coverage.use(row)
            view.found.statements.extend(_stated(row, head, view))
    view.finish(Purpose.MEMBERS, ["start", *["name"] * (len(view.columns.headers) - 1)])


def _stated(row: Row, head: _Head, view: TableView) -> Iterator[Statement]:
    context: Context = view.context
    here = replace(
        context, standing=head.standing or context.standing, said_at=(*context.said_at, row.cells[0].span)
    )
    around = Around(kind=context.kind, start=head.start, end=head.end)
    for cell in row.cells[1:]:
        for entry in read_names(cell.content, view.lexicon, cell.span) or ():
            yield from state(entry, here, view.lexicon, row.span, around)[0]

"""Tables of who held each seat in the terms of an assembly: Congress | Class 1 | Class 2, a row a term, names in all other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from icmlpo_rdf.facts.content.rating import LEAST_SCORE
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind, Purpose
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import lines_of
from icmlpo_rdf.facts.names.printed_names import Entry
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Cell, Row

__all__ = ["find_seats_by_term", "read_seats_by_term"]

_MOSTLY = 0.8
_OF_TERMS = frozenset({ColumnRole.MEETING, ColumnRole.TERM, ColumnRole.YEAR, ColumnRole.ORDINAL})


def find_seats_by_term(view: TableView) -> Sequence[int]:
    """Return the columns of seats of such a table; nothing where it is another.

    One column tells the terms, and of no other does its header say more than whose seats these are; nearly all of their cells hold
    linked names and nothing else.
    """
    columns = view.columns
    if not _holds_persons(view.context):
        return ()
    terms = [at for at, roles in enumerate(columns.candidates) if _OF_TERMS & set(roles)]
    seats = [at for at, roles in enumerate(columns.candidates) if not roles or roles == (ColumnRole.PERSON,)]
    if len(terms) != 1 or not seats or len(terms) + len(seats) != len(columns.headers):
        return ()
    cells = [cell for row in columns.rows for cell in _under(row, seats)]
    return seats if _are_named(cells, view.lexicon) else ()


def _are_named(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """True where nearly all cells that hold anything hold linked names and nothing else."""
    filled = [cell for cell in cells if not _is_blank(cell, lexicon)]
    return bool(filled) and sum(_holds_names(cell, lexicon) for cell in filled) >= _MOSTLY * len(filled)


def _holds_persons(context: Context) -> bool:
    """True where the words above surely speak of persons who are members."""
    is_sure = context.words + context.profile >= LEAST_SCORE
    return context.members and not context.attended and context.kind is Kind.PERSON and is_sure


def _under(row: Row, columns: Sequence[int]) -> Iterator[Cell]:
    return (row.cells[at] for at in columns if at < len(row.cells))


def _is_blank(cell: Cell, lexicon: Lexicon) -> bool:
    text = cell.content.text.strip().lower()
    return not any(map(str.isalnum, text)) or text in lexicon.not_names


def _holds_names(cell: Cell, lexicon: Lexicon) -> bool:
    names = list(_names_in(cell, lexicon))
    return bool(names) and all(one.name.link for one in names)


def _names_in(cell: Cell, lexicon: Lexicon) -> Iterator[Entry]:
    lines = (read_names(line, lexicon, cell.span) or () for line in lines_of(cell.content))
    return chain.from_iterable(lines)


def read_seats_by_term(view: TableView, seats: Sequence[int]) -> None:
    """Read such a table; who holds a seat over several terms is stated once."""
    seen: set[int] = set()
    for row in view.rows():
        view.coverage.use(row)
        view.found.statements.extend(_of_row(row, seats, seen, view))
    view.finish(
        Purpose.MEMBERS, ["name" if at in seats else "term" for at in range(len(view.columns.headers))]
    )


def _of_row(row: Row, seats: Sequence[int], seen: set[int], view: TableView) -> Iterator[Statement]:
    for cell in _under(row, seats):
        if cell.span.begin in seen:
            continue
        seen.add(cell.span.begin)
        for entry in _names_in(cell, view.lexicon):
            yield from state(entry, view.context, view.lexicon, row.span, Around(kind=Kind.PERSON))[0]

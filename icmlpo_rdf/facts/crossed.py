"""Tables whose rows are meetings and whose columns are participants: a mark in a cell, or who came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.column_roles import ColumnRole
from icmlpo_rdf.facts.columns import cells_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.grids import country_of
from icmlpo_rdf.facts.matrices import Marks, are_marks, marks_of
from icmlpo_rdf.facts.meeting_tables import KEYS, tell_meeting
from icmlpo_rdf.facts.model import Kind, Meeting, Purpose
from icmlpo_rdf.facts.names import read_names
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.sheets import Sheet
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row
from icmlpo_rdf.spans import Span

__all__ = ["Crossed", "find_crossed", "read_crossed"]

_LEAST = 2
_WHERE = (ColumnRole.CITY, ColumnRole.HOST)
_TELL = frozenset({*KEYS, *_WHERE})


class Crossed(Struct, frozen=True):
    """Which columns tell the meeting, and which ones are whose."""

    roles: tuple[ColumnRole, ...]
    who: dict[int, Entry]
    kinds: dict[int, Kind]
    marked: bool
    """True where cells hold marks, False where they hold those who came."""


def find_crossed(sheet: Sheet) -> Crossed | None:
    """Return how a table crosses meetings and participants: 届 | 中国 | 日本, with marks or leaders under them.

    Every column but the meeting's own is headed by a country, or, over marks, by an organization.
    """
    columns, context = sheet.columns, sheet.context
    if len(columns.header_rows) != 1 or not (sheet.is_series or context.meetings or context.attended):
        return None
    roles = columns.resolve((*KEYS, *_WHERE))
    keys = [index for index, role in enumerate(roles) if role in KEYS]
    others = [
        index for index, role in enumerate(roles) if role is ColumnRole.UNKNOWN and columns.headers[index]
    ]
    if not keys or len(others) < _LEAST:
        return None
    who: dict[int, Entry] = {}
    kinds: dict[int, Kind] = {}
    for index in others:
        cell = columns.header_cells[index]
        if (country := country_of(cell, sheet.lexicon)) is not None:
            who[index], kinds[index] = Entry(country), Kind.COUNTRY
        elif sheet.lexicon.organization_ending.search(clean_text(cell.content.text)) and (
            names := read_names(cell.content, sheet.lexicon, cell.span)
        ):
            who[index], kinds[index] = names[0], Kind.ORGANIZATION
    if len(who) != len(others):
        return None
    marked = are_marks(columns, who)
    if not marked and (Kind.ORGANIZATION in kinds.values() or not _are_persons(sheet, who)):
        return None
    return Crossed(roles, who, kinds, marked)


def _are_persons(sheet: Sheet, under: Iterable[int]) -> bool:
    """True when the cells are names; where no word says that they took part, most of them must be linked."""
    cells = [
        cell
        for index in under
        for cell in cells_under(sheet.columns.rows, index)
        if not cell.content.is_empty
    ]
    linked = sum(1 for cell in cells if cell.content.links)
    return bool(cells) and (sheet.context.attended or 2 * linked >= len(cells))


def read_crossed(sheet: Sheet, crossed: Crossed) -> None:
    """Read the rows as meetings with those who took part.

    Rows of names that lack one are reported: where one leader's cell reached over several meetings and its
    span is lost, the others slid under other countries.
    """
    marks = marks_of(sheet, crossed.who)
    unread = [
        index for index, role in enumerate(crossed.roles) if role not in _TELL and index not in crossed.who
    ]
    for row in sheet.rows():
        told = None
        if len(row.cells) == len(crossed.roles):
            cells = {
                role: cell
                for role, cell in reversed(list(zip(crossed.roles, row.cells, strict=True)))
                if role in _TELL and not cell.content.is_empty
            }
            told = tell_meeting(row, cells, sheet.lexicon)
        if told is None:
            sheet.ledger.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        stated = (
            _marked(row, crossed, told.meeting, marks, sheet)
            if crossed.marked
            else _named(row, crossed, told.meeting, sheet)
        )
        if stated is None:
            sheet.ledger.report(row, Code.MARK_NOT_UNDERSTOOD if crossed.marked else Code.ROW_NOT_UNDERSTOOD)
            continue
        sheet.found.meetings[told.meeting] = None
        sheet.found.place_names.extend(told.places)
        sheet.found.statements.extend(stated)
        sheet.use_but(row, [row.cells[index] for index in unread])
    names = ["name" if index in crossed.who else role.value for index, role in enumerate(crossed.roles)]
    sheet.finish(Purpose.MATRIX, names, unread)


def _marked(
    row: Row, crossed: Crossed, meeting: Meeting, marks: Marks, sheet: Sheet
) -> list[Statement] | None:
    stated: list[Statement] = []
    for index, entry in crossed.who.items():
        mark = marks.of(row, index)
        if mark is None:
            return None
        if mark.there:
            here = replace(_attended(sheet, meeting), standing=mark.standing)
            around = Around(kind=crossed.kinds[index])
            stated += state(entry, here, sheet.lexicon, _head(sheet), around)[0]
    return stated


def _named(row: Row, crossed: Crossed, meeting: Meeting, sheet: Sheet) -> list[Statement] | None:
    here = _attended(sheet, meeting)
    stated: list[Statement] = []
    for index, country in crossed.who.items():
        persons = _persons(row.cells[index], sheet)
        if not persons:
            return None
        stated += state(country, here, sheet.lexicon, _head(sheet), Around(kind=Kind.COUNTRY))[0]
        for person in persons:
            stated += _of_country(person, country.name, here, row, sheet)
    return stated


def _persons(cell: Cell, sheet: Sheet) -> tuple[Entry, ...]:
    return read_names(cell.content, sheet.lexicon, cell.span) or ()


def _of_country(
    person: Entry, country: PrintedName, here: Context, row: Row, sheet: Sheet
) -> Iterator[Statement]:
    around = Around(kind=Kind.PERSON, on_behalf_of=country)
    yield from state(person, here, sheet.lexicon, row.span, around)[0]


def _attended(sheet: Sheet, meeting: Meeting) -> Context:
    """The context of a row's names and marks. The row tells the meeting; the header names those who sat in each column."""
    return Context(
        under=sheet.context.under,
        meeting=meeting,
        attended=True,
        within=sheet.seen.table.span,
        named_at=meeting.span,
        said_at=(*sheet.context.said_at, _head(sheet)),
    )


def _head(sheet: Sheet) -> Span:
    return sheet.columns.header_rows[0].span

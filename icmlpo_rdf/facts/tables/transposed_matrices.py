"""Tables whose rows are meetings and whose columns are participants: a mark in a cell, or who came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import filled_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind, Meeting, Purpose
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.tables.header_countries import country_of
from icmlpo_rdf.facts.tables.matrices import Marks, are_marks, marks_of
from icmlpo_rdf.facts.tables.meeting_rows import KEYS, ToldMeeting, tell_meeting
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row
from icmlpo_rdf.spans import Span

__all__ = ["TransposedMatrix", "find_transposed_matrix", "read_transposed_matrix"]

_LEAST = 2
_WHERE = (ColumnRole.CITY, ColumnRole.HOST)
_TELL = frozenset({*KEYS, *_WHERE})


class TransposedMatrix(Struct, frozen=True):
    """Which columns tell the meeting, and which ones are whose."""

    roles: tuple[ColumnRole, ...]
    who: dict[int, Entry]
    kinds: dict[int, Kind]
    marked: bool
    """True where cells hold marks, False where they hold those who came."""


def find_transposed_matrix(view: TableView) -> TransposedMatrix | None:
    """Return how a table crosses meetings and participants: 届 | 中国 | 日本, with marks or leaders under them.

    Every column but the meeting's own is headed by a country, or, over marks, by an organization.
    """
    columns = view.columns
    if len(columns.header_rows) != 1 or not view.tells_of_meetings:
        return None
    roles = columns.resolve((*KEYS, *_WHERE))
    others = [at for at, role in enumerate(roles) if role is ColumnRole.UNKNOWN and columns.headers[at]]
    if len(others) < _LEAST or set(KEYS).isdisjoint(roles):
        return None
    named = [_named_by(columns.header_cells[index], view.lexicon) for index in others]
    who = {index: one for index, one in zip(others, named, strict=True) if one}
    if len(who) != len(others):
        return None
    return _crossed(view, roles, who)


def _crossed(
    view: TableView, roles: tuple[ColumnRole, ...], who: dict[int, tuple[Entry, Kind]]
) -> TransposedMatrix | None:
    """How the columns cross the meetings: by marks, or, under countries, by the names of who came."""
    entries = {index: entry for index, (entry, _) in who.items()}
    kinds = {index: kind for index, (_, kind) in who.items()}
    if are_marks(view.columns, who, view.lexicon):
        return TransposedMatrix(roles, entries, kinds, marked=True)
    are_named = Kind.ORGANIZATION not in kinds.values() and _are_persons(view, who)
    return TransposedMatrix(roles, entries, kinds, marked=False) if are_named else None


def _named_by(cell: Cell, lexicon: Lexicon) -> tuple[Entry, Kind] | None:
    """The country or organization that is all that a header cell says."""
    if (country := country_of(cell, lexicon)) is not None:
        return Entry(country), Kind.COUNTRY
    if not lexicon.organization_ending(clean_text(cell.content.text)):
        return None
    names = read_names(cell.content, lexicon, cell.span)
    return (names[0], Kind.ORGANIZATION) if names else None


def _are_persons(view: TableView, under: Iterable[int]) -> bool:
    """True when the cells are names; where no word says that they took part, most of them must be linked."""
    cells = [cell for index in under for cell in filled_under(view.columns.rows, index)]
    linked = sum(1 for cell in cells if cell.content.links)
    return bool(cells) and (view.context.attended or 2 * linked >= len(cells))


def read_transposed_matrix(view: TableView, transposed: TransposedMatrix) -> None:
    """Read the rows as meetings with those who took part.

    Rows of names that lack one are reported: where one leader's cell reached over several meetings and its
    span is lost, the others slid under other countries.
    """
    marks = marks_of(view, transposed.who)
    unread = [
        index
        for index, role in enumerate(transposed.roles)
        if role not in _TELL and index not in transposed.who
    ]
    for row in view.rows():
        told = _told(row, transposed.roles, view.lexicon)
        if told is None:
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        if transposed.marked:
            stated = _marked(row, transposed, told.meeting, marks, view)
        else:
            stated = _named(row, transposed, told.meeting, view)
        if stated is None:
            code = Code.MARK_NOT_UNDERSTOOD if transposed.marked else Code.ROW_NOT_UNDERSTOOD
            view.coverage.report(row, code)
            continue
        view.found.meetings[told.meeting] = None
        view.found.place_names.extend(told.places)
        view.found.statements.extend(stated)
        view.use_but(row, [row.cells[index] for index in unread])
    names = ["name" if index in transposed.who else role.value for index, role in enumerate(transposed.roles)]
    view.finish(Purpose.MATRIX, names, unread)


def _told(row: Row, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> ToldMeeting | None:
    """The meeting that a row tells of; none where it lost a cell."""
    if len(row.cells) != len(roles):
        return None
    cells = {
        role: cell
        for role, cell in reversed(list(zip(roles, row.cells, strict=True)))
        if role in _TELL and not cell.content.is_empty
    }
    return tell_meeting(row, cells, lexicon)


def _marked(
    row: Row, transposed: TransposedMatrix, meeting: Meeting, marks: Marks, view: TableView
) -> list[Statement] | None:
    stated: list[Statement] = []
    for index, entry in transposed.who.items():
        mark = marks.of(row, index)
        if mark is None:
            return None
        if mark.there:
            here = replace(_attended(view, meeting), standing=mark.standing)
            around = Around(kind=transposed.kinds[index])
            stated += state(entry, here, view.lexicon, _head(view), around)[0]
    return stated


def _named(
    row: Row, transposed: TransposedMatrix, meeting: Meeting, view: TableView
) -> list[Statement] | None:
    here = _attended(view, meeting)
    stated: list[Statement] = []
    for index, country in transposed.who.items():
        persons = _persons(row.cells[index], view)
        if not persons:
            return None
        stated += state(country, here, view.lexicon, _head(view), Around(kind=Kind.COUNTRY))[0]
        for person in persons:
            stated += _of_country(person, country.name, here, row, view)
    return stated


def _persons(cell: Cell, view: TableView) -> tuple[Entry, ...]:
    return read_names(cell.content, view.lexicon, cell.span) or ()


def _of_country(
    person: Entry, country: PrintedName, here: Context, row: Row, view: TableView
) -> Iterator[Statement]:
    around = Around(kind=Kind.PERSON, on_behalf_of=country)
    yield from state(person, here, view.lexicon, row.span, around)[0]


def _attended(view: TableView, meeting: Meeting) -> Context:
    """The context of a row's names and marks. The row tells the meeting; the header names those who sat in each column."""
    return Context(
        under=view.context.under,
        meeting=meeting,
        attended=True,
        within=view.seen.table.span,
        named_at=meeting.span,
        said_at=(*view.context.said_at, _head(view)),
    )


def _head(view: TableView) -> Span:
    return view.columns.header_rows[0].span

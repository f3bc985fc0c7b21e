"""Tables in which each row is a meeting: its number, date, place, and who took part."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.aligner import Placed, align
from icmlpo_rdf.facts.columns import Columns
from icmlpo_rdf.facts.contexts import Context
from icmlpo_rdf.facts.dates import DateSpan, find_date, find_year, parse_date
from icmlpo_rdf.facts.ledger import RowLedger
from icmlpo_rdf.facts.lexicon import ColumnRole, Lexicon
from icmlpo_rdf.facts.model import Meeting, Purpose, WikiThing
from icmlpo_rdf.facts.names import PrintedName, clean_text, read_names
from icmlpo_rdf.facts.numerals import parse_numeral
from icmlpo_rdf.facts.statements import Found, Statement, state
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.page import Cell, Link, Row, Table, label_of
from icmlpo_rdf.report import Code

__all__ = ["find_meeting_roles", "read_meeting_table"]

_PREFERRED = (
    ColumnRole.ORDINAL,
    ColumnRole.YEAR,
    ColumnRole.DATE,
    ColumnRole.MEETING,
    ColumnRole.CITY,
    ColumnRole.HOST,
    ColumnRole.PARTICIPANTS,
    ColumnRole.COUNTRY,
)
_WHEN = (ColumnRole.DATE, ColumnRole.YEAR)
_KEYS = (ColumnRole.ORDINAL, ColumnRole.YEAR, ColumnRole.MEETING, ColumnRole.DATE)
_WHERE = (ColumnRole.CITY, ColumnRole.HOST, ColumnRole.COUNTRY)


def find_meeting_roles(
    columns: Columns, context: Context, *, is_series: bool
) -> tuple[ColumnRole, ...] | None:
    """Return the columns' roles when each row of the table is a meeting, else None.

    The page, a heading or the caption speaks of meetings, and the columns tell when each was held and
    at least one thing more of it.

    Args:
        columns: the table's columns.
        context: the words above it.
        is_series: the page's title is a series of meetings.
    """
    if not (is_series or context.meetings) or columns.blocked:
        return None
    roles = columns.resolve(_PREFERRED)
    if ColumnRole.ORGANIZATION in roles or any(roles.count(role) > 1 for role in _KEYS):
        return None
    told = {role for role in roles if role in _WHEN or role in _WHERE or role in _KEYS}
    keyed = any(role in roles for role in _WHEN) or (
        ColumnRole.MEETING in roles and ColumnRole.ORDINAL in roles
    )
    return roles if keyed and len(told) > 1 else None


def read_meeting_table(
    table: Table,
    columns: Columns,
    roles: tuple[ColumnRole, ...],
    context: Context,
    lexicon: Lexicon,
    found: Found,
) -> None:
    """Read a table whose rows are meetings."""
    ledger = RowLedger(table, context.under, context.because)
    ledger.use_header(*columns.header_rows)
    rows = [row for row in columns.rows if not row.is_empty]
    who = frozenset(index for index, role in enumerate(roles) if role in _WHEN)
    placed = iter(align(rows, roles, who, lexicon))
    above: list[Cell | None] = [None] * len(roles)
    last: Meeting | None = None
    for row in columns.rows:
        if row.is_empty:
            ledger.report(row, Code.ROW_EMPTY, "")
            continue
        place = next(placed)
        if {clean_text(cell.content.text) for cell in row.cells} - {""} <= set(columns.headers):
            ledger.use(row)
        elif place is None:
            ledger.report(row, Code.ROW_NOT_UNDERSTOOD)
        else:
            last = _read_row(place, roles, above, context, lexicon, ledger, found, last)
    found.notes.extend(ledger.notes)
    found.readings.append(ledger.reading(Purpose.MEETINGS, tuple(role.value for role in roles)))


def _read_row(
    placed: Placed,
    roles: tuple[ColumnRole, ...],
    above: list[Cell | None],
    context: Context,
    lexicon: Lexicon,
    ledger: RowLedger,
    found: Found,
    last: Meeting | None,
) -> Meeting | None:
    row = placed.row
    cells = [above[index] if index in placed.covered else cell for index, cell in enumerate(placed.cells)]
    if (
        roles
        and last is not None
        and all(index in placed.covered for index, role in enumerate(roles) if role in _KEYS)
    ):
        # Number and date are covered from above: more of the same meeting, such as its second city.
        ledger.report(row, Code.ROW_CONTINUES)
        return last
    above[:] = cells
    meeting, linked = _meeting(row, cells, roles, lexicon)
    if meeting is None:
        ledger.report(row, Code.ROW_NOT_UNDERSTOOD)
        return last
    attending = _participants(row, cells, roles, meeting, context, lexicon)
    if attending is None:
        ledger.remark(row, Code.NAME_NOT_UNDERSTOOD)
        attending = []
    if meeting not in found.meetings:
        found.meetings.append(meeting)
    found.place_names.extend(linked)
    found.statements.extend(attending)
    ledger.shifted += placed.is_shifted
    ledger.use(row)
    return meeting


def _of(cells: Sequence[Cell | None], roles: Sequence[ColumnRole], role: ColumnRole) -> Cell | None:
    for cell, one in zip(cells, roles, strict=True):
        if one is role and cell is not None and not cell.content.is_empty:
            return cell
    return None


def _meeting(
    row: Row, cells: Sequence[Cell | None], roles: Sequence[ColumnRole], lexicon: Lexicon
) -> tuple[Meeting | None, list[PrintedName]]:
    """The meeting that a row tells of, and its linked places."""
    by_role = {role: _of(cells, roles, role) for role in (*_KEYS, *_WHERE)}
    texts = {role: clean_text(cell.content.text).replace("\n", " ") for role, cell in by_role.items() if cell}
    linked = _own_page(by_role, lexicon)
    title = label_of(linked.title) if linked else ""
    ordinal = _ordinal(texts.get(ColumnRole.ORDINAL, "") or texts.get(ColumnRole.MEETING, ""), lexicon)
    year = find_year(texts.get(ColumnRole.YEAR, "")) or find_year(title)
    printed = texts.get(ColumnRole.DATE) or texts.get(ColumnRole.YEAR)
    span = _dates(texts.get(ColumnRole.DATE, ""), year) or parse_date(texts.get(ColumnRole.YEAR, ""))
    if span is None and year is None:
        year = find_year(texts.get(ColumnRole.MEETING, ""))
    year = span.start.year if span else year
    if year is None and ordinal is None:
        return None, []
    if not (linked or span or year):
        return None, []
    places: list[PrintedName] = []
    printed_places: list[str] = []
    for role in _WHERE:
        cell = by_role[role]
        if cell is None:
            continue
        for entry in read_names(cell.content, lexicon, cell.lines) or ():
            printed_places.append(entry.name.text)
            if entry.name.link:
                places.append(entry.name)
            if entry.place:
                printed_places.append(entry.place.text)
                if entry.place.link:
                    places.append(entry.place)
    label = texts.get(ColumnRole.MEETING) or title or printed or texts.get(ColumnRole.ORDINAL, "")
    things = [thing for name in places if name.link and (thing := thing_of(name.link, lexicon))]
    return (
        Meeting(
            label=label,
            ordinal=ordinal,
            year=year,
            lines=row.lines,
            thing=linked,
            dates=span,
            date_as_printed=printed,
            places=tuple(dict.fromkeys(things)),
            places_as_printed=tuple(dict.fromkeys(printed_places)),
        ),
        places,
    )


def _dates(text: str, year: int | None) -> DateSpan | None:
    if not text:
        return None
    if span := parse_date(text, year):
        return span
    found = find_date(text)
    return found[0] if found else None


def _ordinal(text: str, lexicon: Lexicon) -> int | None:
    if match := lexicon.ordinal.search(text):
        return parse_numeral(next(group for group in match.groups() if group))
    return parse_numeral(text) if text and len(text) < 4 else None


def _own_page(by_role: dict[ColumnRole, Cell | None], lexicon: Lexicon) -> WikiThing | None:
    """The meeting's own page, where a cell that names it links there: 2009年6月16日 to 2009年金砖国家峰会."""
    for role in _KEYS:
        cell = by_role[role]
        links: tuple[Link, ...] = cell.content.links if cell else ()
        things = {thing for link in links if (thing := thing_of(link, lexicon))}
        named = {thing for thing in things if lexicon.meeting_noun.search(thing.title)}
        if len(named) == 1:
            return named.pop()
    return None


def _participants(
    row: Row,
    cells: Sequence[Cell | None],
    roles: Sequence[ColumnRole],
    meeting: Meeting,
    context: Context,
    lexicon: Lexicon,
) -> list[Statement] | None:
    """Who took part, as the row's own cell lists them; None when the cell is not understood."""
    cell = _of(cells, roles, ColumnRole.PARTICIPANTS)
    if cell is None:
        return []
    entries = read_names(cell.content, lexicon, cell.lines)
    if entries is None:
        return None
    attended = Context(under=context.under, meeting=meeting, attended=True)
    statements: list[Statement] = []
    for entry in entries:
        statements += state(entry, attended, lexicon, row.lines, kind=None)[0]
    return statements

"""Tables of participants and of members: rows to statements, or to notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from icmlpo_rdf.facts.aligner import Placed, align
from icmlpo_rdf.facts.columns import Columns
from icmlpo_rdf.facts.contexts import Context, region_of
from icmlpo_rdf.facts.dates import DateSpan, parse_date
from icmlpo_rdf.facts.headings import parse_members_heading
from icmlpo_rdf.facts.ledger import RowLedger
from icmlpo_rdf.facts.lexicon import ColumnRole, Lexicon
from icmlpo_rdf.facts.model import Kind, Purpose
from icmlpo_rdf.facts.names import Entry, PrintedName, clean_text, read_names
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.facts.statements import Found, Statement, state
from icmlpo_rdf.page import Cell, Row, Table
from icmlpo_rdf.report import Code

__all__ = ["Layout", "find_who", "read_who_table"]

# Where a header may mean several things: in these tables it means these first.
_PREFERRED = (
    ColumnRole.ORGANIZATION,
    ColumnRole.PERSON,
    ColumnRole.COUNTRY,
    ColumnRole.NAME,
    ColumnRole.REGION,
    ColumnRole.START,
    ColumnRole.STATUS,
)
_KINDS = {
    ColumnRole.ORGANIZATION: Kind.ORGANIZATION,
    ColumnRole.COUNTRY: Kind.COUNTRY,
    ColumnRole.PERSON: Kind.PERSON,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a table of participants or members says what."""

    roles: tuple[ColumnRole, ...]
    who: int
    person: int | None
    """The person who stood for the country or organization, in a table of participants."""

    def of(self, role: ColumnRole) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def all_of(self, role: ColumnRole) -> list[int]:
        return [index for index, one in enumerate(self.roles) if one is role]


def find_who(columns: Columns, context: Context) -> Layout | None:
    """Return which column says who; None when none or several may."""
    roles = columns.resolve(_PREFERRED)
    person = roles.index(ColumnRole.PERSON) if ColumnRole.PERSON in roles else None
    for role in (ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.COUNTRY, ColumnRole.PERSON):
        count = roles.count(role)
        if count > 1:
            return None
        if count == 1:
            who = roles.index(role)
            if role is ColumnRole.COUNTRY and context.kind is Kind.ORGANIZATION:
                return None
            attending = context.attended and not context.members and person not in {None, who}
            return Layout(roles, who, person if attending else None)
    return None


@dataclass(slots=True)
class _Carried:
    """What a row says for the rows after it."""

    context: Context
    region: PrintedName | None
    cells: list[Cell | None]
    """The last cell that stood in each column: a row that slid has it from above."""


def read_who_table(
    table: Table, columns: Columns, layout: Layout, context: Context, lexicon: Lexicon, found: Found
) -> None:
    """Read a table whose rows say who took part or who is a member."""
    ledger = RowLedger(table, context.under, context.because)
    ledger.use_header(*columns.header_rows)
    rows = [row for row in columns.rows if not row.is_empty]
    placed = iter(align(rows, layout.roles, frozenset({layout.who}), lexicon))
    carried = _Carried(context, context.region, [None] * len(layout.roles))
    for row in columns.rows:
        place = None if row.is_empty else next(placed)
        if row.is_empty:
            ledger.report(row, Code.ROW_EMPTY, "")
        elif _is_header(row, columns):
            ledger.use(row)
        elif (group := _group(row, carried, layout, lexicon)) is not None:
            carried = group
            ledger.use(row)
        elif place is None:
            ledger.report(row, Code.ROW_NOT_UNDERSTOOD)
        else:
            _read_row(place, layout, carried, lexicon, ledger, found)
    purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
    found.notes.extend(ledger.notes)
    found.readings.append(ledger.reading(purpose, tuple(role.value for role in layout.roles)))


def _is_header(row: Row, columns: Columns) -> bool:
    """A header that stands again in the body."""
    texts = [clean_text(cell.content.text) for cell in row.cells]
    filled = [text for text in texts if text]
    return len(filled) > 1 and set(filled) <= set(columns.headers)


def _group(row: Row, carried: _Carried, layout: Layout, lexicon: Lexicon) -> _Carried | None:
    """A row that only says what the rows after it belong to: a continent, or a kind of members."""
    filled = [cell for cell in row.cells if not cell.content.is_empty]
    if len(filled) != 1:
        return None
    cell, context = filled[0], carried.context
    text = clean_text(cell.content.text)
    if context.members and (members := parse_members_heading(text, lexicon)):
        changed = replace(context, standing=members.standing, kind=members.kind or context.kind)
        return _Carried(changed, context.region, [None] * len(layout.roles))
    region = region_of(cell.content, lexicon)
    # Where countries are the members, a country alone in its row is one of them.
    is_who = layout.roles[layout.who] in {ColumnRole.COUNTRY, ColumnRole.NAME}
    if region is None or (is_who and place_kind(region.text, lexicon) is PlaceKind.COUNTRY):
        return None
    return _Carried(context, region, [None] * len(layout.roles))


def _read_row(
    placed: Placed, layout: Layout, carried: _Carried, lexicon: Lexicon, ledger: RowLedger, found: Found
) -> None:
    row = placed.row
    for index, cell in enumerate(placed.cells):
        if cell is not None or index not in placed.covered:
            carried.cells[index] = cell
    cells = [
        carried.cells[index] if index in placed.covered else cell for index, cell in enumerate(placed.cells)
    ]
    statements = _statements(row, cells, layout, carried, lexicon)
    if isinstance(statements, Code):
        ledger.report(row, statements)
        return
    ledger.shifted += placed.is_shifted
    ledger.use(row)
    found.statements.extend(statements)


def _statements(
    row: Row, cells: Sequence[Cell | None], layout: Layout, carried: _Carried, lexicon: Lexicon
) -> list[Statement] | Code:
    """What the row states; the code of the reason when it states nothing."""
    who = cells[layout.who]
    if who is None or (who.content.is_empty and layout.person is None):
        return Code.ROW_NOT_UNDERSTOOD
    entries = read_names(who.content, lexicon, who.lines)
    if entries is None:
        return Code.NAME_NOT_UNDERSTOOD
    role = layout.roles[layout.who]
    place, region = _place(cells, layout, lexicon), _region(cells, layout, carried, lexicon)
    if isinstance(place, Code):
        return place
    start, end = (_date(cells, layout.of(one)) for one in (ColumnRole.START, ColumnRole.END))
    more = tuple(
        text
        for index in layout.all_of(ColumnRole.STATUS)
        if (cell := cells[index]) and (text := clean_text(cell.content.text).replace("\n", " "))
    )
    context = carried.context
    kind = _KINDS.get(role) or context.kind
    said_where = None if role is ColumnRole.COUNTRY else place
    statements: list[Statement] = []
    absent = False
    if context.members and context.standing is None and not more:
        return Code.ROLE_NOT_TOLD
    for entry in entries:
        stated, said = state(
            entry,
            context,
            lexicon,
            row.lines,
            kind=kind,
            place=said_where,
            region=region,
            more=more,
            start=start.start if start else None,
            end=end.start if end else None,
        )
        absent = absent or said.absent
        statements += stated
    if layout.person is not None:
        persons = _persons(row, cells[layout.person], entries, kind, carried, region, lexicon)
        if persons is None:
            return Code.NAME_NOT_UNDERSTOOD
        statements += persons
    if not statements:
        return Code.ABSENT if absent else Code.ROW_NOT_UNDERSTOOD
    return statements


def _persons(
    row: Row,
    cell: Cell | None,
    entries: tuple[Entry, ...],
    kind: Kind | None,
    carried: _Carried,
    region: PrintedName | None,
    lexicon: Lexicon,
) -> list[Statement] | None:
    if cell is None or cell.content.is_empty:
        return []
    persons = read_names(cell.content, lexicon, cell.lines)
    if persons is None or len(entries) > 1:
        return None
    behalf = (entries[0].name, kind) if entries else None
    statements: list[Statement] = []
    for person in persons:
        stated, _said = state(
            person, carried.context, lexicon, row.lines, kind=Kind.PERSON, region=region, on_behalf_of=behalf
        )
        statements += stated
    return statements


def _place(cells: Sequence[Cell | None], layout: Layout, lexicon: Lexicon) -> PrintedName | Code | None:
    index = layout.of(ColumnRole.COUNTRY)
    if index is None or index == layout.who or (cell := cells[index]) is None or cell.content.is_empty:
        return None
    places = read_names(cell.content, lexicon, cell.lines)
    if places is None:
        # A lost flag may leave brackets or a bar (format list, 12 and 13).
        return None if not any(map(str.isalpha, clean_text(cell.content.text))) else Code.NAME_NOT_UNDERSTOOD
    return places[0].name if len(places) == 1 else None


def _region(
    cells: Sequence[Cell | None], layout: Layout, carried: _Carried, lexicon: Lexicon
) -> PrintedName | None:
    index = layout.of(ColumnRole.REGION)
    if index is not None and (cell := cells[index]) is not None and not cell.content.is_empty:
        names = read_names(cell.content, lexicon, cell.lines)
        return names[0].name if names and len(names) == 1 else carried.region
    return carried.region


def _date(cells: Sequence[Cell | None], index: int | None) -> DateSpan | None:
    if index is None or (cell := cells[index]) is None:
        return None
    return parse_date(clean_text(cell.content.text))

"""Tables in which each row is a meeting: its number, date, place, and who took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import filled_under
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.headings.meeting_headings import heads_meeting
from icmlpo_rdf.facts.model import Purpose
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.tables.aligner import Placed
from icmlpo_rdf.facts.tables.hosts import without_other_hosts
from icmlpo_rdf.facts.tables.meeting_rows import KEYS, WHEN, WHERE, ToldMeeting, tell_meeting
from icmlpo_rdf.facts.tables.numbered_rows import with_numbered_rows
from icmlpo_rdf.facts.tables.row_participants import read_participants
from icmlpo_rdf.facts.tables.table_view import TableView, unread_columns
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row, label_of

__all__ = ["are_meetings", "find_meeting_roles", "read_meeting_table"]

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
_NAMES = frozenset({ColumnRole.PERSON, ColumnRole.NAME, ColumnRole.UNKNOWN})
_MOST = 0.6
_READ = frozenset({*KEYS, *WHERE, ColumnRole.PARTICIPANTS})


def find_meeting_roles(view: TableView) -> tuple[ColumnRole, ...] | None:
    """Return the columns' roles when each row of the table is a meeting, else None.

    The page, a heading or the caption speaks of meetings, and the columns tell when each was held and
    at least one thing more of it.
    """
    if not (view.is_series or view.context.meetings):
        return None
    if not view.lexicon.terms_of_office.isdisjoint(map(str.lower, view.columns.headers)):
        return None
    roles = _places_of_meetings(view, view.columns.resolve(_PREFERRED))
    roles = with_numbered_rows(view, _named_meetings(view, roles))
    roles = _with_those_who_came(view, without_other_hosts(view, roles))
    if ColumnRole.ORGANIZATION in roles or any(roles.count(role) > 1 for role in KEYS):
        return None
    told = {role for role in roles if role in WHERE or role in KEYS}
    is_keyed = len(told) > 1 and _tells_which(told, by_heading=view.context.meetings)
    return _with_slid_participants(view, roles) if is_keyed else None


def _tells_which(told: set[ColumnRole], *, by_heading: bool) -> bool:
    """True for columns that tell which meeting a row is: by its date, by its number and name, under a heading by its place too."""
    if told.intersection(WHEN):
        return True
    placed = by_heading and not told.isdisjoint({ColumnRole.CITY, ColumnRole.HOST})
    return ColumnRole.ORDINAL in told and (ColumnRole.MEETING in told or placed)


def _with_slid_participants(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """The roles, where a column of participants that was several has lost its span: names stand under the next header.

    참가정상 | 일자, over a president and a prime minister: what stands under a header for dates is linked and holds no digit.
    """
    found = list(roles)
    for index in range(1, len(found)):
        if found[index - 1] is not ColumnRole.PARTICIPANTS or found[index] not in WHEN:
            continue
        cells = filled_under(view.columns.rows, index)
        texts = [clean_text(cell.content.text) for cell in cells]
        linked = {text for text, cell in zip(texts, cells, strict=True) if cell.content.links}
        names = sum(1 for text in texts if text in linked)
        if names > _MOST * len(cells) and not any(features_of(cell, view.lexicon).digits for cell in cells):
            found[index] = ColumnRole.PARTICIPANTS
    return tuple(found)


def _with_those_who_came(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """The roles, where most cells of the countries beside the place name several: they came. Place | Countries, with France, Turkey."""
    if ColumnRole.CITY not in roles or ColumnRole.COUNTRY not in roles or ColumnRole.PARTICIPANTS in roles:
        return roles
    at = roles.index(ColumnRole.COUNTRY)
    cells = filled_under(view.columns.rows, at)
    several = sum(len(read_names(cell.content, view.lexicon, cell.span) or ()) > 1 for cell in cells)
    return with_role(roles, at, ColumnRole.PARTICIPANTS) if several > _MOST * len(cells) else roles


def _places_of_meetings(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """The roles, where a column headed 会议 holds nothing but where they were: [卡塔尔](…) [多哈](…)."""
    if ColumnRole.MEETING not in roles or not set(WHERE).isdisjoint(roles):
        return roles
    index = roles.index(ColumnRole.MEETING)
    cells = filled_under(view.columns.rows, index)
    placed = sum(any(place_kind(link.text, view.lexicon) for link in cell.content.links) for cell in cells)
    if placed <= _MOST * len(cells) or any(features_of(cell, view.lexicon).named for cell in cells):
        return roles
    return with_role(roles, index, ColumnRole.CITY)


def _named_meetings(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """The roles, with a column of names that are those of meetings, or lead to these: 名前 over 大西洋会談."""
    if ColumnRole.MEETING in roles:
        return roles
    for index, role in enumerate(roles):
        if role not in _NAMES:
            continue
        cells = filled_under(view.columns.rows, index)
        if sum(_names_meeting(cell, view.lexicon) for cell in cells) > _MOST * len(cells):
            return with_role(roles, index, ColumnRole.MEETING)
    return roles


def _names_meeting(cell: Cell, lexicon: Lexicon) -> bool:
    """True for a cell that names a meeting, or links to one under another name: [Bluecon I](1st Book Convention)."""
    if features_of(cell, lexicon).named:
        return True
    titles = [label_of(link.target.title) for link in cell.content.links if link.target is not None]
    return len(titles) == 1 and heads_meeting(titles[0], lexicon)


def are_meetings(view: TableView) -> bool:
    """Return whether a column of a table holds numbered meetings by name: below 出席领导人, too, it lists meetings."""
    rows = view.columns.rows
    for index in range(len(view.columns.headers)):
        numbered = 0
        for row in rows:
            if index >= len(row.cells) or row.cells[index].content.is_empty:
                continue
            if not features_of(row.cells[index], view.lexicon).numbered:
                numbered = 0
                break
            numbered += 1
        if numbered > 1:
            return True
    return False


def read_meeting_table(view: TableView, roles: tuple[ColumnRole, ...]) -> None:
    """Read a table whose rows are meetings."""
    when = frozenset(index for index, role in enumerate(roles) if role in {ColumnRole.DATE, ColumnRole.YEAR})
    keys = frozenset(index for index, role in enumerate(roles) if role in KEYS)
    above: list[Cell | None] = [None] * len(roles)
    under = view.context.under
    series = under if heads_meeting(under, view.lexicon) else ""
    for row, placed in view.placed(roles, when):
        if placed is None:
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        if any(above) and keys <= placed.covered | _held(view, placed):
            # Number and date are covered from above: more of the same meeting, such as its second city.
            view.coverage.report(row, Code.ROW_CONTINUES)
            continue
        # Only a year is taken from above: two meetings of a year share its cell, but not their places.
        above = [
            above[index] if index in placed.covered and roles[index] is ColumnRole.YEAR else cell
            for index, cell in enumerate(placed.cells)
        ]
        told = _told(row, dict(_filled(above, roles)), series, view.lexicon)
        if isinstance(told, Code):
            view.coverage.report(row, told)
            continue
        view.found.meetings[told.meeting] = None
        view.found.place_names.extend(told.places)
        view.found.statements.extend(read_participants(row, told.meeting, above, view, roles))
        view.use(placed, roles, _READ)
    view.finish(Purpose.MEETINGS, [role.value for role in roles], unread_columns(roles, _READ))


def _told(row: Row, cells: dict[ColumnRole, Cell], series: str, lexicon: Lexicon) -> ToldMeeting | Code:
    """The meeting that a row tells of, of the series that the heading names; the code of the reason when there is none."""
    if any(_is_cancelled(cells.get(role), lexicon) for role in (*WHERE, *WHEN)):
        return Code.ABSENT
    told = tell_meeting(row, cells, lexicon)
    if told is None:
        return Code.ROW_NOT_UNDERSTOOD
    return replace(told, meeting=replace(told.meeting, series=series)) if series else told


def _is_cancelled(cell: Cell | None, lexicon: Lexicon) -> bool:
    """True for 取消 or "No event" where a meeting's place or day stands, also in a bracket behind it: 4 May 2020 (cancelled)."""
    text = clean_text(cell.content.text) if cell else ""
    told = (text, *(match[1] for match in _ASIDE.finditer(text)))
    return any(lexicon.absent.fullmatch(one.strip()) is not None for one in told if one)


_ASIDE = lazy_pattern(r"[（(]([^（()）]{1,20})[）)]", needs="（(")


def _held(view: TableView, placed: Placed) -> set[int]:
    """The columns whose cell reaches down from a row above."""
    return {
        index
        for index, cell in enumerate(placed.cells)
        if cell is not None and not view.seen.is_own(placed.row, cell)
    }


def _filled(cells: Sequence[Cell | None], roles: Sequence[ColumnRole]) -> Iterator[tuple[ColumnRole, Cell]]:
    """The cells that say something by their role; the first of a role stands last, and so wins in a dict."""
    for cell, role in reversed(list(zip(cells, roles, strict=True))):
        if cell is not None and not cell.content.is_empty:
            yield role, cell

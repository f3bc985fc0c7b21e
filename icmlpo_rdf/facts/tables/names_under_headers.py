"""Tables of names whose columns stand under what these belong to: a meeting, a country or a side, a kind of members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import cells_under
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading
from icmlpo_rdf.facts.model import Kind, Purpose
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import calls_persons
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import lines_of
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.regions import region_heading
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.tables.header_countries import country_of
from icmlpo_rdf.facts.tables.matrices import meeting_of
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row

__all__ = ["find_headed", "read_headed"]

_ALIKE = 0.8
_LEAST_SIDES = 2


class Headed(Struct, frozen=True):
    """What stands over each column of a table of names: a meeting, or a country."""

    contexts: tuple[Context, ...]
    places: tuple[PrintedName | None, ...]
    begin: int = 0
    """The first column of names: before it may stand one of offices."""


def find_headed(view: TableView) -> Headed | None:
    """Return what the columns stand under, where every header is a meeting, or a country, or a kind of members.

    第一次会议 | 第二次会议, with those who took part under each; 中国 | 美国, with those who came for each.
    """
    cells = view.columns.header_cells
    if len(cells) < 2 or len(view.columns.header_rows) != 1:
        return None
    if headed := _sides(view, cells):
        return headed
    headed = _headed(view, cells)
    return headed if headed is not None and _names_only(view) else None


def _sides(view: TableView, cells: Sequence[Cell]) -> Headed | None:
    """구분 | 남측 | 북측: behind a column of offices, those who came for each side or country, at a meeting that is known."""
    context, lexicon = view.context, view.lexicon
    if not context.attended or context.meeting is None or len(cells) <= _LEAST_SIDES:
        return None
    offices = [clean_text(cell.content.text) for cell in cells_under(view.columns.rows, 0)]
    places = [country_of(cell, lexicon) for cell in cells[1:]]
    texts = [clean_text(cell.content.text) for cell in cells[1:]]
    are_sides = all(
        place or text.endswith(lexicon.words["delegation"]) for place, text in zip(places, texts, strict=True)
    )
    if not are_sides or not offices or not all(calls_persons(one, lexicon) for one in offices):
        return None
    named = Headed((context,) * len(places), tuple(places), begin=1)
    return named if _names_only(view, begin=1) else None


def _headed(view: TableView, cells: Sequence[Cell]) -> Headed | None:
    """What each header cell says, where all of them say the like."""
    context, nowhere = view.context, (None,) * len(cells)
    if standings := _standings(view):
        return Headed(standings, nowhere)
    if context.members and not context.attended:
        return Headed(contexts, nowhere) if (contexts := _parts_of_members(view)) else None
    if not context.attended:
        return None
    if context.meeting is None:
        meetings = list(filter(None, (meeting_of(cell, view.lexicon) for cell in cells)))
        of_each = (
            replace(context, meeting=one, within=view.seen.table.span, named_at=one.span) for one in meetings
        )
        return Headed(tuple(of_each), nowhere) if len(meetings) == len(cells) else None
    places = list(filter(None, (country_of(cell, view.lexicon) for cell in cells)))
    if len(places) == len(cells):
        return Headed((context,) * len(cells), tuple(places))
    return Headed((context,) * len(cells), nowhere) if _are_sides(view) else None


def _are_sides(view: TableView) -> bool:
    """True where persons who came stand under names that no word knows: 海协会 | 海基会, with linked persons under both."""
    if view.context.kind is not Kind.PERSON or any(view.columns.candidates):
        return False
    filled = [cell for row in view.columns.rows for cell in row.cells if not cell.content.is_empty]
    return sum(len(cell.content.links) == 1 for cell in filled) >= _ALIKE * len(filled)


def _parts_of_members(view: TableView) -> tuple[Context, ...]:
    """The columns' contexts where the headers part the members by regions: Africa | Europe."""
    cells = view.columns.header_cells
    regions = [region_heading(cell.content, view.lexicon) for cell in cells]
    are_regions = all(regions) and not any(features_of(cell, view.lexicon).country for cell in cells)
    return tuple(replace(view.context, region=region) for region in regions) if are_regions else ()


def _standings(view: TableView) -> tuple[Context, ...]:
    """The columns' contexts where each header is another kind of members: 成员国 | 观察员国."""
    found: list[Context] = []
    for cell in view.columns.header_cells:
        members = parse_members_heading(clean_text(cell.content.text), view.lexicon)
        if members is None or members.standing is None:
            return ()
        found.append(
            replace(
                view.context,
                members=True,
                attended=False,
                standing=members.standing,
                kind=members.kind,
                within=view.seen.table.span,
                said_at=(*view.context.said_at, cell.span),
            )
        )
    return tuple(found) if len({one.standing for one in found}) == len(found) else ()


def _names_only(view: TableView, begin: int = 0) -> bool:
    """True when the cells, from a column on, are names, not marks, numbers or countries under countries."""
    rows = view.columns.rows
    filled = [cell for row in rows for cell in row.cells[begin:] if not cell.content.is_empty]
    named = [cell for cell in filled if read_names(cell.content, view.lexicon, cell.span)]
    long = [cell for cell in named if len(clean_text(cell.content.text)) > 1]
    return bool(filled) and len(named) == len(filled) and len(long) >= _ALIKE * len(filled)


def read_headed(view: TableView, headed: Headed) -> None:
    """Read a table of names under meetings or countries. A row that lost a cell may have slid: it is reported."""
    for context in headed.contexts:
        if context.attended and context.meeting is not None and view.context.meeting is None:
            view.found.meetings[context.meeting] = None
    for place, context in zip(headed.places, headed.contexts, strict=True):
        if place is not None:
            span = view.columns.header_rows[0].span
            around = Around(kind=Kind.COUNTRY)
            view.found.statements += state(Entry(place), context, view.lexicon, span, around)[0]
    for row in view.rows():
        if len(row.cells) != headed.begin + len(headed.contexts):
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        view.coverage.use(row)
        view.found.statements.extend(_of_row(row, headed, view.lexicon))
    purpose = Purpose.MEMBERS if headed.contexts[0].members else Purpose.PARTICIPANTS
    view.finish(purpose, [*(["office"] * headed.begin), *(["name"] * len(headed.contexts))])


def _of_row(row: Row, headed: Headed, lexicon: Lexicon) -> Iterator[Statement]:
    for cell, context, place in zip(row.cells[headed.begin :], headed.contexts, headed.places, strict=True):
        # Members stand under each other; who came may stand under the flag of the country.
        parts = lines_of(cell.content) if context.members else [cell.content]
        for entry in chain.from_iterable(read_names(one, lexicon, cell.span) or () for one in parts):
            around, here = Around(kind=context.kind), context
            if place is not None:
                around = Around(kind=Kind.PERSON, on_behalf_of=place)
                here = replace(context, said_at=(*context.said_at, place.span))
            yield from state(entry, here, lexicon, row.span, around)[0]

"""Rows that say what the rows after them belong to, and what a table says of all of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import cells_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import is_kind_word, parse_members_heading, standing_in
from icmlpo_rdf.facts.headings.noun_phrases import standing_alone
from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase, standing_of
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.tables.aligner import Placed
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import PartialDate
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.page import Cell, Row

__all__ = ["Carried", "group_of", "past_founders", "said_of_all"]

_KIND = 1.0
"""The score of a phrase that names a kind, and has no word that is not known."""
_OPEN = 0.25
"""The share of rows without an end from which a table is one of those who left and of those who did not."""


class Carried(Struct):
    """What a row says for the rows after it."""

    above: Context
    """What stands above the whole table."""
    context: Context
    region: PrintedName | None
    cells: list[Cell | None]
    """The last cell that stood in each column: a row that slid has it from above."""
    some_left: bool = False
    """True for a table of former members of which many did not leave: Historical membership."""
    founded: int | None = None
    """The year in which the first of those below a row of founders joined."""

    def cells_of(self, placed: Placed, layout: Layout) -> list[Cell | None]:
        """Return a row's cells, and where it slid the region from above.

        A country is not taken from above: the dump lost flags as well as spans, and a row that lost its flag's
        cell would get its neighbour's country.
        """
        for index, cell in enumerate(placed.cells):
            if index not in placed.covered or layout.roles[index] is not ColumnRole.REGION:
                self.cells[index] = cell
        return list(self.cells)


def past_founders(
    carried: Carried, start: PartialDate | None, rows: Sequence[Row], lexicon: Lexicon
) -> Carried:
    """Return what holds for a row below one of founders: one who joined in a later year than the first of them founded nothing.

    Args:
        carried: what the rows before it say.
        start: when the row's bearer joined.
        rows: the table's; where another of them says that plain members follow, that one ends the founders.
        lexicon: the words of the page's language.
    """
    above = carried.above.standing
    if carried.context.standing is not Standing.FOUNDING or above is Standing.FOUNDING or start is None:
        return carried
    if carried.founded is None or start.year <= carried.founded:
        return replace(carried, founded=carried.founded or start.year)
    if any(_calls_members(row, lexicon) for row in rows):
        return carried
    return replace(carried, context=replace(carried.context, standing=above))


def _calls_members(row: Row, lexicon: Lexicon) -> bool:
    filled = [cell for cell in row.cells if not cell.content.is_empty]
    said = read_phrase(clean_text(filled[0].content.text), lexicon) if len(filled) == 1 else None
    return said is not None and said.standing is Standing.MEMBER and said.score >= STRONG


def said_of_all(view: TableView, layout: Layout) -> Carried:
    """Return what the words above a table, and the header over its names, say of all of its rows."""
    context = view.context if view.context.says_who else replace(view.context, attended=True)
    if context.members and context.standing is None:
        # Members and affiliates, over a column of members.
        header = "".join(view.columns.headers[layout.who : layout.who + 1])
        context = replace(context, standing=standing_of(header, view.lexicon))
    some_left = context.standing is Standing.FORMER and _have_some_left(view, layout)
    return Carried(context, context, context.region, [None] * len(layout.roles), some_left)


def _have_some_left(view: TableView, layout: Layout) -> bool:
    """True for a table in which many have no end, and some have: Joined | Left."""
    end = layout.of(ColumnRole.END)
    cells = [] if end is None else cells_under(view.columns.rows, end)
    still = sum(1 for cell in cells if cell.content.is_empty)
    return _OPEN * len(cells) <= still < len(cells)


def group_of(row: Row, carried: Carried, layout: Layout, lexicon: Lexicon) -> Carried | None:
    """A row that only says what the rows after it belong to: a continent, or a kind of members."""
    filled = {id(cell): cell for cell in row.cells if not cell.content.is_empty}
    if len(filled) != 1:
        return None
    cell = next(iter(filled.values()))
    text = clean_text(cell.content.text)
    if kinds := _kind_of_members(cell, row, carried, lexicon) or _kind_at_meeting(
        cell, text, carried, layout, lexicon
    ):
        return kinds
    region = region_of(cell.content, lexicon)
    if region is None:
        is_kind = not cell.content.links and is_kind_word(text, lexicon)
        return replace(carried, cells=[None] * len(layout.roles)) if is_kind else None
    # Where countries are the members, a country alone in its row is one of them; where they have a column of
    # their own, it is a row that lost its name.
    in_column = ColumnRole.COUNTRY in layout.roles or layout.roles[layout.who] is ColumnRole.NAME
    # アメリカ without a link, below アフリカ, is a continent.
    is_group = carried.region is not None and not cell.content.links
    if in_column and not is_group and place_kind(region.text, lexicon) is PlaceKind.COUNTRY:
        return None
    return replace(carried, region=region, cells=[None] * len(layout.roles))


def _kind_of_members(cell: Cell, row: Row, carried: Carried, lexicon: Lexicon) -> Carried | None:
    """Observers, or members of whatever kind (연결 회원사), below members; as what alone, too: 已退出, Expelled."""
    context, text = carried.context, clean_text(cell.content.text)
    if not context.members:
        return None
    phrase = None if cell.content.links else read_phrase(text, lexicon)
    called = phrase if phrase and phrase.members and not phrase.absent else None
    members = parse_members_heading(text, lexicon) or called
    told = standing_alone(text, lexicon) or standing_in(text, lexicon) if not cell.content.links else None
    if members is None and told is None:
        return None
    changed = replace(
        context,
        standing=members.standing if members else told,
        kind=(members.kind if members else None) or context.kind,
        said_at=(*carried.above.said_at, row.span),
    )
    return replace(carried, context=changed, region=context.region, cells=[None] * len(carried.cells))


def _kind_at_meeting(
    cell: Cell, text: str, carried: Carried, layout: Layout, lexicon: Lexicon
) -> Carried | None:
    """Invited nations, International organisations, of those who took part."""
    if not carried.context.attended or cell.content.links:
        return None
    phrase = read_phrase(text, lexicon)
    says_kind = layout.person is not None and phrase is not None and phrase.score >= _KIND
    if not says_kind and not (cell.is_header and cell.colspan > 1):
        return None
    standing = standing_in(text, lexicon) or carried.above.standing
    kind = phrase.kind if phrase else carried.above.kind
    return replace(carried, context=replace(carried.above, standing=standing, kind=kind))

"""Rows that say what the rows after them belong to, and what a table says of all of its rows."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import cells_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import is_kind_word, parse_members_heading, standing_in
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.tables.participant_columns import Layout
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.page import Cell, Row

__all__ = ["Carried", "group_of", "have_some_left"]

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


def have_some_left(view: TableView, layout: Layout) -> bool:
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
    cell, context = next(iter(filled.values())), carried.context
    text = clean_text(cell.content.text)
    if context.members and (members := parse_members_heading(text, lexicon)):
        changed = replace(
            context,
            standing=members.standing,
            kind=members.kind or context.kind,
            said_at=(*carried.above.said_at, row.span),
        )
        return replace(carried, context=changed, region=context.region, cells=[None] * len(layout.roles))
    phrase = read_phrase(text, lexicon) if context.attended and not cell.content.links else None
    says_kind = layout.person is not None and phrase is not None and phrase.score >= _KIND
    if says_kind or (context.attended and cell.is_header and cell.colspan > 1 and not cell.content.links):
        # Invited nations, International organisations
        standing = standing_in(text, lexicon)
        above = replace(carried.above, standing=standing or carried.above.standing)
        return replace(carried, context=replace(above, kind=phrase.kind if phrase else above.kind))
    region = region_of(cell.content, lexicon)
    # Where countries are the members, a country alone in its row is one of them; where they have a column of
    # their own, it is a row that lost its name.
    in_column = ColumnRole.COUNTRY in layout.roles or layout.roles[layout.who] is ColumnRole.NAME
    if region is None and not cell.content.links and is_kind_word(text, lexicon):
        return replace(carried, cells=[None] * len(layout.roles))
    if region is None or (in_column and place_kind(region.text, lexicon) is PlaceKind.COUNTRY):
        return None
    return replace(carried, region=region, cells=[None] * len(layout.roles))

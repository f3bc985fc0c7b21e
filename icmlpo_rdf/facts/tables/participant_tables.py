"""Tables of participants and of members: rows to statements, or to notes."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.model import Purpose
from icmlpo_rdf.facts.tables.aligner import Placed
from icmlpo_rdf.facts.tables.flag_columns import flag_columns
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.originals import find_originals
from icmlpo_rdf.facts.tables.participant_columns import find_who
from icmlpo_rdf.facts.tables.participant_groups import group_of, past_founders, said_of_all
from icmlpo_rdf.facts.tables.participant_rows import RowReader
from icmlpo_rdf.facts.tables.table_view import TableView, unread_columns
from icmlpo_rdf.facts.tables.yes_or_no import asking_columns
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Row

__all__ = ["find_delegations", "read_who_table"]

_READ = frozenset(
    {
        ColumnRole.COUNTRY,
        ColumnRole.REGION,
        ColumnRole.START,
        ColumnRole.END,
        ColumnRole.TERM,
        ColumnRole.DISTRICT,
        ColumnRole.CITY,
    }
)


def find_delegations(view: TableView) -> Layout | None:
    """Return the columns of organizations or countries and of their representatives, else None.

    Right under a meeting's heading these are those who took part, even where no word says so.
    """
    layout = find_who(view.columns, replace(view.context, attended=True), view.lexicon)
    return layout if layout and layout.person is not None else None


def read_who_table(view: TableView, layout: Layout) -> None:
    """Read a table whose rows say who took part or who is a member."""
    carried, read = said_of_all(view, layout), _read_roles(layout)
    original = find_originals(view.columns, view.lexicon)
    asking = asking_columns(view.columns, layout.roles, view.lexicon)
    flags = flag_columns(view.columns, layout.roles, view.lexicon)
    needed = layout.who if layout.person is None else layout.person
    for row, placed in view.placed(layout.roles, frozenset({needed})):
        if (group := group_of(row, carried, layout, view.lexicon)) is not None:
            carried = group
            view.coverage.use(row)
        elif _is_header_again(row):
            view.coverage.use(row)
        elif placed is None:
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
        elif layout.person is None and _reaches_down(view, placed, layout.who):
            # More about the one above: its second seat, its second leader.
            view.coverage.report(row, Code.ROW_CONTINUES)
        else:
            cells = carried.cells_of(placed, layout)
            reader = RowReader(
                row, cells, layout, carried, view.lexicon, original, asking, flags, view.found.notes
            )
            carried = past_founders(carried, reader.joined, view.columns.rows, view.lexicon)
            stated = replace(reader, carried=carried).statements()
            if isinstance(stated, Code):
                view.coverage.report(row, stated)
            else:
                view.use(placed, layout.roles, read)
                view.found.statements.extend(stated)
    purpose = Purpose.MEMBERS if view.context.members else Purpose.PARTICIPANTS
    unread = [at for at in unread_columns(layout.roles, read) if at not in asking and at not in flags]
    view.finish(purpose, [role.value for role in layout.roles], unread)


def _read_roles(layout: Layout) -> frozenset[ColumnRole]:
    """The roles of the columns from which rows are read; in others nothing is understood."""
    read = _READ | {layout.roles[layout.who]}
    read |= {ColumnRole.PERSON} if layout.person is not None else {ColumnRole.STATUS}
    return read | {ColumnRole.AFFILIATION} if layout.joined else read


def _is_header_again(row: Row) -> bool:
    """True for a row of header cells below the table's first rows: 国家 | 签署 | 批准, over another part of it."""
    heads = all(cell.heads_column for cell in row.cells)
    return heads and sum(not cell.content.is_empty for cell in row.cells) > 1


def _reaches_down(view: TableView, placed: Placed, column: int) -> bool:
    cell = placed.cells[column]
    return cell is not None and not view.seen.is_own(placed.row, cell)

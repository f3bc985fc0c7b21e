"""Tables with a column that names the body to which each row's organization belongs: 欧洲政党, 所属国际组织."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.model import Kind, Purpose, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import is_mere_observer
from icmlpo_rdf.facts.names.statuses import read_statuses
from icmlpo_rdf.facts.statements import Statement, outside
from icmlpo_rdf.facts.tables.aligner import Placed
from icmlpo_rdf.facts.tables.table_view import TableView, unread_columns
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Row

__all__ = ["find_affiliations", "read_affiliations"]

_PREFERRED = (ColumnRole.ORGANIZATION, ColumnRole.AFFILIATION, ColumnRole.COUNTRY, ColumnRole.REGION)

_READ = frozenset({ColumnRole.ORGANIZATION, ColumnRole.AFFILIATION, ColumnRole.COUNTRY})


def find_affiliations(columns: Columns) -> tuple[ColumnRole, ...] | None:
    """Return the columns' roles when one names organizations and others the bodies that they belong to."""
    roles = columns.resolve(_PREFERRED)
    if roles.count(ColumnRole.ORGANIZATION) != 1 or ColumnRole.AFFILIATION not in roles:
        return None
    return roles


def read_affiliations(view: TableView, roles: tuple[ColumnRole, ...]) -> None:
    """Read the rows as memberships of organizations in bodies."""
    who = roles.index(ColumnRole.ORGANIZATION)
    for row, placed in view.placed(roles, frozenset({who})):
        cell = placed.cells[who] if placed else None
        names = read_names(cell.content, view.lexicon, cell.span) if cell else None
        if placed is None or cell is None:
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
        elif not names or len(names) > 1:
            view.coverage.report(row, Code.NAME_NOT_UNDERSTOOD)
        else:
            view.use(placed, roles, _READ)
            view.found.statements.extend(_memberships(view, roles, row, placed, names[0]))
    view.finish(Purpose.MEMBERS, [role.value for role in roles], unread_columns(roles, _READ))


def _memberships(
    view: TableView, roles: tuple[ColumnRole, ...], row: Row, placed: Placed, member: Entry
) -> Iterator[Statement]:
    place = _country(view, roles, placed) or member.place
    for index, (cell, role) in enumerate(zip(placed.cells, roles, strict=True)):
        if role is not ColumnRole.AFFILIATION or cell is None or cell.content.is_empty:
            continue
        bodies = read_names(cell.content, view.lexicon, cell.span)
        if bodies is None and clean_text(cell.content.text).lower() not in view.lexicon.not_names | {""}:
            view.coverage.remark(row, Code.NAME_NOT_UNDERSTOOD)
        for body in bodies or ():
            said = read_statuses(body.statuses, view.lexicon)
            if not said.absent:
                yield Statement(
                    name=member.name,
                    kind=Kind.ORGANIZATION,
                    place=place,
                    region=None,
                    statuses=tuple(one for one in body.statuses if not is_mere_observer(one, view.lexicon)),
                    span=row.span,
                    body=body.name,
                    standing=said.standing or Standing.MEMBER,
                    start=said.start,
                    end=said.end,
                    headings=outside(row.span, body.name.span, *view.header_over(index)),
                )


def _country(view: TableView, roles: tuple[ColumnRole, ...], placed: Placed) -> PrintedName | None:
    """The row's country, where its cell names one."""
    cell = placed.cells[roles.index(ColumnRole.COUNTRY)] if ColumnRole.COUNTRY in roles else None
    named = read_names(cell.content, view.lexicon, cell.span) if cell else None
    return named[0].name if named and len(named) == 1 else None

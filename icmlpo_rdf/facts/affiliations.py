"""Tables with a column that names the body to which each row's organization belongs: 欧洲政党, 所属国际组织."""

from __future__ import annotations

from icmlpo_rdf.facts.aligner import align
from icmlpo_rdf.facts.columns import Columns
from icmlpo_rdf.facts.contexts import Context
from icmlpo_rdf.facts.ledger import RowLedger
from icmlpo_rdf.facts.lexicon import ColumnRole, Lexicon
from icmlpo_rdf.facts.model import Kind, Purpose, Standing
from icmlpo_rdf.facts.names import clean_text, read_names
from icmlpo_rdf.facts.statements import Found, Statement
from icmlpo_rdf.facts.statuses import read_statuses
from icmlpo_rdf.page import Cell, Table
from icmlpo_rdf.report import Code

__all__ = ["find_affiliations", "read_affiliations"]

_PREFERRED = (ColumnRole.ORGANIZATION, ColumnRole.AFFILIATION, ColumnRole.COUNTRY, ColumnRole.REGION)


def find_affiliations(columns: Columns) -> tuple[ColumnRole, ...] | None:
    """Return the columns' roles when one names organizations and others the bodies that they belong to."""
    roles = columns.resolve(_PREFERRED)
    if columns.blocked or roles.count(ColumnRole.ORGANIZATION) != 1 or ColumnRole.AFFILIATION not in roles:
        return None
    return roles


def read_affiliations(
    table: Table,
    columns: Columns,
    roles: tuple[ColumnRole, ...],
    context: Context,
    lexicon: Lexicon,
    found: Found,
) -> None:
    """Read the rows as memberships of organizations in bodies."""
    ledger = RowLedger(table, context.under, context.because)
    ledger.use_header(*columns.header_rows)
    who = roles.index(ColumnRole.ORGANIZATION)
    rows = [row for row in columns.rows if not row.is_empty]
    placed = iter(align(rows, roles, frozenset({who}), lexicon))
    for row in columns.rows:
        if row.is_empty:
            ledger.report(row, Code.ROW_EMPTY, "")
            continue
        place = next(placed)
        if place is None:
            ledger.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        cell = place.cells[who]
        names = read_names(cell.content, lexicon, cell.lines) if cell else None
        if not names or len(names) != 1:
            ledger.report(row, Code.NAME_NOT_UNDERSTOOD)
            continue
        ledger.use(row)
        ledger.shifted += place.is_shifted or _moved(place.cells, row.cells)
        for index, role in enumerate(roles):
            body_cell = place.cells[index]
            if role is not ColumnRole.AFFILIATION or body_cell is None or body_cell.content.is_empty:
                continue
            bodies = read_names(body_cell.content, lexicon, body_cell.lines)
            if bodies is None:
                if clean_text(body_cell.content.text).lower() not in lexicon.not_names | {""}:
                    ledger.remark(row, Code.NAME_NOT_UNDERSTOOD)
                continue
            for body in bodies:
                said = read_statuses(body.statuses, lexicon)
                if said.absent:
                    continue
                found.statements.append(
                    Statement(
                        name=names[0].name,
                        kind=Kind.ORGANIZATION,
                        place=names[0].place,
                        region=None,
                        statuses=body.statuses,
                        lines=row.lines,
                        body=body.name,
                        standing=said.standing or Standing.MEMBER,
                        start=said.start,
                        end=said.end,
                    )
                )
    found.notes.extend(ledger.notes)
    found.readings.append(ledger.reading(Purpose.MEMBERS, tuple(role.value for role in roles)))


def _moved(placed: tuple[Cell | None, ...], written: tuple[Cell, ...]) -> bool:
    return any(
        cell is not None and not cell.content.is_empty and index < len(written) and written[index] is not cell
        for index, cell in enumerate(placed)
    )

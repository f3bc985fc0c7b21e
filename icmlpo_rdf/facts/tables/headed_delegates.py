"""Columns of those who came for a country or body, by a header with a word for participants."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, cells_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.words.column_roles import ColumnRole

__all__ = ["with_delegates"]


def with_delegates(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context
) -> tuple[ColumnRole, ...]:
    """Return the roles, where a column is headed by a word for participants: Colony | Delegates; no figures, which count them."""
    there = [at for at, told in enumerate(columns.candidates) if ColumnRole.PARTICIPANTS in told]
    if not context.attended or context.members or len(there) != 1:
        return roles
    others = {role for at, role in enumerate(roles) if at != there[0]}
    if _PERSONS & others or not _SENDERS & others:
        return roles
    cells = cells_under(columns.rows, there[0])
    if any(map(str.isdigit, (cell.content.text.strip()[:1] for cell in cells))):
        return roles
    return (*roles[: there[0]], ColumnRole.PERSON, *roles[there[0] + 1 :])


_PERSONS = frozenset({ColumnRole.NAME, ColumnRole.PERSON})
_SENDERS = frozenset({ColumnRole.COUNTRY, ColumnRole.ORGANIZATION, ColumnRole.PARTY, ColumnRole.DISTRICT})

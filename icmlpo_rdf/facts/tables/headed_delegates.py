"""Columns of those who came for a country or body, by a header with a word for participants."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, cells_under, filled_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.names.delegations import calls_persons
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["with_delegates", "with_officers"]


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
    return with_role(roles, there[0], ColumnRole.PERSON)


_PERSONS = frozenset({ColumnRole.NAME, ColumnRole.PERSON})
_SENDERS = frozenset({ColumnRole.COUNTRY, ColumnRole.ORGANIZATION, ColumnRole.PARTY, ColumnRole.DISTRICT})


def with_officers(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context, lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where beside persons who came stand others under their office: 국가 | 정상 | 외무장관."""
    are_there = context.attended and not context.members
    if not are_there or not {ColumnRole.COUNTRY, ColumnRole.PERSON} <= set(roles):
        return roles
    headed = zip(roles, columns.headers, strict=False)
    officers = (role in _UNTOLD and calls_persons(header, lexicon) for role, header in headed)
    return tuple(
        ColumnRole.PERSON if officer and _links_all(columns, at) else role
        for at, (role, officer) in enumerate(zip(roles, officers, strict=False))
    )


_UNTOLD = frozenset({ColumnRole.UNKNOWN, ColumnRole.PARTICIPANTS})


def _links_all(columns: Columns, index: int) -> bool:
    cells = filled_under(columns.rows, index)
    return bool(cells) and all(cell.content.links for cell in cells)

"""Columns that number the meetings of a table, under a header of any words: 1st, 2nd, 3rd."""

from __future__ import annotations

from itertools import pairwise

from icmlpo_rdf.facts.content.columns import cells_under
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role

__all__ = ["with_numbered_rows"]

_LEAST = 2
_WHEN = frozenset({ColumnRole.DATE, ColumnRole.YEAR})


def with_numbered_rows(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """Return the roles, where the ordinals of one column whose header is not known number the dated rows."""
    if ColumnRole.ORDINAL in roles or not _WHEN.intersection(roles):
        return roles
    unknown = (index for index, role in enumerate(roles) if role is ColumnRole.UNKNOWN)
    numbering = [index for index in unknown if _numbers_rows(view, index)]
    if len(numbering) != 1:
        return roles
    return with_role(roles, numbering[0], ColumnRole.ORDINAL)


def _numbers_rows(view: TableView, index: int) -> bool:
    """True where each cell is an ordinal, and each the next one, down or up the table; a figure alone may count anything."""
    texts = [clean_text(cell.content.text) for cell in cells_under(view.columns.rows, index)]
    found = filter(None, map(view.lexicon.ordinal.fullmatch, texts))
    told = (view.lexicon.number_of(match) for match in found if not match[0].isdecimal())
    numbers = [number for number in told if number is not None]
    if len(numbers) < max(len(texts), _LEAST):
        return False
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return steps in ({1}, {-1})

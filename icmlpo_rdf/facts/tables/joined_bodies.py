"""Columns of organizations beside those of the members: the bodies that these have joined too."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, cells_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["with_joined_bodies"]

_MOST, _DISTINCT = 0.8, 2 / 3
_MEMBERS = frozenset({ColumnRole.NAME, ColumnRole.COUNTRY})


def with_joined_bodies(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where the same organizations come again and again beside the names of members: Name | Other body.

    Another column names a country or organization in each row, none twice; the header of the organizations says of no
    member.
    """
    if roles.count(ColumnRole.ORGANIZATION) != 1:
        return roles
    index = roles.index(ColumnRole.ORGANIZATION)
    is_said = columns.candidates[index] != (ColumnRole.ORGANIZATION,)
    if is_said or not any(_are_members(columns, at, role, lexicon) for at, role in enumerate(roles)):
        return roles
    cells = [cell for cell in cells_under(columns.rows, index) if not features_of(cell, lexicon).empty]
    distinct = {features_of(cell, lexicon).key for cell in cells}
    if not cells or len(distinct) > _DISTINCT * len(cells):
        return roles
    return (*roles[:index], ColumnRole.AFFILIATION, *roles[index + 1 :])


def _are_members(columns: Columns, index: int, role: ColumnRole, lexicon: Lexicon) -> bool:
    """True for a column that names another country or organization in each row."""
    if role not in _MEMBERS or not names_each_row(columns, index):
        return False
    all_features = [features_of(cell, lexicon) for cell in cells_under(columns.rows, index)]
    bodies = sum(1 for features in all_features if features.country or features.organization)
    return bodies >= _MOST * len(all_features)

"""What stands in a table's columns, by its header row."""

from __future__ import annotations

from dataclasses import dataclass

from icmlpo_rdf.facts.lexicon import Lexicon, Role
from icmlpo_rdf.page import Row, Table

__all__ = ["Columns", "find_columns"]


@dataclass(frozen=True, slots=True)
class Columns:
    """A participants' table: where its names stand."""

    organization: int
    country: int | None
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    """The rows under the header."""


def find_columns(table: Table, lexicon: Lexicon) -> Columns | None:
    """Return the table's columns, or None when its header leaves any column unknown.

    The header is the first row; it may stand in the body (format list, 14). Rows of these tables have
    slid to the left (format list, 11): next to an unknown column nothing would tell a slid row.
    """
    header, *rows = table.rows
    found = [lexicon.role_of(cell.content.text) for cell in header.cells]
    roles = tuple(role for role in found if role)
    if len(roles) < len(found) or roles.count(Role.ORGANIZATION) != 1 or roles.count(Role.COUNTRY) > 1:
        return None
    return Columns(
        organization=roles.index(Role.ORGANIZATION),
        country=roles.index(Role.COUNTRY) if Role.COUNTRY in roles else None,
        roles=roles,
        rows=tuple(rows),
    )

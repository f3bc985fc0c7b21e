"""Which column of a table of participants or members says what."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.words.column_roles import ColumnRole

__all__ = ["Layout"]


class Layout(Struct, frozen=True):
    """Which column of a table of participants or members says what."""

    roles: tuple[ColumnRole, ...]
    who: int
    person: int | None
    """The person who stood for the country or organization, in a table of participants."""
    joined: frozenset[str] = frozenset()
    """The names without a link of the bodies that the rows' own have joined too."""

    def of(self, role: ColumnRole) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None

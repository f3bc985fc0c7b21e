"""Statements as Wikidata has them, as far as they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from icmlpo_rdf.export.wikidata_values import Value

__all__ = ["Entity", "Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of an item."""

    predicate: str
    value: Value | None
    """None where it is not known to anybody, where there is none, or where it is of another kind."""
    guid: str = ""
    """By which Wikidata knows it: `Q42$F078E5B3-…`."""
    is_deprecated: bool = False
    qualifiers: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """An item with its statements."""

    item: str
    statements: tuple[Statement, ...]

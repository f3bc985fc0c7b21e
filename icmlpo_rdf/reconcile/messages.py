"""What clients send to be reconciled: the API's JSON, read and bounded.

The forms are those of the Reconciliation Service API 0.2, sections 4 (queries) and 6 (data extension).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

import msgspec

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.reconcile.candidates import Question
from icmlpo_rdf.reconcile.properties import PROPERTIES

__all__ = ["Extension", "Query", "extension_of", "iri_of", "queries_of"]

_MOST_QUERIES = 200
"""In one batch; OpenRefine sends ten."""
_MOST_CANDIDATES = 100
_MOST_CELLS = 20_000
"""Things times properties, of one extension."""
_T = TypeVar("_T")


class _Entity(msgspec.Struct, frozen=True):
    id: str


_Plain = str | int | float | bool


class _PropertyValue(msgspec.Struct, frozen=True):
    pid: str
    v: _Entity | list[Any] | _Plain | None

    def texts(self, base: str) -> tuple[str, ...]:
        """What is given, as texts: one value or several; things by their IRIs."""
        many = self.v if isinstance(self.v, list) else [self.v]
        return tuple(_text(one, base) for one in many if one is not None)


class Query(msgspec.Struct, frozen=True):
    """One name to be reconciled, with what else is known of it."""

    query: str = ""
    type: str | list[str] | None = None
    limit: float | None = None
    properties: list[_PropertyValue] = []
    type_strict: Literal["any", "should", "all"] = "any"

    def question(self, base: str) -> Question:
        """Return the question for things whose identifiers are IRIs without `base`."""
        kinds = [self.type] if isinstance(self.type, str) else self.type or []
        limit = _MOST_CANDIDATES if self.limit is None else int(max(0, min(_MOST_CANDIDATES, self.limit)))
        return Question(
            self.query,
            tuple(kinds) if self.type_strict != "should" else (),
            self.type_strict == "all",
            {one.pid: one.texts(base) for one in self.properties},
            limit,
        )


class _Wanted(msgspec.Struct, frozen=True):
    id: str


class Extension(msgspec.Struct, frozen=True):
    """Things, and the properties whose values are wanted."""

    ids: list[str]
    properties: list[_Wanted]


def queries_of(text: str) -> Mapping[str, Query]:
    """Return a batch of queries by their keys.

    Raises:
        UsageError: it is not the API's JSON, or has too many queries.
    """
    queries = _decoded(text, dict[str, Query])
    if len(queries) > _MOST_QUERIES:
        raise UsageError(f"a batch may have {_MOST_QUERIES} queries", mend="send several batches")
    return queries


def extension_of(text: str) -> Extension:
    """Return what values are wanted of which things.

    Raises:
        UsageError: it is not the API's JSON, asks for an unknown property or for too many values.
    """
    extension = _decoded(text, Extension)
    unknown = [one.id for one in extension.properties if one.id not in PROPERTIES]
    if unknown:
        raise UsageError(
            f"there is no property {unknown[0][:200]!r}", mend=f"there are {', '.join(PROPERTIES)}"
        )
    if len(extension.ids) * len(extension.properties) > _MOST_CELLS:
        raise UsageError(
            f"an extension may have {_MOST_CELLS:,} values", mend="send fewer identifiers at once"
        )
    return extension


def iri_of(base: str, identifier: str) -> str:
    """Return the IRI that an identifier stands for: it is the IRI without what all begin with, or the whole."""
    return identifier if identifier.startswith(("http://", "https://")) else base + identifier


def _decoded(text: str, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(text.encode(), type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"this is not the API's JSON ({error})", mend="see the specification") from None


def _text(value: object, base: str) -> str:
    """A value as a text: what is a number in a spreadsheet, 2010.0, is a year here."""
    if isinstance(value, dict):  # of a list, whose values are not looked into when it is read
        return iri_of(base, str(value.get("id", "")))
    if isinstance(value, _Entity):
        return iri_of(base, value.id)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()

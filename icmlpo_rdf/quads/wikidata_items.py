"""The IRIs of Wikidata's items."""

from __future__ import annotations

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["ENTITY", "item_of"]

ENTITY = "http://www.wikidata.org/entity/"
_ENTITY = lazy_pattern(r"https?://www\.wikidata\.org/entity/(Q[1-9]\d*)")


def item_of(iri: str) -> str:
    """Return the `Q…` of an item's IRI; empty for any other."""
    match = _ENTITY.fullmatch(iri)
    return match[1] if match else ""

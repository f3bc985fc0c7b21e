"""Names that are near to one that nothing bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.quads.vocab import Rdfs, Skos
from icmlpo_rdf.query.name_index import NameIndex

__all__ = ["near_names", "near_words"]

_SHOWN = 3
_LOOKED_AT = 100_000
"""Names of a store that are looked at: some two seconds; whoever has more gets what is near among these."""


def near_words(word: str, known: Iterable[str]) -> list[str]:
    """Return those of a few known words that somebody may have meant, the nearest first."""
    return get_close_matches(word.lower(), list(known), _SHOWN)


def near_names(called: str, store: Store, is_meant: Callable[[NamedNode], bool]) -> dict[str, NamedNode]:
    """Return names of things that somebody may have meant, and the things, the nearest first.

    Whoever gives a part of a name, a country or an acronym, means it, however long the name is.
    """
    found: dict[str, NamedNode] = {}
    for one in NameIndex(islice(_names(store), _LOOKED_AT)).near(called, with_parts=True):
        thing = NamedNode(one.iri)
        if len(found) < _SHOWN and is_meant(thing):
            found.setdefault(one.name, thing)
    return found


def _names(store: Store) -> Iterator[tuple[str, str]]:
    for predicate in (Rdfs.label, Skos.alt_label):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                yield quad.subject.value, quad.object.value

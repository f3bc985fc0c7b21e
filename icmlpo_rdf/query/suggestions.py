"""Names that are near to one that nothing bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest
from itertools import islice

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.language import fold
from icmlpo_rdf.quads.vocab import Rdfs, Skos

__all__ = ["near_names", "near_words"]

_SHOWN = 3
_LOOKED_AT = 100_000
"""Names of a store that are looked at: some two seconds; whoever has more gets what is near among these."""
_COMPARED = 100
_ALIKE = 0.5
_LONGEST = 200


def near_words(word: str, known: Iterable[str]) -> list[str]:
    """Return those of a few known words that somebody may have meant, the nearest first."""
    return get_close_matches(word.lower(), list(known), _SHOWN)


def near_names(called: str, store: Store, is_meant: Callable[[NamedNode], bool]) -> dict[str, NamedNode]:
    """Return names of things that somebody may have meant, and the things, the nearest first.

    The script does not count: 希臘 is near to 希腊. First the names that share the most pairs of characters are
    chosen, which is quick, and only these are compared letter by letter.
    """
    wanted = fold(called[:_LONGEST])
    pairs = _pairs(wanted)
    if not pairs:
        return {}
    shared = (
        (len(pairs & own) / (len(pairs) + len(own)), name, thing)
        for name, thing in islice(_names(store), _LOOKED_AT)
        if (own := _pairs(fold(name[:_LONGEST]))) and not pairs.isdisjoint(own)
    )
    best = nlargest(_COMPARED, shared, key=lambda one: (one[0], one[1]))
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    ranked = []
    for _, name, thing in best:
        matcher.set_seq1(fold(name[:_LONGEST]))
        ratio = matcher.ratio()
        # Whoever gives a part of a name, a country or an acronym, means it, however long the name is.
        if ratio >= _ALIKE or (len(wanted) > 1 and wanted in fold(name)):
            ranked.append((-ratio, name, thing))
    ranked.sort(key=lambda one: one[:2])
    found: dict[str, NamedNode] = {}
    for _, name, thing in ranked:
        if len(found) < _SHOWN and is_meant(thing):
            found.setdefault(name, thing)
    return found


def _names(store: Store) -> Iterator[tuple[str, NamedNode]]:
    for predicate in (Rdfs.label, Skos.alt_label):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                yield quad.object.value, quad.subject


def _pairs(text: str) -> set[str]:
    """The pairs of neighbours in a text, with its beginning: one character is a pair too."""
    return {f" {text}"[place : place + 2] for place in range(len(text))}

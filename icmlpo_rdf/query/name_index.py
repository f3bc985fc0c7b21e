"""The names of a store by the pairs of letters in them: what is spelt nearly so is found among a million in milliseconds."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from icmlpo_rdf.query.spelling import spelling_key

__all__ = ["NameIndex", "Named"]

_LONGEST = 200
_LOOKED_AT = 200_000
"""Names that hold a pair: pairs are taken, the rarest first, until there are so many."""
_COMPARED = 200
"""Names that share the most pairs, which alone are compared letter by letter."""
_LEAST_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """A thing under one of its names."""

    iri: str
    name: str
    similarity: float
    """1 where the two are spellings of one name, else how much of the letters they share, in one order."""


class NameIndex:
    """Knows names, and which are near to one that is asked for."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of an IRI and a name of it."""
        self._names = sorted({(name, iri) for iri, name in names})
        self._keys = [spelling_key(name[:_LONGEST]) for name, _ in self._names]
        self._with: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._called: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, key in enumerate(self._keys):
            self._called[key].append(number)
            for pair in _pairs(key):
                self._with[pair].append(number)

    def near(self, wanted: str, *, with_parts: bool = False) -> list[Named]:
        """Return things with the name that is nearest to what is wanted, the nearest first.

        All that are called so are there, and of the others those that share at least half of the letters; those of which
        it is a part, however long their names are, where that is asked for.
        """
        key = spelling_key(wanted[:_LONGEST])
        same = self._called.get(key, ()) if key else ()
        best: dict[str, Named] = {}
        for number in (*same, *self._sharing(key)):
            name, iri = self._names[number]
            similarity = 1.0 if self._keys[number] == key else self._similarity(key, self._keys[number])
            is_near = similarity >= _LEAST_ALIKE or (
                with_parts and len(key) > 1 and key in self._keys[number]
            )
            known = best.get(iri)
            if is_near and (known is None or known.similarity < similarity):
                best[iri] = Named(iri, name, similarity)
        return sorted(best.values(), key=lambda one: (-one.similarity, one.name, one.iri))

    def _sharing(self, key: str) -> list[int]:
        pairs = _pairs(key)
        shared: Counter[int] = Counter()
        looked_at = 0
        for pair in sorted(pairs, key=lambda one: (len(self._with.get(one, ())), one)):
            numbers = self._with.get(pair, array("I"))
            looked_at += len(numbers)
            if shared and looked_at > _LOOKED_AT:
                break
            shared.update(numbers)
        return nlargest(
            _COMPARED, shared, key=lambda one: (shared[one] / (len(pairs) + len(self._keys[one])), -one)
        )

    @staticmethod
    def _similarity(one: str, other: str) -> float:
        return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _pairs(text: str) -> set[str]:
    """The pairs of neighbours in a text, with its beginning and its end: one letter wrong leaves most of them."""
    return {f" {text} "[place : place + 2] for place in range(len(text) + 1)}

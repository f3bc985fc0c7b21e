"""Names found by parts of them, in either script."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from icmlpo_rdf.language import fold
from icmlpo_rdf.quads.vocab import Rdfs, Skos
from icmlpo_rdf.store.lookups import Term, Text, is_visible

__all__ = ["Hit", "Names"]

_SEPARATOR = "\n"
_LOOKED_AT = 5_000
"""Places of a very common part that are looked at before the best are chosen."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing whose name holds what was looked for."""

    iri: str
    name: Text
    """The name that matched, in its language."""


class Names:
    """All names of a store, folded, as one text: searching a million of them takes milliseconds."""

    def __init__(self, store: Store) -> None:
        names = sorted(
            {
                (name.value, thing.value, (name.language or "").lower())
                for thing, name in _named(store)
                if isinstance(name, Literal) and isinstance(thing, NamedNode) and is_visible(name.value)
            },
            key=lambda one: (len(one[0]), one),
        )
        self._starts = array("Q")
        self._names = names
        place, folded = 1, []
        for name, _, _ in names:
            line = fold(name)
            folded.append(line)
            self._starts.append(place)
            place += len(line) + len(_SEPARATOR)
        self._text = _SEPARATOR + _SEPARATOR.join(folded) + _SEPARATOR

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[tuple[str, Text]]:
        """Each thing with each of its names, short names first."""
        for name, iri, language in self._names:
            yield iri, Text(name, language)

    def count_outside(self, base: str) -> int:
        """Return how many things have an IRI that does not begin so."""
        return len({iri for iri in (one[1] for one in self._names) if not iri.startswith(base)})

    def find(self, wanted: str, limit: int = 50) -> list[Hit]:
        """Return the things whose names hold all words of a text; whole names first, then beginnings, short ones first."""
        words = fold(wanted[:_LONGEST]).split()
        if not words:
            return []
        whole = " ".join(words)
        ranked: dict[str, tuple[tuple[int, int, str], Text]] = {}
        # The longest word is the rarest, as a rule.
        first = max(words, key=len)
        for number in self._lines_with(first):
            start = self._starts[number]
            line = self._text[start : self._text.index(_SEPARATOR, start)]
            if not all(word in line for word in words):
                continue
            name, iri, language = self._names[number]
            kind = 0 if line == whole else 1 if line.startswith(whole) else 2
            rank = (kind, len(line), name)
            if iri not in ranked or rank < ranked[iri][0]:
                ranked[iri] = (rank, Text(name, language))
        best = sorted(ranked.items(), key=lambda one: (one[1][0], one[0]))[:limit]
        return [Hit(iri, name) for iri, (_, name) in best]

    def _lines_with(self, word: str) -> list[int]:
        found: dict[int, None] = {}
        place = self._text.find(word)
        while place != -1 and len(found) < _LOOKED_AT:
            number = bisect_right(self._starts, place) - 1
            found[number] = None
            place = self._text.find(word, self._text.index(_SEPARATOR, place))
        return list(found)


def _named(store: Store) -> Iterator[tuple[Term, Term]]:
    """Each thing with each of its names; the engine, which is quicker, leaves out what several graphs say alike."""
    for predicate in (Rdfs.label, Skos.alt_label):
        query = f"SELECT DISTINCT ?thing ?name {{ ?thing {predicate} ?name }}"
        found = store.query(query, use_default_graph_as_union=True)
        if isinstance(found, QuerySolutions):
            yield from ((one[0], one[1]) for one in found)

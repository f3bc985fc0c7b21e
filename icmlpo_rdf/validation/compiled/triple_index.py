"""A graph's triples by subject, and by object for the few predicates that are asked backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Store, Triple

__all__ = ["TYPE", "Index", "Term"]

Term = object
"""A NamedNode, Literal or BlankNode of pyoxigraph, which have no common type."""

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NONE: list[Term] = []


class Index:
    """The triples of one graph, or of several taken together."""

    __slots__ = ("_triples", "by_subject", "of_class", "pairs")

    def __init__(self, triples: Iterable[Triple | Quad], backwards: frozenset[Term] = frozenset()) -> None:
        """Read the triples.

        Args:
            triples: those of the graph, or quads, whose graph names do not count.
            backwards: the predicates that `pairs` and `subjects` may be asked about.
        """
        self._triples = tuple(triples)
        self.by_subject: defaultdict[Term, dict[Term, list[Term]]] = defaultdict(dict)
        self.of_class: defaultdict[Term, list[Term]] = defaultdict(list)
        self.pairs: dict[Term, defaultdict[Term, list[Term]]] = {}
        """Subjects by object, for each predicate of `backwards` that occurs."""
        for one in self._triples:
            subject, predicate, value = one.subject, one.predicate, one.object
            said = self.by_subject[subject]
            values = said.get(predicate)
            if values is None:
                said[predicate] = [value]
            else:
                values.append(value)
            if predicate in backwards:
                if predicate not in self.pairs:
                    self.pairs[predicate] = defaultdict(list)
                self.pairs[predicate][value].append(subject)
            if predicate == TYPE:
                self.of_class[value].append(subject)

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        """Return what a subject is said to have."""
        said = self.by_subject.get(subject)
        return said.get(predicate, _NONE) if said else _NONE

    def subjects(self, value: Term, predicate: Term) -> list[Term]:
        """Return what is said to have a value."""
        found = self.pairs.get(predicate)
        return found.get(value, _NONE) if found else _NONE

    def store(self) -> Store:
        """Return a store of the triples in its default graph, for queries."""
        store = Store()
        store.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in self._triples)
        return store

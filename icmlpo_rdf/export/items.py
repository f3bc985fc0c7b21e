"""Which items the things of data are: as the link graph among the data says, and as people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from icmlpo_rdf.quads.vocab import Owl
from icmlpo_rdf.quads.wikidata_items import ENTITY, item_of
from icmlpo_rdf.store.decisions import Decisions

__all__ = ["Items"]


class Items:
    """The items of things. Who is said to be two items is none."""

    def __init__(self, quads: Iterable[Quad], decisions: Decisions) -> None:
        self._decisions = decisions
        self._items: defaultdict[str, set[str]] = defaultdict(set)
        self._same: defaultdict[str, set[str]] = defaultdict(set)
        for quad in quads:
            subject, value = quad.subject, quad.object
            if quad.predicate != Owl.same_as or subject == value:
                continue
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                self._add(subject.value, value.value)
        for one in decisions.every:
            for iri in one.pair:
                if item := decisions.item_of(iri):
                    self._items[iri] = {item}

    def _add(self, thing: str, other: str) -> None:
        if item := item_of(other):
            self._items[thing].add(item)
        elif not item_of(thing):
            self._same[thing].add(other)
            self._same[other].add(thing)

    def __bool__(self) -> bool:
        """Whether anything has an item."""
        return any(self._items.values())

    def every(self, thing: NamedNode) -> frozenset[str]:
        """All items that a thing, or what it is the same as, is said to be; those that people refused are left out."""
        known, found = {thing.value}, set[str]()
        waiting = [thing.value]
        while waiting:
            one = waiting.pop()
            if decided := self._decisions.item_of(one):
                return frozenset((decided,))
            found |= {
                item for item in self._items.get(one, ()) if not self._is_refused(one, thing.value, item)
            }
            further = {*self._same.get(one, ()), *self._decisions.class_of(one)} - known
            known |= further
            waiting += sorted(further)
        return frozenset(found)

    def item(self, thing: NamedNode) -> str:
        """The one item that a thing is; empty where there is none, or several."""
        found = self.every(thing)
        return next(iter(found)) if len(found) == 1 else ""

    def _is_refused(self, one: str, thing: str, item: str) -> bool:
        return any(self._decisions.forbids(iri, ENTITY + item) for iri in (one, thing))

"""What pages say of a thing and of those that links know to be it, gathered out of a store that keeps these apart.

`joined_accounts` joins whole data, for a command that compares them all. A site asks of one thing at a time: as much is taken
as the comparison looks at, and joined in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from icmlpo_rdf.agree.accounts import Accounts, join_linked, linked_classes
from icmlpo_rdf.agree.comparing import tellers
from icmlpo_rdf.quads.vocab import Foaf, Icm, Org, Owl, Prov
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.decided import decisions_in, is_linked
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.store.one_thing import meetings_by_number

__all__ = ["LinkedThings"]

_ENDS = (Icm.organization, Icm.participant, Org.member)
# Of whoever takes part in much, as much is said as there are meetings; the records say it too.
_SAID_BY_RECORDS = frozenset({Icm.attended, Icm.attended_by, Icm.member_of, Icm.has_member})


class LinkedThings:
    """Finds them in a store that nobody changes any more."""

    def __init__(self, store: Store) -> None:
        """`store` is as `load` makes it: what people decided is obeyed in it, what links say is not."""
        self._store = store
        self._look = Lookups(store)
        self._decisions = decisions_in(store)
        same = store.quads_for_pattern(None, Owl.same_as, None, None)
        self._has_links = any(not is_linked(quad, is_decided=True) for quad in same)

    def tellers(self, thing: NamedNode) -> list[str]:
        """Return the sources of the pages that tell of a meeting, series or body, under whichever of its names."""
        return sorted({source for one in self._alike(thing) for source in tellers(self._store, one)})

    def accounts(self, thing: NamedNode) -> Accounts:
        """Return what pages say of a meeting, series or body under its IRI, as `compared` takes it."""
        if not self._has_links:
            return Accounts(self._store, frozenset())
        series = self._look.things(thing, Icm.series)
        things = self._alike(thing)
        wholes = {one for each in things for one in self._look.things(each, Icm.series)}
        wholes |= {same for one in wholes for same in self._same(one)} | {*things}
        gathering = _Gathering(self._store)
        for whole in sorted(wholes, key=str):
            gathering.take_whole(whole)
        for one in things:
            gathering.take_said(one)
        return join_linked(gathering.found, self._decisions, {one.value for one in (thing, *series)})

    def _alike(self, thing: NamedNode) -> list[NamedNode]:
        """A thing, and those that links know to be it; with its series a meeting of one number is one, too."""
        found = dict.fromkeys(self._same(thing))
        for series in self._look.things(thing, Icm.series):
            for other in self._same(series)[1:]:
                ours, theirs = (meetings_by_number(self._look, one) for one in (series, other))
                found |= dict.fromkeys(theirs[key] for key in ours.keys() & theirs if ours[key] == thing)
        return list(found)

    def _same(self, thing: NamedNode) -> list[NamedNode]:
        """A thing, and those that links know to be it, as far as nothing keeps them apart."""
        linked = _linked(self._store, thing) if self._has_links else {thing}
        if len(linked) == 1:
            return [thing]
        beside = Store()
        for node in linked:
            for predicate in (Owl.same_as, Owl.different_from):
                beside.extend(self._store.quads_for_pattern(node, predicate, None, None))
        classes = linked_classes(beside, self._decisions, {thing.value})
        return [NamedNode(iri) for one in classes if thing.value in one for iri in one] or [thing]


def _linked(store: Store, thing: NamedNode) -> set[NamedNode]:
    """All that links lead to from a thing, items among it."""
    found, waiting = {thing}, [thing]
    while waiting:
        node = waiting.pop()
        quads = [*store.quads_for_pattern(node, Owl.same_as, None, None)]
        quads += store.quads_for_pattern(None, Owl.same_as, node, None)
        for end in {end for quad in quads for end in (quad.subject, quad.object)} - found:
            if isinstance(end, NamedNode):
                found.add(end)
                waiting.append(end)
    return found


class _Gathering:
    """A store that is filled with what a comparison looks at."""

    def __init__(self, store: Store) -> None:
        self.found = Store()
        self._store = store
        self._look = Lookups(store)
        self._taken: set[NamedNode] = set()

    def take_whole(self, thing: NamedNode) -> None:
        """What is said of a thing and of its meetings, which pages are about it, what it was found to be, and who stands in its lists."""
        look = self._look
        self._take(thing)
        self._take_each(look.subjects(Foaf.primary_topic, thing))
        for record in look.subjects(Icm.identified, thing):
            self._take(record)
            self._take_each(look.things(record, Prov.was_derived_from))
        for meeting in look.subjects(Icm.series, thing):
            self._take(meeting)
            self._take_lists(meeting)

    def take_said(self, thing: NamedNode) -> None:
        """What is compared: who attended or is a member, by which page, and what else its pages name."""
        self._take_records(thing)
        self._take_linked(value for _, value in self._look.statements(thing) if isinstance(value, NamedNode))

    def _take_lists(self, meeting: NamedNode) -> None:
        """Who stands in the lists of a meeting, by which page: of one that is not compared itself, no more is asked."""
        for record in self._look.subjects(Icm.meeting, meeting):
            for predicate in (Icm.meeting, *_ENDS, Prov.was_derived_from):
                self.found.extend(self._store.quads_for_pattern(record, predicate, None, None))

    def _take_records(self, thing: NamedNode) -> None:
        """Who attended or is a member, by which page."""
        look = self._look
        records = [*look.subjects(Icm.meeting, thing), *look.subjects(Org.organization, thing)]
        self._take_each(records)
        self._take_each(NamedNode(told.source) for one in records for told in look.evidence(one))
        self._take_linked({end for one in records for end in look.things(one, *_ENDS)})

    def _take_linked(self, nodes: Iterable[NamedNode]) -> None:
        for node in nodes:
            self._take_each(one for one in _linked(self._store, node) if not item_of(one.value))

    def _take_each(self, nodes: Iterable[NamedNode]) -> None:
        for node in nodes:
            self._take(node)

    def _take(self, node: NamedNode) -> None:
        if node not in self._taken:
            self._taken.add(node)
            quads = self._store.quads_for_pattern(node, None, None, None)
            self.found.extend(
                self._told_apart(quad, node) for quad in quads if quad.predicate not in _SAID_BY_RECORDS
            )

    def _told_apart(self, quad: Quad, node: NamedNode) -> Quad:
        """A statement in the graph of its page also where the data have no graphs: before its thing is joined with another's."""
        pages = {one.source for one in self._look.evidence(node)}
        if len(pages) > 1 or not pages or quad.graph_name != DefaultGraph():
            return quad
        return Quad(quad.subject, quad.predicate, quad.object, NamedNode(*pages))

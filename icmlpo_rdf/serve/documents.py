"""What a document says: the statements about a thing, about what only its page speaks of, and who speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from icmlpo_rdf.quads.vocab import PREFIXES, Foaf, Prov, Rdf, Rdfs
from icmlpo_rdf.resources import ontology_text
from icmlpo_rdf.store.one_thing import decided_with

__all__ = ["ENDINGS", "ONTOLOGY", "Documents", "TooLongError", "in_syntax"]

ONTOLOGY = PREFIXES["icm"].rstrip("#")
"""The IRI of the ontology's document."""
ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
_MENTIONS = 1_000
"""Statements of others about a thing that its document repeats; all of them are at `/sparql`."""


class TooLongError(Exception):
    """A document says more than it may."""


class Documents:
    """Looks up what the documents of a store say."""

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self._base = base
        self._parts: dict[str, set[str]] = {}
        self._cited: dict[str, set[str]] = {}
        self._look_through_default_graph()
        self._ontology = Store()
        self._ontology.load(ontology_text().encode(), format=RdfFormat.TURTLE)

    def holder(self, iri: str) -> Store:
        """The store that speaks of a document: the ontology is a store of its own."""
        return self._ontology if iri.partition("#")[0] == ONTOLOGY else self.store

    def is_known(self, iri: str) -> bool:
        """Whether the data says anything of a thing, or names it."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return False
        if iri == ONTOLOGY or iri in self._parts:
            return True
        store = self.holder(iri)
        found = (
            store.quads_for_pattern(node, None, None, None),
            store.quads_for_pattern(None, None, node, None),
            store.quads_for_pattern(None, node, None, None),
        )
        return any(next(iter(one), None) is not None for one in found)

    def parts(self, document: str) -> list[str]:
        """The IRIs of what only this page speaks of: those with a fragment of the document's IRI, or of one decided to be the same, sorted."""
        if document == ONTOLOGY:
            subjects = {quad.subject.value for quad in self._ontology if isinstance(quad.subject, NamedNode)}
            return sorted(one for one in subjects if one.startswith(f"{ONTOLOGY}#"))
        names = decided_with(self.store, document)
        found = {f"{name}#{fragment}" for name in names for fragment in self._parts.get(name, ())}
        for graph in self._graphs(document):
            found.update(
                quad.subject.value
                for quad in self.store.quads_for_pattern(None, None, None, graph)
                if isinstance(quad.subject, NamedNode)
                and "#" in quad.subject.value
                and quad.subject.value.partition("#")[0] in names
            )
        return sorted(found)

    def cited(self, source: str) -> set[str]:
        """The fragments of a source that its page's statements cite."""
        graph = self.store.quads_for_pattern(None, Prov.was_derived_from, None, NamedNode(source))
        cited = (quad.object.value.partition("#") for quad in graph if isinstance(quad.object, NamedNode))
        return {fragment for document, _, fragment in cited if document == source} | self._cited.get(
            source, set()
        )

    def triples(self, document: str, most: int) -> list[Triple]:
        """What a document says, each triple once, in a fixed order.

        Raises:
            TooLongError: it says more than so many triples.
        """
        if document == ONTOLOGY:
            return sorted({quad.triple for quad in self._ontology}, key=_key)
        found: dict[Triple, None] = {}
        things = [document, *self.parts(document)]
        for thing in things:
            _add(found, self.store.quads_for_pattern(NamedNode(thing), None, None, None))
            if len(found) > most:
                raise TooLongError
        mentions = self.store.quads_for_pattern(None, None, NamedNode(document), None)
        _add(found, islice(mentions, _MENTIONS))
        own = set(things)
        others = {
            one
            for triple in found
            for one in (triple.subject, triple.object)
            if isinstance(one, NamedNode) and one.value not in own
        }
        for other in others:
            _add(found, self.store.quads_for_pattern(other, Rdfs.label, None, None))
        return sorted(found, key=_key)

    def _graphs(self, document: str) -> Iterator[NamedNode]:
        """The named graphs of a page: the IRI of its source, as the converter names it."""
        if document.startswith(self._base):
            yield NamedNode(f"{self._base}source/{document[len(self._base) :]}")
        for quad in self.store.quads_for_pattern(None, Foaf.primary_topic, NamedNode(document), None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _look_through_default_graph(self) -> None:
        """Note the fragments of documents and sources that stand in no named graph, where they could be found by the graph."""
        for quad in self.store.quads_for_pattern(None, None, None, DefaultGraph()):
            is_place = quad.predicate == Prov.was_derived_from
            for thing, found in (
                (quad.subject, self._parts),
                (quad.object if is_place else None, self._cited),
            ):
                if isinstance(thing, NamedNode) and thing.value.startswith(self._base):
                    document, mark, fragment = thing.value.partition("#")
                    if mark:
                        found.setdefault(document, set()).add(fragment)

    def types(self, iri: str) -> set[NamedNode]:
        """The classes of a thing."""
        found = self.holder(iri).quads_for_pattern(NamedNode(iri), Rdf.type, None, None)
        return {quad.object for quad in found if isinstance(quad.object, NamedNode)}


def in_syntax(triples: Iterable[Triple], syntax: RdfFormat) -> bytes:
    """Return triples in a syntax, with our prefixes."""
    return serialize(triples, format=syntax, prefixes=PREFIXES) or b""


def _add(found: dict[Triple, None], quads: Iterable[Quad]) -> None:
    found.update((quad.triple, None) for quad in quads)


def _key(triple: Triple) -> tuple[str, bool, str, str]:
    """By subject and predicate, the class first; then by the object's text."""
    value = triple.object
    text = value.value if isinstance(value, NamedNode | Literal) else str(value)
    return str(triple.subject), triple.predicate != Rdf.type, triple.predicate.value, text

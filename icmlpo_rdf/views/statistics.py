"""The main figures of a store, and the source files that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Rdf, Schema
from icmlpo_rdf.store.lookups import Lookups, Term, Text

__all__ = ["Figures", "SourceFile", "figures", "source_files"]


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a store holds."""

    pages: int
    """Source files, one for each wiki page."""
    series: int
    meetings: int
    told_meetings: int
    """Those with at least one participant in the data."""
    organizations: int
    countries: int
    """Countries that take part or are members in their own name."""
    persons: int
    participations: int
    memberships: int
    statements: int
    """Triples, each once: what the graphs of several pages say alike is one."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that pages were read from."""

    iri: str
    name: str
    language: str
    sha256: str
    topic: Text | None
    """The label of what the page is about."""
    wikipedia: str | None
    """The address of the page on Wikipedia."""
    license: str | None
    rights: tuple[Text, ...]
    """The attribution that the licence asks for."""
    revision: str | None
    dump: str | None


def figures(store: Store) -> Figures:
    """Count what a store holds."""
    # Not every thing that is an organization takes part: the body that a page is about is one as well.
    return Figures(
        pages=_count(store, Icm.PAGE),
        series=_count(store, Icm.MEETING_SERIES),
        meetings=_count(store, Icm.MEETING),
        told_meetings=_number(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s {Icm.attended_by} ?o }}"),
        organizations=_count(store, Icm.ORGANIZATION),
        countries=_count(store, Icm.COUNTRY),
        persons=_count(store, Icm.PERSON),
        participations=_count(store, Icm.PARTICIPATION),
        memberships=_count(store, Icm.MEMBERSHIP),
        statements=_statements(store),
    )


def source_files(store: Store) -> tuple[SourceFile, ...]:
    """Return the source files that a store speaks of, by IRI."""
    look = Lookups(store)
    return tuple(_source_file(look, iri) for iri in look.of_class(Icm.PAGE))


def _source_file(look: Lookups, iri: NamedNode) -> SourceFile:
    topics = look.things(iri, Foaf.primary_topic)
    return SourceFile(
        iri=iri.value,
        name=look.value(iri, Schema.name) or iri.value,
        language=look.value(iri, Schema.in_language) or "",
        sha256=look.value(iri, Schema.sha256) or "",
        topic=look.label(topics[0]) if topics else None,
        wikipedia=look.address(iri, Dcterms.source),
        license=look.address(iri, Dcterms.license),
        rights=tuple(look.texts(iri, Dcterms.rights)),
        revision=look.value(iri, Schema.version),
        dump=look.address(iri, Dcterms.is_part_of),
    )


def _statements(store: Store) -> int:
    """The engine counts a triple once for each graph, and keeps in memory what it counts once: a property at a time."""
    graphs = islice(store.named_graphs(), 1)
    if not any(True for _ in graphs):
        return len(store)
    predicates = _values(store, "SELECT DISTINCT ?p { ?s ?p ?o }")
    counted = "SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ ?s {} ?o }} }}"
    return sum(_number(store, counted.format(one)) for one in predicates)


def _number(store: Store, query: str) -> int:
    """The only value of an answer."""
    return sum(int(one.value) for one in _values(store, query) if isinstance(one, Literal))


def _values(store: Store, query: str) -> list[Term]:
    """The only column of an answer."""
    results = store.query(query, use_default_graph_as_union=True)
    return [row[0] for row in results] if isinstance(results, QuerySolutions) else []


def _count(store: Store, kind: NamedNode) -> int:
    return _number(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s {Rdf.type} {kind} }}")

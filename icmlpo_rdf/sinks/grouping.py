"""What Turtle, TriG and JSON-LD have in common: quads grouped by subject and predicate, IRIs shortened by prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["Grouped", "Object", "Shortener", "by_graph", "grouped"]

Object = NamedNode | BlankNode | Literal | Triple
Grouped = dict[NamedNode | BlankNode | Triple, dict[NamedNode, dict[Object, None]]]
_LOCAL_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_-]*")


def grouped(quads: Iterable[Quad]) -> Grouped:
    """Return the triples of quads, each once, subjects and predicates in the order of their first quad."""
    found: Grouped = {}
    for quad in quads:
        found.setdefault(quad.subject, {}).setdefault(quad.predicate, {})[quad.object] = None
    return found


def by_graph(quads: Iterable[Quad]) -> dict[NamedNode | BlankNode | DefaultGraph, list[Quad]]:
    """Return quads by their graph, in the order of its first quad."""
    found: dict[NamedNode | BlankNode | DefaultGraph, list[Quad]] = {}
    for quad in quads:
        found.setdefault(quad.graph_name, []).append(quad)
    return found


class Shortener:
    """Writes IRIs as `prefix:name` where nothing of the name needs an escape, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: set[str] = set()

    def short(self, iri: str) -> str | None:
        """Return the short form, or None where there is none."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        namespace = iri[:cut]
        prefix = self._prefix_of.get(namespace)
        if prefix is None or not _LOCAL_NAME.fullmatch(iri, cut):
            return None
        self._used.add(namespace)
        return f"{prefix}:{iri[cut:]}"

    @property
    def used(self) -> dict[str, str]:
        """The prefixes of the short forms so far, in alphabetical order."""
        return dict(sorted((self._prefix_of[namespace], namespace) for namespace in self._used))

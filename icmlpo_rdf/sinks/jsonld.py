"""JSON-LD 1.1 that people and programs like to read: prefixed names, a node a subject, plain strings for IRIs.

A property whose values are all IRIs is typed so in the context (JSON-LD 1.1, section 4.2.3), which leaves its values
plain strings. A graph is the default graph, which is what a reader of one graph looks into; named graphs are written
for who asks for them. Same quads, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.sinks.grouping import Object, Shortener, by_graph, grouped

__all__ = ["to_jsonld"]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Larger numbers a reader of JSON may round (RFC 8259, section 6).
_MOST = 2**53
_WIDTH = 100
_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | bool"


def to_jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str], *, named_graphs: bool = False) -> bytes:
    """Return quads as JSON-LD.

    Args:
        quads: subjects, properties and values are written in the order of their first quad.
        prefixes: what IRIs may be shortened with; the context has those that are used.
        named_graphs: whether each graph is written as one of its own; else their triples are one default graph.

    Raises:
        UsageError: a term is a triple, which JSON-LD 1.1 cannot say.
    """
    quads = list(quads)
    names = _Names(quads, prefixes)
    nodes: list[_Json] = []
    if named_graphs:
        for graph, members in by_graph(quads).items():
            inside = [names.node(*one) for one in grouped(members).items()]
            is_default = isinstance(graph, DefaultGraph)
            nodes += inside if is_default else [{"@id": names.identity(graph), "@graph": inside}]
    else:
        nodes += [names.node(*one) for one in grouped(quads).items()]
    return f"{_text({'@context': names.context(), '@graph': nodes}, '')}\n".encode()


class _Names:
    """Writes terms, and remembers what the context must tell of them."""

    def __init__(self, quads: Sequence[Quad], prefixes: Mapping[str, str]) -> None:
        # Of an IRI such as `schema:x`, whose scheme is called as a prefix is, a reader would make another.
        schemes = {term.value.partition(":")[0] for term in _iris(quads)}
        self._shortener = Shortener({one: iri for one, iri in prefixes.items() if one not in schemes})
        self._kinds: dict[NamedNode, set[type]] = {}
        for quad in quads:
            self._kinds.setdefault(quad.predicate, set()).add(type(quad.object))
        self._to_things: set[str] = set()

    def context(self) -> dict[str, _Json]:
        """The prefixes that were used, and the properties whose values are IRIs."""
        properties: dict[str, _Json] = {key: {"@type": "@id"} for key in sorted(self._to_things)}
        return {**self._shortener.used, **properties}

    def identity(self, term: Object | DefaultGraph) -> str:
        """An IRI, short where it can be, or a blank node."""
        if isinstance(term, NamedNode):
            return self._shortener.short(term.value) or term.value
        if isinstance(term, BlankNode):
            return str(term)
        raise UsageError("JSON-LD cannot say a triple of a triple", mend="use turtle", origin="--format")

    def node(self, subject: Object, properties: Mapping[NamedNode, Mapping[Object, None]]) -> _Json:
        """A subject with all that is said of it; its classes first."""
        found: dict[str, _Json] = {"@id": self.identity(subject)}
        if _TYPE in properties and self._are_things(_TYPE):
            found["@type"] = _one_or_all([self.identity(one) for one in properties[_TYPE]])
        for predicate, values in properties.items():
            if predicate == _TYPE and "@type" in found:
                continue
            key = self.identity(predicate)
            # A property without a short name is left out of the context: it stands here once or twice.
            plain = key != predicate.value and self._are_things(predicate)
            if plain:
                self._to_things.add(key)
            found[key] = _one_or_all([self.identity(one) if plain else self._value(one) for one in values])
        return found

    def _are_things(self, predicate: NamedNode) -> bool:
        return Literal not in self._kinds[predicate]

    def _value(self, term: Object) -> _Json:
        if not isinstance(term, Literal):
            return {"@id": self.identity(term)}
        if term.language is not None:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if datatype == f"{_XSD}string":
            return term.value
        if datatype == f"{_XSD}boolean" and term.value in {"true", "false"}:
            return term.value == "true"
        if datatype == f"{_XSD}integer" and _is_plain(term.value):
            return int(term.value)
        return {"@type": self.identity(term.datatype), "@value": term.value}


def _iris(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                yield term
            elif isinstance(term, Literal):
                yield term.datatype


def _is_plain(text: str) -> bool:
    """Whether a number is written as JSON would write it."""
    return (
        len(text) < 18
        and text.isascii()
        and text.lstrip("-").isdigit()
        and str(int(text)) == text
        and abs(int(text)) <= _MOST
    )


def _one_or_all(values: list[_Json]) -> _Json:
    return values[0] if len(values) == 1 else values


def _text(value: _Json, indent: str) -> str:
    """JSON with a line for each member, but values that fit on a line on one."""
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(short) <= _WIDTH:
        return short
    inner = indent + "  "
    if isinstance(value, list):
        lines = [_text(one, inner) for one in value]
        return "[" + ",".join(f"\n{inner}{line}" for line in lines) + f"\n{indent}]"
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {_text(one, inner)}" for key, one in value.items()]
    return "{" + ",".join(f"\n{inner}{line}" for line in lines) + f"\n{indent}}}"

r"""Turtle and TriG that people like to read: grouped subjects, one object a line, a fixed order.

Terms are spelt by pyoxigraph; only the layout is ours. Prefixed names stand only where nothing needs an escape, so
titles stand as full IRIs: stores have had trouble with `zh:a\/b`. No state but the quads: same quads, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.sinks.grouping import Grouped, Object, Shortener, by_graph, grouped

__all__ = ["to_trig", "to_turtle"]

_INDENT = "    "
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Turtle, section 2.5.2 and 2.5.3: numbers and booleans may stand without quotes in these forms.
_BARE = {
    f"{_XSD}integer": lazy_pattern(r"[+-]?[0-9]+"),
    f"{_XSD}boolean": lazy_pattern(r"true|false"),
}


def to_turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads' triples as Turtle, subjects and predicates in the order of their first quad."""
    names = _Names(prefixes)
    body = _blocks(grouped(quads), names, "")
    return (names.header() + body).encode()


def to_trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads as TriG: `<graph> { … }`, without the keyword GRAPH, which older readers refuse."""
    names = _Names(prefixes)
    parts = []
    for graph, members in by_graph(quads).items():
        blocks = _blocks(grouped(members), names, "" if isinstance(graph, DefaultGraph) else _INDENT)
        parts.append(blocks if isinstance(graph, DefaultGraph) else f"\n{names.of(graph)} {{{blocks}}}\n")
    return (names.header() + "".join(parts)).encode()


def _blocks(triples: Grouped, names: _Names, indent: str) -> str:
    parts: list[str] = []
    inner, innermost = indent + _INDENT, indent + 2 * _INDENT
    for subject, predicates in triples.items():
        lines: list[str] = []
        for predicate, objects in predicates.items():
            # A class list is short and belongs on the subject's line; other lists get a line each.
            if predicate == _TYPE:
                lines.insert(0, "a " + " , ".join(names.of(one) for one in objects))
            elif len(objects) == 1:
                lines.append(f"{names.of(predicate)} {names.of(next(iter(objects)))}")
            else:
                listed = f" ,\n{innermost}".join(names.of(one) for one in objects)
                lines.append(f"{names.of(predicate)}\n{innermost}{listed}")
        parts.append(f"\n{indent}{names.of(subject)} " + f" ;\n{inner}".join(lines) + " .\n")
    return "".join(parts)


class _Names:
    """Spells terms, with prefixes where nothing needs an escape, and remembers each spelling."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._shortener = Shortener(prefixes)
        self._known: dict[str, str] = {}

    def header(self) -> str:
        """The prefixes that were used, in alphabetical order."""
        return "".join(
            f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self._shortener.used.items()
        )

    def of(self, term: Object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal) and term.language is None:
            return self._literal(term)
        if isinstance(term, Triple):  # RDF 1.2; Turtle 1.2, rule tripleTerm
            return f"<<( {self.of(term.subject)} {self.of(term.predicate)} {self.of(term.object)} )>>"
        return str(term)

    def _iri(self, iri: str) -> str:
        if (known := self._known.get(iri)) is None:
            known = self._known[iri] = self._shortener.short(iri) or f"<{iri}>"
        return known

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if (bare := _BARE.get(datatype)) and bare.fullmatch(literal.value):
            return literal.value
        if datatype == f"{_XSD}string":
            return str(literal)
        return f"{Literal(literal.value)}^^{self._iri(datatype)}"

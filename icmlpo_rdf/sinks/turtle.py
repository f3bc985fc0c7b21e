"""Turtle and TriG that people like to read: grouped subjects, one object a line, a fixed order.

Terms are spelt by pyoxigraph; only the layout is ours. Prefixed names stand only where nothing needs an
escape, so titles stand as full IRIs (design, section 3). No state but the quads: same quads, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

__all__ = ["to_trig", "to_turtle"]

_INDENT = "    "
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Turtle, section 2.5.2 and 2.5.3: numbers and booleans may stand without quotes in these forms.
_BARE = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}

_Subject = NamedNode | BlankNode | Triple
_Object = NamedNode | BlankNode | Literal | Triple
_Grouped = dict[_Subject, dict[NamedNode, dict[_Object, None]]]


def to_turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads' triples as Turtle, subjects and predicates in the order of their first quad."""
    names = _Names(prefixes)
    body = _blocks(_grouped(quads), names, "")
    return (names.header(body) + body).encode()


def to_trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads as TriG: `<graph> { … }`, without the keyword GRAPH, which older readers refuse."""
    names = _Names(prefixes)
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    parts = []
    for graph, members in graphs.items():
        blocks = _blocks(_grouped(members), names, "" if isinstance(graph, DefaultGraph) else _INDENT)
        parts.append(blocks if isinstance(graph, DefaultGraph) else f"\n{names.of(graph)} {{{blocks}}}\n")
    body = "".join(parts)
    return (names.header(body) + body).encode()


def _grouped(quads: Iterable[Quad]) -> _Grouped:
    grouped: _Grouped = {}
    for quad in quads:
        grouped.setdefault(quad.subject, {}).setdefault(quad.predicate, {})[quad.object] = None
    return grouped


def _blocks(grouped: _Grouped, names: _Names, indent: str) -> str:
    parts: list[str] = []
    inner, innermost = indent + _INDENT, indent + 2 * _INDENT
    for subject, predicates in grouped.items():
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
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str] = {}

    def header(self, body: str) -> str:
        """The prefixes that the body uses, in alphabetical order."""
        used = sorted(
            (prefix, namespace)
            for namespace, prefix in self._prefixes.items()
            if any(spelt.startswith(f"{prefix}:") for spelt in self._known.values()) or f"^^{prefix}:" in body
        )
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in used)

    def of(self, term: _Object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal) and term.language is None:
            return self._literal(term)
        if isinstance(term, Triple):  # RDF 1.2; Turtle 1.2, rule tripleTerm
            return f"<<( {self.of(term.subject)} {self.of(term.predicate)} {self.of(term.object)} )>>"
        return str(term)

    def _iri(self, iri: str) -> str:
        if (known := self._known.get(iri)) is None:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self._prefixes.get(iri[:cut])
            fits = prefix is not None and _LOCAL_NAME.fullmatch(iri, cut)
            known = self._known[iri] = f"{prefix}:{iri[cut:]}" if fits else f"<{iri}>"
        return known

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if (bare := _BARE.get(datatype)) and bare.fullmatch(literal.value):
            return literal.value
        if datatype == f"{_XSD}string":
            return str(literal)
        return f"{Literal(literal.value)}^^{self._iri(datatype)}"

"""A shapes graph compiled: what each shape asks becomes functions, and what cannot become one is refused."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.validation.compiled.constraints import ON_SETS, ON_VALUES, Fits
from icmlpo_rdf.validation.compiled.shapes import Path, Shape, Targets
from icmlpo_rdf.validation.compiled.sparql import SparqlConstraint
from icmlpo_rdf.validation.shapes_graph import SH, shacl
from icmlpo_rdf.validation.triple_index import TYPE, Index, Term, text_of

__all__ = ["Shapes"]


_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
# What says nothing of the data, or is read together with another.
_NO_CONSTRAINTS = frozenset(
    {*_TARGETS, "path", "inversePath", "alternativePath", "ignoredProperties", "sparql", "select", "severity"}
    | {
        "message",
        "name",
        "description",
        "order",
        "deactivated",
        "group",
        "defaultValue",
        "prefixes",
        "declare",
        "prefix",
        "namespace",
    }
)
_CONSTRAINTS = frozenset(
    {*ON_VALUES, *ON_SETS, "minCount", "maxCount", "property", "node", "not", "and", "or", "in", "closed"}
)
_KNOWN = _NO_CONSTRAINTS | _CONSTRAINTS
_FORBIDDEN = lazy_pattern(r"MINUS|SERVICE|VALUES|\$PATH|[$?](?:shapesGraph|currentShape)|\\u", re.IGNORECASE)
"""What SHACL forbids in a query (section 5.2.1), and what would have to be put in its place."""
_TARGETING = frozenset(map(shacl, _TARGETS))
_IMPLICIT_TARGET = NamedNode("http://www.w3.org/2000/01/rdf-schema#Class")


class Shapes:
    """A shapes graph, compiled."""

    def __init__(self, graph: Index, origin: str) -> None:
        """Compile shapes.

        Args:
            graph: the shapes graph.
            origin: what to call it in messages.

        Raises:
            DataError: it uses what cannot be compiled.
        """
        self.graph = graph
        self._origin = origin
        self._known: dict[Term, Shape] = {}
        self._refuse_what_is_not_known()
        self.targeted = tuple(
            self._shape(subject)
            for subject, said in self.graph.by_subject.items()
            if not _TARGETING.isdisjoint(said) and not self._is_deactivated(subject)
        )
        """The shapes that look for nodes of their own."""

    def unable(self, what: str) -> DataError:
        """Return the error that says that something cannot be compiled."""
        return DataError(
            f"the fast engine does not know {what}", mend="use --engine pyshacl", origin=self._origin
        )

    def unusable(self, error: Exception) -> DataError:
        """Return the error that says that a query of the shapes is none."""
        reason = str(error).strip().splitlines() or [type(error).__name__]
        return DataError(
            f"the shapes cannot be used ({reason[0]})", mend="mend the shapes", origin=self._origin
        )

    def _refuse_what_is_not_known(self) -> None:
        predicates: set[Term] = set().union(*self.graph.by_subject.values())
        for iri in sorted(map(text_of, predicates)):
            name = iri.removeprefix(SH)
            if name != iri and name not in _KNOWN:
                raise self.unable(f"sh:{name}")
        if any(map(self._is_shape, self.graph.backwards(TYPE).get(_IMPLICIT_TARGET, ()))):
            raise self.unable("shapes that are classes")

    def _is_shape(self, subject: Term) -> bool:
        return not {shacl("NodeShape"), shacl("PropertyShape")}.isdisjoint(self.graph.values(subject, TYPE))

    def _is_deactivated(self, subject: Term) -> bool:
        return any(text_of(one) in {"true", "1"} for one in self._all(subject, "deactivated"))

    def _all(self, subject: Term, name: str) -> list[Term]:
        return self.graph.values(subject, shacl(name))

    def _literals(self, subject: Term, name: str) -> tuple[Literal, ...]:
        return tuple(one for one in self._all(subject, name) if isinstance(one, Literal))

    # Shapes.

    def _shape(self, node: Term) -> Shape:
        shape = self._known.get(node)
        if shape is None:
            severity, path = self._all(node, "severity"), self._all(node, "path")
            shape = self._known[node] = Shape(
                node=node,
                severity=severity[0] if severity else shacl("Violation"),
                messages=self._literals(node, "message"),
                targets=Targets(*(tuple(self._all(node, name)) for name in _TARGETS)),
                path=self._path(path[0]) if path else None,
                path_node=path[0] if path else None,
                predicate=path[0] if path and isinstance(path[0], NamedNode) else None,
            )
            if not self._is_deactivated(node):
                self._fill(shape)
        return shape

    def _fill(self, shape: Shape) -> None:
        for predicate, values in self.graph.by_subject.get(shape.node, {}).items():
            name = text_of(predicate).removeprefix(SH)
            for value in values if name in _CONSTRAINTS else ():
                try:
                    self._constrain(shape, name, value)
                except (KeyError, ValueError, re.error) as error:
                    raise self.unable(f"sh:{name} {text_of(value)}") from error
        shape.queries += map(self._query, self._all(shape.node, "sparql"))

    def _constrain(self, shape: Shape, name: str, value: Term) -> None:
        if name == "property":
            shape.properties.append(self._nested(value))
        elif name == "closed":
            shape.closed = self._allowed(shape.node) if text_of(value) == "true" else None
        elif name == "minCount":
            shape.least = int(text_of(value))
        elif name == "maxCount":
            shape.most = int(text_of(value))
        elif name in ON_SETS:
            shape.on_sets.append((name, ON_SETS[name](value)))
        else:
            shape.on_values.append((name, self._on_values(name, value)))

    def _on_values(self, name: str, value: Term) -> Fits:
        if name == "in":
            allowed = frozenset(self.graph.members(value))
            return lambda _index, one: one in allowed
        if name in ON_VALUES:
            return ON_VALUES[name](value)
        parts = [
            self._nested(one) for one in ([value] if name in {"node", "not"} else self.graph.members(value))
        ]
        if name == "not":
            return lambda index, one: not parts[0].conforms(index, one)
        if name == "or":
            return lambda index, one: any(part.conforms(index, one) for part in parts)
        return lambda index, one: all(part.conforms(index, one) for part in parts)

    def _nested(self, node: Term) -> Shape:
        if self._all(node, "sparql"):
            raise self.unable("sh:sparql in a shape within another")
        return self._shape(node)

    def _allowed(self, node: Term) -> frozenset[Term]:
        paths = [path for shape in self._all(node, "property") for path in self._all(shape, "path")]
        ignored = [one for head in self._all(node, "ignoredProperties") for one in self.graph.members(head)]
        return frozenset([*paths, *ignored])

    # Paths (SHACL, section 2.3.1).

    def _path(self, path: Term) -> Path:
        if isinstance(path, NamedNode):
            return lambda index, focus: index.values(focus, path)
        inverse = self._all(path, "inversePath")
        if inverse and isinstance(inverse[0], NamedNode):
            predicate = inverse[0]
            return lambda index, focus: index.backwards(predicate).get(focus, [])
        if alternatives := self._all(path, "alternativePath"):
            ways = [self._path(one) for one in self.graph.members(alternatives[0])]

            def reach(index: Index, focus: Term) -> list[Term]:
                reached: list[Term] = []
                for way in ways:
                    reached += way(index, focus)
                return list(dict.fromkeys(reached))

            return reach
        steps = [self._path(one) for one in self.graph.members(path)]
        if not steps:
            raise self.unable("a sh:path of this kind")

        def walk(index: Index, focus: Term) -> list[Term]:
            reached: list[Term] = [focus]
            for step in steps:
                reached = list(dict.fromkeys(value for one in reached for value in step(index, one)))
            return reached

        return walk

    # Queries.

    def _query(self, node: Term) -> SparqlConstraint:
        select = "".join(text_of(one) for one in self._all(node, "select"))
        if found := _FORBIDDEN.search(select):
            raise self.unable(f"{found[0]} in sh:select")
        declared = [one for ontology in self._all(node, "prefixes") for one in self._all(ontology, "declare")]
        prefixes = {
            text_of(prefix): text_of(namespace)
            for one in declared
            for prefix in self._all(one, "prefix")
            for namespace in self._all(one, "namespace")
        }
        return SparqlConstraint(node, select, prefixes, self._literals(node, "message"))

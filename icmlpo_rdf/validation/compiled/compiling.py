"""A shapes graph compiled: each shape becomes a function, and what cannot become one is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import NamedNode, RdfFormat, parse

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.validation.compiled.constraints import ON_SETS, ON_VALUES, Fits, OnSet, text_of
from icmlpo_rdf.validation.compiled.triple_index import Index, Term
from icmlpo_rdf.validation.compiled.twins import BACKWARDS, Twin, twin_of

__all__ = ["Compiled", "SparqlConstraint", "TargetedShape", "compiled"]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (NamedNode(f"{_RDF}{name}") for name in ("first", "rest", "nil"))
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
# What says nothing of the data, or is read together with another.
_NO_CONSTRAINTS = frozenset(
    {*_TARGETS, "path", "name", "description", "message", "severity", "ignoredProperties", "sparql"}
    | {"minCount", "maxCount"}
)

_Path = Callable[[Index, Term], list[Term]]


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A SPARQL constraint, with `{values}` where the focus nodes are put."""

    query: str
    twin: Twin | None
    """What proves without the query that a focus node is right, if there is such a function."""


@dataclass(frozen=True, slots=True)
class TargetedShape:
    """A shape with targets of its own."""

    classes: tuple[Term, ...]
    nodes: tuple[Term, ...]
    subjects_of: tuple[Term, ...]
    objects_of: tuple[Term, ...]
    holds: Fits | None
    """Whether a focus node is right, SPARQL constraints aside; None when there is nothing to ask."""
    constraints: tuple[SparqlConstraint, ...]

    def targets(self, index: Index) -> list[Term]:
        """Return the focus nodes, each once (SHACL, section 2.1.3)."""
        found = [node for one in self.classes for node in index.of_class.get(one, ())]
        for predicate in self.subjects_of:
            found += [node for node, said in index.by_subject.items() if predicate in said]
        for predicate in self.objects_of:
            found += index.pairs.get(predicate, ())
        return list(dict.fromkeys([*found, *self.nodes]))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled shapes graph."""

    shapes: tuple[TargetedShape, ...]
    prologue: str
    """The prefixes that its queries use."""
    backwards: frozenset[Term]
    """The predicates that are asked for their subjects."""


def compiled(text: str, origin: str) -> Compiled:
    """Compile shapes.

    Args:
        text: the shapes, as Turtle.
        origin: what to call them in messages.

    Raises:
        DataError: they use what cannot be compiled.
    """
    return _Compiler(text, origin).compiled()


class _Compiler:
    def __init__(self, text: str, origin: str) -> None:
        self._graph = Index(quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE))
        self._origin = origin
        self._known: dict[tuple[Term, bool], Fits | None] = {}
        self._backwards: set[Term] = set(BACKWARDS)

    def compiled(self) -> Compiled:
        shapes = [
            self._targeted(subject)
            for subject, said in list(self._graph.by_subject.items())
            if any(_sh(target) in said for target in _TARGETS)
        ]
        useful = tuple(shape for shape in shapes if shape.holds or shape.constraints)
        return Compiled(useful, self._prologue(), frozenset(self._backwards))

    def _prologue(self) -> str:
        declared = (one for one, said in self._graph.by_subject.items() if _sh("namespace") in said)
        return "\n".join(
            f"PREFIX {text_of(self._one(one, 'prefix'))}: <{text_of(self._one(one, 'namespace'))}>"
            for one in list(declared)
        )

    def _one(self, subject: Term, name: str) -> Term:
        return self._graph.values(subject, _sh(name))[0]

    def _list(self, head: Term) -> list[Term]:
        found: list[Term] = []
        while head != _NIL:
            found += self._graph.values(head, _FIRST)
            head = self._graph.values(head, _REST)[0]
        return found

    def _unable(self, what: str) -> DataError:
        return DataError(
            f"sh:{what} cannot be checked quickly",
            mend="check with --validate all by pySHACL",
            origin=self._origin,
        )

    # Shapes.

    def _targeted(self, subject: Term) -> TargetedShape:
        aimed = {target: tuple(self._graph.values(subject, _sh(target))) for target in _TARGETS}
        self._backwards |= {*aimed["targetObjectsOf"]}
        constraints = [
            self._sparql(constraint)
            for constraint in self._graph.values(subject, _sh("sparql"))
            if self._violates(subject)
        ]
        return TargetedShape(
            classes=aimed["targetClass"],
            nodes=aimed["targetNode"],
            subjects_of=aimed["targetSubjectsOf"],
            objects_of=aimed["targetObjectsOf"],
            holds=self._shape(subject, is_part=False),
            constraints=tuple(constraints),
        )

    def _violates(self, subject: Term) -> bool:
        severities = self._graph.values(subject, _sh("severity"))
        return not severities or severities[0] == _sh("Violation")

    def _shape(self, subject: Term, *, is_part: bool) -> Fits | None:
        """A shape as a function of its focus node; None when it asks for nothing that decides a verdict.

        A result has the severity of its own shape (SHACL, section 3.6.2.3), so that a property shape that only warns
        asks for nothing. As a part of another (`sh:or`, `sh:not`, `sh:node`) it counts, whatever its severity.
        """
        key = subject, is_part
        if key not in self._known:
            counts = is_part or self._violates(subject)
            self._known[key] = self._function(subject) if counts else None
        return self._known[key]

    def _function(self, subject: Term) -> Fits | None:
        each: list[Fits] = []
        together: list[OnSet] = []
        for predicate, values in list(self._graph.by_subject[subject].items()):
            iri = text_of(predicate)
            name = iri.removeprefix(_SH)
            if name == iri or name in _NO_CONSTRAINTS:
                continue
            for value in values:
                if name in ON_SETS:
                    together.append(ON_SETS[name](value))
                elif fits := self._on_values(subject, name, value):
                    each.append(fits)
        paths = self._graph.values(subject, _sh("path"))
        if not paths:
            if together:
                raise self._unable("equals and its like without a path")
            return _all_of(each)
        return self._property(subject, paths[0], each, together)

    def _on_values(self, subject: Term, name: str, value: Term) -> Fits | None:
        if name == "property":
            return self._shape(value, is_part=False)
        if name == "node":
            return self._shape(value, is_part=True)
        if name == "not":
            shape = self._shape(value, is_part=True) or _anything
            return lambda index, one: not shape(index, one)
        if name == "or":
            shapes = [self._shape(one, is_part=True) or _anything for one in self._list(value)]
            return lambda index, one: any(shape(index, one) for shape in shapes)
        if name == "closed":
            return self._closed(subject) if text_of(value) == "true" else None
        if name == "in":
            allowed = frozenset(self._list(value))
            return lambda _index, one: one in allowed
        if name in ON_VALUES:
            return ON_VALUES[name](value)
        raise self._unable(name)

    def _closed(self, subject: Term) -> Fits:
        graph = self._graph
        allowed = {
            path
            for shape in graph.values(subject, _sh("property"))
            for path in graph.values(shape, _sh("path"))
        }
        for ignored in graph.values(subject, _sh("ignoredProperties")):
            allowed |= set(self._list(ignored))
        return lambda index, one: allowed.issuperset(index.by_subject.get(one, ()))

    def _property(self, subject: Term, path: Term, each: list[Fits], together: list[OnSet]) -> Fits:
        counts = [self._graph.values(subject, _sh(name)) for name in ("minCount", "maxCount")]
        least = int(text_of(counts[0][0])) if counts[0] else 0
        most = int(text_of(counts[1][0])) if counts[1] else sys.maxsize
        values_of = self._path(path)

        def holds(index: Index, focus: Term) -> bool:
            values = values_of(index, focus)
            if not least <= len(values) <= most:
                return False
            for test in together:
                if not test(index, focus, values):
                    return False
            for value in values:
                for fits in each:
                    if not fits(index, value):
                        return False
            return True

        return holds

    def _path(self, path: Term) -> _Path:
        if isinstance(path, NamedNode):
            return lambda index, focus: index.values(focus, path)
        said = self._graph.by_subject[path]
        if inverse := said.get(_sh("inversePath")):
            (predicate,) = inverse
            self._backwards.add(predicate)
            return lambda index, focus: index.subjects(focus, predicate)
        if alternatives := said.get(_sh("alternativePath")):
            ways = [self._path(one) for one in self._list(alternatives[0])]
            return lambda index, focus: list(
                dict.fromkeys(value for way in ways for value in way(index, focus))
            )
        raise self._unable("path")

    def _sparql(self, constraint: Term) -> SparqlConstraint:
        select = text_of(self._one(constraint, "select"))
        head, where, body = select.partition("WHERE {")
        if not where:
            raise self._unable("sparql")
        name = text_of(constraint).rpartition("#")[2]
        return SparqlConstraint(f"{head}{where} VALUES $this {{ {{values}} }} {body}", twin_of(name, select))


def _anything(_index: Index, _one: Term) -> bool:
    return True


def _all_of(each: list[Fits]) -> Fits | None:
    if len(each) < 2:
        return each[0] if each else None
    parts = tuple(each)

    def holds(index: Index, focus: Term) -> bool:
        for fits in parts:  # noqa: SIM110 - a generator costs more than most of what it would ask
            if not fits(index, focus):
                return False
        return True

    return holds


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)

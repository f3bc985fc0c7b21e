"""A compiled shape: whether a node conforms to it, and what a report says where it does not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.validation.compiled.constraints import Fits, Misfits
from icmlpo_rdf.validation.compiled.sparql import SparqlConstraint
from icmlpo_rdf.validation.triple_index import Index, Term, text_of

__all__ = ["Path", "Result", "Shape", "Targets"]

_NONE: list[Term] = []
_NOTHING: Mapping[Term, list[Term]] = {}

Path = Callable[[Index, Term], list[Term]]
"""The value nodes of a focus node."""


class Targets(Struct, frozen=True):
    """What a shape looks at (SHACL, section 2.1.3)."""

    classes: tuple[Term, ...]
    nodes: tuple[Term, ...]
    subjects_of: tuple[Term, ...]
    objects_of: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)

    def of(self, index: Index) -> list[Term]:
        """Return the focus nodes, each once."""
        found = [node for one in self.classes for node in index.instances(one)]
        for predicate in self.subjects_of:
            found += [node for node, said in index.by_subject.items() if predicate in said]
        for predicate in self.objects_of:
            found += index.backwards(predicate)
        return list(dict.fromkeys([*found, *self.nodes]))


class Shape(Struct):
    """A node shape or a property shape; not frozen, since shapes may refer to each other."""

    node: Term
    """Its name in the shapes graph."""
    severity: Term
    messages: tuple[Literal, ...]
    targets: Targets
    path: Path | None = None
    path_node: Term | None = None
    """The path as the shapes graph has it."""
    predicate: Term | None = None
    """The path, where it is one predicate."""
    least: int = 0
    most: int = sys.maxsize
    """How many values there may be."""
    on_values: list[tuple[str, Fits]] = []
    """Constraints on each value, with the names of their parameters: `minLength`."""
    on_sets: list[tuple[str, Misfits]] = []
    """Constraints on all values together."""
    closed: frozenset[Term] | None = None
    """The predicates that a closed shape allows."""
    properties: list[Shape] = []
    queries: list[SparqlConstraint] = []

    def values(self, index: Index, focus: Term) -> list[Term]:
        """Return the value nodes of a focus node."""
        return self.path(index, focus) if self.path else [focus]

    def conforms(self, index: Index, focus: Term) -> bool:
        """Whether a node has no result, as `sh:or`, `sh:not` and `sh:node` ask. Shapes with queries are never asked so."""
        found: list[Result] = []
        self.results(index, focus, self.values(index, focus), found)
        return not found

    def results(self, index: Index, focus: Term, values: list[Term], found: list[Result]) -> None:
        """Add the results of a focus node with these values, those of queries aside."""
        if not self.least <= len(values) <= self.most:
            name = "minCount" if len(values) < self.least else "maxCount"
            found.append(Result(self, name, focus, self.path_node, None))
        for name, misfits in self.on_sets:
            found += [
                Result(self, name, focus, self.path_node, wrong) for wrong in misfits(index, focus, values)
            ]
        for value in values:
            for name, fits in self.on_values:
                if not fits(index, value):
                    found.append(Result(self, name, focus, self.path_node, value))
            if self.closed or self.properties:
                self._of_properties(index, focus, value, found)

    def _of_properties(self, index: Index, focus: Term, node: Term, found: list[Result]) -> None:
        said = index.by_subject.get(node, _NOTHING)
        if self.closed and not self.closed.issuperset(said):
            found += [
                Result(self, "closed", focus, predicate, value)
                for predicate, values in said.items()
                if predicate not in self.closed
                for value in values
            ]
        for shape in self.properties:
            # Most paths are one predicate.
            predicate = shape.predicate
            values = said.get(predicate, _NONE) if predicate else shape.values(index, node)
            if values or shape.least or shape.on_sets:
                shape.results(index, node, values, found)

    def query_results(self, store: Store, focuses: list[Term]) -> Iterator[Result]:
        """Yield what the SPARQL constraints say of the focus nodes."""
        for query in self.queries:
            for bound in query.solutions(store, focuses):
                focus = bound["this"]
                path = bound.get("path") or self.path_node
                value = bound.get("value") or (None if self.path else focus)
                yield Result(self, "SPARQL", focus, path, value, query, bound)


class Result(Struct, frozen=True):
    """One validation result (SHACL, section 3.6.2)."""

    shape: Shape
    parameter: str
    """That of the constraint: `minCount`."""
    focus: Term
    path: Term | None
    value: Term | None
    query: SparqlConstraint | None = None
    bound: Mapping[str, Term] = {}
    """What the query bound, which its messages may quote."""

    @property
    def component(self) -> NamedNode:
        """The constraint component: `sh:MinCountConstraintComponent`."""
        name = self.parameter[0].upper() + self.parameter[1:]
        return NamedNode(f"http://www.w3.org/ns/shacl#{name}ConstraintComponent")

    @property
    def messages(self) -> list[Literal]:
        """What to tell people, with the values that a query's message quotes in the place of `{?value}`."""
        told = self.shape.messages
        if self.query:
            told = (*told, *self.query.messages)
        if not told:
            return [Literal(f"This is not as sh:{self.parameter} of the shape asks.", language="en")]
        return [self._filled(one) for one in told]

    def _filled(self, message: Literal) -> Literal:
        text = message.value
        for name, term in self.bound.items():
            for sign in "?$":
                text = text.replace(f"{{{sign}{name}}}", text_of(term))
        return Literal(text, language=message.language) if message.language else Literal(text)

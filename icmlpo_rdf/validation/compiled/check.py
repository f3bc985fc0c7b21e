"""A graph and compiled shapes to the report of SHACL, section 3.6."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from icmlpo_rdf.validation.compiled.compiling import Shapes
from icmlpo_rdf.validation.compiled.shapes import Result
from icmlpo_rdf.validation.shacl_report import ValidationReport
from icmlpo_rdf.validation.shapes_graph import ShapesGraph, our_shapes, shacl
from icmlpo_rdf.validation.triple_index import TYPE, Index, Term, text_of

__all__ = ["check", "validate"]


def check(data: Sequence[Quad]) -> ValidationReport:
    """Check a page's graph against our own shapes, those for curators too.

    Args:
        data: the quads, none of them twice; named graphs are checked together, as one graph.
    """
    return _report(data, our_shapes(), _compiled(our_shapes()))


def validate(data: Iterable[Triple], shapes: ShapesGraph) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the triples, none of them twice.
        shapes: the shapes graph.

    Raises:
        DataError: the shapes use what this engine does not know, or have a query that is none.
    """
    return _report([Quad(*triple) for triple in data], shapes, _compiled(shapes))


@lru_cache(maxsize=1)
def _compiled(shapes: ShapesGraph) -> Shapes:
    return Shapes(shapes.index, shapes.origin)


def _report(data: Sequence[Quad], graph: ShapesGraph, shapes: Shapes) -> ValidationReport:
    index = Index(data)
    store: Store | None = None
    results: list[Result] = []
    looked_at: set[Term] = set()
    for shape in shapes.targeted:
        focuses = shape.targets.of(index)
        if graph.constrains(shape.node):
            looked_at.update(focuses)
        for focus in focuses:
            shape.results(index, focus, shape.values(index, focus), results)
        if shape.queries and focuses:
            if store is None:
                store = Store()
                store.extend(data)
            try:
                results += shape.query_results(store, focuses)
            except (SyntaxError, ValueError, OSError) as error:
                raise shapes.unusable(error) from error
    checked = graph.found_in(index, looked_at)
    return ValidationReport.of(_triples(results, shapes.graph), checked, graph)


def _triples(results: Iterable[Result], shapes: Index) -> Iterator[Triple]:
    """Yield the report graph (SHACL, section 3.6)."""
    report = BlankNode("report")
    yield Triple(report, TYPE, shacl("ValidationReport"))
    count = 0
    for count, result in enumerate(results, 1):
        node = BlankNode(f"result{count}")
        yield Triple(report, shacl("result"), node)
        yield Triple(node, TYPE, shacl("ValidationResult"))
        said = {
            "focusNode": result.focus,
            "resultPath": result.path,
            "value": result.value,
            "resultSeverity": result.shape.severity,
            "sourceShape": result.shape.node,
            "sourceConstraint": result.query.node if result.query else None,
            "sourceConstraintComponent": result.component,
        }
        for name, term in said.items():
            if term is not None:
                yield Triple(node, shacl(name), term)
        for message in result.messages:
            yield Triple(node, shacl("resultMessage"), message)
        if isinstance(result.path, BlankNode):
            yield from _described(result.path, shapes)
    yield Triple(report, shacl("conforms"), Literal(not count))


def _described(node: BlankNode, shapes: Index) -> Iterator[Triple]:
    """Yield what the shapes graph says of a path that is no IRI."""
    for predicate, values in shapes.by_subject.get(node, {}).items():
        for value in values:
            yield Triple(node, NamedNode(text_of(predicate)), value)
            if isinstance(value, BlankNode):
                yield from _described(value, shapes)

"""A graph and compiled shapes to the report of SHACL, section 3.6."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from icmlpo_rdf.resources import curation_text, shapes_text
from icmlpo_rdf.validation.compiled.compiling import Shapes
from icmlpo_rdf.validation.compiled.shapes import Result
from icmlpo_rdf.validation.shacl_report import ValidationReport
from icmlpo_rdf.validation.triple_index import TYPE, Index, text_of

__all__ = ["check", "validate"]


def check(data: Sequence[Quad]) -> ValidationReport:
    """Check a page's graph against our own shapes, those for curators too.

    Args:
        data: the quads, none of them twice; named graphs are checked together, as one graph.
    """
    return _report(data, _ours())


def validate(
    data: Iterable[Triple], texts: Iterable[str], origin: str, base_iri: str | None
) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the triples, none of them twice.
        texts: the shapes as Turtle.
        origin: what to call the shapes in an error message.
        base_iri: what relative IRIs in the shapes are resolved against.

    Raises:
        DataError: they are no Turtle, use what this engine does not know, or have a query that is none.
    """
    from icmlpo_rdf.store.rdf_files import parse_data  # noqa: PLC0415 - `check` needs none of it

    parsed = (parse_data(text.encode(), RdfFormat.TURTLE, origin, base_iri) for text in texts)
    triples = [quad.triple for quads in parsed for quad in quads]
    return _report([Quad(*triple) for triple in data], Shapes(triples, origin))


@cache
def _ours() -> Shapes:
    texts = shapes_text(), curation_text()
    return Shapes((quad.triple for text in texts for quad in parse(text, RdfFormat.TURTLE)), "shapes")


def _report(data: Sequence[Quad], shapes: Shapes) -> ValidationReport:
    index = Index(data)
    store: Store | None = None
    results: list[Result] = []
    for shape in shapes.targeted:
        focuses = shape.targets.of(index)
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
    return ValidationReport.of(_triples(results, shapes.graph))


def _triples(results: Iterable[Result], shapes: Index) -> Iterator[Triple]:
    """Yield the report graph (SHACL, section 3.6)."""
    report = BlankNode("report")
    yield Triple(report, TYPE, _sh("ValidationReport"))
    count = 0
    for count, result in enumerate(results, 1):
        node = BlankNode(f"result{count}")
        yield Triple(report, _sh("result"), node)
        yield Triple(node, TYPE, _sh("ValidationResult"))
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
                yield Triple(node, _sh(name), term)
        for message in result.messages:
            yield Triple(node, _sh("resultMessage"), message)
        if isinstance(result.path, BlankNode):
            yield from _described(result.path, shapes)
    yield Triple(report, _sh("conforms"), Literal(not count))


def _described(node: BlankNode, shapes: Index) -> Iterator[Triple]:
    """Yield what the shapes graph says of a path that is no IRI."""
    for predicate, values in shapes.by_subject.get(node, {}).items():
        for value in values:
            yield Triple(node, NamedNode(text_of(predicate)), value)
            if isinstance(value, BlankNode):
                yield from _described(value, shapes)


def _sh(name: str) -> NamedNode:
    return NamedNode(f"http://www.w3.org/ns/shacl#{name}")

"""The SHACL engine: pySHACL on rdflib. No other module imports pySHACL; half a second, so imported when used."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from pyshacl.shapes_graph import ShapesGraph as PyShapesGraph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.validation.shapes_graph import SH, ShapesGraph, our_shapes, shacl
from icmlpo_rdf.validation.triple_index import Index, Term, text_of

__all__ = ["PreparedGraph", "graph_of", "run"]

_RDF, _SHACL = rdflib.RDF, rdflib.SH
_QUERIES = frozenset(map(shacl, ("select", "ask", "construct")))

_STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")


class PreparedGraph(rdflib.Graph):
    """A graph that parses a query once: pySHACL asks the same ones for every focus node.

    Measured on the seed: 0.5 s instead of 1.3 s.
    """

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - rdflib's signature
        """Ask as rdflib does."""
        if isinstance(query_object, str):
            query_object = _prepare(query_object)
        return super().query(query_object, *args, **kwargs)


@cache
def _prepare(text: str) -> Query:
    return prepareQuery(text)


def graph_of(triples: Iterable[Triple]) -> PreparedGraph:
    """Return triples as a graph to validate."""
    graph = PreparedGraph(bind_namespaces="none")
    with _unheard():
        for triple in triples:
            graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise DataError(
            "pySHACL does not know the triple terms of RDF 1.2", mend="use --engine fast", origin=str(term)
        )
    # As it is written: rdflib would make "2011-05-03Z" of xsd:date the other day 2011-05-03, and 010 the number 10.
    datatype = None if term.datatype == _STRING or term.language else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def run(triples: Iterable[Triple], shapes: ShapesGraph) -> tuple[Iterator[Triple], int]:
    """Return the SHACL validation report of a graph, and how many of its nodes the shapes look at.

    Args:
        triples: the data.
        shapes: the shapes graph, in which the advanced features of SHACL (SHACL-AF) may stand, and JavaScript not.

    Raises:
        DataError: the shapes are none that can be used; names their file and, where it is known, the line.
    """
    data = graph_of(triples)
    shapes_graph = _shapes_graph(shapes)
    if shapes is not our_shapes():
        _refuse_ill_formed(shapes, shapes_graph)
    report = _validate(data, shapes, shapes_graph)
    checked = shapes.found_in(Index(triples), _focus_nodes(data, shapes, shapes_graph))
    with _unheard():
        text = report.serialize(format="nt", encoding="utf-8")
    return (quad.triple for quad in parse(text, RdfFormat.N_TRIPLES, lenient=True)), checked


@lru_cache(maxsize=1)
def _shapes_graph(shapes: ShapesGraph) -> rdflib.Graph:
    """Made once a process for our own shapes, for that takes as long as checking a page."""
    graph = graph_of(shapes.triples)
    for prefix, namespace in shapes.prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def _validate(data: rdflib.Graph, shapes: ShapesGraph, shapes_graph: rdflib.Graph | str) -> rdflib.Graph:
    try:
        with _unheard():
            _, report, _ = pyshacl.validate(
                data,
                shacl_graph=shapes_graph,
                inference="none",
                inplace=True,
                advanced=True,
                do_owl_imports=False,
                log_level=None,
            )
    except Exception as error:
        raise _unusable(error, shapes) from error
    if not isinstance(report, rdflib.Graph):
        raise _unusable(report, shapes)
    return report


def _focus_nodes(data: rdflib.Graph, shapes: ShapesGraph, shapes_graph: rdflib.Graph) -> set[Term]:
    """Return what the shapes check, by their targets (SHACL, section 2.1.3; SHACL-AF, section 3)."""
    with _unheard():
        found = set()
        for shape in PyShapesGraph(shapes_graph).shapes:
            if shapes.constrains(_term(shape.node)):
                shape.set_advanced(True)
                found |= shape.focus_nodes(data)
    return set(map(_term, found))


def _term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    try:
        return NamedNode(str(node)) if isinstance(node, rdflib.URIRef) else Literal(str(node))
    except ValueError:  # rdflib lets pass what is no IRI
        return Literal(str(node))


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep from the user what the libraries log and warn, and leave no trace of what pySHACL changes."""
    normalize = rdflib.NORMALIZE_LITERALS
    loggers = [logging.getLogger(name) for name in ("pyshacl-validate", "rdflib.term")]
    disabled = [logger.disabled for logger in loggers]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for logger in loggers:
                logger.disabled = True
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        for logger, before in zip(loggers, disabled, strict=True):
            logger.disabled = before


def _refuse_ill_formed(shapes: ShapesGraph, shapes_graph: rdflib.Graph) -> None:
    """Refuse what pySHACL would pass over in silence, or take for something else.

    Raises:
        DataError: the first fault.
    """
    for one in shapes.triples:
        iri = text_of(one.predicate)
        name = iri.removeprefix(SH)
        # rdflib has the terms of SHACL 1.0 and of its advanced features; pySHACL runs no JavaScript.
        if name != iri and (rdflib.URIRef(iri) not in _SHACL or name.startswith("js")):
            nearest = get_close_matches(name, [str(term).removeprefix(SH) for term in dir(_SHACL)], 1)
            raise shapes.error(
                f"{shapes.name(one.subject)}: pySHACL does not know sh:{name}",
                one.subject,
                mend=f"is it sh:{nearest[0]}?" if nearest else "say it with what SHACL 1.0 has",
            )
    # The shapes that SHACL has for shapes (SHACL, appendix C), which pySHACL brings along.
    report = _validate(shapes_graph, shapes, "http://www.w3.org/ns/shacl-shacl")
    faults = [_fault(report, one, shapes) for one in report.subjects(_RDF.type, _SHACL.ValidationResult)]
    if faults:
        *_, what, node = min(faults, key=lambda fault: fault[:3])
        raise shapes.error(what, node)


def _fault(
    report: rdflib.Graph, result: rdflib.term.Node, shapes: ShapesGraph
) -> tuple[int, bool, str, Term]:
    """Return the line of a fault in the shapes, whether it is of a node as a whole, what it is, and the node."""
    path, value = report.value(result, _SHACL.resultPath), report.value(result, _SHACL.value)
    component = str(report.value(result, _SHACL.sourceConstraintComponent)).removeprefix(SH)
    (node,) = map(_term, report.objects(result, _SHACL.focusNode))
    parameter = f"sh:{str(path).removeprefix(SH)}"
    if isinstance(path, rdflib.BNode):
        what = "is no list"
    elif path is None:
        what = "is no well-formed shape"
    elif component == "MinCountConstraintComponent":
        what = f"has no {parameter}"
    elif component == "MaxCountConstraintComponent":
        what = f"has more than one {parameter}"
    else:
        what = f"has a {parameter} that is none" + (f": {shapes.name(_term(value))}" if value else "")
    return shapes.places.get(node, ("", 0))[1], path is None, f"{shapes.name(node)} {what}", node


def _unusable(reason: object, shapes: ShapesGraph) -> DataError:
    # What SHACL engines call a failure: the shapes graph is ill-formed (SHACL, section 3.4).
    declared = {
        text_of(one.subject): text_of(one.object)
        for one in shapes.triples
        if one.predicate == shacl("prefix")
    }
    namespaces = {
        declared.get(text_of(one.subject), ""): text_of(one.object)
        for one in shapes.triples
        if one.predicate == shacl("namespace")
    }
    for one in shapes.triples:
        try:
            if one.predicate == shacl("pattern"):
                re.compile(text_of(one.object))
            elif one.predicate in _QUERIES:
                prepareQuery(text_of(one.object), initNs=namespaces)
        except Exception as error:  # noqa: BLE001 - whatever rdflib's parser raises
            return shapes.error(
                f"the shapes cannot be used ({shapes.name(one.subject)}: {_first(error)})", one.subject
            )
    return shapes.error(f"the shapes cannot be used ({_first(reason)})")


def _first(reason: object) -> str:
    return (str(reason).strip().splitlines() or [type(reason).__name__])[0]

"""RDF files as pieces of named graphs, each small enough for one request. A file of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.graph.data import expand
from icmlpo_rdf.graph.streams import errors_told, open_data, syntax_of

__all__ = ["Piece", "Rules", "read_pieces"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PAGE = "https://w3id.org/icmlpo-rdf/ontology#Page"
_DATASET = "http://rdfs.org/ns/void#Dataset"
_HAS_GRAPHS = {RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD}
_SEVERAL = object()


@dataclass(frozen=True, slots=True)
class Rules:
    """How data are cut into pieces."""

    graph: str | None = None
    """The graph of triples that name none; None: the page that the file tells of."""
    most_bytes: int = 1_000_000
    """Of a piece's triples; a single triple that is longer is a piece of its own."""
    longest_iri: int | None = None
    """In bytes; triples with longer ones are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Triples of one graph that follow each other in a file."""

    graph: str
    triples: tuple[str, ...]
    """In N-Triples without the full stop, none twice; language tags in lower case."""
    has_blank_nodes: bool = False
    left_out: int = 0
    """How many triples that belong here have too long an IRI."""
    size: int = 0
    """Its bytes in a request."""

    def halves(self) -> tuple[Piece, Piece]:
        """Return it as two pieces."""
        middle = len(self.triples) // 2
        first, second = self.triples[:middle], self.triples[middle:]
        return _piece(self.graph, first), _piece(self.graph, second)


def _piece(graph: str, triples: tuple[str, ...]) -> Piece:
    return Piece(graph, triples, size=sum(len(one.encode()) + 3 for one in triples))


def read_pieces(paths: Iterable[str], rules: Rules) -> Iterator[Piece]:
    """Yield what the files say, in their order. A graph may come in several pieces, also in several places.

    Args:
        paths: RDF files, plain or gzipped, and folders of them.
        rules: how to cut.

    Raises:
        DataError: a file cannot be read or is no RDF; names file, line and column.
        UsageError: triples name no graph, and the file is not that of one page.
    """
    for given in paths:
        for path in expand(given):
            yield from _pieces_of(path, rules)


def _pieces_of(path: str, rules: Rules) -> Iterator[Piece]:
    syntax = syntax_of(path)
    own_graph = rules.graph
    if own_graph is None and syntax not in _HAS_GRAPHS:
        own_graph = _graph_told(path, syntax)
    graph: str | None = None
    triples: dict[str, None] = {}
    size = left_out = 0
    has_blank_nodes = False
    for quad in _quads(path, syntax):
        name = _name(quad, own_graph, path)
        line = str(quad.triple)
        # Cheap first: bytes are at most four times the characters.
        long = (
            rules.longest_iri is not None
            and len(line) * 4 > rules.longest_iri
            and _longest(quad) > rules.longest_iri
        )
        length = 0 if long else len(line.encode()) + 3
        if name != graph or (triples and size + length > rules.most_bytes):
            if graph is not None:
                yield Piece(graph, tuple(triples), has_blank_nodes, left_out, size)
            graph, triples, size, left_out, has_blank_nodes = name, {}, 0, 0, False
        if long:
            left_out += 1
        elif line not in triples:
            triples[line] = None
            size += length
            has_blank_nodes = has_blank_nodes or ("_:" in line and _has_blank_node(quad))
    if graph is not None:
        yield Piece(graph, tuple(triples), has_blank_nodes, left_out, size)


def _name(quad: Quad, own_graph: str | None, place: str) -> str:
    """The graph of a quad."""
    if isinstance(quad.graph_name, NamedNode):
        return quad.graph_name.value
    if isinstance(quad.graph_name, BlankNode):
        raise UsageError(
            "a graph has a blank node for its name",
            mend="give it an IRI: it could not be replaced",
            place=place,
        )
    if own_graph is None:
        raise UsageError(
            "it does not say which graph its triples belong to, and is not the file of one page",
            mend="name the graph with --graph IRI",
            place=place,
        )
    return own_graph


def _graph_told(path: str, syntax: RdfFormat) -> str | None:
    """The one page, else the one dataset, that a file without graphs tells of."""
    found: dict[str, object] = {}
    for quad in _quads(path, syntax):
        kind = quad.object
        if (
            quad.predicate.value == _RDF_TYPE
            and isinstance(kind, NamedNode)
            and kind.value in {_PAGE, _DATASET}
            and isinstance(quad.subject, NamedNode)
        ):
            before = found.setdefault(kind.value, quad.subject.value)
            if before != quad.subject.value:
                found[kind.value] = _SEVERAL
    told = found.get(_PAGE, found.get(_DATASET))
    return told if isinstance(told, str) else None


def _quads(path: str, syntax: RdfFormat) -> Iterator[Quad]:
    """A file's quads as they are read; of what is compressed, as it is unpacked."""
    with open_data(path) as (stream, _), errors_told(syntax, path):
        yield from parse(stream, format=syntax)


def _longest(quad: Quad) -> int:
    """The bytes of a quad's longest IRI."""
    return max(len(iri.encode()) for iri in _iris(quad))


def _iris(node: object) -> Iterator[str]:
    if isinstance(node, NamedNode):
        yield node.value
    elif isinstance(node, Literal):
        yield node.datatype.value
    elif isinstance(node, Quad | Triple):
        for part in (node.subject, node.predicate, node.object):
            yield from _iris(part)
        if isinstance(node, Quad) and not isinstance(node.graph_name, DefaultGraph):
            yield from _iris(node.graph_name)


def _has_blank_node(node: object) -> bool:
    if isinstance(node, Quad | Triple):
        return any(_has_blank_node(part) for part in (node.subject, node.predicate, node.object))
    return isinstance(node, BlankNode)

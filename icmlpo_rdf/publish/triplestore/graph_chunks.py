"""RDF files as chunks of named graphs, each small enough for one request. A file of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from sys import getsizeof

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.store.parsing import Origin, origin_of, quads_of
from icmlpo_rdf.store.rdf_files import expand
from icmlpo_rdf.store.streams import Stamp, open_data

__all__ = ["MOST_MEMORY", "Chunk", "ChunkRules", "FileVersions", "read_chunks"]

MOST_MEMORY = 64_000_000
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PAGE = "https://w3id.org/icmlpo-rdf/ontology#Page"
_DATASET = "http://rdfs.org/ns/void#Dataset"
_HAS_GRAPHS = {RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD}
_SEVERAL = object()
# What a line takes in a dict, and what an open chunk takes besides its lines: of CPython 3.11, rounded up.
_ENTRY_BYTES = 110
_CHUNK_BYTES = 600


@dataclass(frozen=True, slots=True)
class ChunkRules:
    """How data are cut into chunks."""

    graph: str | None = None
    """The graph of triples that name none; None: the page that the file tells of."""
    most_bytes: int = 1_000_000
    """Of a chunk's triples; a single triple that is longer is a chunk of its own."""
    longest_iri: int | None = None
    """In bytes; triples with longer ones are left out."""
    most_memory: int = MOST_MEMORY
    """In bytes, of the chunks that are open at once: about 150,000 of our triples."""
    base_iri: str | None = None
    """What relative IRIs are resolved against; None: each file's own address."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Triples of one graph that stand near each other in the data."""

    graph: str
    triples: tuple[str, ...]
    """In N-Triples without the full stop, none twice; language tags in lower case."""
    has_blank_nodes: bool = False
    left_out: int = 0
    """How many triples that belong here have too long an IRI."""
    size: int = 0
    """Its bytes in a request."""
    is_full: bool = False
    """True when it ends because the graph's next triple would make it larger than a request may be."""

    def halves(self) -> tuple[Chunk, Chunk]:
        """Return it as two chunks."""
        middle = len(self.triples) // 2
        first, second = self.triples[:middle], self.triples[middle:]
        return _chunk(self.graph, first), _chunk(self.graph, second)


def _chunk(graph: str, triples: tuple[str, ...]) -> Chunk:
    return Chunk(graph, triples, size=sum(len(one.encode()) + 3 for one in triples))


class FileVersions:
    """What the files were when they were first read: a load reads them again, and must not find others.

    The stamp tells of most changes before anything is read, the SHA-256 of all at the file's end.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[Stamp, str]] = {}

    def begin(self, path: str, stamp: Stamp) -> None:
        """The file is open; raise DataError when it is another than before."""
        if path in self._first and self._first[path][0] != stamp:
            raise _changed(path)

    def end(self, path: str, before: Stamp, now: Stamp, digest: str) -> None:
        """The file was read to its end; raise DataError when it changed meanwhile, or is another than before."""
        if before != now or self._first.setdefault(path, (now, digest)) != (now, digest):
            raise _changed(path)


def _changed(path: str) -> DataError:
    return DataError(
        "the file changed while it was loaded", mend="start again when it is written", origin=path
    )


def read_chunks(
    paths: Iterable[str], rules: ChunkRules, versions: FileVersions | None = None
) -> Iterator[Chunk]:
    """Yield what the files say. A graph may come in several chunks; the same files and rules give the same ones.

    Args:
        paths: RDF files, plain or gzipped, and folders of them.
        rules: how to cut.
        versions: what is known of the files, and is noted of them now.

    Raises:
        DataError: a file cannot be read, is no RDF, or has changed; names file, line and column.
        UsageError: triples name no graph, and the file is not that of one page.
    """
    window = _Window(rules)
    versions = versions or FileVersions()
    for given in paths:
        for path in expand(given):
            origin = origin_of(path, rules.base_iri)
            own_graph = rules.graph
            if own_graph is None and origin.syntax not in _HAS_GRAPHS:
                own_graph = _graph_told(origin, versions)
            for quad in _quads(origin, versions):
                yield from window.add(_name(quad, own_graph, path), quad)
            yield from window.end_file()
    yield from window.end()


@dataclass(slots=True)
class _Open:
    """A chunk that grows; the lines are a dict because a dict keeps their order, and each once."""

    triples: dict[str, None] = field(default_factory=dict)
    has_blank_nodes: bool = False
    left_out: int = 0
    size: int = 0
    memory: int = 0
    """About how much of it is taken."""


class _Window:
    """The chunks that grow, as many as `most_memory` holds: a graph whose quads lie among others' is gathered here.

    Those of a sorted file, a shuffled one, or one that has all labels first would else go a quad at a time. When the window
    is full, all of it goes but the graph that is being read: where each graph stands in one place, none is cut.
    """

    def __init__(self, rules: ChunkRules) -> None:
        self._rules = rules
        self._open: dict[str, _Open] = {}
        self._memory = 0

    def add(self, graph: str, quad: Quad) -> Sequence[Chunk]:
        """Take a quad in; return the chunks that it makes no room for."""
        chunk = self._open.get(graph)
        if chunk is None:
            chunk = self._begin(graph)
        line = str(quad.triple)
        if line in chunk.triples:
            return ()
        longest = self._rules.longest_iri
        # Cheap first: bytes are at most four times the characters.
        if longest is not None and len(line) * 4 > longest and _longest(quad) > longest:
            chunk.left_out += 1
            return ()
        done: list[Chunk] = []
        size = len(line.encode()) + 3
        if chunk.triples and chunk.size + size > self._rules.most_bytes:
            done.append(self._end(graph, is_full=True))
            chunk = self._begin(graph)
        chunk.triples[line] = None
        chunk.size += size
        chunk.has_blank_nodes = chunk.has_blank_nodes or ("_:" in line and _has_blank_node(quad))
        memory = getsizeof(line) + _ENTRY_BYTES
        chunk.memory += memory
        self._memory += memory
        if self._memory > self._rules.most_memory:
            done += [self._end(one) for one in [*self._open] if one != graph]
        return done

    def end_file(self) -> Iterator[Chunk]:
        """Yield what must not be mixed with the next file, where the same blank node's label is another node."""
        for graph in [graph for graph, chunk in self._open.items() if chunk.has_blank_nodes]:
            yield self._end(graph)

    def end(self) -> Iterator[Chunk]:
        """Yield what is left."""
        for graph in [*self._open]:
            yield self._end(graph)

    def _begin(self, graph: str) -> _Open:
        chunk = self._open[graph] = _Open(memory=getsizeof(graph) + _CHUNK_BYTES)
        self._memory += chunk.memory
        return chunk

    def _end(self, graph: str, *, is_full: bool = False) -> Chunk:
        chunk = self._open.pop(graph)
        self._memory -= chunk.memory
        return Chunk(
            graph, tuple(chunk.triples), chunk.has_blank_nodes, chunk.left_out, chunk.size, is_full=is_full
        )


def _name(quad: Quad, own_graph: str | None, origin: str) -> str:
    """The graph of a quad."""
    if isinstance(quad.graph_name, NamedNode):
        return quad.graph_name.value
    if isinstance(quad.graph_name, BlankNode):
        raise UsageError(
            "a graph has a blank node for its name",
            mend="give it an IRI: it could not be replaced",
            origin=origin,
        )
    if own_graph is None:
        raise UsageError(
            "it does not say which graph its triples belong to, and is not the file of one page",
            mend="name the graph with --graph IRI",
            origin=origin,
        )
    return own_graph


def _graph_told(origin: Origin, versions: FileVersions) -> str | None:
    """The one page, else the one dataset, that a file without graphs tells of."""
    found: dict[str, object] = {}
    for quad in _quads(origin, versions):
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


def _quads(origin: Origin, versions: FileVersions) -> Iterator[Quad]:
    """A file's quads as they are read; of what is compressed, as it is unpacked."""
    path = origin.name
    with open_data(path) as (stream, hashed):
        before = hashed.stamp()
        versions.begin(path, before)
        yield from quads_of(stream, origin)
        versions.end(path, before, hashed.stamp(), hashed.digest())


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

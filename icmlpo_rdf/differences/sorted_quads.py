"""Quads as sorted lines, a graph after another, whatever their number: they are sorted in pieces on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import BlankNode, Quad, Triple

from icmlpo_rdf.errors import LimitError

__all__ = ["DEFAULT_GRAPH", "SortedQuads", "has_blank_node", "sorted_quads", "spelt"]

DEFAULT_GRAPH = "DEFAULT"
"""What stands for the graph that has no name, as the engine writes it."""
_PIECE = 50_000
"""Lines that are sorted at a time: some 50 MB."""
_MOST_BLANK = 1_000_000
_OPEN = 200
"""Files that are read at a time."""


@dataclass(slots=True)
class SortedQuads:
    """What a dataset says."""

    pieces: list[Path] = field(default_factory=list)
    """Files of sorted lines: graph, tab, triple."""
    blank: set[Quad] = field(default_factory=set)
    """The quads that hold blank nodes; their names mean nothing elsewhere, so that they have no place among the lines."""
    quads: int = 0
    has_default: bool = False
    has_named: bool = False

    def lines(self) -> Iterator[str]:
        """Yield each line once, in order."""
        with ExitStack() as open_files:
            streams = [open_files.enter_context(path.open(encoding="utf-8")) for path in self.pieces]
            for line, _ in groupby(merge(*streams)):
                yield line.removesuffix("\n")


def sorted_quads(quads: Iterable[Quad], folder: Path, name: str, origin: str) -> SortedQuads:
    """Return quads as sorted lines.

    Args:
        quads: in any order; they may come twice.
        folder: where the pieces are kept meanwhile.
        name: what the pieces' names begin with.
        origin: what an error calls the data.

    Raises:
        LimitError: there are more than a million quads with blank nodes, which cannot be sorted so.
    """
    found = SortedQuads()
    lines = _lines(quads, found, origin)
    while piece := sorted(set(islice(lines, _PIECE))):
        path = folder / f"{name}-{len(found.pieces)}"
        path.write_text("".join(f"{line}\n" for line in piece), encoding="utf-8")
        found.pieces.append(path)
        if len(found.pieces) == _OPEN:
            found.pieces = [_merged(found, folder / f"{name}-merged-{found.quads}")]
    return found


def _merged(found: SortedQuads, path: Path) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in found.lines())
    for piece in found.pieces:
        piece.unlink()
    return path


def _lines(quads: Iterable[Quad], found: SortedQuads, origin: str) -> Iterator[str]:
    for quad in quads:
        found.quads += 1
        graph = str(quad.graph_name)
        found.has_default |= graph == DEFAULT_GRAPH
        found.has_named |= graph != DEFAULT_GRAPH
        if has_blank_node(quad):
            found.blank.add(quad)
            if len(found.blank) > _MOST_BLANK:
                raise LimitError(
                    f"more than {_MOST_BLANK:,} statements with blank nodes",
                    mend="give their nodes IRIs (skolemize them)",
                    origin=origin,
                )
            continue
        yield f"{graph}\t{spelt(quad.triple)}"


def spelt(triple: Triple) -> str:
    """Return a triple as N-Triples has it, without the full stop."""
    value = triple.object
    end = f"<<( {spelt(value)} )>>" if isinstance(value, Triple) else str(value)
    return f"{triple.subject} {triple.predicate} {end}"


def has_blank_node(node: object) -> bool:
    """Whether a quad, or what stands in it, is a blank node or holds one."""
    if isinstance(node, Quad):
        return isinstance(node.graph_name, BlankNode) or has_blank_node(node.triple)
    if isinstance(node, Triple):
        return has_blank_node(node.subject) or has_blank_node(node.object)
    return isinstance(node, BlankNode)

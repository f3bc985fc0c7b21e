"""Blank nodes of two datasets, compared by what is said of them: their names mean nothing beyond a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

__all__ = ["graphs_with_other_blank_nodes"]

_LARGEST = 2_000
"""Statements about blank nodes that hang together and are compared; what is larger counts as changed."""


def graphs_with_other_blank_nodes(old: Iterable[Quad], new: Iterable[Quad]) -> set[str]:
    """Return the graphs, as the engine writes their names, in which something else is said with blank nodes.

    With a graph go those that share a blank node with it: who writes the one anew must write the others anew.
    """
    before, after = (Counter(map(_canonical, _together(quads))) for quads in (old, new))
    found = {graph for said in ((before - after) + (after - before)) for graph in said.graphs}
    shared = [said.graphs for said in (*before, *after) if len(said.graphs) > 1]
    while more := {graph for graphs in shared if graphs & found for graph in graphs} - found:
        found |= more
    return found


class _Said:
    """Statements that blank nodes hold together, equal to others that say the same with other names."""

    def __init__(self, graphs: frozenset[str], text: str) -> None:
        self.graphs = graphs
        self._text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


def _canonical(quads: tuple[Quad, ...]) -> _Said:
    graphs = frozenset(str(quad.graph_name) for quad in quads)
    if len(quads) > _LARGEST:
        return _Said(graphs, str(id(quads)))
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return _Said(graphs, "\n".join(sorted(map(str, dataset))))


def _together(quads: Iterable[Quad]) -> Iterator[tuple[Quad, ...]]:
    """Quads that share blank nodes."""
    leader: dict[str, str] = {}

    def first(name: str) -> str:
        while (above := leader.setdefault(name, name)) != name:
            leader[name] = leader.setdefault(above, above)
            name = above
        return name

    named = [(quad, sorted(_names(quad))) for quad in quads]
    for _, names in named:
        for name in names[1:]:
            leader[first(name)] = first(names[0])
    found: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad, names in named:
        found[first(names[0])].append(quad)
    return (tuple(together) for together in found.values())


def _names(node: object) -> set[str]:
    if isinstance(node, Quad):
        return _names(node.triple) | _names(node.graph_name)
    if isinstance(node, Triple):
        return _names(node.subject) | _names(node.object)
    return {node.value} if isinstance(node, BlankNode) else set()

"""OLD and NEW → what was removed and added, a graph after another; memory grows with a graph, not with the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad

from icmlpo_rdf.differences.blank_nodes import graphs_with_other_blank_nodes
from icmlpo_rdf.differences.sorted_quads import SortedQuads, sorted_quads
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.store.on_disk import quads_in

__all__ = ["GraphChange", "changes"]


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A graph of which OLD and NEW say something else. Triples are written as in N-Triples, without the full stop."""

    graph: str
    """Its name, `<…>`; `DEFAULT` for the graph without one."""
    removed: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]
    """What both say."""
    old_blank: tuple[Quad, ...] = ()
    """All that OLD says there with blank nodes, where NEW says something else with them."""
    new_blank: tuple[Quad, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether OLD says nothing there."""
        return not (self.removed or self.kept or self.old_blank)

    @property
    def is_gone(self) -> bool:
        """Whether NEW says nothing there."""
        return not (self.added or self.kept or self.new_blank)


def changes(old: str, new: str, folder: Path, base_iri: str | None = None) -> Iterator[GraphChange]:
    """Yield the graphs of which two data say something else, in the order of their names.

    Args:
        old: a file or folder of RDF, or a store's folder.
        new: another.
        folder: an empty folder for what is sorted meanwhile.
        base_iri: what relative IRIs are resolved against; None: each file's own address.

    Raises:
        DataError: one cannot be read; or one names graphs and the other none, so that nothing can be compared.
        LimitError: there are too many blank nodes.
    """
    before = sorted_quads(quads_in(old, base_iri), folder, "old", old)
    after = sorted_quads(quads_in(new, base_iri), folder, "new", new)
    _refuse_unlike(before, after, old, new)
    blank = graphs_with_other_blank_nodes(before.blank, after.blank)
    seen: set[str] = set()
    for graph, removed, added, kept in _merged(before.lines(), after.lines()):
        seen.add(graph)
        if removed or added or graph in blank:
            of = (_of(quads, graph) if graph in blank else () for quads in (before.blank, after.blank))
            yield GraphChange(graph, removed, added, kept, *of)
    for graph in sorted(blank - seen):
        yield GraphChange(graph, (), (), (), _of(before.blank, graph), _of(after.blank, graph))


def _refuse_unlike(before: SortedQuads, after: SortedQuads, old: str, new: str) -> None:
    """Refuse data with graphs and data without: each statement would have gone, and come again."""
    for one, other, path, beside in ((before, after, old, new), (after, before, new, old)):
        if one.has_default and not one.has_named and other.has_named and not other.has_default:
            raise DataError(
                f"it names no graphs, and {beside} does",
                mend="write both alike: convert PAGE -o FILE.nq keeps the graph of each page",
                origin=path,
            )


def _of(quads: Iterable[Quad], graph: str) -> tuple[Quad, ...]:
    return tuple(sorted((quad for quad in quads if str(quad.graph_name) == graph), key=str))


_Merged = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _merged(before: Iterator[str], after: Iterator[str]) -> Iterator[_Merged]:
    """What each graph has lost, got and kept."""
    for graph, told in groupby(_told(before, after), lambda one: one[0].partition("\t")[0]):
        found: dict[str, list[str]] = {"-": [], "+": [], "=": []}
        for line, sign in told:
            found[sign].append(line.partition("\t")[2])
        yield graph, tuple(found["-"]), tuple(found["+"]), tuple(found["="])


def _told(before: Iterator[str], after: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Lines of two sorted streams, each with where it stands: - in the first, + in the second, = in both."""
    one, other = next(before, None), next(after, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one < other):
            yield one or "", "-"
            one = next(before, None)
        elif one is None or other < one:
            yield other, "+"
            other = next(after, None)
        else:
            yield one, "="
            one, other = next(before, None), next(after, None)

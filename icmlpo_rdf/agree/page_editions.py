"""Two editions of one page beside each other: what the later one calls as the earlier one does is another account of the same.

Both have the same IRIs, for the page, for what only it speaks of, and for the records of its rows. Merged, a participant whom the old
page calls a member and the new one an observer would be both. So where the IRI is taken already, that of the later edition gets its
number, and the two things, not the records, are joined again as those of two titles are.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from icmlpo_rdf.quads.vocab import Foaf, Schema

__all__ = ["Added", "add_edition"]


@dataclass(frozen=True, slots=True)
class Added:
    """What has other IRIs than its data give it."""

    pages: tuple[NamedNode, ...]
    """The sources of pages that are there in another edition."""
    same: tuple[tuple[str, str], ...]
    """The things that these are about, each under the IRI of its data and its other one."""


def add_edition(store: Store, data: Store, number: int) -> Added:
    """Add data to a store, each page beside its other editions.

    Args:
        store: earlier editions.
        data: each page in a graph of its own, in one edition.
        number: which edition it is; the IRIs that are taken end in it, `T@2`.
    """
    same: list[tuple[str, str]] = []
    later: list[NamedNode] = []
    pages = {quad.graph_name for quad in data.quads_for_pattern(None, Schema.sha256, None, None)}
    for graph in sorted(pages, key=str):
        if isinstance(graph, NamedNode) and _is_another(store, data, graph):
            topics = [quad.object for quad in data.quads_for_pattern(graph, Foaf.primary_topic, None, graph)]
            things = [one for one in topics if isinstance(one, NamedNode)]
            _rename(store, data, graph, things, number)
            later.append(NamedNode(_numbered(graph.value, number)))
            same += [(one.value, _numbered(one.value, number)) for one in things]
    store.bulk_extend(data)
    return Added(tuple(later), tuple(same))


def _is_another(store: Store, data: Store, page: NamedNode) -> bool:
    """Whether an earlier edition of a page was made from other bytes."""
    before = {quad.object for quad in store.quads_for_pattern(page, Schema.sha256, None, None)}
    return bool(before) and before != {
        quad.object for quad in data.quads_for_pattern(page, Schema.sha256, None, None)
    }


def _rename(store: Store, data: Store, page: NamedNode, things: list[NamedNode], number: int) -> None:
    stems = (page.value, *(one.value for one in things))

    def renamed(node: object) -> object:
        if not isinstance(node, NamedNode):
            return node
        stem, mark, part = node.value.partition("#")
        if stem not in stems or (part and stem != page.value and not _is_taken(store, node)):
            return node
        return NamedNode(f"{_numbered(stem, number)}{mark}{part}")

    for quad in list(data.quads_for_pattern(None, None, None, page)):
        data.remove(quad)
        data.add(Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), renamed(page)))  # type: ignore[arg-type]


def _is_taken(store: Store, node: NamedNode) -> bool:
    return next(iter(store.quads_for_pattern(node, None, None, None)), None) is not None


def _numbered(stem: str, number: int) -> str:
    return f"{stem}@{number}"

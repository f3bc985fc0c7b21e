"""Changes as SPARQL 1.1 Update and as RDF Patch: what makes NEW of a store that holds OLD, graph by graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from icmlpo_rdf.differences.changes import GraphChange
from icmlpo_rdf.differences.sorted_quads import DEFAULT_GRAPH, spelt
from icmlpo_rdf.errors import DataError, counted

__all__ = ["rdf_patch", "sparql_update"]

_BATCH = 1_000
"""Triples of one operation: stores bound the length of one."""


def sparql_update(changes: Iterable[GraphChange]) -> Iterator[str]:
    """Yield the lines of an update.

    No update can name a blank node: where something else is said with one, the graph is emptied and filled anew, in one
    operation for all such graphs, which may share some.

    Raises:
        DataError: a graph that has changed is named by a blank node.
    """
    blank: list[GraphChange] = []
    for one in changes:
        _refuse_unnamed(one)
        if one.old_blank or one.new_blank:
            blank.append(one)
            continue
        for verb, triples in (("DELETE", one.removed), ("INSERT", one.added)):
            for some in _batches(triples):
                yield f"{verb} DATA {{"
                yield from _in_graph(one.graph, some)
                yield "} ;"
    for one in blank:
        yield "CLEAR SILENT DEFAULT ;" if one.graph == DEFAULT_GRAPH else f"CLEAR SILENT GRAPH {one.graph} ;"
    if blank:
        yield "INSERT DATA {"
        for one in blank:
            yield from _in_graph(
                one.graph, (*one.kept, *one.added, *(spelt(quad.triple) for quad in one.new_blank))
            )
        yield "} ;"


def _batches(triples: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(triples)
    while some := tuple(islice(rest, _BATCH)):
        yield some


def _in_graph(graph: str, triples: Iterable[str]) -> Iterator[str]:
    lines = (f"  {triple} ." for triple in triples)
    if graph == DEFAULT_GRAPH:
        yield from lines
        return
    yield f"  GRAPH {graph} {{"
    yield from (f"  {line}" for line in lines)
    yield "  }"


def rdf_patch(changes: Iterable[GraphChange]) -> Iterator[str]:
    """Yield the lines of a patch (https://afs.github.io/rdf-delta/rdf-patch.html): one transaction.

    A blank node that comes is written as one; it is new wherever the patch is played. One that is there already no patch can
    name: its label is the store's own.

    Raises:
        DataError: something else is said, or no longer, with blank nodes that were there.
    """
    yield "TX ."
    for one in changes:
        _refuse_unnamed(one)
        if one.old_blank:
            more = len(one.old_blank) - 1
            raise DataError(
                f"what is said with blank nodes has changed, and no patch can name those of OLD: {spelt(one.old_blank[0].triple)}"
                + (f" and {counted(more, 'more statement')}" if more else ""),
                mend="use -f update, which writes the graph anew",
                origin=one.graph,
            )
        graph = "" if one.graph == DEFAULT_GRAPH else f" {one.graph}"
        yield from (f"D {triple}{graph} ." for triple in one.removed)
        yield from (f"A {triple}{graph} ." for triple in one.added)
        yield from (f"A {spelt(quad.triple)}{graph} ." for quad in one.new_blank)
    yield "TC ."


def _refuse_unnamed(one: GraphChange) -> None:
    if one.graph.startswith("_:"):
        raise DataError(
            "a graph that has changed is named by a blank node, which no update can name",
            mend="name it by an IRI",
            origin=one.graph,
        )

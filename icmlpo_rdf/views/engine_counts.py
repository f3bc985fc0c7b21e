"""Things counted by the engine, which is quicker than looking each up."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

__all__ = ["counts"]


def counts(store: Store, query: str) -> Iterator[tuple[NamedNode, tuple[int, ...]]]:
    """Yield the things of a query's first column with the numbers of the others."""
    found = store.query(query, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        return
    for row in found:
        thing, *numbers = tuple(row)
        if isinstance(thing, NamedNode):
            yield thing, tuple(int(one.value) for one in numbers if isinstance(one, Literal))

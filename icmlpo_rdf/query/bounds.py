"""What the data lack of what an answer counts on: who attended all meetings *that the data have*."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.query.asking import Query, ask
from icmlpo_rdf.query.named_queries import NamedQuery, bound_queries

__all__ = ["bounds_of"]

_TOLD = 3


def bounds_of(store: Store, named: NamedQuery, values: Mapping[str, NamedNode | Literal]) -> tuple[str, ...]:
    """Say what the data lack that would change the answer to a named query.

    Each named query lists the queries that tell it; these are asked with the same parameters, as far as they have them.

    Args:
        store: the data.
        named: the query.
        values: what it was asked for, as `NamedQuery.bound` takes it.

    Returns:
        A sentence each, three for one cause at most.

    Raises:
        DamagedStoreError: the store's files are broken.
    """
    said: list[str] = []
    for name in named.bounds:
        bound = bound_queries()[name]
        known = {one.name for one in bound.parameters}
        text = bound.bound({key: value for key, value in values.items() if key in known})
        answer = ask(store, Query(text, name))
        for row in answer.rows[:_TOLD]:
            texts = {key: getattr(term, "value", "") for key, term in zip(answer.variables, row, strict=True)}
            said.append(bound.says.format(**texts))
        if more := len(answer.rows) - _TOLD:
            said += [f"and so it is with {more} more series"] if more > 0 else []
    return tuple(said)

"""SPARQL: your own queries and the named ones that ship, asked of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
)

from icmlpo_rdf.errors import DataError, LimitError, UsageError
from icmlpo_rdf.quads import PREFIXES, given_quads
from icmlpo_rdf.query.answer import Answer, Term
from icmlpo_rdf.query.name_resolution import resolve
from icmlpo_rdf.query.named_queries import NamedQuery, find_named_query, named_queries
from icmlpo_rdf.query.query_traits import find_from, find_service, height
from icmlpo_rdf.query.syntax_errors import read_slip
from icmlpo_rdf.query.tokens import Kind, Token, place_of, tokens_of
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.store.damage import damage_told
from icmlpo_rdf.store.one_thing import standing_for
from icmlpo_rdf.store.rdf_files import store_of

__all__ = [
    "Answer",
    "Dataset",
    "NamedQuery",
    "Query",
    "Results",
    "Term",
    "ask",
    "ask_for",
    "ask_named",
    "find_named_query",
    "named_queries",
    "query",
    "run",
    "values_of",
]

Results = QueryBoolean | QueryTriples | QuerySolutions
_T = TypeVar("_T")
# The engine puts a query's tree on its stack, of which Linux gives a process 8 MB; beyond that the process dies.
_HIGHEST = 3_000
"""Kilobytes: functions in functions 270 deep, or 3,000 comparisons in a chain."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, where who asks chooses them (SPARQL 1.1 Protocol, section 2.1.4)."""

    default: tuple[NamedNode, ...] = ()
    """Those that are the default graph together."""
    named: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Query(ShortRepr):
    """A query as `run` takes it."""

    text: str
    origin: str = "query"
    """What an error message calls it."""
    base_iri: str | None = None
    """What its relative IRIs are resolved against."""
    dataset: Dataset | None = None
    """The graphs that are asked, whatever the query says of them; None: those that it names with `FROM`, or else all."""

    @classmethod
    def of(cls, query: str | Self) -> Self:
        """Return a query, or the text of one, as a query."""
        return cls(query) if isinstance(query, str) else query


def query(data: Iterable[Quad], text: str, *, base_iri: str | None = None) -> Answer:
    """Ask quads a SPARQL query.

    Args:
        data: a store, or quads; named graphs are asked together.
        text: the query.
        base_iri: what its relative IRIs are resolved against.

    Raises:
        As `ask`.
    """
    store = _store(data, "query({}, text)")
    return run(store, Query(text, base_iri=base_iri), _answer)


def ask_named(data: Iterable[Quad], name: str, **parameters: str | int | NamedNode) -> Answer:
    """Ask data a query that ships.

    Args:
        data: a store, or quads.
        name: the query's name, as `named_queries` has it.
        parameters: what the query asks about: an IRI, a name that one thing has, or a number.

    Raises:
        UsageError: no query has that name; a parameter is unknown or missing; nothing, or more than one thing, is
            called so.
    """
    store = _store(data, "ask_named({}, name)")
    named = find_named_query(name)
    return ask(store, Query(named.bound(values_of(store, named, parameters), apart=True), name))


def values_of(
    store: Store, named: NamedQuery, parameters: Mapping[str, str | int | NamedNode]
) -> dict[str, NamedNode | Literal]:
    """Return parameters' values as terms, for `NamedQuery.bound`: names looked up, numbers read; errors as `ask_named`."""
    with damage_told("--param"):
        return {
            name: resolve(value, named.parameter(name).takes, store, name)
            for name, value in parameters.items()
        }


def ask(data: Iterable[Quad], query: str | Query) -> Answer:
    """Ask data a SPARQL query. Our prefixes need no declaration, named graphs are asked together.

    Args:
        data: a store, or quads.
        query: the query's text, or more: what its relative IRIs are resolved against, which graphs are asked.

    Raises:
        DataError: the query has a syntax error; names line and column.
        LimitError: the query is nested too deep for the engine.
        UsageError: the query calls another server (SERVICE).
        DamagedStoreError: the store's files are broken.
        WrongTypeError: it is a file's name, say.
    """
    return run(_store(data, "ask({}, text)"), query, _answer)


def _store(data: Iterable[Quad], call: str) -> Store:
    """What was given, as a store; `call` is that of `given_quads`, which says what is wrong with anything else."""
    return data if isinstance(data, Store) else store_of(given_quads(data, call))


def _answer(results: Results) -> Answer:
    if isinstance(results, QueryBoolean):
        return Answer(truth=bool(results))
    if isinstance(results, QueryTriples):
        return Answer(triples=tuple(sorted(set(results), key=str)))
    variables = tuple(variable.value for variable in results.variables)
    return Answer(variables, tuple(tuple(solution) for solution in results))


def ask_for(store: Store, query: str | Query, results_format: QueryResultsFormat) -> bytes:
    """Ask a store for SPARQL results in CSV, TSV, JSON or XML; otherwise as `ask`.

    Raises:
        UsageError: the query asks for a graph.
    """

    def serialized(results: Results) -> bytes:
        if isinstance(results, QueryTriples):
            raise UsageError(
                "the query asks for a graph, not for rows",
                mend="use turtle, ntriples or another RDF syntax",
                origin="--format",
            )
        return results.serialize(format=results_format) or b""

    return run(store, query, serialized)


def run(store: Store, query: str | Query, read: Callable[[Results], _T]) -> _T:
    """Run a query, and return what is read from its results: the one place where the engine is asked a user's query.

    Args:
        store: the data.
        query: the query.
        read: reads the results, which the engine finds one by one meanwhile; they are gone afterwards.

    Raises:
        As `ask`; and what `read` raises.
    """
    query = Query.of(query)
    tokens = tokens_of(query.text)
    with damage_told(query.origin):
        text = _with_standing(store, query.text, tokens)
    if text:
        query = replace(query, text=text)
        tokens = tokens_of(text)
    dataset = query.dataset
    _check(tokens, query)
    with _errors_told(query, tokens):
        results = store.query(
            query.text,
            prefixes=PREFIXES,
            base_iri=query.base_iri,
            # Of a query that names its graphs the engine would pass over that.
            use_default_graph_as_union=dataset is None and find_from(tokens, PREFIXES) is None,
            default_graph=None if dataset is None else list(dataset.default),
            named_graphs=None if dataset is None else list(dataset.named),
        )
        return read(results)


def _with_standing(store: Store, text: str, tokens: Sequence[Token]) -> str:
    """A query with the IRIs of things that stand for others in the place of these; empty where it names none such."""
    found = text
    for one in reversed(tokens):
        if one.kind is not Kind.IRI:
            continue
        try:
            asked = NamedNode(one.text[1:-1])
        except ValueError:  # a relative one
            continue
        if (stands := standing_for(store, asked)) != asked:
            found = f"{found[: one.begin]}{stands}{found[one.begin + len(one.text) :]}"
    return "" if found is text else found


def _check(tokens: Sequence[Token], query: Query) -> None:
    """Refuse what the engine must not be asked."""
    service = find_service(tokens, PREFIXES)
    if service is not None:
        line, column = place_of(service, query.text)
        raise UsageError(
            "SERVICE would ask another server",
            mend="ask that server yourself",
            origin=query.origin,
            line=line,
            column=column,
        )
    if height(tokens) > _HIGHEST:
        raise LimitError(
            "the query is nested too deep, or chains too much, for the engine",
            mend="ask for less at a time; write many values as VALUES or IN (…)",
            origin=query.origin,
        )


@contextmanager
def _errors_told(query: Query, tokens: Sequence[Token]) -> Iterator[None]:
    """Errors of the engine, which answers lazily, as ours."""
    origin = query.origin
    try:
        with damage_told(origin):
            yield
    except SyntaxError as error:
        slip = read_slip(error, query.text, tokens, has_base=query.base_iri is not None)
        raise DataError(
            f"no valid SPARQL ({slip.what})",
            mend=slip.mend,
            origin=origin,
            line=slip.line,
            column=slip.column,
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(
            f"the query cannot be answered ({error})", mend="change the query", origin=origin
        ) from error

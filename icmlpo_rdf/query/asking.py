"""SPARQL: your own queries and the named ones that ship, asked of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.query.keywords import find_keyword
from icmlpo_rdf.query.name_resolution import resolve
from icmlpo_rdf.query.named_queries import NamedQuery, find_named_query, named_queries
from icmlpo_rdf.query.syntax_errors import read_slip
from icmlpo_rdf.store.damage import damage_told
from icmlpo_rdf.store.rdf_files import store_of

__all__ = [
    "Answer",
    "NamedQuery",
    "Term",
    "ask",
    "ask_as",
    "ask_for",
    "ask_named",
    "find_named_query",
    "named_queries",
    "query",
    "values_of",
]

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, the truth of an ASK."""

    variables: tuple[str, ...] = ()
    """A SELECT's columns, without the question mark."""
    rows: tuple[tuple[Term | None, ...], ...] = ()
    """A SELECT's rows, in its order; None where nothing is bound."""
    triples: tuple[Triple, ...] | None = None
    """Sorted, each once; None when the query asked for no graph."""
    truth: bool | None = None
    """None when the query was no ASK."""


def query(data: Iterable[Quad], text: str) -> Answer:
    """Ask quads a SPARQL query; our prefixes need no declaration, named graphs are asked together.

    Raises:
        DataError: the query has a syntax error; names line and column.
        UsageError: the query calls another server (SERVICE).
        DamagedStoreError: the store's files are broken.
    """
    return ask(store_of(data), text)


def ask_named(store: Store, name: str, **parameters: str | int | NamedNode) -> Answer:
    """Ask a store a query that ships.

    Args:
        store: the data.
        name: the query's name, as `named_queries` has it.
        parameters: what the query asks about: an IRI, a name that one thing has, or a number.

    Raises:
        UsageError: no query has that name; a parameter is unknown or missing; nothing, or more than one thing, is
            called so.
    """
    named = find_named_query(name)
    return ask(store, named.bound(values_of(store, named, parameters), apart=True), origin=name)


def values_of(
    store: Store, named: NamedQuery, parameters: Mapping[str, str | int | NamedNode]
) -> dict[str, NamedNode | Literal]:
    """Return parameters' values as terms, for `NamedQuery.bound`: names looked up, numbers read; errors as `ask_named`."""
    with damage_told("--param"):
        return {
            name: resolve(value, named.parameter(name).takes, store, name)
            for name, value in parameters.items()
        }


def ask(store: Store, text: str, *, origin: str = "query") -> Answer:
    """Ask a store; as `query`. `origin` is what an error message calls the query."""
    with _errors_told(text, origin):
        result = _run(store, text, origin)
        if isinstance(result, QueryBoolean):
            return Answer(truth=bool(result))
        if isinstance(result, QueryTriples):
            return Answer(triples=tuple(sorted(set(result), key=str)))
        variables = tuple(variable.value for variable in result.variables)
        return Answer(variables, tuple(tuple(solution) for solution in result))


def ask_for(store: Store, text: str, results_format: QueryResultsFormat, *, origin: str = "query") -> bytes:
    """Ask a store for SPARQL results in CSV, TSV, JSON or XML; otherwise as `ask`.

    Raises:
        UsageError: the query asks for a graph.
    """
    answered = ask_as(store, text, results_format, origin=origin)
    if answered is None:
        raise UsageError("the query asks for a graph, not for rows", mend="use turtle", origin="--format")
    return answered


def ask_as(
    store: Store, text: str, results_format: QueryResultsFormat, *, origin: str = "query"
) -> bytes | None:
    """As `ask_for`, but None when the query asks for a graph."""
    with _errors_told(text, origin):
        result = _run(store, text, origin)
        return None if isinstance(result, QueryTriples) else result.serialize(format=results_format) or b""


def _run(store: Store, text: str, origin: str) -> QueryBoolean | QueryTriples | QuerySolutions:
    service = find_keyword(text, "service")
    if service is not None:
        line = text.count("\n", 0, service) + 1
        raise UsageError(
            "SERVICE would ask another server", mend="ask that server yourself", origin=origin, line=line
        )
    # A query with FROM says itself which graphs it asks; the engine would pass that over.
    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=find_keyword(text, "from") is None)


@contextmanager
def _errors_told(text: str, origin: str) -> Iterator[None]:
    """Errors of the engine, which answers lazily, as ours."""
    try:
        with damage_told(origin):
            yield
    except SyntaxError as error:
        raise _syntax_error(error, text, origin) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(
            f"the query cannot be answered ({error})", mend="change the query", origin=origin
        ) from error


def _syntax_error(error: SyntaxError, text: str, origin: str) -> DataError:
    slip = read_slip(error, text)
    return DataError(
        f"no valid SPARQL ({slip.what})",
        mend="mend the query there",
        origin=origin,
        line=slip.line,
        column=slip.column,
    )

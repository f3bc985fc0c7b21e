"""SPARQL: your own queries and the named ones that ship, asked of a store in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files

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
from icmlpo_rdf.graph.data import store_of
from icmlpo_rdf.quads import PREFIXES

__all__ = ["Answer", "NamedQuery", "ask", "ask_for", "find_named_query", "named_queries", "query"]

Term = NamedNode | BlankNode | Literal | Triple

# Strings, IRIs and comments are passed over, so that only the keyword itself is found. A keyword is
# neither a variable nor part of a prefixed name. SPARQL 1.1, section 19.8, rules 139 to 161.
_SERVICE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*"
    r"|(?<![\w?$:.-])(?P<service>service)(?![\w:-])",
    re.IGNORECASE | re.DOTALL,
)
_ERROR_PLACE = re.compile(r"error at (\d+):(\d+): ")
_HEADER = re.compile(r"#\s*(title|description):\s*(.+)")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the program."""

    name: str
    title: str
    """The question, in a few words."""
    description: str
    """What the answer's columns are."""
    text: str


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


def named_queries() -> tuple[NamedQuery, ...]:
    """Return the queries that ship, in the order of their names."""
    folder = files("icmlpo_rdf.graph") / "queries"
    found = [
        _named_query(entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".rq")
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _named_query(name: str, text: str) -> NamedQuery:
    header = {match[1]: match[2].strip() for match in map(_HEADER.match, text.splitlines()) if match}
    return NamedQuery(name, header.get("title", name), header.get("description", ""), text)


def find_named_query(name: str) -> NamedQuery:
    """Return a query that ships, by its name.

    Raises:
        UsageError: there is none of that name.
    """
    known = {one.name: one for one in named_queries()}
    if name not in known:
        raise UsageError(
            f"no query is called {name!r}", mend=f"use one of {', '.join(known)}", place="--named"
        )
    return known[name]


def query(data: Iterable[Quad], text: str) -> Answer:
    """Ask quads a SPARQL query; our prefixes need no declaration, named graphs are asked together.

    Raises:
        DataError: the query has a syntax error; names line and column.
        UsageError: the query calls another server (SERVICE).
    """
    return ask(store_of(data), text)


def ask(store: Store, text: str, *, place: str = "query") -> Answer:
    """Ask a store; as `query`. `place` is what an error message calls the query."""
    with _errors_told(place):
        result = _run(store, text, place)
        if isinstance(result, QueryBoolean):
            return Answer(truth=bool(result))
        if isinstance(result, QueryTriples):
            return Answer(triples=tuple(sorted(set(result), key=str)))
        variables = tuple(variable.value for variable in result.variables)
        return Answer(variables, tuple(tuple(solution) for solution in result))


def ask_for(store: Store, text: str, results_format: QueryResultsFormat, *, place: str = "query") -> bytes:
    """Ask a store for SPARQL results in CSV, TSV, JSON or XML; otherwise as `ask`.

    Raises:
        UsageError: the query asks for a graph.
    """
    with _errors_told(place):
        result = _run(store, text, place)
        if isinstance(result, QueryTriples):
            raise UsageError("the query asks for a graph, not for rows", mend="use turtle", place="--format")
        return result.serialize(format=results_format) or b""


def _run(store: Store, text: str, place: str) -> QueryBoolean | QueryTriples | QuerySolutions:
    for match in _SERVICE.finditer(text):
        if match["service"]:
            line = text.count("\n", 0, match.start()) + 1
            raise UsageError(
                "SERVICE would ask another server", mend="ask that server yourself", place=place, line=line
            )
    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)


@contextmanager
def _errors_told(place: str) -> Iterator[None]:
    """Errors of the engine, which answers lazily, as ours."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(error, place) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(
            f"the query cannot be answered ({error})", mend="change the query", place=place
        ) from error


def _syntax_error(error: SyntaxError, place: str) -> DataError:
    message = str(error)
    found = _ERROR_PLACE.match(message)
    what = message[found.end() :] if found else message
    # The engine lists every token that it would have taken: the beginning is enough for a person.
    short = what if len(what) <= 100 else f"{what[:97]}…"
    return DataError(
        f"no valid SPARQL ({short})",
        mend="mend the query there",
        place=place,
        line=int(found[1]) if found else None,
        column=int(found[2]) if found else None,
    )

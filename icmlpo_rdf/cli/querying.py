"""`icmlpo-rdf query`."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.tables import table
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, read_text, say, verbosity_options, write_result
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from icmlpo_rdf.graph.query import Answer, Term

__all__ = ["query_command"]


class _Shape(Enum):
    """How an answer may be shown."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


@click.command(
    "query",
    epilog=example(
        "icmlpo-rdf query output/ --list",
        "icmlpo-rdf query output/ --named attendance",
        "icmlpo-rdf query output/ --file mine.rq -f csv",
        "icmlpo-rdf query output/ 'SELECT ?name { ?p icm:nameAsPrinted ?name } LIMIT 5'",
    ),
)
@click.argument("arguments", nargs=-1, metavar="DATA... [QUERY]")
@click.option("--file", "query_file", metavar="FILE", help="A file that holds the query (-: standard input).")
@click.option("--named", metavar="NAME", help="A query that ships.")
@click.option("--list", "list_queries", is_flag=True, help="List the queries that ship.")
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="table, csv, tsv, json or xml for rows; turtle for a graph.  [default: table or turtle]",
)
@verbosity_options
def query_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    arguments: tuple[str, ...],
    query_file: str | None,
    named: str | None,
    list_queries: bool,
    format_name: str | None,
    verbosity: Verbosity,
) -> int:
    """Ask data a SPARQL query, your own or one that ships.

    DATA is RDF files, folders of them, or - for standard input. Named graphs and the default graph are
    asked together; our prefixes need no declaration. No query may reach another server.
    """
    from icmlpo_rdf.graph.data import load  # noqa: PLC0415 - keeps --help quick

    if list_queries:
        _list()
        return Exit.DONE
    shape = _shape(format_name)
    data, text, place = _question(arguments, query_file, named)
    store = load(data)
    if verbosity is Verbosity.VERBOSE:
        say(f"{len(store)} statements")
    write_result(_answer(store, text, place, shape), "-")
    return Exit.DONE


def _list() -> None:
    from icmlpo_rdf.graph.query import named_queries  # noqa: PLC0415

    rows = [(one.name, one.title, one.description) for one in named_queries()]
    write_result(table(("name", "question", "answer"), rows).encode(), "-")


def _shape(name: str | None) -> _Shape | None:
    if name is None:
        return None
    wanted = {"ttl": "turtle"}.get(name.strip().lower(), name.strip().lower())
    known = {shape.value: shape for shape in _Shape}
    if wanted not in known:
        raise UsageError(f"{name!r} is no format", mend=f"use one of {', '.join(known)}", place="--format")
    return known[wanted]


def _question(
    arguments: tuple[str, ...], query_file: str | None, named: str | None
) -> tuple[tuple[str, ...], str, str]:
    """The data's paths, the query's text, and what to call the query."""
    from icmlpo_rdf.graph.query import find_named_query  # noqa: PLC0415

    if query_file is not None and named is not None:
        raise UsageError("two queries are given", mend="give --file or --named, not both")
    if named is not None:
        data, text, place = arguments, find_named_query(named).text, f"--named {named}"
    elif query_file is not None:
        data, text, place = arguments, read_text(query_file), query_file
    else:
        if len(arguments) < 2:
            raise UsageError(
                "no query is given", mend="give one behind the data, or --file, --named or --list"
            )
        data, text, place = arguments[:-1], arguments[-1], "QUERY"
    if not data:
        raise UsageError("no data are given", mend="name RDF files or a folder of them")
    return data, text, place


def _answer(store: Store, text: str, place: str, shape: _Shape | None) -> bytes:
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415

    from icmlpo_rdf.graph.query import ask, ask_for  # noqa: PLC0415

    if shape in {_Shape.CSV, _Shape.TSV, _Shape.JSON, _Shape.XML}:
        results = {
            _Shape.CSV: QueryResultsFormat.CSV,
            _Shape.TSV: QueryResultsFormat.TSV,
            _Shape.JSON: QueryResultsFormat.JSON,
            _Shape.XML: QueryResultsFormat.XML,
        }
        data = ask_for(store, text, results[shape], place=place)
        return data if data.endswith(b"\n") else data + b"\n"
    answer = ask(store, text, place=place)
    if answer.triples is not None:
        if shape is _Shape.TABLE:
            raise UsageError("the query asks for a graph, not for rows", mend="use turtle", place="--format")
        return _turtle(answer)
    if shape is _Shape.TURTLE:
        raise UsageError(
            "the query asks for rows, not for a graph",
            mend="use table, csv, tsv, json or xml",
            place="--format",
        )
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n".encode()
    return _rows(answer).encode()


def _turtle(answer: Answer) -> bytes:
    from pyoxigraph import Quad  # noqa: PLC0415

    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import OutputFormat, to_bytes  # noqa: PLC0415

    quads = (Quad(one.subject, one.predicate, one.object) for one in answer.triples or ())
    return to_bytes(quads, OutputFormat.TURTLE, PREFIXES)


def _rows(answer: Answer) -> str:
    rows = [[_shown(term) for term in row] for row in answer.rows]
    numbers = [
        column
        for column in range(len(answer.variables))
        if rows and all(row[column].lstrip("-").replace(".", "", 1).isdigit() for row in rows if row[column])
    ]
    return table(answer.variables, rows, right=numbers)


def _shown(term: Term | None) -> str:
    """A term as people read it: a literal's text, an IRI with our prefix where one fits."""
    from pyoxigraph import Literal, NamedNode  # noqa: PLC0415

    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415

    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace) and "/" not in term.value[len(namespace) :]:
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value
    return str(term)

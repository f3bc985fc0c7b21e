"""An answer in the form that the user asked for: a table, SPARQL results, Turtle; with its proof or without."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.quoting import quoted
from icmlpo_rdf.cli.text_tables import table
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import QueryResultsFormat, Store

    from icmlpo_rdf.evidence.row_evidence import ProvenAnswer, ProvenRow
    from icmlpo_rdf.query.asking import Answer, Query, Term

__all__ = ["Shape", "answer_as", "proof_as", "shape_of"]

# An organization may have attended hundreds of meetings; other formats show them all.
_LINES_SHOWN = 40


class Shape(Enum):
    """How an answer may be shown."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


def shape_of(name: str | None) -> Shape | None:
    """Return the form of that name, None for none.

    Raises:
        UsageError: there is none of that name.
    """
    if name is None:
        return None
    wanted = {"ttl": "turtle"}.get(name.strip().lower(), name.strip().lower())
    known = {shape.value: shape for shape in Shape}
    if wanted not in known:
        raise UsageError(f"{name!r} is no format", mend=f"use one of {', '.join(known)}", origin="--format")
    return known[wanted]


def proof_as(answer: ProvenAnswer, shape: Shape | None) -> bytes:
    """Return rows with their evidence: in a table below each row, else in two more columns.

    Raises:
        UsageError: the form is Turtle.
    """
    if shape is Shape.TURTLE:
        raise UsageError(
            "rows are explained, not a graph", mend="use table, csv, tsv, json or xml", origin="--format"
        )
    if shape is not None and shape is not Shape.TABLE:
        return _ended(answer.serialize(_results_format(shape)))
    # A query without variables (`SELECT * {}`) has rows, but neither a heading nor cells.
    shown = [row.terms for row in answer.rows]
    lines = _rows(answer.variables, shown, is_whole=True).splitlines() if answer.variables else []
    head, rows = (lines[:2], lines[2:]) if lines else ([], [""] * len(shown))
    lines = list(head)
    for cells, row in zip(rows, answer.rows, strict=True):
        lines += [*([cells] if answer.variables else []), *_evidence(row), ""]
    return "".join(f"{line}\n" for line in lines).encode()


def _evidence(row: ProvenRow) -> list[str]:
    if not row.evidence:
        return ["    no lines are known"]
    lines = list(quoted(row.evidence[:_LINES_SHOWN]))
    if more := len(row.evidence) - _LINES_SHOWN:
        lines += [f"    and {more} more places"] if more > 0 else []
    return lines


def _results_format(shape: Shape) -> QueryResultsFormat:
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415 - keeps --help quick

    formats: dict[Shape, QueryResultsFormat] = {
        Shape.CSV: QueryResultsFormat.CSV,
        Shape.TSV: QueryResultsFormat.TSV,
        Shape.JSON: QueryResultsFormat.JSON,
        Shape.XML: QueryResultsFormat.XML,
    }
    return formats[shape]


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"


def answer_as(store: Store, query: Query, shape: Shape | None) -> bytes:
    """Ask a store and return the answer in the form; errors as `query.asking.ask`.

    Raises:
        UsageError: rows were asked for as a graph, or a graph as rows.
    """
    from icmlpo_rdf.query.asking import ask, ask_for  # noqa: PLC0415

    if shape in {Shape.CSV, Shape.TSV, Shape.JSON, Shape.XML}:
        return _ended(ask_for(store, query, _results_format(shape)))
    answer = ask(store, query)
    if answer.triples is not None:
        if shape is Shape.TABLE:
            raise UsageError("the query asks for a graph, not for rows", mend="use turtle", origin="--format")
        return _turtle(answer)
    if shape is Shape.TURTLE:
        raise UsageError(
            "the query asks for rows, not for a graph",
            mend="use table, csv, tsv, json or xml",
            origin="--format",
        )
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n".encode()
    return _rows(answer.variables, answer.rows).encode()


def _turtle(answer: Answer) -> bytes:
    from pyoxigraph import Quad  # noqa: PLC0415

    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import OutputFormat, to_bytes  # noqa: PLC0415

    quads = (Quad(one.subject, one.predicate, one.object) for one in answer.triples or ())
    return to_bytes(quads, OutputFormat.TURTLE, PREFIXES)


def _rows(
    variables: Sequence[str], answer: Sequence[Sequence[Term | None]], *, is_whole: bool = False
) -> str:
    """A table; `is_whole`: a row is a line, however long."""
    rows = [[_shown(term) for term in row] for row in answer]
    numbers = [
        column
        for column in range(len(variables))
        if rows and all(row[column].lstrip("-").replace(".", "", 1).isdigit() for row in rows if row[column])
    ]
    return table(variables, rows, right=numbers, is_whole=is_whole)


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

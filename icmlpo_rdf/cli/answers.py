"""An answer in the form that the user asked for: a table, SPARQL results, an RDF syntax; with its proof or without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.quoting import quoted
from icmlpo_rdf.errors import UsageError, counted

if TYPE_CHECKING:
    from pyoxigraph import QueryResultsFormat, Store

    from icmlpo_rdf.evidence.row_evidence import ProvenAnswer, ProvenRow
    from icmlpo_rdf.query.asking import Answer, Query
    from icmlpo_rdf.sinks import OutputFormat

__all__ = ["BINARY", "Shape", "ShownAnswer", "answer_as", "form_names", "proof_as", "shape_of"]

# An organization may have attended hundreds of meetings; other formats show them all.
_LINES_SHOWN = 40


class Shape(Enum):
    """How rows may be shown; a graph is shown in an RDF syntax."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    XLSX = "xlsx"
    PARQUET = "parquet"


BINARY = frozenset({Shape.XLSX, Shape.PARQUET})
"""The forms that are no text, which a terminal would show."""
_FORMAT = "--format"
"""What names the form, if not the file's ending."""
_ENDINGS = {Shape.TABLE: ("txt",), Shape.JSON: ("srj",), Shape.XML: ("srx",)}
_OF_ROWS = ", ".join(one.value for one in Shape)
# How results end that hold nothing.
_EMPTY_ENDS = (
    b'"bindings":[]}}',
    b'"boolean":false}',
    b"<results></results></sparql>",
    b"<boolean>false</boolean></sparql>",
)


def form_names() -> list[str]:
    """Return the names of all forms, of rows first."""
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    return [*(one.value for one in Shape), *(one.label for one in OutputFormat)]


def shape_of(name: str | None, output: str = "-") -> Shape | OutputFormat | None:
    """Return the form of that name, else the one that the output's name ends in, None where neither tells one.

    What names results as well as RDF (`xml`) means results, for rows are asked for more often than a graph.

    Raises:
        UsageError: there is none of that name.
    """
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    syntaxes = ", ".join(one.label for one in OutputFormat)
    if name is None:
        name = PurePath(output).name.lower().removesuffix(".gz")
        ending = name.rpartition(".")[2] if "." in name else ""
        if not ending or output == "-":
            return None
        if found := next((one for one in Shape if ending in {one.value, *_ENDINGS.get(one, ())}), None):
            return found
        try:
            return OutputFormat.of_file(output)
        except UsageError:
            mend = f"name one with -f: {_OF_ROWS} for rows, {syntaxes} for a graph"
            raise UsageError("its ending tells no format", mend=mend, origin=output) from None
    wanted = name.strip().lower()
    if found := next((one for one in Shape if one.value == wanted), None):
        return found
    try:
        return OutputFormat.named(wanted)
    except UsageError:
        mend = f"use one of {_OF_ROWS} for rows, {syntaxes} for a graph"
        raise UsageError(f"{name!r} is no format", mend=mend, origin="--format") from None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in the form that the user asked for."""

    data: bytes
    notes: tuple[str, ...] = ()
    """What a table does not show."""
    is_empty: bool = False
    """It has no rows, no triples, or is `false`."""


def proof_as(
    answer: ProvenAnswer,
    shape: Shape | OutputFormat | None,
    named_by: str = _FORMAT,
    *,
    is_wide: bool = False,
) -> ShownAnswer:
    """Return rows with their evidence: in a table below each row, else in two more columns.

    Raises:
        UsageError: the form is that of a graph, or holds no lines.
    """
    if shape is not None and (not isinstance(shape, Shape) or shape in BINARY):
        what = "it holds no lines" if isinstance(shape, Shape) else "rows are explained, not a graph"
        raise UsageError(what, mend="use table, csv, tsv, json or xml", origin=named_by)
    if shape is not None and shape is not Shape.TABLE:
        return ShownAnswer(_ended(answer.serialize(_results_format(shape))), is_empty=not answer.rows)
    from icmlpo_rdf.cli.result_tables import result_table  # noqa: PLC0415 - keeps --help quick

    terms = [row.terms for row in answer.rows]

    shown = result_table(answer.variables, terms, is_wide=is_wide, is_whole=True)
    # A query without variables (`SELECT * {}`) has rows, but neither a heading nor cells.
    lines = shown.text.splitlines() if answer.variables else []
    head, rows = (lines[:2], lines[2:]) if lines else ([], [""] * len(terms))
    lines = list(head)
    for cells, row in zip(rows, answer.rows, strict=True):
        lines += [*([cells] if answer.variables else []), *_evidence(row), ""]
    return ShownAnswer("".join(f"{line}\n" for line in lines).encode(), shown.notes, is_empty=not terms)


def _evidence(row: ProvenRow) -> list[str]:
    if not row.evidence:
        return ["    no lines are known"]
    lines = list(quoted(row.evidence[:_LINES_SHOWN]))
    if more := len(row.evidence) - _LINES_SHOWN:
        lines += [f"    and {counted(more, 'more place')}"] if more > 0 else []
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


def _is_empty(data: bytes, shape: Shape) -> bool:
    """Whether serialized results hold no row, or a false."""
    if shape in {Shape.CSV, Shape.TSV}:  # a heading alone
        return data.find(b"\n") == len(data) - 1 and data != b"true\n"
    return data.rstrip().endswith(_EMPTY_ENDS)


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"


def answer_as(
    store: Store,
    query: Query,
    shape: Shape | OutputFormat | None,
    named_by: str = _FORMAT,
    *,
    is_wide: bool = False,
) -> ShownAnswer:
    """Ask a store and return the answer in the form; errors as `query.asking.ask`.

    Raises:
        UsageError: rows were asked for as a graph, or a graph as rows.
    """
    from icmlpo_rdf.query.asking import ask, ask_for  # noqa: PLC0415

    if isinstance(shape, Shape) and shape not in BINARY | {Shape.TABLE}:
        data = _ended(ask_for(store, query, _results_format(shape)))
        return ShownAnswer(data, is_empty=_is_empty(data, shape))
    answer = ask(store, query)
    if shape in BINARY:
        from icmlpo_rdf.export.answer_files import parquet_of, workbook_of  # noqa: PLC0415

        data, notes = workbook_of(answer) if shape is Shape.XLSX else (parquet_of(answer), ())
        return ShownAnswer(data, notes, is_empty=not (answer.rows or answer.triples or answer.truth))
    if answer.triples is not None:
        if isinstance(shape, Shape):
            raise UsageError(
                "the query asks for a graph, not for rows",
                mend="use turtle, ntriples or another RDF syntax",
                origin=named_by,
            )
        return ShownAnswer(_rdf(answer, shape), is_empty=not answer.triples)
    if shape is not None and shape is not Shape.TABLE:
        raise UsageError("the query asks for rows, not for a graph", mend=f"use {_OF_ROWS}", origin=named_by)
    if answer.truth is not None:
        return ShownAnswer(f"{str(answer.truth).lower()}\n".encode(), is_empty=not answer.truth)
    from icmlpo_rdf.cli.result_tables import result_table  # noqa: PLC0415

    shown = result_table(answer.variables, answer.rows, is_wide=is_wide)
    return ShownAnswer(shown.text.encode(), shown.notes, is_empty=not answer.rows)


def _rdf(answer: Answer, syntax: OutputFormat | None) -> bytes:
    from pyoxigraph import Quad  # noqa: PLC0415

    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import OutputFormat, to_bytes  # noqa: PLC0415

    quads = (Quad(one.subject, one.predicate, one.object) for one in answer.triples or ())
    return to_bytes(quads, syntax or OutputFormat.TURTLE, PREFIXES)

"""An answer in the form that the user asked for: a table, SPARQL results, Turtle; with its proof or without."""

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

__all__ = ["Shape", "ShownAnswer", "answer_as", "proof_as", "shape_of"]

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
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def is_binary(self) -> bool:
        """Whether it is no text, which a terminal would show."""
        return self in {Shape.XLSX, Shape.PARQUET}


_FORMAT = "--format"
"""What names the form, if not the file's ending."""
_ENDINGS = {Shape.TURTLE: ("ttl",), Shape.TABLE: ("txt",), Shape.JSON: ("srj",), Shape.XML: ("srx",)}
# How results end that hold nothing.
_EMPTY_ENDS = (
    b'"bindings":[]}}',
    b'"boolean":false}',
    b"<results></results></sparql>",
    b"<boolean>false</boolean></sparql>",
)


def shape_of(name: str | None, output: str = "-") -> Shape | None:
    """Return the form of that name, else the one that the output's name ends in, None where neither tells one.

    Raises:
        UsageError: there is none of that name.
    """
    if name is None:
        name = PurePath(output).name.lower().removesuffix(".gz")
        ending = name.rpartition(".")[2] if "." in name else ""
        found = next((one for one in Shape if ending in {one.value, *_ENDINGS.get(one, ())}), None)
        if found is None and ending and output != "-":
            raise UsageError(
                "its ending tells no format",
                mend=f"name one with -f: {', '.join(one.value for one in Shape)}",
                origin=output,
            )
        return found
    wanted = {"ttl": "turtle"}.get(name.strip().lower(), name.strip().lower())
    known = {shape.value: shape for shape in Shape}
    if wanted not in known:
        raise UsageError(f"{name!r} is no format", mend=f"use one of {', '.join(known)}", origin="--format")
    return known[wanted]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in the form that the user asked for."""

    data: bytes
    notes: tuple[str, ...] = ()
    """What a table does not show."""
    is_empty: bool = False
    """It has no rows, no triples, or is `false`."""


def proof_as(
    answer: ProvenAnswer, shape: Shape | None, named_by: str = _FORMAT, *, is_wide: bool = False
) -> ShownAnswer:
    """Return rows with their evidence: in a table below each row, else in two more columns.

    Raises:
        UsageError: the form is Turtle.
    """
    if shape is Shape.TURTLE or (shape and shape.is_binary):
        what = "rows are explained, not a graph" if shape is Shape.TURTLE else "it holds no lines"
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
    store: Store, query: Query, shape: Shape | None, named_by: str = _FORMAT, *, is_wide: bool = False
) -> ShownAnswer:
    """Ask a store and return the answer in the form; errors as `query.asking.ask`.

    Raises:
        UsageError: rows were asked for as a graph, or a graph as rows.
    """
    from icmlpo_rdf.query.asking import ask, ask_for  # noqa: PLC0415

    if shape in {Shape.CSV, Shape.TSV, Shape.JSON, Shape.XML}:
        data = _ended(ask_for(store, query, _results_format(shape)))
        return ShownAnswer(data, is_empty=_is_empty(data, shape))
    answer = ask(store, query)
    if shape is not None and shape.is_binary:
        from icmlpo_rdf.export.answer_files import parquet_of, workbook_of  # noqa: PLC0415

        data, notes = workbook_of(answer) if shape is Shape.XLSX else (parquet_of(answer), ())
        return ShownAnswer(data, notes, is_empty=not (answer.rows or answer.triples or answer.truth))
    if answer.triples is not None:
        if shape is Shape.TABLE:
            raise UsageError("the query asks for a graph, not for rows", mend="use turtle", origin=named_by)
        return ShownAnswer(_turtle(answer), is_empty=not answer.triples)
    if shape is Shape.TURTLE:
        raise UsageError(
            "the query asks for rows, not for a graph",
            mend="use table, csv, tsv, json, xml, xlsx or parquet",
            origin=named_by,
        )
    if answer.truth is not None:
        return ShownAnswer(f"{str(answer.truth).lower()}\n".encode(), is_empty=not answer.truth)
    from icmlpo_rdf.cli.result_tables import result_table  # noqa: PLC0415

    shown = result_table(answer.variables, answer.rows, is_wide=is_wide)
    return ShownAnswer(shown.text.encode(), shown.notes, is_empty=not answer.rows)


def _turtle(answer: Answer) -> bytes:
    from pyoxigraph import Quad  # noqa: PLC0415

    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import OutputFormat, to_bytes  # noqa: PLC0415

    quads = (Quad(one.subject, one.predicate, one.object) for one in answer.triples or ())
    return to_bytes(quads, OutputFormat.TURTLE, PREFIXES)

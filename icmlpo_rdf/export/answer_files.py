"""An answer to a query as one Excel workbook or Parquet file."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from icmlpo_rdf.export.parquet_folder import write_parquet
from icmlpo_rdf.export.tables import Column, Table, Value
from icmlpo_rdf.export.xlsx_file import write_xlsx
from icmlpo_rdf.query.answer import Answer
from icmlpo_rdf.query.plain_values import Plain

__all__ = ["parquet_of", "workbook_of"]

_NAME = "answer"
_EXACT = 2**53
"""The largest number that a spreadsheet holds exactly; a column with a larger one, or with INF or NaN, is one of texts."""


def workbook_of(answer: Answer) -> tuple[bytes, tuple[str, ...]]:
    """Return an answer as an Excel workbook of one sheet, and what does not stand in it as it is, a sentence each.

    Raises:
        UsageError: XlsxWriter is not installed.
        LimitError: the answer has more rows than a sheet may have.
    """
    notes: list[str] = []

    def write(table: Table, rows: Iterator[tuple[Value, ...]], folder: Path) -> None:
        notes.extend(write_xlsx([(table, rows)], folder / f"{_NAME}.xlsx"))

    return _written(answer, write), tuple(notes)


def parquet_of(answer: Answer) -> bytes:
    """Return an answer as a Parquet file.

    Raises:
        UsageError: pyarrow is not installed.
    """
    return _written(answer, lambda table, rows, folder: write_parquet([(table, rows)], folder))


def _written(answer: Answer, write: Callable[[Table, Iterator[tuple[Value, ...]], Path], None]) -> bytes:
    rows = [tuple(one.values()) for one in answer.to_dicts()]
    names = ("truth",) if answer.truth is not None else answer.columns
    columns = tuple(
        Column(name, "", _kind([row[place] for row in rows], is_iri=_are_iris(answer, place)))
        for place, name in enumerate(names)
    )
    values = (tuple(map(_value, row, columns)) for row in rows)
    with tempfile.TemporaryDirectory(prefix="icmlpo-rdf-") as folder:
        write(Table(_NAME, "", columns, (), ()), values, Path(folder))
        (made,) = Path(folder).iterdir()
        return made.read_bytes()


def _are_iris(answer: Answer, place: int) -> bool:
    found = [row[place] for row in answer.rows if row[place] is not None]
    return bool(found) and all(isinstance(one, NamedNode) for one in found)


def _kind(values: list[Plain], *, is_iri: bool) -> OneOf["string", "integer", "number", "iri"]:
    kinds = {type(one) for one in values if one is not None}
    numbers = [one for one in values if isinstance(one, int | float | Decimal) and not isinstance(one, bool)]
    is_exact = all(math.isfinite(one) and abs(float(one)) <= _EXACT for one in numbers)
    if kinds == {int} and is_exact:
        return "integer"
    if kinds and kinds <= {int, float, Decimal} and is_exact:
        return "number"
    return "iri" if is_iri else "string"


def _value(value: Plain, column: Column) -> Value:
    if value is None or (column.kind == "integer" and isinstance(value, int)):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if column.kind == "number" and isinstance(value, int | float | Decimal):
        return float(value)
    return str(value)

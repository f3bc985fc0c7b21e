"""Tables as a folder of Parquet files, for DuckDB, pandas, polars and Spark."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from icmlpo_rdf.errors import UsageError, install
from icmlpo_rdf.export.tables import FilledTables

__all__ = ["write_parquet"]

_ROWS = 50_000
"""Of a row group: what is in memory at one time."""


def write_parquet(tables: FilledTables, folder: Path) -> None:
    """Write a file a table into a folder that is there already.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - no part of what must be installed
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("pyarrow is not installed", mend=install("tables"), origin=str(folder)) from error
    types = {"integer": pa.int64(), "number": pa.float64()}
    for table, rows in tables:
        fields = [
            pa.field(
                one.name,
                types.get(one.kind, pa.string()),
                nullable=one.name not in table.key,
                metadata={"description": one.description},
            )
            for one in table.columns
        ]
        schema = pa.schema(fields, metadata={"description": table.description})
        with parquet.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            while group := list(islice(rows, _ROWS)):
                columns = zip(*group, strict=True)
                arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema))

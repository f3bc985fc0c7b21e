"""A store → tables or a network in one of the forms, written whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from msgspec import Struct
from pyoxigraph import Store

from icmlpo_rdf.errors import IcmlpoError, OutputError
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.export.csv_folder import write_csv
from icmlpo_rdf.export.export_formats import ExportFormat
from icmlpo_rdf.export.networks import write_network
from icmlpo_rdf.export.parquet_folder import write_parquet
from icmlpo_rdf.export.sqlite_file import write_sqlite
from icmlpo_rdf.export.table_rows import rows_of
from icmlpo_rdf.export.tables import TABLES, Value
from icmlpo_rdf.export.xlsx_file import write_xlsx
from icmlpo_rdf.short_repr import ShortRepr

__all__ = ["WrittenTables", "write_tables"]


class WrittenTables(ShortRepr, Struct, frozen=True):
    """What was written."""

    rows: Mapping[str, int]
    """How many rows each table has; of a network, how many nodes, and edges of each relation."""
    notes: tuple[str, ...] = ()
    """What does not stand there as it is in the data, a sentence each."""


def write_tables(
    store: Store,
    output_format: ExportFormat,
    output: Path,
    sources: SourceFiles | None = None,
    *,
    has_bom: bool = False,
) -> WrittenTables:
    """Write all tables of a store.

    Args:
        store: the data.
        output_format: a form of tables or of networks.
        output: a folder for CSV and Parquet, else a file. What stood there under these names is replaced when all is made.
        sources: what lines are quoted from.
        has_bom: CSV files begin with a byte order mark.

    Raises:
        OutputError: it cannot be written.
        UsageError: a library that the form needs is not installed.
        LimitError: a table is too long for the form.
    """
    counts = {one.name: 0 for one in TABLES}

    def counted(name: str, rows: Iterator[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
        for row in rows:
            counts[name] += 1
            yield row

    filled = ((one, counted(one.name, rows_of(one, store, sources))) for one in TABLES)
    writers: dict[ExportFormat, Callable[[Path], tuple[str, ...] | None]] = {
        ExportFormat.CSV: partial(write_csv, filled, has_bom=has_bom),
        ExportFormat.PARQUET: partial(write_parquet, filled),
        ExportFormat.SQLITE: partial(write_sqlite, filled),
        ExportFormat.XLSX: partial(write_xlsx, filled),
    }
    with _made_beside(output, is_folder=output_format.is_folder) as place:
        if output_format.is_network:
            counts = write_network(store, place, as_gexf=output_format is ExportFormat.GEXF)
            notes: tuple[str, ...] = ()
        else:
            notes = writers[output_format](place) or ()
    return WrittenTables(counts, notes)


@contextmanager
def _made_beside(output: Path, *, is_folder: bool) -> Iterator[Path]:
    """A place beside the output, from where what was made is moved there when all of it is."""
    is_new = False
    parent = output
    try:
        parent = output if is_folder else output.resolve().parent
        if is_folder:
            is_new = not parent.is_dir()
            parent.mkdir(parents=True, exist_ok=True)
        elif output.is_dir():
            raise OutputError("it is a folder", mend="name a file", origin=str(output))
        with tempfile.TemporaryDirectory(prefix=".icmlpo-rdf-", dir=parent) as scratch:
            place = Path(scratch) if is_folder else Path(scratch) / output.name
            try:
                yield place
            except IcmlpoError as error:
                if error.origin == str(place):
                    error.origin = str(output)  # nobody knows the scratch folder
                raise
            for made in sorted(Path(scratch).iterdir()):
                shutil.move(made, parent / made.name)
    except FileNotFoundError as error:
        raise OutputError(
            "the folder is not there", mend="make it first; nothing was changed", origin=str(output)
        ) from error
    except (sqlite3.Error, OSError) as error:
        if is_new:
            with suppress(OSError):  # others may have written there
                parent.rmdir()
        raise OutputError(
            f"cannot be written ({getattr(error, 'strerror', None) or error})",
            mend="write elsewhere; nothing was changed",
            origin=str(output),
        ) from error

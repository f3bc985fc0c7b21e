"""Tables as one Excel workbook, a sheet each: heads that stay in sight, filters, widths that fit, addresses as links."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from icmlpo_rdf.errors import LimitError, UsageError
from icmlpo_rdf.export.tables import Column, FilledTables

__all__ = ["write_xlsx"]

_MOST_ROWS = 1_048_575
"""Below the head (Excel specifications and limits)."""
_MOST_LINKS = 65_530
"""In a sheet, as above; what comes behind them is text."""
_LONGEST_CELL = 32_767
_LONGEST_LINK = 2_079
_WIDTHS = {"string": 24, "integer": 9, "number": 12, "iri": 18}
_WIDE = {"quotation": 60, "attribution": 40, "name_as_printed": 30}
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Written as the day on which the file was made, so that the same data give the same bytes."""


def write_xlsx(tables: FilledTables, path: Path) -> None:
    """Write a workbook.

    Raises:
        UsageError: XlsxWriter is not installed.
        LimitError: a table has more rows than a sheet may have.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - no part of what must be installed
        from xlsxwriter.exceptions import XlsxFileError  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "XlsxWriter is not installed", mend="pip install 'icmlpo-rdf[tables]'", origin=str(path)
        ) from error
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    try:
        with Workbook(str(path), options) as book:
            book.set_properties({"created": _MADE, "title": "Who took part in what, from Wikipedia pages"})
            bold = book.add_format({"bold": True, "bottom": 1})
            link = book.add_format({"font_color": "#0645AD"})
            for table, rows in tables:
                sheet = book.add_worksheet(table.name)
                sheet.freeze_panes(1, 0)
                for place, column in enumerate(table.columns):
                    sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.kind]))
                    sheet.write_string(0, place, column.name, bold)
                number, links = 0, 0
                for number, row in enumerate(rows, 1):
                    if number > _MOST_ROWS:
                        raise LimitError(
                            f"{table.name} has more than {_MOST_ROWS:,} rows, which is all that a sheet may have",
                            mend="write CSV, SQLite or Parquet",
                            origin=str(path),
                        )
                    for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                        if isinstance(value, int | float):
                            sheet.write_number(number, place, value)
                        elif value and _is_link(column, value) and links < _MOST_LINKS:
                            links += 1
                            sheet.write_url(number, place, value, link, string=value)
                        elif value:
                            sheet.write_string(number, place, value[:_LONGEST_CELL])
                if number:
                    sheet.autofilter(0, 0, number, len(table.columns) - 1)
    except XlsxFileError as error:
        raise OSError(*error.args) from error


def _is_link(column: Column, value: str) -> bool:
    return column.kind == "iri" and value.startswith(("http://", "https://")) and len(value) <= _LONGEST_LINK

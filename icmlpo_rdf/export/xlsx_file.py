"""Tables as one Excel workbook, a sheet each: heads that stay in sight, filters, widths that fit, addresses as links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from icmlpo_rdf.errors import LimitError, UsageError, counted, install
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


def write_xlsx(tables: FilledTables, path: Path) -> tuple[str, ...]:
    """Write a workbook, and return what does not stand in it as it is in the data, a sentence each.

    Raises:
        UsageError: XlsxWriter is not installed.
        LimitError: a table has more rows than a sheet may have.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - no part of what must be installed
        from xlsxwriter.exceptions import XlsxFileError  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("XlsxWriter is not installed", mend=install("tables"), origin=str(path)) from error
    notes: list[str] = []
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
                number, links, cut, unlinked = 0, 0, 0, 0
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
                        elif value and (is_link := _is_link(column, value)) and links < _MOST_LINKS:
                            links += 1
                            sheet.write_url(number, place, value, link, string=value)
                        elif value:
                            unlinked += is_link
                            cut += _length(value) > _LONGEST_CELL
                            sheet.write_string(number, place, _fitting(value))
                if number:
                    sheet.autofilter(0, 0, number, len(table.columns) - 1)
                notes += _notes(table.name, cut, unlinked)
    except XlsxFileError as error:
        raise OSError(*error.args) from error
    return tuple(notes)


def _notes(name: str, cut: int, unlinked: int) -> Iterator[str]:
    if cut:
        are = "is" if cut == 1 else "are"
        yield (
            f"{name}: {counted(cut, 'cell')} {are} cut and {'ends' if cut == 1 else 'end'} in …, for one holds "
            f"{_LONGEST_CELL:,} characters; CSV, SQLite and Parquet have all"
        )
    if unlinked:
        yield (
            f"{name}: {_MOST_LINKS:,} addresses are links, which is all that a sheet may have; "
            f"{unlinked:,} more are texts"
        )


def _length(text: str) -> int:
    """As spreadsheets count: in UTF-16."""
    return len(text) + sum(one > "\uffff" for one in text)


def _fitting(text: str) -> str:
    """A text that fits into a cell; what was cut off is marked."""
    if _length(text) <= _LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")[: 2 * (_LONGEST_CELL - 1)]
    return units.decode("utf-16-le", errors="ignore") + "…"


def _is_link(column: Column, value: str) -> bool:
    return column.kind == "iri" and value.startswith(("http://", "https://")) and len(value) <= _LONGEST_LINK

"""`--report`: a page's tables and lists, and its notes, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icmlpo_rdf.batch import PageResult
    from icmlpo_rdf.facts import Reading
    from icmlpo_rdf.report import Lines

__all__ = ["report_lines"]


def report_lines(result: PageResult) -> Iterator[str]:
    """Yield a line for each table and list of the page, then for each note, then for what stopped the page.

    Each is a JSON object with `record` (`table`, `list` or `note`), `source`, `title` and `lines`.
    """
    for reading in result.readings:
        yield _line(result, reading.kind, reading.lines, **_of_reading(reading))
    for note in result.report.notes:
        yield _line(
            result,
            "note",
            note.lines,
            code=note.code.slug,
            severity=note.code.severity.value,
            meaning=note.code.meaning,
            text=note.text,
            mend=note.mend,
        )
    if result.error:
        yield _line(
            result,
            "note",
            None,
            code="not-converted",
            severity="error",
            meaning=result.error.what,
            text="",
            mend=result.error.mend,
        )


def _of_reading(reading: Reading) -> dict[str, object]:
    cells = "cells" if reading.kind == "table" else "items"
    return {
        "taken_for": reading.purpose.value,
        "under": reading.under,
        "because": reading.because,
        "columns": list(reading.columns),
        "used": reading.used,
        "not_used": reading.unused,
        "put_back": reading.shifted,
        f"{cells}_used": reading.tally.used,
        f"{cells}_reported": reading.tally.reported,
    }


def _line(result: PageResult, record: str, lines: Lines | None, **fields: object) -> str:
    entry = {
        "record": record,
        "source": result.path,
        "title": result.title,
        "lines": [lines.first, lines.last] if lines else None,
        **fields,
    }
    return json.dumps(entry, ensure_ascii=False) + "\n"

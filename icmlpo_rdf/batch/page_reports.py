"""A page's tables and lists, and its notes, as JSON lines: what `--report` and a dataset's report hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icmlpo_rdf.errors import IcmlpoError
from icmlpo_rdf.facts import Reading
from icmlpo_rdf.notes import Lines, Note

__all__ = ["report_lines"]


def report_lines(
    source: str,
    title: str,
    readings: Iterable[Reading],
    notes: Iterable[Note],
    error: IcmlpoError | None = None,
) -> Iterator[str]:
    """Yield a line for each table and list of the page, then for each note, then for what stopped the page.

    Each is a JSON object with `record` (`table`, `list` or `note`), `source`, `title` and `lines`.
    """
    head: dict[str, object] = {"source": source, "title": title}
    for reading in readings:
        yield _line(reading.kind, head, reading.lines, **_of_reading(reading))
    for note in notes:
        yield _line(
            "note",
            head,
            note.lines,
            code=note.code.slug,
            severity=note.code.severity.value,
            meaning=note.code.meaning,
            text=note.text,
            mend=note.advice,
        )
    if error:
        yield _line(
            "note",
            head,
            None,
            code="not-converted",
            severity="error",
            meaning=error.what,
            text="",
            mend=error.mend,
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
        "recogniser": reading.recogniser,
        "clues": [{"what": clue.what, "weight": clue.weight} for clue in reading.clues],
        "least": reading.least,
        f"{cells}_used": reading.coverage.used,
        f"{cells}_reported": reading.coverage.reported,
    }


def _line(record: str, head: dict[str, object], lines: Lines | None, **fields: object) -> str:
    import json  # noqa: PLC0415 - a run without --report writes no lines

    entry = {"record": record, **head, "lines": [lines.first, lines.last] if lines else None, **fields}
    return json.dumps(entry, ensure_ascii=False) + "\n"

"""The attendance matrix as one SVG file that stands alone: nothing is fetched, no font is embedded.

Every position is reckoned from the width that East Asian Width gives to a text, so that the same data gives the
same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from icmlpo_rdf.reports.figure import MARGIN, SMALL, Frame
from icmlpo_rdf.reports.legend import Explained, legend, meaning, missing_meetings, missing_numbers, totals
from icmlpo_rdf.reports.templating import clip, display_width
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Cell, Column, Matrix, Presence, Row, RowOrder
from icmlpo_rdf.views.statistics import SourceFile

__all__ = ["draw_matrix"]

_FONT: Final = 14
_ROW_HEIGHT: Final = 26
_COLUMN_WIDTH: Final = 46
_GAP_WIDTH: Final = 30
_NAME_EMS: Final = 30
_NOTE_EMS: Final = 14
_ALSO_EMS: Final = 26
_HEADING_EMS: Final = 3.8
_LEGEND_HEIGHT: Final = 24


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a column stands."""

    column: Column
    x: int
    gap: str | None
    """The numbers that are missing before it."""
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a filled or untold cell stands."""

    cell: Cell
    x: int
    address: str | None
    title: str


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a row stands."""

    row: Row
    y: int
    also: str
    """The name in another language, small behind the name."""
    note: str
    """What stands small behind these."""
    marks: tuple[_Mark, ...]
    is_first_of_cohort: bool


def draw_matrix(matrix: Matrix, sources: Sequence[SourceFile], title: str | None = None) -> bytes:
    """Return the matrix as an SVG file.

    Args:
        matrix: who attended which meeting.
        sources: the files behind it, for attribution; a cell leads to the wiki page that states it.
        title: instead of the series' name.
    """
    heading = Text(title) if title is not None else matrix.series.label
    frame = Frame(heading, _summary(matrix), sources)
    name_width = _name_width(matrix)
    spots = list(_spots(matrix, MARGIN + name_width))
    right = spots[-1].x + _COLUMN_WIDTH if spots else MARGIN + name_width
    top = 132
    lines = list(_lines(matrix, spots, sources, top))
    bottom = top + len(matrix.rows) * _ROW_HEIGHT
    sums = list(totals(matrix))
    sums_bottom = bottom + (30 + 17 * len(sums) if matrix.rows else 56)
    explained = list(legend(matrix)) if matrix.rows else []
    marks = list(_legend(explained, frame.width(right - MARGIN) - 2 * MARGIN, sums_bottom))
    return frame.around(
        "matrix.svg.j2",
        right - MARGIN,
        marks[-1][1] + 52 if marks else sums_bottom,
        matrix=matrix,
        spots=spots,
        lines=lines,
        legend=marks,
        totals=sums,
        right=right,
        top=top,
        bottom=bottom,
        column_width=_COLUMN_WIDTH,
        gap_width=_GAP_WIDTH,
        name_ems=_NAME_EMS,
    )


def _name_width(matrix: Matrix) -> int:
    widest = max((_row_ems(row) for row in matrix.rows), default=10)
    return round(max(widest, 10) * _FONT) + 18


def _row_ems(row: Row) -> float:
    small = (text for text in (_also(row), _note(row)) if text)
    return display_width(clip(row.label.value, _NAME_EMS)) + sum(
        1 + 0.8 * display_width(one) for one in small
    )


def _also(row: Row) -> str:
    """A name in another language."""
    return clip(row.also.value, _ALSO_EMS) if row.also else ""


def _note(row: Row) -> str:
    """What stands small behind a name: what tells it apart, and its place."""
    parts = [row.qualifier] if row.qualifier else []
    place = ", ".join(one.value for one in row.places)
    return ", ".join([*parts, *([clip(place, _NOTE_EMS)] if place else [])])


def _spots(matrix: Matrix, start: int) -> Iterator[_Spot]:
    x = start
    for index, column in enumerate(matrix.columns):
        gap = None
        if index and column.missing_before is not None:
            gap = missing_numbers(column.missing_before)
            x += _GAP_WIDTH
        yield _Spot(column, x, gap, tuple(clip(one, _HEADING_EMS) for one in column.heading))
        x += _COLUMN_WIDTH


def _lines(
    matrix: Matrix, spots: Sequence[_Spot], sources: Sequence[SourceFile], top: int
) -> Iterator[_Line]:
    files_by_iri = {one.iri: one for one in sources}
    last = _cohort(matrix.rows[0], matrix.order) if matrix.rows else None
    for number, row in enumerate(matrix.rows):
        marks = [
            _mark(row, cell, spot, files_by_iri)
            for cell, spot in zip(row.cells, spots, strict=True)
            if cell.presence is not Presence.ABSENT
        ]
        yield _Line(
            row,
            top + number * _ROW_HEIGHT,
            _also(row),
            _note(row),
            tuple(marks),
            _cohort(row, matrix.order) != last,
        )
        last = _cohort(row, matrix.order)


def _mark(row: Row, cell: Cell, spot: _Spot, sources: dict[str, SourceFile]) -> _Mark:
    evidence = [one for record in cell.records for one in record.evidence]
    known = [sources[one.source] for one in evidence if one.source in sources]
    address = known[0].wikipedia if known else cell.records[0].iri if cell.records else None
    lines = ", ".join(
        str(one.place) + (f" of {sources[one.source].name}" if one.source in sources else "")
        for one in evidence
    )
    title = f"{row.label.value}, {' '.join(spot.column.heading)}: {meaning(cell)}"
    printed = " / ".join(dict.fromkeys(one.name.value for one in cell.records))
    title += f"; printed {printed}" if printed else ""
    return _Mark(cell, spot.x, address, f"{title}; {lines}" if lines else title)


def _legend(marks: Sequence[Explained], width: int, top: int) -> Iterator[tuple[int, int, Explained]]:
    """Where each mark of the legend stands."""
    step = 72 + round(max((display_width(one.words) for one in marks), default=0) * SMALL)
    per_line = max(1, width // step)
    for number, one in enumerate(marks):
        yield MARGIN + number % per_line * step, top + number // per_line * _LEGEND_HEIGHT, one


def _summary(matrix: Matrix) -> str:
    series = matrix.series
    text = f"{series.meetings} meeting{'' if series.meetings == 1 else 's'}"
    if series.participants:
        text += f", {series.participants} participant{'' if series.participants == 1 else 's'}"
    if series.told < series.meetings:
        text += f"; who attended is told for {series.told or 'none'} of them"
    if matrix.only:
        text += f" from {', '.join(one.value for one in matrix.only)}"
    missing = missing_meetings(matrix)
    return f"{text}; {missing[0].lower()}{missing[1:]}" if missing else text


def _cohort(row: Row, order: RowOrder) -> object:
    """What rows that stand together have in common; a thin line parts them from the next."""
    return {RowOrder.FIRST_SEEN: row.first, RowOrder.COUNTRY: row.countries}.get(order)

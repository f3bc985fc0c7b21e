"""The attendance matrix as one SVG file that stands alone: nothing is fetched, no font is embedded.

Every place is reckoned from the width that East Asian Width gives to a text, so that the same data gives the
same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from icmlpo_rdf.graph.attendance import Cell, Column, Matrix, Presence, Row
from icmlpo_rdf.graph.figures import SourceFile
from icmlpo_rdf.graph.lookups import Text
from icmlpo_rdf.graph.rendering import clip, display_width, environment, license_name, shown

__all__ = ["draw_matrix", "meaning", "roles_shown"]

_MARGIN: Final = 28
_FONT: Final = 14
_ROW_HEIGHT: Final = 26
_COLUMN_WIDTH: Final = 46
_GAP_WIDTH: Final = 30
_NAME_EMS: Final = 30
_PLACE_EMS: Final = 14
_TITLE_FONT: Final = 24
_TITLE_EMS: Final = 40
_HEADING_EMS: Final = 4.2
_SMALL: Final = 11
_LEGEND_WIDTH: Final = 250
_LEGEND_HEIGHT: Final = 24
_LEAST_WIDTH: Final = 640
_LEGEND: Final = (
    ("present", ""),
    ("newcomer: seen here for the first time", "newcomer"),
    ("back after missing the meeting before", "returner"),
    ("not at the next meeting", "leaver"),
    ("host", "host"),
    ("guest", "guest"),
    ("observer", "observer"),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A column's place."""

    column: Column
    x: int
    gap: str | None
    """The numbers that are missing before it."""
    heading: tuple[str, ...]
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A filled or untold cell's place."""

    cell: Cell
    x: int
    address: str | None
    title: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row's place."""

    row: Row
    y: int
    place: str
    place_x: float
    marks: tuple[_Mark, ...]
    is_first_of_cohort: bool


def meaning(cell: Cell) -> str:
    """Say what a cell of the matrix means, in words."""
    if cell.presence is not Presence.PRESENT or cell.role is None:
        return cell.presence.value
    words = [cell.role.value]
    words += ["newcomer"] if cell.newcomer else ["back again"] if cell.returner else []
    words += ["not at the next meeting"] if cell.leaver else []
    return ", ".join(words)


def roles_shown(matrix: Matrix) -> frozenset[str]:
    """The roles that cells of a matrix have: those that its legend must explain."""
    return frozenset(cell.role.value for row in matrix.rows for cell in row.cells if cell.role is not None)


def draw_matrix(matrix: Matrix, sources: Sequence[SourceFile], title: str | None = None) -> bytes:
    """Return the matrix as an SVG file.

    Args:
        matrix: who attended which meeting.
        sources: the files behind it, for attribution; a cell leads to the wiki page that states it.
        title: instead of the series' name.
    """
    heading = Text(title) if title is not None else matrix.series.label
    name_width = _name_width(matrix)
    places = list(_places(matrix, _MARGIN + name_width))
    right = places[-1].x + _COLUMN_WIDTH if places else _MARGIN + name_width
    credits_shown = [_credit(one) for one in sources]
    width = max(
        right + 2 * _MARGIN,
        _LEAST_WIDTH,
        round(display_width(clip(heading.value, _TITLE_EMS)) * _TITLE_FONT) + 2 * _MARGIN,
        *(round(display_width(text) * _SMALL) + 2 * _MARGIN for text, _ in credits_shown),
    )
    top = 132
    lines = list(_lines(matrix, places, sources, top))
    bottom = top + len(matrix.rows) * _ROW_HEIGHT
    totals_bottom = bottom + 96
    legend = list(_legend(matrix, width - 2 * _MARGIN, totals_bottom))
    legend_bottom = (legend[-1][1] if legend else totals_bottom) + 34
    drawing = (
        environment()
        .get_template("matrix.svg.j2")
        .render(
            matrix=matrix,
            heading=heading,
            clipped=clip(heading.value, _TITLE_EMS),
            summary=_summary(matrix),
            places=places,
            lines=lines,
            legend=legend,
            credits=[(text, address, legend_bottom + 15 * n) for n, (text, address) in enumerate(credits_shown)],
            left=_MARGIN,
            right=right,
            width=width,
            height=legend_bottom + 15 * len(credits_shown) + _MARGIN,
            top=top,
            bottom=bottom,
            column_width=_COLUMN_WIDTH,
            gap_width=_GAP_WIDTH,
            row_height=_ROW_HEIGHT,
            name_ems=_NAME_EMS,
            meaning=meaning,
            styles=Markup(_styles()),  # noqa: S704 - our own file
        )
    )
    return drawing.encode()


def _styles() -> str:
    return (files("icmlpo_rdf.graph") / "handout_templates" / "matrix.css").read_text(encoding="utf-8")


def _name_width(matrix: Matrix) -> int:
    widest = max((_row_ems(row) for row in matrix.rows), default=10)
    return round(max(widest, 10) * _FONT) + 18


def _row_ems(row: Row) -> float:
    place = _place(row)
    return display_width(clip(row.label.value, _NAME_EMS)) + (1 + 0.8 * display_width(place) if place else 0)


def _place(row: Row) -> str:
    return clip(", ".join(one.value for one in row.places), _PLACE_EMS)


def _places(matrix: Matrix, start: int) -> Iterator[_Place]:
    x = start
    for index, column in enumerate(matrix.columns):
        gap = None
        if index and column.missing_before is not None:
            first, last = column.missing_before
            gap = str(first) if first == last else f"{first}–{last}"
            x += _GAP_WIDTH
        totals = (column.present, column.newcomers, column.returners, column.leavers)
        yield _Place(column, x, gap, tuple(clip(one, _HEADING_EMS) for one in column.heading), totals)
        x += _COLUMN_WIDTH


def _lines(
    matrix: Matrix, places: Sequence[_Place], sources: Sequence[SourceFile], top: int
) -> Iterator[_Line]:
    files_by_iri = {one.iri: one for one in sources}
    first = matrix.rows[0].first if matrix.rows else None
    for number, row in enumerate(matrix.rows):
        marks = [
            _mark(row, cell, place, files_by_iri)
            for cell, place in zip(row.cells, places, strict=True)
            if cell.presence is not Presence.ABSENT
        ]
        place_x = _MARGIN + (display_width(clip(row.label.value, _NAME_EMS)) + 0.7) * _FONT
        yield _Line(
            row, top + number * _ROW_HEIGHT, _place(row), round(place_x, 1), tuple(marks), row.first != first
        )
        first = row.first


def _mark(row: Row, cell: Cell, place: _Place, sources: dict[str, SourceFile]) -> _Mark:
    evidence = [one for record in cell.records for one in record.evidence]
    known = [sources[one.source] for one in evidence if one.source in sources]
    address = known[0].wikipedia if known else cell.records[0].iri if cell.records else None
    lines = ", ".join(
        f"line{'' if one.lines.first == one.lines.last else 's'} {one.lines}"
        + (f" of {sources[one.source].name}" if one.source in sources else "")
        for one in evidence
    )
    title = f"{row.label.value}, {' '.join(place.column.heading)}: {meaning(cell)}"
    printed = " / ".join(dict.fromkeys(one.name.value for one in cell.records))
    title += f"; printed {printed}" if printed else ""
    return _Mark(cell, place.x, address, f"{title}; {lines}" if lines else title)


def _legend(matrix: Matrix, width: int, top: int) -> Iterator[tuple[int, int, str, str]]:
    """What stands where in the legend: x, y, words, kind."""
    roles = roles_shown(matrix)
    kinds = [(text, kind) for text, kind in _LEGEND if kind not in {"host", "guest", "observer"} or kind in roles]
    kinds.append(("not on the list", "absent"))
    if matrix.series.told < matrix.series.meetings:
        kinds.append(("not told: the page lists nobody", "untold"))
    per_line = max(1, width // _LEGEND_WIDTH)
    for number, (text, kind) in enumerate(kinds):
        yield (
            _MARGIN + number % per_line * _LEGEND_WIDTH,
            top + number // per_line * _LEGEND_HEIGHT,
            text,
            kind,
        )


def _summary(matrix: Matrix) -> str:
    series = matrix.series
    text = f"{series.meetings} meeting{'' if series.meetings == 1 else 's'}, "
    text += f"{series.participants} participant{'' if series.participants == 1 else 's'}"
    if series.told < series.meetings:
        text += f"; who attended is told for {series.told}"
    missing = [one.missing_before for one in matrix.columns if one.missing_before is not None]
    if missing:
        numbers = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in missing)
        text += f"; not in the data: {numbers}"
    return text


def _credit(source: SourceFile) -> tuple[str, str | None]:
    """Attribution as CC BY-SA asks for it: who, what, under which licence, and what was done with it."""
    name = source.topic.value if source.topic else source.name
    licence = f", {license_name(source.license)}" if source.license else ""
    site = (source.wikipedia or "").removeprefix("https://").partition("/")[0]
    text = f"Source: {clip(name, 40)}"
    text += f", by the contributors of Wikipedia ({site})" if site.endswith("wikipedia.org") else ""
    return shown(f"{text}{licence}; drawn by icmlpo-rdf from linked data."), source.wikipedia

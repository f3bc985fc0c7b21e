"""A series through time: how many were at each meeting, how many of them new or back again, and how many did not come again."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from icmlpo_rdf.reports.figure import Bar, Figure, Label, Shape, Stroke, key
from icmlpo_rdf.reports.legend import missing_meetings, missing_numbers
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Column, Matrix

__all__ = ["timeline"]

_LEAST: Final = 34
"""Pixels between two meetings, where the width allows it."""
_WIDEST: Final = 2_000
_NARROWEST: Final = 560
_TALLEST: Final = 190
"""Pixels of the highest bar."""
_BAR: Final = 26
_NUMBERED: Final = 13
"""A bar as high as this has room for its number."""
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_TICK: Final = 48
"""Pixels that a year's number needs."""


def timeline(matrix: Matrix, title: Text) -> Figure:
    """Draw the meetings of a series as bars, years to scale.

    A bar has who was at the meeting before as well, who is back after missing it, and who is new; below the line hang those who are
    not at the next meeting. Where the meeting before is not told, or not in the data, nobody is called new: the bar is of one piece.

    Args:
        matrix: who attended which meeting.
        title: what stands above it.
    """
    times, are_years = _times(matrix.columns)
    places = _places(times)
    width = (places[-1] if places else 0) + 2 * _LEAST
    bar = max(4.0, min(_BAR, 0.8 * min((b - a for a, b in pairwise(places)), default=_BAR)))
    unit = _TALLEST / max((one.present or 0 for one in matrix.columns), default=1) if matrix.rows else 1
    base = (_TALLEST if matrix.rows else 22) + 44
    hanging = max((one.leavers or 0 for one in matrix.columns), default=0) * unit
    shapes: list[Shape] = []
    for x, column in zip(places, matrix.columns, strict=True):
        shapes += _meeting(column, x + _LEAST, base, unit, bar)
    shapes.append(Stroke(f"M0 {base}H{width:.0f}", "strong"))
    axis = base + hanging + 30
    if are_years:
        shapes += _years(times, places, axis, width)
    shapes += _gaps(matrix.columns, places, base)
    marks, bottom = key(_marks(matrix.columns), axis + 40, max(width, _NARROWEST))
    summary = _summary(matrix, are_years=are_years)
    return Figure(title, summary, _in_words(matrix), width, bottom, [*shapes, *marks])


def _times(columns: Sequence[Column]) -> tuple[list[float], bool]:
    """When each meeting was, as a year with its fraction; and whether any year is known. Else their order."""
    known = _known_times(columns)
    dated = [one for one in known if one is not None]
    if not dated:
        return [float(number) for number in range(len(columns))], False
    times: list[float] = []
    for number, one in enumerate(known):
        before = times[-1] if times else dated[0] - 1
        after = next((later for later in known[number:] if later is not None), None)
        # Without a year it stands between its neighbours.
        when = one if one is not None else (before + after) / 2 if after is not None else before + 1
        times.append(max(when, before) if times else when)
    return times, True


def _known_times(columns: Sequence[Column]) -> list[float | None]:
    """The day of each meeting, as far as it is known; those of which a year alone is known share it out."""
    known = [_day(one) for one in columns]
    only_years = [day is None and one.year is not None for one, day in zip(columns, known, strict=True)]
    in_a_year = Counter(one.year for one, is_so in zip(columns, only_years, strict=True) if is_so)
    seen: Counter[int] = Counter()
    for number, column in enumerate(columns):
        if only_years[number] and column.year is not None:
            known[number] = column.year + (seen[column.year] + 0.5) / in_a_year[column.year]
            seen[column.year] += 1
    return known


def _day(column: Column) -> float | None:
    """The first day, or month, as a fraction of its year; None where no more than the year is known."""
    parts = (column.start or "").split("-")
    if len(parts) < 2 or not all(one.isdigit() for one in parts):
        return None
    year, month = int(parts[0]), int(parts[1])
    day = int(parts[2]) if parts[2:] else 15
    return (
        year + (month - 1 + day / calendar.monthrange(max(1, year), month)[1]) / 12
        if 1 <= month <= 12
        else None
    )


def _places(times: Sequence[float]) -> list[float]:
    """Where each time stands, in pixels from the first, all to one scale."""
    if len(times) < 2:
        return [_NARROWEST / 2 for _ in times]
    whole = times[-1] - times[0]
    if not whole:
        return [number * _LEAST for number in range(len(times))]
    nearest = min((b - a for a, b in pairwise(times) if b > a), default=whole)
    width = max(_NARROWEST, min(_WIDEST, _LEAST * whole / nearest))
    return [(one - times[0]) / whole * width for one in times]


def _meeting(column: Column, x: float, base: float, unit: float, bar: float) -> Iterator[Shape]:
    left = x - bar / 2
    name = " ".join(column.heading)
    if column.present is None:
        yield Bar(left, base - 22, bar, 22, "untold", f"{name}: who attended is not told")
        yield Label(
            x, base - 42, Text(column.heading[0], column.label.language), "small mid", column.label.value
        )
        yield Label(x, base - 28, Text("?"), "small mid", name)
        return
    new, back = column.newcomers or 0, column.returners or 0
    y = float(base)
    for count, kind, words in (
        (
            column.present - new - back,
            "bar",
            "others present" if column.newcomers else "present",
        ),
        (back, "bar back", "back again"),
        (new, "bar new", "new"),
    ):
        if count:
            y -= count * unit
            yield Bar(left, y, bar, count * unit, kind, f"{name}: {count} {words}")
            if count * unit >= _NUMBERED and bar > _NUMBERED:
                yield Label(x, y + count * unit / 2 + 4, Text(str(count)), "inbar mid")
    yield Label(x, y - 20, Text(column.heading[0], column.label.language), "small mid", column.label.value)
    yield Label(x, y - 6, Text(str(column.present)), "sum mid")
    if column.leavers:
        yield Bar(
            left, base, bar, column.leavers * unit, "out", f"{name}: {column.leavers} not at the next meeting"
        )
        if column.leavers * unit >= _NUMBERED and bar > _NUMBERED:
            yield Label(x, base + column.leavers * unit / 2 + 4, Text(str(column.leavers)), "inbar mid")


def _years(times: Sequence[float], places: Sequence[float], y: float, width: float) -> Iterator[Shape]:
    """The axis of years."""
    whole = times[-1] - times[0]
    scale = (places[-1] - places[0]) / whole if whole else _NARROWEST
    step = next((one for one in _STEPS if one * scale >= _TICK), _STEPS[-1])
    yield Stroke(f"M0 {y:.1f}H{width:.0f}", "rule")
    first, last = int(times[0] - _LEAST / scale) + 1, int(times[-1] + _LEAST / scale)
    for year in range(first - first % -step, last + 1, step):
        x = (year - times[0]) * scale + places[0] + _LEAST
        yield Stroke(f"M{x:.1f} {y:.1f}v5", "strong")
        yield Label(x, y + 19, Text(str(year)), "small mid")


def _gaps(columns: Sequence[Column], places: Sequence[float], base: float) -> Iterator[Shape]:
    """Numbers of which the data knows no meeting."""
    for number, column in enumerate(columns):
        if number and column.missing_before is not None:
            x = (places[number - 1] + places[number]) / 2 + _LEAST
            yield Stroke(f"M{x:.1f} {base - 60}V{base}", "dash")
            yield Label(
                x, base - 66, Text(missing_numbers(column.missing_before)), "small mid", "not in the data"
            )


def _marks(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """The colours that are there, with their words."""
    others = "others present" if any(one.newcomers for one in columns) else "present"
    for kind, words, there in (
        ("bar", others, any(one.present for one in columns)),
        ("bar back", "back again", any(one.returners for one in columns)),
        ("bar new", "new", any(one.newcomers for one in columns)),
        ("out", "not at the next meeting", any(one.leavers for one in columns)),
        ("untold", "not told who attended", any(not one.is_told for one in columns)),
    ):
        if there:
            yield kind, words


def _summary(matrix: Matrix, *, are_years: bool) -> str:
    text = f"Participants of each meeting; {'years to scale' if are_years else 'in their order, as no year is known'}"
    missing = missing_meetings(matrix)
    return f"{text}; {missing[0].lower()}{missing[1:]}" if missing else text


def _in_words(matrix: Matrix) -> str:
    parts = [
        f"{' '.join(one.heading)}: {one.present} present, {one.newcomers or 0} new, {one.returners or 0} back again, "
        f"{one.leavers or 0} not at the next meeting."
        if one.is_told
        else f"{' '.join(one.heading)}: not told."
        for one in matrix.columns
    ]
    return " ".join(["Participants of each meeting, oldest first.", *parts])

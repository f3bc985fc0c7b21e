"""Who took part in several series: how many were in exactly these of them (an UpSet plot, Lex and others 2014)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from icmlpo_rdf.reports.figure import SMALL, Bar, Dot, Figure, Label, Shape, Stroke
from icmlpo_rdf.reports.templating import clip, display_width
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Matrix, Series

__all__ = ["MOST_SERIES", "largest", "overlap"]

MOST_SERIES: Final = 12
"""More rows of dots nobody can tell apart."""
_MOST_GROUPS: Final = 24
_TALLEST: Final = 170
_COLUMN: Final = 34
_ROW: Final = 28
_NAME_EMS: Final = 24
_SET_BAR: Final = 110
"""Pixels of the longest bar beside a name."""
_GAP: Final = 16


def overlap(matrices: Sequence[Matrix], title: Text) -> Figure:
    """Draw, for each combination of series, how many took part in these and in no other.

    Args:
        matrices: two to twelve series.
        title: what stands above it.
    """
    groups = _groups(matrices)
    shown = groups[:_MOST_GROUPS]
    names = round(
        max(display_width(clip(one.series.label.value, _NAME_EMS)) for one in matrices) * SMALL * 1.2
    )
    left = names + _SET_BAR + 3 * _GAP
    top = _TALLEST + 40
    tallest = max((count for _, count in shown), default=1)
    widest = max((one.series.participants for one in matrices), default=1) or 1
    shapes: list[Shape] = []
    for row, matrix in enumerate(matrices):
        y = top + row * _ROW
        length = matrix.series.participants / widest * _SET_BAR
        if row % 2 == 0:
            shapes.append(Bar(0, y, left + len(shown) * _COLUMN, _ROW, "band"))
        shapes += [
            Label(0, y + 18, _clipped(matrix.series.label), "soft", matrix.series.label.value),
            Bar(
                names + _GAP,
                y + 7,
                length,
                14,
                "bar",
                f"{matrix.series.label.value}: {matrix.series.participants}",
            ),
            Label(names + _GAP + length + 5, y + 18, Text(str(matrix.series.participants)), "small"),
        ]
    for number, (members, count) in enumerate(shown):
        x = left + (number + 0.5) * _COLUMN
        height = count / tallest * _TALLEST
        kind = "bar new" if len(members) > 1 else "bar"
        words = ", ".join(matrices[one].series.label.value for one in members)
        shapes += [
            Bar(x - 11, top - 12 - height, 22, height, kind, f"{count} in {words}"),
            Label(x, top - 18 - height, Text(str(count)), "sum mid"),
            Stroke(f"M{x} {top + members[0] * _ROW + 14}V{top + members[-1] * _ROW + 14}", "strong"),
        ]
        shapes += [
            Dot(x, top + row * _ROW + 14, 6 if row in members else 3, kind if row in members else "absent")
            for row in range(len(matrices))
        ]
    height = top + len(matrices) * _ROW + 6
    return Figure(
        title, _summary(groups), _in_words(matrices, groups), left + len(shown) * _COLUMN, height, shapes
    )


def _clipped(text: Text) -> Text:
    return Text(clip(text.value, _NAME_EMS), text.language)


def _groups(matrices: Sequence[Matrix]) -> list[tuple[tuple[int, ...], int]]:
    """Each combination that somebody has, as the numbers of its series, with how many have it; largest first."""
    series_of: dict[str, list[int]] = {}
    for number, matrix in enumerate(matrices):
        for row in matrix.rows:
            series_of.setdefault(row.iri, []).append(number)
    counted = Counter(map(tuple, series_of.values()))
    return sorted(counted.items(), key=lambda one: (-one[1], len(one[0]), one[0]))


def _summary(groups: Sequence[tuple[tuple[int, ...], int]]) -> str:
    whole = sum(count for _, count in groups)
    several = sum(count for members, count in groups if len(members) > 1)
    text = f"{several} of {whole} participants took part in more than one series; a bar counts those in exactly the dotted series"
    hidden = len(groups) - _MOST_GROUPS
    return (
        f"{text}; {hidden} smaller group{'s are' if hidden > 1 else ' is'} not drawn" if hidden > 0 else text
    )


def _in_words(matrices: Sequence[Matrix], groups: Sequence[tuple[tuple[int, ...], int]]) -> str:
    return " ".join(
        f"{count} in {' and '.join(matrices[one].series.label.value for one in members)}{' only' if len(members) == 1 else ''}."
        for members, count in groups
    )


def largest(series: Sequence[Series]) -> list[Series]:
    """The series with most participants, as many as can be drawn, in their order; those without any are left out."""
    told = [one for one in series if one.participants]
    kept = {id(one) for one in sorted(told, key=lambda one: -one.participants)[:MOST_SERIES]}
    return [one for one in told if id(one) in kept]

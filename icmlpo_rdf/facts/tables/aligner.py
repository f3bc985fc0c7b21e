"""Rows that slid, put back: the best alignment of a row's cells to the table's columns.

The dump lost rowspan and colspan: a row whose first cells were covered from above slid to the left and
was padded at its right (docs/pages.md, 11). So a cell's position says little. Each row is aligned as a
whole: its cells keep their order, each takes a column, a column that is passed over costs a little, and a
cell that does not look like what stands in the column costs more. Where two alignments are equally good,
the row is not placed at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.facts.content.features import Features, features_of, score
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Cell, Row

__all__ = ["Placed", "align"]

_MAX_COLUMNS = 60
_SKIP = 1.5
_SKIP_COVERABLE = 0.8
_SKIP_WHO = 3.0
_NO_WHO = 4.0
_MARGIN = 0.75
_SEEN_HERE, _SEEN_ELSEWHERE = 1.5, 1.0
# What a cell that spans several rows usually holds.
_COVERABLE = frozenset(
    {
        ColumnRole.REGION,
        ColumnRole.COUNTRY,
        ColumnRole.DATE,
        ColumnRole.YEAR,
        ColumnRole.HOST,
        ColumnRole.ORDINAL,
    }
)
_IRRELEVANT = frozenset({ColumnRole.NOTE, ColumnRole.OTHER, ColumnRole.UNKNOWN})


class Placed(Struct, frozen=True):
    """A row's cells by column."""

    row: Row
    cells: tuple[Cell | None, ...]
    """For each column the row's cell; None where the column was passed over, or has no cell in this row."""
    covered: frozenset[int]
    """Columns that were passed over before the row's last cell: a cell of a row above stands in them."""

    @property
    def is_shifted(self) -> bool:
        """True when the row had slid."""
        return bool(self.covered)


class _Alignment(Struct, frozen=True):
    score: float
    columns: tuple[int, ...]


class _Column:
    """What the rows that surely stand right say of a column."""

    def __init__(self, role: ColumnRole) -> None:
        self.role = role
        self.kinds: Counter[str] = Counter()


def align(
    rows: Sequence[Row], roles: Sequence[ColumnRole], who: frozenset[int], lexicon: Lexicon
) -> list[Placed | None]:
    """Place each row's cells; None for a row of which two placements are equally good, or that is too wide.

    Args:
        rows: the rows under the header, none of them empty.
        roles: what stands in each column.
        who: the columns that say who, without which a row says nothing.
        lexicon: the words of the wiki's language.
    """
    width = len(roles)
    columns = [_Column(role) for role in roles]
    all_features = [[features_of(cell, lexicon) for cell in _filled(row)] for row in rows]
    if width > _MAX_COLUMNS:
        return [_as_it_stands(row, width) for row in rows]
    where: defaultdict[str, Counter[int]] = defaultdict(Counter)
    # First what is sure without knowing the other rows, then all rows in the light of these.
    sure = [
        len(row_features) == width or _stands_right(row_features, columns, who)
        for row_features in all_features
    ]
    if len({len(row_features) for row_features in all_features}) == 1 and 2 * sum(sure) > len(rows):
        # No row lost a cell: a column that is empty in all of them is no padding.
        return [_as_it_stands(row, width) for row in rows]
    for row_features, is_sure in zip(all_features, sure, strict=True):
        _count(row_features, columns, where, int(is_sure))
    found: list[Placed | None] = []
    for row, row_features, is_sure in zip(rows, all_features, sure, strict=True):
        # A row is no evidence for itself.
        _count(row_features, columns, where, -int(is_sure))
        found.append(_place(row, row_features, columns, who, where))
        _count(row_features, columns, where, int(is_sure))
    return found


def _count(
    all_features: list[Features], columns: list[_Column], where: defaultdict[str, Counter[int]], step: int
) -> None:
    """Note what a row that stands right shows of its columns, forget it again, or leave all as it is."""
    if not step:
        return
    for index, features in enumerate(all_features):
        if not features.empty:
            columns[index].kinds[features.kind] += step
            where[features.key][index] += step


def _filled(row: Row) -> tuple[Cell, ...]:
    """The row's cells without the padding at its right."""
    last = len(row.cells)
    # A bar that leaked from the wiki's table stands for nothing (docs/pages.md, 13).
    while last and not row.cells[last - 1].content.links and not clean_text(row.cells[last - 1].content.text):
        last -= 1
    return row.cells[:last]


def _as_it_stands(row: Row, width: int) -> Placed | None:
    cells = _filled(row)
    if len(cells) > width:
        return None
    return Placed(row, (*cells, *[None] * (width - len(cells))), frozenset())


def _stands_right(all_features: list[Features], columns: list[_Column], who: frozenset[int]) -> bool:
    """True when no cell contradicts the column over it, and one of them says who."""
    if len(all_features) > len(columns):
        return False
    return all(
        score(features, column.role) >= 0 for features, column in zip(all_features, columns, strict=False)
    ) and any(index < len(all_features) and not all_features[index].empty for index in who)


def _place(
    row: Row,
    all_features: list[Features],
    columns: list[_Column],
    who: frozenset[int],
    where: dict[str, Counter[int]],
) -> Placed | None:
    width = len(columns)
    if len(all_features) > width:
        return None
    if len(all_features) == width:
        return _as_it_stands(row, width)
    best, second = _best_two(all_features, columns, who, where)
    if best is None:
        return None
    placed = dict(zip(best.columns, row.cells, strict=False))
    is_tie = second is not None and best.score - second.score < _MARGIN
    if second is not None and is_tie and _differ(best, second, all_features, columns):
        # What both say is told; where they differ, that cell may be either.
        placed = {
            one: placed[one] for one, other in zip(best.columns, second.columns, strict=True) if one == other
        }
        if not who or not who <= placed.keys():
            return None
    last = best.columns[-1] if best.columns else -1
    covered = frozenset(range(last)) - frozenset(best.columns)
    return Placed(row, tuple(placed.get(index) for index in range(width)), covered)


def _differ(
    best: _Alignment, second: _Alignment, all_features: list[Features], columns: list[_Column]
) -> bool:
    """True when a cell that says something would mean another thing: two columns of one role mean the same."""
    return any(
        columns[one].role is not columns[other].role
        and not features.empty
        and not {columns[one].role, columns[other].role} <= _IRRELEVANT
        for one, other, features in zip(best.columns, second.columns, all_features, strict=True)
    )


def _best_two(
    all_features: list[Features], columns: list[_Column], who: frozenset[int], where: dict[str, Counter[int]]
) -> tuple[_Alignment | None, _Alignment | None]:
    """The two best alignments, by dynamic programming over columns: time cells x columns."""
    count = len(all_features)
    # states[i]: the best two ways to have placed i cells in the columns so far.
    states: list[list[_Alignment]] = [[_Alignment(0.0, ())]] + [[] for _ in range(count)]
    for index, column in enumerate(columns):
        following: list[list[_Alignment]] = [[] for _ in range(count + 1)]
        for placed, ways in enumerate(states):
            for way in ways:
                skip = 0.0 if placed == count else _skip_cost(column.role, is_who=index in who)
                # Behind the last cell nothing is passed over, but a row without its name says nothing.
                if placed == count and index in who:
                    skip = _NO_WHO
                following[placed].append(_Alignment(way.score - skip, way.columns))
                if placed < count:
                    gain = _gain(all_features[placed], index, column, where)
                    following[placed + 1].append(_Alignment(way.score + gain, (*way.columns, index)))
        states = [sorted(ways, key=lambda way: -way.score)[:2] for ways in following]
    found = states[count]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def _skip_cost(role: ColumnRole, *, is_who: bool) -> float:
    if is_who:
        return _SKIP_WHO
    return _SKIP_COVERABLE if role in _COVERABLE else _SKIP


def _gain(features: Features, index: int, column: _Column, where: dict[str, Counter[int]]) -> float:
    gain = score(features, column.role)
    if features.empty:
        return gain
    if seen := where.get(features.key):
        here = seen[index]
        elsewhere = max((count for other, count in seen.items() if other != index), default=0)
        gain += _SEEN_HERE if here > elsewhere else -_SEEN_ELSEWHERE if here < elsewhere else 0.0
    if column.role in _IRRELEVANT and column.kinds:
        usual, count = column.kinds.most_common(1)[0]
        if count > 0:
            gain += 0.5 if features.kind == usual else -0.5
    return gain

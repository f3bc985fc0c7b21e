"""What stands in a table's columns: by its header, and where that is silent, by what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.content.inferred_columns import infer_roles, inferred_column
from icmlpo_rdf.facts.content.table_headers import (
    cells_under,
    filled_under,
    first_row,
    header_rows,
    header_text,
    is_marked,
    over_columns,
    reads_as_header,
    roles_under,
    without_heads,
)
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import counting_pattern, lazy_pattern
from icmlpo_rdf.page import Cell, Row, Table

__all__ = [
    "Columns",
    "cells_under",
    "filled_under",
    "find_columns",
    "is_blocking",
    "names_each_row",
    "names_several",
    "says_foreign",
]

_MAX_SAMPLE = 60
_MAX_WIDTH = 100
_MOST, _LEAST_ROWS = 0.8, 3
_LEAST_AGAIN, _AGAIN = 9, 4


class Columns(Struct, frozen=True):
    """A table's header and body."""

    headers: tuple[str, ...]
    candidates: tuple[tuple[ColumnRole, ...], ...]
    """For each column what may stand in it; nothing when neither header nor content tells."""
    rows: tuple[Row, ...]
    """The rows under the header, empty ones included."""
    header_rows: tuple[Row, ...]
    header_cells: tuple[Cell, ...]
    """The header cell over each column; of a header of several rows the lowest that is not empty."""
    blocked: bool
    """True when a header word says that the table tells of a contest, a cast, a record."""

    def resolve(self, preferred: Sequence[ColumnRole]) -> tuple[ColumnRole, ...]:
        """One role per column: the preferred one where a header may mean several.

        A role that another column surely has is not taken twice: 地区 beside 国家 is a region. What may be either those who
        joined or what these have joined is the latter where another column says who.
        """
        sure = {roles[0] for roles in self.candidates if len(roles) == 1}
        resolved: list[ColumnRole] = []
        for roles in self.candidates:
            if not roles:
                resolved.append(ColumnRole.UNKNOWN)
                continue
            if ColumnRole.AFFILIATION in roles and _NAMED & sure:
                resolved.append(ColumnRole.AFFILIATION)
                continue
            free = [role for role in roles if len(roles) == 1 or role not in sure] or list(roles)
            ranked = sorted(
                free, key=lambda role: preferred.index(role) if role in preferred else len(preferred)
            )
            resolved.append(ranked[0])
        if ColumnRole.REGION not in resolved and resolved.count(ColumnRole.COUNTRY) > 1:
            resolved[self._region_of(resolved)] = ColumnRole.REGION
        return tuple(resolved)

    def _region_of(self, resolved: Sequence[ColumnRole]) -> int:
        """Which of several columns of countries holds their regions: the one that names the fewest, else the first."""
        both = [index for index, role in enumerate(resolved) if role is ColumnRole.COUNTRY]
        return min(both, key=lambda at: len({cell.content.text for cell in filled_under(self.rows, at)}))


def find_columns(table: Table, lexicon: Lexicon) -> Columns | None:
    """Return the table's columns, or None when it has no header and its content does not tell.

    The header is the first row that is not empty; it may stand in the body (docs/pages.md, 14).
    """
    rows = [row for row in table.rows if row.cells]
    first = first_row(rows, lexicon)
    width = _width(rows)
    if first is None or width > _MAX_WIDTH:
        return None
    header = header_rows(rows[first:])
    over = over_columns(header)
    cells = tuple(map(_lowest, over))
    texts = tuple(map(header_text, cells))
    candidates = [_said(column, lexicon) for column in over]
    if not is_marked(header[0]) and not reads_as_header(candidates, texts):
        inferred = infer_roles(rows := without_heads(rows, first), width, lexicon)
        return Columns((), inferred, tuple(rows), (), (), blocked=False) if inferred else None
    body = rows[first + len(header) :]
    slid = len(texts) == width and _NAMED.intersection(candidates[0])
    if len(texts) + 1 == width or (slid and not table.spans_are_known):
        body = _without_blank(body, width, reach=width if len(texts) < width else 1)
        width = max(len(texts), _width(body))
    missing = max(width - len(texts), 0)
    texts += ("",) * missing
    candidates += [()] * missing
    return Columns(
        headers=texts,
        candidates=_by_content(candidates, cells, texts, _Body(table, body, lexicon)),
        rows=tuple(body),
        header_rows=header,
        header_cells=cells,
        blocked=any(is_blocking(text, lexicon) for text in texts),
    )


class _Body(Struct, frozen=True):
    """The rows under a header."""

    table: Table
    rows: Sequence[Row]
    lexicon: Lexicon


def _by_content(
    candidates: Sequence[tuple[ColumnRole, ...]], header: Sequence[Cell], texts: Sequence[str], body: _Body
) -> tuple[tuple[ColumnRole, ...], ...]:
    """What the headers say, as far as what stands under them does not say otherwise; where they say nothing, what it says."""
    rows, lexicon = body.rows, body.lexicon
    told = [() if _holds_pictures(header, rows, at) else roles for at, roles in enumerate(candidates)]
    found: list[tuple[ColumnRole, ...]] = []
    nothing_slid = body.table.spans_are_known or len(texts) == 1
    for index, roles in enumerate(_without_foreign(told, texts, rows, lexicon)):
        if ColumnRole.DISTRICT in roles and (places := _places_of(rows, index, lexicon)):
            found.append(places)
        elif _NO_FIGURES.intersection(roles) and _holds_figures(rows, index, dates=nothing_slid):
            found.append((ColumnRole.OTHER,))
        elif roles == (ColumnRole.PARTY,) and _holds_countries(rows, index, lexicon):
            found.append((ColumnRole.COUNTRY,))  # the parties of a treaty
        else:
            found.append(roles or (() if texts[index] else inferred_column(rows, index, lexicon)))
    return tuple(found)


def _width(rows: Sequence[Row]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def _lowest(column: Sequence[Cell]) -> Cell:
    """The header cell of a column: the first that is not empty, lowest first."""
    return next((cell for cell in column if not cell.content.is_empty), column[0])


def _said(column: Sequence[Cell], lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """What the header cells of a column say: the first of them that says anything."""
    return next((roles for cell in column if (roles := _roles_of(cell, lexicon))), ())


def _roles_of(cell: Cell, lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """What a header cell says; the last of its lines where they say nothing together: a caption may stand before it."""
    text = header_text(cell)
    last = text.rpartition("\n")[2]
    return roles_under(text, lexicon) or (roles_under(last, lexicon) if last != text else ())


def is_blocking(header: str, lexicon: Lexicon) -> bool:
    """Return whether a header says that its table tells of a contest, a cast, a record."""
    return header.lower().replace(" ", "") in lexicon.blocking


def names_each_row(columns: Columns, index: int, least: int = _LEAST_ROWS) -> bool:
    """Return whether each of so many cells of a column, or more, names another, as in the first of its kind, which says whose the row is."""
    cells = [cell.content for cell in filled_under(columns.rows, index)]
    told = {(cell.text, tuple(link.target for link in cell.links)) for cell in cells}
    return len(cells) >= least and len(told) == len(cells) == sum(not row.is_empty for row in columns.rows)


def names_several(columns: Columns, index: int) -> bool:
    """Return whether a column names more than few again and again, as Yes and No under IOC member do."""
    told = [cell.content.text for cell in filled_under(columns.rows, index)]
    return len(told) < _LEAST_AGAIN or _AGAIN * len(set(told)) >= len(told)


def _without_blank(rows: Sequence[Row], width: int, reach: int) -> list[Row]:
    """The rows without the first of `reach` cells that is empty in each of them: a picture was lost there, and no header stands over it."""
    wide = [row for row in rows if len(row.cells) == width]
    blank = (at for at in range(reach) if all(row.cells[at].content.is_empty for row in wide))
    at = next(blank, None)
    if 2 * len(wide) <= len(rows) or at is None:
        return list(rows)
    return [
        replace(row, cells=row.cells[:at] + row.cells[at + 1 :]) if len(row.cells) == width else row
        for row in rows
    ]


def _without_foreign(
    candidates: Sequence[tuple[ColumnRole, ...]], texts: Sequence[str], body: Sequence[Row], lexicon: Lexicon
) -> list[tuple[ColumnRole, ...]]:
    """The roles, where several columns say who: neither the one in another language nor one that is all empty says it."""
    found = list(candidates)
    for role in _NAMES:
        alike = [index for index, roles in enumerate(found) if role in roles]
        if len(alike) < 2:
            continue
        told = [
            index
            for index in alike
            if not says_foreign(texts[index], lexicon)
            and not all(cell.content.is_empty for cell in cells_under(body, index))
        ]
        if len(told) == 1:
            for index in set(alike) - set(told):
                found[index] = (ColumnRole.OTHER,)
    return found


_NAMES = (ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.COUNTRY, ColumnRole.PERSON)
_TELLS_WHO = frozenset(_NAMES)
_NO_FIGURES = _TELLS_WHO | {ColumnRole.OFFICE, ColumnRole.PARTY}
_NAMED = _TELLS_WHO - {ColumnRole.COUNTRY}
"""What is left empty in no table, but for countries whose flags a dump has lost."""


def _holds_figures(rows: Sequence[Row], index: int, *, dates: bool) -> bool:
    """True for a column of figures, or of dates where none can have slid there: members are counted under their header."""
    texts = {cell.content.text.strip() for cell in cells_under(rows, index)} - {""}
    figures = sum(
        _FIGURE.fullmatch(text) is not None or (dates and parse_date(text) is not None) for text in texts
    )
    return 2 * figures > len(texts)


_FIGURE = counting_pattern(r"\d{1,3}(?:[,.]?\d{1,3}){0,8}")
"""A number, its thousands parted or not: 3,162."""


def _holds_countries(rows: Sequence[Row], index: int, lexicon: Lexicon) -> bool:
    all_features = [features_of(cell, lexicon) for cell in filled_under(rows[:_MAX_SAMPLE], index)]
    countries = sum(1 for features in all_features if features.country)
    return len(all_features) >= _LEAST_ROWS and countries >= _MOST * len(all_features)


def _places_of(rows: Sequence[Row], index: int, lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """What stands in a column of districts that are none: continents, where rows that slid may have a country, or countries, at a summit."""
    cells = filled_under(rows[:_MAX_SAMPLE], index)
    all_features = [features_of(cell, lexicon) for cell in cells]
    least = _MOST * len(all_features)
    countries = sum(1 for features in all_features if features.country)
    known = sum(1 for features in all_features if features.region or features.country)
    if any(features.region for features in all_features) and known >= least:
        return (ColumnRole.REGION,)
    return (ColumnRole.COUNTRY,) if len(cells) > 1 and countries >= least else ()


def says_foreign(header: str, lexicon: Lexicon) -> bool:
    """Return whether a bracket of a header says that names stand under it in another language: 정당명 (원어)."""
    aside = _ASIDE.search(header)
    return aside is not None and any("foreign" in token.classes for token in lexicon.matcher.tokens(aside[0]))


_ASIDE = lazy_pattern(r"[（(][^（）()]{1,20}[）)]\s*+$", needs="（(")


def _holds_pictures(header: Sequence[Cell], rows: Sequence[Row], index: int) -> bool:
    """True for a column without any text under a header that spans it and another: the portraits beside the names."""
    beside = (
        [other for other, cell in enumerate(header) if cell is header[index]] if index < len(header) else []
    )
    if len(beside) < 2:
        return False

    def has_text(column: int) -> bool:
        cells = cells_under(rows, column)
        return any(
            cell.colspan < 2 and cell.content.text.strip() for cell in cells
        )  # one that spans them parts rows

    return not has_text(index) and any(has_text(other) for other in beside)

"""Which rows of a table are its header, and what a header cell says of the column under it."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Cell, Row

__all__ = [
    "cells_under",
    "filled_under",
    "first_row",
    "header_rows",
    "header_text",
    "is_marked",
    "over_columns",
    "reads_as_header",
    "roles_under",
    "without_heads",
]

_MAX_HEADER = 40
"""Characters of a header cell; longer ones are prose."""
_MAX_HEADER_ROWS = 3


def cells_under(rows: Sequence[Row], index: int) -> list[Cell]:
    """Return a column's cells, of the rows that reach as far."""
    return [row.cells[index] for row in rows if index < len(row.cells)]


def filled_under(rows: Sequence[Row], index: int) -> list[Cell]:
    """Return those of a column's cells that hold anything."""
    return [cell for cell in cells_under(rows, index) if not cell.content.is_empty]


def first_row(rows: Sequence[Row], lexicon: Lexicon) -> int | None:
    """Return where the header begins: at the first row that is not empty, or behind headings over the whole table."""
    first = next((index for index, row in enumerate(rows) if not row.is_empty), None)
    at = first if first is not None else len(rows)
    while at < len(rows) and _stands_alone(rows[at], is_first=at == first):
        at += 1
    if at == first or at == len(rows):
        return first
    texts = tuple(clean_text(cell.content.text) for cell in rows[at].cells)
    reads = reads_as_header([roles_under(text, lexicon) for text in texts], texts)
    return at if reads or is_marked(rows[at]) else first


def _stands_alone(row: Row, *, is_first: bool) -> bool:
    """True for a heading: the one cell of its row, over several columns where these are known."""
    filled = {id(cell): cell for cell in row.cells if not cell.content.is_empty}
    if len(filled) != 1:
        return False
    spans = next(iter(filled.values())).colspan > 1
    return spans or (len(row.cells) > 1 and not (is_first and not is_marked(row)))


def header_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the first row, and those after it that are marked as header too.

    One cell alone in its row is a heading of the rows under it.
    """
    count = 1
    if is_marked(rows[0]):
        while count < min(len(rows), _MAX_HEADER_ROWS) and is_marked(rows[count]):
            if len({id(cell) for cell in rows[count].cells if not cell.content.is_empty}) < 2:
                break
            count += 1
    return tuple(rows[:count])


def is_marked(row: Row) -> bool:
    """Return whether the form marks a row as one of the header."""
    return row.in_head or all(cell.heads_column for cell in row.cells)


def over_columns(rows: tuple[Row, ...]) -> list[tuple[Cell, ...]]:
    """Return for each column the header cells over it, the lowest first.

    Rows that lost their spans do not stand above each other: then only the first one counts.
    """
    if len({len(row.cells) for row in rows}) > 1:
        return [(cell,) for cell in rows[0].cells]
    return list(zip(*(row.cells for row in reversed(rows)), strict=True))


def header_text(cell: Cell) -> str:
    """Return the text of a header cell, without the title and the attributes that leaked into it: |- style="…"|成员."""
    text = cell.content.text
    return clean_text(_ATTRIBUTES.sub("", text) if "|" in text else text)


_ATTRIBUTES = lazy_pattern(r"\A(?:[^|]{0,80}\|-)?[^|=]{0,60}=[^|]{0,200}\|", needs="|")


def roles_under(text: str, lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """Return what may stand under a header cell; nothing for prose."""
    # 成员国： stands over a list in its own cell.
    return lexicon.roles_of(text) if len(text) <= _MAX_HEADER and text[-1:] not in {":", "："} else ()


def reads_as_header(candidates: list[tuple[ColumnRole, ...]], texts: tuple[str, ...]) -> bool:
    """Return whether the cells are header words: all of them known, or most of them."""
    known = sum(1 for roles in candidates if roles)
    filled = sum(1 for text in texts if text)
    return known > 0 and known * 2 >= filled and (known > 1 or filled == 1)


def without_heads(rows: list[Row], first: int) -> list[Row]:
    """Return the rows without a first one of words that no class knows: 校名 | 创建年, over links and figures."""
    body = rows[first + 1 :]
    heads = [cell.content for cell in rows[first].cells]
    plain = all(
        text.text.strip() and not text.links and not any(map(str.isdigit, text.text)) for text in heads
    )
    if not plain or len(heads) < _LEAST_HEADS or len(body) < _LEAST_BODY:
        return rows
    alike = [row.cells for row in body if len(row.cells) == len(heads)]
    linked = sum(bool(cells[0].content.links) for cells in alike)
    counted = sum(any(_is_figure(cell.content.text) for cell in cells[1:]) for cells in alike)
    return body if min(linked, counted) >= _NEARLY_ALL * len(body) else rows


def _is_figure(text: str) -> bool:
    return text.strip().replace(",", "").isdigit()


_LEAST_HEADS, _LEAST_BODY, _NEARLY_ALL = 2, 3, 0.8

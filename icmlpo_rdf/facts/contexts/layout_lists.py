"""Tables that only lay lists out in boxes and columns: their cells hold lines, labels in bold over them, and no header says what a column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.names.lined import are_named, is_named, lines_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Block, Cell, Item, ItemList, Paragraph, Row, Table, Text

__all__ = ["list_in_cell", "with_layout_unfolded"]

_LEAST_LINES, _LEAST_IN_ALL = 2, 5
_MAX_LINE = 120


def with_layout_unfolded(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, with what stands in the cells of a table that only lays lists out instead of that table."""
    for block in blocks:
        if isinstance(block, Table) and (filled := _columns_of_lists(block, lexicon)):
            for row, lines in filled:
                yield from _unfolded(row, lines)
        else:
            yield block


def _columns_of_lists(table: Table, lexicon: Lexicon) -> list[tuple[Row, list[Text]]]:
    """The lines of each cell that holds any, where all of them hold lists; else nothing."""
    filled = [(row, cell) for row in table.rows for cell in row.cells if not cell.content.is_empty]
    if table.caption is not None or any(
        cell.is_header or "\n" not in cell.content.text for _, cell in filled
    ):
        return []
    cells = [(row, _lines(cell)) for row, cell in filled]
    counts = [len(lines) for _, lines in cells]
    if not counts or min(counts) < _LEAST_LINES or sum(counts) < _LEAST_IN_ALL:
        return []
    lines = [line for _, ours in cells for line in ours]
    if any(len(line.text) > _MAX_LINE or len(line.links) == 0 for line in lines if not _is_label(line)):
        return []
    return cells


def _lines(cell: Cell) -> list[Text]:
    return [line for line in lines_of(cell.content) if line.text.strip()]


def _is_label(line: Text) -> bool:
    """True for a line that is bold as a whole."""
    return (
        len(line.bold) == 1
        and not line.text[: line.bold[0].start].strip()
        and not line.text[line.bold[0].end :].strip("：: ")
    )


def _unfolded(row: Row, lines: Sequence[Text]) -> Iterator[Block]:
    """The lines of a cell: its labels as lines of their own, those between as lists."""
    pending: list[Item] = []
    for line in lines:
        if _is_label(line):
            yield from _listed(pending)
            pending = []
            yield Paragraph(line, quoted=False)
        else:
            pending.append(Item(line, 1, row.span))
    yield from _listed(pending)


def _listed(items: Sequence[Item]) -> Iterator[ItemList]:
    if items:
        yield ItemList(tuple(items), ordered=False, span=items[0].span)


def list_in_cell(table: Table, lexicon: Lexicon) -> ItemList | None:
    """Return the list that is all a table holds, where nearly all of its lines name organizations; else None."""
    filled = [(row, cell) for row in table.rows for cell in row.cells if not cell.content.is_empty]
    if len(filled) != 1 or "\n" not in filled[0][1].content.text:
        return None
    row, cell = filled[0]
    lines = [line for line in lines_of(cell.content) if line.text.strip()]
    if not are_named(lines, lexicon):
        return None
    # 零售、商業及成衣業總工會 is one name, 分會：甲工會 a branch: of these it is not told where a member's name begins.
    told = (line for line in lines if line.links or is_named(line, lexicon))
    items = tuple(Item(line, 1, row.span) for line in told)
    return ItemList(items, ordered=False, span=table.span)

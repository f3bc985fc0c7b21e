"""Tables that only lay lists out in boxes and columns: their cells hold lines, labels in bold over them, and no header says what a column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.names.lined import are_named, is_named, lines_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Block, Cell, Item, ItemList, Paragraph, Row, Table, Text

__all__ = ["with_layout_unfolded"]

_LEAST_LINES, _LEAST_IN_ALL = 2, 5
_MAX_LINE = 120


def with_layout_unfolded(blocks: Sequence[Block], context: Context, lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, with what stands in the cells of a table that only lays lists out instead of that table.

    Lines with links may be anything: they are lists where the context says who they are. Names of organizations tell by themselves.
    """
    for block in blocks:
        lists = _lists_in(block, context, lexicon) if isinstance(block, Table) else []
        yield from lists or (block,)


def _lists_in(table: Table, context: Context, lexicon: Lexicon) -> list[Block]:
    """The lists and labels that stand in a table's cells, where it holds nothing but these; else nothing."""
    cells = _cells_of_lines(table)
    # Alabama over its senators: pages of an alphabet label the groups of such cells by lines like any other, which tables know.
    may_unfold = context.says_who and not lexicon.is_head_first
    if may_unfold and _are_linked([lines for _, lines in cells]):
        return [block for row, lines in cells for block in _unfolded(row, lines)]
    if len(cells) != 1 or not are_named(cells[0][1], lexicon):
        return []
    row, lines = cells[0]
    # 零售、商業及成衣業總工會 is one name, 分會：甲工會 a branch: of these it is not told where a member's name begins.
    told = tuple(Item(line, 1, row.span) for line in lines if line.links or is_named(line, lexicon))
    return [ItemList(told, ordered=False, span=table.span)]


def _cells_of_lines(table: Table) -> list[tuple[Row, list[Text]]]:
    """The lines of each cell, with its row, where every cell that is not empty holds some, and nothing says what a column is."""
    filled = [(row, cell) for row in table.rows for cell in row.cells if not cell.content.is_empty]
    if table.caption is not None:
        return []
    if any(cell.is_header or "\n" not in cell.content.text for _, cell in filled):
        return []
    return [(row, _lines(cell)) for row, cell in filled]


def _are_linked(cells: Sequence[Sequence[Text]]) -> bool:
    """True where each cell has several lines, all of them short and with a link, but for labels."""
    counts = [len(lines) for lines in cells]
    if not counts or min(counts) < _LEAST_LINES or sum(counts) < _LEAST_IN_ALL:
        return False
    entries = (line for lines in cells for line in lines if not _is_label(line))
    return all(len(line.text) <= _MAX_LINE and line.links for line in entries)


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

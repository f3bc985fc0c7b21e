"""Tables that only lay lists out in boxes and columns: their cells hold lines, labels in bold over them, and no header says what a column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.lined import are_named, is_named, lines_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.page import Block, Cell, Item, ItemList, Paragraph, Row, Table, Text

__all__ = ["with_layout_unfolded"]

_LEAST_LINES, _LEAST_IN_ALL = 2, 5
_MAX_LINE = 120
_MOSTLY = 0.8


def with_layout_unfolded(blocks: Sequence[Block], context: Context, lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, with what stands in the cells of a table that only lays lists out instead of that table.

    Lines with links may be anything: they are lists where the context says who they are. Names of organizations tell by themselves.
    """
    for block in blocks:
        lists = _lists_in(block, context, lexicon) if isinstance(block, Table) else []
        yield from lists or (block,)


def _lists_in(table: Table, context: Context, lexicon: Lexicon) -> list[Block]:
    """The lists and labels that stand in a table's cells, where it holds nothing but these; else nothing."""
    cells = _cells_of_lines(table, lexicon)
    if context.says_who and _are_linked([lines for _, lines in cells], lexicon):
        if lexicon.is_head_first:
            items = tuple(Item(line, 1, row.span) for row, lines in cells for line in lines)
            return [ItemList(items, ordered=False, span=table.span)]
        return [block for row, lines in cells for block in _unfolded(row, lines)]
    if len(cells) != 1 or not are_named(cells[0][1], lexicon):
        return []
    row, lines = cells[0]
    # 零售、商業及成衣業總工會 is one name, 分會：甲工會 a branch: of these it is not told where a member's name begins.
    told = tuple(Item(line, 1, row.span) for line in lines if line.links or is_named(line, lexicon))
    return [ItemList(told, ordered=False, span=table.span)]


def _cells_of_lines(table: Table, lexicon: Lexicon) -> list[tuple[Row, list[Text]]]:
    """The lines of each cell, with its row, where every cell that is not empty holds some, and nothing says what a column is."""
    if table.caption is not None or not _is_lined(table):
        return []
    rows = [row for row in table.rows if not (lexicon.is_head_first and _only_parts(row, lexicon))]
    filled = [(row, cell) for row in rows for cell in row.cells if not cell.content.is_empty]
    lined = sum("\n" in cell.content.text for _, cell in filled)
    # Majority | Minority: of few one alone may stand in a cell
    least = len(filled) if len(rows) == len(table.rows) else max(len(filled) / 2, 1)
    if any(cell.is_header for _, cell in filled) or lined < least:
        return []
    return [(row, _lines(cell)) for row, cell in filled]


def _is_lined(table: Table) -> bool:
    """True where a cell has lines: of most tables none has."""
    return any("\n" in cell.content.text for row in table.rows for cell in row.cells)


def _only_parts(row: Row, lexicon: Lexicon) -> bool:
    """True for a row of headers that say nothing of those under them: Majority | Minority; not Members | Observers."""
    if not all(cell.is_header for cell in row.cells):
        return False
    texts = [clean_text(cell.content.text) for cell in row.cells]
    return all(texts) and not any(lexicon.roles_of(text) or read_phrase(text, lexicon) for text in texts)


def _are_linked(cells: Sequence[Sequence[Text]], lexicon: Lexicon) -> bool:
    """True where each cell has several lines, all of them short and with a link, but for labels."""
    if lexicon.is_head_first:
        return _are_names(cells, lexicon)
    counts = [len(lines) for lines in cells]
    if not counts or min(counts) < _LEAST_LINES or sum(counts) < _LEAST_IN_ALL:
        return False
    entries = (line for lines in cells for line in lines if not _is_label(line))
    return all(len(line.text) <= _MAX_LINE and line.links for line in entries)


def _are_names(cells: Sequence[Sequence[Text]], lexicon: Lexicon) -> bool:
    """True where most lines begin with a link and none is a label.

    Alabama over its senators: pages of an alphabet label the groups of such cells by lines like any other, which tables know.
    """
    lines = [line for one in cells for line in one]
    begins = sum(_begins_linked(line, lexicon) for line in lines)
    others = any(_is_label(line) or line.text[:1].isdigit() for line in lines)
    return begins > _MOSTLY * len(lines) and not others


def _lines(cell: Cell) -> list[Text]:
    return [line for line in lines_of(cell.content) if line.text.strip()]


def _begins_linked(line: Text, lexicon: Lexicon) -> bool:
    """True for a short line that is a linked name, perhaps behind a country, and behind it what is told of its bearer."""
    named = next((link for link in line.links if link.text.strip()), None)
    if named is None or len(line.text) > _MAX_LINE:
        return False
    before = line.text[: named.start].strip(_AROUND)
    return not before or (before.endswith(":") and place_kind(before[:-1].rstrip(), lexicon) is not None)


_AROUND = " \xa0*•·"


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

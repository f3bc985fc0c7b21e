"""A table that is one cell with a list in it: a list, laid out in a box or in columns of the browser."""

from __future__ import annotations

from icmlpo_rdf.facts.names.lined import are_named, is_named, lines_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Item, ItemList, Table

__all__ = ["list_in_cell"]


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

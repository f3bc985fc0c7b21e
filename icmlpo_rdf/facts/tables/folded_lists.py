"""Lists of names in a table that only folds them away, below the one header cell that is their title."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.tables.name_grids import read_grid
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["read_titled"]


def read_titled(
    seen: SpannedTable, columns: Columns, context: Context, lexicon: Lexicon, found: Found
) -> bool:
    """Read lists of names under the only header cell of their table, 名单 or 成员名单; return whether it is such a table."""
    if (
        columns.blocked
        or len(columns.header_rows) != 1
        or len({id(cell) for cell in columns.header_cells}) != 1
    ):
        return False
    title = columns.headers[0]
    phrase = read_phrase(title, lexicon, below_members=True) if context.members else None
    if phrase is not None and phrase.members and not phrase.absent:
        context = replace(context, standing=phrase.standing, kind=phrase.kind or context.kind)
    elif phrase is not None or title not in lexicon.words["lists"]:
        return False
    below = replace(seen, table=replace(seen.table, rows=columns.rows))
    return read_grid(below, context, lexicon, found)

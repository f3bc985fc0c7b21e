"""Lists of names in a table that only folds them away, below the one header cell that is their title."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.folding import fold_characters

__all__ = ["told_by_title"]


def told_by_title(
    columns: Columns, context: Context, lexicon: Lexicon, names: Sequence[str]
) -> Context | None:
    """Return what the only header cell of a table says of names below it: 名单, 成员名单, the name of the page's body; None for another.

    Args:
        columns: the table's.
        context: what the words above the table say.
        lexicon: the words of the page's language.
        names: how the page calls its subject.
    """
    if (
        columns.blocked
        or len(columns.header_rows) != 1
        or len({id(cell) for cell in columns.header_cells}) != 1
    ):
        return None
    title = columns.headers[0]
    phrase = read_phrase(title, lexicon, below_members=True) if context.members else None
    if phrase is not None and phrase.members and not phrase.absent:
        return replace(context, standing=phrase.standing, kind=phrase.kind or context.kind)
    if phrase is None and title in lexicon.words["lists"]:
        return context
    return context if fold_characters(title) in map(fold_characters, names) else None

"""The column of names in another language beside the names themselves: 정당명 (원어) | 정당명 (한국어)."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, says_foreign
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Cell

__all__ = ["find_originals", "more_telling"]


def find_originals(columns: Columns, lexicon: Lexicon) -> int | None:
    """Return the column of the names in another language, by its header."""
    found = [index for index, header in enumerate(columns.headers) if says_foreign(header, lexicon)]
    return next((index for index in found if columns.candidates[index] == (ColumnRole.OTHER,)), None)


def more_telling(name: Cell | None, original: Cell | None, lexicon: Lexicon) -> Cell | None:
    """Return the cell of a name, or that of its original, where only this is linked or told: Bündnis 90 | 동맹 90."""
    if original is None or original.content.is_empty:
        return name
    if name is None or name.content.is_empty:
        return original
    links = original.content.links
    linked = len(links) == 1 and links[0].text == original.content.text.strip()
    return original if linked and not name.content.links and thing_of(links[0], lexicon) else name

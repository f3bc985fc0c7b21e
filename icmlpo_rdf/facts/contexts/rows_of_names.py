"""Paragraphs that are rows of persons: 1) 김철수(민주당) 2) 이영희(무소속); 서울: 김철수(민주당) 이영희(무소속)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import is_hangul, is_kanji, is_katakana
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Block, Item, ItemList, Paragraph, Text

__all__ = ["RowOfNames", "with_rows_known"]

_LEAST = 2
_MAX_ROW = 1_000
_END = " \n。."
_OTHERS = frozenset({"absent", "former", "candidate", "topic", "successive", "guest", "observer", "relative"})
_LABEL = lazy_pattern(r"\s*+([^\s:：()（）][^:：()（）]{0,15})[:：]", needs=":：")
_ENTRY = lazy_pattern(
    r"\s*+(?P<number>\d{1,3}+[.)]\s*+)?+"
    r"(?P<who>(?P<name>[\w\u30fb]{2,20}+)(?P<aside>[（(][^（）()\d]{1,20}+[）)])?+)(?!\S)"
)
_SHORT, _KANA = range(2, 6), range(4, 21)
"""How many letters a name has: 김철수, アレクサンドル・ブロック."""


class RowOfNames(Paragraph, frozen=True):
    """A paragraph of nothing but persons, each with a number before or a bracket behind the name."""

    names: tuple[Text, ...]
    """Each with its bracket."""

    def as_list(self) -> ItemList:
        """Return its persons as the items of a list."""
        items = tuple(Item(name, 1, self.content.span) for name in self.names)
        return ItemList(items, ordered=False, span=self.content.span)


def with_rows_known(blocks: Iterable[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, paragraphs that are rows of names as such; pages of an alphabet have none."""
    for block in blocks:
        if isinstance(block, Paragraph) and not lexicon.is_head_first:
            names = _names_in(block.content, lexicon)
            yield RowOfNames(block.content, block.quoted, names) if names else block
        else:
            yield block


def _names_in(content: Text, lexicon: Lexicon) -> tuple[Text, ...]:
    """The names of a row, behind the district that it may begin with; none where it is not one, or of others."""
    text = content.text[:_MAX_ROW]
    label = _LABEL.match(text)
    found, end = [], label.end() if label else 0
    while (
        (entry := _ENTRY.match(text, end)) and (entry["number"] or entry["aside"]) and _is_name(entry["name"])
    ):
        found.append(entry.span("who"))
        end = entry.end()
    if len(found) < _LEAST or end != len(content.text.rstrip(_END)):
        return ()
    if label and any(token.classes & _OTHERS for token in lexicon.matcher.tokens(label[1])):
        return ()
    return tuple(part_of(content, *row) for row in found)


def _is_name(text: str) -> bool:
    if len(text) in _SHORT and (is_kanji(text) or is_hangul(text)):
        return True
    return len(text) in _KANA and is_katakana(text)

"""Lines that are headings without the mark: in bold, plain right before a list, or the only item of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.rows_of_names import RowOfNames
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.headings.plain_words import tells_absence, tells_of_others
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import (
    Block,
    Item,
    ItemList,
    ItemRole,
    Paragraph,
    Text,
)
from icmlpo_rdf.spans import Span

__all__ = [
    "FOOTNOTES",
    "as_heading",
    "is_lone_term",
    "label_line",
    "lone_label",
    "lone_text",
    "over_list",
    "over_others",
    "over_rows",
    "with_open_items_apart",
]

_MAX_LABEL = 30
_MAX_LINE = 60
FOOTNOTES = lazy_pattern(r"\s?\[[^\[\]\s]{1,12}\]")
"""The references to footnotes in a text, as printed."""


def label_line(content: Text) -> str | None:
    """Return the text of a short line that is bold as a whole; None for another."""
    if len(content.bold) != 1 or len(content.text) > _MAX_LINE:
        return None
    text = clean_text(content.text).rstrip("：:")
    printed = FOOTNOTES.sub("", content.text).rstrip("：: ")
    whole = len(content.bold) == 1 and content.bold[0].text.rstrip("：:") == printed
    return text if whole and 0 < len(text) <= _MAX_LABEL and "\n" not in text else None


def as_heading(
    label: str, content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return what a line that is a heading without the mark says of those behind it."""
    said = say(label, content, context, lexicon, meetings)
    return replace(said, under=context.under, because=label) if said else None


def over_list(
    content: Text, following: Block | None, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return what a plain line says of the list behind it, where it surely says who stands there, or that these are none."""
    label = _plain_label(content, following)
    if label is None or not (context.says_who or context.attended):
        return None
    if tells_absence(label, lexicon) or tells_of_others(lexicon.matcher.tokens(label)):
        return _others(label, context)
    phrase = read_phrase(label, lexicon)
    if phrase is None or phrase.score < STRONG:
        return None
    return as_heading(label, content, context, lexicon, meetings)


def _plain_label(content: Text, following: Block | None) -> str | None:
    """A short line without an end right before a list: html2text leaves no more of a bold one."""
    if not isinstance(following, ItemList) or content.links or len(content.text) > _MAX_LINE:
        return None
    text = clean_text(content.text)
    return text if text and "\n" not in text and text[-1].isalpha() else None


def over_rows(
    line: Paragraph, following: Block | None, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return what a short line says of the rows of names behind it: 관선의원 명단, over 1) 김철수(민주당) 2) 이영희(무소속)."""
    content = line.content
    if content.links or len(content.text) > _MAX_LABEL:
        return None
    if isinstance(line, RowOfNames) or not isinstance(following, RowOfNames):
        return None
    return as_heading(clean_text(content.text).rstrip("：:"), content, context, lexicon, meetings) or context


def over_others(label: str, context: Context, lexicon: Lexicon) -> Context | None:
    """Return what a label says under which stand others than those whom the words above it speak of: 工作人员, among members."""
    return (
        _others(label, context)
        if context.says_who and tells_of_others(lexicon.matcher.tokens(label))
        else None
    )


def _others(label: str, context: Context) -> Context:
    return Context(under=context.under, meeting=context.meeting, because=label)


def lone_label(
    block: Block, following: Block | None, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return what a list's only item says of those behind it: a term as a heading does, another where a list of them follows, or names behind its colon.

    A link may be a name, but for a country's in a term.
    """
    item = _lone_item(block)
    if item is None:
        return None
    text = lone_text(block) or _country_over(item, following, lexicon)
    if context.says_who and _are_lost(following):
        return context  # アンデス共同体, over flags that are lost
    if not text:
        return None
    said = as_heading(text, item.content, context, lexicon, meetings)
    if item.role is ItemRole.TERM and (said or (context.says_who and following is not None)):
        return said or context
    return said if said and said.says_who and _is_over(item, text, following, lexicon) else None


def _country_over(item: Item, following: Block | None, lexicon: Lexicon) -> str:
    """The country that is all that a term over a list says, linked by its flag or not; empty where it is none."""
    text = clean_text(item.content.text)
    is_over = item.role is ItemRole.TERM and isinstance(following, ItemList)
    return text if is_over and place_kind(text, lexicon) is PlaceKind.COUNTRY else ""


def _is_over(item: Item, text: str, following: Block | None, lexicon: Lexicon) -> bool:
    """True for a label over a list of those whom it calls so, and for one whose colon a paragraph follows."""
    if isinstance(following, Paragraph):
        return _is_open(item)
    return isinstance(following, ItemList) and read_phrase(text, lexicon) is not None


def with_open_items_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the last item of a list by itself where it ends in a colon and a paragraph follows: 理事（9人）：, over 甲、乙."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if (
            isinstance(block, ItemList)
            and isinstance(following, Paragraph)
            and len(block.items) > 1
            and _is_open(block.items[-1])
        ):
            *others, last = block.items
            yield replace(block, items=tuple(others), span=Span(block.span.begin, others[-1].span.end))
            yield replace(block, items=(last,), span=last.span)
        elif block is not None:
            yield block


def _is_open(item: Item) -> bool:
    return item.content.text.rstrip().endswith((":", "："))


def lone_text(block: Block) -> str:
    """Return the text of a list's only item, where it may be a label; empty for others."""
    item = _lone_item(block)
    if item is None or item.content.links:
        return ""
    text = clean_text(item.content.text).rstrip("：:").strip()
    return text if len(text) <= _MAX_LABEL else ""


def is_lone_term(block: Block) -> bool:
    """Return whether a list is nothing but a term, which stands over what is behind it as a heading does."""
    item = _lone_item(block)
    return item is not None and item.role is ItemRole.TERM


def _lone_item(block: Block) -> Item | None:
    if not isinstance(block, ItemList) or not block.items:
        return None
    # Behind the colon of ;Members: stands an item that is empty.
    return block.items[0] if all(item.content.is_empty for item in block.items[1:]) else None


def _are_lost(block: Block | None) -> bool:
    """True for a list of nothing but empty items: of what stood there only pictures were printed."""
    return isinstance(block, ItemList) and all(item.content.is_empty for item in block.items)

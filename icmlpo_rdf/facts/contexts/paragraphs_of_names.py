"""Paragraphs that are lists: nothing but the names of those whom the words above them, or before their colon, speak of."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.names.printed_names import parted
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text

__all__ = ["listed_names"]

_LEAST_NAMES = 3
_END = " \n。."
_COMMAS = "、，,；; \n"
_ASIDE = lazy_pattern(r"[（(][^（）()]{0,60}[）)]")


def listed_names(
    block: Paragraph, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[ItemList, Context] | None:
    """A paragraph of names as a list of one item, where the words above it or before its colon say what they are."""
    content = block.content
    if len(content.links) < _LEAST_NAMES:
        return None
    label, content = parted(content) or ("", content)
    if not _holds_names(content, lexicon):
        return None
    if content is not block.content:
        said = say(label, block.content, context, lexicon, meetings) if label else None
        kind = said.kind or context.kind if said else None
        context = replace(said, kind=kind, under=context.under, because=label) if said else Context()
    if not context.says_who:
        return None
    item = Item(replace(content, text=content.text.rstrip(_END)), 1, content.span)
    return ItemList((item,), ordered=False, span=content.span), replace(context, within=content.span)


def _holds_names(content: Text, lexicon: Lexicon) -> bool:
    """True for a paragraph that is a list of linked names, and nothing else: 甲、乙、丙。"""
    end, between = 0, []
    for link in content.links:
        between.append(content.text[end : link.start])
        end = link.end
    if between[0].strip() or content.text[end:].strip(_END) not in {"", *lexicon.words["and_others"]}:
        return False
    joiners = {"", *(word.strip() for word in lexicon.words["joiners"])}
    parts = (_ASIDE.sub("", text) for text in between[1:])
    return all(text and text.strip(_COMMAS).lower() in joiners for text in parts)

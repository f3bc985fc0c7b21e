"""Paragraphs that are lists: nothing but the names of those whom the words above them, or before their colon, speak of."""

from __future__ import annotations

import re

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.names.printed_names import parted
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text

__all__ = ["listed_names"]

_LEAST_NAMES = 3
_END = " \n。."
_COMMAS = "、，,；; \n"
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\]\s?)++$")
_ASIDE = re.compile(r"[（(][^（）()]{0,60}[）)]")


def listed_names(
    block: Paragraph, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[ItemList, Context] | None:
    """A paragraph of names as a list of one item, where the words above it or before its colon say what they are."""
    content = block.content
    if len(content.links) < _LEAST_NAMES:
        return None
    content = replace(content, text=_without_end(content.text))
    labelled = parted(content)
    label, content = labelled or ("", content)
    if not _holds_names(content, lexicon):
        return None
    if labelled:
        said = say(label, block.content, context, lexicon, meetings) if label else None
        kind = said.kind or context.kind if said else None
        context = replace(said, kind=kind, under=context.under, because=label) if said else Context()
    if not context.says_who:
        return None
    item = Item(content, 1, content.span)
    return ItemList((item,), ordered=False, span=content.span), replace(context, within=content.span)


def _without_end(text: str) -> str:
    """A text without its full stop and the footnote marks behind it."""
    return _FOOTNOTES.sub("", text).rstrip(_END)


def _holds_names(content: Text, lexicon: Lexicon) -> bool:
    """True for a paragraph that is a list of linked names, and nothing else: 甲、乙（代表）、丙等。"""
    asides = [match.span() for match in _ASIDE.finditer(content.text)]
    end, between = 0, []
    for link in content.links:
        if not any(begin <= link.start < close for begin, close in asides):
            between.append(content.text[end : link.start])
            end = link.end
    parts = [_ASIDE.sub("", text) for text in (*between, content.text[end:])]
    if parts[0].strip() or parts[-1].strip(_END) not in {"", *lexicon.words["and_others"]}:
        return False
    joiners = {"", *(word.strip() for word in lexicon.words["joiners"])}
    return all(text and text.strip(_COMMAS).lower() in joiners for text in parts[1:-1])

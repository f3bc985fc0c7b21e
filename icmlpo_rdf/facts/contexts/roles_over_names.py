"""Lists broken by their offices: an item that is one, and the names of those who hold it in the paragraph behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.headings.plain_words import is_silent_token
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Block, Item, ItemList, Paragraph, Text
from icmlpo_rdf.spans import Span

__all__ = ["with_roles_over_names"]

_MAX_ROLE = 12
_ROLES = frozenset({"office", "seat"})
_OTHERS = frozenset(
    {"absent", "former", "candidate", "topic", "successive", "observer", "associate", "relative", "non"}
)
_BETWEEN = lazy_pattern(r"[\s、，,]*+(?:[（(][^（）()]{0,60}[）)]\s*+)*[\s、，,。]*+")


def with_roles_over_names(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, with each run of offices and paragraphs of the names of those who hold them as the list of these."""
    names: list[Item] = []
    at = 0
    while at < len(blocks):
        block, behind = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        held = _names_in(behind, lexicon) if _is_role(block, lexicon) else ()
        if held:
            names += held
            at += 2
            continue
        yield from _as_list(names)
        names = []
        yield block
        at += 1
    yield from _as_list(names)


def _as_list(names: Sequence[Item]) -> Iterator[ItemList]:
    if names:
        span = Span(names[0].span.begin, names[-1].span.end)
        yield ItemList(tuple(names), ordered=False, span=span)


def _is_role(block: Block, lexicon: Lexicon) -> bool:
    """True for a list of one item that is an office of members: 副主任委員; not 候補委員, 工作人员."""
    if not isinstance(block, ItemList) or len(block.items) != 1 or block.items[0].content.links:
        return False
    text = clean_text(block.items[0].content.text).rstrip("：:").strip()
    tokens = lexicon.matcher.tokens(text) if len(text) <= _MAX_ROLE else ()
    classes = frozenset().union(*(token.classes for token in tokens))
    known = (token for token in tokens if token.classes)
    is_plain = all(token.classes & _ROLES or is_silent_token(token) for token in known)
    return is_plain and bool(tokens) and bool(tokens[-1].classes & _ROLES) and not classes & _OTHERS


def _names_in(block: Block | None, lexicon: Lexicon) -> tuple[Item, ...]:
    """The names of a paragraph that is nothing but linked ones, each with what stands in brackets behind it."""
    if not isinstance(block, Paragraph) or block.quoted or not block.content.links:
        return ()
    content = block.content
    links = [link for link in content.links if thing_of(link, lexicon) is not None]
    begins = [link.start for link in links]
    ends = [*begins[1:], len(content.text)]
    gaps = (content.text[link.end : end] for link, end in zip(links, ends, strict=True))
    if not links or content.text[: begins[0]].strip() or not all(map(_BETWEEN.fullmatch, gaps)):
        return ()
    return tuple(_item(content, begin, end) for begin, end in zip(begins, ends, strict=True))


def _item(content: Text, begin: int, end: int) -> Item:
    end = begin + len(content.text[begin:end].rstrip(" \n\u3000、，,。"))
    return Item(part_of(content, begin, end), 1, content.span)

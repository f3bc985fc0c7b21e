"""Lists without bullets: lines below a heading each of which is a name, or counts a group and names those in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from icmlpo_rdf.facts.contexts.plain_names import is_known
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.counted_groups import counts_names
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Block, Item, ItemList, Paragraph, Text
from icmlpo_rdf.spans import Span

__all__ = ["with_bare_lines"]

_LEAST_NAMES, _LEAST_GROUPS = 3, 2
_MAX_LINE = 2_000
_ONE_NAME = lazy_pattern(r"[\w（）() &.'’-]{2,40}")
_BRACKETED = lazy_pattern(r"\s*+(?:[（(][^（）()]{0,60}[）)]\s*+)*")


def with_bare_lines(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks, with each run of paragraphs that are lines of one list as this list."""
    for kind, run in groupby(blocks, lambda block: _kind_of_line(block, lexicon)):
        lines = list(run)
        least = _LEAST_NAMES if kind == _NAME else _LEAST_GROUPS
        if kind and len(lines) >= least:
            yield _as_list([line.content for line in lines if isinstance(line, Paragraph)])
        else:
            yield from lines


_NAME, _GROUP = "name", "group"


def _kind_of_line(block: Block, lexicon: Lexicon) -> str:
    """Whether a paragraph is nothing but a name, or a counted group of them; empty for what is neither."""
    if not isinstance(block, Paragraph) or block.quoted or len(block.content.text) > _MAX_LINE:
        return ""
    if counts_names(block.content, lexicon):
        return _GROUP
    return _NAME if _is_name(block.content, lexicon) else ""


def _is_name(content: Text, lexicon: Lexicon) -> bool:
    """True for a link and perhaps a bracket behind it, and for what without a link is known to be a country, a body or a municipality."""
    if content.links:
        link = content.links[0]
        behind = content.text[link.end :]
        is_first = not content.text[: link.start].strip() and thing_of(link, lexicon) is not None
        return is_first and _BRACKETED.fullmatch(behind) is not None
    name = clean_text(content.text)
    return _ONE_NAME.fullmatch(name) is not None and is_known(name, lexicon)


def _as_list(lines: Sequence[Text]) -> ItemList:
    items = tuple(Item(line, 1, line.span) for line in lines)
    return ItemList(items, ordered=False, span=Span(lines[0].span.begin, lines[-1].span.end))

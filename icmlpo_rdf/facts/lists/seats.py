"""Lists of those who sit in an assembly, by what each of them is: 의장：甲, 위원：乙、丙."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.headings.plain_words import has_topic
from icmlpo_rdf.facts.names.printed_names import parted
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Item, ItemList

__all__ = ["are_officers", "tells_seats"]

_LEAST, _MAX_HEADING = 2, 24
_OTHERS = frozenset({"former", "candidate", "absent", "successive"})


def tells_seats(block: ItemList, heading: str, lexicon: Lexicon) -> bool:
    """Return whether a list on the page of an assembly names its members: under 구성 or 군사위원, with one item for 위원.

    Officers alone may be those of one time after another; beside them must stand those who are just members.
    """
    plain = heading.strip()
    if len(plain) > _MAX_HEADING or has_topic(plain, lexicon):
        return False
    tokens = lexicon.matcher.tokens(plain)
    if any(token.classes & _OTHERS for token in tokens):
        return False
    seated = bool(tokens) and "seat" in tokens[-1].classes
    if not seated and plain not in lexicon.words["composed"]:
        return False
    following = (*(item.depth for item in block.items[1:]), 0)
    heads = [
        head
        for item, depth in zip(block.items, following, strict=True)
        if (head := _head(item, lexicon, is_over=depth > item.depth))
    ]
    return len(heads) >= _LEAST and "seat" in heads


def are_officers(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Return whether all items are an office of no seat, and who holds it: 行政会发言人：甲."""
    return bool(items) and all(_head(item, lexicon, is_over=False) == "office" for item in items)


def _head(item: Item, lexicon: Lexicon, *, is_over: bool) -> str:
    """What an item says before its colon, or as one over others, that those behind or in it are: a seat, an office, or nothing."""
    parts = parted(item.content)
    over = item.content.text if is_over and not item.content.links else ""
    tokens = lexicon.matcher.tokens(parts[0] if parts else over)
    if not tokens:
        return ""
    if "seat" in tokens[-1].classes and all(token.classes for token in tokens):
        return "seat"
    return "office" if "office" in tokens[-1].classes else ""

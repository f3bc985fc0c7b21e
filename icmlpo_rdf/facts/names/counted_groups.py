"""Items that count a group and name those in it: アフリカ - 2か国（甲、乙）, 중앙지 (2개사): 갑신문, 을신문, or several such behind bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import BETWEEN_DOTS
from icmlpo_rdf.facts.names.lined import outside, part_of, parted_at
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Link, Text

__all__ = ["counts_names", "with_groups_opened"]

_SIGNS = "•◦‣▪"
_BULLETS = lazy_pattern(rf"\s[{_SIGNS}](?=\s)", needs=_SIGNS)
_LEAST_BULLETS = _LEAST_BRANCHES = 2
_COUNT = lazy_pattern(r"(?:^|[\s（(])[^\s\d（）()]{0,2}?\s?(\d{1,4}[^\d（）()]{0,8})[）)]?\s*$")
"""What ends a label that counts those named behind it; a word before the number may be one for a sum."""
_COUNT_IN_WORD = lazy_pattern(r"(?<!\d)(\d{1,3}[^\d（）()\s]{1,3})\s*$")
"""The same right behind a word, 增补4人, where as many stand behind the colon."""
_COLON = lazy_pattern(r"[:：]")
_BETWEEN = lazy_pattern(f"[、，,；;{BETWEEN_DOTS}]")
_ASIDE = lazy_pattern(r"[（(][^（）()]{0,60}[）)]", needs="（(")
_FOOTNOTES = lazy_pattern(r"(?:\s?\[\d{1,3}\]){1,9}$")
_AROUND = " \t\n-–—:：(（"
_OPEN, _CLOSE = "（(", "）)"
_MAX_LABEL = 60


def with_groups_opened(block: ItemList, lexicon: Lexicon) -> ItemList:
    """Return a list with each group that an item counts over its names, so that these stand inside it."""
    if lexicon.is_head_first:
        return block
    items = list(block.items)
    depths = [item.depth for item in items]
    holds = [inner > own for own, inner in pairwise([*depths, 0])]
    opened = [
        one
        for item, has_inner in zip(items, holds, strict=True)
        for part in _at_bullets(item)
        for one in _opened(part, lexicon, has_inner=has_inner)
    ]
    return replace(block, items=tuple(opened)) if len(opened) > len(items) else block


def counts_names(content: Text, lexicon: Lexicon) -> bool:
    """Return whether a text counts a group and names those in it behind a colon."""
    return not lexicon.is_head_first and _names_behind_colon(content, lexicon) is not None


def _at_bullets(item: Item) -> Iterator[Item]:
    """The item, in the parts that its own bullets make of it."""
    text = item.content.text
    places = [match.start() for match in _BULLETS.finditer(text)]
    if len(places) < _LEAST_BULLETS:
        yield item
        return
    for begin, end in pairwise((0, *places, len(text))):
        at = begin + (text[begin : begin + 2].lstrip() in set(_SIGNS)) * 2
        if text[at:end].strip():
            yield replace(item, content=part_of(item.content, at, end))


def _opened(item: Item, lexicon: Lexicon, *, has_inner: bool) -> Iterator[Item]:
    """The label of a group, and one level deeper the names that stand behind it; the item itself where it is no such group."""
    content = item.content
    if branches := _branches(content):
        yield from (replace(item, content=one) for one in branches)
        return
    found = _names_in_bracket(content, lexicon) or _names_behind_colon(content, lexicon)
    if found is None:
        yield item
        return
    label, names, count = found
    yield replace(item, content=label)
    if not has_inner:
        # Over further items it only says how it counts those.
        yield from (replace(item, content=name, depth=item.depth + 1) for name in _each(names, count))


def _branches(content: Text) -> tuple[Text, ...]:
    """The branches of one name, each of its own, in a bracket behind it: [甲教会](…)（[改革](甲教会_(改革))、[合同](甲教会_(合同))、連合）; none of another text."""
    text = _FOOTNOTES.sub("", content.text.rstrip()).rstrip()
    begin = _last_bracket(text)
    if begin is None or not content.links or content.links[0].text != content.text[:begin].strip():
        return ()
    names, head = part_of(content, begin + 1, len(text) - 1), _title(content.links[0])
    branches = tuple(parted_at(names, _cuts(names)))
    called = sum(
        _title(link).startswith(head) and link.text == one.text.strip()
        for one in branches
        for link in one.links
    )
    return branches if head and called >= _LEAST_BRANCHES and len(branches) > _LEAST_BRANCHES else ()


def _title(link: Link) -> str:
    """The title that a link leads to, its qualifier too; empty for one that leads nowhere."""
    return link.target.title.replace("_", " ") if link.target else ""


def _cuts(names: Text) -> list[int]:
    """Where names part, outside links and brackets."""
    return outside(names, (match.start() for match in _BETWEEN.finditer(names.text)), _ASIDE)


def _each(names: Text, count: int) -> tuple[Text, ...]:
    """Each of the names between dots, where they are as many as the count says; else all of them, for a dot may be a name's."""
    cuts = _cuts(names)
    if len(cuts) + 1 != count or not any(names.text[at] in BETWEEN_DOTS for at in cuts):
        return (names,)
    return tuple(parted_at(names, cuts))


def _names_in_bracket(content: Text, lexicon: Lexicon) -> tuple[Text, Text, int] | None:
    """アフリカ - 2か国（甲、乙）: the bracket that ends the text, right behind a count."""
    text = _FOOTNOTES.sub("", content.text.rstrip()).rstrip()
    begin = _last_bracket(text)
    if begin is None:
        return None
    label = _label(content, begin, lexicon)
    return (label[0], part_of(content, begin + 1, len(text) - 1), label[1]) if label else None


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens with whose end a text ends."""
    if not text.endswith(tuple(_CLOSE)):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return None


def _names_behind_colon(content: Text, lexicon: Lexicon) -> tuple[Text, Text, int] | None:
    """중앙지 (2개사): 갑신문, 을신문; 增补2人：甲、乙. What a colon without a count parts is read elsewhere."""
    colon = _COLON.search(content.text)
    if colon is None:
        return None
    names = part_of(content, colon.end(), len(content.text))
    if _BETWEEN.search(names.text) and (label := _label(content, colon.start(), lexicon)):
        return label[0], names, label[1]
    label = _label(content, colon.start(), lexicon, _COUNT_IN_WORD)
    return (label[0], names, label[1]) if label and len(_cuts(names)) + 1 == label[1] else None


def _label(
    content: Text, end: int, lexicon: Lexicon, count: re.Pattern[str] = _COUNT
) -> tuple[Text, int] | None:
    """What stands before a count that ends a text at a place, and the count."""
    counted = count.search(content.text, max(end - _MAX_LABEL, 0), end)
    if counted is None or lexicon.counted.fullmatch(counted[1].strip()) is None:
        return None
    if counted[1].strip().isdigit():
        return None  # a year
    label = content.text[: counted.start()].rstrip(_AROUND)
    digits = "".join(takewhile(str.isdigit, counted[1].strip()))
    return (part_of(content, 0, len(label)), int(digits)) if label.strip() else None

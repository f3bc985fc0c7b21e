"""Lists whose items say behind a comma where each of those listed is: Hill Library, Hill Town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import is_office, without_brackets
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.remarks import is_remark
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemList, Text

__all__ = ["without_descriptions", "without_numbers"]

_LEAST, _LEAST_NUMBERED = 3, 2
_MOST = 0.6
_MAX_COMMAS = 2
_NUMBER = lazy_pattern(r"\d{1,3}[.)]\s++")
_PARTED = lazy_pattern(r"[:：\n]|\s[-–—]\s?")
_ABBREVIATION = lazy_pattern(r"[A-Z]{2,8}")
"""A party's, behind a person."""
_ASIDE = lazy_pattern(r"[（(][^（）()]{0,200}[）)]")


def without_numbers(block: ItemList, lexicon: Lexicon) -> ItemList:
    """Return a list of whose items most begin with a number and a dot, a district's or a seat's, without these."""
    if not lexicon.is_head_first:
        return block
    filled = [item for item in block.items if not item.content.is_empty]
    begins = [match for item in filled if (match := _NUMBER.match(item.content.text))]
    if len(begins) < _LEAST_NUMBERED or len(begins) < _MOST * len(filled):
        return block
    return replace(block, items=tuple(map(_without_number, block.items)))


def _without_number(item: Item) -> Item:
    match = _NUMBER.match(item.content.text)
    is_text = match and not any(link.start < match.end() for link in item.content.links)
    end = len(item.content.text)
    return replace(item, content=part_of(item.content, match.end(), end)) if match and is_text else item


def without_descriptions(items: Sequence[Item], lexicon: Lexicon, notes: list[Note]) -> tuple[Item, ...]:
    """Return the items, of a list of which most name one and behind a comma where that is, with nothing but the names.

    What tells since when or as what one is a member stays; so does everything in lists whose items name several.
    """
    if not lexicon.is_head_first or len(items) < _LEAST:
        return tuple(items)
    commas = [tuple(_commas(item.content)) for item in items]
    counts = Counter(len(places) for places in commas)
    usual, share = max(counts.items(), key=lambda one: one[1])
    if not 0 < usual <= _MAX_COMMAS or share < _MOST * len(items) or _are_countries(items, commas, lexicon):
        return tuple(items)
    return tuple(
        _cut(item, places[0], lexicon, notes) if 0 < len(places) <= _MAX_COMMAS else item
        for item, places in zip(items, commas, strict=True)
    )


def _commas(content: Text) -> Iterator[int]:
    """Where commas stand outside links and brackets; nowhere in a text that is parted otherwise."""
    text = content.text
    if "," not in text or _PARTED.search(text):
        return
    held = [(link.start, link.end) for link in content.links]
    held += [match.span() for match in _ASIDE.finditer(text)]
    yield from (
        at
        for at, letter in enumerate(text)
        if letter == "," and not any(begin <= at < end for begin, end in held)
    )


def _are_countries(items: Sequence[Item], commas: Sequence[tuple[int, ...]], lexicon: Lexicon) -> bool:
    """True where countries stand before and behind the commas: they are all of those listed."""
    both = sum(
        place_kind(item.content.text[: places[0]].strip(), lexicon) is PlaceKind.COUNTRY
        and place_kind(item.content.text[places[0] + 1 :].strip(), lexicon) is PlaceKind.COUNTRY
        for item, places in zip(items, commas, strict=True)
        if places
    )
    return 2 * both > len(items)


def _cut(item: Item, comma: int, lexicon: Lexicon, notes: list[Note]) -> Item:
    behind = clean_text(item.content.text[comma + 1 :])
    tells = is_remark(behind, lexicon) or any(map(str.isdigit, behind)) or lexicon.status.search(behind)
    if tells or _ABBREVIATION.fullmatch(behind) or is_office(without_brackets(behind), lexicon):
        return item
    notes.append(Note(Code.REST_NOT_READ, item.span, behind[:QUOTE]))
    return replace(item, content=part_of(item.content, 0, comma))

"""Lists whose items say behind a comma where each of those listed is: Hill Library, Hill Town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.names.chunks import GENERATION, clean_text
from icmlpo_rdf.facts.names.delegations import is_office, without_brackets
from icmlpo_rdf.facts.names.flagged_names import GOES_ON
from icmlpo_rdf.facts.names.lined import outside, part_of
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import tells_of_bearer
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemList, Text

__all__ = ["with_country_behind", "without_descriptions", "without_numbers"]

_LEAST, _LEAST_NUMBERED = 3, 1
_MOST = 0.6
_MAX_COMMAS = 2
_NUMBER = lazy_pattern(r"\d{1,3}[.)]\s++")
_PARTED = lazy_pattern(r"[:：\n]|\s[-–—]\s?")
_QUOTED = lazy_pattern("[《『「“]")
"""What begins the title of a work."""
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
    """Return the items, of a list of which most name one, with nothing but the names: without where that is, behind a comma.

    What tells since when or as what one is a member stays; so does everything in lists whose items name several.
    """
    if len(items) < _LEAST:
        return tuple(items)
    if not lexicon.is_head_first:
        return _without_callings(items, lexicon, notes)
    commas = [tuple(_commas(item.content)) for item in items]
    if _are_countries(items, commas, lexicon):
        return tuple(items)
    return tuple(
        _cut(item, places[0], lexicon, notes) if is_told_of else item
        for item, places, is_told_of in zip(items, commas, _are_told_of(items, commas, lexicon), strict=True)
    )


def _without_callings(items: Sequence[Item], lexicon: Lexicon, notes: list[Note]) -> tuple[Item, ...]:
    """The items, of which most begin with one name, without what wide commas part from it that is no remark: [甲](…)，小说家，《乙》作者."""
    items = _without_offices(items, lexicon, notes)
    commas = [tuple(_commas(item.content, "，")) for item in items]
    found = []
    for item, places, is_told in zip(items, commas, _told_of(items, commas, lexicon), strict=True):
        ends = (*places[1:], len(item.content.text))
        pieces = zip(places, ends, strict=True) if is_told and _is_linked_first(item.content) else ()
        cut = next((at for at, end in pieces if not _tells(item.content.text[at + 1 : end], lexicon)), None)
        found.append(item if cut is None else _without_rest(item, cut, notes))
    return tuple(found)


def _told_of(items: Sequence[Item], commas: Sequence[tuple[int, ...]], lexicon: Lexicon) -> list[bool]:
    """Of which items what commas part tells of the one before it: of all where most begin with one name, else where all items name one each."""
    pairs = list(zip(items, commas, strict=True))
    begin = sum(bool(places) and _begins_with_name(item.content, lexicon) for item, places in pairs)
    if begin >= _MOST * len(items):
        return [bool(places) for places in commas]
    are_single = all(_is_one_name(item.content) for item in items)
    return [are_single and bool(places) and "、" not in item.content.text for item, places in pairs]


def _without_offices(items: Sequence[Item], lexicon: Lexicon, notes: list[Note]) -> Sequence[Item]:
    """The items, of which most begin with one name before a dash and an office, without what stands behind the dash: [甲](…)—乙公司主席、前丙会会长."""
    dashes = [next(_dashes(item.content), 0) if _is_linked_first(item.content) else 0 for item in items]
    pairs = [(item, at) for item, at in zip(items, dashes, strict=True) if at]
    held = sum(is_office(without_brackets(_first_told(item, at)), lexicon) for item, at in pairs)
    if len(pairs) < _MOST * len(items) or held < _MOST * len(pairs):
        return items
    return [_without_rest(item, at, notes) if at else item for item, at in zip(items, dashes, strict=True)]


def _dashes(content: Text) -> Iterator[int]:
    """Where dashes stand outside links and brackets."""
    yield from outside(content, (match.start() for match in _DASH.finditer(content.text)), _ASIDE)


_DASH = lazy_pattern("[—―－]", needs="—―－")


def _first_told(item: Item, dash: int) -> str:
    """What stands behind a dash, up to the next of several."""
    return _NEXT.split(clean_text(item.content.text[dash:].lstrip("—―－")))[0].strip()


_NEXT = lazy_pattern(r"[、，,；;]")


def _begins_with_name(content: Text, lexicon: Lexicon) -> bool:
    """True where a text begins with its one link, or with one of nobody known before those of bodies and countries: [甲](…)，[乙大学](…)."""
    links = [link for link in content.links if link.text.strip()]
    if not _is_linked_first(content):
        return False
    kinds = [kind_of_name(link.text, thing_of(link, lexicon), lexicon) for link in links]
    return len(links) == 1 or (kinds[0] is None and None not in kinds[1:])


def _is_one_name(content: Text) -> bool:
    """True for a text that begins with its only link: where all items of a list do, each names one."""
    return len(content.links) == 1 and _is_linked_first(content)


def _is_linked_first(content: Text) -> bool:
    link = next((one for one in content.links if one.text.strip()), None)
    return link is not None and not content.text[: link.start].strip()


def _are_told_of(items: Sequence[Item], commas: Sequence[tuple[int, ...]], lexicon: Lexicon) -> list[bool]:
    """Of which items what stands behind the comma tells of the one before it; of none where most name several."""
    few = [0 < len(places) <= _MAX_COMMAS for places in commas]
    usual, share = max(Counter(map(len, commas)).items(), key=lambda one: one[1])
    if 0 < usual <= _MAX_COMMAS and share >= _MOST * len(items):
        return list(map(bool, commas))
    pairs = zip(items, commas, few, strict=True)
    alone = [told and _names_one(item.content, places[0], lexicon) for item, places, told in pairs]
    one_each = sum(told or not places for told, places in zip(alone, commas, strict=True))
    return alone if one_each >= _MOST * len(items) else [False] * len(items)


def _names_one(content: Text, comma: int, lexicon: Lexicon) -> bool:
    """True for one linked name of no country before the comma, and what may be another, without a link, behind it.

    In a list whose items name one each, that tells where this one is: [[X]], University of Oslo.
    """
    links = [link for link in content.links if link.text.strip()]
    is_one = len(links) == 1 and links[0].end <= comma
    behind = content.text[comma + 1 :].strip()
    tokens = lexicon.matcher.tokens(behind) if is_one and behind[:1].isupper() else ()
    return bool(tokens) and "office" not in tokens[-1].classes and place_kind(links[0].text, lexicon) is None


def _commas(content: Text, comma: str = ",") -> Iterator[int]:
    """Where commas stand outside links and brackets; nowhere in a text that is parted otherwise."""
    text = content.text
    if comma not in text or _PARTED.search(text):
        return
    commas = (at for at, letter in enumerate(text) if letter == comma and not GENERATION.match(text, at))
    yield from outside(content, commas, _ASIDE)


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
    if GOES_ON.match(behind) and any(link.start > comma for link in item.content.links):
        return _without_rest(item, comma, notes)  # joined the [Russell Group](…)
    if place_kind(behind.strip(), lexicon) is PlaceKind.COUNTRY:
        country = part_of(item.content, comma + 1, len(item.content.text))
        return _PlacedItem(part_of(item.content, 0, comma), item.depth, item.span, country=country)
    first = next(_commas(part_of(item.content, comma + 1, len(item.content.text))), None)
    if first is not None and not _tells(behind[:first], lexicon) and _is_placed(behind, first, lexicon):
        return _without_rest(item, comma, notes)  # Norland University, Bogford, Norland (since 1950)
    # Since 1990; not District 5.
    tells = _YEAR.search(_ASIDE.sub("", behind)) or lexicon.status.search(behind) or _tells(behind, lexicon)
    return item if tells or _ABBREVIATION.fullmatch(behind) else _without_rest(item, comma, notes)


def _is_placed(text: str, comma: int, lexicon: Lexicon) -> bool:
    """True where a country stands behind a comma, with no more than a bracket behind it: what stands before it is a place in it."""
    return place_kind(_ASIDE.sub("", text[comma + 1 :]).strip(), lexicon) is PlaceKind.COUNTRY


_YEAR = lazy_pattern(r"\d{4}")


def _tells(text: str, lexicon: Lexicon) -> bool:
    """True for what tells since when or as what one is a member: it is read with the name."""
    plain = clean_text(text)
    if parse_date(plain.strip()) is not None:
        return True
    return (_QUOTED.search(plain) is None and tells_of_bearer(plain, lexicon)) or is_office(
        without_brackets(plain), lexicon
    )


class _PlacedItem(Item, frozen=True, kw_only=True):
    """An item with the country that stood behind its name: [Tom Reed](…), [France](…)."""

    country: Text


def with_country_behind(entry: Entry, item: Item, lexicon: Lexicon) -> Entry:
    """Return an entry with the country that is all that stands behind its name for its place: [Tom Reed](…), [France](…)."""
    behind = clean_text(item.country.text).strip() if isinstance(item, _PlacedItem) else entry.rest
    if entry.place is not None or place_kind(behind, lexicon) is not PlaceKind.COUNTRY:
        return entry
    links = item.country.links if isinstance(item, _PlacedItem) else item.content.links
    link = next((link for link in links if link.text == behind and thing_of(link, lexicon)), None)
    return replace(entry, place=PrintedName(behind, link, item.span), rest="")


def _without_rest(item: Item, comma: int, notes: list[Note]) -> Item:
    notes.append(Note(Code.REST_NOT_READ, item.span, clean_text(item.content.text[comma + 1 :])[:QUOTE]))
    return replace(item, content=part_of(item.content, 0, comma))

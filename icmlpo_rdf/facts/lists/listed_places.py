"""The places that an item on a meeting names: [哈萨克斯坦](…)[阿拉木图](…), 南斯拉夫[贝尔格莱德](…), 伦敦."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName, printed_in
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, Link

__all__ = ["TRIM", "places_in"]

_BETWEEN = lazy_pattern(r"[：:，,、（）()\[\]\n]|\s[-–—―－~]\s|——|－|→|/")
_IN_A_PLACE = lazy_pattern(rf"[\s{letters('particles')}・·/]*")
TRIM = " \u3000\u00a0・·-–—－:：,，"
"""What is no part of a name at its ends."""
_READING = lazy_pattern(r"[\u3041-\u309f]+")
"""How the name before it is read: 大和市（やまとし）."""
_MAX_PLACE = 14
_MAX_PLACES = 3


def places_in(
    item: Item, main: str, taken: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[list[PrintedName], str]:
    """Return the places among what is left of an item, and the first part that is none."""
    places: list[PrintedName] = []
    glossed = 0
    for start, end in _parts(main, taken, item.content.links):
        text = lexicon.around_place.sub("", clean_text(main[start:end])).strip(TRIM)
        if not any(map(str.isalnum, text)) or lexicon.counted.fullmatch(text):
            continue
        if places and _READING.fullmatch(
            text
        ):  # what stands behind it in its bracket tells where the place is
            glossed = next((at for at in map(main.find, "）)", (end, end)) if at >= 0), end)
        if start < glossed:
            continue
        found = _place(item, start, end, text, lexicon)
        if not found or len(places) + len(found) > _MAX_PLACES:
            return places, text
        places += found
    return places, ""


def _parts(main: str, taken: Sequence[tuple[int, int]], links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """The stretches between separators, head and date; a separator inside a link parts nothing."""
    cuts = sorted(
        [
            *taken,
            *(
                match.span()
                for match in _BETWEEN.finditer(main)
                if not any(link.start < match.end() and match.start() < link.end for link in links)
                and not any(start <= match.start() < end for start, end in taken)
            ),
        ]
    )
    begin = 0
    for start, end in cuts:
        if begin < start:
            yield begin, start
        begin = max(begin, end)
    if begin < len(main):
        yield begin, len(main)


def _place(item: Item, start: int, end: int, text: str, lexicon: Lexicon) -> list[PrintedName]:
    """The place or places that a part names: [哈萨克斯坦](…)[阿拉木图](…), 南斯拉夫[贝尔格莱德](…), 伦敦."""
    within = [link for link in item.content.links if start <= link.start and link.end <= end]
    links = [link for link in within if clean_text(link.text)]
    if links:
        return _linked_names(item, links, text, lexicon)
    return [PrintedName(part, None, item.span) for part in _plain_names(text, lexicon)]


def _plain_names(text: str, lexicon: Lexicon) -> Sequence[str]:
    """The place that a text without links names, or the country and the place: 中国上海, 남아프리카 공화국 더반.

    Whole names such as 几内亚比绍 and 墨西哥城 are one.
    """
    if place_kind(text, lexicon):
        return (text,)
    is_unfit = len(text) > _MAX_PLACE or any(map(str.isdigit, text)) or _is_unfit(text, lexicon)
    if is_unfit or lexicon.told_of_meeting.search(text):
        return ()
    for at in range(len(text) - 2, 1, -1):
        if place_kind(text[:at], lexicon) is PlaceKind.COUNTRY:
            return text[:at].strip(), text[at:].strip()
    return (text,)


def _linked_names(item: Item, links: Sequence[Link], text: str, lexicon: Lexicon) -> list[PrintedName]:
    """The places of a part with links, where nothing else stands in it."""
    names: list[PrintedName] = []
    rest = text
    for link in links:
        printed = printed_in(link, lexicon)[0]
        before, found, rest = rest.partition(printed)
        bare = before.strip(TRIM + letters("particles"))
        if not found or _is_unfit(printed, lexicon) or (bare and not place_kind(bare, lexicon)):
            return []
        names += [PrintedName(bare, None, item.span)] if bare else []
        names.append(PrintedName(printed, link if thing_of(link, lexicon) else None, item.span))
    return names if _IN_A_PLACE.fullmatch(lexicon.around_place.sub("", rest)) else []


def _is_unfit(text: str, lexicon: Lexicon) -> bool:
    """True for a name of an organization, an office or a meeting."""
    if lexicon.organization_ending(text) or lexicon.office_ending.search(text):
        return True
    return lexicon.meeting_noun.search(text) is not None

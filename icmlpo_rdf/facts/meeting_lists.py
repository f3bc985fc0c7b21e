"""Lists in which each item is a meeting: 第一次会议：1961年9月1日－6日，南斯拉夫贝尔格莱德."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from icmlpo_rdf.facts.dates import DateSpan, find_date, find_days, find_year
from icmlpo_rdf.facts.headings import TitleKind, heads_meeting, heads_meetings
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.model import Meeting, WikiThing
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.facts.printed_names import PrintedName, printed_in
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.page import Item, ItemList, Link, Text, label_of

__all__ = ["ListedMeeting", "find_listed_meetings"]

_SENTENCE_END = re.compile(r"[。；;]")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\s*[年년]?(?!\d)")
_BETWEEN = re.compile(r"[：:，,、（）()\[\]\n]|\s[-–—―－~]\s|——|－|→|/")
_NEXT_WORD = re.compile(r"\s?[^\s：:，,、（）()\[\]\d—－–-]+")
_IN_A_PLACE = re.compile(r"[\s的の・·/]*")
_TRIM = " \u3000\u00a0・·-–—－:：,，"
_MAX_ITEM = 300
_MAX_PLACE = 14
_MAX_PLACES = 3
_LEAST = 2
_MAX_TOLD, _MAX_GAP = 80, 4
_LEAST_SHARE = 0.6


class ListedMeeting(Struct, frozen=True):
    """An item that is a meeting."""

    item: Item
    meeting: Meeting
    places: tuple[PrintedName, ...]
    """The linked ones."""
    rest: str
    """What the item tells besides."""
    is_named: bool
    """True for one with a number or a page, and not only a year and a place."""


def find_listed_meetings(
    block: ItemList, heading: str, lexicon: Lexicon, about: TitleKind
) -> list[ListedMeeting]:
    """Return the items that are meetings; none where the list is not one of meetings.

    Args:
        block: a list under words that name no participants and no members.
        heading: these words: 历届会议, on the page of a series also 历届 alone.
        lexicon: the words of the wiki's language.
        about: what the page's title speaks of.

    Most items must tell a number or a meeting's own page, and when or where it was; or else a date, a place
    and nothing else.
    """
    is_series = about is TitleKind.MEETINGS
    in_lead = is_series and not heading
    if not in_lead and not heads_meetings(heading, lexicon, is_series=is_series):
        return _told_by_themselves(block, lexicon) if is_series else []
    outer = [item for item in block.items if item.depth == 1 and not item.content.is_empty]
    if any(lexicon.contest.search(item.content.text) for item in outer):
        return []
    found = [told for item in outer if (told := _read(item, lexicon))]
    placed = lexicon.held_at.search(heading) is not None or any(
        place_kind(place, lexicon) for one in found for place in one.meeting.places_as_printed
    )
    if not placed and is_series and lexicon.contest_or_meeting.search(heading):
        # 大会 is a congress or a contest; then the names may be the winners'.
        return []
    linked = sum(1 for one in found if one.places)
    if not placed and 2 * linked < len(found):
        # 1990年：総理辞任: what is neither a known place nor linked may be anything.
        found = [one for one in found if one.is_named]
    return found if len(found) >= max(_LEAST, _LEAST_SHARE * len(outer)) else []


def _told_by_themselves(block: ItemList, lexicon: Lexicon) -> list[ListedMeeting]:
    """On the page of a series, the items that begin with a number and a day: 第二回　2007年1月15日　セブ島."""
    found = []
    for item in block.items:
        text = item.content.text
        number = lexicon.ordinal.match(text) if len(text) <= _MAX_TOLD else None
        dated = _dated(text) if number and not _SENTENCE_END.search(text) else None
        if number and dated and dated[1] and dated[1][0] - number.end() <= _MAX_GAP:
            told = _read(item, lexicon)
            found += [told] if told else []
    return found


def _read(item: Item, lexicon: Lexicon) -> ListedMeeting | None:
    text = item.content.text
    if len(text) > _MAX_ITEM:
        return None
    end = _SENTENCE_END.search(text)
    main = text[: end.start()] if end else text
    own = _own_page(item.content, len(main), lexicon)
    date, when = _dated(main)
    year = date.start.year if date else find_year(main) or (find_year(own[1].title) if own else None)
    if when is None and (match := _YEAR.search(main)) and year:
        when = match.span()
    days = find_days(main, year) if date is None and year else None
    if days is not None:
        # 第一届（1997年）：2月14日-15日
        date = days[0]
    head, ordinal = _head(main, when, own[0] if own else None, lexicon)
    if year is None and ordinal is None:
        return None
    places, rest = _places(item, main, [span for span in (head, when, days and days[1]) if span], lexicon)
    named = own is not None or (ordinal is not None and (year is not None or bool(places)))
    if not named and (not places or rest or end):
        return None
    printed = main[slice(*when)].strip(_TRIM) if when else None
    label = main[slice(*head)] if head else printed or ""
    things = [thing for place in places if place.link and (thing := thing_of(place.link, lexicon))]
    meeting = Meeting(
        label=clean_text(label).strip(_TRIM).replace("\n", " "),
        ordinal=ordinal,
        year=year,
        span=item.span,
        thing=own[1] if own else None,
        dates=date,
        date_as_printed=printed,
        places=tuple(dict.fromkeys(things)),
        places_as_printed=tuple(dict.fromkeys(place.text for place in places)),
    )
    if not meeting.label:
        return None
    linked = tuple(place for place in places if place.link)
    return ListedMeeting(
        item, meeting, linked, rest or (text[end.end() :].strip() if end else ""), is_named=named
    )


def _own_page(content: Text, end: int, lexicon: Lexicon) -> tuple[Link, WikiThing] | None:
    """The item's one link that names a meeting with its number or year."""
    named = [
        (link, thing)
        for link in content.links
        if link.start < end
        and (thing := thing_of(link, lexicon))
        and lexicon.meeting_noun.search(thing.title)
        and (
            lexicon.ordinal.search(thing.title)
            or find_year(thing.title)
            or (link.start == 0 and heads_meeting(label_of(thing.title), lexicon))
        )
    ]
    return named[0] if len(named) == 1 else None


def _dated(main: str) -> tuple[DateSpan | None, tuple[int, int] | None]:
    if (dated := find_date(main)) is None:
        return None, None
    start = main.find(dated[1])
    return dated[0], (start, start + len(dated[1])) if start >= 0 else None


_COLON, _MAX_NAME = re.compile("[:：]"), 80


def _head(
    main: str, when: tuple[int, int] | None, own: Link | None, lexicon: Lexicon
) -> tuple[tuple[int, int] | None, int | None]:
    """Where the meeting's name stands, and its number: at the beginning, or right behind the date."""
    begins = [0] if when is None or when[0] > 0 else [when[1]]
    for begin in begins:
        skipped = begin + len(main[begin:]) - len(main[begin:].lstrip(_TRIM))
        match = lexicon.ordinal_meeting.match(main, skipped)
        if match is None and (bare := lexicon.ordinal.match(main, skipped)):
            # 第一届艺术节, 第1回入学式: the number is that of another thing.
            follows = _NEXT_WORD.match(main, bare.end())
            match = None if follows and lexicon.other_event.search(follows[0]) else bare
        if match:
            number = lexicon.number_of(match)
            last = max(match.end(), own.end) if own and own.start <= match.end() else match.end()
            colon = _COLON.search(main, last, last + _MAX_NAME)
            if colon and lexicon.meeting_noun.search(main, last, colon.start()):
                # 第二次国际联合会大会（II Congress）：1948年
                last = colon.start()
            return (match.start(), last), number
    if own is None:
        return None, None
    title = label_of(own.target.title) if own.target else ""
    match = lexicon.ordinal_meeting.search(title)
    number = lexicon.number_of(match) if match else None
    return (own.start, own.end), number


def _places(
    item: Item, main: str, taken: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[list[PrintedName], str]:
    """The places among what is left of an item, and the first part that is none."""
    places: list[PrintedName] = []
    for start, end in _parts(main, taken, item.content.links):
        text = lexicon.around_place.sub("", clean_text(main[start:end])).strip(_TRIM)
        if not any(map(str.isalnum, text)) or lexicon.counted.fullmatch(text):
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
    links = [link for link in item.content.links if start <= link.start and link.end <= end]
    unfit = (lexicon.organization_ending, lexicon.office_ending, lexicon.meeting_noun)
    names: list[PrintedName] = []
    rest = text
    for link in links:
        printed = printed_in(link, lexicon)[0]
        before, found, rest = rest.partition(printed)
        bare = before.strip(_TRIM + "的の")
        if not found or any(pattern.search(printed) for pattern in unfit):
            return []
        if bare and not place_kind(bare, lexicon):
            return []
        names += [PrintedName(bare, None, item.span)] if bare else []
        names.append(PrintedName(printed, link if thing_of(link, lexicon) else None, item.span))
    if links:
        rest = lexicon.around_place.sub("", rest)
        return names if _IN_A_PLACE.fullmatch(rest) else []
    is_unfit = (
        len(text) > _MAX_PLACE
        or any(map(str.isdigit, text))
        or lexicon.organization_ending.search(text)
        or lexicon.office_ending.search(text)
        or lexicon.meeting_noun.search(text)
        or lexicon.told_of_meeting.search(text)
    )
    if is_unfit and not place_kind(text, lexicon):
        return []
    # 中国上海, 남아프리카 공화국 더반; whole names such as 几内亚比绍 and 墨西哥城 are one.
    for at in range(len(text) - 2, 1, -1):
        if not place_kind(text, lexicon) and place_kind(text[:at], lexicon) is PlaceKind.COUNTRY:
            parts = (text[:at].strip(), text[at:].strip())
            return [PrintedName(part, None, item.span) for part in parts]
    return [PrintedName(text, None, item.span)]

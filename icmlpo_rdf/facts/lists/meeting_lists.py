"""Lists in which each item is a meeting: 第一次会议：1961年9月1日－6日，南斯拉夫贝尔格莱德."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, heads_meeting, heads_meetings
from icmlpo_rdf.facts.lists.listed_places import TRIM, places_in
from icmlpo_rdf.facts.model import Meeting, WikiThing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.dates import DateSpan, find_date, find_days, find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.page import Item, ItemList, Link, Text, label_of

__all__ = ["ListedMeeting", "find_listed_meetings"]

_SENTENCE_END = re.compile(r"[。；;]")
_YEAR = re.compile(rf"(?<!\d)(?:1[5-9]|20)\d\d\s*[{letters('year')}]?(?!\d)")
_NEXT_WORD = re.compile(r"\s?[^\s：:，,、（）()\[\]\d—－–-]+")
_MAX_ITEM = 300
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
    found = list(filter(None, (_read(item, lexicon) for item in outer)))
    if not _tells_places(found, heading, lexicon):
        # 大会 is a congress or a contest; then the names may be the winners'.
        may_be_contest = is_series and lexicon.contest_or_meeting.search(heading)
        found = [] if may_be_contest else _sure_ones(found)
    return found if len(found) >= max(_LEAST, _LEAST_SHARE * len(outer)) else []


def _sure_ones(found: list[ListedMeeting]) -> list[ListedMeeting]:
    """1990年：総理辞任: where most places are neither known nor linked, they may be anything."""
    linked = sum(1 for one in found if one.places)
    return [one for one in found if one.is_named] if 2 * linked < len(found) else found


def _tells_places(found: Sequence[ListedMeeting], heading: str, lexicon: Lexicon) -> bool:
    """True where the heading says that places are listed, or one of them is known."""
    printed = (place for one in found for place in one.meeting.places_as_printed)
    return lexicon.held_at.search(heading) is not None or any(place_kind(place, lexicon) for place in printed)


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


class _When(Struct, frozen=True):
    """What an item tells of a meeting's date."""

    date: DateSpan | None
    year: int | None
    spans: tuple[tuple[int, int], ...]
    """Where they stand: the date or year, and days without a year."""
    printed: tuple[int, int] | None
    """Where the date or year stands."""


class _Told(Struct, frozen=True):
    """What an item tells, part by part."""

    thing: WikiThing | None
    """The meeting's own page."""
    when: _When
    head: tuple[int, int] | None
    """Where the meeting's name stands."""
    ordinal: int | None
    places: Sequence[PrintedName]
    rest: str
    """The first part that tells something else."""

    @property
    def is_bare(self) -> bool:
        """True for when and where, and nothing else."""
        return bool(self.places) and not self.rest

    @property
    def is_named(self) -> bool:
        """True with a page, or a number and when or where."""
        return self.thing is not None or (
            self.ordinal is not None and (self.when.year is not None or bool(self.places))
        )


def _read(item: Item, lexicon: Lexicon) -> ListedMeeting | None:
    text = item.content.text
    if len(text) > _MAX_ITEM:
        return None
    end = _SENTENCE_END.search(text)
    main, behind = (text[: end.start()], text[end.end() :].strip()) if end else (text, "")
    told = _told(item, main, lexicon)
    if told is None or not (told.is_named or (told.is_bare and not end)):
        return None
    label, when = _label(main, told), told.when
    things = (thing_of(place.link, lexicon) for place in told.places if place.link)
    meeting = Meeting(
        label=label,
        ordinal=told.ordinal,
        year=when.year,
        span=item.span,
        thing=told.thing,
        dates=when.date,
        date_as_printed=main[slice(*when.printed)].strip(TRIM) if when.printed else None,
        places=tuple(dict.fromkeys(filter(None, things))),
        places_as_printed=tuple(dict.fromkeys(place.text for place in told.places)),
    )
    linked = tuple(place for place in told.places if place.link)
    return ListedMeeting(item, meeting, linked, told.rest or behind, told.is_named) if label else None


def _label(main: str, told: _Told) -> str:
    """The meeting's name, else its date or year."""
    begin, end = told.head or told.when.printed or (0, 0)
    return clean_text(main[begin:end].strip(TRIM)).strip(TRIM).replace("\n", " ")


def _told(item: Item, main: str, lexicon: Lexicon) -> _Told | None:
    """What an item's first sentence tells; nothing where neither a number nor a year says which meeting."""
    link, thing = _own_page(item.content, len(main), lexicon) or (None, None)
    when = _when(main, thing.title if thing else "")
    head, ordinal = _head(main, when.printed, link, lexicon)
    if when.year is None and ordinal is None:
        return None
    places, rest = places_in(item, main, [*([head] if head else ()), *when.spans], lexicon)
    return _Told(thing, when, head, ordinal, places, rest)


def _when(main: str, title: str) -> _When:
    """When a meeting was by an item's words, or by the title of its own page."""
    date, printed = _dated(main)
    year = date.start.year if date else find_year(main) or find_year(title)
    if printed is None and year and (match := _YEAR.search(main)):
        printed = match.span()
    days = find_days(main, year) if date is None and year else None
    # 第一届（1997年）：2月14日-15日
    spans = tuple(span for span in (printed, days[1] if days else None) if span)
    return _When(days[0] if days else date, year, spans, printed)


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
    begin = 0 if when is None or when[0] > 0 else when[1]
    begin += len(main[begin:]) - len(main[begin:].lstrip(TRIM))
    if match := _numbered(main, begin, lexicon):
        last = max(match.end(), own.end) if own and own.start <= match.end() else match.end()
        colon = _COLON.search(main, last, last + _MAX_NAME)
        if colon and lexicon.meeting_noun.search(main, last, colon.start()):
            # 第二次国际联合会大会（II Congress）：1948年
            last = colon.start()
        return (match.start(), last), lexicon.number_of(match)
    if own is None:
        return None, None
    title = label_of(own.target.title) if own.target else ""
    match = lexicon.ordinal_meeting.search(title)
    return (own.start, own.end), lexicon.number_of(match) if match else None


def _numbered(main: str, begin: int, lexicon: Lexicon) -> re.Match[str] | None:
    """A meeting's number, with the word for it or alone; not 第一届艺术节 and 第1回入学式, that of another thing."""
    if match := lexicon.ordinal_meeting.match(main, begin):
        return match
    bare = lexicon.ordinal.match(main, begin)
    follows = _NEXT_WORD.match(main, bare.end()) if bare else None
    return None if follows and lexicon.other_event.search(follows[0]) else bare

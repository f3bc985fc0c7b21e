"""Lists in which each item is a meeting: 第一次会议：1961年9月1日－6日，南斯拉夫贝尔格莱德."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, heads_meetings
from icmlpo_rdf.facts.lists.listed_places import TRIM
from icmlpo_rdf.facts.lists.told_meetings import YEAR, Entry, Told, printed_date, tell
from icmlpo_rdf.facts.model import Meeting
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.dates import find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList

__all__ = ["ListedMeeting", "find_listed_meetings"]

_SENTENCE_END = lazy_pattern(r"[。；;]")
_MAX_ITEM = 300
_LEAST = 2
_INSIDE = 2
_IS_BODY, _LEAST_SESSIONS, _NEARLY_ALL = 2.0, 3, 0.8
_BRACKETED = lazy_pattern(r"[（(][^（）()]{0,20}[）)]")
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
    block: ItemList, context: Context, lexicon: Lexicon, about: TitleKind
) -> list[ListedMeeting]:
    """Return the items that are meetings; none where the list is not one of meetings.

    Args:
        block: a list under words that name no participants and no members.
        context: these words: 历届会议, on the page of a series also 历届 alone; or a line that says that meetings follow.
        lexicon: the words of the wiki's language.
        about: what the page's title speaks of.

    Most items must tell a number or a meeting's own page, and when or where it was; or else a date, a place
    and nothing else.
    """
    is_series = about is TitleKind.MEETINGS
    heading = context.under
    has_its_own = is_series or context.profile >= _IS_BODY
    is_told = has_its_own and _are_told(context, is_series=is_series)
    if not (is_told or heads_meetings(heading, lexicon, is_series=is_series)):
        return _told_by_themselves(block, lexicon) if is_series else _sessions(block, context, lexicon)
    entries = list(_entries(block, is_numbered=_are_numbered(block, context, lexicon, is_series=is_series)))
    if any(lexicon.contest.search(entry.item.content.text) for entry in entries):
        return []
    found = _read_all(entries, lexicon)
    if not has_its_own:
        found = [one for one in found if _is_numbered_or_bare(one)]
    if not _tells_places(found, heading, lexicon):
        # 大会 is a congress or a contest; then the names may be the winners'.
        if is_series and lexicon.contest_or_meeting.search(heading):
            return []
        found = _sure_ones(found)
    return found if len(found) >= max(_LEAST, _LEAST_SHARE * len(entries)) else []


def _are_told(context: Context, *, is_series: bool) -> bool:
    """True behind a line that says that meetings follow, and right below the title of a series."""
    return context.meetings or (is_series and not context.under)


def _are_numbered(block: ItemList, context: Context, lexicon: Lexicon, *, is_series: bool) -> bool:
    """True for a numbered list on the page of a series, or below a heading that ends in a word for meetings: まほろばサミット."""
    names_them = context.meetings and lexicon.matcher.ends_in(context.under.strip(), "meeting") > 0
    return block.ordered and (is_series or names_them)


def _is_numbered_or_bare(one: ListedMeeting) -> bool:
    """False for a name with a year: on a city's page it is any event, 2014年ITU全权代表大会."""
    return not one.is_named or one.meeting.ordinal is not None or one.meeting.thing is not None


def _sessions(block: ItemList, context: Context, lexicon: Lexicon) -> list[ListedMeeting]:
    """A body's own meetings under 開催日程 or 举办地: nearly all are numbered and dated."""
    if context.profile < _IS_BODY or not heads_meetings(context.under, lexicon, is_series=True):
        return []
    entries = list(_entries(block, is_numbered=False))
    told = _read_all(entries, lexicon)
    found = [one for one in told if one.meeting.ordinal is not None and one.meeting.year is not None]
    return found if len(found) >= max(_LEAST_SESSIONS, _NEARLY_ALL * len(entries)) else []


def _entries(block: ItemList, *, is_numbered: bool) -> Iterator[Entry]:
    """The outer items, and instead of one that is nothing but a year those inside it."""
    outer = 0
    year: int | None = None
    for item in block.items:
        if item.content.is_empty:
            continue
        if item.depth == 1:
            outer += 1
            year = _bare_year(item.content.text)
            if year is None:
                yield Entry(item, number=outer if is_numbered else None)
        elif year is not None and item.depth == _INSIDE:
            yield Entry(item, year)


def _bare_year(text: str) -> int | None:
    """The year where it is all that an item tells: 2005年, 2005年（平成17年）."""
    match = YEAR.match(text)
    is_all = match and not _BRACKETED.sub("", text[match.end() :]).strip(TRIM)
    return find_year(match[0]) if match and is_all else None


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
        where = printed_date(text)[1] if number and not _SENTENCE_END.search(text) else None
        if number and where and where[0] - number.end() <= _MAX_GAP:
            told = _read(Entry(item), lexicon)
            found += [told] if told else []
    return found


def _read_all(entries: Sequence[Entry], lexicon: Lexicon) -> list[ListedMeeting]:
    """The entries that are meetings."""
    return list(filter(None, (_read(entry, lexicon) for entry in entries)))


def _read(entry: Entry, lexicon: Lexicon) -> ListedMeeting | None:
    item, text = entry.item, entry.item.content.text
    if len(text) > _MAX_ITEM:
        return None
    end = _SENTENCE_END.search(text)
    main, behind = (text[: end.start()], text[end.end() :].strip()) if end else (text, "")
    told = tell(entry, main, lexicon)
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


def _label(main: str, told: Told) -> str:
    """The meeting's name, else its date or year."""
    begin, end = told.head or told.when.printed or (0, 0)
    return clean_text(main[begin:end].strip(TRIM)).strip(TRIM).replace("\n", " ")

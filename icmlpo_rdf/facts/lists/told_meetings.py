"""What an item tells of a meeting: its name or number, when and where it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.facts.headings.meeting_headings import heads_meeting
from icmlpo_rdf.facts.lists.listed_places import TRIM, places_in
from icmlpo_rdf.facts.model import WikiThing
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.dates import DateSpan, find_date, find_days, find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, Link, Text, label_of

__all__ = ["YEAR", "Entry", "Told", "printed_date", "tell"]

YEAR = lazy_pattern(rf"(?<!\d)(?:1[5-9]|20)\d\d\s*[{letters('year')}]?(?!\d)")
_NEXT_WORD = lazy_pattern(r"\s?[^\s：:，,、（）()\[\]\d—－–-]+")


class Entry(Struct, frozen=True):
    """An item that may be a meeting, with what the list tells of it."""

    item: Item
    year: int | None = None
    """That of the item that holds it: 2005年 over 第1回：1月25日."""
    number: int | None = None
    """Its place in a numbered list on the page of a series."""


class When(Struct, frozen=True):
    """What an item tells of a meeting's date."""

    date: DateSpan | None
    year: int | None
    spans: tuple[tuple[int, int], ...]
    """Where they stand: the date or year, and days without a year."""
    printed: tuple[int, int] | None
    """Where the date or year stands."""


class Told(Struct, frozen=True):
    """What an item tells, part by part."""

    thing: WikiThing | None
    """The meeting's own page."""
    when: When
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
        """True with a page, with a number or name and when or where, and in a numbered list with both."""
        if self.thing is not None:
            return True
        is_dated, is_placed = self.when.year is not None, bool(self.places)
        if self.head is None:
            return self.ordinal is not None and is_dated and is_placed
        return is_dated or is_placed


def tell(entry: Entry, main: str, lexicon: Lexicon) -> Told | None:
    """What an item's first sentence tells; nothing where neither a number nor a year says which meeting."""
    item = entry.item
    link, thing = _own_page(item.content, len(main), lexicon) or (None, None)
    when = _when(main, thing.title if thing else "", entry.year)
    head, ordinal = _head(main, when.printed, link, lexicon)
    ordinal = entry.number if ordinal is None else ordinal
    if when.year is None and ordinal is None:
        return None
    taken = (_behind_place(item, main, head, lexicon),) if head else ()
    places, rest = places_in(item, main, [*taken, *when.spans], lexicon)
    return Told(thing, when, head, ordinal, places, rest)


def _behind_place(item: Item, main: str, head: tuple[int, int], lexicon: Lexicon) -> tuple[int, int]:
    """A meeting's name without the place that it begins with, where that is linked or known: [洛桑](…)大会."""
    begin, end = head
    noun = lexicon.meeting_noun.search(main, begin, end)
    before = main[begin : noun.start()].strip() if noun else ""
    is_linked = any((link.start, link.text) == (begin, before) for link in item.content.links)
    is_place = noun and before and (is_linked or place_kind(before, lexicon))
    return (noun.start(), end) if noun and is_place else head


def _when(main: str, title: str, above: int | None) -> When:
    """When a meeting was by an item's words, by the title of its own page, or by the year above it."""
    date, printed = printed_date(main)
    year = date.start.year if date else find_year(main) or find_year(title) or above
    if printed is None and year and (match := YEAR.search(main)):
        printed = match.span()
    days = find_days(main, year) if date is None and year else None
    # 第一届（1997年）：2月14日-15日
    spans = tuple(span for span in (printed, days[1] if days else None) if span)
    return When(days[0] if days else date, year, spans, printed)


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


def printed_date(main: str) -> tuple[DateSpan | None, tuple[int, int] | None]:
    """Return the date that a text prints, and where it stands."""
    if (dated := find_date(main)) is None:
        return None, None
    start = main.find(dated[1])
    return dated[0], (start, start + len(dated[1])) if start >= 0 else None


_COMMA = "\u3001"
_COLON, _MAX_NAME = lazy_pattern("[:：]"), 80
_BEHIND_NAME = lazy_pattern(r"[：:，,、（(\[]|\s[-–—]\s")


def _head(
    main: str, when: tuple[int, int] | None, own: Link | None, lexicon: Lexicon
) -> tuple[tuple[int, int] | None, int | None]:
    """Where the meeting's name stands, and its number: at the beginning, or right behind the date."""
    begin = 0 if when is None or when[0] > 0 else when[1]
    begin += len(main[begin:]) - len(main[begin:].lstrip(TRIM + _COMMA))
    if match := _numbered(main, begin, lexicon):
        last = max(match.end(), own.end) if own and own.start <= match.end() else match.end()
        colon = _COLON.search(main, last, last + _MAX_NAME)
        if colon and lexicon.meeting_noun.search(main, last, colon.start()):
            # 第二次国际联合会大会（II Congress）：1948年
            last = colon.start()
        return (match.start(), last), lexicon.number_of(match)
    if own is None:
        return _named(main, begin, lexicon), None
    title = label_of(own.target.title) if own.target else ""
    match = lexicon.ordinal_meeting.search(title)
    return (own.start, own.end), lexicon.number_of(match) if match else None


def _named(main: str, begin: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where a name stands that ends in a word for meetings: 日内瓦大会."""
    end = next((match.start() for match in _BEHIND_NAME.finditer(main, begin)), len(main))
    name = main[begin:end].rstrip()
    nouns = list(lexicon.meeting_noun.finditer(name)) if len(name) <= _MAX_NAME else []
    return (
        (begin, begin + len(name)) if nouns and 0 < nouns[-1].start() < nouns[-1].end() == len(name) else None
    )


def _numbered(main: str, begin: int, lexicon: Lexicon) -> re.Match[str] | None:
    """A meeting's number, with the word for it or alone; not 第一届艺术节 and 第1回入学式, that of another thing."""
    if match := lexicon.ordinal_meeting.match(main, begin):
        return match
    bare = lexicon.ordinal.match(main, begin)
    follows = _NEXT_WORD.match(main, bare.end()) if bare else None
    return None if follows and lexicon.other_event.search(follows[0]) else bare
